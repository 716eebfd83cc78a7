/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-secret-file.h"

#include "foyer-secrets.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MAGIC       "FoyerSecrets1"
#define MAGIC_SIZE  (sizeof MAGIC - 1)
#define SALT_SIZE   crypto_pwhash_SALTBYTES
#define NONCE_SIZE  crypto_secretbox_NONCEBYTES
#define HEADER_SIZE (MAGIC_SIZE + SALT_SIZE + NONCE_SIZE)
#define MOST_BYTES  (1024 * 1024)

struct _FoyerSecretFile
{
  GMutex mutex;
  char *path; /* (owned) */
  guint8 salt[SALT_SIZE];
  guint8 *key; /* (owned): in memory that is not swapped */
};

static gboolean
is_damaged (FoyerSecretFile *self, GError **error)
{
  g_set_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_DAMAGED,
               _ ("“%s” is damaged. Move it away and sign in again."), self->path);
  return FALSE;
}

/* *content is NULL without error when there is no file. */
static gboolean
read_content (FoyerSecretFile *self, guint8 **content, gsize *length, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *content = NULL;
  *length = 0;
  if (!g_file_get_contents (self->path, (char **) content, length, &failure))
    {
      if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_set_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_FAILED,
                   _ ("“%s” cannot be read: %s"), self->path, failure->message);
      return FALSE;
    }
  if (*length < HEADER_SIZE + crypto_secretbox_MACBYTES || *length > MOST_BYTES ||
      memcmp (*content, MAGIC, MAGIC_SIZE) != 0)
    return is_damaged (self, error);
  return TRUE;
}

static gboolean
make_key (FoyerSecretFile *self, const char *passphrase, GError **error)
{
  self->key = sodium_malloc (crypto_secretbox_KEYBYTES);
  if (self->key != NULL &&
      crypto_pwhash (self->key, crypto_secretbox_KEYBYTES, passphrase, strlen (passphrase),
                     self->salt, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                     crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return TRUE;
  g_set_error_literal (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_FAILED,
                       _ ("There is too little memory to open the file of secrets."));
  return FALSE;
}

/* Name to text; NULL with error LOCKED when the key is another. */
static GHashTable *
read_all (FoyerSecretFile *self, GError **error)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree guint8 *content = NULL;
  g_autofree char *plain = NULL;
  gsize length, n_plain;

  if (!read_content (self, &content, &length, error))
    return NULL;
  if (content == NULL)
    return g_steal_pointer (&texts);
  n_plain = length - HEADER_SIZE - crypto_secretbox_MACBYTES;
  plain = g_malloc0 (n_plain + 2);
  if (crypto_secretbox_open_easy ((guint8 *) plain, content + HEADER_SIZE, length - HEADER_SIZE,
                                  content + MAGIC_SIZE + SALT_SIZE, self->key) != 0)
    {
      g_set_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED,
                   _ ("This is not the passphrase of “%s”."), self->path);
      return NULL;
    }
  for (gsize at = 0; at < n_plain;)
    {
      const char *name = plain + at, *text = name + strlen (name) + 1;

      if (text >= plain + n_plain)
        break;
      g_hash_table_insert (texts, g_strdup (name), g_strdup (text));
      at = text + strlen (text) + 1 - plain;
    }
  sodium_memzero (plain, n_plain);
  return g_steal_pointer (&texts);
}

static gboolean
write_all (FoyerSecretFile *self, GHashTable *texts, GError **error)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) failure = NULL;
  GHashTableIter iter;
  gpointer name, text;
  guint8 nonce[NONCE_SIZE];
  gboolean is_written;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      g_byte_array_append (plain, name, strlen (name) + 1);
      g_byte_array_append (plain, text, strlen (text) + 1);
    }
  randombytes_buf (nonce, sizeof nonce);
  g_byte_array_append (content, (const guint8 *) MAGIC, MAGIC_SIZE);
  g_byte_array_append (content, self->salt, SALT_SIZE);
  g_byte_array_append (content, nonce, NONCE_SIZE);
  g_byte_array_set_size (content, HEADER_SIZE + crypto_secretbox_MACBYTES + plain->len);
  crypto_secretbox_easy (content->data + HEADER_SIZE,
                         plain->data != NULL ? plain->data : (const guint8 *) "", plain->len, nonce,
                         self->key);
  if (plain->data != NULL)
    sodium_memzero (plain->data, plain->len);

  g_mkdir_with_parents (folder, 0700);
  is_written = g_file_set_contents_full (
      self->path, (const char *) content->data, content->len,
      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &failure);
  if (!is_written)
    g_set_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_FAILED,
                 _ ("“%s” cannot be written: %s"), self->path, failure->message);
  return is_written;
}

/**
 * foyer_secret_file_open:
 * @path: the file, which need not be there
 * @passphrase: what locks it
 * @error: return location
 *
 * Returns: (transfer full): the file; %NULL with error
 */
FoyerSecretFile *
foyer_secret_file_open (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (FoyerSecretFile) self = NULL;
  g_autoptr (GHashTable) texts = NULL;
  g_autofree guint8 *content = NULL;
  gsize length;

  if (sodium_init () < 0 || *passphrase == '\0')
    {
      g_set_error_literal (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED,
                           _ ("The passphrase is empty."));
      return NULL;
    }
  self = g_new0 (FoyerSecretFile, 1);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  if (!read_content (self, &content, &length, error))
    return NULL;
  if (content != NULL)
    memcpy (self->salt, content + MAGIC_SIZE, SALT_SIZE);
  else
    randombytes_buf (self->salt, SALT_SIZE);
  if (!make_key (self, passphrase, error))
    return NULL;
  texts = read_all (self, error);
  return texts != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * foyer_secret_file_lookup:
 * @self: a file
 * @name: a name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its text; %NULL without error when there is none
 */
char *
foyer_secret_file_lookup (FoyerSecretFile *self, const char *name, GError **error)
{
  g_autoptr (GHashTable) texts = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  texts = read_all (self, error);
  return texts != NULL ? g_strdup (g_hash_table_lookup (texts, name)) : NULL;
}

/**
 * foyer_secret_file_store:
 * @self: a file
 * @name: a name
 * @text: (nullable): its text; %NULL to forget it
 * @error: return location
 *
 * Returns: %FALSE with error; then the file is as it was
 */
gboolean
foyer_secret_file_store (FoyerSecretFile *self, const char *name, const char *text, GError **error)
{
  g_autoptr (GHashTable) texts = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  texts = read_all (self, error);
  if (texts == NULL)
    return FALSE;
  if (text == NULL)
    g_hash_table_remove (texts, name);
  else
    g_hash_table_insert (texts, g_strdup (name), g_strdup (text));
  return write_all (self, texts, error);
}

/**
 * foyer_secret_file_free:
 * @self: (transfer full) (nullable): a file
 */
void
foyer_secret_file_free (FoyerSecretFile *self)
{
  if (self == NULL)
    return;
  if (self->key != NULL)
    sodium_free (self->key);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}
