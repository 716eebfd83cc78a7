/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a table of text is written. */
typedef struct
{
  char     separator;
  gboolean has_sep_line; /* “sep=;” stands above everything, as spreadsheets write it; no row of the table */
  guint    n_columns;    /* cells of most records */
} FoyerCsvDialect;

#define FOYER_CSV_DIALECT_SAMPLE (64 * 1024)

void foyer_csv_dialect_sniff (const char      *text,
                              gsize            length,
                              gboolean         is_whole,
                              FoyerCsvDialect *dialect);

G_END_DECLS
