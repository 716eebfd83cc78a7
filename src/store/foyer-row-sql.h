/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* The statements that every type of row needs, made of its description. Private to the layer.
 * Columns come as key, id, version, updated_at, deleted_at, then the type's own. */
#define FOYER_N_HEAD_COLUMNS 5

typedef enum
{
  FOYER_ROW_SQL_COLUMNS,    /* the list of columns alone */
  FOYER_ROW_SQL_GET,        /* ?1 key */
  FOYER_ROW_SQL_FIND,       /* ?1 id */
  FOYER_ROW_SQL_LIST,       /* all that live */
  FOYER_ROW_SQL_LIST_EVENT, /* ?1 event_id */
  FOYER_ROW_SQL_INSERT,     /* ?1 id, ?2 version, ?3 updated_at, then the type's own */
  FOYER_ROW_SQL_MARK,     /* ?1 deleted_at, ?2 updated_at, ?3 to ?4 keys, ?5 is it deleted before */
  FOYER_ROW_SQL_ALIVE,    /* ?1 to ?2 keys, ?3 deleted: the keys of those in order */
  FOYER_ROW_SQL_HEAD,     /* ?1 version, ?2 updated_at, ?3 key */
  FOYER_ROW_SQL_HOSTED,   /* ?1 to ?2 keys, ?3 server: the keys of those whose event lies there, in
                             order */
  FOYER_ROW_SQL_ISLANDS,  /* ?1 event_id, ?2 to ?3 keys: the first and last of each run of its keys
                           */
  FOYER_ROW_SQL_UNMARKED, /* ?1 event_id, ?2 number of the type: living rows without a load mark */
  FOYER_ROW_SQL_COUNT,    /* ?1 event_id: how many live */
  FOYER_ROW_SQL_ERASE,    /* ?1 event_id: for ever */
  FOYER_N_ROW_SQLS,
} FoyerRowSql;

/* All types, by number; NULL-terminated. */
const FoyerRowType *const *foyer_row_types (void);
const FoyerRowType *foyer_row_type_from_number (gint64 number);
const char *foyer_row_sql (const FoyerRowType *type, FoyerRowSql kind);
/* ?1 updated_at, ?2 key, then for each column of the set its new value and the value expected
 * before. */
char *foyer_row_sql_update (const FoyerRowType *type, FoyerColumnSet set);

int foyer_row_bind (sqlite3_stmt *statement,
                    int parameter,
                    gconstpointer row,
                    const FoyerColumn *column);
void foyer_row_take (sqlite3_stmt *statement, int result, gpointer row, const FoyerColumn *column);

G_END_DECLS
