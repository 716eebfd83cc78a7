/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-row.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

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
void          foyer_database_set_commit_func (FoyerDatabase       *self,
                                              FoyerCommitFunc      func,
                                              gpointer             data);
/* The one that is open on it; NULL within none, also while it only reads. */
void          foyer_database_set_transaction (FoyerDatabase       *self,
                                              FoyerTransaction    *transaction); /* (nullable) not owned */
FoyerTransaction *foyer_database_get_transaction (FoyerDatabase   *self);
/* Ends what a careless caller left open: half-read statements, an open transaction. TRUE when there was none of the latter. */
gboolean      foyer_database_settle          (FoyerDatabase       *self);
gboolean      foyer_database_checkpoint      (FoyerDatabase       *self);

G_END_DECLS
