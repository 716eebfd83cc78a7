/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "foyer-roster-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FLUSH_SIZE (1 << 20)
/* Room for people who come later, before the file is made anew. */
#define SPARE_ROWS(n) (4096 + (n) / 16)

/* A line of bytes on its way to a file. The first text streams into the file itself, the others
 * into nameless ones that are appended at the end. */
typedef struct
{
  int fd;          /* (owned), -1 for the file itself */
  GString *buffer; /* (owned) */
  guint64 written;
  gboolean is_kept; /* a line of it was more than its end */
} Stream;

struct _FoyerRosterWriter
{
  FoyerRosterOwner owner;
  char *path;      /* (owned) (nullable) where it goes when it is done */
  char *temporary; /* (owned) (nullable) its name until then */
  int fd;
  guint row;
  FoyerRosterLayout layout;
  FoyerRosterImage *image; /* (owned) its columns are mapped for writing; collects the names */
  Stream streams[FOYER_N_ROSTER_TEXTS];
};

static gboolean
fail (GError **error, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "Roster file: %s",
               g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, const char *bytes, gsize length, guint64 at, GError **error)
{
  while (length > 0)
    {
      gssize n = pwrite (fd, bytes, length, at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (error, n == 0 ? ENOSPC : errno);
      bytes += n;
      length -= n;
      at += n;
    }
  return TRUE;
}

/* In memory where the folder cannot be written. */
static int
open_nameless (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "roster-XXXXXX", NULL);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    g_unlink (path);
  else if ((fd = memfd_create ("foyer-roster", MFD_CLOEXEC)) < 0)
    fail (error, errno);
  return fd;
}

/**
 * foyer_roster_file_name:
 * @cache_dir: the folder of all rosters
 * @owner: whose roster
 *
 * Returns: (transfer full): where its file is kept
 */
char *
foyer_roster_file_name (const char *cache_dir, const FoyerRosterOwner *owner)
{
  g_autofree char *replica = foyer_uuid_to_string (&owner->replica);
  g_autofree char *event = foyer_uuid_to_string (&owner->event);
  g_autofree char *name = g_strdup_printf ("%s-%s.roster", replica, event);

  return g_build_filename (cache_dir, name, NULL);
}

static gboolean
open_files (FoyerRosterWriter *self, const char *cache_dir, GError **error)
{
  const char *dir = cache_dir != NULL ? cache_dir : g_get_tmp_dir ();

  if (cache_dir != NULL)
    {
      if (g_mkdir_with_parents (cache_dir, 0700) != 0)
        return fail (error, errno);
      self->path = foyer_roster_file_name (cache_dir, &self->owner);
      self->temporary = g_strconcat (self->path, ".XXXXXX", NULL);
      self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
      if (self->fd < 0)
        {
          g_clear_pointer (&self->temporary, g_free);
          return fail (error, errno);
        }
    }
  else if ((self->fd = open_nameless (dir, error)) < 0)
    return FALSE;

  for (guint n = 1; n < FOYER_N_ROSTER_TEXTS; n++)
    if ((self->streams[n].fd = open_nameless (dir, error)) < 0)
      return FALSE;
  return TRUE;
}

/* The columns' room is taken on the disk at once: a full disk is an error here, not a signal later.
 */
static gboolean
map_columns (FoyerRosterWriter *self, guint capacity, GError **error)
{
  gpointer map;
  int code;

  if (capacity > FOYER_ROSTER_MAX_ROWS)
    return fail (error, ERANGE);
  foyer_roster_layout_init (&self->layout, capacity);
  do
    code = posix_fallocate (self->fd, 0, self->layout.end);
  while (code == EINTR);
  if (code != 0)
    return fail (error, code);
  map = mmap (NULL, self->layout.end, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, 0);
  if (map == MAP_FAILED)
    return fail (error, errno);

  self->image->map = map;
  self->image->map_size = self->layout.end;
  self->image->capacity = capacity;
  foyer_roster_layout_place (&self->layout, map, self->image);
  return TRUE;
}

