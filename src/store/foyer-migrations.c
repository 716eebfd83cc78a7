/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-migrations.h"

#include "foyer-database-private.h"
#include "foyer-store-error.h"
#include "foyer-uuid.h"

#include <glib/gi18n-lib.h>

/* Every synced row has the same head. A key is never given twice: caches and the journal name rows
 * by it. */
#define ROW_HEAD                                                                                   \
  "key INTEGER PRIMARY KEY AUTOINCREMENT, "                                                        \
  "id BLOB NOT NULL UNIQUE, "                                                                      \
  "version INTEGER NOT NULL DEFAULT 0, "                                                           \
  "updated_at INTEGER NOT NULL, "                                                                  \
  "deleted_at INTEGER, "

static const char schema_1[] =
    "CREATE TABLE events (" ROW_HEAD
    "  title TEXT, slug TEXT, start_date INTEGER, end_date INTEGER, timezone TEXT, venue_name TEXT,"
    "  venue_address TEXT, capacity INTEGER, currency TEXT, status TEXT, is_test INTEGER);"
    "CREATE UNIQUE INDEX events_by_slug ON events (slug) WHERE deleted_at IS NULL;"

    "CREATE TABLE ticket_tiers (" ROW_HEAD
    "  event_id BLOB, name TEXT, price INTEGER, quantity_total INTEGER, sort_order INTEGER, colour "
    "TEXT);"
    "CREATE INDEX ticket_tiers_by_event ON ticket_tiers (event_id);"

    "CREATE TABLE orders (" ROW_HEAD "  event_id BLOB, order_number TEXT, buyer_name TEXT, "
    "buyer_email TEXT, total INTEGER, currency TEXT,"
    "  status TEXT, channel TEXT);"
    "CREATE INDEX orders_by_number ON orders (event_id, order_number);"

    "CREATE TABLE tickets (" ROW_HEAD "  event_id BLOB, order_id BLOB, tier_id BLOB, attendee_name "
    "TEXT, attendee_email TEXT, company TEXT,"
    "  notes TEXT, answers TEXT, qr_code TEXT, price INTEGER, status TEXT, check_in_time INTEGER,"
    "  check_out_time INTEGER, check_in_method TEXT, is_blocked INTEGER, needs_approval INTEGER,"
    "  is_refunded INTEGER, badge_printed_at INTEGER, badge_print_count INTEGER, resend_marked_at "
    "INTEGER,"
    "  source_key INTEGER, source_digest INTEGER);"
    "CREATE INDEX tickets_by_event ON tickets (event_id);"
    "CREATE INDEX tickets_by_code ON tickets (qr_code);"
    "CREATE INDEX tickets_by_order ON tickets (order_id) WHERE order_id IS NOT NULL;"
    "CREATE INDEX tickets_by_source ON tickets (source_key) WHERE source_key IS NOT NULL;"

    "CREATE TABLE questions (" ROW_HEAD
    "  event_id BLOB, code TEXT, label TEXT, sort_order INTEGER, required_at_door INTEGER);"
    "CREATE INDEX questions_by_event ON questions (event_id);"

    "CREATE TABLE check_in_lists (" ROW_HEAD "  event_id BLOB, name TEXT, tier_ids TEXT, opens_at "
    "INTEGER, closes_at INTEGER, allow_unpaid INTEGER,"
    "  allow_reentry INTEGER, allow_multiple INTEGER, max_inside INTEGER, sort_order INTEGER);"
    "CREATE INDEX check_in_lists_by_event ON check_in_lists (event_id);"

    "CREATE TABLE check_ins (" ROW_HEAD "  event_id BLOB, list_id BLOB, ticket_id BLOB, device_id "
    "BLOB, code TEXT, direction TEXT, method TEXT,"
    "  time INTEGER, verdict TEXT, reason TEXT, undoes_id BLOB);"
    "CREATE INDEX check_ins_by_ticket ON check_ins (ticket_id) WHERE ticket_id IS NOT NULL;"
    "CREATE INDEX check_ins_by_code ON check_ins (code) WHERE ticket_id IS NULL;"
    "CREATE INDEX check_ins_by_time ON check_ins (event_id, time);"
    "CREATE INDEX check_ins_by_undone ON check_ins (undoes_id) WHERE undoes_id IS NOT NULL;"

    /* How many are inside, for entrances that have a limit. Made of check_ins, and made anew when
       missing. */
    "CREATE TABLE occupancies (list_id BLOB PRIMARY KEY, n_inside INTEGER NOT NULL) WITHOUT ROWID;"

    /* The journal. action: 1 insert, 2 update of one column, 3 remove, 4 restore. */
    "CREATE TABLE change_sets ("
    "  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, time INTEGER NOT NULL, undoes INTEGER);"
    "CREATE INDEX change_sets_by_undone ON change_sets (undoes) WHERE undoes IS NOT NULL;"
    "CREATE TABLE changes ("
    "  change_set INTEGER NOT NULL, position INTEGER NOT NULL, row_type INTEGER NOT NULL,"
    "  action INTEGER NOT NULL, first_key INTEGER NOT NULL, last_key INTEGER NOT NULL,"
    "  column_name TEXT, before, after, PRIMARY KEY (change_set, position)) WITHOUT ROWID;"

    "CREATE TABLE signing_keys ("
    "  id BLOB PRIMARY KEY, public_key BLOB NOT NULL, is_revoked INTEGER NOT NULL DEFAULT 0) "
    "WITHOUT ROWID;"
    "CREATE TABLE replaced_codes (code TEXT PRIMARY KEY, ticket_id BLOB NOT NULL, replaced_at "
    "INTEGER NOT NULL)"
    "  WITHOUT ROWID;"
    "CREATE TABLE replica_info (replica_id BLOB NOT NULL, device_id BLOB NOT NULL);";

