/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-image.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "foyer-roster.h"
#include "foyer-text.h"

#ifdef __SSE2__
#  include <emmintrin.h>
#endif

#define ALIGNMENT 64

static gsize
take (gsize *at, gsize size)
{
  gsize start = *at;

  *at = (start + size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  return start;
}

/**
 * foyer_roster_layout_init:
 * @layout: (out caller-allocates): offsets from the file's beginning, bytes
 * @capacity: rows that fit
 *
 * Lays out the columns. Any thread.
 */
void
foyer_roster_layout_init (FoyerRosterLayout *layout, guint capacity)
{
  gsize at = FOYER_ROSTER_HEADER_SIZE;

  layout->keys = take (&at, sizeof (gint64) * capacity);
  layout->arrivals = take (&at, sizeof (gint64) * capacity);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    layout->starts[n] = take (&at, sizeof (guint32) * ((gsize) capacity + 1));
  layout->tiers = take (&at, capacity);
  layout->flags = take (&at, capacity);
  layout->end = at;
}

/**
 * foyer_roster_layout_place:
 * @layout: the layout
 * @map: where the file is mapped
 * @image: (inout): gets its columns
 *
 * Points an image's columns into the mapping. Any thread.
 */
void
foyer_roster_layout_place (const FoyerRosterLayout *layout, gpointer map, FoyerRosterImage *image)
{
  guint8 *base = map;

  image->keys = (gint64 *) (base + layout->keys);
  image->arrivals = (gint64 *) (base + layout->arrivals);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    image->texts[n].starts = (guint32 *) (base + layout->starts[n]);
  image->tiers = base + layout->tiers;
  image->flags = base + layout->flags;
}

/**
 * foyer_roster_header_sum:
 * @header: a header
 *
 * Returns: the hash of all of it that stands before the field check
 */
guint64
foyer_roster_header_sum (const FoyerRosterHeader *header)
{
  return foyer_text_hash ((const char *) header, G_STRUCT_OFFSET (FoyerRosterHeader, check),
                          FOYER_ROSTER_FORMAT);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Roster file: %s", why);
  return FALSE;
}

/* Everything that later code relies on to stay inside of the mapping. */
static gboolean
check_header (const FoyerRosterHeader *header,
              const FoyerRosterOwner *owner,
              gsize size,
              GError **error)
{
  FoyerRosterLayout layout;

  if (memcmp (header->magic, FOYER_ROSTER_MAGIC, sizeof header->magic) != 0 ||
      header->format != FOYER_ROSTER_FORMAT)
    return refuse (error, "another format");
  if (header->check != foyer_roster_header_sum (header) || header->file_size != size)
    return refuse (error, "damaged");
  if (memcmp (&header->owner, owner, sizeof *owner) != 0)
    return refuse (error, "of another event");

  foyer_roster_layout_init (&layout, header->capacity);
  if (header->n_rows > header->capacity || header->capacity > FOYER_ROSTER_MAX_ROWS ||
      layout.end > size || header->n_tiers > FOYER_ROSTER_MAX_TIERS ||
      header->n_questions > FOYER_ROSTER_MAX_QUESTIONS)
    return refuse (error, "counts do not fit");
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    if (header->text_at[n] < layout.end || header->text_length[n] > G_MAXUINT32 ||
        header->text_at[n] > size || size - header->text_at[n] < header->text_length[n] ||
        size - header->text_at[n] - header->text_length[n] < FOYER_SCAN_PADDING)
      return refuse (error, "text does not fit");
  if (header->names_at > size || size - header->names_at < header->names_length ||
      header->names_length < header->n_tiers * sizeof (FoyerUuid))
    return refuse (error, "names do not fit");
  return TRUE;
}

static gboolean
check_text (const FoyerRosterImage *self, const FoyerRosterText *text)
{
  guint32 before = 0;

  if (text->length == 0)
    return TRUE; /* not kept: its starts are not looked at */
  for (guint n = 0; n <= self->capacity; n++)
    {
      guint32 start = text->starts[n];

      if (start < before || start > text->length)
        return FALSE;
      before = start;
    }
  /* The last line has an end, so whoever walks to an end of line stays inside. */
  return text->starts[0] == 0 && text->starts[self->n_rows] == text->length &&
         text->bytes[text->length - 1] == FOYER_ROSTER_LINE_END;
}

static gboolean
check_rows (const FoyerRosterImage *self, GError **error)
{
  gint64 before = 0;
  guint wrong = 0;

  for (guint n = 0; n < self->n_rows; n++)
    {
      wrong |= self->keys[n] <= before;
      wrong |= (self->flags[n] & FOYER_FLAG_STATE) >= FOYER_N_ATTENDANCES;
      wrong |= (self->flags[n] & FOYER_FLAG_PATCHED) != 0;
      wrong |= self->tiers[n] >= self->tier_ids->len && self->tiers[n] != FOYER_ROSTER_NO_TIER;
      before = self->keys[n];
    }
  if (wrong)
    return refuse (error, "rows out of order");
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    if (!check_text (self, &self->texts[n]))
      return refuse (error, "lines out of order");
  if (self->n_rows > 0 && self->texts[FOYER_ROSTER_PEOPLE].length == 0)
    return refuse (error, "no text");
  return TRUE;
}

static gboolean
read_names (FoyerRosterImage *self, const FoyerRosterHeader *header, GError **error)
{
  const char *at = (const char *) self->map + header->names_at;
  const char *end = at + header->names_length;

  g_array_append_vals (self->tier_ids, at, header->n_tiers);
  at += header->n_tiers * sizeof (FoyerUuid);
  for (guint n = 0; n < header->n_questions; n++)
    {
      const char *stop = memchr (at, '\0', end - at);

      if (stop == NULL || !g_utf8_validate (at, stop - at, NULL))
        return refuse (error, "names are damaged");
      g_ptr_array_add (self->questions, g_strdup (at));
      at = stop + 1;
    }
  return TRUE;
}

static FoyerRosterImage *
image_new (gpointer map, gsize size)
{
  FoyerRosterImage *self = g_new0 (FoyerRosterImage, 1);

  self->map = map;
  self->map_size = size;
  self->tier_ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->questions = g_ptr_array_new_with_free_func (g_free);
  self->patches = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static gboolean
image_load (FoyerRosterImage *self, const FoyerRosterOwner *owner, GError **error)
{
  const FoyerRosterHeader *header = self->map;
  FoyerRosterLayout layout;

  if (!check_header (header, owner, self->map_size, error))
    return FALSE;

  self->n_rows = header->n_rows;
  self->capacity = header->capacity;
  self->position = header->position;
  self->stamp = header->stamp;
  foyer_roster_layout_init (&layout, header->capacity);
  foyer_roster_layout_place (&layout, self->map, self);
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      self->texts[n].bytes = (char *) self->map + header->text_at[n];
      self->texts[n].length = header->text_length[n];
    }
  return read_names (self, header, error) && check_rows (self, error);
}

/**
 * foyer_roster_image_map:
 * @fd: an open file; it may be closed afterwards
 * @owner: whose it must be
 * @error: return location, or %NULL
 *
 * Maps a roster file and checks everything in it that could lead a reader astray. Any thread.
 *
 * Returns: (transfer full): the image, or %NULL with %G_IO_ERROR_INVALID_DATA when it is not to be
 * used
 */
FoyerRosterImage *
foyer_roster_image_map (int fd, const FoyerRosterOwner *owner, GError **error)
{
  g_autoptr (FoyerRosterImage) self = NULL;
  struct stat info;
  gpointer map;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size < FOYER_ROSTER_HEADER_SIZE)
    {
      refuse (error, "too short");
      return NULL;
    }
  map = mmap (NULL, info.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  if (map == MAP_FAILED)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Roster file: %s",
                   g_strerror (errno));
      return NULL;
    }
  self = image_new (map, info.st_size);
  if (!image_load (self, owner, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * foyer_roster_image_open:
 * @path: the file
 * @owner: whose it must be
 * @error: return location, or %NULL
 *
 * Opens a kept roster file. Any thread.
 *
 * Returns: (transfer full): the image, or %NULL when there is none that can be used
 */
FoyerRosterImage *
foyer_roster_image_open (const char *path, const FoyerRosterOwner *owner, GError **error)
{
  FoyerRosterImage *self;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Roster file: %s",
                   g_strerror (errno));
      return NULL;
    }
  self = foyer_roster_image_map (fd, owner, error);
  close (fd);
  return self;
}

