/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-roster-private.h"

#include <string.h>

#define MAX_ORDERS 3
#define AHEAD      16 /* rows that are asked for while others are looked at */

enum
{
  PROP_0,
  PROP_IS_READY,
  N_PROPS,
};

enum
{
  CHANGED,
  MAKING,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerRoster, foyer_roster, G_TYPE_OBJECT)

static FoyerRosterOrder *
recall_order (FoyerRoster *self, guint sort)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      FoyerRosterOrder *order = self->orders->pdata[i];

      if (order->sort == sort)
        {
          g_ptr_array_add (self->orders, g_atomic_rc_box_acquire (order));
          g_ptr_array_remove_index (self->orders, i);
          return g_atomic_rc_box_acquire (order);
        }
    }
  return NULL;
}

/* Under the reader's lock. Two who need the same order wait for the one who makes it. */
static FoyerRosterOrder *
ref_order (FoyerRoster *self, guint sort, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->orders_lock);
  FoyerRosterOrder *order = recall_order (self, sort);

  if (order != NULL)
    return order;
  order = foyer_roster_order_new (self->image, self->names.ranks, sort, cancellable);
  if (order == NULL)
    return NULL;
  if (self->orders->len == MAX_ORDERS)
    g_ptr_array_remove_index (self->orders, 0);
  g_ptr_array_add (self->orders, g_atomic_rc_box_acquire (order));
  return order;
}

/* From the event's questions to the image's. */
static guint
resolve_sort (FoyerRoster *self, guint sort)
{
  guint question;

  if (sort < FOYER_SORT_QUESTION)
    return sort;
  question = sort - FOYER_SORT_QUESTION;
  if (question >= self->names.questions->len)
    return FOYER_SORT_ADDED;
  return FOYER_SORT_QUESTION + g_array_index (self->names.questions, guint, question);
}

static guint
count_bits (const guint64 *bits, guint n_rows)
{
  guint n = 0;

  for (gsize i = 0; i < FOYER_BITS_WORDS (n_rows); i++)
    n += __builtin_popcountll (bits[i]);
  return n;
}

static void
walk_added (const FoyerRosterImage *image, const guint64 *bits, gboolean descending, gint64 *keys)
{
  gsize n_words = FOYER_BITS_WORDS (image->n_rows);

  for (gsize i = 0; i < n_words; i++)
    {
      gsize word = descending ? n_words - 1 - i : i;

      for (guint64 left = bits[word]; left != 0;)
        {
          guint bit = descending ? 63 - __builtin_clzll (left) : __builtin_ctzll (left);

          left ^= G_GUINT64_CONSTANT (1) << bit;
          *keys++ = image->keys[word * 64 + bit];
        }
    }
}

static gint64 *
walk_run (const FoyerRosterImage *image,
          const FoyerRosterOrder *order,
          guint start,
          guint end,
          const guint64 *bits,
          gint64 *keys)
{
  for (guint i = start; i < end; i++)
    {
      guint slot = FOYER_ORDER_SLOT (order->slots[i]);

      if (i + AHEAD < end)
        __builtin_prefetch (&image->keys[FOYER_ORDER_SLOT (order->slots[i + AHEAD])]);
      if (FOYER_BITS_HAS (bits, slot))
        *keys++ = image->keys[slot];
    }
  return keys;
}

static void
walk_order (const FoyerRosterImage *image,
            const FoyerRosterOrder *order,
            const guint64 *bits,
            gboolean descending,
            gint64 *keys)
{
  if (!descending)
    keys = walk_run (image, order, 0, order->n_filled, bits, keys);
  else
    for (guint end = order->n_filled; end > 0;)
      {
        guint start = end - 1;

        while ((order->slots[start] & FOYER_ORDER_NEW) == 0)
          start--;
        keys = walk_run (image, order, start, end, bits, keys);
        end = start;
      }
  walk_run (image, order, order->n_filled, order->n, bits, keys);
}

