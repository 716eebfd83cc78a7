/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-questions-section.h"

#include "foyer-answer-count.h"
#include "foyer-ask.h"
#include "foyer-event-section.h"
#include "foyer-question-row.h"
#include "foyer-question-window.h"

#include <glib/gi18n-lib.h>

struct _FoyerEventQuestionsSection
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *add_button;
  GtkListBox *list;

  FoyerReplica *replica; /* (owned) (nullable) */
  GPtrArray *rows;       /* (element-type FoyerQuestionRow) in order; children of the list */
  GPtrArray *tiers;      /* (owned) (element-type FoyerTier) */
  char *wanted; /* (owned) (nullable): the code of a question to open once they are there */
  FoyerQuestionRow *edited;  /* (nullable) what the window is open for; NULL for a new one */
  GtkWindow *window;         /* (nullable) the open one */
  FoyerQuestionRow *removed; /* (owned) (nullable) is asked about */
  GCancellable *cancellable; /* (owned) */
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventQuestionsSection,
                               foyer_event_questions_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static void
show_places (FoyerEventQuestionsSection *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    foyer_question_row_set_place (self->rows->pdata[i], i == 0, i + 1 == self->rows->len);
}

static void
tell_change (FoyerEventQuestionsSection *self)
{
  show_places (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
take_out (FoyerEventQuestionsSection *self, FoyerQuestionRow *row)
{
  if (self->edited == row)
    self->edited = NULL;
  g_signal_handlers_disconnect_by_data (row, self);
  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
remove_row (FoyerEventQuestionsSection *self, FoyerQuestionRow *row)
{
  take_out (self, row);
  gtk_widget_grab_focus (self->add_button);
  tell_change (self);
}

static void
remove_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventQuestionsSection) self = data;
  g_autoptr (FoyerQuestionRow) row = g_steal_pointer (&self->removed);

  if (foyer_ask_finish (result, NULL) && row != NULL && g_ptr_array_find (self->rows, row, NULL))
    remove_row (self, row);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventQuestionsSection) self = data;
  gint64 n = foyer_answer_count_finish (FOYER_REPLICA (source), result, NULL);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (self->removed == NULL || !g_ptr_array_find (self->rows, self->removed, NULL))
    {
      g_clear_object (&self->removed);
      return;
    }
  if (n == 0)
    {
      g_autoptr (FoyerQuestionRow) row = g_steal_pointer (&self->removed);

      remove_row (self, row);
      return;
    }
  heading =
      g_strdup_printf (_ ("Remove “%s”?"), foyer_question_row_get_question (self->removed)->label);
  body = n > 0 ? g_strdup_printf (ngettext ("%d attendee has answered it. The answer is kept, but "
                                            "not shown any more. You can undo this.",
                                            "%d attendees have answered it. The answers are kept, "
                                            "but not shown any more. You can undo this.",
                                            n),
                                  (int) n)
               : NULL;
  foyer_ask_async (GTK_WIDGET (self), heading, body, _ ("_Remove"), FOYER_ASK_DESTRUCTIVE,
                   self->cancellable, remove_asked_cb, g_object_ref (self));
}

static void
row_removed_cb (FoyerEventQuestionsSection *self, FoyerQuestionRow *row)
{
  const FoyerQuestion *question = foyer_question_row_get_question (row);

  if (question->row.key == 0 || self->replica == NULL)
    {
      remove_row (self, row);
      return;
    }
  if (self->removed != NULL)
    return;
  self->removed = g_object_ref (row);
  foyer_answer_count_async (self->replica, question, self->cancellable, counted_cb,
                            g_object_ref (self));
}

static void
move_row (FoyerEventQuestionsSection *self, FoyerQuestionRow *row, guint to)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == GTK_WIDGET (row);

  g_object_ref (row);
  g_ptr_array_remove (self->rows, row);
  g_ptr_array_insert (self->rows, to, row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), to);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  g_object_unref (row);
  tell_change (self);
}

static void
row_moved_cb (FoyerEventQuestionsSection *self, int step, FoyerQuestionRow *row)
{
  guint index;

  if (g_ptr_array_find (self->rows, row, &index) && (step > 0 || index > 0) &&
      (step < 0 || index + 1 < self->rows->len))
    move_row (self, row, index + step);
}

static void
row_dropped_cb (FoyerEventQuestionsSection *self,
                FoyerQuestionRow *dropped,
                gboolean is_before,
                FoyerQuestionRow *row)
{
  guint from;
  guint to;

  /* It may come from the list of another window. */
  if (!g_ptr_array_find (self->rows, dropped, &from) || !g_ptr_array_find (self->rows, row, &to))
    return;
  to += !is_before;
  to -= from < to;
  if (to != from)
    move_row (self, dropped, to);
}

