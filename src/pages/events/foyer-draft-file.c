/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-draft-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#define DELAY_MS 300

/* The file, and which write to it is the latest: one that comes late must not bring back what was
 * removed. */
typedef struct
{
  char *path; /* (owned) */
  GMutex mutex;
  GCond is_idle;
  guint turn;
  guint n_writing; /* on other threads */
} Place;

typedef struct
{
  Place *place;           /* (owned) */
  FoyerEventDraft *draft; /* (owned) (nullable) */
  FoyerEventDraft *base;  /* (owned) (nullable) */
  char *text;             /* (owned) (nullable) in place of a draft */
  guint turn;
} Job;

struct _FoyerDraftFile
{
  GObject parent_instance;

  Place *place;             /* (owned) shared with a write that goes on in the background */
  FoyerEventDraft *waiting; /* (owned) (nullable) to be written */
  FoyerEventDraft *base;    /* (owned) (nullable) and what it began with */
  char *text;               /* (owned) (nullable) to be written in place of a draft */
  guint source;             /* of the delay */
};

G_DEFINE_FINAL_TYPE (FoyerDraftFile, foyer_draft_file, G_TYPE_OBJECT)

static void
place_clear (gpointer data)
{
  Place *place = data;

  g_free (place->path);
  g_mutex_clear (&place->mutex);
  g_cond_clear (&place->is_idle);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_atomic_rc_box_release_full (job->place, place_clear);
  foyer_event_draft_free (job->draft);
  foyer_event_draft_free (job->base);
  g_free (job->text);
  g_free (job);
}

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
write_job (const Job *job)
{
  g_autofree char *text =
      job->text != NULL ? g_strdup (job->text) : foyer_event_draft_to_text (job->draft, job->base);

  g_mutex_lock (&job->place->mutex);
  if (job->turn == job->place->turn)
    write_text (job->place->path, text);
  g_mutex_unlock (&job->place->mutex);
}

/* What was begun before is late from here on. */
static guint
take_turn (Place *place)
{
  guint turn;

  g_mutex_lock (&place->mutex);
  turn = ++place->turn;
  g_mutex_unlock (&place->mutex);
  return turn;
}

static Job *
make_job (FoyerDraftFile *self)
{
  Job *job = g_new0 (Job, 1);

  job->place = g_atomic_rc_box_acquire (self->place);
  job->draft = g_steal_pointer (&self->waiting);
  job->base = g_steal_pointer (&self->base);
  job->text = g_steal_pointer (&self->text);
  job->turn = take_turn (self->place);
  return job;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Place *place = ((Job *) data)->place;

  write_job (data);
  g_mutex_lock (&place->mutex);
  if (--place->n_writing == 0)
    g_cond_signal (&place->is_idle);
  g_mutex_unlock (&place->mutex);
  g_task_return_boolean (task, TRUE);
}

static gboolean
write_waiting_cb (gpointer data)
{
  FoyerDraftFile *self = data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  self->source = 0;
  g_mutex_lock (&self->place->mutex);
  self->place->n_writing++;
  g_mutex_unlock (&self->place->mutex);
  g_task_set_source_tag (task, write_waiting_cb);
  g_task_set_task_data (task, make_job (self), job_free);
  /* On this thread a slow disk, or a picture, would hold up typing. */
  g_task_run_in_thread (task, write_in_thread);
  return G_SOURCE_REMOVE;
}

static void
write_soon (FoyerDraftFile *self)
{
  if (self->source == 0)
    self->source = g_timeout_add (DELAY_MS, write_waiting_cb, self);
}

static void
foyer_draft_file_finalize (GObject *object)
{
  FoyerDraftFile *self = FOYER_DRAFT_FILE (object);

  foyer_draft_file_flush (self);
  g_atomic_rc_box_release_full (self->place, place_clear);
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
  self->place = g_atomic_rc_box_new0 (Place);
  g_mutex_init (&self->place->mutex);
  g_cond_init (&self->place->is_idle);
}

static void
wait_for_writes (Place *place)
{
  g_mutex_lock (&place->mutex);
  while (place->n_writing > 0)
    g_cond_wait (&place->is_idle, &place->mutex);
  g_mutex_unlock (&place->mutex);
}

static void
forget_waiting (FoyerDraftFile *self)
{
  g_clear_pointer (&self->waiting, foyer_event_draft_free);
  g_clear_pointer (&self->base, foyer_event_draft_free);
  g_clear_pointer (&self->text, g_free);
}

FoyerDraftFile *
foyer_draft_file_new (const char *replica_path, const FoyerUuid *event_id)
{
  g_autofree char *id = event_id != NULL ? foyer_uuid_to_string (event_id) : g_strdup ("new");

  return foyer_draft_file_new_named (replica_path, id);
}

FoyerDraftFile *
foyer_draft_file_new_named (const char *replica_path, const char *id)
{
  FoyerDraftFile *self = g_object_new (FOYER_TYPE_DRAFT_FILE, NULL);
  g_autofree char *folder = g_path_get_dirname (replica_path);
  g_autofree char *replica = g_path_get_basename (replica_path);
  g_autofree char *name = g_strdup_printf ("%s-%s.draft", replica, id);

  self->place->path = g_build_filename (folder, "drafts", name, NULL);
  return self;
}

char *
foyer_draft_file_read_text (FoyerDraftFile *self)
{
  char *text = NULL;

  g_return_val_if_fail (FOYER_IS_DRAFT_FILE (self), NULL);

  return g_file_get_contents (self->place->path, &text, NULL, NULL) ? text : NULL;
}

FoyerEventDraft *
foyer_draft_file_read (FoyerDraftFile *self, FoyerEventDraft **base)
{
  g_autofree char *text = foyer_draft_file_read_text (self);
  g_autoptr (GError) error = NULL;
  FoyerEventDraft *draft;

  if (text == NULL)
    return NULL;
  draft = foyer_event_draft_from_text (text, base, &error);
  if (draft == NULL)
    g_debug ("The kept draft is not readable: %s", error->message);
  return draft;
}

void
foyer_draft_file_write (FoyerDraftFile *self,
                        const FoyerEventDraft *draft,
                        const FoyerEventDraft *base)
{
  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));
  g_return_if_fail (draft != NULL);

  forget_waiting (self);
  self->waiting = foyer_event_draft_copy (draft);
  self->base = base != NULL ? foyer_event_draft_copy (base) : NULL;
  write_soon (self);
}

void
foyer_draft_file_write_text (FoyerDraftFile *self, const char *text)
{
  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));
  g_return_if_fail (text != NULL);

  forget_waiting (self);
  self->text = g_strdup (text);
  write_soon (self);
}

void
foyer_draft_file_flush (FoyerDraftFile *self)
{
  Job *job;

  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  wait_for_writes (self->place);
  if (self->waiting == NULL && self->text == NULL)
    return;
  job = make_job (self);
  write_job (job);
  job_free (job);
}

void
foyer_draft_file_remove (FoyerDraftFile *self)
{
  g_return_if_fail (FOYER_IS_DRAFT_FILE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  forget_waiting (self);
  take_turn (self->place);
  g_unlink (self->place->path);
}
