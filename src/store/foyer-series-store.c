/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-store.h"

#include "foyer-row-store.h"
#include "foyer-series-fit.h"
#include "foyer-series-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANCEL_DATES 64 /* between two looks at the cancellable */

static gboolean
fail (GError **error, FoyerStoreError code, const char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, code, sentence);
  return FALSE;
}

static void
bind_id (sqlite3_stmt *statement, int parameter, const FoyerUuid *id)
{
  sqlite3_bind_blob (statement, parameter, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

static FoyerEvent *
get_event (FoyerDatabase *db, const FoyerUuid *id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, id, error);

  if (event != NULL && event->row.deleted_at != FOYER_NONE)
    {
      fail (error, FOYER_STORE_ERROR_NOT_FOUND, _ ("This event was deleted in the meantime."));
      return NULL;
    }
  return g_steal_pointer (&event);
}

static GTimeZone *
load_zone (const char *name)
{
  GTimeZone *zone = foyer_time_zone_load (name);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/**
 * foyer_series_store_get:
 * @db: a connection
 * @series_id: a series
 * @error: return location
 *
 * Returns: (transfer full): it; %NULL with error
 */
FoyerSeries *
foyer_series_store_get (FoyerDatabase *db, const FoyerUuid *series_id, GError **error)
{
  return foyer_row_store_find (db, &FOYER_SERIES_TYPE, series_id, error);
}

/**
 * foyer_series_store_dates:
 * @db: a connection
 * @series_id: a series
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerEvent): its living dates by series_date
 */
GPtrArray *
foyer_series_store_dates (FoyerDatabase *db, const FoyerUuid *series_id, GError **error)
{
  static const char tail[] = "WHERE series_id = ?1 AND deleted_at IS NULL ORDER BY series_date";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_EVENT_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, series_id);
  return foyer_row_store_read_all (db, &FOYER_EVENT_TYPE, statement, error);
}

/**
 * foyer_series_store_alone:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerEvent): living events of no series by
 * start_date, without templates and archived ones
 */
GPtrArray *
foyer_series_store_alone (FoyerDatabase *db, GError **error)
{
  static const char tail[] = "WHERE series_id IS NULL AND deleted_at IS NULL AND archived_at IS "
                             "NULL AND NOT coalesce (is_template, 0) ORDER BY start_date, key";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_EVENT_TYPE, tail, error);

  return statement != NULL ? foyer_row_store_read_all (db, &FOYER_EVENT_TYPE, statement, error)
                           : NULL;
}

/**
 * foyer_series_head_free:
 * @self: (nullable): a head
 */
void
foyer_series_head_free (FoyerSeriesHead *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->next, foyer_event_free);
  g_free (self);
}

/* The first that has not begun by then, or, with the second, the last of all. */
static FoyerEvent *
find_next (FoyerDatabase *db, const FoyerUuid *series_id, gint64 now, GError **error)
{
  static const char next_tail[] =
      "WHERE series_id = ?1 AND series_date >= ?2 AND deleted_at IS NULL AND archived_at IS NULL "
      "ORDER BY series_date LIMIT 1";
  static const char last_tail[] =
      "WHERE series_id = ?1 AND deleted_at IS NULL AND archived_at IS NULL "
      "ORDER BY series_date DESC LIMIT 1";
  const char *const tails[] = { next_tail, last_tail };
  FoyerEvent *event = NULL;

  for (guint i = 0; event == NULL && i < G_N_ELEMENTS (tails); i++)
    {
      g_autoptr (GError) local = NULL;
      sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_EVENT_TYPE, tails[i], error);

      if (statement == NULL)
        return NULL;
      bind_id (statement, 1, series_id);
      if (i == 0)
        sqlite3_bind_int64 (statement, 2, now);
      event = foyer_row_store_read_first (db, &FOYER_EVENT_TYPE, statement, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return event;
}

/**
 * foyer_series_store_beside:
 * @db: a connection
 * @date: a date of a series
 * @is_after: whether the one after it is asked for, else the one before
 * @error: return location
 *
 * Bounded: one look into an index.
 *
 * Returns: (transfer full) (nullable): the next date that is not in the archive; %NULL when there
 * is none, or with error
 */
FoyerEvent *
foyer_series_store_beside (FoyerDatabase *db,
                           const FoyerEvent *date,
                           gboolean is_after,
                           GError **error)
{
  static const char after_tail[] =
      "WHERE series_id = ?1 AND series_date > ?2 AND deleted_at IS NULL AND archived_at IS NULL "
      "ORDER BY series_date LIMIT 1";
  static const char before_tail[] =
      "WHERE series_id = ?1 AND series_date < ?2 AND deleted_at IS NULL AND archived_at IS NULL "
      "ORDER BY series_date DESC LIMIT 1";
  sqlite3_stmt *statement =
      foyer_row_store_select (db, &FOYER_EVENT_TYPE, is_after ? after_tail : before_tail, error);

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, &date->series_id);
  sqlite3_bind_int64 (statement, 2, date->series_date);
  return foyer_row_store_read_first (db, &FOYER_EVENT_TYPE, statement, error);
}

