/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-csv-reader.h"
#include "foyer-text-encoding.h"

#include <string.h>

#define CHUNK            (256 * 1024)
#define MAX_CELLS        4096
#define MAX_QUOTED_LINES 200

/* The buffer holds a window of the stream; the record that is being read begins at pos.
 *
 *   buffer: ……done……│pos: one record …………│ more ……│ free
 *                                               end         capacity
 *
 * A record that ends beyond the window is read again from its beginning once more of the stream is
 * there; so nothing of the parser's state needs to survive a fill. Doubled quotes are halved in
 * place, last, when the record is known to be whole. */
struct _FoyerCsvReader
{
  GInputStream *stream;
  char separator;
  gboolean is_special[256]; /* what ends an unquoted cell */
  char *buffer;
  gsize capacity;
  gsize pos;
  gsize end;
  gboolean at_eof;
  gboolean is_dropping; /* the rest of a record that was too long */
  gboolean has_begun;
  goffset offset; /* of buffer[0] in the stream */
  gint64 row;
  GArray *cells;   /* FoyerCell */
  GArray *doubled; /* guint: cells in which quotes are doubled */
};

typedef enum
{
  RECORD_WHOLE,
  RECORD_CUT, /* the window ends inside it */
} RecordState;

static inline gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Whether a quoted cell may end at p: blanks, then a separator or the end of the record. */
static const char *
find_end_after_quote (FoyerCsvReader *self, const char *p, const char *limit)
{
  while (p < limit && *p == ' ' && self->separator != ' ')
    p++;
  if (p == limit || *p == self->separator || is_line_end (*p))
    return p;
  return NULL;
}

static gboolean
crosses_line (const char *from, const char *to)
{
  return memchr (from, '\n', to - from) != NULL || memchr (from, '\r', to - from) != NULL;
}

static gboolean
has_too_many_lines (const char *from, const char *to)
{
  guint n = 0;

  while ((from = memchr (from, '\n', to - from)) != NULL && ++n <= MAX_QUOTED_LINES)
    from++;
  return n > MAX_QUOTED_LINES;
}

typedef enum
{
  QUOTED_CLOSED,
  QUOTED_LITERAL,  /* the quotes are letters */
  QUOTED_UNCLOSED, /* so is this one, and that is a flaw */
  QUOTED_CUT,
} QuotedState;

/* p stands behind the opening quote. A closing quote is followed by the end of the cell; if it is
 * not, and no line was crossed, somebody put quotes around a nickname; if lines were crossed, the
 * cell was never closed and we are in the next one's quotes. */
static QuotedState
scan_quoted (FoyerCsvReader *self,
             const char *p,
             const char *limit,
             gboolean is_final,
             FoyerCell *cell,
             gboolean *is_doubled,
             const char **after)
{
  const char *start = p;

  *is_doubled = FALSE;
  for (;;)
    {
      gsize reach = MIN (limit - p, FOYER_CSV_MAX_QUOTED - (p - start));
      const char *quote = reach > 0 ? memchr (p, '"', reach) : NULL;

      if (quote == NULL)
        return limit - start >= FOYER_CSV_MAX_QUOTED || is_final ? QUOTED_UNCLOSED : QUOTED_CUT;
      if (quote + 1 == limit && !is_final)
        return QUOTED_CUT;
      if (quote + 1 < limit && quote[1] == '"')
        {
          *is_doubled = TRUE;
          p = quote + 2;
          if (p - start >= FOYER_CSV_MAX_QUOTED)
            return QUOTED_UNCLOSED;
          continue;
        }
      *after = find_end_after_quote (self, quote + 1, limit);
      if (*after == NULL)
        return crosses_line (start, quote) ? QUOTED_UNCLOSED : QUOTED_LITERAL;
      if (*after == limit && !is_final)
        return QUOTED_CUT;
      if (has_too_many_lines (start, quote))
        return QUOTED_UNCLOSED;
      cell->text = start;
      cell->length = quote - start;
      return QUOTED_CLOSED;
    }
}

/* Quotes around a cell that has more of them inside, not doubled: "Umbrella "Labs" GmbH". */
static void
strip_sloppy_quotes (FoyerCell *cell)
{
  if (cell->length >= 2 && cell->text[0] == '"' && cell->text[cell->length - 1] == '"')
    {
      cell->text++;
      cell->length -= 2;
    }
}

