/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-draft.h"

#include "foyer-row-store.h"
#include "foyer-time.h"

#include <string.h>

#define DEFAULT_HOUR   19
#define DEFAULT_LENGTH (3 * G_TIME_SPAN_HOUR)

G_DEFINE_BOXED_TYPE (FoyerEventDraft,
                     foyer_event_draft,
                     foyer_event_draft_copy,
                     foyer_event_draft_free)

FoyerEventDraft *
foyer_event_draft_new_for_event (FoyerEvent *event)
{
  FoyerEventDraft *self = g_new0 (FoyerEventDraft, 1);

  self->event = event;
  self->tiers = g_ptr_array_new_with_free_func (foyer_row_free);
  self->questions = g_ptr_array_new_with_free_func (foyer_row_free);
  self->images = g_ptr_array_new_with_free_func (foyer_row_free);
  return self;
}

static void
copy_rows (GPtrArray *to, GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, foyer_row_copy (from->pdata[i]));
}

static char *
get_local_zone_name (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);
  g_autoptr (GTimeZone) known = foyer_time_zone_load (name);

  return g_strdup (known != NULL ? name : "UTC");
}

FoyerEventDraft *
foyer_event_draft_new (gint64 now, const char *currency)
{
  FoyerEvent *event = foyer_event_new ();
  FoyerEventDraft *self = foyer_event_draft_new_for_event (event);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) day = NULL;

  foyer_uuid_init_v7 (&event->row.id);
  event->timezone = get_local_zone_name ();
  event->currency = g_strdup (currency);
  event->capacity = FOYER_NONE;
  event->status = FOYER_EVENT_DRAFT;
  zone = foyer_time_zone_load (event->timezone);
  local = g_date_time_to_timezone (utc, zone);
  day = g_date_time_add_days (local, g_date_time_get_hour (local) >= DEFAULT_HOUR ? 1 : 0);
  foyer_time_from_wall (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                        g_date_time_get_day_of_month (day), DEFAULT_HOUR, 0, 0, &event->start_date);
  event->end_date = event->start_date + DEFAULT_LENGTH;
  return self;
}

FoyerEventDraft *
foyer_event_draft_load (FoyerDatabase *db, const FoyerUuid *event_id, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  FoyerEventDraft *self;

  if (event == NULL)
    return NULL;
  tiers = foyer_event_store_tiers (db, event_id, error);
  if (tiers == NULL)
    return NULL;
  questions = foyer_event_store_questions (db, event_id, error);
  if (questions == NULL)
    return NULL;

  self = foyer_event_draft_new_for_event (g_steal_pointer (&event));
  copy_rows (self->tiers, tiers);
  copy_rows (self->questions, questions);
  return self;
}

GPtrArray *
foyer_event_draft_copy_rows (GPtrArray *rows)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (foyer_row_free);

  copy_rows (copy, rows);
  return copy;
}

gpointer
foyer_event_draft_find_row (GPtrArray *rows, const FoyerUuid *id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerRow *row = rows->pdata[i];

      if (foyer_uuid_equal (&row->id, id))
        return row;
    }
  return NULL;
}

static gint64 *
get_place (FoyerRow *row)
{
  return &FOYER_COLUMN_FIELD (row, foyer_row_type_find (row->type, "sort_order"), gint64);
}

/* Rows keep the number of their place as long as it is in order, so that nothing is written where
 * nothing moved. Rows of one number are told apart by their age, which is their key. */
static void
number_rows (GPtrArray *rows)
{
  gint64 last = G_MININT64;
  gint64 last_key = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      FoyerRow *row = rows->pdata[i];
      gint64 *place = get_place (row);

      if (row->key == 0 || *place < last || (*place == last && row->key <= last_key))
        *place = MAX (last + 1, 0);
      last = *place;
      last_key = row->key != 0 ? row->key : G_MAXINT64;
    }
}

static void
adopt (FoyerRow *row, const FoyerUuid *event_id)
{
  FOYER_COLUMN_FIELD (row, foyer_row_type_find (row->type, "event_id"), FoyerUuid) = *event_id;
}

/* Somebody else removed it, and here it was worked on: it comes back. */
static gboolean
bring_back (FoyerTransaction *transaction, FoyerRow *row, GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerRow) stored = foyer_row_store_get (db, row->type, row->key, error);

  return stored != NULL && foyer_transaction_restore (transaction, stored, error) &&
         foyer_transaction_update (transaction, stored, row, error);
}

static gboolean
save_row (FoyerTransaction *transaction, const FoyerRow *before, FoyerRow *after, GError **error)
{
  if (before != NULL)
    return foyer_transaction_update (transaction, before, after, error);
  if (after->key != 0)
    return bring_back (transaction, after, error);
  return foyer_transaction_insert (transaction, after, error);
}