/**
 * foyer_series_store_heads:
 * @db: a connection
 * @now: what is next
 * @error: return location
 *
 * Bounded by the number of series, but for counting their dates in an index.
 *
 * Returns: (transfer full) (element-type FoyerSeriesHead): the series that have dates
 */
GPtrArray *
foyer_series_store_heads (FoyerDatabase *db, gint64 now, GError **error)
{
  static const char sql[] = "SELECT s.id, (SELECT count (*) FROM events e WHERE e.series_id = s.id "
                            "AND e.deleted_at IS NULL) FROM series s WHERE s.deleted_at IS NULL";
  g_autoptr (GPtrArray) heads =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_series_head_free);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  g_autoptr (GError) local = NULL;
  int step = SQLITE_DONE;

  if (statement == NULL)
    return NULL;
  while ((step = foyer_database_step (db, statement, &local)) == SQLITE_ROW)
    {
      FoyerSeriesHead *head;

      if (sqlite3_column_bytes (statement, 0) != sizeof head->series_id.bytes)
        continue;
      head = g_new0 (FoyerSeriesHead, 1);
      memcpy (head->series_id.bytes, sqlite3_column_blob (statement, 0),
              sizeof head->series_id.bytes);
      head->n_dates = sqlite3_column_int64 (statement, 1);
      g_ptr_array_add (heads, head);
    }
  for (guint i = 0; local == NULL && i < heads->len;)
    {
      FoyerSeriesHead *head = heads->pdata[i];

      head->next = find_next (db, &head->series_id, now - G_TIME_SPAN_DAY, &local);
      if (head->next != NULL)
        i++;
      else
        g_ptr_array_remove_index (heads, i);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&heads);
}

/**
 * foyer_series_store_sold:
 * @db: a connection
 * @series_id: a series
 * @error: return location
 *
 * Returns: (transfer container): events' keys (gint64) to numbers of tickets (gint64)
 */
GHashTable *
foyer_series_store_sold (FoyerDatabase *db, const FoyerUuid *series_id, GError **error)
{
  static const char sql[] =
      "SELECT e.key, count (t.key) FROM events e JOIN tickets t ON t.event_id = e.id "
      "WHERE e.series_id = ?1 AND t.deleted_at IS NULL AND t.status <> 'CANCELLED' GROUP BY e.key";
  g_autoptr (GHashTable) sold = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, series_id);
  while ((step = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);
      gint64 n = sqlite3_column_int64 (statement, 1);

      g_hash_table_insert (sold, g_memdup2 (&key, sizeof key), g_memdup2 (&n, sizeof n));
    }
  return step == SQLITE_DONE ? g_steal_pointer (&sold) : NULL;
}

static gint64
count_tickets (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM tickets WHERE event_id = ?1 AND deleted_at IS "
                            "NULL AND status <> 'CANCELLED'";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  gint64 n;

  if (statement == NULL)
    return -1;
  bind_id (statement, 1, event_id);
  if (foyer_database_step (db, statement, error) != SQLITE_ROW)
    return -1;
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/**
 * foyer_series_store_preview:
 * @event: an event
 * @plan: how it is to repeat
 * @limit: most dates to give; 0 for all, then a rule that never ends is refused
 * @is_cut: (out) (optional): whether there are more
 * @error: return location: %FOYER_RECURRENCE_ERROR
 *
 * Returns: (transfer full) (element-type FoyerRecurrenceDate): the dates; %NULL with error
 */
GArray *
foyer_series_store_preview (const FoyerEvent *event,
                            const FoyerSeriesPlan *plan,
                            guint limit,
                            gboolean *is_cut,
                            GError **error)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (plan->rule, error);
  g_autoptr (GTimeZone) zone = load_zone (event->timezone);
  FoyerRecurrenceSet set = { foyer_wall_seconds_from_instant (event->start_date, zone), zone,
                             plan->exceptions, plan->additions };

  if (is_cut != NULL)
    *is_cut = FALSE;
  if (rule == NULL)
    return NULL;
  if (limit == 0)
    return foyer_recurrence_expand_all (rule, &set, error);
  return foyer_recurrence_expand (rule, &set, limit, is_cut);
}

