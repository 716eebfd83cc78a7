/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-csv-dialect.h"
#include "foyer-csv-reader.h"

#include <string.h>

#define MAX_COUNTED 256

/* “sep=;” and a line end, perhaps in quotes, perhaps behind a byte order mark. */
static gboolean
find_sep_line (const char *text, gsize length, char *separator)
{
  const char *end = text + length;

  if (end - text >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  if (text < end && *text == '"')
    text++;
  if (end - text < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0 || (guint8) text[4] >= 0x80)
    return FALSE;
  *separator = text[4];
  text += 5;
  if (text < end && *text == '"')
    text++;
  return text == end || *text == '\r' || *text == '\n';
}

/* How well a separator explains the sample: the share of records that have as many cells as most,
 * and whether the first has. */
static double
rate_separator (const char *text, gsize length, gboolean is_whole, char separator, guint *n_columns)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, length, NULL);
  g_autoptr (FoyerCsvReader) reader = foyer_csv_reader_new (stream, separator);
  guint counts[MAX_COUNTED] = { 0 }, n_records = 0, n_flaws = 0, first = 0, best = 1;
  FoyerCsvRecord record;

  while (foyer_csv_reader_next (reader, &record, NULL, NULL))
    {
      gboolean is_cut = !is_whole && foyer_csv_reader_get_offset (reader) >= (goffset) length;

      if (record.n_cells == 0 || (is_cut && n_records > 0))
        continue;
      if (n_records++ == 0)
        first = record.n_cells;
      counts[MIN (record.n_cells, MAX_COUNTED - 1)]++;
      n_flaws += (record.flaws & FOYER_CSV_UNCLOSED_QUOTE) != 0;
    }

  for (guint i = 2; i < MAX_COUNTED; i++)
    if (counts[i] >= counts[best] || best == 1)
      best = counts[i] > 0 ? i : best;
  *n_columns = best;
  if (best < 2 || n_records == 0)
    return 0;
  return (counts[best] - 0.5 * MIN (n_flaws, counts[best])) / n_records +
         (first == best ? 0.5 : 0) + 0.001 * MIN (best, 50);
}

/**
 * foyer_csv_dialect_sniff:
 * @text: the beginning of a table, UTF-8
 * @length: its bytes
 * @is_whole: whether that is all of it
 * @dialect: (out caller-allocates): how it is written
 *
 * A “sep=” line is believed; else the separator wins under which most records have the same number
 * of cells.
 */
void
foyer_csv_dialect_sniff (const char *text,
                         gsize length,
                         gboolean is_whole,
                         FoyerCsvDialect *dialect)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  double best = 0;

  *dialect = (FoyerCsvDialect){ .separator = ',', .n_columns = 1 };
  if (find_sep_line (text, length, &dialect->separator))
    {
      const char *line_end = memchr (text, '\n', length);
      gsize skipped = line_end != NULL ? (gsize) (line_end + 1 - text) : length;

      dialect->has_sep_line = TRUE;
      rate_separator (text + skipped, length - skipped, is_whole, dialect->separator,
                      &dialect->n_columns);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint n_columns;
      double rating = rate_separator (text, length, is_whole, candidates[i], &n_columns);

      if (rating > best)
        {
          best = rating;
          dialect->separator = candidates[i];
          dialect->n_columns = n_columns;
        }
    }
}