static const char *
skip_blanks (FoyerCsvReader *self, const char *p, const char *limit)
{
  while (p < limit && *p == ' ' && self->separator != ' ')
    p++;
  return p;
}

/* One cell at *p; on return *p stands on what ended it. */
static RecordState
parse_cell (FoyerCsvReader *self,
            const char **p,
            const char *limit,
            gboolean is_final,
            FoyerCsvFlaws *flaws)
{
  FoyerCell cell = { *p, 0 };
  const char *quote = skip_blanks (self, *p, limit), *q;
  gboolean is_sloppy = FALSE;

  if (quote < limit && *quote == '"')
    {
      gboolean is_doubled;
      QuotedState state = scan_quoted (self, quote + 1, limit, is_final, &cell, &is_doubled, p);

      if (state == QUOTED_CUT)
        return RECORD_CUT;
      if (state == QUOTED_CLOSED)
        {
          if (is_doubled)
            g_array_append_val (self->doubled, self->cells->len);
          g_array_append_val (self->cells, cell);
          return RECORD_WHOLE;
        }
      if (state == QUOTED_UNCLOSED)
        *flaws |= FOYER_CSV_UNCLOSED_QUOTE;
      is_sloppy = state == QUOTED_LITERAL;
      cell.text = quote;
    }

  q = cell.text;
  while (q < limit && !self->is_special[(guint8) *q])
    q++;
  *p = q;
  if (q == limit && !is_final)
    return RECORD_CUT;
  cell.length = q - cell.text;
  if (is_sloppy)
    strip_sloppy_quotes (&cell);
  g_array_append_val (self->cells, cell);
  return RECORD_WHOLE;
}

/* Reads the record in [pos, limit); *next stands behind its line end. is_final: nothing follows
 * limit. */
static RecordState
parse_record (FoyerCsvReader *self,
              const char *limit,
              gboolean is_final,
              const char **next,
              FoyerCsvFlaws *flaws)
{
  const char *p = self->buffer + self->pos;

  g_array_set_size (self->cells, 0);
  g_array_set_size (self->doubled, 0);
  *flaws = 0;

  for (;;)
    {
      if (self->cells->len == MAX_CELLS)
        {
          *flaws |= FOYER_CSV_TOO_LONG;
          *next = p;
          return RECORD_WHOLE;
        }
      if (parse_cell (self, &p, limit, is_final, flaws) == RECORD_CUT)
        return RECORD_CUT;
      if (p == limit || *p != self->separator)
        break;
      p++;
    }

  if (p < limit && *p == '\r')
    {
      if (p + 1 == limit && !is_final)
        return RECORD_CUT;
      p += p + 1 < limit && p[1] == '\n' ? 2 : 1;
    }
  else if (p < limit)
    p++;
  *next = p;
  return RECORD_WHOLE;
}

static void
halve_quotes (FoyerCell *cell)
{
  char *to = (char *) cell->text;
  const char *from = cell->text, *end = cell->text + cell->length;

  while (from < end)
    {
      const char *quote = memchr (from, '"', end - from);
      gsize length = quote != NULL ? quote + 1 - from : end - from;

      memmove (to, from, length);
      to += length;
      from += length;
      if (quote != NULL && from < end && *from == '"')
        from++;
    }
  cell->length = to - cell->text;
}

/* Makes the record's bytes valid UTF-8; returns whether they were not. */
static gboolean
mend_text (char *text, gsize length)
{
  gboolean was_bad = FALSE, is_cut;
  gsize done = 0;

  while ((done += foyer_utf8_valid_length (text + done, length - done, &is_cut)) < length)
    {
      text[done++] = '?';
      was_bad = TRUE;
    }
  return was_bad;
}

static void
finish_record (FoyerCsvReader *self, const char *next, FoyerCsvFlaws flaws, FoyerCsvRecord *record)
{
  char *start = self->buffer + self->pos;
  gsize length = next - start;

  if (memchr (start, '\0', length) != NULL)
    flaws |= FOYER_CSV_NUL_BYTE;
  if (mend_text (start, length))
    flaws |= FOYER_CSV_NOT_TEXT;
  for (guint i = 0; i < self->doubled->len; i++)
    halve_quotes (&g_array_index (self->cells, FoyerCell, g_array_index (self->doubled, guint, i)));

  record->row = ++self->row;
  record->cells = (const FoyerCell *) self->cells->data;
  record->n_cells = self->cells->len;
  record->flaws = flaws;
  if (record->n_cells == 1 && record->cells[0].length == 0 && (length == 0 || is_line_end (*start)))
    record->n_cells = 0;
  self->pos = next - self->buffer;
}

