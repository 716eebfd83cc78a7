/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Named texts in a file that a passphrase locks; may be used by several threads and programs at
 * once. Private to the layer.
 *
 *   "FoyerSecrets1" │ salt │ nonce │ secretbox ("name\0text\0name\0text\0 …")
 *
 * The key is Argon2id of the passphrase and the salt. Each time that it is written there is another
 * nonce, and the file is whole or the old one. */
typedef struct _FoyerSecretFile FoyerSecretFile;

FoyerSecretFile *foyer_secret_file_open (const char *path, const char *passphrase, GError **error);
char *foyer_secret_file_lookup (FoyerSecretFile *self, const char *name, GError **error);
gboolean foyer_secret_file_store (FoyerSecretFile *self,
                                  const char *name,
                                  const char *text, /* (nullable) */
                                  GError **error);
void foyer_secret_file_free (FoyerSecretFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSecretFile, foyer_secret_file_free)

G_END_DECLS
