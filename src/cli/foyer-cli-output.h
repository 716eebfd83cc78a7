/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_CLI_TEXT,
  FOYER_CLI_NUMBER, /* to the right */
  FOYER_CLI_TIME,   /* to the minute, without the offset */
} FoyerCliCell;

typedef struct
{
  const char  *key;   /* the object's member */
  const char  *title; /* translated when shown */
  FoyerCliCell cell;
} FoyerCliColumn;

/* Rows that are printed as they come: objects with --json, else a table whose widths the first rows decide. */
typedef struct _FoyerCliTable FoyerCliTable;

FoyerCliTable *foyer_cli_table_new    (FoyerCli             *self,
                                       const FoyerCliColumn *columns,
                                       guint                 n_columns);
void           foyer_cli_table_add    (FoyerCliTable        *self,
                                       JsonObject           *row); /* (transfer full) */
/* Prints what waits. FALSE: standard output took no more. */
gboolean       foyer_cli_table_end    (FoyerCliTable        *self,
                                       GError              **error);
void           foyer_cli_table_free   (FoyerCliTable        *self);

/* One object a line, or the sentence; flushed. */
gboolean       foyer_cli_print        (FoyerCli             *self,
                                       JsonObject           *object,
                                       const char           *sentence,
                                       GError              **error);

void           foyer_cli_set_text     (JsonObject           *object,
                                       const char           *key,
                                       const char           *text); /* (nullable) */
void           foyer_cli_set_number   (JsonObject           *object,
                                       const char           *key,
                                       gint64                number); /* FOYER_NONE: null */
void           foyer_cli_set_time     (JsonObject           *object,
                                       const char           *key,
                                       gint64                instant, /* FOYER_NONE: null */
                                       GTimeZone            *zone);
void           foyer_cli_set_id       (JsonObject           *object,
                                       const char           *key,
                                       const FoyerUuid      *id);
/* The word of an ENUM column, as it is stored. */
void           foyer_cli_set_word     (JsonObject           *object,
                                       const char           *key,
                                       gconstpointer         row,
                                       const char           *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCliTable, foyer_cli_table_free)

G_END_DECLS