/* Moves what is left to the front and reads on. */
static gboolean
fill (FoyerCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize left = self->end - self->pos, got = 0;

  if (left > 0)
    memmove (self->buffer, self->buffer + self->pos, left);
  self->offset += self->pos;
  self->pos = 0;
  self->end = left;
  if (self->capacity - left < CHUNK)
    {
      self->capacity = left + CHUNK;
      self->buffer = g_realloc (self->buffer, self->capacity);
    }

  if (!g_input_stream_read_all (self->stream, self->buffer + left, CHUNK, &got, cancellable,
                                &local_error) &&
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->end += got;
  self->at_eof = got < CHUNK;
  if (!self->has_begun && self->end >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    self->pos = 3;
  self->has_begun = TRUE;
  return TRUE;
}

/* Goes to the end of the line that was too long; FALSE when it is not in the window. */
static gboolean
drop_line (FoyerCsvReader *self)
{
  const char *start = self->buffer + self->pos;
  const char *end = memchr (start, '\n', self->end - self->pos);

  if (end == NULL)
    {
      self->pos = self->end;
      return self->at_eof;
    }
  self->pos = end + 1 - self->buffer;
  return TRUE;
}

/**
 * foyer_csv_reader_new:
 * @utf8: the text, a byte order mark at its beginning is passed over
 * @separator: what stands between two cells, one ASCII character
 *
 * Returns: (transfer full): a reader that stands before the first record
 */
FoyerCsvReader *
foyer_csv_reader_new (GInputStream *utf8, char separator)
{
  FoyerCsvReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (utf8), NULL);

  self = g_new0 (FoyerCsvReader, 1);
  self->stream = g_object_ref (utf8);
  self->separator = separator;
  self->is_special[(guint8) separator] = TRUE;
  self->is_special['\n'] = TRUE;
  self->is_special['\r'] = TRUE;
  self->cells = g_array_new (FALSE, FALSE, sizeof (FoyerCell));
  self->doubled = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/**
 * foyer_csv_reader_next:
 * @self: the reader
 * @record: (out caller-allocates): the next record, borrowed until the next call
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Whatever the bytes are, each of them belongs to one record: flaws are told, they never end the
 * reading.
 *
 * Returns: TRUE with a record, FALSE at the end or with error
 */
gboolean
foyer_csv_reader_next (FoyerCsvReader *self,
                       FoyerCsvRecord *record,
                       GCancellable *cancellable,
                       GError **error)
{
  for (;;)
    {
      gboolean is_full = self->end - self->pos >= FOYER_CSV_MAX_RECORD;
      FoyerCsvFlaws flaws;
      const char *next;

      if (self->is_dropping)
        self->is_dropping = !drop_line (self);
      if (!self->is_dropping && self->pos < self->end &&
          parse_record (self, self->buffer + self->end, self->at_eof || is_full, &next, &flaws) ==
              RECORD_WHOLE)
        {
          if (is_full && next == self->buffer + self->end && !self->at_eof &&
              !is_line_end (next[-1]))
            flaws |= FOYER_CSV_TOO_LONG;
          self->is_dropping = (flaws & FOYER_CSV_TOO_LONG) != 0;
          finish_record (self, next, flaws, record);
          return TRUE;
        }
      if (self->at_eof)
        return FALSE;
      if (!fill (self, cancellable, error))
        return FALSE;
    }
}

/**
 * foyer_csv_reader_get_offset:
 * @self: the reader
 *
 * Returns: the bytes of UTF-8 that the records so far took
 */
goffset
foyer_csv_reader_get_offset (FoyerCsvReader *self)
{
  return self->offset + self->pos;
}

/**
 * foyer_csv_reader_free:
 * @self: (transfer full): the reader
 */
void
foyer_csv_reader_free (FoyerCsvReader *self)
{
  g_object_unref (self->stream);
  g_array_unref (self->cells);
  g_array_unref (self->doubled);
  g_free (self->buffer);
  g_free (self);
}
