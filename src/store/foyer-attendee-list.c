/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-private.h"

#include <string.h>

#include "foyer-event-store.h"
#include "foyer-question.h"

/* What is shown while an event's roster is made for the first time. */
#define FIRST_ROWS 200
/* The roster of a small event is made before that: rows in another order are not to flash up. */
#define FIRST_ROWS_AFTER 16 /* milliseconds */

struct _FoyerAttendeeList
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  FoyerRoster *roster;       /* (owned) */
  FoyerAttendeePages *pages; /* (owned) */
  GArray *keys;              /* (owned) (element-type gint64) */
  FoyerKeyedItems *items;    /* (owned) */
  GPtrArray *tiers;          /* (owned) (element-type FoyerTier) */
  GPtrArray *questions;      /* (owned) (element-type FoyerQuestion) */
  guint total;

  FoyerRosterQuery query;
  char *text;       /* (owned) (nullable) of the query */
  GTask *asked;     /* (owned) (nullable) the query under way */
  guint first_seen; /* the positions in sight */
  guint last_seen;
  guint others_id;      /* until the other slots are told of a change */
  guint first_rows_id;  /* until they are shown, or not needed any more */
  gboolean is_ready;    /* a query was answered */
  gboolean is_outdated; /* the roster changed while a query is under way */
};

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_IS_READY,
  N_PROPS,
};

enum
{
  NAMES_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void start_query (FoyerAttendeeList *self);
static void take_answer (FoyerAttendeeList *self, GArray *keys, guint total);

static GType
get_item_type (GListModel *model)
{
  return FOYER_TYPE_ATTENDEE;
}

static guint
get_n_items (GListModel *model)
{
  return FOYER_ATTENDEE_LIST (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (model);

  return position < self->keys->len ? foyer_keyed_items_get (self->items, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static const gint64 *
get_keys (FoyerKeyedList *list, guint *n_keys)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (list);

  *n_keys = self->keys->len;
  return (const gint64 *) (void *) self->keys->data;
}

static guint
get_total (FoyerKeyedList *list)
{
  return FOYER_ATTENDEE_LIST (list)->total;
}

static gboolean
is_ready (FoyerKeyedList *list)
{
  return FOYER_ATTENDEE_LIST (list)->is_ready;
}

static gboolean
is_pending (FoyerKeyedList *list)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (list);

  return self->asked != NULL || !self->is_ready;
}

static void
set_seen (FoyerKeyedList *list, guint first, guint last)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (list);

  self->first_seen = first;
  self->last_seen = last;
}

static void
wait_for_answer (FoyerKeyedList *list, gint64 microseconds)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (list);
  GArray *keys;
  guint total;

  if (self->asked == NULL)
    return;
  keys = foyer_attendee_query_wait (self->asked, g_get_monotonic_time () + microseconds, &total);
  if (keys != NULL)
    take_answer (self, keys, total);
}

static void
keyed_list_init (FoyerKeyedListInterface *iface)
{
  iface->get_keys = get_keys;
  iface->get_total = get_total;
  iface->is_ready = is_ready;
  iface->is_pending = is_pending;
  iface->set_seen = set_seen;
  iface->wait = wait_for_answer;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerAttendeeList,
                               foyer_attendee_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (FOYER_TYPE_KEYED_LIST, keyed_list_init))

static gboolean
tell_others_cb (gpointer data)
{
  FoyerAttendeeList *self = data;

  self->others_id = 0;
  foyer_keyed_items_tell (self->items, self->keys->len, self->first_seen, self->last_seen, FALSE);
  return G_SOURCE_REMOVE;
}

/* Those in sight at once, the others after the next frame. */
static void
tell_items (FoyerAttendeeList *self)
{
  foyer_keyed_items_tell (self->items, self->keys->len, self->first_seen, self->last_seen, TRUE);
  if (self->others_id == 0)
    self->others_id = g_idle_add (tell_others_cb, self);
}

