/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the shown event as a whole. */
#include "foyer-main-window-private.h"

#include "foyer-ask.h"
#include "foyer-cancel-event-window.h"
#include "foyer-copy-event-window.h"
#include "foyer-event-act.h"
#include "foyer-event-cancel-store.h"
#include "foyer-event.h"
#include "foyer-message-window.h"
#include "foyer-publish-window.h"
#include "foyer-refunds-window.h"
#include "foyer-row-store.h"
#include "foyer-templates-window.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

static FoyerReplica *
get_replica (FoyerMainWindow *self)
{
  return foyer_context_get_replica (self->context);
}

static const FoyerUuid *
get_event_id (FoyerMainWindow *self)
{
  return self->event_view != NULL ? foyer_event_view_get_event_id (self->event_view) : NULL;
}

/* Returns: (nullable): the event that is shown, as it is now */
static FoyerEvent *
read_event (FoyerMainWindow *self)
{
  const FoyerUuid *id = get_event_id (self);

  if (id == NULL || get_replica (self) == NULL)
    return NULL;
  return foyer_row_store_find (foyer_replica_get_reader (get_replica (self)), &FOYER_EVENT_TYPE, id,
                               NULL);
}

static void
act (FoyerMainWindow *self, FoyerEventAct what)
{
  const FoyerUuid *id = get_event_id (self);

  if (id != NULL)
    foyer_event_act (what, GTK_WIDGET (self), get_replica (self), id);
}

static void
publish_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_publish_window_present (data, get_replica (data), get_event_id (data));
}

/* A question before an act
 * ---------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerMainWindow *self; /* (owned) */
  FoyerEventAct act;
  FoyerUuid event_id; /* what was asked about, whatever is shown by then */
} Question;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;

  if (foyer_ask_finish (result, NULL) && question->self->undo_stack != NULL)
    foyer_event_act (question->act, GTK_WIDGET (question->self), get_replica (question->self),
                     &question->event_id);
  g_object_unref (question->self);
  g_free (question);
}

static char *
make_heading (FoyerEventAct what, const char *title)
{
  switch (what)
    {
    case FOYER_EVENT_ACT_UNPUBLISH:
      return g_strdup_printf (_ ("Take “%s” Back?"), title);
    case FOYER_EVENT_ACT_RESTORE:
      return g_strdup_printf (_ ("Let “%s” Take Place After All?"), title);
    case FOYER_EVENT_ACT_DELETE:
      return g_strdup_printf (_ ("Delete “%s”?"), title);
    default:
      g_return_val_if_reached (g_strdup (title));
    }
}

static void
ask (FoyerMainWindow *self,
     FoyerEventAct what,
     const char *body,
     const char *answer,
     FoyerAskStyle style)
{
  g_autoptr (FoyerEvent) event = read_event (self);
  g_autofree char *heading = NULL;
  Question *question;

  if (event == NULL)
    return;
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->act = what;
  question->event_id = event->row.id;
  heading = make_heading (what, event->title);
  foyer_ask_async (GTK_WIDGET (self), heading, body, answer, style, self->cancellable, answered_cb,
                   question);
}

static void
unpublish_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask (data, FOYER_EVENT_ACT_UNPUBLISH,
       _ ("It becomes a draft, and nothing is sold any more. Tickets that were sold stay good, and "
          "check-in works as before."),
       _ ("_Unpublish"), FOYER_ASK_DEFAULT);
}

static void
restore_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  g_autoptr (FoyerEvent) event = read_event (self);
  gboolean can_revive = TRUE;

  if (event != NULL)
    foyer_event_cancel_store_can_revive (foyer_replica_get_reader (get_replica (self)), event,
                                         &can_revive, NULL);
  ask (self, FOYER_EVENT_ACT_RESTORE,
       can_revive
           ? _ ("The tickets that were cancelled with it are good again, but for those whose "
                "refund is confirmed. The prepared message and the proposed refunds are dropped.")
           : _ ("Its tickets stay cancelled: it was cancelled so long ago that nobody knows any "
                "more which of them were good. Restore the tickets that you admit one by one. The "
                "prepared message and the proposed refunds are dropped."),
       _ ("_Restore"), FOYER_ASK_DEFAULT);
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask (data, FOYER_EVENT_ACT_DELETE,
       _ ("Its tiers, attendees and check-ins go with it. You can undo this."), _ ("_Delete"),
       FOYER_ASK_DESTRUCTIVE);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_cancel_event_window_present (data, get_replica (data), get_event_id (data));
}

static void
archive_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  act (data, FOYER_EVENT_ACT_ARCHIVE);
}

static void
unarchive_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  act (data, FOYER_EVENT_ACT_UNARCHIVE);
}

