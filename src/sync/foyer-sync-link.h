/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offered-event.h"
#include "foyer-pull.h"
#include "foyer-push.h"
#include "foyer-secrets.h"

G_BEGIN_DECLS

/* The connection of a replica to one server, as one person. Its calls wait, so it belongs to one
 * thread: that of the sync engine, or that of a program without windows.
 *
 *   sign_in ─▸ list_events ─▸ keep ─▸ round ─▸ round ─▸ …
 *   open ────────────────────────────▸ round ─▸ … */
typedef struct _FoyerSyncLink FoyerSyncLink;

typedef enum
{
  FOYER_ROUND_DONE,
  FOYER_ROUND_STOPPED,    /* the progress said so: there is more to do */
  FOYER_ROUND_OFFLINE,    /* try again later, after retry_after */
  FOYER_ROUND_SIGNED_OUT, /* somebody must sign in again */
  FOYER_ROUND_WIPED,      /* the device was withdrawn, and what was kept of the server is erased */
  FOYER_ROUND_FAILED,     /* the server cannot be worked with, or the replica cannot be written */
} FoyerRoundEnd;

typedef struct
{
  FoyerPushCount push;
  FoyerPullCount pull;
  guint retry_after; /* seconds, 0 when not said */
} FoyerRound;

/* After each call. FALSE stops. */
typedef gboolean (*FoyerRoundProgress) (const FoyerRound *round, gpointer data);

FoyerSyncLink *
foyer_sync_link_open (FoyerDatabase *db, FoyerSecrets *secrets, gint64 server_key, GError **error);
FoyerSyncLink *foyer_sync_link_sign_in (FoyerDatabase *db,
                                        FoyerSecrets *secrets,
                                        const char *url,
                                        const char *email,
                                        const char *password,
                                        GCancellable *cancellable,
                                        GError **error);
gint64 foyer_sync_link_get_server (FoyerSyncLink *self);
const char *foyer_sync_link_get_url (FoyerSyncLink *self);
GPtrArray *
foyer_sync_link_list_events (FoyerSyncLink *self, GCancellable *cancellable, GError **error);
GPtrArray *
foyer_sync_link_list_organizers (FoyerSyncLink *self, GCancellable *cancellable, GError **error);
/* (element-type FoyerOfferedEvent). Registers the device. */
gboolean foyer_sync_link_keep (FoyerSyncLink *self,
                               GPtrArray *events,
                               GCancellable *cancellable,
                               GError **error);
gboolean foyer_sync_link_host (FoyerSyncLink *self,
                               const FoyerUuid *event_id,
                               const FoyerUuid *organizer_id,
                               GCancellable *cancellable,
                               GError **error);
/* Also when the server is not reached. */
gboolean foyer_sync_link_sign_out (FoyerSyncLink *self,
                                   gboolean is_wiped,
                                   GCancellable *cancellable,
                                   GError **error);
/* Tells and asks until both know the same. error: set for all but DONE and STOPPED. */
FoyerRoundEnd foyer_sync_link_round (FoyerSyncLink *self,
                                     FoyerRoundProgress progress,
                                     gpointer progress_data,
                                     FoyerRound *round,
                                     GCancellable *cancellable,
                                     GError **error);
/* Places of a tier that this desk may sell without asking, see foyer-allotter.h: how many came, -1
 * with error. */
gint64 foyer_sync_link_fetch_places (FoyerSyncLink *self,
                                     const FoyerUuid *event_id,
                                     const FoyerUuid *tier_id,
                                     gint64 n,
                                     gboolean is_wished,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean foyer_sync_link_return_places (FoyerSyncLink *self,
                                        const FoyerUuid *event_id,
                                        const FoyerUuid *tier_id,
                                        GCancellable *cancellable,
                                        GError **error);
/* The clock was set, or the machine slept: what is known of the offset is worth nothing. */
void foyer_sync_link_forget_clock (FoyerSyncLink *self);
void foyer_sync_link_free (FoyerSyncLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSyncLink, foyer_sync_link_free)

G_END_DECLS
