/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-steps.h"

#include "foyer-series-children.h"
#include "foyer-series-fit.h"
#include "foyer-series-pattern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of its own at every date, or told by the times. */
static const char *const own_columns[] = {
  "slug",         "start_date",   "end_date",    "timezone",    "series_id", "series_date",
  "published_at", "cancelled_at", "archived_at", "is_template", NULL,
};
static const char *const time_columns[] = { "start_date", "end_date", "timezone", NULL };

static void
step_free (gpointer data)
{
  FoyerSeriesStep *step = data;

  g_clear_pointer (&step->before, foyer_event_free);
  g_clear_pointer (&step->after, foyer_event_free);
  g_clear_pointer (&step->children, g_ptr_array_unref);
  g_free (step);
}

/**
 * foyer_series_steps_free:
 * @self: (nullable): steps
 */
void
foyer_series_steps_free (FoyerSeriesSteps *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->series, foyer_series_free);
  g_clear_pointer (&self->old_zone, g_time_zone_unref);
  g_clear_pointer (&self->new_zone, g_time_zone_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->walls, g_array_unref);
  g_free (self);
}

static GTimeZone *
load_zone (const char *name)
{
  GTimeZone *zone = foyer_time_zone_load (name);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static FoyerColumnSet
find_columns (const char *const *names)
{
  FoyerColumnSet set = 0;

  for (; *names != NULL; names++)
    set |= (FoyerColumnSet) 1 << (foyer_row_type_find (&FOYER_EVENT_TYPE, *names) -
                                  FOYER_EVENT_TYPE.columns);
  return set;
}

/* Its place was found by hand, not by the rule. */
static gboolean
is_placed_by_hand (const FoyerSeriesSteps *self, const FoyerEvent *date)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (date->start_date != date->series_date ||
      g_strcmp0 (date->timezone, self->series->timezone) != 0)
    return TRUE;
  return foyer_series_wall_length (date, self->old_zone) * G_USEC_PER_SEC != self->series->duration;
}

static void
change_time (const FoyerSeriesSteps *self, FoyerSeriesStep *step, gboolean is_self)
{
  const FoyerEvent *edited = self->edit->after;
  FoyerEvent *after = step->after;

  foyer_wall_seconds_to_instant (step->wall, self->new_zone, &after->series_date);
  if (is_self)
    return;
  if (is_placed_by_hand (self, step->before) && !self->edit->overwrite)
    {
      step->change.kept |=
          find_columns (time_columns) & foyer_row_diff (self->edit->before, edited);
      return;
    }
  g_free (after->timezone);
  after->timezone = g_strdup (edited->timezone);
  foyer_series_place (after, self->new_zone, step->wall,
                      foyer_series_wall_length (edited, self->new_zone));
}

/* A date has what before had, has been edited by hand, or has the new already. */
static void
change_columns (const FoyerSeriesSteps *self, FoyerSeriesStep *step, FoyerColumnSet edited)
{
  FoyerColumnSet by_hand = foyer_row_diff (self->edit->before, step->before);
  FoyerColumnSet missing = foyer_row_diff (self->edit->after, step->before);

  for (guint i = 0; i < FOYER_EVENT_TYPE.n_columns; i++)
    {
      FoyerColumnSet bit = (FoyerColumnSet) 1 << i;

      if (!(edited & missing & bit))
        continue;
      if ((by_hand & bit) && !self->edit->overwrite)
        step->change.kept |= bit;
      else
        foyer_row_copy_column (step->after, self->edit->after, &FOYER_EVENT_TYPE.columns[i]);
    }
}

/* What was edited itself; it may be stored already. */
static void
take_edited (const FoyerSeriesSteps *self, FoyerEvent *after)
{
  FoyerColumnSet edited = foyer_row_diff (self->edit->before, self->edit->after);

  for (guint i = 0; i < FOYER_EVENT_TYPE.n_columns; i++)
    if (edited & (FoyerColumnSet) 1 << i)
      foyer_row_copy_column (after, self->edit->after, &FOYER_EVENT_TYPE.columns[i]);
}

static FoyerSeriesStep *
make_step (const FoyerSeriesSteps *self, FoyerEvent *date, FoyerColumnSet edited)
{
  FoyerSeriesStep *step = g_new0 (FoyerSeriesStep, 1);
  gboolean is_self = foyer_uuid_equal (&date->row.id, &self->edit->before->row.id);
  FoyerColumnSet own = find_columns ((const char *[]){ "series_id", "series_date", NULL });

  step->wall = foyer_wall_seconds_from_instant (date->series_date, self->old_zone) + self->delta;
  step->before = date;
  step->after = foyer_event_copy (date);
  if (is_self)
    take_edited (self, step->after);
  else
    change_columns (self, step, edited);
  if (self->is_timed)
    change_time (self, step, is_self);

  step->change.event_id = step->before->row.id;
  step->change.old_start = step->before->start_date;
  step->change.new_start = step->after->start_date;
  step->change.changed = foyer_row_diff (step->before, step->after) & ~own;
  step->change.effect = step->change.changed != 0 ? FOYER_SERIES_CHANGED : FOYER_SERIES_UNCHANGED;
  return step;
}

