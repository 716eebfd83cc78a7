/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-arrivals.h"

#include "foyer-door-recent.h"

#define MINUTE      ((gint64) G_TIME_SPAN_MINUTE)
#define SETTLED     (15 * MINUTE)  /* older minutes change no more: an undo reaches back ten */
#define FEW_FACTS   20000          /* so many are read as a whole each time, which also finds late ones */
#define N_RECENT    80             /* facts looked at for the ticker and the problems */
#define COALESCE    250            /* milliseconds */
#define RATE_SPAN   5              /* minutes */

struct _FoyerArrivals
{
  GObject       parent_instance;

  FoyerReplica *replica;  /* (owned) */
  FoyerUuid     event_id;
  GArray       *minutes;  /* (owned) of FoyerArrivalMinute in time order */
  GPtrArray    *recent;   /* (owned) of FoyerDoorAnswer */
  guint64       n_facts;
  guint         timeout;
  gboolean      is_ready;
  gboolean      is_loading;
  gboolean      is_stale; /* something changed while it was loading */
};

G_DEFINE_FINAL_TYPE (FoyerArrivals, foyer_arrivals, G_TYPE_OBJECT)

static guint changed_signal;

typedef struct
{
  FoyerUuid event_id;
  gint64    since;
} Request;

typedef struct
{
  gint64     since;
  GArray    *minutes; /* (owned) */
  GPtrArray *recent;  /* (owned) */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->minutes, g_array_unref);
  g_clear_pointer (&loaded->recent, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load_func (FoyerDatabase *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Request *request = data;
  FoyerUuid all_lists = { 0 };
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->since = request->since;
  loaded->minutes = foyer_check_in_store_arrivals (db, &request->event_id, request->since, error);
  if (loaded->minutes != NULL)
    loaded->recent = foyer_door_recent (db, &request->event_id, &all_lists, N_RECENT, error);
  if (loaded->recent == NULL)
    {
      loaded_free (loaded);
      return NULL;
    }
  return loaded;
}

static void
take_minutes (FoyerArrivals *self,
              const Loaded  *loaded)
{
  guint keep = self->minutes->len;

  while (keep > 0 && g_array_index (self->minutes, FoyerArrivalMinute, keep - 1).minute >= loaded->since)
    keep--;
  g_array_set_size (self->minutes, keep);
  if (loaded->minutes->len > 0)
    g_array_append_vals (self->minutes, loaded->minutes->data, loaded->minutes->len);
  self->n_facts = 0;
  for (guint i = 0; i < self->minutes->len; i++)
    {
      const FoyerArrivalMinute *minute = &g_array_index (self->minutes, FoyerArrivalMinute, i);

      self->n_facts += minute->entries + minute->exits + minute->refused;
    }
}

static void load (FoyerArrivals *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FoyerArrivals) self = data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = foyer_replica_run_finish (self->replica, result, &error);

  self->is_loading = FALSE;
  if (loaded == NULL)
    {
      g_debug ("The arrivals were not read: %s", error->message);
      return;
    }
  take_minutes (self, loaded);
  g_ptr_array_unref (self->recent);
  self->recent = g_steal_pointer (&loaded->recent);
  loaded_free (loaded);
  self->is_ready = TRUE;
  g_signal_emit (self, changed_signal, 0);
  if (self->is_stale)
    load (self);
}

static void
load (FoyerArrivals *self)
{
  Request *request;

  if (self->is_loading)
    {
      self->is_stale = TRUE;
      return;
    }
  self->is_stale = FALSE;
  self->is_loading = TRUE;
  request = g_new0 (Request, 1);
  request->event_id = self->event_id;
  if (self->is_ready && self->n_facts > FEW_FACTS)
    request->since = (g_get_real_time () - SETTLED) / MINUTE * MINUTE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, load_func, request, g_free, loaded_free, NULL, loaded_cb,
                           g_object_ref (self));
}

