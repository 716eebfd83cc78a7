/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-state.h"

#include "foyer-conflict-store.h"
#include "foyer-queue-store.h"
#include "foyer-server-store.h"

#include <glib/gi18n-lib.h>

/* A clock that is more off than this shows people another time than the one on their wrist. */
#define CLOCK_WRONG G_TIME_SPAN_MINUTE

GType
foyer_sync_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { FOYER_SYNC_LOCAL, "FOYER_SYNC_LOCAL", "local" },
    { FOYER_SYNC_UP_TO_DATE, "FOYER_SYNC_UP_TO_DATE", "up-to-date" },
    { FOYER_SYNC_LOADING, "FOYER_SYNC_LOADING", "loading" },
    { FOYER_SYNC_WAITING, "FOYER_SYNC_WAITING", "waiting" },
    { FOYER_SYNC_OFFLINE, "FOYER_SYNC_OFFLINE", "offline" },
    { FOYER_SYNC_ATTENTION, "FOYER_SYNC_ATTENTION", "attention" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoyerSyncState", values));
  return type;
}

/**
 * foyer_sync_standing_clear:
 * @self: how it stands
 */
void
foyer_sync_standing_clear (FoyerSyncStanding *self)
{
  g_clear_pointer (&self->message, g_free);
}

static void
set_message (FoyerSyncStanding *self, const char *message)
{
  if (self->message == NULL)
    self->message = g_strdup (message);
}

static gboolean
read_events (FoyerSyncStanding *self, FoyerDatabase *db, gint64 server_key, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_server_store_events (db, server_key, error);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FoyerHostedEvent *event = g_ptr_array_index (events, i);

      self->is_loading |= event->load != FOYER_LOAD_NONE && !event->is_new;
    }
  return events != NULL;
}

/* TRUE when somebody must look. */
static gboolean
read_server (FoyerSyncStanding *self, const FoyerServer *server)
{
  gboolean needs_attention = FALSE;

  if (server->clock_offset != FOYER_NONE &&
      (self->clock_offset == FOYER_NONE || ABS (server->clock_offset) > ABS (self->clock_offset)))
    self->clock_offset = server->clock_offset;
  if (server->is_signed_out)
    {
      set_message (self, server->trouble);
      return TRUE;
    }
  if (server->restored_at != FOYER_NONE && server->restore_answer == FOYER_NONE)
    {
      set_message (self, _ ("The server was restored from an older copy. Decide whether it is told "
                            "again what is known here."));
      needs_attention = TRUE;
    }
  if (server->offline_since != FOYER_NONE)
    {
      if (self->offline_since == FOYER_NONE || server->offline_since < self->offline_since)
        self->offline_since = server->offline_since;
    }
  else if (server->trouble != NULL)
    {
      set_message (self, server->trouble);
      needs_attention = TRUE;
    }
  return needs_attention;
}

/* It passes by itself: whatever somebody must do is said first. */
static void
say_offline (FoyerSyncStanding *self, GPtrArray *servers)
{
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      if (server->offline_since != FOYER_NONE)
        set_message (self, server->trouble);
    }
}

static gboolean
read_queue (FoyerSyncStanding *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) kinds = foyer_queue_store_list (db, 0, error);
  g_autoptr (GPtrArray) problems = kinds != NULL ? foyer_queue_store_problems (db, 0, error) : NULL;
  gint64 n_conflicts = problems != NULL ? foyer_conflict_store_count_all (db, NULL, error) : -1;

  if (n_conflicts < 0)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    self->n_waiting += ((FoyerQueueKind *) g_ptr_array_index (kinds, i))->n_rows;
  self->n_problems = problems->len;
  self->n_conflicts = n_conflicts;
  if (n_conflicts > 0 && problems->len == 0)
    set_message (self, _ ("Some things contradict each other and wait to be settled."));
  if (problems->len > 0)
    {
      g_autofree char *refused = g_strdup_printf (ngettext ("The server refused %u change.",
                                                            "The server refused %u changes.",
                                                            problems->len),
                                                  problems->len);

      set_message (self, refused);
    }
  return TRUE;
}

/**
 * foyer_sync_standing_read:
 * @self: (out caller-allocates): how it stands
 * @db: a connection
 * @error: return location
 *
 * Costs as much as the queue is long.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_sync_standing_read (FoyerSyncStanding *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) servers = foyer_server_store_list (db, error);
  gboolean needs_attention = FALSE;

  *self = (FoyerSyncStanding){ .offline_since = FOYER_NONE, .clock_offset = FOYER_NONE };
  if (servers == NULL)
    return FALSE;
  if (servers->len == 0)
    return TRUE;
  for (guint i = 0; i < servers->len; i++)
    {
      const FoyerServer *server = g_ptr_array_index (servers, i);

      needs_attention |= read_server (self, server);
      if (!read_events (self, db, server->key, error))
        return FALSE;
    }
  if (!read_queue (self, db, error))
    return FALSE;
  self->is_clock_wrong = self->clock_offset != FOYER_NONE && ABS (self->clock_offset) > CLOCK_WRONG;
  if (self->is_clock_wrong)
    set_message (self, self->clock_offset > 0
                           ? _ ("This device’s clock is slow. Set it, or times will be wrong.")
                           : _ ("This device’s clock is fast. Set it, or times will be wrong."));
  say_offline (self, servers);
  if (needs_attention || self->n_problems > 0 || self->n_conflicts > 0 || self->is_clock_wrong)
    self->state = FOYER_SYNC_ATTENTION;
  else if (self->offline_since != FOYER_NONE)
    self->state = FOYER_SYNC_OFFLINE;
  else if (self->is_loading)
    self->state = FOYER_SYNC_LOADING;
  else
    self->state = self->n_waiting > 0 ? FOYER_SYNC_WAITING : FOYER_SYNC_UP_TO_DATE;
  return TRUE;
}

/**
 * foyer_sync_standing_take:
 * @self: (out caller-allocates): how it stands
 * @db: a connection
 *
 * As read; what cannot be read needs attention, and is not “all is well”.
 */
void
foyer_sync_standing_take (FoyerSyncStanding *self, FoyerDatabase *db)
{
  g_autoptr (GError) error = NULL;

  if (foyer_sync_standing_read (self, db, &error))
    return;
  foyer_sync_standing_clear (self);
  *self = (FoyerSyncStanding){ .state = FOYER_SYNC_ATTENTION,
                               .message = g_strdup (error->message),
                               .offline_since = FOYER_NONE,
                               .clock_offset = FOYER_NONE };
}
