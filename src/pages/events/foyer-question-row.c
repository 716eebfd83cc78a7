/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-question-row.h"

#include "foyer-question-text.h"

struct _FoyerQuestionRow
{
  AdwActionRow parent_instance;

  FoyerQuestion *question; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerQuestionRow, foyer_question_row, ADW_TYPE_ACTION_ROW)

enum
{
  REMOVED,
  MOVED,
  DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GdkContentProvider *
drag_prepare_cb (FoyerQuestionRow *self, double x, double y)
{
  return gdk_content_provider_new_typed (FOYER_TYPE_QUESTION_ROW, self);
}

static void
drag_begin_cb (FoyerQuestionRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (FoyerQuestionRow *self, const GValue *value, double x, double y)
{
  FoyerQuestionRow *other = g_value_get_object (value);

  if (other == NULL || other == self)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, other,
                 y < gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  return TRUE;
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, g_str_equal (name, "question.move-up") ? -1 : 1);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVED], 0);
}

static void
foyer_question_row_finalize (GObject *object)
{
  g_clear_pointer (&FOYER_QUESTION_ROW (object)->question, foyer_question_free);
  G_OBJECT_CLASS (foyer_question_row_parent_class)->finalize (object);
}

static void
foyer_question_row_class_init (FoyerQuestionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_question_row_finalize;

  signals[REMOVED] = g_signal_new ("removed", FOYER_TYPE_QUESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", FOYER_TYPE_QUESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] =
      g_signal_new ("dropped", FOYER_TYPE_QUESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, FOYER_TYPE_QUESTION_ROW, G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "question.move-up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "question.move-down", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "question.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "question.move-up",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK,
                                       "question.move-down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "question.remove", NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-question-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
}

static void
foyer_question_row_init (FoyerQuestionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FoyerQuestionRow *
foyer_question_row_new (const FoyerQuestion *question, GPtrArray *tiers)
{
  FoyerQuestionRow *self = g_object_new (FOYER_TYPE_QUESTION_ROW, NULL);

  foyer_question_row_set_question (self, question, tiers);
  return self;
}

const FoyerQuestion *
foyer_question_row_get_question (FoyerQuestionRow *self)
{
  g_return_val_if_fail (FOYER_IS_QUESTION_ROW (self), NULL);

  return self->question;
}

void
foyer_question_row_set_question (FoyerQuestionRow *self,
                                 const FoyerQuestion *question,
                                 GPtrArray *tiers)
{
  g_autofree char *summary = foyer_question_text_summary (question, tiers);
  FoyerQuestion *copy = foyer_question_copy (question);

  g_return_if_fail (FOYER_IS_QUESTION_ROW (self));

  foyer_question_free (self->question);
  self->question = copy;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 copy->label != NULL ? copy->label : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), summary);
}

void
foyer_question_row_set_place (FoyerQuestionRow *self, gboolean is_first, gboolean is_last)
{
  g_return_if_fail (FOYER_IS_QUESTION_ROW (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "question.move-up", !is_first);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "question.move-down", !is_last);
}
