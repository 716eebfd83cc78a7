/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-store.h"

#include "foyer-check-in-list.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SLUG_MAX   80
#define SLUG_TRIES 10000

/* An event by its slug, alive; NULL without error when there is none. */
static FoyerEvent *
find_by_slug (FoyerDatabase *db, const char *slug, GError **error)
{
  static const char tail[] = "WHERE slug = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_EVENT_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, slug, -1, SQLITE_STATIC);
  return foyer_row_store_read_first (db, &FOYER_EVENT_TYPE, statement, error);
}

/**
 * foyer_event_store_find:
 * @db: a connection
 * @slug_or_id: what a person or a script wrote
 * @error: return location
 *
 * Returns: (transfer full): the living event; %NULL with error, NOT_FOUND names what was asked for
 */
FoyerEvent *
foyer_event_store_find (FoyerDatabase *db, const char *slug_or_id, GError **error)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) local = NULL;
  FoyerUuid id;

  if (!g_utf8_validate (slug_or_id, -1, NULL))
    slug_or_id = "";
  if (foyer_uuid_parse (slug_or_id, &id))
    event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &id, &local);
  else
    event = find_by_slug (db, slug_or_id, &local);

  if (event != NULL && event->row.deleted_at == FOYER_NONE)
    return g_steal_pointer (&event);
  if (local != NULL && !g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("There is no event “%s”."), slug_or_id);
  return NULL;
}

static int
compare_start (gconstpointer a, gconstpointer b)
{
  const FoyerEvent *first = *(FoyerEvent *const *) a;
  const FoyerEvent *second = *(FoyerEvent *const *) b;

  if (first->start_date != second->start_date)
    return first->start_date < second->start_date ? -1 : 1;
  return (first->row.key > second->row.key) - (first->row.key < second->row.key);
}

static GPtrArray *
list_events (FoyerDatabase *db, const char *tail, GError **error)
{
  sqlite3_stmt *statement = foyer_row_store_select (db, &FOYER_EVENT_TYPE, tail, error);
  GPtrArray *events =
      statement != NULL ? foyer_row_store_read_all (db, &FOYER_EVENT_TYPE, statement, error) : NULL;

  if (events != NULL)
    g_ptr_array_sort (events, compare_start);
  return events;
}

/**
 * foyer_event_store_list:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerEvent): the living events by start_date, without
 * templates and archived events
 */
GPtrArray *
foyer_event_store_list (FoyerDatabase *db, GError **error)
{
  static const char tail[] =
      "WHERE deleted_at IS NULL AND archived_at IS NULL AND NOT coalesce (is_template, 0)";

  return list_events (db, tail, error);
}

/**
 * foyer_event_store_list_archived:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerEvent): the archived events by start_date
 */
GPtrArray *
foyer_event_store_list_archived (FoyerDatabase *db, GError **error)
{
  static const char tail[] =
      "WHERE deleted_at IS NULL AND archived_at IS NOT NULL AND NOT coalesce (is_template, 0)";

  return list_events (db, tail, error);
}

/**
 * foyer_event_store_list_templates:
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerEvent): the templates by start_date
 */
GPtrArray *
foyer_event_store_list_templates (FoyerDatabase *db, GError **error)
{
  static const char tail[] = "WHERE deleted_at IS NULL AND is_template";

  return list_events (db, tail, error);
}

/* The first of slug, slug-2, slug-3 … that no living event has. */
static char *
find_free_slug (FoyerDatabase *db, const char *wanted, GError **error)
{
  for (guint n = 1; n < SLUG_TRIES; n++)
    {
      g_autofree char *end = n > 1 ? g_strdup_printf ("-%u", n) : g_strdup ("");
      g_autofree char *slug =
          g_strdup_printf ("%.*s%s", (int) (SLUG_MAX - strlen (end)), wanted, end);
      g_autoptr (FoyerEvent) taken = NULL;
      g_autoptr (GError) local = NULL;

      taken = find_by_slug (db, slug, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (taken == NULL)
        return g_steal_pointer (&slug);
    }
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                       _ ("There are too many events of this name."));
  return NULL;
}