/* Events, tiers and questions with all they can say; promo codes, quotas, series, images, and what
 * a cancelled event leaves to do. */
static const char schema_2[] =
    "ALTER TABLE events ADD COLUMN short_description TEXT;"
    "ALTER TABLE events ADD COLUMN description TEXT;"
    "ALTER TABLE events ADD COLUMN category TEXT;"
    "ALTER TABLE events ADD COLUMN tags TEXT;"
    "ALTER TABLE events ADD COLUMN cover_image_id BLOB;"
    "ALTER TABLE events ADD COLUMN venue_type TEXT DEFAULT 'IN_PERSON';"
    "ALTER TABLE events ADD COLUMN venue_url TEXT;"
    "ALTER TABLE events ADD COLUMN virtual_url TEXT;"
    "ALTER TABLE events ADD COLUMN refund_full_days INTEGER;"
    "ALTER TABLE events ADD COLUMN refund_part_hours INTEGER;"
    "ALTER TABLE events ADD COLUMN refund_part_percentage INTEGER;"
    "ALTER TABLE events ADD COLUMN fee_percentage INTEGER;"
    "ALTER TABLE events ADD COLUMN fee_fixed INTEGER;"
    "ALTER TABLE events ADD COLUMN fee_is_included INTEGER DEFAULT 0;"
    "ALTER TABLE events ADD COLUMN accent_colour TEXT;"
    "ALTER TABLE events ADD COLUMN logo_image_id BLOB;"
    "ALTER TABLE events ADD COLUMN internal_notes TEXT;"
    "ALTER TABLE events ADD COLUMN published_at INTEGER;"
    "ALTER TABLE events ADD COLUMN cancelled_at INTEGER;"
    "ALTER TABLE events ADD COLUMN archived_at INTEGER;"
    "ALTER TABLE events ADD COLUMN is_template INTEGER DEFAULT 0;"
    "ALTER TABLE events ADD COLUMN series_id BLOB;"
    "ALTER TABLE events ADD COLUMN series_date INTEGER;"
    "CREATE INDEX events_by_series ON events (series_id, series_date) WHERE series_id IS NOT NULL;"
    "CREATE INDEX events_by_start ON events (start_date, end_date) WHERE deleted_at IS NULL;"
    "CREATE INDEX events_alone ON events (start_date) "
    "WHERE series_id IS NULL AND deleted_at IS NULL;"

    "ALTER TABLE ticket_tiers ADD COLUMN description TEXT;"
    "ALTER TABLE ticket_tiers ADD COLUMN kind TEXT DEFAULT 'PAID';"
    "ALTER TABLE ticket_tiers ADD COLUMN price_min INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN quota_id BLOB;"
    "ALTER TABLE ticket_tiers ADD COLUMN sale_start INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN sale_end INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN is_early_bird INTEGER DEFAULT 0;"
    "ALTER TABLE ticket_tiers ADD COLUMN next_tier_id BLOB;"
    "ALTER TABLE ticket_tiers ADD COLUMN min_per_order INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN max_per_order INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN group_kind TEXT DEFAULT 'NONE';"
    "ALTER TABLE ticket_tiers ADD COLUMN group_size INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN group_pays INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN group_price INTEGER;"
    "ALTER TABLE ticket_tiers ADD COLUMN is_hidden INTEGER DEFAULT 0;"
    "ALTER TABLE ticket_tiers ADD COLUMN badge_layout TEXT;"
    "UPDATE ticket_tiers SET kind = 'FREE' WHERE price = 0;"

    "ALTER TABLE questions ADD COLUMN help TEXT;"
    "ALTER TABLE questions ADD COLUMN type TEXT DEFAULT 'TEXT';"
    "ALTER TABLE questions ADD COLUMN options TEXT;"
    "ALTER TABLE questions ADD COLUMN scope TEXT DEFAULT 'ATTENDEE';"
    "ALTER TABLE questions ADD COLUMN asked TEXT DEFAULT 'BUYING';"
    "ALTER TABLE questions ADD COLUMN required INTEGER DEFAULT 0;"
    "ALTER TABLE questions ADD COLUMN tier_ids TEXT;"
    "UPDATE questions SET required = 1, asked = 'AT_DOOR' WHERE required_at_door = 1;"
    "ALTER TABLE questions DROP COLUMN required_at_door;"

    "ALTER TABLE orders ADD COLUMN subtotal INTEGER;"
    "ALTER TABLE orders ADD COLUMN discount INTEGER;"
    "ALTER TABLE orders ADD COLUMN service_fee INTEGER;"
    "ALTER TABLE orders ADD COLUMN promo_code_id BLOB;"
    "CREATE INDEX orders_by_promo_code ON orders (promo_code_id) WHERE promo_code_id IS NOT NULL;"

    /* What is sold and held of a tier is counted by these alone. A check-in, which changes the
       status, writes to none of them. */
    "CREATE INDEX tickets_by_tier ON tickets (event_id, tier_id) WHERE deleted_at IS NULL;"
    "CREATE INDEX tickets_cancelled ON tickets (event_id, tier_id) "
    "WHERE deleted_at IS NULL AND status = 'CANCELLED';"
    "CREATE INDEX orders_by_open ON orders (event_id, status) "
    "WHERE status IN ('PENDING', 'EXPIRED', 'REFUNDED');"

    "CREATE TABLE quotas (" ROW_HEAD
    "  event_id BLOB, name TEXT, quantity_total INTEGER, sort_order INTEGER);"
    "CREATE INDEX quotas_by_event ON quotas (event_id);"

    "CREATE TABLE promo_codes (" ROW_HEAD
    "  event_id BLOB, code TEXT, discount_type TEXT, discount_value INTEGER, applies_to TEXT,"
    "  tier_ids TEXT, valid_from INTEGER, valid_until INTEGER, max_uses INTEGER,"
    "  max_per_person INTEGER, is_inactive INTEGER, batch TEXT, note TEXT);"
    "CREATE UNIQUE INDEX promo_codes_by_code ON promo_codes (event_id, code) "
    "WHERE deleted_at IS NULL;"

    "CREATE TABLE series (" ROW_HEAD
    "  title TEXT, rule TEXT, timezone TEXT, start_wall TEXT, duration INTEGER, exceptions TEXT,"
    "  additions TEXT);"

    "CREATE TABLE images (" ROW_HEAD
    "  event_id BLOB, media_type TEXT, width INTEGER, height INTEGER, data BLOB);"
    "CREATE INDEX images_by_event ON images (event_id);"

    "CREATE TABLE messages (" ROW_HEAD
    "  event_id BLOB, kind TEXT, subject TEXT, body TEXT, status TEXT, sent_at INTEGER);"
    "CREATE INDEX messages_by_event ON messages (event_id);"

    "CREATE TABLE refunds (" ROW_HEAD
    "  event_id BLOB, order_id BLOB, ticket_id BLOB, amount INTEGER, currency TEXT, reason TEXT,"
    "  status TEXT);"
    "CREATE INDEX refunds_by_event ON refunds (event_id);";

