/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-index-private.h"

#include "foyer-changes.h"
#include "foyer-roster-scan.h"
#include "foyer-store-error.h"
#include "foyer-text.h"

#include <string.h>

#define ASKED_EVERY 16384

void
foyer_order_index_clear (FoyerOrderIndex *self)
{
  guint32 start = 0;

  self->position = -1;
  self->n_dead = self->n_made = 0;
  g_array_set_size (self->slots, 0);
  g_array_set_size (self->owners, 0);
  g_array_set_size (self->starts, 0);
  g_array_append_val (self->starts, start);
  g_string_truncate (self->text, 0);
}

/**
 * foyer_order_index_new:
 * @event_id: an event
 *
 * Returns: (transfer full): an index that knows nothing yet
 */
FoyerOrderIndex *
foyer_order_index_new (const FoyerUuid *event_id)
{
  FoyerOrderIndex *self = g_new0 (FoyerOrderIndex, 1);

  self->event_id = *event_id;
  self->slots = g_array_new (FALSE, FALSE, sizeof (FoyerOrderSlot));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->owners = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->text = g_string_new (NULL);
  foyer_order_index_clear (self);
  return self;
}

/**
 * foyer_order_index_free:
 * @self: (transfer full) (nullable): an index
 */
void
foyer_order_index_free (FoyerOrderIndex *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->slots);
  g_array_unref (self->starts);
  g_array_unref (self->owners);
  g_string_free (self->text, TRUE);
  g_free (self);
}

FoyerOrderSlot *
foyer_order_index_find (FoyerOrderIndex *self, gint64 key)
{
  guint low = 0, high = self->slots->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->slots, FoyerOrderSlot, middle).key < key)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < self->slots->len && g_array_index (self->slots, FoyerOrderSlot, low).key == key)
    return &g_array_index (self->slots, FoyerOrderSlot, low);
  return NULL;
}

static gboolean
bring_up_to_date (FoyerOrderIndex *self,
                  FoyerDatabase *db,
                  GCancellable *cancellable,
                  GError **error)
{
  gint64 position = foyer_journal_get_position (db, error);
  g_autoptr (GError) local = NULL;

  if (position < 0)
    return FALSE;
  if (self->position == position)
    return TRUE;
  if (self->position < 0 || !foyer_order_index_follow (self, db, &local))
    {
      if (local != NULL && !g_error_matches (local, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!foyer_order_index_read_all (self, db, cancellable, error))
        return FALSE;
    }
  self->position = position;
  return TRUE;
}

/**
 * foyer_order_index_update:
 * @self: an index
 * @db: a connection
 * @cancellable: (nullable): stops it while it reads all
 * @error: return location
 *
 * Reads all orders the first time, which takes a third of a second for 100 000; afterwards those
 * that changed. Any thread, one at a time.
 *
 * Returns: %FALSE with error: it knows nothing then
 */
gboolean
foyer_order_index_update (FoyerOrderIndex *self,
                          FoyerDatabase *db,
                          GCancellable *cancellable,
                          GError **error)
{
  gboolean is_mine, is_done;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!foyer_database_begin_reading (db, &is_mine, error))
    return FALSE;
  is_done = bring_up_to_date (self, db, cancellable, error);
  foyer_database_end_reading (db, is_mine);
  if (!is_done)
    foyer_order_index_clear (self);
  return is_done;
}

/**
 * foyer_order_index_is_made:
 * @self: an index
 *
 * Returns: whether it was read
 */
gboolean
foyer_order_index_is_made (const FoyerOrderIndex *self)
{
  return self->position >= 0;
}

/**
 * foyer_order_index_get_n:
 * @self: an index
 *
 * Returns: how many orders there are
 */
guint
foyer_order_index_get_n (const FoyerOrderIndex *self)
{
  return self->slots->len - self->n_dead;
}

/**
 * foyer_order_index_get_size:
 * @self: an index
 *
 * Returns: bytes of memory in use for it
 */
gsize
foyer_order_index_get_size (const FoyerOrderIndex *self)
{
  return self->slots->len * sizeof (FoyerOrderSlot) +
         (self->starts->len + self->owners->len) * sizeof (guint32) + self->text->allocated_len;
}

/* Search
 * ---------------------------------------------------------------------------------------------- */

