/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-secrets.h"

#include "foyer-secret-file.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

struct _FoyerSecrets
{
  GObject parent_instance;

  char *replica_id;      /* (owned) (nullable): of a keyring */
  FoyerSecretFile *file; /* (owned) (nullable): else it is a keyring */
};

G_DEFINE_FINAL_TYPE (FoyerSecrets, foyer_secrets, G_TYPE_OBJECT)
G_DEFINE_QUARK (foyer - secrets - error - quark, foyer_secrets_error)

static const SecretSchema schema = {
  .name = "io.github.foyerapp.Foyer.Session",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "url", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "email", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "replica", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* Whatever libsecret and the bus say: there is no keyring to be used. */
static void
take_keyring_error (GError *failure, GError **error)
{
  g_set_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_NO_KEYRING,
               _ ("There is no keyring here to keep the session in (%s)."), failure->message);
  g_error_free (failure);
}

static void
say_locked (GError **error)
{
  g_set_error_literal (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED,
                       _ ("The keyring is locked. Unlock it, and try again."));
}

/* libsecret's own lookup says of what is locked, and stays so, that it is not there. */
static char *
look_up (FoyerSecrets *self, const char *url, const char *email, GError **error)
{
  g_autoptr (GHashTable) attributes = secret_attributes_build (
      &schema, "url", url, "email", email, "replica", self->replica_id, NULL);
  g_autoptr (SecretValue) value = NULL;
  GError *failure = NULL;
  GList *items = secret_service_search_sync (NULL, &schema, attributes,
                                             SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                                             NULL, &failure);
  char *text = NULL;

  if (failure != NULL)
    take_keyring_error (failure, error);
  else if (items != NULL && secret_item_get_locked (items->data))
    say_locked (error);
  else if (items != NULL && (value = secret_item_get_secret (items->data)) != NULL)
    text = g_strdup (secret_value_get_text (value));
  g_list_free_full (items, g_object_unref);
  return text;
}

static void
foyer_secrets_finalize (GObject *object)
{
  FoyerSecrets *self = FOYER_SECRETS (object);

  g_free (self->replica_id);
  g_clear_pointer (&self->file, foyer_secret_file_free);
  G_OBJECT_CLASS (foyer_secrets_parent_class)->finalize (object);
}

static void
foyer_secrets_class_init (FoyerSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_secrets_finalize;
}

static void
foyer_secrets_init (FoyerSecrets *self)
{
}

/**
 * foyer_secrets_new_keyring:
 * @replica_id: tells apart two replicas of one person
 *
 * Whether there is a keyring shows with the first call.
 *
 * Returns: (transfer full): the desktop's keyring
 */
FoyerSecrets *
foyer_secrets_new_keyring (const char *replica_id)
{
  FoyerSecrets *self = g_object_new (FOYER_TYPE_SECRETS, NULL);

  self->replica_id = g_strdup (replica_id);
  return self;
}

/**
 * foyer_secrets_new_file:
 * @path: the file, which need not be there
 * @passphrase: what locks it; not empty
 * @error: return location
 *
 * Takes a second or so: a passphrase is to be slow to guess.
 *
 * Returns: (transfer full): the file; %NULL with error, LOCKED when the passphrase is another
 */
FoyerSecrets *
foyer_secrets_new_file (const char *path, const char *passphrase, GError **error)
{
  FoyerSecretFile *file = foyer_secret_file_open (path, passphrase, error);
  FoyerSecrets *self;

  if (file == NULL)
    return NULL;
  self = g_object_new (FOYER_TYPE_SECRETS, NULL);
  self->file = file;
  return self;
}

static char *
name_of (const char *url, const char *email)
{
  return g_strconcat (email, " ", url, NULL);
}

/**
 * foyer_secrets_lookup:
 * @self: the secrets
 * @url: the server
 * @email: the person
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was put there; %NULL without error when nothing was
 */
char *
foyer_secrets_lookup (FoyerSecrets *self, const char *url, const char *email, GError **error)
{
  g_autofree char *name = name_of (url, email);

  g_return_val_if_fail (FOYER_IS_SECRETS (self), NULL);

  if (self->file != NULL)
    return foyer_secret_file_lookup (self->file, name, error);
  return look_up (self, url, email, error);
}

/**
 * foyer_secrets_store:
 * @self: the secrets
 * @url: the server
 * @email: the person
 * @secret: (nullable): what is to be kept; %NULL to forget it
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_secrets_store (FoyerSecrets *self,
                     const char *url,
                     const char *email,
                     const char *secret,
                     GError **error)
{
  g_autofree char *name = name_of (url, email);
  /* Translators: in the list of a keyring; %s is a person at a server */
  g_autofree char *label = g_strdup_printf (_ ("Foyer: session of %s"), name);
  GError *failure = NULL;

  g_return_val_if_fail (FOYER_IS_SECRETS (self), FALSE);

  if (self->file != NULL)
    return foyer_secret_file_store (self->file, name, secret, error);
  if (secret == NULL)
    secret_password_clear_sync (&schema, NULL, &failure, "url", url, "email", email, "replica",
                                self->replica_id, NULL);
  else
    secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, &failure,
                                "url", url, "email", email, "replica", self->replica_id, NULL);
  if (failure == NULL)
    return TRUE;
  if (g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    {
      g_error_free (failure);
      say_locked (error);
    }
  else
    take_keyring_error (failure, error);
  return FALSE;
}