static GArray *
select_locked (FoyerRoster *self, const FoyerRosterQuery *query, GCancellable *cancellable)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FoyerRosterOrder) order = NULL;
  g_autofree guint64 *bits = NULL;
  guint sort;

  if (self->image == NULL)
    return g_steal_pointer (&keys);

  sort = resolve_sort (self, query->sort);
  bits =
      foyer_roster_matcher_run (self->matcher, self->image, self->names.ranks, query, cancellable);
  if (bits == NULL)
    return NULL;
  g_array_set_size (keys, count_bits (bits, self->image->n_rows));
  if (sort == FOYER_SORT_ADDED)
    walk_added (self->image, bits, query->descending, (gint64 *) (void *) keys->data);
  else
    {
      order = ref_order (self, sort, cancellable);
      if (order == NULL)
        return NULL;
      walk_order (self->image, order, bits, query->descending, (gint64 *) (void *) keys->data);
    }
  return g_steal_pointer (&keys);
}

static void
foyer_roster_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FoyerRoster *self = FOYER_ROSTER (object);

  switch (prop_id)
    {
    case PROP_IS_READY:
      g_value_set_boolean (value, foyer_roster_is_ready (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_roster_finalize (GObject *object)
{
  FoyerRoster *self = FOYER_ROSTER (object);

  g_clear_pointer (&self->image, foyer_roster_image_free);
  g_clear_pointer (&self->matcher, foyer_roster_matcher_free);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->names.questions, g_array_unref);
  g_clear_pointer (&self->cache_dir, g_free);
  g_mutex_clear (&self->update_lock);
  g_mutex_clear (&self->orders_lock);
  g_rw_lock_clear (&self->lock);

  G_OBJECT_CLASS (foyer_roster_parent_class)->finalize (object);
}

static void
foyer_roster_class_init (FoyerRosterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_roster_get_property;
  object_class->finalize = foyer_roster_finalize;

  /**
   * FoyerRoster:is-ready:
   *
   * Whether it is loaded and follows the replica. Notified on the main thread.
   */
  props[PROP_IS_READY] =
      g_param_spec_boolean ("is-ready", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * FoyerRoster::changed:
   *
   * It was loaded or took a batch of changes: what was selected before may be outdated. On the main
   * thread.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  /**
   * FoyerRoster::making:
   *
   * No kept file fits the replica, so it is being made anew: about two seconds for a million
   * attendees. On the main thread.
   */
  signals[MAKING] = g_signal_new ("making", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_roster_init (FoyerRoster *self)
{
  g_mutex_init (&self->update_lock);
  g_mutex_init (&self->orders_lock);
  g_rw_lock_init (&self->lock);
  self->matcher = foyer_roster_matcher_new ();
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_roster_order_unref);
  self->names.questions = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * foyer_roster_new:
 * @event_id: the event
 * @cache_dir: (nullable): where its file is kept; %NULL keeps none
 *
 * Makes an empty roster, to be loaded with foyer_roster_load(). Any thread.
 *
 * Returns: (transfer full): the roster
 */
FoyerRoster *
foyer_roster_new (const FoyerUuid *event_id, const char *cache_dir)
{
  FoyerRoster *self;

  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_ROSTER, NULL);
  self->owner.event = *event_id;
  self->cache_dir = g_strdup (cache_dir);
  return self;
}

/**
 * foyer_roster_is_ready:
 * @self: a roster
 *
 * Returns: whether it is loaded and follows the replica: from then on it knows of a change before
 * the replica tells of it. Any thread.
 */
gboolean
foyer_roster_is_ready (FoyerRoster *self)
{
  g_return_val_if_fail (FOYER_IS_ROSTER (self), FALSE);

  return g_atomic_int_get (&self->is_ready);
}

/**
 * foyer_roster_is_making:
 * @self: a roster
 *
 * Returns: whether there was no file to load, so that it is not ready for a while: "making" was
 * emitted. Any thread.
 */
gboolean
foyer_roster_is_making (FoyerRoster *self)
{
  g_return_val_if_fail (FOYER_IS_ROSTER (self), FALSE);

  return g_atomic_int_get (&self->is_making) && !foyer_roster_is_ready (self);
}

static gboolean
tell_changed_cb (gpointer data)
{
  FoyerRoster *self = data;

  if (!self->is_told)
    {
      self->is_told = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_READY]);
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* From any thread: says on the main thread that there is something new. */
void
foyer_roster_tell_changed (FoyerRoster *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_changed_cb, g_object_ref (self), g_object_unref);
}

static gboolean
tell_making_cb (gpointer data)
{
  g_signal_emit (data, signals[MAKING], 0);
  return G_SOURCE_REMOVE;
}

/* From any thread. */
void
foyer_roster_tell_making (FoyerRoster *self)
{
  g_atomic_int_set (&self->is_making, TRUE);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_making_cb, g_object_ref (self), g_object_unref);
}

/* Drops the kept orders; or only those that the order of the tiers decides. Under the writer's
 * lock. */
void
foyer_roster_drop_orders (FoyerRoster *self, gboolean all)
{
  for (guint i = self->orders->len; i > 0; i--)
    {
      const FoyerRosterOrder *order = self->orders->pdata[i - 1];

      if (all || order->sort == FOYER_SORT_TIER)
        g_ptr_array_remove_index (self->orders, i - 1);
    }
}

/**
 * foyer_roster_select:
 * @self: a roster
 * @query: what is asked
 * @cancellable: (nullable): stops it within some milliseconds
 *
 * Finds the attendees who fit, in the order asked for. Rows without a value in the sorted column
 * come last, ascending and descending; equals are in the order in which they were added. Texts are
 * compared folded, byte by byte. The range of arrivals includes its beginning and not its end; who
 * never came is in none. See foyer_roster_matcher_run() for what a word finds. Any thread.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): keys of tickets, %NULL when cancelled
 */
GArray *
foyer_roster_select (FoyerRoster *self, const FoyerRosterQuery *query, GCancellable *cancellable)
{
  GArray *keys;

  g_return_val_if_fail (FOYER_IS_ROSTER (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  g_rw_lock_reader_lock (&self->lock);
  keys = select_locked (self, query, cancellable);
  g_rw_lock_reader_unlock (&self->lock);
  return keys;
}

/* The number by which the image names the nth tier, or -1. */
static int
find_tier (const FoyerRoster *self, int tier)
{
  for (guint n = 0; n < FOYER_ROSTER_MAX_TIERS; n++)
    if (self->names.ranks[n] == tier && tier < FOYER_ROSTER_NO_TIER)
      return n;
  return -1;
}

/**
 * foyer_roster_count:
 * @self: a roster
 * @tier: which of the event's tiers, in their order; -1 for all attendees
 * @counts: (out caller-allocates): how many
 *
 * Counts the attendees, in about a millisecond for a million. Any thread.
 */
void
foyer_roster_count (FoyerRoster *self, int tier, FoyerRosterCounts *counts)
{
  guint by_flags[256] = { 0 };

  g_return_if_fail (FOYER_IS_ROSTER (self));
  g_return_if_fail (counts != NULL);

  memset (counts, 0, sizeof *counts);
  g_rw_lock_reader_lock (&self->lock);
  if (self->image != NULL)
    {
      const FoyerRosterImage *image = self->image;
      int number = tier < 0 ? -1 : find_tier (self, tier);

      if (tier < 0)
        for (guint slot = 0; slot < image->n_rows; slot++)
          by_flags[image->flags[slot]]++;
      else if (number >= 0)
        for (guint slot = 0; slot < image->n_rows; slot++)
          by_flags[image->flags[slot]] += image->tiers[slot] == number;
    }
  g_rw_lock_reader_unlock (&self->lock);

  for (guint flags = 0; flags < FOYER_FLAG_DEAD; flags++)
    if ((flags & FOYER_FLAG_STATE) < FOYER_N_ATTENDANCES)
      {
        counts->by_state[flags & FOYER_FLAG_STATE] += by_flags[flags];
        counts->total += by_flags[flags];
      }
}

/**
 * foyer_roster_get_n_rows:
 * @self: a roster
 *
 * Returns: how many attendees there are. Any thread.
 */
guint
foyer_roster_get_n_rows (FoyerRoster *self)
{
  FoyerRosterCounts counts;

  g_return_val_if_fail (FOYER_IS_ROSTER (self), 0);

  foyer_roster_count (self, -1, &counts);
  return counts.total;
}