/* Servers, and what of them is kept here. The journal is the outbox: what was written in a
   transaction after pushed_set, and did not come from the server, is still to be told to it. */
static const char schema_3[] =
    "CREATE TABLE conflicts (" ROW_HEAD
    "  event_id BLOB, kind TEXT, ticket_id BLOB, check_in_id BLOB, other_id BLOB, details TEXT,"
    "  settled_at INTEGER, settled_by BLOB);"
    "CREATE INDEX conflicts_by_event ON conflicts (event_id);"

    "CREATE TABLE servers ("
    "  key INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, email TEXT NOT NULL, name TEXT,"
    "  user_id BLOB NOT NULL, pushed_set INTEGER NOT NULL,"
    "  is_signed_out INTEGER NOT NULL DEFAULT 0, clock_offset INTEGER,"
    "  clock_base INTEGER, boot TEXT, contact_at INTEGER, offline_since INTEGER, trouble TEXT,"
    "  restored_at INTEGER, restore_answer INTEGER, UNIQUE (url, email));"
    "CREATE TABLE hosted_events ("
    "  event_id BLOB PRIMARY KEY, server_key INTEGER NOT NULL REFERENCES servers,"
    "  organizer_id BLOB NOT NULL, cursor TEXT, is_loading INTEGER NOT NULL DEFAULT 1,"
    "  is_new INTEGER NOT NULL DEFAULT 0, is_gone INTEGER NOT NULL DEFAULT 0,"
    "  synced_at INTEGER, load_rows INTEGER NOT NULL DEFAULT 0,"
    "  load_done INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
    "CREATE INDEX hosted_events_by_server ON hosted_events (server_key);"
    /* The desks of the organizers whose events are kept here: their names, and which keys they sign
       codes with. */
    "CREATE TABLE devices ("
    "  organizer_id BLOB NOT NULL, id BLOB NOT NULL, name TEXT NOT NULL, key_id BLOB NOT NULL,"
    "  public_key BLOB NOT NULL, revoked_at INTEGER, PRIMARY KEY (organizer_id, id)) WITHOUT ROWID;"
    "CREATE INDEX devices_by_id ON devices (id);"
    /* What the server has of an event that is loaded anew: what is not among it is looked at when
       all is here. */
    "CREATE TABLE load_marks ("
    "  event_id BLOB NOT NULL, row_type INTEGER NOT NULL, key INTEGER NOT NULL,"
    "  PRIMARY KEY (event_id, row_type, key)) WITHOUT ROWID;"
    /* What a server refused for good. Until somebody decides, it stays here as it is. */
    "CREATE TABLE push_problems ("
    "  row_type INTEGER NOT NULL, key INTEGER NOT NULL, server_key INTEGER NOT NULL,"
    "  change_set INTEGER NOT NULL, is_new INTEGER NOT NULL, is_marked INTEGER NOT NULL,"
    "  columns INTEGER NOT NULL, base TEXT, code TEXT, message TEXT NOT NULL,"
    "  attempts INTEGER NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL,"
    "  is_retried INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (row_type, key)) WITHOUT ROWID;"
    /* The server's values of columns that were changed here too, until that was told. */
    "CREATE TABLE held_values ("
    "  row_type INTEGER NOT NULL, key INTEGER NOT NULL, column_name TEXT NOT NULL, value,"
    "  PRIMARY KEY (row_type, key, column_name)) WITHOUT ROWID;"
    /* Rows that are told as new, though the journal does not say so: of a local event that becomes
       hosted, or that a restored server has lost. */
    "CREATE TABLE told_again ("
    "  server_key INTEGER NOT NULL, row_type INTEGER NOT NULL, first_key INTEGER NOT NULL,"
    "  last_key INTEGER NOT NULL, is_lost INTEGER NOT NULL,"
    "  PRIMARY KEY (server_key, row_type, first_key)) WITHOUT ROWID;";

