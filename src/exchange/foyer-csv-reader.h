/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A cell of the record last read: UTF-8, not terminated. Valid until the next call of the reader. */
typedef struct
{
  const char *text;
  gsize       length;
} FoyerCell;

/* What is wrong with a record. It is still read, as well as can be. */
typedef enum
{
  FOYER_CSV_UNCLOSED_QUOTE = 1 << 0, /* a quotation mark opens a cell and never closes it: taken as a letter */
  FOYER_CSV_NUL_BYTE       = 1 << 1,
  FOYER_CSV_TOO_LONG       = 1 << 2, /* longer than FOYER_CSV_MAX_RECORD: the rest of the record was dropped */
  FOYER_CSV_NOT_TEXT       = 1 << 3, /* bytes that are no UTF-8; each became a question mark */
} FoyerCsvFlaws;

typedef struct
{
  gint64           row;     /* as a spreadsheet numbers it: records from 1, empty ones count, quoted line ends do not */
  const FoyerCell *cells;
  guint            n_cells; /* 0 for an empty line */
  FoyerCsvFlaws    flaws;
} FoyerCsvRecord;

#define FOYER_CSV_MAX_RECORD (1024 * 1024)   /* bytes */
#define FOYER_CSV_MAX_QUOTED (64 * 1024)     /* bytes of a quoted cell, more is an unclosed quote */

/* Reads RFC 4180 and what is sent in its name, one record at a time, from a stream of UTF-8. Memory does not grow with the file. */
typedef struct _FoyerCsvReader FoyerCsvReader;

FoyerCsvReader *foyer_csv_reader_new        (GInputStream    *utf8,
                                             char             separator);
/* TRUE with a record; FALSE at the end (no error) or with error. */
gboolean        foyer_csv_reader_next       (FoyerCsvReader  *self,
                                             FoyerCsvRecord  *record,
                                             GCancellable    *cancellable,
                                             GError         **error);
/* Bytes of the stream that the records so far took. */
goffset         foyer_csv_reader_get_offset (FoyerCsvReader  *self);
void            foyer_csv_reader_free       (FoyerCsvReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCsvReader, foyer_csv_reader_free)

G_END_DECLS