/* Its state follows the event, not the click. */
static void
change_test_mode (GSimpleAction *action, GVariant *value, gpointer data)
{
  act (data, g_variant_get_boolean (value) ? FOYER_EVENT_ACT_START_TEST : FOYER_EVENT_ACT_END_TEST);
}

static void
show_refunds_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_refunds_window_present (data, get_replica (data),
                                foyer_context_get_settings (FOYER_MAIN_WINDOW (data)->context),
                                get_event_id (data));
}

static void
show_message_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_message_window_present (data, get_replica (data), get_event_id (data),
                                FOYER_MESSAGE_CANCELLATION);
}

/* Copies
 * -----------------------------------------------------------------------------------------------------------
 */

static void
copied_cb (FoyerMainWindow *self, const char *text, gint64 change_set)
{
  FoyerUuid id;

  if (!foyer_uuid_parse (text, &id))
    return;
  foyer_main_window_open_event (self, &id);
  foyer_event_view_set_page (self->event_view, "overview");
  foyer_show_undo_toast (GTK_WIDGET (self), _ ("Event created"), change_set);
}

static void
open_copy_window (FoyerMainWindow *self, const FoyerUuid *id, FoyerCopyEventMode mode)
{
  GtkWidget *window = foyer_copy_event_window_new (GTK_WIDGET (self), get_replica (self), id, mode);

  if (window == NULL)
    return;
  g_signal_connect_object (window, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
duplicate_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_copy_window (data, get_event_id (data), FOYER_COPY_EVENT_DUPLICATE);
}

static void
save_template_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_copy_window (data, get_event_id (data), FOYER_COPY_EVENT_SAVE_TEMPLATE);
}

static void
template_chosen_cb (FoyerMainWindow *self, const char *text)
{
  FoyerUuid id;

  if (foyer_uuid_parse (text, &id))
    open_copy_window (self, &id, FOYER_COPY_EVENT_FROM_TEMPLATE);
}

static void
new_from_template_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *window = foyer_templates_window_new (data, get_replica (data));

  g_signal_connect_object (window, "chosen", G_CALLBACK (template_chosen_cb), data,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
change_show_archived (GSimpleAction *action, GVariant *value, gpointer data)
{
  FoyerMainWindow *self = data;

  g_simple_action_set_state (action, value);
  foyer_event_sidebar_set_shows_archived (self->sidebar, g_variant_get_boolean (value));
}

static const GActionEntry actions[] = {
  { "publish-event", publish_action },
  { "unpublish-event", unpublish_action },
  { "cancel-event", cancel_action },
  { "restore-event", restore_action },
  { "archive-event", archive_action },
  { "unarchive-event", unarchive_action },
  { "delete-event", delete_action },
  { "duplicate-event", duplicate_action },
  { "save-as-template", save_template_action },
  { "new-from-template", new_from_template_action },
  { "show-refunds", show_refunds_action },
  { "show-message", show_message_action },
  { "test-mode", NULL, NULL, "false", change_test_mode },
  { "show-archived", NULL, NULL, "false", change_show_archived },
};

void
foyer_main_window_add_acts (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

static GSimpleAction *
get_action (FoyerMainWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
enable (FoyerMainWindow *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (get_action (self, name), is_enabled);
}

void
foyer_main_window_update_acts (FoyerMainWindow *self)
{
  g_autoptr (FoyerEvent) event = read_event (self);
  gboolean is_ready =
      self->context != NULL && foyer_context_get_state (self->context) == FOYER_CONTEXT_READY;
  gboolean is_cancelled = event != NULL && event->status == FOYER_EVENT_CANCELLED;
  gboolean is_archived = event != NULL && event->archived_at != FOYER_NONE;

  enable (self, "publish-event", event != NULL && event->status == FOYER_EVENT_DRAFT);
  enable (self, "unpublish-event", event != NULL && event->status == FOYER_EVENT_PUBLISHED);
  enable (self, "cancel-event", event != NULL && !is_cancelled);
  enable (self, "restore-event", is_cancelled);
  enable (self, "show-refunds", event != NULL);
  enable (self, "show-message", is_cancelled);
  enable (self, "archive-event", event != NULL && !is_archived);
  enable (self, "unarchive-event", is_archived);
  enable (self, "delete-event", event != NULL);
  enable (self, "duplicate-event", event != NULL);
  enable (self, "save-as-template", event != NULL);
  enable (self, "test-mode", event != NULL);
  enable (self, "new-from-template", is_ready);
  enable (self, "show-archived", is_ready);
  g_simple_action_set_state (get_action (self, "test-mode"),
                             g_variant_new_boolean (event != NULL && event->is_test));
}
