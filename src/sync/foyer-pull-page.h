/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-page-writer.h"

G_BEGIN_DECLS

/* An answer of changes (), and what it was an answer to. */
typedef struct _FoyerPullPage FoyerPullPage;

/* Moves the cursors of the events on to where the next question begins. */
FoyerPullPage *
foyer_pull_page_read (GBytes *bytes, GPtrArray *events, gboolean is_anew, GError **error);
gboolean foyer_pull_page_is_more (const FoyerPullPage *self);
gboolean foyer_pull_page_is_load (const FoyerPullPage *self);
/* The server is another one, behind the same address. */
gboolean foyer_pull_page_is_restored (const FoyerPullPage *self);
void foyer_pull_page_free (FoyerPullPage *self);

/* A thread that writes pages, one after the other, with the connection to itself.
 *
 *   push ─▸ [page page] ─▸ thread: read, write, finish ─▸ wait: WRITTEN_DONE
 *                             └─ a picture is missing ───▸ wait: WRITTEN_WANTS ─▸ wanted, give, …
 * ─▸ goes on */
typedef struct _FoyerPullPages FoyerPullPages;

typedef enum
{
  FOYER_WRITTEN_DONE,
  FOYER_WRITTEN_WANTS,
  FOYER_WRITTEN_FAILED, /* and the pages after it are not written either */
} FoyerWritten;

FoyerPullPages *foyer_pull_pages_new (FoyerDatabase *db, gint64 server_key);
void foyer_pull_pages_push (FoyerPullPages *self, FoyerPullPage *page);
FoyerWritten foyer_pull_pages_wait (FoyerPullPages *self, FoyerPullCount *count, GError **error);
/* NULL when it wants no more. */
const FoyerUuid *foyer_pull_pages_wanted (FoyerPullPages *self);
/* answer: (transfer full) (nullable): NULL gives up. */
void foyer_pull_pages_give (FoyerPullPages *self, GBytes *answer);
/* Ends the thread. What it has not begun is not written. */
void foyer_pull_pages_free (FoyerPullPages *self);
/* When all is here: see foyer_pull_store_let_go (). */
gboolean foyer_pull_pages_let_go (FoyerDatabase *db,
                                  gint64 server_key,
                                  FoyerPending *earlier,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPullPage, foyer_pull_page_free)

G_END_DECLS
