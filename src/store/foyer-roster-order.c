/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-order.h"

#include <string.h>
#include <sys/mman.h>

/* Which text a column sorts by. FALSE for those that are numbers. */
static gboolean
find_field (guint sort, guint *text, guint *field)
{
  *text = FOYER_ROSTER_PEOPLE;
  if (sort >= FOYER_SORT_QUESTION)
    {
      *text = FOYER_ROSTER_ANSWERS;
      *field = sort - FOYER_SORT_QUESTION;
      return TRUE;
    }
  *field = FOYER_FIELD_NAME + (sort - FOYER_SORT_NAME);
  return sort <= FOYER_SORT_CODE;
}

static const char *
get_text (const FoyerRosterImage *image, guint sort, guint slot, gsize *length)
{
  guint text, field;
  const char *at;

  find_field (sort, &text, &field);
  at = foyer_roster_image_field (image, text, slot, field, length);
  if (sort == FOYER_SORT_CODE && *length == 0)
    at = foyer_roster_image_field (image, FOYER_ROSTER_CODES, slot, 0, length);
  return at;
}

/* Numbers grow with the order; 0 is none. */
static guint64
get_number (const FoyerRosterImage *image, const FoyerTierRanks ranks, guint sort, guint slot)
{
  switch (sort)
    {
    case FOYER_SORT_TIER:
      {
        guint8 rank = ranks[image->tiers[slot]];

        return rank == FOYER_ROSTER_NO_TIER ? 0 : (guint64) rank + 1;
      }
    case FOYER_SORT_STATE:
      return (image->flags[slot] & FOYER_FLAG_STATE) + 1;
    case FOYER_SORT_ARRIVED:
      return (guint64) image->arrivals[slot] ^ (G_GUINT64_CONSTANT (1) << 63);
    default:
      return (guint64) image->keys[slot];
    }
}

/* The texts of one column as one space of addresses: lines, tail, and where codes are meant those
 * of the long ones. */
typedef struct
{
  guintptr bases[4]; /* of each part, less the address at which it begins */
  guint64 ends[4];
  const FoyerRosterImage *image;
  guint sort;
  guint text;
  guint field;
} Texts;

/* Address 0 is kept for “no further”: the lines begin at 1. */
static void
texts_init (Texts *self, const FoyerRosterImage *image, guint sort)
{
  guint64 end = 1;

  self->image = image;
  self->sort = sort;
  find_field (sort, &self->text, &self->field);
  for (guint i = 0; i < G_N_ELEMENTS (self->bases); i++)
    {
      const FoyerRosterText *text = &image->texts[i < 2 ? self->text : FOYER_ROSTER_CODES];
      gboolean is_tail = i % 2 == 1;

      self->bases[i] =
          (guintptr) (is_tail ? (text->tail != NULL ? text->tail->str : NULL) : text->bytes) - end;
      end += is_tail ? (text->tail != NULL ? text->tail->len : 0) : text->length;
      self->ends[i] = end;
    }
}

static inline const char *
resolve (const Texts *self, guint64 at)
{
  if (G_LIKELY (at < self->ends[0]))
    return (const char *) (self->bases[0] + at);
  return (const char *) (self->bases[at < self->ends[1] ? 1 : at < self->ends[2] ? 2 : 3] + at);
}

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/* Loads up to eight bytes of a value. Both ends of field and line are below the space, nothing else
 * is. */
static inline void
load_entry (const Texts *self, FoyerSortEntry *entry, guint64 at)
{
  const char *from = resolve (self, at);
  guint64 bytes, ends;

  memcpy (&bytes, from, sizeof bytes);
  bytes = GUINT64_FROM_LE (bytes);
  ends = (bytes - EACH_BYTE (0x20)) & ~bytes & EACH_BYTE (0x80);
  entry->at = (guchar) from[sizeof bytes] < 0x20 ? 0 : at + sizeof bytes;
  if (ends != 0)
    {
      guint n_kept = __builtin_ctzll (ends) / 8;

      bytes = n_kept == 0 ? 0 : bytes & (G_MAXUINT64 >> (64 - 8 * n_kept));
      entry->at = 0;
    }
  entry->prefix = GUINT64_SWAP_LE_BE (bytes);
}

