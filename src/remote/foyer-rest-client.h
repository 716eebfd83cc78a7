/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-remote-error.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Speaks to one PostgREST. Its calls wait for the answer, so it belongs to a thread of the sync
 * engine or to a program without windows, never to the main thread. It may be used by one thread at
 * a time; a cancellable of another stops it.
 *
 * An answer is whole or an error: one that breaks off, is too long, or is something else than JSON
 * is none. */
#define FOYER_TYPE_REST_CLIENT (foyer_rest_client_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRestClient, foyer_rest_client, FOYER, REST_CLIENT, GObject)

/* No answer is longer; a page of rows has about 32 MB at most. */
#define FOYER_REST_MAX_BODY (48 * 1024 * 1024)

FoyerRestClient *foyer_rest_client_new (SoupSession *session, const char *url);
SoupSession *foyer_rest_client_make_session (void);
const char *foyer_rest_client_get_url (FoyerRestClient *self);
void foyer_rest_client_set_token (FoyerRestClient *self, const char *token);
const char *foyer_rest_client_get_token (FoyerRestClient *self);
/* path: "events?id=eq.…"; "rpc/check_in". */
GBytes *foyer_rest_client_get (FoyerRestClient *self,
                               const char *path,
                               GCancellable *cancellable,
                               GError **error);
GBytes *foyer_rest_client_call (FoyerRestClient *self,
                                const char *function,
                                const char *arguments,
                                GCancellable *cancellable,
                                GError **error);
GBytes *foyer_rest_client_send (FoyerRestClient *self,
                                const char *method,
                                const char *path,
                                const char *prefer,
                                const char *body,
                                GCancellable *cancellable,
                                GError **error);
/* Of the last call that failed: the server's own code, such as "SOLD_OUT" (nullable), and how many
 * seconds to wait, 0 when not said. */
const char *foyer_rest_client_get_code (FoyerRestClient *self);
const char *foyer_rest_client_get_said (FoyerRestClient *self);
guint foyer_rest_client_get_retry_after (FoyerRestClient *self);
/* The server's clock minus this machine's by the last answer, microseconds, and how far off that
 * may be. */
gboolean foyer_rest_client_get_offset (FoyerRestClient *self, gint64 *offset, gint64 *uncertainty);

G_END_DECLS
