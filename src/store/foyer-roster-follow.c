/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a roster gets its rows and keeps up with the replica.
 *
 *   load ── kept file ── fits the replica? ── catch up from the journal ──┬── in place
 *                          └── no ─────────── build from SQL ─────────────┘
 *   update ── read the changed rows ── patch in place ── grown a long tail? write a new file ── in
 * place */
#include "foyer-roster-private.h"

#include <string.h>

#include "foyer-order.h"
#include "foyer-question.h"
#include "foyer-roster-writer.h"
#include "foyer-tier.h"

/* Up to so many changed rows are patched; more are quicker built anew. */
#define MAX_STAGED(n_rows) (5000 + (n_rows) / 32)
/* Up to so many changed rows move in the kept orders; for more they are made anew when asked for.
 */
#define MAX_MOVED        2000
#define MAX_TAIL(n_rows) (5000 + (n_rows) / 16)

static void
row_free (gpointer data)
{
  FoyerRosterRow *self = data;

  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    g_string_free (self->lines[n], TRUE);
  g_free (self);
}

typedef struct
{
  GPtrArray *rows;
  guint most;
} Staging;

static gboolean
stage_cb (const FoyerRosterRow *row, gpointer data, GError **error)
{
  Staging *staging = data;
  FoyerRosterRow *copy;

  if (staging->rows->len == staging->most)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                           "Too much changed: the roster is to be built anew");
      return FALSE;
    }
  copy = g_memdup2 (row, sizeof *row);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    copy->lines[n] = g_string_new_len (row->lines[n]->str, row->lines[n]->len);
  g_ptr_array_add (staging->rows, copy);
  return TRUE;
}

