/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-page-private.h"

#include <glib/gi18n-lib.h>

#include "foyer-ask.h"
#include "foyer-attendee-act.h"
#include "foyer-attendee-told.h"
#include "foyer-export-request.h"
#include "foyer-file-choice.h"
#include "foyer-row-store.h"
#include "foyer-toast.h"
#include "foyer-walk-in-window.h"

/* Above so many tickets an act is asked about first, though it can be undone. */
#define ASK_ABOVE 100
/* Below so many an act is done before a bar could be read. */
#define SHOW_PROGRESS 200
#define WAITING_AFTER 250 /* milliseconds */

/* The work has begun, and is so far. */
static void
progress_cb (guint done, guint total, gpointer data)
{
  FoyerAttendeesPage *self = data;
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), done, total);

  if (self->list == NULL)
    return;
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress_bar, total > 0 ? (double) done / total : 0);
  gtk_progress_bar_set_text (self->progress_bar, text);
}

static gboolean
waiting_cb (gpointer data)
{
  FoyerAttendeesPage *self = data;

  self->waiting_id = 0;
  gtk_progress_bar_set_text (self->progress_bar,
                             foyer_replica_has_long_work (self->parts->replica)
                                 ? _ ("Waiting for the import to finish…")
                                 : _ ("Waiting for another program to finish writing…"));
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
  return G_SOURCE_REMOVE;
}

static void
begin_work (FoyerAttendeesPage *self, guint n)
{
  g_clear_object (&self->working);
  self->working = g_cancellable_new ();
  progress_cb (0, n, self);
  gtk_revealer_set_reveal_child (self->progress_revealer, n > SHOW_PROGRESS);
  self->waiting_id = g_timeout_add (WAITING_AFTER, waiting_cb, self);
  foyer_list_page_update_actions (FOYER_LIST_PAGE (self));
}

/* FALSE when the page is gone, and nobody is to be told. */
static gboolean
end_work (FoyerAttendeesPage *self)
{
  if (self->list == NULL)
    return FALSE;
  g_clear_object (&self->working);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
  foyer_list_page_update_actions (FOYER_LIST_PAGE (self));
  return TRUE;
}

typedef struct
{
  FoyerAttendeesPage *page; /* (owned) */
  FoyerAttendeeAct act;
  GArray *keys; /* (owned) */
} Acting;

static void
acting_free (Acting *self)
{
  g_object_unref (self->page);
  g_array_unref (self->keys);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Acting, acting_free)

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;
  g_autoptr (GError) error = NULL;
  g_autofree FoyerAttendeeOutcome *outcome = foyer_attendee_act_finish (result, &error);

  if (end_work (acting->page))
    foyer_attendee_act_tell (GTK_WIDGET (acting->page), acting->act, outcome, error);
}

static void
act_on (FoyerAttendeesPage *self, FoyerAttendeeAct act, GArray *keys)
{
  Acting *acting;

  if (keys->len == 0 || self->working != NULL)
    return;
  acting = g_new0 (Acting, 1);
  acting->page = g_object_ref (self);
  acting->act = act;
  acting->keys = g_array_ref (keys);
  begin_work (self, keys->len);
  foyer_attendee_act_async (self->parts->replica, act, &self->parts->event_id, keys, progress_cb,
                            self, self->working, acted_cb, acting);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;

  if (foyer_ask_finish (result, NULL) && acting->page->list != NULL)
    act_on (acting->page, acting->act, acting->keys);
}

static void
ask_and_act (FoyerAttendeesPage *self, FoyerAttendeeAct act, GArray *keys)
{
  gboolean is_cancel = act == FOYER_ACT_CANCEL;
  g_autofree char *heading = NULL;
  Acting *acting;

  if (keys->len <= ASK_ABOVE || (act != FOYER_ACT_CANCEL && act != FOYER_ACT_CHECK_IN))
    {
      act_on (self, act, keys);
      return;
    }
  acting = g_new0 (Acting, 1);
  acting->page = g_object_ref (self);
  acting->act = act;
  acting->keys = g_array_ref (keys);
  heading = g_strdup_printf (
      is_cancel ? ngettext ("Cancel %'u Ticket?", "Cancel %'u Tickets?", keys->len)
                : ngettext ("Check In %'u Person?", "Check In %'u People?", keys->len),
      keys->len);
  foyer_ask_async (GTK_WIDGET (self), heading, _ ("It can be undone, all at once."),
                   is_cancel ? _ ("_Cancel Tickets") : _ ("Check _In"),
                   is_cancel ? FOYER_ASK_DESTRUCTIVE : FOYER_ASK_SUGGESTED, NULL, asked_cb, acting);
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->parts->selection);
  FoyerAttendeeAct act = g_str_equal (name, "page.check-in")        ? FOYER_ACT_CHECK_IN
                         : g_str_equal (name, "page.cancel")        ? FOYER_ACT_CANCEL
                         : g_str_equal (name, "page.restore")       ? FOYER_ACT_RESTORE
                         : g_str_equal (name, "page.unmark-resend") ? FOYER_ACT_UNMARK_RESEND
                                                                    : FOYER_ACT_MARK_RESEND;

  ask_and_act (self, act, keys);
}