static void
add_row (FoyerEventQuestionsSection *self, const FoyerQuestion *question)
{
  FoyerQuestionRow *row = foyer_question_row_new (question, self->tiers);

  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (row_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (row_dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
done_cb (FoyerEventQuestionsSection *self, FoyerQuestionWindow *window)
{
  g_autoptr (FoyerQuestion) question = foyer_question_window_dup_question (window);

  if (self->edited != NULL)
    foyer_question_row_set_question (self->edited, question, self->tiers);
  else
    add_row (self, question);
  tell_change (self);
}

static GPtrArray *
dup_questions (FoyerEventQuestionsSection *self)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (foyer_row_free);

  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (questions,
                     foyer_question_copy (foyer_question_row_get_question (self->rows->pdata[i])));
  return questions;
}

/* row: (nullable) */
static void
open_window (FoyerEventQuestionsSection *self, FoyerQuestionRow *row)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) questions = dup_questions (self);

  if (self->window != NULL)
    gtk_window_destroy (self->window);
  self->edited = row;
  g_set_weak_pointer (&self->window, foyer_question_window_new (
                                         GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         row != NULL ? foyer_question_row_get_question (row) : NULL,
                                         self->tiers, questions));
  g_signal_connect_object (self->window, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (self->window);
}

static void
add_cb (FoyerEventQuestionsSection *self)
{
  open_window (self, NULL);
}

static void
row_activated_cb (FoyerEventQuestionsSection *self, GtkListBoxRow *row)
{
  open_window (self, FOYER_QUESTION_ROW (row));
}

static void
take_tiers (FoyerEventQuestionsSection *self, GPtrArray *tiers)
{
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  self->tiers = foyer_event_draft_copy_rows (tiers);
}

/* A question is a field by its code: its window opens. */
static gboolean
focus_field (FoyerEventSection *section, const char *field)
{
  FoyerEventQuestionsSection *self = FOYER_EVENT_QUESTIONS_SECTION (section);

  if (self->replica == NULL)
    {
      g_free (self->wanted);
      self->wanted = g_strdup (field);
      return FALSE;
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (foyer_question_row_get_question (self->rows->pdata[i])->code, field) == 0)
      {
        gtk_widget_grab_focus (self->rows->pdata[i]);
        open_window (self, self->rows->pdata[i]);
        return TRUE;
      }
  return FALSE;
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventQuestionsSection *self = FOYER_EVENT_QUESTIONS_SECTION (section);

  /* The window would answer for a question that is another now. */
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  while (self->rows->len > 0)
    take_out (self, self->rows->pdata[0]);
  g_set_object (&self->replica, replica);
  take_tiers (self, draft->tiers);
  for (guint i = 0; i < draft->questions->len; i++)
    add_row (self, draft->questions->pdata[i]);
  show_places (self);
  if (self->wanted != NULL)
    {
      g_autofree char *code = g_steal_pointer (&self->wanted);

      focus_field (section, code);
    }
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  g_ptr_array_unref (draft->questions);
  draft->questions = dup_questions (FOYER_EVENT_QUESTIONS_SECTION (section));
}

static void
adapt (FoyerEventSection *section, const FoyerEventDraft *draft)
{
  FoyerEventQuestionsSection *self = FOYER_EVENT_QUESTIONS_SECTION (section);

  take_tiers (self, draft->tiers);
  for (guint i = 0; i < self->rows->len; i++)
    foyer_question_row_set_question (
        self->rows->pdata[i], foyer_question_row_get_question (self->rows->pdata[i]), self->tiers);
}

/* What is not valid does not leave the window. */
static gboolean
is_valid (FoyerEventSection *section)
{
  return TRUE;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->adapt = adapt;
  iface->is_valid = is_valid;
  iface->focus_field = focus_field;
}

static void
foyer_event_questions_section_dispose (GObject *object)
{
  FoyerEventQuestionsSection *self = FOYER_EVENT_QUESTIONS_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->removed);
  g_clear_object (&self->replica);
  self->edited = NULL;
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (foyer_event_questions_section_parent_class)->dispose (object);
}

static void
foyer_event_questions_section_finalize (GObject *object)
{
  FoyerEventQuestionsSection *self = FOYER_EVENT_QUESTIONS_SECTION (object);

  g_ptr_array_unref (self->rows);
  g_free (self->wanted);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (foyer_event_questions_section_parent_class)->finalize (object);
}

static void
foyer_event_questions_section_class_init (FoyerEventQuestionsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_questions_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_event_questions_section_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-questions-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventQuestionsSection, add_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventQuestionsSection, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
foyer_event_questions_section_init (FoyerEventQuestionsSection *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