static void
take_keys (FoyerAttendeeList *self, GArray *keys)
{
  guint before = self->keys->len;

  g_array_unref (self->keys);
  self->keys = keys;
  foyer_attendee_pages_clear (self->pages);
  if (keys->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, keys->len - before);
  else if (keys->len < before)
    g_list_model_items_changed (G_LIST_MODEL (self), keys->len, before - keys->len, 0);
  tell_items (self);
  if (keys->len != before)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
}

static void
take_answer (FoyerAttendeeList *self, GArray *keys, guint total)
{
  g_clear_object (&self->asked);
  self->total = total;
  take_keys (self, keys);
  if (self->is_outdated)
    start_query (self);
  if (!self->is_ready)
    {
      self->is_ready = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_READY]);
    }
  foyer_keyed_list_tell (FOYER_KEYED_LIST (self));
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAttendeeList) self = foyer_attendee_query_ref_owner (result);
  guint total;
  GArray *keys;

  /* A newer query was asked, the answer was waited for, or the list is gone. */
  if (self == NULL || G_TASK (result) != self->asked)
    return;
  keys = foyer_attendee_query_finish (result, &total);
  if (keys != NULL)
    take_answer (self, keys, total);
}

static void
cancel_query (FoyerAttendeeList *self)
{
  if (self->asked != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->asked));
  g_clear_object (&self->asked);
}

static void
start_query (FoyerAttendeeList *self)
{
  g_autoptr (GCancellable) cancellable = NULL;

  self->is_outdated = FALSE;
  if (!foyer_roster_is_ready (self->roster))
    return;
  cancel_query (self);
  cancellable = g_cancellable_new ();
  self->query.text = self->text;
  self->asked = foyer_attendee_query_async (G_OBJECT (self), self->roster, &self->query,
                                            cancellable, queried_cb);
}

/* Changes come faster than queries end: one at a time, and one more when it was not the last word.
 */
static void
roster_changed_cb (FoyerAttendeeList *self)
{
  if (self->asked != NULL)
    self->is_outdated = TRUE;
  else
    start_query (self);
}

static void
read_names (FoyerAttendeeList *self)
{
  FoyerDatabase *reader = foyer_replica_get_reader (self->replica);
  GPtrArray *tiers = foyer_event_store_tiers (reader, &self->event_id, NULL);
  GPtrArray *questions = foyer_event_store_questions (reader, &self->event_id, NULL);

  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  self->tiers = tiers != NULL ? tiers : g_ptr_array_new ();
  self->questions = questions != NULL ? questions : g_ptr_array_new ();
}

static void
replica_changed_cb (FoyerAttendeeList *self, FoyerChanges *changes)
{
  gboolean has_names = foyer_changes_touch (changes, &FOYER_TIER_TYPE) ||
                       foyer_changes_touch (changes, &FOYER_QUESTION_TYPE);

  if (has_names)
    {
      read_names (self);
      g_signal_emit (self, signals[NAMES_CHANGED], 0);
    }
  if (has_names || foyer_changes_touch (changes, &FOYER_TICKET_TYPE) ||
      foyer_changes_touch (changes, &FOYER_ORDER_TYPE))
    {
      foyer_attendee_pages_clear (self->pages);
      tell_items (self);
      foyer_keyed_list_tell_rows (FOYER_KEYED_LIST (self));
    }
}

/* No roster was kept, it is being made. */
static gboolean
first_rows_cb (gpointer data)
{
  FoyerAttendeeList *self = data;
  GArray *keys;

  self->first_rows_id = 0;
  if (foyer_roster_is_ready (self->roster))
    return G_SOURCE_REMOVE;
  keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  foyer_attendee_read_first (foyer_replica_get_reader (self->replica), &self->event_id, FIRST_ROWS,
                             keys);
  self->total = keys->len;
  take_keys (self, keys);
  return G_SOURCE_REMOVE;
}

static void
roster_making_cb (FoyerAttendeeList *self)
{
  if (self->first_rows_id == 0 && !self->is_ready)
    self->first_rows_id = g_timeout_add (FIRST_ROWS_AFTER, first_rows_cb, self);
}

