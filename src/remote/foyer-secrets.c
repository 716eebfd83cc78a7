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
  GMutex mutex;
  GCancellable *cancellable; /* (owned) (nullable) under the mutex */
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

/* Asking the keyring
 * -----------------------------------------------------------------------------------------------
 */

/* A question to the keyring, and its answer. It may be answered by a person, hours later; libsecret
 * cannot be relied on to come back from that when it is cancelled (0.20 does not). So who may be
 * told not to wait asks on a thread of the question's own, and leaves it behind. */
typedef struct
{
  char *replica_id;
  char *url;
  char *email;
  char *secret; /* (nullable) */
  void (*ask) (gpointer call);
  char *text; /* (nullable): the answer */
  GError *error;
  gboolean is_done; /* under the mutex, as is_left */
  gboolean is_left;
  GMutex mutex;
  GCond cond;
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_free (call->replica_id);
  g_free (call->url);
  g_free (call->email);
  g_free (call->secret);
  g_free (call->text);
  g_clear_error (&call->error);
  g_mutex_clear (&call->mutex);
  g_cond_clear (&call->cond);
}

static void
call_unref (Call *call)
{
  g_atomic_rc_box_release_full (call, call_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_unref)

/* libsecret's own lookup says of what is locked, and stays so, that it is not there. */
static void
look_up (gpointer data)
{
  Call *call = data;
  g_autoptr (GHashTable) attributes = secret_attributes_build (
      &schema, "url", call->url, "email", call->email, "replica", call->replica_id, NULL);
  g_autoptr (SecretValue) value = NULL;
  GError *failure = NULL;
  GList *items = secret_service_search_sync (
      NULL, &schema, attributes, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS, NULL, &failure);

  if (failure != NULL)
    take_keyring_error (failure, &call->error);
  else if (items != NULL && secret_item_get_locked (items->data))
    say_locked (&call->error);
  else if (items != NULL && (value = secret_item_get_secret (items->data)) != NULL)
    call->text = g_strdup (secret_value_get_text (value));
  g_list_free_full (items, g_object_unref);
}

static void
put (gpointer data)
{
  Call *call = data;
  g_autofree char *name = g_strconcat (call->email, " ", call->url, NULL);
  /* Translators: in the list of a keyring; %s is a person at a server */
  g_autofree char *label = g_strdup_printf (_ ("Foyer: session of %s"), name);
  GError *failure = NULL;

  if (call->secret == NULL)
    secret_password_clear_sync (&schema, NULL, &failure, "url", call->url, "email", call->email,
                                "replica", call->replica_id, NULL);
  else
    secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, call->secret, NULL,
                                &failure, "url", call->url, "email", call->email, "replica",
                                call->replica_id, NULL);
  if (g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    {
      g_error_free (failure);
      say_locked (&call->error);
    }
  else if (failure != NULL)
    take_keyring_error (failure, &call->error);
}

static gpointer
call_thread (gpointer data)
{
  g_autoptr (Call) call = data;

  call->ask (call);
  g_mutex_lock (&call->mutex);
  call->is_done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
  return NULL;
}

static void
leave_cb (GCancellable *cancellable, Call *call)
{
  g_mutex_lock (&call->mutex);
  call->is_left = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
}

/* FALSE when it was left behind. */
static gboolean
wait_for_call (Call *call, GCancellable *cancellable)
{
  gboolean is_done;
  gulong handler;

  g_thread_unref (g_thread_new ("keyring", call_thread, g_atomic_rc_box_acquire (call)));
  handler = g_cancellable_connect (cancellable, G_CALLBACK (leave_cb), call, NULL);
  g_mutex_lock (&call->mutex);
  while (!call->is_done && !call->is_left)
    g_cond_wait (&call->cond, &call->mutex);
  is_done = call->is_done;
  g_mutex_unlock (&call->mutex);
  g_cancellable_disconnect (cancellable, handler);
  return is_done;
}

/* (nullable): the answer. */
static char *
ask_keyring (FoyerSecrets *self,
             void (*ask) (gpointer call),
             const char *url,
             const char *email,
             const char *secret,
             GError **error)
{
  g_autoptr (Call) call = g_atomic_rc_box_new0 (Call);
  g_autoptr (GCancellable) cancellable = NULL;

  g_mutex_init (&call->mutex);
  g_cond_init (&call->cond);
  call->replica_id = g_strdup (self->replica_id);
  call->url = g_strdup (url);
  call->email = g_strdup (email);
  call->secret = g_strdup (secret);
  call->ask = ask;
  g_mutex_lock (&self->mutex);
  cancellable = self->cancellable != NULL ? g_object_ref (self->cancellable) : NULL;
  g_mutex_unlock (&self->mutex);
  if (cancellable == NULL)
    ask (call);
  else if (!wait_for_call (call, cancellable))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  if (call->error != NULL)
    g_propagate_error (error, g_steal_pointer (&call->error));
  return g_steal_pointer (&call->text);
}

/* All
 * -----------------------------------------------------------------------------------------------
 */

static void
foyer_secrets_finalize (GObject *object)
{
  FoyerSecrets *self = FOYER_SECRETS (object);

  g_free (self->replica_id);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->mutex);
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
  g_mutex_init (&self->mutex);
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

/**
 * foyer_secrets_set_cancellable:
 * @self: the secrets
 * @cancellable: (nullable): ends waiting for the keyring, and for whom it asks for a password
 *
 * For the end of the program, which need not wait until somebody has typed a password. A call that
 * is not waited for any more fails with %G_IO_ERROR_CANCELLED; what it asked for may still be done.
 * On any thread.
 */
void
foyer_secrets_set_cancellable (FoyerSecrets *self, GCancellable *cancellable)
{
  g_return_if_fail (FOYER_IS_SECRETS (self));

  g_mutex_lock (&self->mutex);
  g_set_object (&self->cancellable, cancellable);
  g_mutex_unlock (&self->mutex);
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
  return ask_keyring (self, look_up, url, email, NULL, error);
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
  GError *failure = NULL;

  g_return_val_if_fail (FOYER_IS_SECRETS (self), FALSE);

  if (self->file != NULL)
    return foyer_secret_file_store (self->file, name, secret, error);
  ask_keyring (self, put, url, email, secret, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
