/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stable sorting of 64-bit prefixes: many are first dealt into 65 536 heaps by their first two
 * bytes that differ, so that what is left fits the processor's cache; heaps are sorted byte by byte
 * from the last, small ones by merging. */
#include "foyer-roster-order.h"

#include <string.h>

#define INSERT_MAX 16
#define MERGE_MAX  768
#define DEAL_MIN   (1 << 16)
#define N_HEAPS    (1 << 16)

static void
insert_sort (FoyerSortEntry *entries, guint n)
{
  for (guint i = 1; i < n; i++)
    {
      FoyerSortEntry entry = entries[i];
      guint at = i;

      for (; at > 0 && entries[at - 1].prefix > entry.prefix; at--)
        entries[at] = entries[at - 1];
      entries[at] = entry;
    }
}

static void
merge_sort (FoyerSortEntry *entries, FoyerSortEntry *spare, guint n)
{
  guint middle = n / 2;
  guint left = 0;
  guint right = middle;

  if (n <= INSERT_MAX)
    {
      insert_sort (entries, n);
      return;
    }
  merge_sort (entries, spare, middle);
  merge_sort (entries + middle, spare, n - middle);
  if (entries[middle - 1].prefix <= entries[middle].prefix)
    return;

  memcpy (spare, entries, middle * sizeof *entries);
  for (guint to = 0; left < middle; to++)
    {
      if (right < n && entries[right].prefix < spare[left].prefix)
        entries[to] = entries[right++];
      else
        entries[to] = spare[left++];
    }
}

/* The bits in which the prefixes are not all the same. */
static guint64
differing_bits (const FoyerSortEntry *entries, guint n)
{
  guint64 bits = 0;

  for (guint i = 1; i < n; i++)
    bits |= entries[i].prefix ^ entries[0].prefix;
  return bits;
}

/* Byte by byte from the last; bytes that are everywhere the same cost nothing. */
static void
byte_sort (FoyerSortEntry *entries, FoyerSortEntry *spare, guint n, guint64 bits)
{
  FoyerSortEntry *from = entries;
  FoyerSortEntry *to = spare;

  for (guint shift = 0; shift < 64; shift += 8)
    {
      guint places[256] = { 0 };
      guint sum = 0;
      FoyerSortEntry *other = from;

      if (((bits >> shift) & 0xff) == 0)
        continue;
      for (guint i = 0; i < n; i++)
        places[(from[i].prefix >> shift) & 0xff]++;
      for (guint i = 0; i < 256; i++)
        {
          guint count = places[i];

          places[i] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[places[(from[i].prefix >> shift) & 0xff]++] = from[i];
      from = to;
      to = other;
    }
  if (from != entries)
    memcpy (entries, from, n * sizeof *entries);
}

static void
sort_heap (FoyerSortEntry *entries, FoyerSortEntry *spare, guint n)
{
  if (n <= MERGE_MAX)
    merge_sort (entries, spare, n);
  else
    byte_sort (entries, spare, n, differing_bits (entries, n));
}

static void
deal_sort (FoyerSortEntry *entries, FoyerSortEntry *spare, guint n, guint shift)
{
  g_autofree guint *ends = g_new0 (guint, N_HEAPS);
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    ends[(entries[i].prefix >> shift) % N_HEAPS]++;
  for (guint i = 0; i < N_HEAPS; i++)
    {
      guint count = ends[i];

      ends[i] = sum;
      sum += count;
    }
  for (guint i = 0; i < n; i++)
    spare[ends[(entries[i].prefix >> shift) % N_HEAPS]++] = entries[i];

  for (guint i = 0, start = 0; i < N_HEAPS; start = ends[i], i++)
    {
      guint count = ends[i] - start;

      if (count > 1)
        sort_heap (spare + start, entries + start, count);
    }
  memcpy (entries, spare, n * sizeof *entries);
}

/**
 * foyer_sort_entries:
 * @entries: (inout) (array length=n): what to sort by prefix
 * @spare: room for as many
 * @n: how many
 *
 * Sorts entries; equal ones keep their order. Any thread.
 */
void
foyer_sort_entries (FoyerSortEntry *entries, FoyerSortEntry *spare, guint n)
{
  guint64 bits;
  guint top;

  if (n < DEAL_MIN)
    {
      sort_heap (entries, spare, n);
      return;
    }
  bits = differing_bits (entries, n);
  top = bits == 0 ? 0 : 64 - __builtin_clzll (bits);
  if (top <= 16)
    byte_sort (entries, spare, n, bits);
  else
    deal_sort (entries, spare, n, top - 16);
}
