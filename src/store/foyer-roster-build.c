/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-build.h"

#include <string.h>

#include "foyer-question.h"
#include "foyer-roster-reader.h"
#include "foyer-roster-writer.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"

static gboolean
count_rows (FoyerDatabase *db, const FoyerUuid *event_id, guint *n_rows, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM tickets WHERE event_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n_rows = MIN (sqlite3_column_int64 (statement, 0), G_MAXINT32);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_rows (FoyerRosterReader *reader,
            const FoyerUuid *event_id,
            FoyerRosterWriter *writer,
            GCancellable *cancellable,
            GError **error)
{
  static const char sql[] =
      "SELECT " FOYER_ROSTER_COLUMNS " FROM tickets AS t WHERE t.event_id = ?1 ORDER BY t.key";
  sqlite3_stmt *statement = foyer_database_prepare (reader->db, sql, error);
  FoyerRosterRow row = { 0 };
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
  while ((code = foyer_database_step (reader->db, statement, error)) == SQLITE_ROW)
    if ((++n % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)) ||
        !foyer_roster_reader_read (reader, statement, &row, error) ||
        !foyer_roster_writer_add (writer, &row, error))
      {
        sqlite3_reset (statement);
        return FALSE;
      }
  return code == SQLITE_DONE;
}

/**
 * foyer_roster_build:
 * @db: a connection in a read transaction, so that all of it is of one moment
 * @owner: whose roster
 * @cache_dir: (nullable): where its file goes
 * @position: the journal's position at that moment
 * @stamp: the time of that change set, microseconds
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Makes a roster of all tickets of an event, in constant memory. The thread of @db.
 *
 * Returns: (transfer full): its image, or %NULL
 */
FoyerRosterImage *
foyer_roster_build (FoyerDatabase *db,
                    const FoyerRosterOwner *owner,
                    const char *cache_dir,
                    gint64 position,
                    gint64 stamp,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (FoyerRosterWriter) writer = NULL;
  g_auto (FoyerRosterReader) reader = { 0 };
  guint n_rows;

  foyer_roster_reader_init (&reader, db, NULL);
  if (!count_rows (db, &owner->event, &n_rows, error) ||
      (writer = foyer_roster_writer_new (cache_dir, owner, n_rows, error)) == NULL)
    return NULL;
  reader.names = foyer_roster_writer_get_names (writer);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    reader.lines[n] = foyer_roster_writer_get_line (writer, n);
  if (!write_rows (&reader, &owner->event, writer, cancellable, error))
    return NULL;
  return foyer_roster_writer_finish (writer, position, stamp, error);
}

/**
 * foyer_roster_copy:
 * @image: an image, with patches
 * @owner: whose roster
 * @cache_dir: (nullable): where the new file goes
 * @error: return location, or %NULL
 *
 * Writes an image anew: the same rows in the same slots, patches worked in, with spare slots again.
 *
 * Returns: (transfer full): the new image, or %NULL
 */
FoyerRosterImage *
foyer_roster_copy (const FoyerRosterImage *image,
                   const FoyerRosterOwner *owner,
                   const char *cache_dir,
                   GError **error)
{
  g_autoptr (FoyerRosterWriter) writer =
      foyer_roster_writer_new (cache_dir, owner, image->n_rows, error);
  FoyerRosterImage *names;

  if (writer == NULL)
    return NULL;
  names = foyer_roster_writer_get_names (writer);
  g_array_append_vals (names->tier_ids, image->tier_ids->data, image->tier_ids->len);
  for (guint n = 0; n < image->questions->len; n++)
    foyer_roster_image_question (names, image->questions->pdata[n]);

  for (guint slot = 0; slot < image->n_rows; slot++)
    {
      FoyerRosterRow row = { image->keys[slot], image->arrivals[slot], image->tiers[slot],
                             image->flags[slot] };

      for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
        {
          gsize length;
          const char *line = foyer_roster_image_line (image, n, slot, &length);
          GString *to = foyer_roster_writer_get_line (writer, n);

          if (length > 0)
            g_string_append_len (to, line, length);
          else
            g_string_append_c (to, FOYER_ROSTER_LINE_END);
        }
      if (!foyer_roster_writer_add (writer, &row, error))
        return NULL;
    }
  return foyer_roster_writer_finish (writer, image->position, image->stamp, error);
}

/**
 * foyer_roster_read_names:
 * @db: a connection
 * @event_id: the event
 * @image: (inout): learns tiers and questions that it did not know
 * @names: (out): what its numbers mean now
 * @error: return location, or %NULL
 *
 * Returns: %FALSE with @error
 */
