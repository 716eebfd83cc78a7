/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-engine-private.h"
#include "foyer-sync-loop.h"
#include "foyer-sync-state.h"

/* The half of the engine that lives on the main thread: properties, and what is asked of the other
 * half. */

struct _FoyerSyncEngine
{
  GObject parent_instance;

  char *path;            /* (owned) */
  FoyerSecrets *secrets; /* (owned) */
  FoyerSyncLoop *loop;   /* (owned) (nullable): while it runs */
  GNetworkMonitor *network;
  FoyerSyncPace pace;
  gboolean is_paused;
  FoyerSyncStanding standing;
  FoyerSyncSpeed speed;
};

G_DEFINE_FINAL_TYPE (FoyerSyncEngine, foyer_sync_engine, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_WAITING,
  PROP_N_PROBLEMS,
  PROP_N_CONFLICTS,
  PROP_OFFLINE_SINCE,
  PROP_MESSAGE,
  PROP_PROGRESS,
  PROP_N_LOADED,
  PROP_SECONDS_LEFT,
  PROP_RATE,
  PROP_CLOCK_OFFSET,
  PROP_IS_CLOCK_WRONG,
  PROP_IS_PAUSED,
  N_PROPS,
};

enum
{
  CHANGED,
  WIPED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_if (FoyerSyncEngine *self, gboolean is_changed, guint property)
{
  if (is_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* On the main thread. */
static void
take_standing (FoyerSyncEngine *self, FoyerSyncStanding *standing)
{
  g_auto (FoyerSyncStanding) before = self->standing;
  const FoyerSyncStanding *now = &self->standing;

  self->standing = *standing;
  *standing = (FoyerSyncStanding){ 0 };
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, now->state != before.state, PROP_STATE);
  notify_if (self, now->n_waiting != before.n_waiting, PROP_N_WAITING);
  notify_if (self, now->n_problems != before.n_problems, PROP_N_PROBLEMS);
  notify_if (self, now->n_conflicts != before.n_conflicts, PROP_N_CONFLICTS);
  notify_if (self, now->offline_since != before.offline_since, PROP_OFFLINE_SINCE);
  notify_if (self, g_strcmp0 (now->message, before.message) != 0, PROP_MESSAGE);
  notify_if (self, now->clock_offset != before.clock_offset, PROP_CLOCK_OFFSET);
  notify_if (self, now->is_clock_wrong != before.is_clock_wrong, PROP_IS_CLOCK_WRONG);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
take_speed (FoyerSyncEngine *self, const FoyerSyncSpeed *now)
{
  FoyerSyncSpeed before = self->speed;

  self->speed = *now;
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, now->progress != before.progress, PROP_PROGRESS);
  notify_if (self, now->n_loaded != before.n_loaded, PROP_N_LOADED);
  notify_if (self, now->seconds_left != before.seconds_left, PROP_SECONDS_LEFT);
  notify_if (self, now->rate != before.rate, PROP_RATE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
news_cb (FoyerSyncNews *news, gpointer data)
{
  FoyerSyncEngine *self = data;

  if (news->has_standing)
    take_standing (self, &news->standing);
  take_speed (self, &news->speed);
  if (news->url != NULL)
    g_signal_emit (self, signals[WIPED], 0, news->url, news->reason);
  if (news->is_changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
network_changed_cb (GNetworkMonitor *network, gboolean is_available, gpointer data)
{
  FoyerSyncEngine *self = data;

  if (is_available && self->loop != NULL)
    foyer_sync_loop_wake (self->loop, TRUE);
}

static void
foyer_sync_engine_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerSyncEngine *self = FOYER_SYNC_ENGINE (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->standing.state);
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, self->standing.n_waiting);
      break;
    case PROP_N_PROBLEMS:
      g_value_set_uint (value, self->standing.n_problems);
      break;
    case PROP_N_CONFLICTS:
      g_value_set_uint (value, self->standing.n_conflicts);
      break;
    case PROP_OFFLINE_SINCE:
      g_value_set_int64 (value, self->standing.offline_since);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->standing.message);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->speed.progress);
      break;
    case PROP_N_LOADED:
      g_value_set_uint64 (value, self->speed.n_loaded);
      break;
    case PROP_SECONDS_LEFT:
      g_value_set_int64 (value, self->speed.seconds_left);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->speed.rate);
      break;
    case PROP_CLOCK_OFFSET:
      g_value_set_int64 (value, self->standing.clock_offset);
      break;
    case PROP_IS_CLOCK_WRONG:
      g_value_set_boolean (value, self->standing.is_clock_wrong);
      break;
    case PROP_IS_PAUSED:
      g_value_set_boolean (value, self->is_paused);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_sync_engine_dispose (GObject *object)
{
  FoyerSyncEngine *self = FOYER_SYNC_ENGINE (object);

  foyer_sync_engine_stop (self);
  g_clear_object (&self->secrets);
  G_OBJECT_CLASS (foyer_sync_engine_parent_class)->dispose (object);
}

static void
foyer_sync_engine_finalize (GObject *object)
{
  FoyerSyncEngine *self = FOYER_SYNC_ENGINE (object);

  foyer_sync_standing_clear (&self->standing);
  g_free (self->path);
  G_OBJECT_CLASS (foyer_sync_engine_parent_class)->finalize (object);
}

static void
foyer_sync_engine_class_init (FoyerSyncEngineClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_sync_engine_get_property;
  object_class->dispose = foyer_sync_engine_dispose;
  object_class->finalize = foyer_sync_engine_finalize;

  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, FOYER_TYPE_SYNC_STATE, FOYER_SYNC_LOCAL, flags);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_PROBLEMS] =
      g_param_spec_uint ("n-problems", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_CONFLICTS] =
      g_param_spec_uint ("n-conflicts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OFFLINE_SINCE] =
      g_param_spec_int64 ("offline-since", NULL, NULL, G_MININT64, G_MAXINT64, FOYER_NONE, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_N_LOADED] =
      g_param_spec_uint64 ("n-loaded", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SECONDS_LEFT] =
      g_param_spec_int64 ("seconds-left", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_CLOCK_OFFSET] =
      g_param_spec_int64 ("clock-offset", NULL, NULL, G_MININT64, G_MAXINT64, FOYER_NONE, flags);
  properties[PROP_IS_CLOCK_WRONG] =
      g_param_spec_boolean ("is-clock-wrong", NULL, NULL, FALSE, flags);
  properties[PROP_IS_PAUSED] = g_param_spec_boolean ("is-paused", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[WIPED] = g_signal_new ("wiped", FOYER_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
foyer_sync_engine_init (FoyerSyncEngine *self)
{
  self->pace = FOYER_SYNC_PACE_WINDOW;
  self->standing.offline_since = FOYER_NONE;
  self->standing.clock_offset = FOYER_NONE;
  self->speed = FOYER_SYNC_NO_SPEED;
}

/**
 * foyer_sync_engine_new:
 * @replica_path: the replica's file, which is there
 * @secrets: where sessions lie
 *
 * Returns: (transfer full): an engine that does not run yet
 */
FoyerSyncEngine *
foyer_sync_engine_new (const char *replica_path, FoyerSecrets *secrets)
{
  FoyerSyncEngine *self = g_object_new (FOYER_TYPE_SYNC_ENGINE, NULL);

  self->path = g_strdup (replica_path);
  self->secrets = g_object_ref (secrets);
  return self;
}

/**
 * foyer_sync_engine_start:
 * @self: an engine
 *
 * From now on the replica is kept in step. News arrive on the thread whose default main context
 * this is called in.
 */
void
foyer_sync_engine_start (FoyerSyncEngine *self)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  if (self->loop != NULL)
    return;
  self->loop = foyer_sync_loop_new (self->path, self->secrets, news_cb, self);
  foyer_sync_loop_set_pace (self->loop, self->pace);
  foyer_sync_loop_set_paused (self->loop, self->is_paused);
  foyer_sync_loop_start (self->loop);
  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           0);
}

/**
 * foyer_sync_engine_stop:
 * @self: an engine
 *
 * What was asked of it and is not done yet is cancelled.
 */
void
foyer_sync_engine_stop (FoyerSyncEngine *self)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  if (self->loop == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->network, network_changed_cb, self);
  g_clear_pointer (&self->loop, foyer_sync_loop_free);
}

/**
 * foyer_sync_engine_poke:
 * @self: an engine
 *
 * Something was written, or somebody wants to know now: the next round begins at once.
 */
void
foyer_sync_engine_poke (FoyerSyncEngine *self)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  if (self->loop != NULL)
    foyer_sync_loop_wake (self->loop, FALSE);
}