static void
panel_act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 key = foyer_attendee_panel_get_key (FOYER_ATTENDEE_PANEL (self->parts->panel));

  g_array_append_val (keys, key);
  act_on (self,
          g_str_equal (name, "page.panel-check-in")  ? FOYER_ACT_CHECK_IN
          : g_str_equal (name, "page.panel-restore") ? FOYER_ACT_RESTORE
                                                     : FOYER_ACT_CANCEL,
          keys);
}

static void
print (FoyerAttendeesPage *self, GArray *keys)
{
  GVariant *variant =
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, keys->data, keys->len, sizeof (gint64));

  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.print-badges", variant);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->parts->selection);

  if (keys->len > 0)
    print (self, keys);
}

static void
panel_print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 key = foyer_attendee_panel_get_key (FOYER_ATTENDEE_PANEL (self->parts->panel));

  g_array_append_val (keys, key);
  print (self, keys);
}

/* --- export --- */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAttendeesPage) self = data;
  g_autoptr (GError) error = NULL;
  gint64 n = foyer_export_request_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *text = NULL;

  if (!end_work (self))
    return;
  if (n >= 0)
    text =
        g_strdup_printf (ngettext ("%'d attendee exported", "%'d attendees exported", n), (int) n);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Stopped. No file was written."));
  foyer_show_toast (GTK_WIDGET (self), text != NULL ? text : error->message);
}

/* What is shown: these rows in this order, the columns as they stand in the table. */
void
foyer_attendees_page_export (FoyerAttendeesPage *self, GArray *keys, GFile *file)
{
  g_auto (GStrv) columns = foyer_attendee_columns_list_exported (self->parts->columns);

  begin_work (self, keys->len);
  foyer_export_request_run_async (self->parts->replica, &self->parts->event_id, keys,
                                  (const char *const *) columns, file, progress_cb, self,
                                  self->working, exported_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);
  FoyerAttendeesPage *self = acting->page;

  if (file != NULL && self->list != NULL && self->working == NULL)
    foyer_attendees_page_export (self, acting->keys, file);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", NULL };
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);
  const FoyerFileFilter filters[] = { { _ ("CSV files"), suffixes }, { NULL, NULL } };
  const FoyerFileChoice choice = { .save = TRUE,
                                   .title = _ ("Export Attendees"),
                                   .accept_label = _ ("_Export"),
                                   .name = _ ("attendees.csv"),
                                   .filters = filters };
  Acting *acting = g_new0 (Acting, 1);

  acting->page = g_object_ref (self);
  acting->keys = g_str_equal (name, "page.export")
                     ? foyer_attendee_list_ref_keys (self->list)
                     : foyer_key_selection_dup_keys (self->parts->selection);
  foyer_choose_file_async (widget, &choice, NULL, file_chosen_cb, acting);
}

/* --- the rest --- */

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);

  if (self->working != NULL)
    g_cancellable_cancel (self->working);
}

static void
walk_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (widget);

  foyer_walk_in_window_present (widget, self->parts->replica, &self->parts->event_id);
}

/* Of so many it is looked whether cancelling or restoring makes sense; of more both are offered. */
#define MAX_LOOKED_AT 128

static void
look_at_selected (FoyerAttendeesPage *self, gboolean *can_cancel, gboolean *can_restore)
{
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->parts->selection);

  *can_cancel = *can_restore = FALSE;
  for (guint i = 0; i < keys->len && !(*can_cancel && *can_restore); i++)
    {
      g_autoptr (FoyerTicket) ticket =
          foyer_row_store_get (foyer_replica_get_reader (self->parts->replica), &FOYER_TICKET_TYPE,
                               g_array_index (keys, gint64, i), NULL);

      if (ticket != NULL && ticket->status == FOYER_TICKET_CANCELLED)
        *can_restore = TRUE;
      else if (ticket != NULL)
        *can_cancel = TRUE;
    }
}

void
foyer_attendees_page_update_actions (FoyerListPage *page)
{
  static const char *const on_selection[] = { "page.print-badges", "page.export-selected" };
  static const char *const writing[] = { "page.check-in", "page.mark-resend",
                                         "page.unmark-resend" };
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (page);
  guint64 n = foyer_key_selection_get_size (self->parts->selection);
  gboolean is_free = self->working == NULL;
  gboolean can_cancel = n > 0, can_restore = n > 0;

  if (n > 0 && n <= MAX_LOOKED_AT)
    look_at_selected (self, &can_cancel, &can_restore);
  for (guint i = 0; i < G_N_ELEMENTS (on_selection); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), on_selection[i], n > 0);
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], n > 0 && is_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.cancel", can_cancel && is_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.restore", can_restore && is_free);
}

void
foyer_attendees_page_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const acts[] = { "page.check-in", "page.cancel", "page.restore",
                                      "page.mark-resend", "page.unmark-resend" };
  static const char *const panel_acts[] = { "page.panel-check-in", "page.panel-cancel",
                                            "page.panel-restore" };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i], NULL, act_action);
  for (guint i = 0; i < G_N_ELEMENTS (panel_acts); i++)
    gtk_widget_class_install_action (widget_class, panel_acts[i], NULL, panel_act_action);
  gtk_widget_class_install_action (widget_class, "page.print-badges", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "page.panel-print", NULL, panel_print_action);
  gtk_widget_class_install_action (widget_class, "page.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "page.export-selected", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "page.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "page.add-walk-in", NULL, walk_in_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "page.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "page.check-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "page.check-in", NULL); /* the last one stands in the menu */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "page.add-walk-in", NULL);
}
