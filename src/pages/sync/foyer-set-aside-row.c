/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-set-aside-row.h"

#include "foyer-remote-words.h"
#include "foyer-sync-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerSetAsideRow
{
  AdwExpanderRow parent_instance;

  GtkLabel *attempts;
  GtkWidget *edit_button;

  const FoyerRowType *type;
  gint64 key;
};

G_DEFINE_FINAL_TYPE (FoyerSetAsideRow, foyer_set_aside_row, ADW_TYPE_EXPANDER_ROW)

static void
act (FoyerSetAsideRow *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "(sx)", self->type->table, self->key);
}

static void
retry_cb (FoyerSetAsideRow *self)
{
  act (self, "sync.retry");
}

static void
edit_cb (FoyerSetAsideRow *self)
{
  act (self, "sync.edit");
}

static void
drop_cb (FoyerSetAsideRow *self)
{
  act (self, "sync.drop");
}

static void
foyer_set_aside_row_class_init (FoyerSetAsideRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-set-aside-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSetAsideRow, attempts);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetAsideRow, edit_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
}

static void
foyer_set_aside_row_init (FoyerSetAsideRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_set_aside_row_new (const FoyerPushProblem *problem)
{
  FoyerSetAsideRow *self = g_object_new (FOYER_TYPE_SET_ASIDE_ROW, NULL);

  self->type = problem->type;
  self->key = problem->key;
  foyer_set_aside_row_show (self, problem);
  return GTK_WIDGET (self);
}

gboolean
foyer_set_aside_row_is_of (FoyerSetAsideRow *self, const FoyerPushProblem *problem)
{
  g_return_val_if_fail (FOYER_IS_SET_ASIDE_ROW (self), FALSE);

  return self->type == problem->type && self->key == problem->key;
}

static char *
say_attempts (const FoyerPushProblem *problem)
{
  g_autofree char *time = foyer_sync_text_time (problem->last_time, foyer_time_now ());

  /* Translators: how often something was tried, and when last, such as “18:42” */
  return g_strdup_printf (
      ngettext ("Tried %u time, last %s", "Tried %u times, last %s", problem->attempts),
      problem->attempts, time);
}

void
foyer_set_aside_row_show (FoyerSetAsideRow *self, const FoyerPushProblem *problem)
{
  g_autofree char *kind = foyer_sync_text_count (problem->type, 1);
  g_autofree char *words = foyer_remote_words (problem->code, problem->message, problem->type);
  g_autofree char *attempts = NULL;

  g_return_if_fail (FOYER_IS_SET_ASIDE_ROW (self));

  attempts = say_attempts (problem);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 problem->subject != NULL ? problem->subject : kind);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  gtk_label_set_label (self->attempts, attempts);
  gtk_widget_set_visible (self->edit_button, !foyer_uuid_is_nil (&problem->event_id));
}
