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

static FoyerEventDraft *
make_draft (FoyerEvent *event)
{
  FoyerEventDraft *self = g_new0 (FoyerEventDraft, 1);

  self->event = event;
  self->tiers = g_ptr_array_new_with_free_func (foyer_row_free);
  return self;
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
  FoyerEventDraft *self = make_draft (event);
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
  FoyerEventDraft *self;

  if (event == NULL)
    return NULL;
  tiers = foyer_event_store_tiers (db, event_id, error);
  if (tiers == NULL)
    return NULL;

  self = make_draft (g_steal_pointer (&event));
  for (guint i = 0; i < tiers->len; i++)
    g_ptr_array_add (self->tiers, foyer_tier_copy (tiers->pdata[i]));
  return self;
}

static FoyerTier *
find_tier (const FoyerEventDraft *self, const FoyerUuid *id)
{
  for (guint i = 0; i < self->tiers->len; i++)
    {
      FoyerTier *tier = self->tiers->pdata[i];

      if (foyer_uuid_equal (&tier->row.id, id))
        return tier;
    }
  return NULL;
}

static gboolean
save_tiers (const FoyerEventDraft *before,
            FoyerEventDraft *after,
            FoyerTransaction *transaction,
            GError **error)
{
  for (guint i = 0; i < after->tiers->len; i++)
    {
      FoyerTier *tier = after->tiers->pdata[i];
      FoyerTier *old = before != NULL ? find_tier (before, &tier->row.id) : NULL;

      tier->sort_order = i;
      tier->event_id = after->event->row.id;
      if (old != NULL ? !foyer_transaction_update (transaction, old, tier, error)
                      : !foyer_transaction_insert (transaction, tier, error))
        return FALSE;
    }
  for (guint i = 0; before != NULL && i < before->tiers->len; i++)
    {
      FoyerTier *tier = before->tiers->pdata[i];

      if (find_tier (after, &tier->row.id) == NULL &&
          !foyer_transaction_remove (transaction, tier, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
foyer_event_draft_save (const FoyerEventDraft *before,
                        FoyerEventDraft *after,
                        FoyerDatabase *db,
                        gint64 *change_set,
                        GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;

  transaction = foyer_transaction_begin (db, before != NULL ? "edit-event" : "add-event", error);
  if (transaction == NULL)
    return FALSE;
  if (before != NULL ? !foyer_transaction_update (transaction, before->event, after->event, error)
                     : !foyer_event_store_add (transaction, after->event, error))
    return FALSE;
  if (!save_tiers (before, after, transaction, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

gboolean
foyer_event_draft_equal (const FoyerEventDraft *a, const FoyerEventDraft *b)
{
  if (a->tiers->len != b->tiers->len || foyer_row_diff (a->event, b->event) != 0)
    return FALSE;
  for (guint i = 0; i < a->tiers->len; i++)
    {
      FoyerTier *x = a->tiers->pdata[i];
      FoyerTier *y = b->tiers->pdata[i];

      if (!foyer_uuid_equal (&x->row.id, &y->row.id) || g_strcmp0 (x->name, y->name) != 0 ||
          x->price != y->price || x->quantity_total != y->quantity_total ||
          g_strcmp0 (x->colour, y->colour) != 0)
        return FALSE;
    }
  return TRUE;
}

FoyerEventDraft *
foyer_event_draft_copy (const FoyerEventDraft *self)
{
  FoyerEventDraft *copy = make_draft (foyer_event_copy (self->event));

  for (guint i = 0; i < self->tiers->len; i++)
    g_ptr_array_add (copy->tiers, foyer_tier_copy (self->tiers->pdata[i]));
  return copy;
}

void
foyer_event_draft_free (FoyerEventDraft *self)
{
  if (self == NULL)
    return;
  foyer_event_free (self->event);
  g_ptr_array_unref (self->tiers);
  g_free (self);
}

static void
write_row (GKeyFile *file, const char *group, const FoyerRow *row)
{
  char id[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (&row->id, id);
  g_key_file_set_string (file, group, "id", id);
  g_key_file_set_int64 (file, group, "key", row->key);
  for (guint i = 0; i < row->type->n_columns; i++)
    {
      const FoyerColumn *column = &row->type->columns[i];

      switch (column->type)
        {
        case FOYER_COLUMN_TEXT:
        case FOYER_COLUMN_JSON:
          if (FOYER_COLUMN_FIELD (row, column, char *) != NULL)
            g_key_file_set_string (file, group, column->name,
                                   FOYER_COLUMN_FIELD (row, column, char *));
          break;
        case FOYER_COLUMN_INTEGER:
        case FOYER_COLUMN_TIME:
          g_key_file_set_int64 (file, group, column->name,
                                FOYER_COLUMN_FIELD (row, column, gint64));
          break;
        case FOYER_COLUMN_BOOLEAN:
        case FOYER_COLUMN_ENUM:
          g_key_file_set_integer (file, group, column->name, FOYER_COLUMN_FIELD (row, column, int));
          break;
        case FOYER_COLUMN_UUID:
          foyer_uuid_format (&FOYER_COLUMN_FIELD (row, column, FoyerUuid), id);
          g_key_file_set_string (file, group, column->name, id);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/* The file may have been cut or edited: what does not fit its column is left out. */
static void
read_column (GKeyFile *file, const char *group, gpointer row, const FoyerColumn *column)
{
  g_autofree char *text = g_key_file_get_string (file, group, column->name, NULL);
  g_autoptr (GError) error = NULL;
  int number;
  gint64 large;

  if (text == NULL)
    return;
  switch (column->type)
    {
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      foyer_row_set_text (row, column, text);
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      large = g_key_file_get_int64 (file, group, column->name, &error);
      if (error == NULL)
        FOYER_COLUMN_FIELD (row, column, gint64) = large;
      break;
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_ENUM:
      number = g_key_file_get_integer (file, group, column->name, &error);
      if (error == NULL && number >= 0 &&
          number < (column->words != NULL ? (int) g_strv_length ((char **) column->words) : 2))
        FOYER_COLUMN_FIELD (row, column, int) = number;
      break;
    case FOYER_COLUMN_UUID:
      if (!foyer_uuid_parse (text, &FOYER_COLUMN_FIELD (row, column, FoyerUuid)))
        memset (&FOYER_COLUMN_FIELD (row, column, FoyerUuid), 0, sizeof (FoyerUuid));
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_row (GKeyFile *file, const char *group, gpointer data, GError **error)
{
  FoyerRow *row = data;
  g_autofree char *id = g_key_file_get_string (file, group, "id", error);

  if (id == NULL)
    return FALSE;
  if (!foyer_uuid_parse (id, &row->id))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                   "The draft’s group “%s” has no id", group);
      return FALSE;
    }
  row->key = g_key_file_get_int64 (file, group, "key", NULL);
  for (guint i = 0; i < row->type->n_columns; i++)
    read_column (file, group, row, &row->type->columns[i]);
  return TRUE;
}

char *
foyer_event_draft_to_text (const FoyerEventDraft *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  write_row (file, "event", &self->event->row);
  for (guint i = 0; i < self->tiers->len; i++)
    {
      g_autofree char *group = g_strdup_printf ("tier %u", i);

      write_row (file, group, self->tiers->pdata[i]);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

FoyerEventDraft *
foyer_event_draft_from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FoyerEventDraft) self = make_draft (foyer_event_new ());

  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error) ||
      !read_row (file, "event", self->event, error))
    return NULL;
  for (guint i = 0;; i++)
    {
      g_autofree char *group = g_strdup_printf ("tier %u", i);
      g_autoptr (FoyerTier) tier = foyer_tier_new ();

      if (!g_key_file_has_group (file, group))
        return g_steal_pointer (&self);
      if (!read_row (file, group, tier, error))
        return NULL;
      g_ptr_array_add (self->tiers, g_steal_pointer (&tier));
    }
}