/* A gap or overlap is told only where the time is new. */
static void
look_at_clock (const FoyerSeriesSteps *self, FoyerSeriesStep *step)
{
  gint64 instant;

  if (step->change.new_start == FOYER_NONE || step->change.new_start == step->change.old_start)
    return;
  step->change.kind = foyer_wall_seconds_to_instant (step->wall, self->new_zone, &instant);
  if (instant != step->change.new_start)
    step->change.kind = FOYER_WALL_UNIQUE;
}

static gint64
look_up_sold (GHashTable *sold, const FoyerEvent *date)
{
  gint64 *n = g_hash_table_lookup (sold, &date->row.key);

  return n != NULL ? *n : 0;
}

static gboolean
is_in_scope (const FoyerSeriesSteps *self, const FoyerEvent *date)
{
  return self->edit->scope == FOYER_SERIES_ALL ||
         date->series_date >= self->edit->before->series_date;
}

/* Tiers and questions of the edited date are saved with it. */
static gboolean
plan_children (const FoyerSeriesSteps *self,
               FoyerDatabase *db,
               FoyerSeriesStep *step,
               GError **error)
{
  if (foyer_uuid_equal (&step->before->row.id, &self->edit->before->row.id))
    {
      step->change.effect = FOYER_SERIES_CHANGED;
      return TRUE;
    }
  step->children =
      foyer_series_children_plan (db, self->edit, step->before, &step->change.n_rows_left, error);
  if (step->children == NULL)
    return FALSE;
  step->change.n_rows = step->children->len;
  if (step->change.n_rows > 0)
    step->change.effect = FOYER_SERIES_CHANGED;
  return TRUE;
}

/* One step for each date that is there. */
static gboolean
make_steps (FoyerSeriesSteps *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) dates = foyer_series_store_dates (db, &self->series->row.id, error);
  g_autoptr (GHashTable) sold = NULL;
  gboolean has_children = foyer_series_children_differ (self->edit);
  gboolean is_done = TRUE;
  FoyerColumnSet edited =
      foyer_row_diff (self->edit->before, self->edit->after) & ~find_columns (own_columns);

  if (dates == NULL || (sold = foyer_series_store_sold (db, &self->series->row.id, error)) == NULL)
    return FALSE;
  g_ptr_array_set_free_func (dates, NULL); /* each goes into its step */
  for (guint i = 0; i < dates->len; i++)
    {
      FoyerEvent *date = dates->pdata[i];
      gint64 n_tickets = look_up_sold (sold, date);

      if (is_in_scope (self, date))
        {
          FoyerSeriesStep *step = make_step (self, date, edited);

          step->change.n_tickets = n_tickets;
          g_ptr_array_add (self->steps, step);
          if (is_done && has_children && !plan_children (self, db, step, error))
            is_done = FALSE;
        }
      else
        {
          gint64 wall = foyer_wall_seconds_from_instant (date->series_date, self->old_zone);

          g_array_append_val (self->walls, wall);
          foyer_event_free (date);
        }
    }
  return is_done;
}

static FoyerSeriesStep *
make_addition (const FoyerRecurrenceDate *date, gint64 wall)
{
  FoyerSeriesStep *step = g_new0 (FoyerSeriesStep, 1);

  step->wall = wall;
  step->change.effect = FOYER_SERIES_ADDED;
  step->change.old_start = FOYER_NONE;
  step->change.new_start = date->instant;
  step->change.kind = date->kind;
  return step;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const FoyerSeriesStep *first = *(FoyerSeriesStep *const *) a;
  const FoyerSeriesStep *second = *(FoyerSeriesStep *const *) b;

  return (first->wall > second->wall) - (first->wall < second->wall);
}

/* Where the new rule begins. */
static gint64
get_new_start (const FoyerSeriesSteps *self)
{
  if (self->edit->scope == FOYER_SERIES_FOLLOWING)
    return foyer_wall_seconds_from_instant (self->edit->after->start_date, self->new_zone);
  return foyer_series_get_start (self->series) + self->delta;
}

static void
remove_or_hold (FoyerSeriesStep *step)
{
  if (step->change.n_tickets > 0)
    {
      step->change.effect = FOYER_SERIES_HELD;
      return;
    }
  step->change.effect = FOYER_SERIES_REMOVED;
  step->change.new_start = FOYER_NONE;
  step->change.changed = step->change.kept = 0;
  g_clear_pointer (&step->after, foyer_event_free);
}

