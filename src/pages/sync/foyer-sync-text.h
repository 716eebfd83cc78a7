/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-server-store.h"
#include "foyer-sync-desk.h"

G_BEGIN_DECLS

/* How it stands, in words. */
typedef struct
{
  const char *icon;
  char *title;        /* (owned): “Up to date”, “3 waiting”, … */
  char *detail;       /* (owned): a sentence; may be empty */
  gboolean is_urgent; /* somebody must look */
  double progress;    /* of a first load, 0 to 1; -1 */
} FoyerSyncWords;

/* FALSE when there is nothing to say: no server is set up. */
gboolean foyer_sync_text_stand (FoyerSyncDesk *desk, FoyerSyncWords *words);
void foyer_sync_words_clear (FoyerSyncWords *words);
/* (transfer full) (nullable): what to do about the clock of this machine, while it is wrong. */
char *foyer_sync_text_clock_problem (FoyerSyncDesk *desk);
/* (transfer full): “the server is 1.2 s ahead” */
char *foyer_sync_text_clock (gint64 offset);
/* (transfer full): “just now”, “3 minutes ago”, “22 Nov 18:42” */
char *foyer_sync_text_age (gint64 instant, gint64 now);
/* (transfer full): “today at 18:42” and such, of this machine’s zone */
char *foyer_sync_text_time (gint64 instant, gint64 now);
/* (transfer full): “3 check-ins” */
char *foyer_sync_text_count (const FoyerRowType *type, guint64 n);
/* (transfer full): how far a load is: “12 345 entries, about 2 minutes left” */
char *foyer_sync_text_load (FoyerSyncEngine *engine);
/* (transfer full): the server without “https://” */
char *foyer_sync_text_host (const char *url);
/* (transfer full): “Connected”, “Offline since 18:42” */
char *foyer_sync_text_server (const FoyerServer *server);
/* (transfer full): why it failed, and what to do about it */
char *foyer_sync_text_error (const GError *error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerSyncWords, foyer_sync_words_clear)

G_END_DECLS
