/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rest-client.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* One person at one server: signs in, and keeps the session going.
 *
 *   sign_in / restore ──▸ call, get ──(token too old)──▸ refresh, saved first ──▸ the same again
 *                                  └─(session ended)───▸ SIGNED_OUT
 *
 * Waits like the client it uses, on the same thread. */
#define FOYER_TYPE_ACCOUNT (foyer_account_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAccount, foyer_account, FOYER, ACCOUNT, GObject)

/* Puts the refresh token away, on disk when it returns; NULL forgets it. */
typedef gboolean (*FoyerAccountSave) (const char *refresh_token, gpointer data, GError **error);

FoyerAccount *
foyer_account_new (FoyerRestClient *client, FoyerAccountSave save, gpointer save_data);
void foyer_account_restore (FoyerAccount *self, const char *refresh_token);
gboolean foyer_account_sign_in (FoyerAccount *self,
                                const char *email,
                                const char *password,
                                GCancellable *cancellable,
                                GError **error);
gboolean foyer_account_sign_out (FoyerAccount *self, GCancellable *cancellable, GError **error);
/* Says which device this session is of. public_key: 64 hexadecimal digits. */
gboolean foyer_account_register (FoyerAccount *self,
                                 const FoyerUuid *device_id,
                                 const FoyerUuid *organizer_id,
                                 const char *name,
                                 const char *public_key,
                                 GCancellable *cancellable,
                                 GError **error);
GBytes *foyer_account_call (FoyerAccount *self,
                            const char *function,
                            const char *arguments,
                            GCancellable *cancellable,
                            GError **error);
GBytes *
foyer_account_get (FoyerAccount *self, const char *path, GCancellable *cancellable, GError **error);
FoyerRestClient *foyer_account_get_client (FoyerAccount *self);
/* For a client beside the account's: NULL when the next call would renew the session. */
char *foyer_account_dup_token (FoyerAccount *self);
/* Known after signing in or the first call. */
const FoyerUuid *foyer_account_get_user_id (FoyerAccount *self);
const char *foyer_account_get_name (FoyerAccount *self);

G_END_DECLS
