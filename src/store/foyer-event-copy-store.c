/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-copy-store.h"

#include "foyer-check-in-list.h"
#include "foyer-event-acts-store.h"
#include "foyer-event-store.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-ticket-store.h"
#include "foyer-tier.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define PAGE 500 /* guests read at once */

/* A copy on its way.
 *
 *   event ─▸ quotas ─▸ tiers ─▸ questions, codes, entrances, guests
 *                └─ ids of the originals to those of the copies ─┘
 */
typedef struct
{
  FoyerTransaction *transaction;
  FoyerDatabase *db;
  const FoyerEventCopy *how;
  FoyerEvent *from;
  FoyerEvent *to;
  GTimeZone *zone; /* (owned) */
  GHashTable *ids; /* (owned) (element-type FoyerUuid FoyerUuid) of quotas and tiers */
} Copy;

static void
copy_clear (Copy *self)
{
  g_clear_pointer (&self->from, foyer_event_free);
  g_clear_pointer (&self->to, foyer_event_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

static void
shift (const Copy *self, gint64 *instant)
{
  *instant = foyer_time_shift (*instant, self->zone, self->from->start_date, self->to->start_date);
}

/* Gives the copy of a row a head of its own, and remembers what became of it. */
static void
renew (Copy *self, gpointer row)
{
  FoyerRow *head = row;
  FoyerUuid *old = g_memdup2 (&head->id, sizeof head->id);

  foyer_uuid_init_v7 (&head->id);
  head->key = 0;
  head->version = 0;
  head->deleted_at = FOYER_NONE;
  g_hash_table_insert (self->ids, old, g_memdup2 (&head->id, sizeof head->id));
}

static void
map_id (const Copy *self, FoyerUuid *id)
{
  const FoyerUuid *copy = g_hash_table_lookup (self->ids, id);

  if (copy != NULL)
    *id = *copy;
  else
    memset (id, 0, sizeof *id);
}

/* The same tiers of the copy. Returns FALSE when tiers were named and none came along. */
static gboolean
map_tiers (const Copy *self, char **tier_ids)
{
  g_autoptr (JsonNode) node = *tier_ids != NULL ? json_from_string (*tier_ids, NULL) : NULL;
  g_autoptr (JsonArray) mapped = json_array_new ();
  g_autoptr (JsonNode) result = NULL;
  JsonArray *ids;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return TRUE;
  ids = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      JsonNode *element = json_array_get_element (ids, i);
      const char *text = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;
      FoyerUuid id;

      if (text != NULL && foyer_uuid_parse (text, &id) && g_hash_table_contains (self->ids, &id))
        {
          char copy[FOYER_UUID_STRING_SIZE];

          map_id (self, &id);
          foyer_uuid_format (&id, copy);
          json_array_add_string_element (mapped, copy);
        }
    }
  g_clear_pointer (tier_ids, g_free);
  if (json_array_get_length (mapped) == 0)
    return FALSE;
  result = json_node_init_array (json_node_alloc (), mapped);
  *tier_ids = json_to_string (result, FALSE);
  return TRUE;
}

/* Only what says what the event is; what became of it stays behind. */
static void
forget_past (FoyerEvent *event)
{
  event->status = FOYER_EVENT_DRAFT;
  event->published_at = FOYER_NONE;
  event->cancelled_at = FOYER_NONE;
  event->archived_at = FOYER_NONE;
  event->is_test = FALSE;
  memset (&event->series_id, 0, sizeof event->series_id);
  event->series_date = FOYER_NONE;
}

static void
leave_description (FoyerEvent *event)
{
  g_clear_pointer (&event->short_description, g_free);
  g_clear_pointer (&event->description, g_free);
  g_clear_pointer (&event->accent_colour, g_free);
  memset (&event->cover_image_id, 0, sizeof event->cover_image_id);
  memset (&event->logo_image_id, 0, sizeof event->logo_image_id);
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* The same title counts on: “class”, “class-2”; another makes a slug of its own. Templates keep out
 * of the way of events. */
static void
take_slug (const Copy *self, FoyerEvent *to)
{
  gboolean is_same = g_strcmp0 (to->title, self->from->title) == 0 && !self->from->is_template;
  g_autofree char *made = is_same ? g_strdup (to->slug) : foyer_event_slug_from_title (to->title);

  g_free (to->slug);
  if (self->how->slug != NULL)
    to->slug = foyer_event_slug_from_title (self->how->slug);
  else if (to->is_template)
    to->slug = g_strconcat ("template-", made, NULL);
  else
    to->slug = g_steal_pointer (&made);
}

/* Without any entrance of the original the copy has its first one, as every event. */
static gboolean
insert_event (Copy *self, GError **error)
{
  g_autoptr (GPtrArray) entrances = NULL;

  if (!(self->how->parts & FOYER_COPY_ENTRANCES))
    return foyer_event_store_add (self->transaction, self->to, error);
  entrances =
      foyer_row_store_list (self->db, &FOYER_CHECK_IN_LIST_TYPE, &self->from->row.id, error);
  if (entrances == NULL)
    return FALSE;
  return entrances->len > 0 ? foyer_event_store_insert (self->transaction, self->to, error)
                            : foyer_event_store_add (self->transaction, self->to, error);
}

static gboolean
copy_event (Copy *self, GError **error)
{
  FoyerEvent *to = foyer_event_copy (self->from);

  self->to = to;
  renew (self, to);
  forget_past (to);
  to->is_template = self->how->is_template;
  if (!(self->how->parts & FOYER_COPY_DESCRIPTION))
    leave_description (to);
  if (!(self->how->parts & FOYER_COPY_NOTES))
    g_clear_pointer (&to->internal_notes, g_free);
  if (self->how->title != NULL)
    set_text (&to->title, self->how->title);
  take_slug (self, to);
  if (self->how->start_date != FOYER_NONE)
    {
      to->start_date = self->how->start_date;
      shift (self, &to->end_date);
    }
  /* A night that daylight saving shortens may leave nothing of a short event. */
  if (to->end_date <= to->start_date)
    to->end_date = to->start_date + (self->from->end_date - self->from->start_date);
  return insert_event (self, error);
}

/* Gives what belongs to the event its new home, before it is stored. FALSE leaves it out. */
typedef gboolean (*Adapt) (Copy *self, gpointer row);

static gboolean
copy_rows (Copy *self, const FoyerRowType *type, Adapt adapt, GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_row_store_list (self->db, type, &self->from->row.id, error);

  if (rows == NULL)
    return FALSE;
  /* All ids first: a tier names the tier that follows it. */
  for (guint i = 0; i < rows->len; i++)
    renew (self, rows->pdata[i]);
  for (guint i = 0; i < rows->len; i++)
    if (adapt (self, rows->pdata[i]) &&
        !foyer_transaction_insert (self->transaction, rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
adapt_quota (Copy *self, gpointer row)
{
  FoyerQuota *quota = row;

  quota->event_id = self->to->row.id;
  return TRUE;
}

static gboolean
adapt_tier (Copy *self, gpointer row)
{
  FoyerTier *tier = row;

  tier->event_id = self->to->row.id;
  map_id (self, &tier->quota_id);
  map_id (self, &tier->next_tier_id);
  shift (self, &tier->sale_start);
  shift (self, &tier->sale_end);
  return TRUE;
}

/* A question of tiers that did not come along is asked of everybody. */
static gboolean
adapt_question (Copy *self, gpointer row)
{
  FoyerQuestion *question = row;

  question->event_id = self->to->row.id;
  map_tiers (self, &question->tier_ids);
  return TRUE;
}

/* A code of tiers that did not come along would lower every price: it stays behind. */
static gboolean
adapt_promo_code (Copy *self, gpointer row)
{
  FoyerPromoCode *code = row;

  code->event_id = self->to->row.id;
  shift (self, &code->valid_from);
  shift (self, &code->valid_until);
  return map_tiers (self, &code->tier_ids);
}

static gboolean
adapt_entrance (Copy *self, gpointer row)
{
  FoyerCheckInList *list = row;

  list->event_id = self->to->row.id;
  shift (self, &list->opens_at);
  shift (self, &list->closes_at);
  map_tiers (self, &list->tier_ids);
  return TRUE;
}

/* Who was invited, not what became of it. */
static FoyerTicket *
make_guest (const Copy *self, const FoyerTicket *from)
{
  FoyerTicket *guest = foyer_ticket_new ();

  guest->event_id = self->to->row.id;
  guest->tier_id = from->tier_id;
  map_id (self, &guest->tier_id);
  guest->attendee_name = g_strdup (from->attendee_name);
  guest->attendee_email = g_strdup (from->attendee_email);
  guest->company = g_strdup (from->company);
  guest->notes = g_strdup (from->notes);
  guest->answers = g_strdup (from->answers);
  return guest;
}

static GPtrArray *
read_guests (Copy *self, gint64 after_key, GError **error)
{
  static const char tail[] = "WHERE event_id = ?1 AND key > ?2 AND deleted_at IS NULL "
                             "AND status <> 'CANCELLED' ORDER BY key LIMIT ?3";
  const FoyerUuid *id = &self->from->row.id;
  sqlite3_stmt *statement = foyer_row_store_select (self->db, &FOYER_TICKET_TYPE, tail, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, after_key);
  sqlite3_bind_int (statement, 3, PAGE);
  return foyer_row_store_read_all (self->db, &FOYER_TICKET_TYPE, statement, error);
}

static gboolean
count_guests (Copy *self, gint64 *n_guests, GError **error)
{
  static const char sql[] = "SELECT count (*) FROM tickets WHERE event_id = ?1 "
                            "AND deleted_at IS NULL AND status <> 'CANCELLED'";
  const FoyerUuid *id = &self->from->row.id;
  sqlite3_stmt *statement = foyer_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, id->bytes, sizeof id->bytes, SQLITE_STATIC);
  if (foyer_database_step (self->db, statement, error) != SQLITE_ROW)
    return FALSE;
  *n_guests = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
copy_guests (Copy *self,
             FoyerEventProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  gint64 n_guests;
  gint64 n_done = 0;
  gint64 last_key = 0;

  if (!count_guests (self, &n_guests, error))
    return FALSE;
  while (TRUE)
    {
      g_autoptr (GPtrArray) page = read_guests (self, last_key, error);

      if (page == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (n_done, n_guests, progress_data);
      if (page->len == 0)
        return TRUE;
      for (guint i = 0; i < page->len; i++)
        {
          const FoyerTicket *from = page->pdata[i];
          g_autoptr (FoyerTicket) guest = make_guest (self, from);

          last_key = from->row.key;
          if (!foyer_ticket_store_add (self->transaction, guest, error))
            return FALSE;
        }
      n_done += page->len;
    }
}

/**
 * foyer_event_copy_store_copy:
 * @transaction: a transaction
 * @event_id: an event or a template
 * @how: what to take along, and where to
 * @progress: (nullable) (scope call): told of guests now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; the transaction is then to be freed
 * @copy_id: (out): the copy
 * @error: return location
 *
 * Makes a draft (or a template) of what an event is: nothing is sold, sent or checked in. Sale
 * windows, the validity of codes and the hours of entrances move with the start by wall time.
 * Pictures are shared. Not for the main thread.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_event_copy_store_copy (FoyerTransaction *transaction,
                             const FoyerUuid *event_id,
                             const FoyerEventCopy *how,
                             FoyerEventProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             FoyerUuid *copy_id,
                             GError **error)
{
  g_auto (Copy) self = { .transaction = transaction, .how = how };

  self.db = foyer_transaction_get_db (transaction);
  self.from = foyer_event_acts_get (self.db, event_id, error);
  if (self.from == NULL)
    return FALSE;
  self.zone = foyer_time_zone_load (self.from->timezone);
  if (self.zone == NULL)
    self.zone = g_time_zone_new_utc ();
  self.ids = g_hash_table_new_full (foyer_uuid_hash, foyer_uuid_equal, g_free, g_free);

  if (!copy_event (&self, error) ||
      (how->parts & FOYER_COPY_TIERS &&
       (!copy_rows (&self, &FOYER_QUOTA_TYPE, adapt_quota, error) ||
        !copy_rows (&self, &FOYER_TIER_TYPE, adapt_tier, error))) ||
      (how->parts & FOYER_COPY_QUESTIONS &&
       !copy_rows (&self, &FOYER_QUESTION_TYPE, adapt_question, error)) ||
      (how->parts & FOYER_COPY_PROMO_CODES &&
       !copy_rows (&self, &FOYER_PROMO_CODE_TYPE, adapt_promo_code, error)) ||
      (how->parts & FOYER_COPY_ENTRANCES &&
       !copy_rows (&self, &FOYER_CHECK_IN_LIST_TYPE, adapt_entrance, error)) ||
      (how->parts & FOYER_COPY_GUESTS && !how->is_template &&
       !copy_guests (&self, progress, progress_data, cancellable, error)))
    return FALSE;
  *copy_id = self.to->row.id;
  return TRUE;
}