static gboolean
check_repeatable (FoyerDatabase *db, const FoyerEvent *event, gint64 first, GError **error)
{
  gint64 n_tickets;

  if (!foyer_uuid_is_nil (&event->series_id))
    return fail (error, FOYER_STORE_ERROR_CONFLICT,
                 _ ("This event is a date of a series already. Change that series instead."));
  if (event->is_template)
    return fail (error, FOYER_STORE_ERROR_CONFLICT,
                 _ ("A template does not repeat. Make an event from it first."));
  if (event->status == FOYER_EVENT_CANCELLED)
    return fail (error, FOYER_STORE_ERROR_CONFLICT, _ ("A cancelled event does not repeat."));
  if (event->start_date == first)
    return TRUE;

  n_tickets = count_tickets (db, &event->row.id, error);
  if (n_tickets > 0)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                 ngettext ("The rule would move the event itself, and %d ticket of it is out. "
                           "Choose a rule that begins on the event's day.",
                           "The rule would move the event itself, and %d tickets of it are out. "
                           "Choose a rule that begins on the event's day.",
                           n_tickets),
                 (int) n_tickets);
  return n_tickets == 0;
}

static FoyerSeries *
make_series (const FoyerEvent *event, const FoyerSeriesPlan *plan, GArray *dates)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (plan->rule, NULL);
  g_autoptr (GTimeZone) zone = load_zone (event->timezone);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = foyer_recurrence_in_zone (rule, zone);
  const char *const rules[] = { text, NULL };
  gint64 start = foyer_wall_seconds_from_instant (event->start_date, zone);
  FoyerSeries *series = foyer_series_new ();

  for (guint i = 0; i < dates->len; i++)
    {
      gint64 wall = foyer_wall_seconds_from_instant (
          g_array_index (dates, FoyerRecurrenceDate, i).instant, zone);

      g_array_append_val (walls, wall);
    }
  series->title = g_strdup (event->title);
  series->timezone = g_strdup (event->timezone);
  series->duration = foyer_series_wall_length (event, zone) * G_USEC_PER_SEC;
  foyer_series_fit (series, walls, rules, &start);
  return series;
}

/* The event itself is the first date. */
static gboolean
take_first (FoyerSeriesPattern *pattern,
            FoyerTransaction *transaction,
            const FoyerEvent *event,
            const FoyerUuid *series_id,
            const FoyerRecurrenceDate *first,
            GError **error)
{
  g_autoptr (FoyerEvent) after = foyer_event_copy (event);

  after->series_id = *series_id;
  after->series_date = first->instant;
  if (after->start_date != first->instant)
    return foyer_series_pattern_move (pattern, transaction, after, first, error);
  return foyer_transaction_update (transaction, event, after, error);
}

/**
 * foyer_series_store_create:
 * @transaction: a transaction
 * @event_id: an event of no series
 * @plan: how it repeats
 * @progress: (nullable) (scope call): told how far it is, on this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; the transaction is then to be freed
 * @series_id: (out) (optional): the series
 * @error: return location: %FOYER_RECURRENCE_ERROR, %FOYER_STORE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Every further date becomes an event with quotas, tiers, questions and entrances of its own. Not
 * for the main thread.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_store_create (FoyerTransaction *transaction,
                           const FoyerUuid *event_id,
                           const FoyerSeriesPlan *plan,
                           FoyerSeriesProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           FoyerUuid *series_id,
                           GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) event = get_event (db, event_id, error);
  g_autoptr (FoyerSeriesPattern) pattern = NULL;
  g_autoptr (FoyerSeries) series = NULL;
  g_autoptr (GArray) dates = NULL;

  if (event == NULL)
    return FALSE;
  dates = foyer_series_store_preview (event, plan, 0, NULL, error);
  if (dates == NULL ||
      !check_repeatable (db, event, g_array_index (dates, FoyerRecurrenceDate, 0).instant, error))
    return FALSE;
  series = make_series (event, plan, dates);
  pattern = foyer_series_pattern_new (db, event, error);
  if (pattern == NULL || !foyer_transaction_insert (transaction, series, error) ||
      !take_first (pattern, transaction, event, &series->row.id,
                   &g_array_index (dates, FoyerRecurrenceDate, 0), error))
    return FALSE;

  for (guint i = 1; i < dates->len; i++)
    {
      if (i % CANCEL_DATES == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress (i, dates->len, progress_data);
        }
      if (!foyer_series_pattern_add (pattern, transaction, &series->row.id,
                                     &g_array_index (dates, FoyerRecurrenceDate, i), error))
        return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (series_id != NULL)
    *series_id = series->row.id;
  return TRUE;
}

/* The walls of the series' living dates, where its rule has them. */
static GArray *
read_walls (FoyerDatabase *db, const FoyerSeries *series, GError **error)
{
  static const char sql[] = "SELECT series_date FROM events WHERE series_id = ?1 AND deleted_at IS "
                            "NULL AND series_date IS NOT NULL ORDER BY series_date";
  g_autoptr (GTimeZone) zone = load_zone (series->timezone);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, &series->row.id);
  while ((step = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    {
      gint64 wall = foyer_wall_seconds_from_instant (sqlite3_column_int64 (statement, 0), zone);

      g_array_append_val (walls, wall);
    }
  return step == SQLITE_DONE ? g_steal_pointer (&walls) : NULL;
}

/* Lets the series say the dates that it has. */
static gboolean
refit (FoyerTransaction *transaction, const FoyerUuid *series_id, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerSeries) before = foyer_series_store_get (db, series_id, error);
  g_autoptr (FoyerSeries) after = foyer_series_copy (before);
  g_autoptr (GArray) walls = before != NULL ? read_walls (db, before, error) : NULL;
  gint64 start;

  if (walls == NULL)
    return FALSE;
  if (walls->len == 0)
    return foyer_transaction_remove (transaction, before, error);
  start = foyer_series_get_start (before);
  foyer_series_fit (after, walls, (const char *[]){ before->rule, NULL }, &start);
  return foyer_transaction_update (transaction, before, after, error);
}

