/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-series-edit.h"

#include "foyer-row-store.h"
#include "foyer-series-children.h"
#include "foyer-series-fit.h"
#include "foyer-series-pattern.h"
#include "foyer-series-steps.h"

#include <string.h>

#define CANCEL_DATES 64 /* between two looks at the cancellable */

/**
 * foyer_series_diff_free:
 * @self: (nullable): a diff
 */
void
foyer_series_diff_free (FoyerSeriesDiff *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_free (self);
}

/**
 * foyer_series_edit_concerns_others:
 * @edit: what is to be done
 *
 * A date has its slug for itself.
 *
 * Returns: whether an edit of a date could be of interest for others of its series
 */
gboolean
foyer_series_edit_concerns_others (const FoyerSeriesEdit *edit)
{
  FoyerColumnSet slug = (FoyerColumnSet) 1 << (foyer_row_type_find (&FOYER_EVENT_TYPE, "slug") -
                                               FOYER_EVENT_TYPE.columns);

  return !foyer_uuid_is_nil (&edit->before->series_id) &&
         ((foyer_row_diff (edit->before, edit->after) & ~slug) != 0 ||
          foyer_series_children_differ (edit));
}

static gboolean
is_felt (const FoyerSeriesStep *step)
{
  static const char *const names[] = { "start_date",    "end_date",   "timezone",   "venue_name",
                                       "venue_address", "venue_type", "virtual_url" };

  if (step->change.n_tickets == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (step->change.changed & (FoyerColumnSet) 1
                                   << (foyer_row_type_find (&FOYER_EVENT_TYPE, names[i]) -
                                       FOYER_EVENT_TYPE.columns))
      return TRUE;
  return FALSE;
}

/**
 * foyer_series_edit_diff:
 * @db: a connection
 * @edit: what is to be done
 * @error: return location
 *
 * Not for the main thread.
 *
 * Returns: (transfer full): what would become of each date; %NULL with error
 */
FoyerSeriesDiff *
foyer_series_edit_diff (FoyerDatabase *db, const FoyerSeriesEdit *edit, GError **error)
{
  g_autoptr (FoyerSeriesSteps) steps = foyer_series_steps_new (db, edit, error);
  FoyerSeriesDiff *diff;

  if (steps == NULL)
    return NULL;
  diff = g_new0 (FoyerSeriesDiff, 1);
  diff->zone = g_time_zone_ref (steps->new_zone);
  diff->changes = g_array_sized_new (FALSE, FALSE, sizeof (FoyerSeriesChange), steps->steps->len);
  for (guint i = 0; i < steps->steps->len; i++)
    {
      const FoyerSeriesStep *step = steps->steps->pdata[i];

      g_array_append_val (diff->changes, step->change);
      diff->n[step->change.effect]++;
      diff->n_kept += step->change.kept != 0;
      diff->n_sold += is_felt (step);
      diff->n_moved += step->after != NULL && step->before != NULL &&
                       step->change.old_start != step->change.new_start;
    }
  return diff;
}

/* The rules that a row may have afterwards, to choose from. */
typedef struct
{
  char *texts[5]; /* (owned) NULL-terminated */
  gint64 starts[4];
  guint n;
} Candidates;

static void
candidates_clear (Candidates *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->texts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Candidates, candidates_clear)

static void
add_candidate (Candidates *self, char *rule, gint64 start)
{
  self->texts[self->n] = rule;
  self->starts[self->n++] = start;
}

/* How many dates the rule gives before a wall time, and the first that is not before. */
static guint
count_before (const FoyerSeries *series, gint64 split, guint *n_all, gint64 *first)
{
  g_autoptr (GArray) walls = foyer_series_rule_walls (series);
  guint n = 0;

  while (n < walls->len && g_array_index (walls, gint64, n) < split)
    n++;
  *n_all = walls->len;
  *first = n < walls->len ? g_array_index (walls, gint64, n) : split;
  return n;
}

/* A rule, and the same moved with the dates. */
static void
add_moved (Candidates *self, const FoyerSeriesSteps *steps, char *rule, gint64 start)
{
  if (steps->delta != 0)
    add_candidate (self, foyer_series_shift_rule (rule, start, steps->delta), start + steps->delta);
  add_candidate (self, rule, start + steps->delta);
}

static void
find_new_rules (Candidates *self, const FoyerSeriesSteps *steps)
{
  const FoyerSeries *series = steps->series;
  gint64 start = foyer_series_get_start (series);
  g_autoptr (FoyerRecurrence) rule = NULL;
  guint n_before, n_all;
  gint64 first;

  if (steps->edit->rule != NULL)
    {
      rule = foyer_recurrence_new (steps->edit->rule, NULL);
      add_candidate (
          self, foyer_recurrence_in_zone (rule, steps->new_zone),
          steps->edit->scope == FOYER_SERIES_FOLLOWING
              ? foyer_wall_seconds_from_instant (steps->edit->after->start_date, steps->new_zone)
              : start + steps->delta);
      return;
    }
  if (!steps->is_split)
    {
      add_moved (self, steps, g_strdup (series->rule), start);
      return;
    }
  rule = foyer_recurrence_new (series->rule, NULL);
  n_before = count_before (series, steps->split, &n_all, &first);
  if (rule != NULL && n_all > n_before)
    add_moved (self, steps, foyer_recurrence_with_count (rule, n_all - n_before), first);
}

/* The dates before the split keep their row, which ends there. */
static gboolean
end_old_series (const FoyerSeriesSteps *steps, FoyerTransaction *transaction, GError **error)
{
  g_autoptr (FoyerSeries) after = foyer_series_copy (steps->series);
  g_autoptr (FoyerRecurrence) rule = foyer_recurrence_new (steps->series->rule, NULL);
  g_auto (Candidates) candidates = { { NULL } };
  guint n_before, n_all;
  gint64 first;

  n_before = count_before (steps->series, steps->split, &n_all, &first);
  if (rule != NULL && n_before > 0)
    add_candidate (&candidates, foyer_recurrence_with_count (rule, n_before),
                   foyer_series_get_start (steps->series));
  foyer_series_fit (after, steps->walls, (const char *const *) candidates.texts, candidates.starts);
  return foyer_transaction_update (transaction, steps->series, after, error);
}

/* The row of the dates in scope. */
static gboolean
write_series (FoyerSeriesSteps *steps,
              FoyerTransaction *transaction,
              FoyerUuid *series_id,
              GError **error)
{
  const FoyerEvent *edited = steps->edit->after;
  g_autoptr (FoyerSeries) after = foyer_series_copy (steps->series);
  g_autoptr (GArray) walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (Candidates) candidates = { { NULL } };

  for (guint i = 0; i < steps->steps->len; i++)
    {
      const FoyerSeriesStep *step = steps->steps->pdata[i];

      if (step->change.effect != FOYER_SERIES_REMOVED)
        g_array_append_val (walls, step->wall);
    }
  *series_id = steps->series->row.id;
  if (walls->len == 0)
    return steps->is_split ? end_old_series (steps, transaction, error)
                           : foyer_transaction_remove (transaction, steps->series, error);

  if (g_strcmp0 (steps->edit->before->title, edited->title) != 0)
    {
      g_free (after->title);
      after->title = g_strdup (edited->title);
    }
  if (steps->is_timed)
    {
      g_free (after->timezone);
      after->timezone = g_strdup (edited->timezone);
      after->duration = foyer_series_wall_length (edited, steps->new_zone) * G_USEC_PER_SEC;
    }
  find_new_rules (&candidates, steps);
  foyer_series_fit (after, walls, (const char *const *) candidates.texts, candidates.starts);
  if (!steps->is_split)
    return foyer_transaction_update (transaction, steps->series, after, error);

  memset (&after->row.id, 0, sizeof after->row.id);
  after->row.key = 0;
  after->row.version = 0;
  if (!end_old_series (steps, transaction, error) ||
      !foyer_transaction_insert (transaction, after, error))
    return FALSE;
  *series_id = after->row.id;
  return TRUE;
}

static gboolean
run_step (FoyerSeriesStep *step,
          FoyerTransaction *transaction,
          const FoyerUuid *series_id,
          GError **error)
{
  switch (step->change.effect)
    {
    case FOYER_SERIES_CHANGED:
    case FOYER_SERIES_HELD:
    case FOYER_SERIES_UNCHANGED:
      step->after->series_id = *series_id;
      return foyer_transaction_update (transaction, step->before, step->after, error) &&
             (step->children == NULL ||
              foyer_series_children_write (step->children, transaction, error));
    case FOYER_SERIES_REMOVED:
      return foyer_transaction_remove (transaction, step->before, error);
    case FOYER_SERIES_ADDED: /* when the pattern has its new values, see below */
    default:
      return TRUE;
    }
}

static gboolean
add_dates (FoyerSeriesSteps *steps,
           FoyerTransaction *transaction,
           const FoyerUuid *series_id,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (FoyerSeriesPattern) pattern = NULL;

  for (guint i = 0; i < steps->steps->len; i++)
    {
      const FoyerSeriesStep *step = steps->steps->pdata[i];
      FoyerRecurrenceDate date = { .wall = step->wall, .instant = step->change.new_start };

      if (step->change.effect != FOYER_SERIES_ADDED)
        continue;
      if (i % CANCEL_DATES == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (pattern == NULL)
        pattern = foyer_series_pattern_new (foyer_transaction_get_db (transaction),
                                            steps->edit->after, error);
      if (pattern == NULL ||
          !foyer_series_pattern_add (pattern, transaction, series_id, &date, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_series_edit_apply:
 * @transaction: a transaction
 * @edit: what is to be done
 * @progress: (nullable) (scope call): told how far it is, on this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it; the transaction is then to be freed
 * @error: return location
 *
 * One change set with whatever else the transaction does. Nothing differs: nothing is written. Not
 * for the main thread.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_series_edit_apply (FoyerTransaction *transaction,
                         const FoyerSeriesEdit *edit,
                         FoyerSeriesProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GError **error)
{
  FoyerDatabase *db = foyer_transaction_get_db (transaction);
  g_autoptr (FoyerSeriesSteps) steps = foyer_series_steps_new (db, edit, error);
  FoyerUuid series_id;

  if (steps == NULL)
    return FALSE;
  series_id = steps->series->row.id;
  if (edit->rule == NULL && foyer_row_diff (edit->before, edit->after) == 0 &&
      !foyer_series_children_differ (edit))
    return TRUE;
  if (edit->scope != FOYER_SERIES_THIS && !write_series (steps, transaction, &series_id, error))
    return FALSE;
  for (guint i = 0; i < steps->steps->len; i++)
    {
      if (i % CANCEL_DATES == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress (i, steps->steps->len, progress_data);
        }
      if (!run_step (steps->steps->pdata[i], transaction, &series_id, error))
        return FALSE;
    }
  return add_dates (steps, transaction, &series_id, cancellable, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error);
}