/* What a new rule adds and takes away. */
static gboolean
apply_rule (FoyerSeriesSteps *self, GError **error)
{
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (self->edit->rule, error);
  FoyerRecurrenceSet set = { get_new_start (self), self->new_zone };
  g_autoptr (GArray) dates = NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_before = self->steps->len;

  if (rule == NULL || (dates = foyer_recurrence_expand_all (rule, &set, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < dates->len; i++)
    {
      const FoyerRecurrenceDate *date = &g_array_index (dates, FoyerRecurrenceDate, i);
      gint64 shown = foyer_wall_seconds_from_instant (date->instant, self->new_zone);

      g_array_append_val (walls, shown);
    }
  for (guint i = 0; i < walls->len; i++)
    g_hash_table_insert (wanted, &g_array_index (walls, gint64, i),
                         &g_array_index (dates, FoyerRecurrenceDate, i));
  for (guint i = 0; i < n_before; i++)
    {
      FoyerSeriesStep *step = self->steps->pdata[i];

      if (!g_hash_table_remove (wanted, &step->wall))
        remove_or_hold (step);
    }
  for (guint i = 0; i < walls->len; i++)
    {
      const FoyerRecurrenceDate *date =
          g_hash_table_lookup (wanted, &g_array_index (walls, gint64, i));

      if (date != NULL)
        g_ptr_array_add (self->steps, make_addition (date, g_array_index (walls, gint64, i)));
    }
  g_ptr_array_sort (self->steps, compare_steps);
  return TRUE;
}

static gboolean
is_other_time (const FoyerEvent *a, const FoyerEvent *b)
{
  return a->start_date != b->start_date || a->end_date != b->end_date ||
         g_strcmp0 (a->timezone, b->timezone) != 0;
}

static FoyerSeriesStep *
make_only_step (const FoyerSeriesSteps *self, FoyerDatabase *db, GError **error)
{
  g_autoptr (GHashTable) sold = foyer_series_store_sold (db, &self->series->row.id, error);
  FoyerSeriesStep *step;

  if (sold == NULL)
    return NULL;
  step = g_new0 (FoyerSeriesStep, 1);
  step->before = foyer_event_copy (self->edit->before);
  step->after = foyer_event_copy (self->edit->after);
  step->wall = foyer_wall_seconds_from_instant (step->after->start_date, self->new_zone);
  step->change.event_id = step->before->row.id;
  step->change.old_start = step->before->start_date;
  step->change.new_start = step->after->start_date;
  step->change.changed = foyer_row_diff (step->before, step->after);
  step->change.n_tickets = look_up_sold (sold, step->before);
  step->change.effect = step->change.changed != 0 || foyer_series_children_differ (self->edit)
                            ? FOYER_SERIES_CHANGED
                            : FOYER_SERIES_UNCHANGED;
  return step;
}

static gboolean
fill (FoyerSeriesSteps *self, FoyerDatabase *db, GError **error)
{
  if (self->edit->scope == FOYER_SERIES_THIS)
    {
      FoyerSeriesStep *step = make_only_step (self, db, error);

      if (step != NULL)
        g_ptr_array_add (self->steps, step);
      return step != NULL;
    }
  if (!make_steps (self, db, error))
    return FALSE;
  self->is_split = self->walls->len > 0;
  return self->edit->rule == NULL || apply_rule (self, error);
}

/**
 * foyer_series_steps_new:
 * @db: a connection
 * @edit: what is to be done
 * @error: return location
 *
 * Returns: (transfer full): what becomes of each date; %NULL with error
 */
FoyerSeriesSteps *
foyer_series_steps_new (FoyerDatabase *db, const FoyerSeriesEdit *edit, GError **error)
{
  g_autoptr (FoyerSeriesSteps) self = g_new0 (FoyerSeriesSteps, 1);

  if (foyer_uuid_is_nil (&edit->before->series_id))
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                           _ ("This event is no date of a series."));
      return NULL;
    }
  self->edit = edit;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->series = foyer_series_store_get (db, &edit->before->series_id, error);
  if (self->series == NULL)
    return NULL;
  self->old_zone = load_zone (self->series->timezone);
  self->is_timed = is_other_time (edit->before, edit->after);
  self->new_zone = load_zone (self->is_timed ? edit->after->timezone : self->series->timezone);
  if (self->is_timed)
    {
      g_autoptr (GTimeZone) own_zone = load_zone (edit->before->timezone);

      self->delta = foyer_wall_seconds_from_instant (edit->after->start_date, self->new_zone) -
                    foyer_wall_seconds_from_instant (edit->before->start_date, own_zone);
    }
  self->split = foyer_wall_seconds_from_instant (edit->before->series_date, self->old_zone);
  if (!fill (self, db, error))
    return NULL;
  for (guint i = 0; i < self->steps->len; i++)
    look_at_clock (self, self->steps->pdata[i]);
  return g_steal_pointer (&self);
}
