/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-json-scanner.h"
#include "foyer-row.h"

G_BEGIN_DECLS

/* The columns of a type that a server knows. */
FoyerColumnSet foyer_row_json_columns (const FoyerRowType *type);
/* Reads an object into a new row's head and columns; present: those that it had. */
gboolean foyer_row_json_read (FoyerJsonScanner *scanner, gpointer row, FoyerColumnSet *present);
/* Appends an object: the id, and the columns of the set. */
void foyer_row_json_write (GString *json, gconstpointer row, FoyerColumnSet set);
/* The same without the id; extra: (nullable): members that come first, such as “"a": 1”. */
void foyer_row_json_write_columns (GString *json,
                                   gconstpointer row,
                                   FoyerColumnSet set,
                                   const char *extra);
/* A value of one column as it stands in JSON. */
gboolean
foyer_row_json_read_column (FoyerJsonScanner *scanner, gpointer row, const FoyerColumn *column);
void foyer_row_json_append_time (GString *json, gint64 instant);
void foyer_row_json_append_id (GString *json, const FoyerUuid *id);
/* PostgreSQL's timestamptz as PostgREST writes it. */
gboolean foyer_row_json_parse_time (const char *text, gsize length, gint64 *instant);
void foyer_row_json_append_text (GString *json, const char *text);

G_END_DECLS
