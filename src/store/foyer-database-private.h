/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"
#include "foyer-transaction.h"
#include "foyer-turn.h"

G_BEGIN_DECLS

/* 32 MB of log: then a commit copies it into the file itself. */
#define FOYER_LOG_PAGES_MOST 8000
/* With less room than this, in pages, its file is to be made longer: some sixty scans. */
#define FOYER_LOG_ROOM_LEAST 256

/* What the store's own files need of a connection beyond its public face. */

/* Called after each commit, on the connection's thread, with the pages that the write-ahead log holds now. */
typedef void (*FoyerCommitFunc) (gpointer data, int n_log_pages);

sqlite3_stmt *foyer_database_prepare_select  (FoyerDatabase       *self,
                                              const FoyerRowType  *type,
                                              const char          *tail,
                                              GError             **error);
sqlite3_stmt *foyer_database_prepare_update  (FoyerDatabase       *self,
                                              const FoyerRowType  *type,
                                              FoyerColumnSet       set,
                                              GError             **error);
/* Takes the lock of those who write, unless somebody has it. */
gboolean      foyer_database_begin_if_free   (FoyerDatabase       *self);
void          foyer_database_set_commit_func (FoyerDatabase       *self,
                                              FoyerCommitFunc      func,
                                              gpointer             data);
/* How many the log held after the last commit of this connection. */
guint         foyer_database_get_n_log_pages (FoyerDatabase       *self);
/* Others copy the log into the file; its own commits do so only when they seem not to. */
void          foyer_database_set_leaves_log  (FoyerDatabase       *self,
                                              gboolean             leaves_log);
/* For how many microseconds it lets others pass who wait to write; 0: it goes before those. */
void          foyer_database_set_politeness  (FoyerDatabase       *self,
                                              gint64               politeness);
FoyerTurn    *foyer_database_get_turn        (FoyerDatabase       *self);
/* The one that is open on it; NULL within none, also while it only reads. */
void          foyer_database_set_transaction (FoyerDatabase       *self,
                                              FoyerTransaction    *transaction); /* (nullable) not owned */
FoyerTransaction *foyer_database_get_transaction (FoyerDatabase   *self);
/* Ends what a careless caller left open: half-read statements, an open transaction. TRUE when there was none of the latter. */
gboolean      foyer_database_settle          (FoyerDatabase       *self);
gboolean      foyer_database_checkpoint      (FoyerDatabase       *self);
/* Makes the log's file longer than what is in it, so that commits need not. Gives for how many pages there is
 * room; 0 when nothing could be done now. */
guint         foyer_database_make_room       (FoyerDatabase       *self,
                                              guint                n_log_pages);

G_END_DECLS
