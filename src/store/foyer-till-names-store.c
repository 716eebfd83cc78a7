/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-names-store.h"

#include "foyer-device-store.h"
#include "foyer-identity.h"
#include "foyer-row-store.h"
#include "foyer-training-store.h"

#include "foyer-event.h"

/* sql: of a name by its id. */
static gboolean
add_name (FoyerDatabase *db,
          const char *sql,
          const FoyerUuid *id,
          FoyerTillNames *names,
          GError **error)
{
  sqlite3_stmt *statement;
  int code;

  if (foyer_uuid_is_nil (id))
    return TRUE;
  statement = foyer_database_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    foyer_till_names_add (names, id, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
add_names (FoyerDatabase *db, const FoyerTillReport *report, FoyerTillNames *names, GError **error)
{
  static const char tier_sql[] = "SELECT name FROM ticket_tiers WHERE id = ?1";
  static const char cashier_sql[] = "SELECT name FROM cashiers WHERE id = ?1";

  for (guint i = 0; i < report->tiers->len; i++)
    if (!add_name (db, tier_sql, &g_array_index (report->tiers, FoyerTillTierSum, i).tier_id, names,
                   error))
      return FALSE;
  for (guint i = 0; i < report->cashiers->len; i++)
    if (!add_name (db, cashier_sql,
                   &g_array_index (report->cashiers, FoyerTillCashierSum, i).cashier_id, names,
                   error))
      return FALSE;
  return add_name (db, cashier_sql, &report->opened_by, names, error) &&
         add_name (db, cashier_sql, &report->closed_by, names, error);
}

static gboolean
read_seal (FoyerDatabase *db, const FoyerTillReport *report, FoyerTillNames *names, GError **error)
{
  static const char sql[] =
      "SELECT hash FROM till_records WHERE event_id = ?1 AND device_id = ?2 AND sequence = ?3";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &report->event_id, sizeof report->event_id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, &report->device_id, sizeof report->device_id, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, report->last_sequence);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW)
    {
      g_autoptr (GBytes) hash =
          g_bytes_new (sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0));

      foyer_till_names_set_seal (names, hash);
    }
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/**
 * foyer_till_names_store_read:
 * @db: a connection
 * @report: a report of a till
 * @error: return location
 *
 * Returns: (transfer full): its names; %NULL with error
 */
FoyerTillNames *
foyer_till_names_store_read (FoyerDatabase *db, const FoyerTillReport *report, GError **error)
{
  g_autoptr (FoyerTillNames) names = foyer_till_names_new ();
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &report->event_id, error);
  FoyerUuid here;

  if (event == NULL || !foyer_identity_read (db, NULL, &here, error))
    return NULL;
  names->event = g_strdup (event->title);
  names->timezone = g_strdup (event->timezone);
  names->is_test = event->is_test;
  names->is_training = foyer_training_store_is_training (foyer_database_get_path (db));
  names->till = foyer_uuid_equal (&here, &report->device_id)
                    ? g_strdup (g_get_host_name ())
                    : foyer_device_store_dup_other (db, &report->device_id);
  if (!add_names (db, report, names, error) || !read_seal (db, report, names, error))
    return NULL;
  return g_steal_pointer (&names);
}
