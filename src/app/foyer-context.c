/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-context.h"

#include "foyer-cart-hold-store.h"
#include "foyer-config.h"

struct _FoyerContext
{
  GObject parent_instance;

  char *path; /* (owned) */
  FoyerContextState state;
  FoyerReplica *replica;     /* (owned) (nullable) */
  FoyerSyncDesk *sync;       /* (owned) (nullable) as long as the replica */
  GError *error;             /* (owned) (nullable) */
  GSettings *settings;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean is_opening;
};

G_DEFINE_FINAL_TYPE (FoyerContext, foyer_context, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Carts of a program that was killed hold nothing any more: this is the only one on the file. */
static gpointer
drop_carts_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (foyer_cart_hold_store_drop_all (db, error));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerContext) self = data;

  self->is_opening = FALSE;
  g_clear_error (&self->error);
  self->replica = foyer_replica_open_finish (result, &self->error);
  self->state = self->replica != NULL ? FOYER_CONTEXT_READY : FOYER_CONTEXT_FAILED;
  if (self->replica != NULL)
    {
      foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, drop_carts_on_thread, NULL, NULL,
                               NULL, NULL, NULL, NULL);
      self->sync = foyer_sync_desk_new (self->replica);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
foyer_context_dispose (GObject *object)
{
  FoyerContext *self = FOYER_CONTEXT (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sync != NULL)
    foyer_sync_desk_stop (self->sync);
  g_clear_object (&self->sync);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (foyer_context_parent_class)->dispose (object);
}

static void
foyer_context_finalize (GObject *object)
{
  FoyerContext *self = FOYER_CONTEXT (object);

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->path);
  G_OBJECT_CLASS (foyer_context_parent_class)->finalize (object);
}

static void
foyer_context_class_init (FoyerContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_context_dispose;
  object_class->finalize = foyer_context_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_context_init (FoyerContext *self)
{
  self->settings = g_settings_new (FOYER_APP_ID);
  self->cancellable = g_cancellable_new ();
}

FoyerContext *
foyer_context_new (const char *replica_path)
{
  FoyerContext *self = g_object_new (FOYER_TYPE_CONTEXT, NULL);

  self->path = replica_path != NULL ? g_canonicalize_filename (replica_path, NULL)
                                    : foyer_replica_default_path ();
  return self;
}

void
foyer_context_open (FoyerContext *self)
{
  g_return_if_fail (FOYER_IS_CONTEXT (self));

  if (self->is_opening || self->state == FOYER_CONTEXT_READY)
    return;
  self->is_opening = TRUE;
  if (self->state != FOYER_CONTEXT_OPENING)
    {
      self->state = FOYER_CONTEXT_OPENING;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  foyer_replica_open_async (self->path, self->cancellable, opened_cb, g_object_ref (self));
}

/* The end of the program: what a person did is on disk when it returns. */
void
foyer_context_close (FoyerContext *self)
{
  g_return_if_fail (FOYER_IS_CONTEXT (self));

  g_cancellable_cancel (self->cancellable);
  if (self->sync != NULL)
    foyer_sync_desk_stop (self->sync);
  if (self->replica != NULL)
    foyer_replica_drain (self->replica);
}

FoyerContextState
foyer_context_get_state (FoyerContext *self)
{
  g_return_val_if_fail (FOYER_IS_CONTEXT (self), FOYER_CONTEXT_FAILED);

  return self->state;
}

const GError *
foyer_context_get_error (FoyerContext *self)
{
  g_return_val_if_fail (FOYER_IS_CONTEXT (self), NULL);

  return self->error;
}

const char *
foyer_context_get_path (FoyerContext *self)
{
  g_return_val_if_fail (FOYER_IS_CONTEXT (self), NULL);

  return self->path;
}

FoyerReplica *
foyer_context_get_replica (FoyerContext *self)
{
  g_return_val_if_fail (FOYER_IS_CONTEXT (self), NULL);

  return self->replica;
}

FoyerSyncDesk *
foyer_context_get_sync (FoyerContext *self)
{
  g_return_val_if_fail (FOYER_IS_CONTEXT (self), NULL);

  return self->sync;
}

GSettings *
foyer_context_get_settings (FoyerContext *self)
{
  g_return_val_if_fail (FOYER_IS_CONTEXT (self), NULL);

  return self->settings;
}
