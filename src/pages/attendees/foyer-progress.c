/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-progress.h"

struct _FoyerProgress
{
  FoyerProgressFunc func;
  gpointer data;
  GCancellable *cancellable; /* (owned) (nullable) */
  GMainContext *context;     /* (owned) */
};

typedef struct
{
  FoyerProgressFunc func;
  gpointer data;
  GCancellable *cancellable; /* (owned) (nullable) */
  guint done;
  guint total;
} Telling;

FoyerProgress *
foyer_progress_new (FoyerProgressFunc func, gpointer data, GCancellable *cancellable)
{
  FoyerProgress *self = g_new0 (FoyerProgress, 1);

  self->func = func;
  self->data = data;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->context = g_main_context_ref_thread_default ();
  return self;
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_clear_object (&telling->cancellable);
  g_free (telling);
}

static gboolean
tell_cb (gpointer data)
{
  Telling *telling = data;

  if (!g_cancellable_is_cancelled (telling->cancellable))
    telling->func (telling->done, telling->total, telling->data);
  return G_SOURCE_REMOVE;
}

void
foyer_progress_tell (FoyerProgress *self, guint done, guint total)
{
  Telling *telling;

  if (self->func == NULL)
    return;
  telling = g_new0 (Telling, 1);
  telling->func = self->func;
  telling->data = self->data;
  telling->cancellable = self->cancellable != NULL ? g_object_ref (self->cancellable) : NULL;
  telling->done = done;
  telling->total = total;
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, telling, telling_free);
}

void
foyer_progress_free (FoyerProgress *self)
{
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_free (self);
}