/* The lines with all words, as bits; NULL when it was stopped. */
static guint64 *
find_lines (const FoyerOrderIndex *self, char **words, GCancellable *cancellable)
{
  const FoyerScanRows rows = { self->text->str, (const guint32 *) (void *) self->starts->data,
                               self->owners->len };
  gsize size = FOYER_BITS_WORDS (rows.n_rows) + 1;
  g_autofree guint64 *among = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree guint64 *hits = NULL;
      gsize length = strlen (words[i]);
      gboolean is_done;

      if (length == 0)
        continue;
      hits = g_new0 (guint64, size);
      is_done = among == NULL
                    ? foyer_scan_rows (&rows, words[i], length, hits, cancellable)
                    : foyer_scan_narrow (&rows, words[i], length, among, hits, cancellable);
      if (!is_done)
        return NULL;
      g_free (among);
      among = g_steal_pointer (&hits);
    }
  return g_steal_pointer (&among);
}

/* Those whose lines they are, as they are now. */
static guint64 *
find_owners (const FoyerOrderIndex *self, const guint64 *lines)
{
  guint64 *found = g_new0 (guint64, FOYER_BITS_WORDS (self->slots->len) + 1);

  for (gsize n = 0; n < FOYER_BITS_WORDS (self->owners->len); n++)
    for (guint64 left = lines[n]; left != 0; left &= left - 1)
      {
        guint line = n * 64 + __builtin_ctzll (left);
        guint32 place = g_array_index (self->owners, guint32, line);

        if (line >= g_array_index (self->slots, FoyerOrderSlot, place).from)
          FOYER_BITS_ADD (found, place);
      }
  return found;
}

static gboolean
fits (const FoyerOrderSlot *slot, const FoyerOrderQuery *query)
{
  return !slot->is_dead &&
         (query->statuses == 0 || (slot->status < 32 && query->statuses >> slot->status & 1)) &&
         (query->channels == 0 || (slot->channel < 32 && query->channels >> slot->channel & 1)) &&
         (query->methods == 0 || (query->methods & slot->methods) != 0) &&
         slot->time >= query->since;
}

/* Order
 * ---------------------------------------------------------------------------------------------- */

typedef struct
{
  guint64 value; /* of a text: its first bytes */
  guint32 place;
} Entry;

typedef struct
{
  const FoyerOrderIndex *index;
  FoyerOrderSort sort;
  guint8 status_ranks[256];
  guint8 channel_ranks[256];
} Sorting;

/* Tokens stand as their words do. */
static void
rank_words (const char *column, guint8 ranks[256])
{
  const char *const *words = foyer_row_type_find (&FOYER_ORDER_TYPE, column)->words;

  memset (ranks, 0xff, 256);
  for (guint i = 0; words[i] != NULL; i++)
    {
      ranks[i] = 0;
      for (guint j = 0; words[j] != NULL; j++)
        ranks[i] += strcmp (words[j], words[i]) < 0;
    }
}

/* The number, or the buyer, as it stands in the slot's own line. */
static const char *
get_text (const FoyerOrderIndex *self,
          const FoyerOrderSlot *slot,
          FoyerOrderSort sort,
          gsize *length)
{
  const guint32 *starts = &g_array_index (self->starts, guint32, slot->from);
  const char *text = self->text->str + starts[0];
  const char *line_end = self->text->str + starts[1];
  const char *end = memchr (text, FOYER_ORDER_FIELD_END, line_end - text);

  if (sort == FOYER_ORDER_SORT_BUYER && end != NULL)
    {
      text = end + 1;
      end = memchr (text, FOYER_ORDER_FIELD_END, line_end - text);
    }
  *length = (end != NULL ? end : line_end) - text;
  return text;
}

static guint64
first_bytes (const char *text, gsize length)
{
  guint64 value = 0;

  for (gsize i = 0; i < sizeof value; i++)
    value = value << 8 | (i < length ? (guint8) text[i] : 0);
  return value;
}

static guint64
unsign (gint64 value)
{
  return (guint64) value ^ G_GUINT64_CONSTANT (1) << 63;
}