/**
 * foyer_roster_writer_new:
 * @cache_dir: (nullable): the folder for the file; %NULL keeps no file
 * @owner: whose roster
 * @n_rows: about how many rows will come
 * @error: return location, or %NULL
 *
 * Begins a file. Its owner alone can read it. Any thread, one at a time.
 *
 * Returns: (transfer full): the writer, or %NULL
 */
FoyerRosterWriter *
foyer_roster_writer_new (const char *cache_dir,
                         const FoyerRosterOwner *owner,
                         guint n_rows,
                         GError **error)
{
  g_autoptr (FoyerRosterWriter) self = g_new0 (FoyerRosterWriter, 1);

  self->owner = *owner;
  self->fd = -1;
  self->image = g_new0 (FoyerRosterImage, 1);
  self->image->tier_ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->image->questions = g_ptr_array_new_with_free_func (g_free);
  self->image->patches = g_hash_table_new (NULL, NULL);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      self->streams[n].fd = -1;
      self->streams[n].buffer = g_string_sized_new (4096);
    }
  if (!open_files (self, cache_dir, error) ||
      !map_columns (self, n_rows + SPARE_ROWS (n_rows), error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * foyer_roster_writer_get_line:
 * @self: a writer
 * @text: which text
 *
 * Returns: (transfer none): where to append the line of the row that is added next
 */
GString *
foyer_roster_writer_get_line (FoyerRosterWriter *self, guint text)
{
  return self->streams[text].buffer;
}

/**
 * foyer_roster_writer_get_names:
 * @self: a writer
 *
 * Returns: (transfer none): an image of which only the tiers and questions may be used
 */
FoyerRosterImage *
foyer_roster_writer_get_names (FoyerRosterWriter *self)
{
  return self->image;
}

static gboolean
flush (FoyerRosterWriter *self, Stream *stream, GError **error)
{
  gboolean is_first = stream == self->streams;
  int fd = is_first ? self->fd : stream->fd;
  guint64 at = stream->written + (is_first ? self->layout.end : 0);

  if (!write_all (fd, stream->buffer->str, stream->buffer->len, at, error))
    return FALSE;
  stream->written += stream->buffer->len;
  g_string_truncate (stream->buffer, 0);
  return TRUE;
}

/**
 * foyer_roster_writer_add:
 * @self: a writer
 * @row: the row; its lines are not looked at, they were appended
 * @error: return location, or %NULL
 *
 * Adds a row. Keys must grow.
 *
 * Returns: %FALSE with @error when the disk is full or the rows are too many
 */
gboolean
foyer_roster_writer_add (FoyerRosterWriter *self, const FoyerRosterRow *row, GError **error)
{
  FoyerRosterImage *image = self->image;
  guint slot = self->row;

  if (slot == image->capacity)
    return fail (error, ERANGE);
  image->keys[slot] = row->key;
  image->arrivals[slot] = row->arrival;
  image->tiers[slot] = row->tier;
  image->flags[slot] = row->flags & ~FOYER_FLAG_PATCHED;
  self->row++;

  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      Stream *stream = &self->streams[n];
      guint64 end = stream->written + stream->buffer->len;

      if (end > G_MAXUINT32)
        return fail (error, EFBIG);
      stream->is_kept |= end - image->texts[n].starts[slot] > 1;
      image->texts[n].starts[slot + 1] = end;
      if (stream->buffer->len >= FLUSH_SIZE && !flush (self, stream, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
append_stream (FoyerRosterWriter *self, Stream *stream, guint64 at, GError **error)
{
  loff_t from = 0;
  loff_t to = at;
  guint64 left = stream->written;

  while (left > 0)
    {
      gssize n = copy_file_range (stream->fd, &from, self->fd, &to, left, 0);

      if (n <= 0)
        return fail (error, n == 0 ? EIO : errno);
      left -= n;
    }
  return TRUE;
}

static gboolean
write_texts (FoyerRosterWriter *self, FoyerRosterHeader *header, guint64 *end, GError **error)
{
  static const char padding[FOYER_SCAN_PADDING];
  guint64 at = self->layout.end;

  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      Stream *stream = &self->streams[n];
      FoyerRosterText *text = &self->image->texts[n];
      gboolean is_kept = n == 0 || stream->is_kept;

      if (!flush (self, stream, error))
        return FALSE;
      for (guint slot = self->row; slot <= self->image->capacity; slot++)
        text->starts[slot] = stream->written;
      if (n > 0 && is_kept && !append_stream (self, stream, at, error))
        return FALSE;
      header->text_at[n] = at;
      header->text_length[n] = is_kept ? stream->written : 0;
      at += header->text_length[n];
      if (!write_all (self->fd, padding, sizeof padding, at, error))
        return FALSE;
      at += sizeof padding;
    }
  *end = at;
  return TRUE;
}

static gboolean
write_names (FoyerRosterWriter *self, FoyerRosterHeader *header, guint64 *end, GError **error)
{
  g_autoptr (GByteArray) names = g_byte_array_new ();
  GArray *tiers = self->image->tier_ids;
  GPtrArray *questions = self->image->questions;

  g_byte_array_append (names, (guint8 *) tiers->data, tiers->len * sizeof (FoyerUuid));
  for (guint n = 0; n < questions->len; n++)
    g_byte_array_append (names, questions->pdata[n], strlen (questions->pdata[n]) + 1);
  header->n_tiers = tiers->len;
  header->n_questions = questions->len;
  header->names_at = *end;
  header->names_length = names->len;
  *end += names->len;
  return write_all (self->fd, (char *) names->data, names->len, header->names_at, error);
}

static gboolean
write_rest (FoyerRosterWriter *self, gint64 position, gint64 stamp, GError **error)
{
  FoyerRosterHeader header = { .format = FOYER_ROSTER_FORMAT,
                               .n_rows = self->row,
                               .capacity = self->image->capacity,
                               .owner = self->owner,
                               .position = position,
                               .stamp = stamp };
  guint64 end = 0;

  memcpy (header.magic, FOYER_ROSTER_MAGIC, sizeof header.magic);
  if (!write_texts (self, &header, &end, error) || !write_names (self, &header, &end, error))
    return FALSE;
  header.file_size = end;
  header.check = foyer_roster_header_sum (&header);
  memcpy (self->image->map, &header, sizeof header);
  return TRUE;
}

/**
 * foyer_roster_writer_finish:
 * @self: a writer
 * @position: the journal's position that the rows show
 * @stamp: the time of that change set, microseconds
 * @error: return location, or %NULL
 *
 * Completes the file, renames it to its name, and maps it.
 *
 * Returns: (transfer full): the image, or %NULL
 */
FoyerRosterImage *
foyer_roster_writer_finish (FoyerRosterWriter *self, gint64 position, gint64 stamp, GError **error)
{
  g_autoptr (FoyerRosterImage) image = NULL;

  if (!write_rest (self, position, stamp, error))
    return NULL;
  image = foyer_roster_image_map (self->fd, &self->owner, error);
  if (image == NULL)
    return NULL;
  if (self->temporary != NULL)
    {
      if (g_rename (self->temporary, self->path) != 0)
        {
          fail (error, errno);
          return NULL;
        }
      g_clear_pointer (&self->temporary, g_free);
    }
  return g_steal_pointer (&image);
}

/**
 * foyer_roster_writer_free:
 * @self: (transfer full): a writer
 *
 * Closes it. Without foyer_roster_writer_finish() no file is left.
 */
void
foyer_roster_writer_free (FoyerRosterWriter *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->image, foyer_roster_image_free);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      if (self->streams[n].fd >= 0)
        close (self->streams[n].fd);
      g_string_free (self->streams[n].buffer, TRUE);
    }
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->temporary);
  g_free (self);
}