static gboolean
coalesced_cb (gpointer data)
{
  FoyerArrivals *self = data;

  self->timeout = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
replica_changed_cb (FoyerReplica  *replica,
                    FoyerChanges  *changes,
                    FoyerArrivals *self)
{
  if (self->timeout == 0
      && (foyer_changes_touch (changes, &FOYER_CHECK_IN_TYPE) || foyer_changes_touch (changes, &FOYER_TICKET_TYPE)))
    self->timeout = g_timeout_add (COALESCE, coalesced_cb, self);
}

static void
foyer_arrivals_dispose (GObject *object)
{
  FoyerArrivals *self = FOYER_ARRIVALS (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (foyer_arrivals_parent_class)->dispose (object);
}

static void
foyer_arrivals_finalize (GObject *object)
{
  FoyerArrivals *self = FOYER_ARRIVALS (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->minutes, g_array_unref);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_arrivals_parent_class)->finalize (object);
}

static void
foyer_arrivals_class_init (FoyerArrivalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_arrivals_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_arrivals_finalize;

  changed_signal = g_signal_new ("changed", FOYER_TYPE_ARRIVALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
foyer_arrivals_init (FoyerArrivals *self)
{
  self->minutes = g_array_new (FALSE, FALSE, sizeof (FoyerArrivalMinute));
  self->recent = g_ptr_array_new ();
}

FoyerArrivals *
foyer_arrivals_new (FoyerReplica    *replica,
                    const FoyerUuid *event_id)
{
  FoyerArrivals *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_ARRIVALS, NULL);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self, 0);
  load (self);
  return self;
}

gboolean
foyer_arrivals_is_ready (FoyerArrivals *self)
{
  g_return_val_if_fail (FOYER_IS_ARRIVALS (self), FALSE);

  return self->is_ready;
}

gboolean
foyer_arrivals_is_loading (FoyerArrivals *self)
{
  g_return_val_if_fail (FOYER_IS_ARRIVALS (self), FALSE);

  return self->is_loading || self->timeout != 0;
}

gint64
foyer_arrivals_get_first (FoyerArrivals *self)
{
  g_return_val_if_fail (FOYER_IS_ARRIVALS (self), FOYER_NONE);

  return self->minutes->len > 0 ? g_array_index (self->minutes, FoyerArrivalMinute, 0).minute : FOYER_NONE;
}

gint64
foyer_arrivals_get_last (FoyerArrivals *self)
{
  g_return_val_if_fail (FOYER_IS_ARRIVALS (self), FOYER_NONE);

  if (self->minutes->len == 0)
    return FOYER_NONE;
  return g_array_index (self->minutes, FoyerArrivalMinute, self->minutes->len - 1).minute;
}

void
foyer_arrivals_get_minutes (FoyerArrivals *self,
                            gint64         from,
                            guint         *minutes,
                            guint          n)
{
  g_return_if_fail (FOYER_IS_ARRIVALS (self));
  g_return_if_fail (minutes != NULL || n == 0);

  for (guint i = 0; i < n; i++)
    minutes[i] = 0;
  for (guint i = self->minutes->len; i > 0; i--)
    {
      const FoyerArrivalMinute *minute = &g_array_index (self->minutes, FoyerArrivalMinute, i - 1);
      gint64 at = (minute->minute - from) / MINUTE;

      if (minute->minute < from)
        break;
      if (at < n)
        minutes[at] += minute->entries;
    }
}

void
foyer_arrivals_get_entrance (FoyerArrivals       *self,
                             const FoyerUuid     *list_id,
                             gint64               now,
                             FoyerEntranceCounts *counts)
{
  guint lately = 0;

  g_return_if_fail (FOYER_IS_ARRIVALS (self));
  g_return_if_fail (list_id != NULL && counts != NULL);

  *counts = (FoyerEntranceCounts){ 0 };
  for (guint i = 0; i < self->minutes->len; i++)
    {
      const FoyerArrivalMinute *minute = &g_array_index (self->minutes, FoyerArrivalMinute, i);

      if (!foyer_uuid_equal (&minute->list_id, list_id))
        continue;
      counts->entries += minute->entries;
      counts->exits += minute->exits;
      counts->refused += minute->refused;
      if (minute->minute > now - RATE_SPAN * MINUTE && minute->minute <= now)
        lately += minute->entries;
    }
  counts->rate = (double) lately / RATE_SPAN;
}

GPtrArray *
foyer_arrivals_get_recent (FoyerArrivals *self)
{
  g_return_val_if_fail (FOYER_IS_ARRIVALS (self), NULL);

  return self->recent;
}