/**
 * foyer_sync_engine_set_pace:
 * @self: an engine
 * @pace: how often it asks for news
 */
void
foyer_sync_engine_set_pace (FoyerSyncEngine *self, FoyerSyncPace pace)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  self->pace = pace;
  if (self->loop != NULL)
    foyer_sync_loop_set_pace (self->loop, pace);
}

/**
 * foyer_sync_engine_set_paused:
 * @self: an engine
 * @is_paused: whether nothing is told and asked
 *
 * A first load goes on where it was.
 */
void
foyer_sync_engine_set_paused (FoyerSyncEngine *self, gboolean is_paused)
{
  g_return_if_fail (FOYER_IS_SYNC_ENGINE (self));

  if (self->is_paused == !!is_paused)
    return;
  self->is_paused = !!is_paused;
  if (self->loop != NULL)
    foyer_sync_loop_set_paused (self->loop, is_paused);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PAUSED]);
}

/**
 * foyer_sync_engine_get_state:
 * @self: an engine
 *
 * Returns: how it stands
 */
FoyerSyncState
foyer_sync_engine_get_state (FoyerSyncEngine *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_ENGINE (self), FOYER_SYNC_LOCAL);
  return self->standing.state;
}

/**
 * foyer_sync_engine_get_n_waiting:
 * @self: an engine
 *
 * Returns: how many rows are still to be told
 */
guint
foyer_sync_engine_get_n_waiting (FoyerSyncEngine *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_ENGINE (self), 0);
  return self->standing.n_waiting;
}

/**
 * foyer_sync_engine_get_message:
 * @self: an engine
 *
 * Returns: (nullable): the last trouble, a sentence
 */
const char *
foyer_sync_engine_get_message (FoyerSyncEngine *self)
{
  g_return_val_if_fail (FOYER_IS_SYNC_ENGINE (self), NULL);
  return self->standing.message;
}

/* Of the engine's own other files. */
FoyerSyncLoop *
foyer_sync_engine_get_loop (FoyerSyncEngine *self)
{
  return self->loop;
}