gboolean
foyer_roster_read_names (FoyerDatabase *db,
                         const FoyerUuid *event_id,
                         FoyerRosterImage *image,
                         FoyerRosterNames *names,
                         GError **error)
{
  g_autoptr (GPtrArray) tiers = foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, error);
  g_autoptr (GPtrArray) questions = NULL;

  if (tiers == NULL)
    return FALSE;
  questions = foyer_row_store_list (db, &FOYER_QUESTION_TYPE, event_id, error);
  if (questions == NULL)
    return FALSE;

  memset (names->ranks, FOYER_ROSTER_NO_TIER, sizeof names->ranks);
  for (guint n = 0; n < tiers->len; n++)
    {
      const FoyerTier *tier = tiers->pdata[n];
      guint number = foyer_roster_image_tier (image, &tier->row.id);

      if (number != FOYER_ROSTER_NO_TIER)
        names->ranks[number] = MIN (n, FOYER_ROSTER_NO_TIER - 1);
    }
  g_array_set_size (names->questions, 0);
  for (guint n = 0; n < questions->len; n++)
    {
      const FoyerQuestion *question = questions->pdata[n];
      guint number = foyer_roster_image_question (image, question->code);

      g_array_append_val (names->questions, number);
    }
  return TRUE;
}

static gboolean
read_rows (FoyerDatabase *db,
           sqlite3_stmt *statement,
           const FoyerUuid *event_id,
           FoyerRosterImage *image,
           gint64 first_key,
           gint64 last_key,
           FoyerRosterRowFunc func,
           gpointer data,
           GError **error)
{
  g_auto (FoyerRosterReader) reader = { 0 };
  FoyerRosterRow row = { 0 };
  gboolean is_well = statement != NULL;
  int code = SQLITE_DONE;

  foyer_roster_reader_init (&reader, db, image);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    row.lines[n] = reader.lines[n] = g_string_sized_new (256);
  if (is_well)
    {
      sqlite3_bind_blob (statement, 1, event_id->bytes, sizeof event_id->bytes, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 2, first_key);
      sqlite3_bind_int64 (statement, 3, last_key);
    }
  while (is_well && (code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
        g_string_truncate (row.lines[n], 0);
      is_well =
          foyer_roster_reader_read (&reader, statement, &row, error) && func (&row, data, error);
      if (!is_well)
        sqlite3_reset (statement);
    }
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    g_string_free (row.lines[n], TRUE);
  return is_well && code == SQLITE_DONE;
}

/**
 * foyer_roster_read_keys:
 * @db: a connection
 * @event_id: the event
 * @image: (inout): learns tiers and questions that it did not know
 * @first_key: the first ticket
 * @last_key: the last ticket
 * @func: (scope call): called for each row, in key order; the row is only borrowed
 * @data: for @func
 * @error: return location, or %NULL
 *
 * Reads the event's tickets in a range of keys, removed ones too.
 *
 * Returns: %FALSE with @error
 */
gboolean
foyer_roster_read_keys (FoyerDatabase *db,
                        const FoyerUuid *event_id,
                        FoyerRosterImage *image,
                        gint64 first_key,
                        gint64 last_key,
                        FoyerRosterRowFunc func,
                        gpointer data,
                        GError **error)
{
  static const char sql[] = "SELECT " FOYER_ROSTER_COLUMNS
                            " FROM tickets AS t WHERE t.key BETWEEN ?2 AND ?3 AND +t.event_id = ?1 "
                            "ORDER BY t.key";

  return read_rows (db, foyer_database_prepare (db, sql, error), event_id, image, first_key,
                    last_key, func, data, error);
}

/**
 * foyer_roster_read_orders:
 * @db: a connection
 * @event_id: the event
 * @image: (inout): learns tiers and questions that it did not know
 * @first_key: the first order
 * @last_key: the last order
 * @func: (scope call): called for each row; the row is only borrowed
 * @data: for @func
 * @error: return location, or %NULL
 *
 * Reads the event's tickets that belong to orders in a range of keys.
 *
 * Returns: %FALSE with @error
 */
gboolean
foyer_roster_read_orders (FoyerDatabase *db,
                          const FoyerUuid *event_id,
                          FoyerRosterImage *image,
                          gint64 first_key,
                          gint64 last_key,
                          FoyerRosterRowFunc func,
                          gpointer data,
                          GError **error)
{
  static const char sql[] =
      "SELECT " FOYER_ROSTER_COLUMNS " FROM orders AS o JOIN tickets AS t ON t.order_id = o.id "
      "WHERE o.key BETWEEN ?2 AND ?3 AND +t.event_id = ?1";

  return read_rows (db, foyer_database_prepare (db, sql, error), event_id, image, first_key,
                    last_key, func, data, error);
}
