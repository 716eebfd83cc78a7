/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where refresh tokens lie: in the desktop's keyring, or, where there is none, in a file that a
 * passphrase locks. Never in plain text. Its calls wait, so they belong to the thread of the sync
 * engine; it may be used by several threads.
 *
 *   keyring   libsecret, one item for each server, person and replica
 *   file      salt │ nonce │ secretbox ({"server and person": "token", …})   key: Argon2id of the
 * passphrase */
#define FOYER_TYPE_SECRETS (foyer_secrets_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSecrets, foyer_secrets, FOYER, SECRETS, GObject)

#define FOYER_SECRETS_ERROR foyer_secrets_error_quark ()

typedef enum
{
  FOYER_SECRETS_ERROR_NO_KEYRING, /* none runs here, or it is refused: offer the file */
  FOYER_SECRETS_ERROR_LOCKED,     /* it needs a passphrase, or this is another one */
  FOYER_SECRETS_ERROR_DAMAGED,    /* the file is no such file: sign in again */
  FOYER_SECRETS_ERROR_FAILED,
} FoyerSecretsError;

GQuark foyer_secrets_error_quark (void);

/* replica_id tells apart two replicas of one person. */
FoyerSecrets *foyer_secrets_new_keyring (const char *replica_id);
/* Made when something is first put into it. */
FoyerSecrets *foyer_secrets_new_file (const char *path, const char *passphrase, GError **error);
/* What stops a call that waits for somebody who is to unlock the keyring, now or later: it fails
 * with G_IO_ERROR_CANCELLED. (nullable): nothing. */
void foyer_secrets_set_cancellable (FoyerSecrets *self, GCancellable *cancellable);
/* Nothing there: NULL without error. */
char *foyer_secrets_lookup (FoyerSecrets *self, const char *url, const char *email, GError **error);
/* On disk when it returns; NULL forgets it. */
gboolean foyer_secrets_store (FoyerSecrets *self,
                              const char *url,
                              const char *email,
                              const char *secret,
                              GError **error);

G_END_DECLS
