/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-match.h"

#include <string.h>

#include "foyer-text.h"

#define MAX_HITS  12
#define MAX_WORDS 16
/* When at most one row in so many is left, looking at each beats a scan. */
#define FEW 8

/* What one word found in one text. Never changed once made. */
typedef struct
{
  char *word; /* (owned) */
  guint text;
  guint n_rows;
  guint n_hits;
  guint64 *bits; /* (owned) */
} Hits;

struct _FoyerRosterMatcher
{
  GMutex lock;
  Hits *hits[MAX_HITS]; /* (owned) (nullable), the last used first */
};

static void
hits_clear (gpointer data)
{
  Hits *self = data;

  g_free (self->word);
  g_free (self->bits);
}

static void
hits_unref (Hits *self)
{
  g_atomic_rc_box_release_full (self, hits_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hits, hits_unref)

static guint
count_bits (const guint64 *bits, guint n_rows)
{
  guint n = 0;

  for (gsize i = 0; i < FOYER_BITS_WORDS (n_rows); i++)
    n += __builtin_popcountll (bits[i]);
  return n;
}

/**
 * foyer_roster_matcher_new:
 *
 * Returns: (transfer full): a matcher, for one image at a time; any threads may share it
 */
FoyerRosterMatcher *
foyer_roster_matcher_new (void)
{
  FoyerRosterMatcher *self = g_new0 (FoyerRosterMatcher, 1);

  g_mutex_init (&self->lock);
  return self;
}

/**
 * foyer_roster_matcher_free:
 * @self: (transfer full): a matcher
 */
void
foyer_roster_matcher_free (FoyerRosterMatcher *self)
{
  foyer_roster_matcher_forget (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * foyer_roster_matcher_forget:
 * @self: a matcher
 *
 * To be called after a text changed.
 */
void
foyer_roster_matcher_forget (FoyerRosterMatcher *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < MAX_HITS; i++)
    g_clear_pointer (&self->hits[i], hits_unref);
  g_mutex_unlock (&self->lock);
}

/* The hits of this very word, or else the fewest of a part of it: whoever has the word has the
 * part. */
static Hits *
recall (FoyerRosterMatcher *self, guint text, const char *word)
{
  Hits *best = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < MAX_HITS && self->hits[i] != NULL; i++)
    {
      Hits *hits = self->hits[i];

      if (hits->text == text && strstr (word, hits->word) != NULL &&
          (best == NULL || hits->n_hits < best->n_hits || g_str_equal (hits->word, word)))
        best = hits;
      if (best == hits && g_str_equal (hits->word, word))
        break;
    }
  if (best != NULL)
    g_atomic_rc_box_acquire (best);
  g_mutex_unlock (&self->lock);
  return best;
}

static void
remember (FoyerRosterMatcher *self, Hits *hits)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->hits[MAX_HITS - 1], hits_unref);
  memmove (self->hits + 1, self->hits, (MAX_HITS - 1) * sizeof *self->hits);
  self->hits[0] = g_atomic_rc_box_acquire (hits);
  g_mutex_unlock (&self->lock);
}

/* Rows whose text is in the tail are looked at one by one. */
static void
match_patched (const FoyerRosterImage *image, guint text, const char *word, guint64 *bits)
{
  GHashTableIter iter;
  gpointer key;
  gsize word_length = strlen (word);

  g_hash_table_iter_init (&iter, image->patches);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint slot = GPOINTER_TO_UINT (key);
      gsize length;
      const char *line = foyer_roster_image_line (image, text, slot, &length);

      if (foyer_scan_find (line, line + length, word, word_length) != NULL)
        FOYER_BITS_ADD (bits, slot);
      else
        FOYER_BITS_DROP (bits, slot);
    }
}

