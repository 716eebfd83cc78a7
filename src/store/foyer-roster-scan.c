/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Substring search by brute force, 16 places a step.
 *
 * A word begins at a place when its first byte stands there and its last byte stands length - 1
 * further on. Both are compared for 16 neighbouring places at once; only where both fit the bytes
 * between are looked at. No index can be stale, two letters and any script cost the same, and a
 * million rows fit in a few milliseconds of memory bandwidth. */
#include "foyer-roster-scan.h"

#include <string.h>

#ifdef __SSE2__
#  include <emmintrin.h>
#endif

/* Rows looked at between two looks at the cancellable. */
#define BLOCK_ROWS 16384

/**
 * foyer_scan_find:
 * @from: where to begin
 * @to: where to end; %FOYER_SCAN_PADDING bytes from here on can be read
 * @word: what to look for, no terminator needed
 * @length: bytes of @word, at least 1
 *
 * Finds the first place of a word. Any thread.
 *
 * Returns: (transfer none) (nullable): where it begins
 */
const char *
foyer_scan_find (const char *from, const char *to, const char *word, gsize length)
{
  const char *stop;

  if (to - from < (gssize) length)
    return NULL;
  stop = to - length + 1;

#ifdef __SSE2__
  const __m128i first = _mm_set1_epi8 (word[0]);
  const __m128i last = _mm_set1_epi8 (word[length - 1]);

  for (const char *place = from; place < stop; place += 16)
    {
      __m128i starts = _mm_loadu_si128 ((const __m128i *) place);
      __m128i ends = _mm_loadu_si128 ((const __m128i *) (place + length - 1));
      guint fits = _mm_movemask_epi8 (
          _mm_and_si128 (_mm_cmpeq_epi8 (starts, first), _mm_cmpeq_epi8 (ends, last)));

      for (; fits != 0; fits &= fits - 1)
        {
          const char *hit = place + __builtin_ctz (fits);

          if (hit >= stop)
            return NULL;
          if (length <= 2 || memcmp (hit + 1, word + 1, length - 2) == 0)
            return hit;
        }
    }
  return NULL;
#else
  while (from < stop)
    {
      const char *hit = memchr (from, word[0], stop - from);

      if (hit == NULL || memcmp (hit, word, length) == 0)
        return hit;
      from = hit + 1;
    }
  return NULL;
#endif
}

/* The row that holds the byte at; it is row or a later one. Hits are mostly near each other:
 * gallop, then halve. */
static guint
row_of (const FoyerScanRows *rows, guint row, guint32 at)
{
  guint step = 1;
  guint low = row;
  guint high = row + 1;

  while (high < rows->n_rows && rows->starts[high] <= at)
    {
      low = high;
      high = MIN (high + step, rows->n_rows);
      step *= 2;
    }
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (rows->starts[middle] <= at)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
scan_block (const FoyerScanRows *rows,
            guint row,
            guint end,
            const char *word,
            gsize length,
            guint64 *hits)
{
  const char *to = rows->bytes + rows->starts[end];

  while (row < end)
    {
      const char *hit = foyer_scan_find (rows->bytes + rows->starts[row], to, word, length);

      if (hit == NULL)
        return;
      row = row_of (rows, row, hit - rows->bytes);
      FOYER_BITS_ADD (hits, row);
      row++;
    }
}

/**
 * foyer_scan_rows:
 * @rows: the text
 * @word: what to look for; without the byte that ends a row
 * @length: bytes of @word, at least 1
 * @hits: (inout): gets the rows that hold the word added
 * @cancellable: (nullable): looked at every few thousand rows
 *
 * Looks through all rows. Any thread.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
foyer_scan_rows (const FoyerScanRows *rows,
                 const char *word,
                 gsize length,
                 guint64 *hits,
                 GCancellable *cancellable)
{
  for (guint row = 0; row < rows->n_rows; row += BLOCK_ROWS)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      scan_block (rows, row, MIN (row + BLOCK_ROWS, rows->n_rows), word, length, hits);
    }
  return TRUE;
}

/**
 * foyer_scan_narrow:
 * @rows: the text
 * @word: what to look for
 * @length: bytes of @word, at least 1
 * @among: the only rows to look at
 * @hits: (inout): gets the rows that hold the word added
 * @cancellable: (nullable): looked at every few thousand rows
 *
 * Looks through those rows that an earlier, wider search has left. Any thread.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
foyer_scan_narrow (const FoyerScanRows *rows,
                   const char *word,
                   gsize length,
                   const guint64 *among,
                   guint64 *hits,
                   GCancellable *cancellable)
{
  gsize n_words = FOYER_BITS_WORDS (rows->n_rows);

  for (gsize n = 0; n < n_words; n++)
    {
      if (n % (BLOCK_ROWS / 64) == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;

      for (guint64 left = among[n]; left != 0; left &= left - 1)
        {
          guint row = n * 64 + __builtin_ctzll (left);

          if (row < rows->n_rows &&
              foyer_scan_find (rows->bytes + rows->starts[row], rows->bytes + rows->starts[row + 1],
                               word, length) != NULL)
            FOYER_BITS_ADD (hits, row);
        }
    }
  return TRUE;
}