/* Where in the space of addresses a row's value begins. */
static guint64
find_value (const Texts *self, guint slot)
{
  gsize length;
  const char *at = foyer_roster_image_field (self->image, self->text, slot, self->field, &length);
  guint base = 0;

  if (length == 0 && self->sort == FOYER_SORT_CODE)
    {
      at = foyer_roster_image_field (self->image, FOYER_ROSTER_CODES, slot, 0, &length);
      base = 2;
    }
  if (length == 0)
    return 0;
  if (self->image->flags[slot] & FOYER_FLAG_PATCHED)
    base++;
  return (guintptr) at - self->bases[base];
}

static gboolean
fill_entry (const Texts *texts,
            const FoyerTierRanks ranks,
            gboolean is_text,
            guint slot,
            FoyerSortEntry *entry)
{
  guint64 at;

  entry->slot = slot;
  if (!is_text)
    {
      entry->prefix = get_number (texts->image, ranks, texts->sort, slot);
      entry->at = 0;
      return entry->prefix != 0;
    }
  at = find_value (texts, slot);
  if (at != 0)
    load_entry (texts, entry, at);
  return at != 0;
}

/* Puts those with a value first into entries, and those without behind them into the order. */
static guint
collect (FoyerRosterOrder *self,
         const Texts *texts,
         const FoyerTierRanks ranks,
         gboolean is_text,
         FoyerSortEntry *entries)
{
  guint n_filled = 0;
  guint n_empty = 0;

  for (guint slot = 0; slot < self->n; slot++)
    if (fill_entry (texts, ranks, is_text, slot, &entries[n_filled]))
      n_filled++;
    else
      self->slots[self->n - 1 - n_empty++] = slot;

  /* The empty ones were put down from the end: turn them round. */
  for (guint i = n_filled, j = self->n; i + 1 < j; i++, j--)
    {
      guint32 slot = self->slots[i];

      self->slots[i] = self->slots[j - 1];
      self->slots[j - 1] = slot;
    }
  return n_filled;
}

#define AHEAD 12

/* Loads the next eight bytes of each. They lie anywhere: ask for those that come later while
 * loading these. */
static void
load_next (const Texts *texts, FoyerSortEntry *entries, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (i + AHEAD < n)
        __builtin_prefetch (resolve (texts, entries[i + AHEAD].at));
      if (entries[i].at != 0)
        load_entry (texts, &entries[i], entries[i].at);
      else
        entries[i].prefix = 0;
    }
}

/* Sorts entries whose values are the same up to here, and flags the first of each run of equals. */
static gboolean
sort_texts (const Texts *texts,
            FoyerSortEntry *entries,
            FoyerSortEntry *spare,
            guint n,
            GCancellable *cancellable)
{
  guint start = 0;

  if (n > 4096 && g_cancellable_is_cancelled (cancellable))
    return FALSE;
  foyer_sort_entries (entries, spare, n);
  while (start < n)
    {
      guint end = start + 1;
      gboolean goes_on = entries[start].at != 0;

      for (; end < n && entries[end].prefix == entries[start].prefix; end++)
        goes_on |= entries[end].at != 0;
      if (end - start > 1 && goes_on)
        {
          load_next (texts, entries + start, end - start);
          if (!sort_texts (texts, entries + start, spare, end - start, cancellable))
            return FALSE;
        }
      else
        entries[start].slot |= FOYER_ORDER_NEW;
      start = end;
    }
  return TRUE;
}

static void
order_clear (gpointer data)
{
  FoyerRosterOrder *self = data;

  g_free (self->slots);
}

static void
sort_numbers (const FoyerRosterOrder *self, FoyerSortEntry *entries, FoyerSortEntry *spare)
{
  foyer_sort_entries (entries, spare, self->n_filled);
  for (guint i = 0; i < self->n_filled; i++)
    if (i == 0 || entries[i].prefix != entries[i - 1].prefix)
      entries[i].slot |= FOYER_ORDER_NEW;
}

/* Room that goes back to the system at once, and not into the heap's stock. */
static gpointer
scratch_new (gsize size)
{
  gpointer scratch = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (scratch == MAP_FAILED)
    g_error ("Failed to allocate %" G_GSIZE_FORMAT " bytes", size);
  return scratch;
}

static void
scratch_free (gpointer scratch, gsize size)
{
  munmap (scratch, size);
}