static gboolean
match_word (const FoyerRosterImage *image,
            guint text,
            const char *word,
            const guint64 *among,
            guint64 *bits,
            GCancellable *cancellable)
{
  const FoyerRosterText *lines = &image->texts[text];
  FoyerScanRows rows = { lines->bytes, lines->starts, image->n_rows };
  gsize length = strlen (word);

  if (lines->length > 0)
    {
      gboolean is_done = among != NULL
                             ? foyer_scan_narrow (&rows, word, length, among, bits, cancellable)
                             : foyer_scan_rows (&rows, word, length, bits, cancellable);

      if (!is_done)
        return FALSE;
    }
  match_patched (image, text, word, bits);
  return TRUE;
}

static Hits *
find_hits (FoyerRosterMatcher *self,
           const FoyerRosterImage *image,
           guint text,
           const char *word,
           GCancellable *cancellable)
{
  g_autoptr (Hits) wider = recall (self, text, word);
  g_autoptr (Hits) hits = NULL;
  gboolean is_useful = wider != NULL && wider->n_hits <= image->n_rows / FEW;

  if (wider != NULL && g_str_equal (wider->word, word))
    return g_steal_pointer (&wider);

  hits = g_atomic_rc_box_new0 (Hits);
  hits->word = g_strdup (word);
  hits->text = text;
  hits->n_rows = image->n_rows;
  hits->bits = g_new0 (guint64, FOYER_BITS_WORDS (image->n_rows) + 1);
  if (!match_word (image, text, word, is_useful ? wider->bits : NULL, hits->bits, cancellable))
    return NULL;
  hits->n_hits = count_bits (hits->bits, image->n_rows);
  remember (self, hits);
  return g_steal_pointer (&hits);
}

static gboolean
looks_at_codes (const FoyerRosterImage *image, const char *word)
{
  return strlen (word) >= FOYER_ROSTER_LONG_WORD &&
         (image->texts[FOYER_ROSTER_CODES].length > 0 || g_hash_table_size (image->patches) > 0);
}

/* Leaves in bits only rows that hold the word. */
static gboolean
keep_word (FoyerRosterMatcher *self,
           const FoyerRosterImage *image,
           const char *word,
           guint64 *bits,
           GCancellable *cancellable)
{
  gsize n_words = FOYER_BITS_WORDS (image->n_rows);
  g_autofree guint64 *found = g_new0 (guint64, n_words + 1);
  gboolean is_few = count_bits (bits, image->n_rows) <= image->n_rows / FEW;

  for (guint text = FOYER_ROSTER_PEOPLE; text <= FOYER_ROSTER_CODES; text++)
    {
      g_autoptr (Hits) hits = NULL;

      if (text == FOYER_ROSTER_CODES && !looks_at_codes (image, word))
        continue;
      if (is_few)
        {
          g_autofree guint64 *part = g_new0 (guint64, n_words + 1);

          if (!match_word (image, text, word, bits, part, cancellable))
            return FALSE;
          for (gsize i = 0; i < n_words; i++)
            found[i] |= part[i];
          continue;
        }
      if ((hits = find_hits (self, image, text, word, cancellable)) == NULL)
        return FALSE;
      for (gsize i = 0; i < n_words; i++)
        found[i] |= hits->bits[i];
    }
  for (gsize i = 0; i < n_words; i++)
    bits[i] &= found[i];
  return TRUE;
}

static gboolean
fits_time (const FoyerRosterQuery *query, gint64 arrival)
{
  return arrival != FOYER_NONE &&
         (query->arrived_from == FOYER_NONE || arrival >= query->arrived_from) &&
         (query->arrived_to == FOYER_NONE || arrival < query->arrived_to);
}