/* The box office: money that moved, the book of each till, who sells, what a desk may sell. */
static const char schema_4[] =
    "ALTER TABLE events ADD COLUMN buyer_data TEXT DEFAULT 'OPTIONAL';"
    "ALTER TABLE events ADD COLUMN cover_alt TEXT;"

    "ALTER TABLE orders ADD COLUMN created_at INTEGER;"
    "ALTER TABLE orders ADD COLUMN expires_at INTEGER;"
    "ALTER TABLE orders ADD COLUMN note TEXT;"
    "ALTER TABLE orders ADD COLUMN lines TEXT;"
    "UPDATE orders SET created_at = updated_at;"
    /* With all that a list by time asks of a row: SQLite asks even what the index says. */
    "CREATE INDEX orders_by_time ON orders (event_id, created_at, status, channel, deleted_at) "
    "WHERE deleted_at IS NULL;"

    "CREATE TABLE payments (" ROW_HEAD
    "  event_id BLOB, order_id BLOB, kind TEXT, method TEXT, amount INTEGER, rounding INTEGER,"
    "  currency TEXT, reference TEXT, paid_at INTEGER, cashier_id BLOB);"
    "CREATE INDEX payments_by_order ON payments (order_id);"
    "CREATE INDEX payments_by_event ON payments (event_id);"

    "CREATE TABLE allotments (" ROW_HEAD
    "  event_id BLOB, tier_id BLOB, device_id BLOB, quantity INTEGER, used INTEGER,"
    "  expires_at INTEGER, ended_at INTEGER, used_here INTEGER, kept_here INTEGER,"
    "  is_wished INTEGER DEFAULT 0);"
    "CREATE INDEX allotments_by_event ON allotments (event_id, device_id);"

    "CREATE TABLE cashiers (" ROW_HEAD
    "  event_id BLOB, name TEXT, role TEXT, pin_hash TEXT, refund_limit INTEGER,"
    "  is_inactive INTEGER, sort_order INTEGER);"
    "CREATE INDEX cashiers_by_event ON cashiers (event_id);"

    "CREATE TABLE till_records (" ROW_HEAD
    "  event_id BLOB, device_id BLOB, session_id BLOB, sequence INTEGER, time INTEGER, kind TEXT,"
    "  cashier_id BLOB, approver_id BLOB, order_id BLOB, payment_id BLOB, method TEXT,"
    "  amount INTEGER, rounding INTEGER, currency TEXT, reason TEXT, details TEXT, previous BLOB,"
    "  hash BLOB, signature BLOB);"
    "CREATE INDEX till_records_by_sequence ON till_records (event_id, device_id, sequence);"
    "CREATE INDEX till_records_by_order ON till_records (order_id) WHERE order_id IS NOT NULL;"
    "CREATE INDEX till_records_by_payment ON till_records (payment_id) "
    "WHERE payment_id IS NOT NULL;"
    /* A session begins and ends with these. */
    "CREATE INDEX till_records_by_session ON till_records (event_id, device_id, sequence) "
    "WHERE kind IN ('OPEN', 'CLOSE');"
    /* A report reads these alone. Most sales are one of few: their lines are read once each. */
    "CREATE INDEX till_records_by_sum ON till_records "
    "(session_id, kind, method, cashier_id, amount, rounding);"
    "CREATE INDEX till_records_by_lines ON till_records (session_id, kind, details) "
    "WHERE kind IN ('SALE', 'VOID');"

    /* What is sold and held of each tier, without what the web reserves, as it was when the journal
       had come to this entry. Made anew when missing. */
    "CREATE TABLE tier_tallies ("
    "  event_id BLOB PRIMARY KEY, change_set INTEGER NOT NULL, position INTEGER NOT NULL) "
    "WITHOUT ROWID;"
    "CREATE TABLE tier_counts ("
    "  event_id BLOB NOT NULL, tier_id BLOB NOT NULL, n_sold INTEGER NOT NULL,"
    "  n_held INTEGER NOT NULL, PRIMARY KEY (event_id, tier_id)) WITHOUT ROWID;"
    "CREATE INDEX orders_reserving ON orders (event_id) "
    "WHERE status = 'PENDING' AND lines IS NOT NULL AND deleted_at IS NULL;"

    /* What follows is of this device alone. The newest record of each of its tills: who cuts the
       end of a book off leaves this behind. With it, what lies in the drawer. */
    "CREATE TABLE till_heads ("
    "  event_id BLOB NOT NULL, device_id BLOB NOT NULL, sequence INTEGER NOT NULL,"
    "  time INTEGER NOT NULL, hash BLOB NOT NULL, session_id BLOB, drawer INTEGER,"
    "  PRIMARY KEY (event_id, device_id)) "
    "WITHOUT ROWID;"
    /* What open carts hold. */
    "CREATE TABLE cart_holds ("
    "  cart_id BLOB NOT NULL, event_id BLOB NOT NULL, tier_id BLOB NOT NULL,"
    "  quantity INTEGER NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (cart_id, tier_id)) "
    "WITHOUT ROWID;"
    "CREATE INDEX cart_holds_by_event ON cart_holds (event_id);"
    /* Wrong PINs in a row, and when the last one was. */
    "CREATE TABLE pin_tries ("
    "  cashier_id BLOB PRIMARY KEY, n_wrong INTEGER NOT NULL, wrong_at INTEGER NOT NULL) "
    "WITHOUT ROWID;"
    "CREATE TABLE print_jobs ("
    "  key INTEGER PRIMARY KEY AUTOINCREMENT, event_id BLOB NOT NULL, order_id BLOB,"
    "  kind TEXT NOT NULL, is_copy INTEGER NOT NULL, target TEXT, state TEXT NOT NULL,"
    "  attempts INTEGER NOT NULL, error TEXT, details TEXT, created_at INTEGER NOT NULL);"
    "CREATE INDEX print_jobs_waiting ON print_jobs (event_id) WHERE state = 'WAITING';";