static guint64
get_value (const Sorting *self, const FoyerOrderSlot *slot)
{
  const char *text;
  gsize length;

  switch (self->sort)
    {
    case FOYER_ORDER_SORT_NUMBER:
    case FOYER_ORDER_SORT_BUYER:
      text = get_text (self->index, slot, self->sort, &length);
      return first_bytes (text, length);
    case FOYER_ORDER_SORT_TICKETS:
      return slot->n_tickets;
    case FOYER_ORDER_SORT_TOTAL:
      return unsign (slot->total);
    case FOYER_ORDER_SORT_PAID:
      return unsign (slot->paid);
    case FOYER_ORDER_SORT_STATUS:
      return self->status_ranks[slot->status];
    case FOYER_ORDER_SORT_CHANNEL:
      return self->channel_ranks[slot->channel];
    case FOYER_ORDER_SORT_TIME:
    default:
      return unsign (slot->time);
    }
}

static int
compare_texts (const Sorting *self, guint32 a, guint32 b)
{
  const FoyerOrderSlot *slots = (const FoyerOrderSlot *) (void *) self->index->slots->data;
  gsize length_a, length_b;
  const char *text_a = get_text (self->index, &slots[a], self->sort, &length_a);
  const char *text_b = get_text (self->index, &slots[b], self->sort, &length_b);
  int order = memcmp (text_a, text_b, MIN (length_a, length_b));

  return order != 0 ? order : (length_a > length_b) - (length_a < length_b);
}

/* Equal ones in the order of their keys. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *one = a, *other = b;
  const Sorting *self = data;
  int order = (one->value > other->value) - (one->value < other->value);

  if (order == 0 && (self->sort == FOYER_ORDER_SORT_NUMBER || self->sort == FOYER_ORDER_SORT_BUYER))
    order = compare_texts (self, one->place, other->place);
  return order != 0 ? order : (one->place > other->place) - (one->place < other->place);
}

static gboolean
is_sorted (const GArray *entries, Sorting *sorting)
{
  for (guint i = 1; i < entries->len; i++)
    if (compare_cb (&g_array_index (entries, Entry, i - 1), &g_array_index (entries, Entry, i),
                    sorting) > 0)
      return FALSE;
  return TRUE;
}

static GArray *
list_keys (const FoyerOrderIndex *self, const GArray *entries, gboolean is_ascending)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), entries->len);

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, is_ascending ? i : entries->len - 1 - i);

      g_array_append_val (keys, g_array_index (self->slots, FoyerOrderSlot, entry->place).key);
    }
  return keys;
}

/* found: (nullable) all. */
static GArray *
list_fitting (const FoyerOrderIndex *self,
              const FoyerOrderQuery *query,
              const guint64 *found,
              const Sorting *sorting,
              GCancellable *cancellable)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint32 place = 0; place < self->slots->len; place++)
    {
      const FoyerOrderSlot *slot = &g_array_index (self->slots, FoyerOrderSlot, place);

      if (place % ASKED_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      if ((found == NULL || FOYER_BITS_HAS (found, place)) && fits (slot, query))
        {
          Entry entry = { get_value (sorting, slot), place };

          g_array_append_val (entries, entry);
        }
    }
  return entries;
}

/**
 * foyer_order_index_select:
 * @self: an index that was made
 * @query: which orders, in which order
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Texts are compared folded: without case and accents. Equal ones stand in the order of their keys.
 *
 * Returns: (transfer full) (element-type gint64): their keys; %NULL with error
 */
GArray *
foyer_order_index_select (const FoyerOrderIndex *self,
                          const FoyerOrderQuery *query,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *folded =
      query->search != NULL ? g_strstrip (foyer_text_fold (query->search, -1)) : NULL;
  Sorting sorting = { .index = self, .sort = query->sort };
  g_autofree guint64 *found = NULL;
  g_autoptr (GArray) entries = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (query != NULL, NULL);

  if (folded != NULL && *folded != '\0')
    {
      g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
      g_autofree guint64 *lines = find_lines (self, words, cancellable);

      if (lines != NULL)
        found = find_owners (self, lines);
    }
  rank_words ("status", sorting.status_ranks);
  rank_words ("channel", sorting.channel_ranks);
  entries = list_fitting (self, query, found, &sorting, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!is_sorted (entries, &sorting))
    g_qsort_with_data (entries->data, entries->len, sizeof (Entry), compare_cb, &sorting);
  return list_keys (self, entries, query->is_ascending);
}
