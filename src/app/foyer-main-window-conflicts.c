/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What desks did that contradicts each other: the inbox, how many wait in it, and the ways from it
 * to people. */
#include "foyer-main-window-private.h"

#include "foyer-attendees-page.h"
#include "foyer-conflict-report.h"
#include "foyer-conflict-store.h"
#include "foyer-conflicts-page.h"
#include "foyer-orders-page.h"

static FoyerReplica *
get_replica (FoyerMainWindow *self)
{
  return foyer_context_get_replica (self->context);
}

/* Built when it is first asked for. event: an id, or “” for all. */
static void
show_conflicts_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerMainWindow *self = data;
  const char *event = g_variant_get_string (parameter, NULL);
  GtkWidget *page = gtk_stack_get_child_by_name (self->content_stack, "conflicts");
  FoyerUuid id;

  if (page == NULL)
    {
      page = foyer_conflicts_page_new (get_replica (self));
      g_object_bind_property (self->split, "folded", page, "folded", G_BINDING_SYNC_CREATE);
      gtk_stack_add_named (self->content_stack, page, "conflicts");
    }
  foyer_conflicts_page_show_event (FOYER_CONFLICTS_PAGE (page),
                                   foyer_uuid_parse (event, &id) ? &id : NULL);
  gtk_stack_set_visible_child_name (self->stack, "desk");
  gtk_stack_set_visible_child_name (self->content_stack, "conflicts");
  foyer_split_set_shows_content (self->split, TRUE);
  gtk_widget_grab_focus (page);
}

/* (nullable): a list of an event, shown. */
static FoyerListPage *
show_list (FoyerMainWindow *self, const char *event, const char *name)
{
  GtkWidget *page;
  FoyerUuid id;

  if (!foyer_uuid_parse (event, &id))
    return NULL;
  foyer_main_window_open_event (self, &id);
  foyer_event_view_set_page (self->event_view, name);
  page = foyer_event_view_get_child (self->event_view, name);
  return page != NULL ? FOYER_LIST_PAGE (page) : NULL;
}

static void
show_row (FoyerMainWindow *self, GVariant *parameter, const char *name)
{
  FoyerListPage *page;
  const char *event;
  gint64 key;

  g_variant_get (parameter, "(&sx)", &event, &key);
  page = show_list (self, event, name);
  if (page != NULL && key != 0)
    foyer_list_page_show_row (page, key);
}

static void
show_person_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_row (data, parameter, "attendees");
}

static void
show_order_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_row (data, parameter, "orders");
}

static void
find_attendees_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerListPage *page;
  const char *event;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &event, &text);
  page = show_list (data, event, "attendees");
  if (page != NULL)
    foyer_list_page_search (page, text);
}

/* How many
 * ---------------------------------------------------------------------------------------------
 */

static gpointer
count_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 n = foyer_conflict_store_count_all (db, NULL, error);

  return n >= 0 ? GSIZE_TO_POINTER ((gsize) n + 1) : NULL;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMainWindow) self = data;
  gsize answer = GPOINTER_TO_SIZE (foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL));
  g_autofree char *text = NULL;

  if (answer == 0 || self->undo_stack == NULL)
    return;
  text = foyer_conflict_count_text (answer - 1);
  gtk_label_set_label (self->conflicts_label, text);
  gtk_widget_set_visible (self->conflicts_button, answer > 1);
}

void
foyer_main_window_count_conflicts (FoyerMainWindow *self)
{
  if (foyer_main_window_is_ready (self))
    foyer_replica_run_async (get_replica (self), FOYER_PRIORITY_ACT, count_on_thread, NULL, NULL,
                             NULL, self->cancellable, counted_cb, g_object_ref (self));
}

static void
replica_changed_cb (FoyerMainWindow *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_CONFLICT_TYPE) ||
      foyer_changes_touch (changes, &FOYER_EVENT_TYPE))
    foyer_main_window_count_conflicts (self);
}

/* That an event is gone from its server is in no journal. */
static void
active_cb (FoyerMainWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    foyer_main_window_count_conflicts (self);
}

static const GActionEntry actions[] = {
  { "show-conflicts", show_conflicts_action, "s" },
  { "show-person", show_person_action, "(sx)" },
  { "show-order", show_order_action, "(sx)" },
  { "find-attendees", find_attendees_action, "(ss)" },
};

void
foyer_main_window_add_conflicts (FoyerMainWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

void
foyer_main_window_update_conflicts (FoyerMainWindow *self)
{
  gboolean ready = foyer_main_window_is_ready (self);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name)), ready);
  if (!ready || self->follows_conflicts)
    return;
  self->follows_conflicts = TRUE;
  g_signal_connect_object (get_replica (self), "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_main_window_count_conflicts (self);
}