static guint64 *
filter (const FoyerRosterImage *image, const FoyerTierRanks ranks, const FoyerRosterQuery *query)
{
  guint64 *bits = g_new0 (guint64, FOYER_BITS_WORDS (image->n_rows) + 1);
  gboolean by_time = query->arrived_from != FOYER_NONE || query->arrived_to != FOYER_NONE;
  guint8 flag_fits[256], tier_fits[256];

  for (guint i = 0; i < 256; i++)
    {
      flag_fits[i] = (i & FOYER_FLAG_DEAD) == 0 &&
                     (query->states == 0 || (query->states >> (i & FOYER_FLAG_STATE)) & 1) &&
                     (!query->unprinted || (i & FOYER_FLAG_PRINTED) == 0);
      tier_fits[i] = query->tiers == 0 || (ranks[i] < 64 && (query->tiers >> ranks[i]) & 1);
    }
  for (guint slot = 0; slot < image->n_rows; slot++)
    {
      guint64 fits = flag_fits[image->flags[slot]] & tier_fits[image->tiers[slot]];

      bits[slot / 64] |= fits << (slot % 64);
    }
  for (guint slot = 0; by_time && slot < image->n_rows; slot++)
    if (!fits_time (query, image->arrivals[slot]))
      FOYER_BITS_DROP (bits, slot);
  return bits;
}

/**
 * foyer_roster_split_words:
 * @folded: folded text
 *
 * Splits what was typed into words. Control characters divide, too: they are never part of a row's
 * text.
 *
 * Returns: (transfer container) (element-type utf8): the words, the longest first
 */
GPtrArray *
foyer_roster_split_words (const char *folded)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *start = folded;

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c != 0 && !g_unichar_isspace (c) && c >= 0x20)
        continue;
      if (at > start && words->len < MAX_WORDS)
        {
          char *word = g_strndup (start, at - start);
          guint place = words->len;

          while (place > 0 && strlen (words->pdata[place - 1]) < strlen (word))
            place--;
          g_ptr_array_insert (words, place, word);
        }
      if (c == 0)
        return words;
      start = g_utf8_next_char (at);
    }
}

/* A long code that holds spaces is found by all of what was typed, too. */
static gboolean
add_phrase (const FoyerRosterImage *image,
            const char *folded,
            const guint64 *among,
            guint64 *bits,
            GCancellable *cancellable)
{
  g_autofree char *phrase = g_strstrip (g_strdup (folded));
  gsize n_words = FOYER_BITS_WORDS (image->n_rows);
  g_autofree guint64 *found = g_new0 (guint64, n_words + 1);

  if (!looks_at_codes (image, phrase))
    return TRUE;
  if (!match_word (image, FOYER_ROSTER_CODES, phrase, NULL, found, cancellable))
    return FALSE;
  for (gsize i = 0; i < n_words; i++)
    bits[i] |= found[i] & among[i];
  return TRUE;
}

/**
 * foyer_roster_matcher_run:
 * @self: a matcher
 * @image: the rows; nobody may change them meanwhile
 * @ranks: the place of each tier number of @image
 * @query: what is asked; its order is not looked at
 * @cancellable: (nullable): looked at now and then
 *
 * Finds the living rows in which every word of the query occurs somewhere in name, company, e-mail,
 * order number or code, and which pass the filters. In codes of more than 32 bytes, which are
 * random, only words of four bytes and more are looked for, and the whole of what was typed.
 *
 * Returns: (transfer full): a bit per row, or %NULL if it was cancelled
 */
guint64 *
foyer_roster_matcher_run (FoyerRosterMatcher *self,
                          const FoyerRosterImage *image,
                          const FoyerTierRanks ranks,
                          const FoyerRosterQuery *query,
                          GCancellable *cancellable)
{
  g_autofree char *folded = foyer_text_fold (query->text != NULL ? query->text : "", -1);
  g_autoptr (GPtrArray) words = foyer_roster_split_words (folded);
  g_autofree guint64 *passing = filter (image, ranks, query);
  g_autofree guint64 *bits = NULL;

  if (words->len == 0)
    return g_steal_pointer (&passing);
  bits = g_memdup2 (passing, (FOYER_BITS_WORDS (image->n_rows) + 1) * sizeof *bits);
  for (guint i = 0; i < words->len; i++)
    if (!keep_word (self, image, words->pdata[i], bits, cancellable))
      return NULL;
  if (words->len > 1 && !add_phrase (image, folded, passing, bits, cancellable))
    return NULL;
  return g_steal_pointer (&bits);
}
