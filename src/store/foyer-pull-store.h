/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-device-store.h"
#include "foyer-pending.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* Rows as a server has them come into the replica, in transactions that are small, so that a scan
 * waits for none:
 *
 *   new ── begin ── apply / forget ── … ──┬── commit ──▸ begin …   change sets of their own kind:
 * never pushed, never undone └── roll_back            nothing happened
 *
 * A column that was changed here and not told yet keeps the value it has here: who wins is decided
 * where it is told. What the server had is held, and let go when all is told and the server has had
 * its say. */
typedef struct _FoyerPullStore FoyerPullStore;

typedef enum
{
  FOYER_LOAD_NONE,     /* news of an event that is here */
  FOYER_LOAD_FIRST,    /* it comes for the first time */
  FOYER_LOAD_ANEW,     /* what the server has no more is to go */
  FOYER_LOAD_RESTORED, /* the server went back to an older copy: what it has no more is told again
                        */
} FoyerLoad;

FoyerPullStore *foyer_pull_store_new (FoyerDatabase *db, gint64 server_key);
gboolean foyer_pull_store_begin (FoyerPullStore *self, GError **error);
/* Of the event whose rows come next. */
void foyer_pull_store_set_load (FoyerPullStore *self, const FoyerUuid *event_id, FoyerLoad load);
/* row: as the server has it; present: its columns that the server sent, the others stay as they
 * are. */
gboolean
foyer_pull_store_apply (FoyerPullStore *self, gpointer row, FoyerColumnSet present, GError **error);
/* The server has it no more, or not at this event: it is removed here, if it is of the event. */
gboolean foyer_pull_store_forget (FoyerPullStore *self,
                                  const FoyerRowType *type,
                                  const FoyerUuid *id,
                                  GError **error);
/* A code that is no ticket's any more. */
gboolean foyer_pull_store_replace_code (FoyerPullStore *self,
                                        const char *code,
                                        const FoyerUuid *ticket_id,
                                        gint64 replaced_at,
                                        GError **error);
gboolean
foyer_pull_store_put_device (FoyerPullStore *self, const FoyerDevice *device, GError **error);
/* All rows of a load were here: what of the event is not among them goes, or is told again. */
gboolean foyer_pull_store_end_load (FoyerPullStore *self, GError **error);
/* What was held and is not pending, nor was so (earlier) when the server was asked. */
gboolean foyer_pull_store_let_go (FoyerPullStore *self, FoyerPending *earlier, GError **error);
FoyerDatabase *foyer_pull_store_get_db (FoyerPullStore *self);
gboolean foyer_pull_store_commit (FoyerPullStore *self, gint64 *change_set, GError **error);
void foyer_pull_store_roll_back (FoyerPullStore *self);
void foyer_pull_store_free (FoyerPullStore *self);

/* What a server alone knows of a row that it told otherwise than by a pull. */
gboolean foyer_pull_write_head (FoyerTransaction *transaction,
                                gconstpointer told, /* a row, head included */
                                gint64 key,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPullStore, foyer_pull_store_free)

G_END_DECLS
