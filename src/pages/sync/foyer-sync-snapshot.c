/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-snapshot.h"

#include "foyer-event.h"
#include "foyer-row-store.h"

static void
kept_event_free (gpointer data)
{
  FoyerKeptEvent *kept = data;

  g_clear_pointer (&kept->event, foyer_hosted_event_free);
  g_free (kept->title);
  g_free (kept);
}

static void
kept_server_free (gpointer data)
{
  FoyerKeptServer *kept = data;

  g_clear_pointer (&kept->server, foyer_server_free);
  g_clear_pointer (&kept->events, g_ptr_array_unref);
  g_free (kept);
}

void
foyer_sync_snapshot_free (FoyerSyncSnapshot *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_events (FoyerKeptServer *kept, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_server_store_events (db, kept->server->key, error);

  if (events == NULL)
    return FALSE;
  while (events->len > 0)
    {
      FoyerKeptEvent *one = g_new0 (FoyerKeptEvent, 1);
      g_autoptr (FoyerEvent) event = NULL;

      one->event = g_ptr_array_steal_index (events, 0);
      g_ptr_array_add (kept->events, one);
      event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &one->event->event_id, NULL);
      one->title = event != NULL ? g_strdup (event->title) : NULL;
    }
  return TRUE;
}

static gboolean
count_waiting (FoyerKeptServer *kept, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) kinds = foyer_queue_store_list (db, kept->server->key, error);
  g_autoptr (GPtrArray) problems =
      kinds != NULL ? foyer_queue_store_problems (db, kept->server->key, error) : NULL;

  if (problems == NULL)
    return FALSE;
  kept->n_waiting = problems->len;
  for (guint i = 0; i < kinds->len; i++)
    kept->n_waiting += ((const FoyerQueueKind *) g_ptr_array_index (kinds, i))->n_rows;
  return TRUE;
}

FoyerSyncSnapshot *
foyer_sync_snapshot_read (FoyerDatabase *db, GError **error)
{
  g_autoptr (FoyerSyncSnapshot) self = g_new0 (FoyerSyncSnapshot, 1);
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, error);

  self->servers = g_ptr_array_new_with_free_func (kept_server_free);
  while (servers != NULL && servers->len > 0)
    {
      FoyerKeptServer *kept = g_new0 (FoyerKeptServer, 1);

      kept->server = g_ptr_array_steal_index (servers, 0);
      kept->events = g_ptr_array_new_with_free_func (kept_event_free);
      g_ptr_array_add (self->servers, kept);
      if (!read_events (kept, db, error) || !count_waiting (kept, db, error))
        return NULL;
    }
  if (servers == NULL || (self->kinds = foyer_queue_store_list (db, 0, error)) == NULL ||
      (self->problems = foyer_queue_store_problems (db, 0, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

const FoyerKeptServer *
foyer_sync_snapshot_find (const FoyerSyncSnapshot *self, gint64 server_key)
{
  for (guint i = 0; self != NULL && i < self->servers->len; i++)
    {
      const FoyerKeptServer *kept = g_ptr_array_index (self->servers, i);

      if (kept->server->key == server_key)
        return kept;
    }
  return NULL;
}