static void
foyer_attendee_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->keys->len);
      break;
    case PROP_IS_READY:
      g_value_set_boolean (value, self->is_ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_attendee_list_dispose (GObject *object)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (object);

  g_clear_handle_id (&self->first_rows_id, g_source_remove);
  g_clear_handle_id (&self->others_id, g_source_remove);
  cancel_query (self);
  g_clear_pointer (&self->items, foyer_keyed_items_free);

  G_OBJECT_CLASS (foyer_attendee_list_parent_class)->dispose (object);
}

static void
foyer_attendee_list_finalize (GObject *object)
{
  FoyerAttendeeList *self = FOYER_ATTENDEE_LIST (object);

  g_clear_pointer (&self->pages, foyer_attendee_pages_free);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->roster);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (foyer_attendee_list_parent_class)->finalize (object);
}

static void
foyer_attendee_list_class_init (FoyerAttendeeListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_attendee_list_get_property;
  object_class->dispose = foyer_attendee_list_dispose;
  object_class->finalize = foyer_attendee_list_finalize;

  props[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_IS_READY] =
      g_param_spec_boolean ("is-ready", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[NAMES_CHANGED] = g_signal_new ("names-changed", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_attendee_list_init (FoyerAttendeeList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = foyer_keyed_items_new (FOYER_KEYED_LIST (self), FOYER_TYPE_ATTENDEE);
  self->query.arrived_from = self->query.arrived_to = FOYER_NONE;
  self->last_seen = G_MAXUINT;
}

/**
 * foyer_attendee_list_new:
 * @replica: the replica
 * @event_id: the event
 *
 * Makes a list of all of the event's attendees, by name. Rows are there at once: those of the kept
 * roster a moment later, or the first as they were added while the roster is made.
 *
 * Returns: (transfer full): the list
 */
FoyerAttendeeList *
foyer_attendee_list_new (FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerAttendeeList *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_ATTENDEE_LIST, NULL);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->pages = foyer_attendee_pages_new (foyer_replica_get_reader (replica));
  self->roster = foyer_replica_ref_roster (replica, event_id);
  read_names (self);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->roster, "changed", G_CALLBACK (roster_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->roster, "making", G_CALLBACK (roster_making_cb), self,
                           G_CONNECT_SWAPPED);
  if (foyer_roster_is_making (self->roster))
    roster_making_cb (self);
  else
    start_query (self);
  return self;
}

/**
 * foyer_attendee_list_set_query:
 * @self: a list
 * @query: what is to be shown; copied
 *
 * Asks for other rows or another order. The answer comes with "queried"; one that is asked
 * meanwhile takes its place.
 */
void
foyer_attendee_list_set_query (FoyerAttendeeList *self, const FoyerRosterQuery *query)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_LIST (self));
  g_return_if_fail (query != NULL);

  self->query.text = self->text;
  if (foyer_attendee_query_is_same (&self->query, query))
    return;
  g_free (self->text);
  self->text = g_strdup (query->text);
  self->query = *query;
  start_query (self);
}

/**
 * foyer_attendee_list_ref_keys:
 * @self: a list
 *
 * Returns: (transfer full) (element-type gint64): the keys of all that are shown now; not to be
 * changed
 */
GArray *
foyer_attendee_list_ref_keys (FoyerAttendeeList *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_LIST (self), NULL);

  return g_array_ref (self->keys);
}

/**
 * foyer_attendee_list_get_tiers:
 * @self: a list
 *
 * Returns: (transfer none) (element-type FoyerTier): the event's tiers, until the next
 * "names-changed"
 */
GPtrArray *
foyer_attendee_list_get_tiers (FoyerAttendeeList *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_LIST (self), NULL);

  return self->tiers;
}

/**
 * foyer_attendee_list_get_questions:
 * @self: a list
 *
 * Returns: (transfer none) (element-type FoyerQuestion): the event's questions, until the next
 * "names-changed"
 */
GPtrArray *
foyer_attendee_list_get_questions (FoyerAttendeeList *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_LIST (self), NULL);

  return self->questions;
}

const FoyerAttendeeRow *
foyer_attendee_list_peek_row (FoyerAttendeeList *self, guint position)
{
  return foyer_attendee_pages_get (self->pages, self->keys, position);
}