/* The rows that a batch of changes touches, as they are now. */
static GPtrArray *
stage_rows (FoyerRoster *self,
            FoyerDatabase *db,
            FoyerRosterImage *image,
            const FoyerChanges *changes,
            GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  Staging staging = { rows, MAX_STAGED (image->n_rows) };
  guint n_items;
  const FoyerChange *items = foyer_changes_get_items (changes, &n_items);

  for (guint i = 0; i < n_items; i++)
    {
      const FoyerChange *item = &items[i];

      if (item->type == &FOYER_TICKET_TYPE &&
          !foyer_roster_read_keys (db, &self->owner.event, image, item->first_key, item->last_key,
                                   stage_cb, &staging, error))
        return NULL;
      if (item->type == &FOYER_ORDER_TYPE &&
          !foyer_roster_read_orders (db, &self->owner.event, image, item->first_key, item->last_key,
                                     stage_cb, &staging, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b)
{
  const FoyerRosterRow *row_a = *(FoyerRosterRow *const *) a;
  const FoyerRosterRow *row_b = *(FoyerRosterRow *const *) b;

  return (row_a->key > row_b->key) - (row_a->key < row_b->key);
}

/* Patches the rows into an image. FALSE where there is no room; those before are in. */
static gboolean
patch_rows (FoyerRosterImage *image, GPtrArray *rows, GArray *slots, gboolean *has_new_text)
{
  g_ptr_array_sort (rows, compare_keys_cb);
  for (guint i = 0; i < rows->len; i++)
    {
      guint slot;
      FoyerPatchResult result = foyer_roster_image_patch (image, rows->pdata[i], &slot);

      if (result == FOYER_PATCH_NO_ROOM)
        return FALSE;
      *has_new_text |= result == FOYER_PATCH_TEXT;
      /* A ticket may be named twice, by itself and by its order; rows are sorted. */
      if (slots->len == 0 || g_array_index (slots, guint32, slots->len - 1) != slot)
        g_array_append_val (slots, slot);
    }
  return TRUE;
}

static gboolean
read_replica_id (FoyerDatabase *db, FoyerUuid *id, GError **error)
{
  static const char sql[] = "SELECT replica_id FROM replica_info";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);

  memset (id, 0, sizeof *id);
  if (statement == NULL || foyer_database_step (db, statement, error) != SQLITE_ROW)
    return statement != NULL;
  if (sqlite3_column_bytes (statement, 0) == sizeof id->bytes)
    memcpy (id->bytes, sqlite3_column_blob (statement, 0), sizeof id->bytes);
  sqlite3_reset (statement);
  return TRUE;
}

/* When the change set at a position was made; 0 when it is not there. */
static gint64
read_stamp (FoyerDatabase *db, gint64 position)
{
  static const char sql[] = "SELECT time FROM change_sets WHERE number = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 stamp = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, position);
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    {
      stamp = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return stamp;
}

/* Brings an image that nobody reads yet up to the present. FALSE when it is of no use. */
static gboolean
catch_up (FoyerRoster *self, FoyerDatabase *db, FoyerRosterImage *image)
{
  g_autoptr (FoyerChanges) changes = foyer_changes_read (db, image->position, NULL);
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) rows = NULL;
  gint64 stamp = read_stamp (db, image->position);
  gboolean has_new_text = FALSE;

  if (changes == NULL || (stamp != 0 && stamp != image->stamp))
    return FALSE;
  rows = stage_rows (self, db, image, changes, NULL);
  if (rows == NULL || !patch_rows (image, rows, slots, &has_new_text))
    return FALSE;
  image->position = foyer_changes_get_position (changes);
  image->stamp = read_stamp (db, image->position);
  return TRUE;
}

/* A long tail is worked into a new file. Failing to is no harm. */
static FoyerRosterImage *
settle (FoyerRoster *self, FoyerRosterImage *image)
{
  FoyerRosterImage *copy;

  if (g_hash_table_size (image->patches) < MAX_TAIL (image->n_rows))
    return image;
  copy = foyer_roster_copy (image, &self->owner, self->cache_dir, NULL);
  if (copy == NULL)
    return image;
  foyer_roster_image_free (image);
  return copy;
}

static FoyerRosterImage *
open_kept (FoyerRoster *self, FoyerDatabase *db)
{
  g_autofree char *path = NULL;
  g_autoptr (FoyerRosterImage) image = NULL;

  if (self->cache_dir == NULL)
    return NULL;
  path = foyer_roster_file_name (self->cache_dir, &self->owner);
  image = foyer_roster_image_open (path, &self->owner, NULL);
  if (image == NULL || !catch_up (self, db, image))
    return NULL;
  return settle (self, g_steal_pointer (&image));
}

/* A cache that cannot be written is done without. */
static FoyerRosterImage *
build (FoyerRoster *self, FoyerDatabase *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 position = foyer_journal_get_position (db, error);
  gint64 stamp;
  FoyerRosterImage *image;

  if (position < 0)
    return NULL;
  stamp = read_stamp (db, position);
  image =
      foyer_roster_build (db, &self->owner, self->cache_dir, position, stamp, cancellable, &local);
  if (image == NULL && self->cache_dir != NULL && local->domain == G_IO_ERROR &&
      local->code != G_IO_ERROR_CANCELLED)
    {
      g_clear_error (&local);
      image = foyer_roster_build (db, &self->owner, NULL, position, stamp, cancellable, &local);
    }
  if (image == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return image;
}

static void
put_in_place (FoyerRoster *self, FoyerRosterImage *image, const FoyerRosterNames *names)
{
  FoyerRosterImage *old;

  g_rw_lock_writer_lock (&self->lock);
  old = self->image;
  self->image = image;
  memcpy (self->names.ranks, names->ranks, sizeof names->ranks);
  g_array_set_size (self->names.questions, 0);
  g_array_append_vals (self->names.questions, names->questions->data, names->questions->len);
  foyer_roster_drop_orders (self, TRUE);
  foyer_roster_matcher_forget (self->matcher);
  g_rw_lock_writer_unlock (&self->lock);
  foyer_roster_image_free (old);
}

static gboolean
load_locked (FoyerRoster *self, FoyerDatabase *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (FoyerRosterImage) image = NULL;
  FoyerRosterNames names = { .questions = questions };

  if (!read_replica_id (db, &self->owner.replica, error))
    return FALSE;
  if (self->image == NULL)
    image = open_kept (self, db);
  if (image == NULL)
    {
      if (self->image == NULL)
        foyer_roster_tell_making (self);
      image = build (self, db, cancellable, error);
    }
  if (image == NULL || !foyer_roster_read_names (db, &self->owner.event, image, &names, error))
    return FALSE;
  put_in_place (self, g_steal_pointer (&image), &names);
  return TRUE;
}

/**
 * foyer_roster_load:
 * @self: a roster
 * @db: a connection of the calling thread
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Takes the kept file, if it fits the replica, or builds the roster from the replica: about two
 * seconds for a million attendees. Called again it builds anew; readers keep what they had until it
 * is done. It is ready when foyer_roster_set_ready() says so. Any thread; not the main one.
 *
 * Returns: %FALSE with @error; then the roster is as it was
 */
gboolean
foyer_roster_load (FoyerRoster *self, FoyerDatabase *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gboolean is_mine, is_loaded;

  g_return_val_if_fail (FOYER_IS_ROSTER (self), FALSE);
  g_return_val_if_fail (FOYER_IS_DATABASE (db), FALSE);

  locker = g_mutex_locker_new (&self->update_lock);
  if (!foyer_database_begin_reading (db, &is_mine, error))
    return FALSE;
  is_loaded = load_locked (self, db, cancellable, error);
  foyer_database_end_reading (db, is_mine);
  if (is_loaded && foyer_roster_is_ready (self))
    foyer_roster_tell_changed (self);
  return is_loaded;
}

/**
 * foyer_roster_set_ready:
 * @self: a roster that is loaded
 *
 * Says that it can be relied on: it is loaded, and whoever keeps it up to date will tell it of
 * whatever comes. Any thread.
 */
void
foyer_roster_set_ready (FoyerRoster *self)
{
  g_return_if_fail (FOYER_IS_ROSTER (self));

  if (g_atomic_int_compare_and_exchange (&self->is_ready, FALSE, TRUE))
    foyer_roster_tell_changed (self);
}

/* Orders follow a few changed rows; numbers leave the orders of texts as they are. */
static void
move_in_orders (FoyerRoster *self, GArray *slots, gboolean has_new_text)
{
  if (slots->len > MAX_MOVED)
    {
      foyer_roster_drop_orders (self, TRUE);
      return;
    }
  for (guint i = 0; i < self->orders->len; i++)
    {
      FoyerRosterOrder *order = self->orders->pdata[i];
      gboolean is_number = order->sort == FOYER_SORT_TIER || order->sort == FOYER_SORT_STATE ||
                           order->sort == FOYER_SORT_ARRIVED;

      if (is_number || has_new_text)
        foyer_roster_order_patch (order, self->image, self->names.ranks,
                                  (const guint32 *) (void *) slots->data, slots->len);
    }
}

/* Puts prepared rows and names in place, while nobody reads. */
static gboolean
apply (FoyerRoster *self, GPtrArray *rows, const FoyerRosterNames *names)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean has_new_text = FALSE;
  gboolean has_room;

  g_rw_lock_writer_lock (&self->lock);
  has_room = patch_rows (self->image, rows, slots, &has_new_text);
  move_in_orders (self, slots, has_new_text);
  if (names != NULL && memcmp (self->names.ranks, names->ranks, sizeof names->ranks) != 0)
    {
      memcpy (self->names.ranks, names->ranks, sizeof names->ranks);
      foyer_roster_drop_orders (self, FALSE);
    }
  if (names != NULL)
    {
      g_array_set_size (self->names.questions, 0);
      g_array_append_vals (self->names.questions, names->questions->data, names->questions->len);
    }
  if (has_new_text)
    foyer_roster_matcher_forget (self->matcher);
  g_rw_lock_writer_unlock (&self->lock);
  return has_room;
}

/* The same rows in the same slots, so orders and hits stay. */
static gboolean
compact (FoyerRoster *self, GError **error)
{
  FoyerRosterImage *copy = foyer_roster_copy (self->image, &self->owner, self->cache_dir, NULL);
  FoyerRosterImage *old = self->image;

  if (copy == NULL)
    copy = foyer_roster_copy (self->image, &self->owner, NULL, error);
  if (copy == NULL)
    return FALSE;
  g_rw_lock_writer_lock (&self->lock);
  self->image = copy;
  g_rw_lock_writer_unlock (&self->lock);
  foyer_roster_image_free (old);
  return TRUE;
}

static gboolean
update_locked (FoyerRoster *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (FoyerChanges) changes = foyer_changes_read (db, self->image->position, error);
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) rows = NULL;
  FoyerRosterNames names = { .questions = questions };
  gboolean has_names;

  if (changes == NULL)
    return FALSE;
  has_names = foyer_changes_touch (changes, &FOYER_TIER_TYPE) ||
              foyer_changes_touch (changes, &FOYER_QUESTION_TYPE);
  rows = stage_rows (self, db, self->image, changes, error);
  if (rows == NULL ||
      (has_names && !foyer_roster_read_names (db, &self->owner.event, self->image, &names, error)))
    return FALSE;
  if (!apply (self, rows, has_names ? &names : NULL) &&
      (!compact (self, error) || !apply (self, rows, NULL)))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             "A row came back where none was: the roster is to be built anew");
      return FALSE;
    }
  self->image->position = foyer_changes_get_position (changes);
  self->image->stamp = read_stamp (db, self->image->position);
  if (g_hash_table_size (self->image->patches) >= MAX_TAIL (self->image->n_rows))
    compact (self, NULL);
  return TRUE;
}

/**
 * foyer_roster_update:
 * @self: a roster
 * @db: a connection of the calling thread
 * @changes: what changed; only its position counts, the roster reads on from its own
 * @error: return location, or %NULL
 *
 * Reads the rows that changed since its last position, as they are now, and puts them in place. A
 * batch may come twice, and before the roster is loaded: then there is nothing to do. Any thread;
 * readers wait for a millisecond at most.
 *
 * Returns: %FALSE with @error when the roster is to be loaded anew
 */
gboolean
foyer_roster_update (FoyerRoster *self,
                     FoyerDatabase *db,
                     const FoyerChanges *changes,
                     GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (FOYER_IS_ROSTER (self), FALSE);
  g_return_val_if_fail (FOYER_IS_DATABASE (db), FALSE);
  g_return_val_if_fail (changes != NULL, FALSE);

  locker = g_mutex_locker_new (&self->update_lock);
  if (self->image == NULL || foyer_changes_get_position (changes) <= self->image->position)
    return TRUE;
  if (!update_locked (self, db, error))
    return FALSE;
  foyer_roster_tell_changed (self);
  return TRUE;
}