static gboolean
check_event (const FoyerEvent *event, GError **error)
{
  g_autoptr (GTimeZone) zone =
      event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;
  const char *wrong = NULL;

  if (event->title == NULL || *event->title == '\0')
    wrong = _ ("An event needs a title.");
  else if (zone == NULL)
    wrong = _ ("An event needs a time zone such as “Europe/Berlin”.");
  else if (event->start_date == FOYER_NONE || event->end_date == FOYER_NONE ||
           event->end_date <= event->start_date)
    wrong = _ ("An event must end after it starts.");

  if (wrong != NULL)
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, wrong);
  return wrong == NULL;
}

/**
 * foyer_event_store_insert:
 * @transaction: a transaction
 * @event: an event that is not stored yet; its slug is replaced by a free one
 * @error: return location
 *
 * Checks it, and inserts it without any entrance.
 *
 * Returns: %FALSE with error, INVALID with a sentence
 */
gboolean
foyer_event_store_insert (FoyerTransaction *transaction, FoyerEvent *event, GError **error)
{
  g_autofree char *wanted = NULL;
  char *slug;

  if (!check_event (event, error))
    return FALSE;
  wanted = event->slug != NULL && *event->slug != '\0' ? g_strdup (event->slug)
                                                       : foyer_event_slug_from_title (event->title);
  slug = find_free_slug (foyer_transaction_get_db (transaction), wanted, error);
  if (slug == NULL)
    return FALSE;
  g_free (event->slug);
  event->slug = slug;
  return foyer_transaction_insert (transaction, event, error);
}

/**
 * foyer_event_store_add:
 * @transaction: a transaction
 * @event: an event that is not stored yet; its slug is replaced by a free one
 * @error: return location
 *
 * Checks it, and inserts it with its first entrance.
 *
 * Returns: %FALSE with error, INVALID with a sentence
 */
gboolean
foyer_event_store_add (FoyerTransaction *transaction, FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerCheckInList) entrance = foyer_check_in_list_new ();

  if (!foyer_event_store_insert (transaction, event, error))
    return FALSE;

  entrance->event_id = event->row.id;
  /* Translators: the name of an event's first entrance, where tickets are scanned */
  entrance->name = g_strdup (_ ("Main Entrance"));
  entrance->allow_reentry = TRUE; /* whoever is scanned out may come back */
  return foyer_transaction_insert (transaction, entrance, error);
}

static gboolean
check_slug (FoyerDatabase *db, const FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerEvent) other = NULL;
  g_autoptr (GError) local = NULL;
  const char *slug = event->slug != NULL ? event->slug : "";

  if (*slug == '\0' || *slug == '-' ||
      strspn (slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (slug))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID,
                           _ ("A short name has only the letters a to z, digits, and “-” between "
                              "them."));
      return FALSE;
    }
  other = find_by_slug (db, slug, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (other != NULL && !foyer_uuid_equal (&other->row.id, &event->row.id))
    {
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                   _ ("“%s” has the short name “%s” already."), other->title, slug);
      return FALSE;
    }
  return TRUE;
}

/**
 * foyer_event_store_edit:
 * @transaction: a transaction
 * @before: the event as the caller saw it
 * @after: as it is to be
 * @error: return location
 *
 * Checks what differs, and writes that alone: nothing when nothing does.
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_event_store_edit (FoyerTransaction *transaction,
                        const FoyerEvent *before,
                        FoyerEvent *after,
                        GError **error)
{
  if (foyer_row_diff (before, after) == 0)
    return TRUE;
  if (!check_event (after, error))
    return FALSE;
  if (g_strcmp0 (before->slug, after->slug) != 0 &&
      !check_slug (foyer_transaction_get_db (transaction), after, error))
    return FALSE;
  return foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_event_store_tiers:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerTier): its living tiers in sort order; the
 * position is the tier's index in ticket codes and in a roster's query
 */
GPtrArray *
foyer_event_store_tiers (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  return foyer_row_store_list (db, &FOYER_TIER_TYPE, event_id, error);
}

/**
 * foyer_event_store_questions:
 * @db: a connection
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerQuestion): its living questions in sort order
 */
GPtrArray *
foyer_event_store_questions (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  return foyer_row_store_list (db, &FOYER_QUESTION_TYPE, event_id, error);
}
