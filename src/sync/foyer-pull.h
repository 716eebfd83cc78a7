/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-account.h"
#include "foyer-server-store.h"

G_BEGIN_DECLS

/* What a round of pulling has done so far. */
typedef struct
{
  guint64 n_rows;    /* that came */
  guint64 n_tickets; /* of them */
  guint n_pages;
  gboolean is_loading;  /* an event comes for the first time, or anew */
  gint64 load_rows;     /* of all that are loaded, about; 0 when it is not known of one */
  gint64 load_done;     /* of them */
  guint n_gone;         /* events that are no longer this person's */
  gboolean is_restored; /* the server is an older one */
} FoyerPullCount;

/* After each page. FALSE stops after it, without an error. */
typedef gboolean (*FoyerPullProgress) (const FoyerPullCount *count, gpointer data);

/* Brings the events of a server that are kept here up to date: asks until nothing is missing, and
 * fetches a page while the one before it is written.
 *
 *   this thread   ask 1 ─▸ ask 2 ──────▸ ask 3 ──────▸ …
 *   another              └▸ write 1 ─┐ └▸ write 2 ─┐
 *
 * Waits for answers, on the thread of the sync. What has come stays when it is stopped; the next
 * round goes on where this one ended. */
gboolean foyer_pull_run (FoyerAccount *account,
                         FoyerDatabase *db,
                         gint64 server_key,
                         FoyerPullProgress progress,
                         gpointer progress_data,
                         FoyerPullCount *count,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