/**
 * foyer_roster_image_free:
 * @self: (transfer full) (nullable): an image
 *
 * Unmaps it. Any thread.
 */
void
foyer_roster_image_free (FoyerRosterImage *self)
{
  if (self == NULL)
    return;
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    if (self->texts[n].tail != NULL)
      g_string_free (self->texts[n].tail, TRUE);
  if (self->map != NULL)
    munmap (self->map, self->map_size);
  g_array_unref (self->tier_ids);
  g_ptr_array_unref (self->questions);
  g_hash_table_unref (self->patches);
  g_free (self);
}

/**
 * foyer_roster_image_find:
 * @self: an image
 * @key: a ticket's key
 * @slot: (out): where it is, or where it would stand
 *
 * Returns: %TRUE if the row is there
 */
gboolean
foyer_roster_image_find (const FoyerRosterImage *self, gint64 key, guint *slot)
{
  guint low = 0;
  guint high = self->n_rows;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->keys[middle] < key)
        low = middle + 1;
      else
        high = middle;
    }
  *slot = low;
  return low < self->n_rows && self->keys[low] == key;
}

/**
 * foyer_roster_image_line:
 * @self: an image
 * @text: which text, %FOYER_ROSTER_PEOPLE, …
 * @slot: which row
 * @length: (out): bytes, the end of line included; 0 where the text is not kept
 *
 * Returns: (transfer none): a row's line, with %FOYER_SCAN_PADDING readable bytes behind it
 */
