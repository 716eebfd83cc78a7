/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-choice.h"

#define PRINTABLE                                                                                  \
  (1u << FOYER_ATTENDANCE_EXPECTED | 1u << FOYER_ATTENDANCE_UNPAID | 1u << FOYER_ATTENDANCE_INSIDE \
   | 1u << FOYER_ATTENDANCE_LEFT)

typedef struct
{
  FoyerRoster     *roster; /* (owned) */
  FoyerBadgeChoice choice; /* its chosen (owned) (nullable) */
} Work;

static void
work_free (Work *work)
{
  g_clear_object (&work->roster);
  g_clear_pointer (&work->choice.chosen, g_array_unref);
  g_free (work);
}

static GArray *
select_keys (Work         *work,
             gboolean      unprinted,
             GCancellable *cancellable)
{
  FoyerRosterQuery query = {
    .states = PRINTABLE,
    .arrived_from = FOYER_NONE,
    .arrived_to = FOYER_NONE,
    .unprinted = unprinted,
    .sort = work->choice.by_name ? FOYER_SORT_NAME : FOYER_SORT_ADDED,
  };

  return foyer_roster_select (work->roster, &query, cancellable);
}

static GHashTable *
make_set (GArray *keys)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (set, &g_array_index (keys, gint64, i));

  return set;
}

/* The keys that are in a set, in their order. */
static GArray *
keep (GArray     *keys,
      GHashTable *set)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < keys->len; i++)
    if (g_hash_table_contains (set, &g_array_index (keys, gint64, i)))
      g_array_append_val (kept, g_array_index (keys, gint64, i));

  return kept;
}

/* The order is that of the roster, or that in which they were chosen. */
static GArray *
keep_chosen (Work   *work,
             GArray *all)
{
  GArray *chosen = work->choice.chosen;
  g_autoptr (GHashTable) set = NULL;

  if (work->choice.whom != FOYER_BADGES_CHOSEN || chosen == NULL)
    return g_array_ref (all);

  set = make_set (work->choice.by_name ? chosen : all);
  return work->choice.by_name ? keep (all, set) : keep (chosen, set);
}

static void
choose_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (FoyerBadgeChosen) chosen = g_new0 (FoyerBadgeChosen, 1);
  g_autoptr (GArray) all = select_keys (work, FALSE, cancellable);
  g_autoptr (GArray) unprinted = select_keys (work, TRUE, cancellable);
  g_autoptr (GArray) asked = NULL;
  g_autoptr (GArray) fresh = NULL;
  g_autoptr (GHashTable) set = NULL;

  if (all == NULL || unprinted == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      return;
    }

  if (work->choice.whom == FOYER_BADGES_UNPRINTED)
    {
      chosen->keys = g_steal_pointer (&unprinted);
      g_task_return_pointer (task, g_steal_pointer (&chosen), (GDestroyNotify) foyer_badge_chosen_free);
      return;
    }

  asked = keep_chosen (work, all);
  set = make_set (unprinted);
  fresh = keep (asked, set);
  chosen->n_printed = asked->len - fresh->len;
  chosen->keys = g_array_ref (work->choice.leave_out ? fresh : asked);
  g_task_return_pointer (task, g_steal_pointer (&chosen), (GDestroyNotify) foyer_badge_chosen_free);
}

void
foyer_badge_choose_async (FoyerRoster            *roster,
                          const FoyerBadgeChoice *choice,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_return_if_fail (FOYER_IS_ROSTER (roster) && choice != NULL);

  work->roster = g_object_ref (roster);
  work->choice = *choice;
  if (choice->chosen != NULL)
    g_array_ref (choice->chosen);
  g_task_set_source_tag (task, foyer_badge_choose_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, choose_thread);
}

FoyerBadgeChosen *
foyer_badge_choose_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
foyer_badge_chosen_free (FoyerBadgeChosen *chosen)
{
  if (chosen == NULL)
    return;

  g_clear_pointer (&chosen->keys, g_array_unref);
  g_free (chosen);
}