/**
 * foyer_roster_order_new:
 * @image: the rows
 * @ranks: the order of the tiers
 * @sort: the column
 * @cancellable: (nullable): looked at now and then
 *
 * Sorts all rows by a column. Needs 32 bytes a row while it works. Any thread that may read @image.
 *
 * Returns: (transfer full): the order, or %NULL if it was cancelled
 */
FoyerRosterOrder *
foyer_roster_order_new (const FoyerRosterImage *image,
                        const FoyerTierRanks ranks,
                        guint sort,
                        GCancellable *cancellable)
{
  g_autoptr (FoyerRosterOrder) self = g_atomic_rc_box_new0 (FoyerRosterOrder);
  gsize size = MAX (image->n_rows, 1) * sizeof (FoyerSortEntry);
  FoyerSortEntry *entries = scratch_new (2 * size);
  Texts texts;
  guint text, field;
  gboolean is_text = find_field (sort, &text, &field);
  gboolean is_done = TRUE;

  texts_init (&texts, image, sort);
  self->sort = sort;
  self->n = image->n_rows;
  self->slots = g_new (guint32, MAX (self->n, 1));
  self->n_filled = collect (self, &texts, ranks, is_text, entries);
  if (!is_text)
    sort_numbers (self, entries, entries + image->n_rows);
  else
    is_done = sort_texts (&texts, entries, entries + image->n_rows, self->n_filled, cancellable);
  for (guint i = 0; i < self->n_filled; i++)
    self->slots[i] = entries[i].slot;
  scratch_free (entries, 2 * size);
  return is_done ? g_steal_pointer (&self) : NULL;
}

/**
 * foyer_roster_order_unref:
 * @self: (transfer full) (nullable): an order
 */
void
foyer_roster_order_unref (FoyerRosterOrder *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, order_clear);
}

static gboolean
has_value (const FoyerRosterImage *image, const FoyerTierRanks ranks, guint sort, guint slot)
{
  guint text, field;
  gsize length;

  if (!find_field (sort, &text, &field))
    return get_number (image, ranks, sort, slot) != 0;
  get_text (image, sort, slot, &length);
  return length > 0;
}

static int
compare_values (const FoyerRosterImage *image,
                const FoyerTierRanks ranks,
                guint sort,
                guint a,
                guint b)
{
  guint text, field;

  if (find_field (sort, &text, &field))
    {
      gsize length_a, length_b;
      const char *text_a = get_text (image, sort, a, &length_a);
      const char *text_b = get_text (image, sort, b, &length_b);
      int by_bytes = memcmp (text_a, text_b, MIN (length_a, length_b));

      return by_bytes != 0 ? by_bytes : (length_a > length_b) - (length_a < length_b);
    }
  else
    {
      guint64 number_a = get_number (image, ranks, sort, a);
      guint64 number_b = get_number (image, ranks, sort, b);

      return (number_a > number_b) - (number_a < number_b);
    }
}

/**
 * foyer_roster_order_compare:
 * @image: the rows
 * @ranks: the order of the tiers
 * @sort: the column
 * @a: a slot
 * @b: another slot
 *
 * The order that foyer_roster_order_new() makes, for two rows: by value, those without one last,
 * then by slot.
 *
 * Returns: less than, equal to, or greater than 0
 */
int
foyer_roster_order_compare (const FoyerRosterImage *image,
                            const FoyerTierRanks ranks,
                            guint sort,
                            guint a,
                            guint b)
{
  gboolean filled_a = has_value (image, ranks, sort, a);
  gboolean filled_b = has_value (image, ranks, sort, b);
  int by_value =
      filled_a && filled_b ? compare_values (image, ranks, sort, a, b) : filled_b - filled_a;

  return by_value != 0 ? by_value : (a > b) - (a < b);
}

typedef struct
{
  const FoyerRosterImage *image;
  const guint8 *ranks;
  guint sort;
} Comparison;

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Comparison *self = data;

  return foyer_roster_order_compare (self->image, self->ranks, self->sort, *(const guint32 *) a,
                                     *(const guint32 *) b);
}

