/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-draft-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#define DELAY_MS 300

struct _FoyerDraftFile
{
  GObject parent_instance;

  char *path;    /* (owned) */
  char *waiting; /* (owned) (nullable) text to be written */
  guint source;  /* of the delay */
};

G_DEFINE_FINAL_TYPE (FoyerDraftFile, foyer_draft_file, G_TYPE_OBJECT)

static void
write_text (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  /* A net, not a store: when it cannot be written, the work itself goes on. */
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("The draft could not be kept: %s",
             error != NULL ? error->message : g_strerror (errno));
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *const *job = data;

  write_text (job[0], job[1]);
  g_task_return_boolean (task, TRUE);
}

static gboolean
write_waiting_cb (gpointer data)
{
  FoyerDraftFile *self = data;
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  char **job = g_new0 (char *, 3);

  self->source = 0;
  job[0] = g_strdup (self->path);
  job[1] = g_steal_pointer (&self->waiting);
  g_task_set_source_tag (task, write_waiting_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) g_strfreev);
  /* On this thread a slow disk would hold up typing. */
  g_task_run_in_thread (task, write_in_thread);
  return G_SOURCE_REMOVE;
}

static void
foyer_draft_file_finalize (GObject *object)
{
  FoyerDraftFile *self = FOYER_DRAFT_FILE (object);

  foyer_draft_file_flush (self);
  g_free (self->path);
  G_OBJECT_CLASS (foyer_draft_file_parent_class)->finalize (object);
}

static void
foyer_draft_file_class_init (FoyerDraftFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_draft_file_finalize;
}

static void
foyer_draft_file_init (FoyerDraftFile *self)
{
}

FoyerDraftFile *
foyer_draft_file_new (const char *replica_path, const FoyerUuid *event_id)
{
  FoyerDraftFile *self = g_object_new (FOYER_TYPE_DRAFT_FILE, NULL);
  g_autofree char *folder = g_path_get_dirname (replica_path);
  g_autofree char *replica = g_path_get_basename (replica_path);
  g_autofree char *id = event_id != NULL ? foyer_uuid_to_string (event_id) : g_strdup ("new");
  g_autofree char *name = g_strdup_printf ("%s-%s.draft", replica, id);

  self->path = g_build_filename (folder, "drafts", name, NULL);
  return self;
}

FoyerEventDraft *
foyer_draft_file_read (FoyerDraftFile *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  FoyerEventDraft *draft;

  g_return_val_if_fail (FOYER_IS_DRAFT_FILE (self), NULL);

  if (!g_file_get_contents (self->path, &text, NULL, NULL))
    return NULL;
  draft = foyer_event_draft_from_text (text, &error);
  if (draft == NULL)
    g_debug ("The kept draft is not readable: %s", error->message);
  return draft;
}

void
foyer_draft_file_write (FoyerDraftFile *self, const FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));
  g_return_if_fail (draft != NULL);

  g_free (self->waiting);
  self->waiting = foyer_event_draft_to_text (draft);
  if (self->source == 0)
    self->source = g_timeout_add (DELAY_MS, write_waiting_cb, self);
}

void
foyer_draft_file_flush (FoyerDraftFile *self)
{
  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->waiting != NULL)
    write_text (self->path, self->waiting);
  g_clear_pointer (&self->waiting, g_free);
}

void
foyer_draft_file_remove (FoyerDraftFile *self)
{
  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  g_unlink (self->path);
}