const char *
foyer_roster_image_line (const FoyerRosterImage *self, guint text, guint slot, gsize *length)
{
  const FoyerRosterText *lines = &self->texts[text];
  const char *line;

  if (G_UNLIKELY (self->flags[slot] & FOYER_FLAG_PATCHED))
    {
      const FoyerRosterPatch *patch = g_hash_table_lookup (self->patches, GUINT_TO_POINTER (slot));

      line = lines->tail->str + patch->at[text];
      *length = (const char *) strchr (line, FOYER_ROSTER_LINE_END) + 1 - line;
      return line;
    }
  if (lines->length == 0)
    {
      *length = 0;
      return "";
    }
  *length = lines->starts[slot + 1] - lines->starts[slot];
  return lines->bytes + lines->starts[slot];
}

/* The end of the field or line that at stands in; end stands behind a line's end. */
static const char *
find_end (const char *at, const char *end)
{
#ifdef __SSE2__
  const __m128i most = _mm_set1_epi8 (0x1f);

  for (; at < end; at += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) at);
      guint ends = _mm_movemask_epi8 (_mm_cmpeq_epi8 (_mm_max_epu8 (bytes, most), most));

      if (ends != 0)
        return at + __builtin_ctz (ends);
    }
  return end - 1;
#else
  while (at < end - 1 && (guchar) *at >= 0x20)
    at++;
  return at;
#endif
}

/**
 * foyer_roster_image_field:
 * @self: an image
 * @text: which text
 * @slot: which row
 * @field: which field of its line, from 0
 * @length: (out): bytes; 0 where the line has no such field
 *
 * Returns: (transfer none): where the field begins; not terminated
 */
const char *
foyer_roster_image_field (const FoyerRosterImage *self,
                          guint text,
                          guint slot,
                          guint field,
                          gsize *length)
{
  gsize left;
  const char *at = foyer_roster_image_line (self, text, slot, &left);
  const char *end = at + left;

  for (; field > 0 && at < end; field--)
    at = find_end (at, end) + 1;
  if (at >= end)
    {
      *length = 0;
      return at;
    }
  *length = find_end (at, end) - at;
  return at;
}

/**
 * foyer_roster_image_tier:
 * @self: an image
 * @tier_id: a tier's id
 *
 * Returns: the number by which the rows name the tier; a new one if it is new,
 * %FOYER_ROSTER_NO_TIER for the nil id and when there are too many
 */