/* schemas[n] leads from version n to n + 1. */
static const char *const schemas[] = { schema_1, schema_2, schema_3, schema_4 };

/**
 * foyer_migrations_latest:
 *
 * Returns: the schema that this program writes
 */
guint
foyer_migrations_latest (void)
{
  return G_N_ELEMENTS (schemas);
}

static gboolean
read_number (FoyerDatabase *db, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL || foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
read_version (FoyerDatabase *db, gint64 *version, GError **error)
{
  static const char sql[] = "PRAGMA user_version";

  return read_number (db, sql, version, error);
}

/* All three as of one moment: another program may be making the file just now. */
static gboolean
read_marks (FoyerDatabase *db, gint64 *id, gint64 *version, gint64 *n_tables, GError **error)
{
  static const char id_sql[] = "PRAGMA application_id";
  static const char count_sql[] = "SELECT count (*) FROM sqlite_schema";
  gboolean is_read;

  if (!foyer_database_exec (db, "BEGIN", error))
    return FALSE;
  is_read = read_number (db, count_sql, n_tables, error) && read_number (db, id_sql, id, error) &&
            read_version (db, version, error);
  foyer_database_settle (db);
  return is_read;
}

/**
 * foyer_migrations_check:
 * @db: a connection, just opened
 * @error: return location
 *
 * Returns: %TRUE when the file is empty and may be written, or a Foyer file of a schema that this
 * program knows
 */
gboolean
foyer_migrations_check (FoyerDatabase *db, GError **error)
{
  const char *path = foyer_database_get_path (db);
  gboolean is_read_only = sqlite3_db_readonly (foyer_database_get_handle (db), "main") == 1;
  gint64 id;
  gint64 version;
  gint64 n_tables;

  if (!read_marks (db, &id, &version, &n_tables, error))
    return FALSE;

  if (id == 0 && version == 0 && n_tables == 0 && !is_read_only)
    return TRUE;
  if (id != FOYER_APPLICATION_ID || version < 1)
    {
      foyer_store_error_set (error, SQLITE_NOTADB, path, NULL);
      return FALSE;
    }
  if (version > foyer_migrations_latest ())
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NEWER,
                   _ ("“%s” was made by a newer Foyer. Nothing was changed in it. Update the "
                      "program to open it."),
                   path);
      return FALSE;
    }
  if (version < foyer_migrations_latest () && is_read_only)
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                   _ ("“%s” was made by an older Foyer. Open it once in the program to bring it up "
                      "to date."),
                   path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_identity (FoyerDatabase *db, GError **error)
{
  static const char sql[] = "INSERT INTO replica_info (replica_id, device_id) VALUES (?1, ?2)";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  FoyerUuid replica_id;
  FoyerUuid device_id;

  if (statement == NULL)
    return FALSE;
  foyer_uuid_init_v7 (&replica_id);
  foyer_uuid_init_v7 (&device_id);
  sqlite3_bind_blob (statement, 1, replica_id.bytes, sizeof replica_id.bytes, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, device_id.bytes, sizeof device_id.bytes, SQLITE_STATIC);
  return foyer_database_step (db, statement, error) == SQLITE_DONE;
}