static FoyerEvent *
get_date (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerEvent) event = get_event (db, event_id, error);

  if (event != NULL && foyer_uuid_is_nil (&event->series_id))
    {
      fail (error, FOYER_STORE_ERROR_CONFLICT, _ ("This event is no date of a series."));
      return NULL;
    }
  return g_steal_pointer (&event);
}

/**
 * foyer_series_store_except:
 * @transaction: a transaction
 * @event_id: a date of a series
 * @error: return location; CONFLICT while tickets of it are out
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_store_except (FoyerTransaction *transaction, const FoyerUuid *event_id, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) event = get_date (db, event_id, error);
  gint64 n_tickets = event != NULL ? count_tickets (db, event_id, error) : -1;

  if (n_tickets > 0)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                 ngettext ("%d ticket of this date is out. Cancel the date instead.",
                           "%d tickets of this date are out. Cancel the date instead.", n_tickets),
                 (int) n_tickets);
  return n_tickets == 0 && foyer_transaction_remove (transaction, event, error) &&
         refit (transaction, &event->series_id, error);
}

/**
 * foyer_series_store_add_date:
 * @transaction: a transaction
 * @like_event_id: a date of a series
 * @wall: when, by the wall of that event
 * @error: return location; CONFLICT when the series has that date
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_store_add_date (FoyerTransaction *transaction,
                             const FoyerUuid *like_event_id,
                             gint64 wall,
                             GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) event = get_date (db, like_event_id, error);
  g_autoptr (FoyerSeries) series =
      event != NULL ? foyer_series_store_get (db, &event->series_id, error) : NULL;
  g_autoptr (GArray) walls = series != NULL ? read_walls (db, series, error) : NULL;
  g_autoptr (FoyerSeriesPattern) pattern = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  FoyerRecurrenceDate date = { .wall = wall, .is_added = TRUE };

  if (walls == NULL)
    return FALSE;
  zone = load_zone (event->timezone);
  foyer_wall_seconds_to_instant (wall, zone, &date.instant);
  for (guint i = 0; i < walls->len; i++)
    if (g_array_index (walls, gint64, i) == wall)
      return fail (error, FOYER_STORE_ERROR_CONFLICT, _ ("The series has this date already."));
  if (walls->len >= FOYER_RECURRENCE_MOST)
    return fail (error, FOYER_STORE_ERROR_CONFLICT, _ ("The series has no room for more dates."));
  pattern = foyer_series_pattern_new (db, event, error);
  return pattern != NULL &&
         foyer_series_pattern_add (pattern, transaction, &event->series_id, &date, error) &&
         refit (transaction, &event->series_id, error);
}

/**
 * foyer_series_store_move:
 * @transaction: a transaction
 * @event_id: an event
 * @wall: when it is to start, by its own wall
 * @kind: (out) (optional): whether that wall shows this time once, never or twice
 * @error: return location
 *
 * The length by the wall stays, and so does the date that a series' rule has for it.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_store_move (FoyerTransaction *transaction,
                         const FoyerUuid *event_id,
                         gint64 wall,
                         FoyerWallKind *kind,
                         GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerEvent) before = get_event (db, event_id, error);
  g_autoptr (FoyerEvent) after = foyer_event_copy (before);
  g_autoptr (GTimeZone) zone = NULL;
  gint64 instant;

  if (before == NULL)
    return FALSE;
  zone = load_zone (before->timezone);
  foyer_series_place (after, zone, wall, foyer_series_wall_length (before, zone));
  if (kind != NULL)
    *kind = foyer_wall_seconds_to_instant (wall, zone, &instant);
  return foyer_transaction_update (transaction, before, after, error);
}