guint
foyer_roster_image_tier (FoyerRosterImage *self, const FoyerUuid *tier_id)
{
  if (foyer_uuid_is_nil (tier_id))
    return FOYER_ROSTER_NO_TIER;
  for (guint n = 0; n < self->tier_ids->len; n++)
    if (foyer_uuid_equal (&g_array_index (self->tier_ids, FoyerUuid, n), tier_id))
      return n;
  if (self->tier_ids->len >= FOYER_ROSTER_MAX_TIERS)
    return FOYER_ROSTER_NO_TIER;
  g_array_append_val (self->tier_ids, *tier_id);
  return self->tier_ids->len - 1;
}

/**
 * foyer_roster_image_question:
 * @self: an image
 * @code: a question's code
 *
 * Returns: which field of the answers is the question's; a new one if it is new;
 * %FOYER_ROSTER_MAX_QUESTIONS when there are too many
 */
guint
foyer_roster_image_question (FoyerRosterImage *self, const char *code)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->questions, code, g_str_equal, &index))
    {
      if (self->questions->len >= FOYER_ROSTER_MAX_QUESTIONS)
        return FOYER_ROSTER_MAX_QUESTIONS;
      index = self->questions->len;
      g_ptr_array_add (self->questions, g_strdup (code));
    }
  return index;
}

static gboolean
has_same_lines (const FoyerRosterImage *self, guint slot, const FoyerRosterRow *row)
{
  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      gsize length;
      const char *line = foyer_roster_image_line (self, n, slot, &length);

      if (length == 0
              ? row->lines[n]->len > 1
              : length != row->lines[n]->len || memcmp (line, row->lines[n]->str, length) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
append_to_tail (FoyerRosterText *text, const GString *line)
{
  static const char padding[FOYER_SCAN_PADDING];

  if (text->tail == NULL)
    {
      text->tail = g_string_new (NULL);
      g_string_append_len (text->tail, padding, sizeof padding);
    }
  g_string_insert_len (text->tail, text->tail->len - sizeof padding, line->str, line->len);
}

static void
replace_lines (FoyerRosterImage *self, guint slot, const FoyerRosterRow *row)
{
  FoyerRosterPatch *patch = g_new (FoyerRosterPatch, 1);

  for (guint n = 0; n < FOYER_N_ROSTER_TEXTS; n++)
    {
      FoyerRosterText *text = &self->texts[n];

      patch->at[n] = text->tail == NULL ? 0 : text->tail->len - FOYER_SCAN_PADDING;
      append_to_tail (text, row->lines[n]);
    }
  g_hash_table_replace (self->patches, GUINT_TO_POINTER (slot), patch);
  self->flags[slot] |= FOYER_FLAG_PATCHED;
}

/**
 * foyer_roster_image_patch:
 * @self: an image that nobody else reads meanwhile
 * @row: the row as it is now
 * @slot: (out): where it is
 *
 * Writes a row over, or appends it. The text of one that was removed is left: it may come back.
 *
 * Returns: what changed; %FOYER_PATCH_NO_ROOM when there is no slot for it
 */
FoyerPatchResult
foyer_roster_image_patch (FoyerRosterImage *self, const FoyerRosterRow *row, guint *slot)
{
  gboolean is_new = !foyer_roster_image_find (self, row->key, slot);
  gboolean is_dead = (row->flags & FOYER_FLAG_DEAD) != 0;
  FoyerPatchResult result = FOYER_PATCH_NUMBERS;

  if (is_new)
    {
      if (*slot != self->n_rows || self->n_rows == self->capacity)
        return FOYER_PATCH_NO_ROOM;
      self->n_rows++;
      self->keys[*slot] = row->key;
      self->flags[*slot] = 0;
    }
  if (is_new || (!is_dead && !has_same_lines (self, *slot, row)))
    {
      replace_lines (self, *slot, row);
      result = FOYER_PATCH_TEXT;
    }
  self->arrivals[*slot] = row->arrival;
  self->tiers[*slot] = row->tier;
  self->flags[*slot] = (self->flags[*slot] & FOYER_FLAG_PATCHED) | row->flags;
  return result;
}