/* One step, in an open transaction. */
static gboolean
run_step (FoyerDatabase *db, gint64 version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                           FOYER_APPLICATION_ID, (int) version + 1);

  return foyer_database_exec (db, schemas[version], error) &&
         (version > 0 || write_identity (db, error)) && foyer_database_exec (db, mark, error) &&
         foyer_database_exec (db, "COMMIT", error);
}

/**
 * foyer_migrations_run:
 * @db: a connection that writes and passed foyer_migrations_check ()
 * @error: return location
 *
 * The first schema is written before the file has a write-ahead log, so that its header names it as
 * ours from the first commit on. Two programs may come here at once: the second finds the work
 * done.
 *
 * Returns: %FALSE with error; then the file has the last schema that was reached whole
 */
gboolean
foyer_migrations_run (FoyerDatabase *db, GError **error)
{
  gint64 version;

  if (!read_version (db, &version, error))
    return FALSE;

  while (version < foyer_migrations_latest ())
    {
      if (!foyer_database_exec (db, "BEGIN IMMEDIATE", error))
        return FALSE;
      /* Another program may have been first while we waited. */
      if (!read_version (db, &version, error) ||
          (version < foyer_migrations_latest () && !run_step (db, version, error)))
        {
          foyer_database_settle (db);
          return FALSE;
        }
      foyer_database_settle (db);
      if (!read_version (db, &version, error))
        return FALSE;
    }
  return TRUE;
}