/* Where slot belongs among slots[0 … n), which are in order. */
static guint
find_place (const Comparison *comparison, const guint32 *slots, guint n, guint32 slot)
{
  guint low = 0;
  guint high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (foyer_roster_order_compare (comparison->image, comparison->ranks, comparison->sort,
                                      FOYER_ORDER_SLOT (slots[middle]), slot) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Takes the changed slots out of slots[0 … n); the next of a run becomes its first. Returns how
 * many stay. */
static guint
take_out (guint32 *slots, guint n, const guint64 *is_changed)
{
  guint n_kept = 0;
  guint32 first = 0;

  for (guint i = 0; i < n; i++)
    {
      guint32 entry = slots[i];

      if (FOYER_BITS_HAS (is_changed, FOYER_ORDER_SLOT (entry)))
        first |= entry & FOYER_ORDER_NEW;
      else
        {
          slots[n_kept++] = entry | first;
          first = 0;
        }
    }
  return n_kept;
}

/* Spreads slots[0 … n), which begin at from, to end at to, with each inserted one at its place
 * among them. */
static void
put_in (guint32 *slots,
        guint from,
        guint n,
        guint to,
        const guint32 *inserted,
        const guint32 *places,
        guint n_inserted)
{
  guint at = n;

  while (n_inserted > 0)
    {
      guint place = places[n_inserted - 1];

      memmove (slots + to - (at - place), slots + from + place, (at - place) * sizeof *slots);
      to -= at - place;
      at = place;
      slots[--to] = inserted[--n_inserted];
    }
  memmove (slots + to - at, slots + from, at * sizeof *slots);
}

static void
mark_first (FoyerRosterOrder *self, const Comparison *with, guint at)
{
  guint slot = FOYER_ORDER_SLOT (self->slots[at]);

  self->slots[at] = slot;
  if (at == 0 || compare_values (with->image, with->ranks, with->sort,
                                 FOYER_ORDER_SLOT (self->slots[at - 1]), slot) != 0)
    self->slots[at] |= FOYER_ORDER_NEW;
}

/**
 * foyer_roster_order_patch:
 * @self: an order of @image as it was before some of its rows changed
 * @image: the rows as they are now
 * @ranks: the order of the tiers, unchanged
 * @changed: (array length=n_changed): the slots that changed or are new, each once
 * @n_changed: how many; few
 *
 * Moves the changed rows to where they belong now. One pass over the order, and a few comparisons
 * per changed row.
 */
void
foyer_roster_order_patch (FoyerRosterOrder *self,
                          const FoyerRosterImage *image,
                          const FoyerTierRanks ranks,
                          const guint32 *changed,
                          guint n_changed)
{
  Comparison comparison = { image, ranks, self->sort };
  g_autofree guint64 *is_changed = g_new0 (guint64, FOYER_BITS_WORDS (image->n_rows) + 1);
  g_autofree guint32 *sorted = g_memdup2 (changed, n_changed * sizeof *changed);
  g_autofree guint32 *places = g_new (guint32, n_changed + 1);
  guint n_kept, n_empty, n_new = 0;

  for (guint i = 0; i < n_changed; i++)
    FOYER_BITS_ADD (is_changed, changed[i]);
  n_kept = take_out (self->slots, self->n_filled, is_changed);
  n_empty = take_out (self->slots + self->n_filled, self->n - self->n_filled, is_changed);
  memmove (self->slots + n_kept, self->slots + self->n_filled, n_empty * sizeof *self->slots);

  g_qsort_with_data (sorted, n_changed, sizeof *sorted, compare_cb, &comparison);
  while (n_new < n_changed && has_value (image, ranks, self->sort, sorted[n_new]))
    n_new++;
  for (guint i = 0; i < n_changed; i++)
    places[i] = i < n_new ? find_place (&comparison, self->slots, n_kept, sorted[i])
                          : find_place (&comparison, self->slots + n_kept, n_empty, sorted[i]);

  self->n = image->n_rows;
  self->slots = g_renew (guint32, self->slots, MAX (self->n, 1));
  put_in (self->slots, n_kept, n_empty, self->n, sorted + n_new, places + n_new, n_changed - n_new);
  put_in (self->slots, 0, n_kept, n_kept + n_new, sorted, places, n_new);
  self->n_filled = n_kept + n_new;

  for (guint i = 0; i < n_new; i++)
    {
      mark_first (self, &comparison, places[i] + i);
      if (places[i] + i + 1 < self->n_filled)
        mark_first (self, &comparison, places[i] + i + 1);
    }
}