/* before: (nullable) */
static gboolean
save_rows (FoyerTransaction *transaction,
           GPtrArray *before,
           GPtrArray *after,
           const FoyerUuid *event_id,
           GError **error)
{
  number_rows (after);
  for (guint i = 0; i < after->len; i++)
    {
      FoyerRow *row = after->pdata[i];
      FoyerRow *old = before != NULL ? foyer_event_draft_find_row (before, &row->id) : NULL;

      adopt (row, event_id);
      if (!save_row (transaction, old, row, error))
        return FALSE;
    }
  for (guint i = 0; before != NULL && i < before->len; i++)
    {
      FoyerRow *row = before->pdata[i];

      if (foyer_event_draft_find_row (after, &row->id) == NULL &&
          !foyer_transaction_remove (transaction, row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_shown (const FoyerEvent *event, const FoyerUuid *image_id)
{
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (image_id, id);
  return foyer_uuid_equal (&event->cover_image_id, image_id) ||
         foyer_uuid_equal (&event->logo_image_id, image_id) ||
         (event->description != NULL && strstr (event->description, id) != NULL);
}

static gboolean
is_stored (FoyerDatabase *db, const FoyerUuid *image_id)
{
  g_autoptr (FoyerImage) image = foyer_row_store_find (db, &FOYER_IMAGE_TYPE, image_id, NULL);

  return image != NULL;
}

/* A picture that was brought and taken away again before saving is never stored. */
static gboolean
save_images (FoyerTransaction *transaction, FoyerEventDraft *draft, GError **error)
{
  for (guint i = 0; i < draft->images->len; i++)
    {
      FoyerImage *image = draft->images->pdata[i];

      adopt (&image->row, &draft->event->row.id);
      if (is_shown (draft->event, &image->row.id) &&
          !is_stored (foyer_transaction_get_db (transaction), &image->row.id) &&
          !foyer_transaction_insert (transaction, image, error))
        return FALSE;
    }
  g_ptr_array_set_size (draft->images, 0);
  return TRUE;
}

static gboolean
save_event (FoyerTransaction *transaction,
            const FoyerEventDraft *before,
            FoyerEventDraft *after,
            GError **error)
{
  const FoyerUuid *id = &after->event->row.id;

  if (before != NULL ? !foyer_event_store_edit (transaction, before->event, after->event, error)
                     : !foyer_event_store_add (transaction, after->event, error))
    return FALSE;
  return save_images (transaction, after, error) &&
         save_rows (transaction, before != NULL ? before->tiers : NULL, after->tiers, id, error) &&
         save_rows (transaction, before != NULL ? before->questions : NULL, after->questions, id,
                    error);
}

/* The date may have come to another series. */
static gboolean
read_again (FoyerTransaction *transaction, FoyerEventDraft *after, GError **error)
{
  FoyerEvent *stored;

  stored = foyer_row_store_find (foyer_transaction_get_db (transaction), &FOYER_EVENT_TYPE,
                                 &after->event->row.id, error);
  if (stored == NULL)
    return FALSE;
  foyer_event_free (after->event);
  after->event = stored;
  return TRUE;
}

FoyerSeriesEdit
foyer_event_draft_get_series_edit (const FoyerEventDraft *before,
                                   const FoyerEventDraft *after,
                                   FoyerSeriesScope scope,
                                   gboolean overwrite)
{
  return (FoyerSeriesEdit){
    .before = before->event,
    .after = after->event,
    .scope = scope,
    .overwrite = overwrite,
    .tiers_before = before->tiers,
    .tiers_after = after->tiers,
    .questions_before = before->questions,
    .questions_after = after->questions,
  };
}

gboolean
foyer_event_draft_save_scope (const FoyerEventDraft *before,
                              FoyerEventDraft *after,
                              FoyerSeriesScope scope,
                              gboolean overwrite,
                              FoyerDatabase *db,
                              FoyerSeriesProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              gint64 *change_set,
                              GError **error)
{
  FoyerSeriesEdit edit = foyer_event_draft_get_series_edit (before, after, scope, overwrite);
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_KIND_EDIT_SERIES, error);

  if (transaction == NULL || !save_event (transaction, before, after, error) ||
      !foyer_series_edit_apply (transaction, &edit, progress, progress_data, cancellable, error) ||
      !read_again (transaction, after, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

gboolean
foyer_event_draft_save (const FoyerEventDraft *before,
                        FoyerEventDraft *after,
                        FoyerDatabase *db,
                        gint64 *change_set,
                        GError **error)
{
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, before != NULL ? "edit-event" : "add-event", error);

  if (transaction == NULL || !save_event (transaction, before, after, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

FoyerColumnSet
foyer_event_draft_diff_rows (gconstpointer a, gconstpointer b)
{
  const FoyerRowType *type = ((const FoyerRow *) a)->type;
  FoyerColumnSet set = foyer_row_diff (a, b);

  for (guint i = 0; i < type->n_columns; i++)
    if (g_str_equal (type->columns[i].name, "sort_order") ||
        g_str_equal (type->columns[i].name, "event_id"))
      set &= ~((FoyerColumnSet) 1 << i);
  return set;
}

/* The place is told by the order, and the event is the draft's own. */
static gboolean
rows_are_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const FoyerRow *x = a->pdata[i];
      const FoyerRow *y = b->pdata[i];

      if (!foyer_uuid_equal (&x->id, &y->id) || foyer_event_draft_diff_rows (x, y) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
foyer_event_draft_equal (const FoyerEventDraft *a, const FoyerEventDraft *b)
{
  /* A picture counts once the event shows it, and then the event differs. */
  return foyer_row_diff (a->event, b->event) == 0 && rows_are_equal (a->tiers, b->tiers) &&
         rows_are_equal (a->questions, b->questions);
}

FoyerEventDraft *
foyer_event_draft_copy (const FoyerEventDraft *self)
{
  FoyerEventDraft *copy = foyer_event_draft_new_for_event (foyer_event_copy (self->event));

  copy_rows (copy->tiers, self->tiers);
  copy_rows (copy->questions, self->questions);
  copy_rows (copy->images, self->images);
  return copy;
}

void
foyer_event_draft_free (FoyerEventDraft *self)
{
  if (self == NULL)
    return;
  foyer_event_free (self->event);
  g_ptr_array_unref (self->tiers);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->images);
  g_free (self);
}

const FoyerImage *
foyer_event_draft_find_image (const FoyerEventDraft *self, const FoyerUuid *id)
{
  return foyer_event_draft_find_row (self->images, id);
}
