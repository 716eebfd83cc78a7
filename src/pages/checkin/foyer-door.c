/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door.h"

#include <glib/gi18n-lib.h>

#include "foyer-door-task.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-till-desk.h"
#include "foyer-time.h"

#define WAITING_AFTER 150 /* milliseconds: a scan by itself takes a few */

struct _FoyerDoor
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  FoyerEvent *event;   /* (owned) (nullable) */
  GTimeZone *zone;     /* (owned) (nullable) */
  GPtrArray *lists;    /* (owned) */
  GPtrArray *tiers;    /* (owned) */
  FoyerRoster *roster; /* (owned) */
  FoyerUuid list_id;   /* nil: the first */
  FoyerDirection direction;
  guint n_running;
  guint waiting_source;
  gboolean is_waiting; /* what runs has not been answered for a while */
  GQueue failed;       /* of FoyerDoorTask (owned): what could not be written, in order */
};

G_DEFINE_FINAL_TYPE (FoyerDoor, foyer_door, G_TYPE_OBJECT)

enum
{
  ANSWERED,
  NOT_UNDONE,
  WAITING,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (FoyerDoor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_event (FoyerDoor *self)
{
  FoyerDatabase *db = foyer_replica_get_reader (self->replica);
  FoyerEvent *event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, &self->event_id, NULL);
  GPtrArray *lists = foyer_check_in_store_lists (db, &self->event_id, NULL, NULL);
  GPtrArray *tiers = foyer_event_store_tiers (db, &self->event_id, NULL);

  if (event != NULL)
    {
      foyer_event_free (self->event);
      self->event = event;
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->zone = foyer_time_zone_load (event->timezone);
    }
  if (lists != NULL)
    {
      g_ptr_array_unref (self->lists);
      self->lists = lists;
    }
  if (tiers != NULL)
    {
      g_ptr_array_unref (self->tiers);
      self->tiers = tiers;
    }
}

static void
replica_changed_cb (FoyerReplica *replica, FoyerChanges *changes, FoyerDoor *self)
{
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE) ||
      foyer_changes_touch (changes, &FOYER_CHECK_IN_LIST_TYPE) ||
      foyer_changes_touch (changes, &FOYER_TIER_TYPE))
    read_event (self);
  emit_changed (self);
}

static gboolean
waiting_cb (gpointer data)
{
  FoyerDoor *self = data;

  self->waiting_source = 0;
  self->is_waiting = TRUE;
  g_signal_emit (self, signals[WAITING], 0);
  return G_SOURCE_REMOVE;
}

/* Somebody stands at the door: that their scan waits is told at once, and that the next waits. */
static void
note_sent (FoyerDoor *self)
{
  self->n_running++;
  if (self->is_waiting)
    g_signal_emit (self, signals[WAITING], 0);
  else if (self->waiting_source == 0)
    self->waiting_source = g_timeout_add (WAITING_AFTER, waiting_cb, self);
}

static void
note_done (FoyerDoor *self)
{
  self->n_running--;
  self->is_waiting = FALSE;
  g_clear_handle_id (&self->waiting_source, g_source_remove);
  if (self->n_running > 0)
    self->waiting_source = g_timeout_add (WAITING_AFTER, waiting_cb, self);
}

typedef struct
{
  FoyerDoor *door;     /* (owned) */
  FoyerDoorTask *task; /* (owned) */
} Flight;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Flight *flight = data;
  FoyerDoor *self = flight->door;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDoorAnswer) answer = foyer_replica_run_finish (self->replica, result, &error);

  note_done (self);
  if (answer == NULL)
    {
      answer = foyer_door_answer_new_for_error (error);
      answer->direction = flight->task->direction;
      answer->time = foyer_time_now ();
      answer->is_sale = foyer_door_task_sells (flight->task);
      if (!foyer_door_answer_is_refused (answer))
        g_queue_push_tail (&self->failed, g_steal_pointer (&flight->task));
    }
  g_signal_emit (self, signals[ANSWERED], 0, answer);
  g_clear_pointer (&flight->task, foyer_door_task_free);
  g_object_unref (self);
  g_free (flight);
}

/* task: (transfer full). Work of one priority is done in the order in which it was sent. */
static void
send (FoyerDoor *self, FoyerDoorTask *task)
{
  Flight *flight = g_new0 (Flight, 1);

  flight->door = g_object_ref (self);
  flight->task = task;
  note_sent (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_SCAN, foyer_door_task_run, task, NULL,
                           g_object_unref, NULL, answered_cb, flight);
}

static FoyerDoorTask *
make_task (FoyerDoor *self)
{
  return foyer_door_task_new (&self->event_id, &self->list_id, self->direction);
}

static gpointer
make_first_list (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_check_in_store_lists (db, data, _ ("Entrance"), error);
}

static void
lists_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDoor) self = data;
  g_autoptr (GPtrArray) lists = foyer_replica_run_finish (self->replica, result, NULL);

  if (lists == NULL)
    return;
  g_ptr_array_unref (self->lists);
  self->lists = g_steal_pointer (&lists);
  emit_changed (self);
}

static void
foyer_door_finalize (GObject *object)
{
  FoyerDoor *self = FOYER_DOOR (object);

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  g_clear_object (&self->roster);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_queue_clear_full (&self->failed, (GDestroyNotify) foyer_door_task_free);
  G_OBJECT_CLASS (foyer_door_parent_class)->finalize (object);
}

static void
foyer_door_class_init (FoyerDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_door_finalize;

  signals[ANSWERED] = g_signal_new ("answered", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, FOYER_TYPE_DOOR_ANSWER);
  signals[NOT_UNDONE] = g_signal_new ("not-undone", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[WAITING] = g_signal_new ("waiting", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_door_init (FoyerDoor *self)
{
  self->lists = g_ptr_array_new ();
  self->tiers = g_ptr_array_new ();
}

FoyerDoor *
foyer_door_new (FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerDoor *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_DOOR, NULL);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->roster = foyer_replica_ref_roster (replica, event_id);
  read_event (self);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self, 0);
  g_signal_connect_object (self->roster, "notify::is-ready", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  if (self->lists->len == 0)
    foyer_replica_run_async (
        replica, FOYER_PRIORITY_ACT, make_first_list, g_memdup2 (event_id, sizeof *event_id),
        g_free, (GDestroyNotify) g_ptr_array_unref, NULL, lists_made_cb, g_object_ref (self));
  return self;
}

FoyerReplica *
foyer_door_get_replica (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  return self->replica;
}

const FoyerEvent *
foyer_door_get_event (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  return self->event;
}

GTimeZone *
foyer_door_get_zone (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  return self->zone;
}

FoyerRoster *
foyer_door_get_roster (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  return self->roster;
}

GPtrArray *
foyer_door_get_lists (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  return self->lists;
}

GPtrArray *
foyer_door_get_tiers (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  return self->tiers;
}

/* The first one, when the chosen one is gone. */
const FoyerCheckInList *
foyer_door_get_list (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), NULL);

  for (guint i = 0; i < self->lists->len; i++)
    {
      const FoyerCheckInList *list = g_ptr_array_index (self->lists, i);

      if (foyer_uuid_equal (&list->row.id, &self->list_id))
        return list;
    }
  return self->lists->len > 0 ? g_ptr_array_index (self->lists, 0) : NULL;
}

void
foyer_door_set_list (FoyerDoor *self, const FoyerUuid *list_id)
{
  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (list_id != NULL);

  if (foyer_uuid_equal (&self->list_id, list_id))
    return;
  self->list_id = *list_id;
  emit_changed (self);
}

FoyerDirection
foyer_door_get_direction (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), FOYER_DIRECTION_ENTRY);

  return self->direction;
}

void
foyer_door_set_direction (FoyerDoor *self, FoyerDirection direction)
{
  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (direction != FOYER_DIRECTION_UNDO);

  if (self->direction == direction)
    return;
  self->direction = direction;
  emit_changed (self);
}

/* FALSE while the attendees are still being read: then nothing is known. */
gboolean
foyer_door_get_counts (FoyerDoor *self, FoyerDoorCounts *counts)
{
  FoyerRosterCounts all;

  g_return_val_if_fail (FOYER_IS_DOOR (self), FALSE);

  *counts = (FoyerDoorCounts){ 0 };
  if (!foyer_roster_is_ready (self->roster))
    return FALSE;
  foyer_roster_count (self->roster, -1, &all);
  counts->inside = all.by_state[FOYER_ATTENDANCE_INSIDE];
  counts->arrived = counts->inside + all.by_state[FOYER_ATTENDANCE_LEFT];
  counts->to_come = all.by_state[FOYER_ATTENDANCE_EXPECTED] + all.by_state[FOYER_ATTENDANCE_UNPAID];
  return TRUE;
}

gboolean
foyer_door_is_busy (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), FALSE);

  return self->n_running > 0;
}

guint
foyer_door_get_n_waiting (FoyerDoor *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR (self), 0);

  return self->is_waiting ? self->n_running : 0;
}

void
foyer_door_scan (FoyerDoor *self, const char *code, const char *us_code)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (code != NULL);

  task = make_task (self);
  task->code = g_strdup (code);
  task->us_code = g_strdup (us_code);
  send (self, task);
}

/* A code that a person typed. */
void
foyer_door_check_in_code (FoyerDoor *self, const char *code)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (code != NULL);

  task = make_task (self);
  task->code = g_strdup (code);
  task->method = FOYER_METHOD_MANUAL;
  send (self, task);
}

/* Somebody who was found by name, or chosen among several. */
void
foyer_door_check_in (FoyerDoor *self, const FoyerUuid *ticket_id)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (ticket_id != NULL);

  task = make_task (self);
  task->ticket_id = *ticket_id;
  task->method = FOYER_METHOD_MANUAL;
  send (self, task);
}

static FoyerDoorTask *
make_task_again (FoyerDoor *self, FoyerDoorAnswer *answer, FoyerOverride override)
{
  const FoyerCheckIn *fact = answer->result->check_in;
  FoyerDoorTask *task = foyer_door_task_new (
      &self->event_id, fact != NULL ? &fact->list_id : &self->list_id, answer->direction);

  if (answer->result->ticket != NULL)
    task->ticket_id = answer->result->ticket->row.id;
  task->code = g_strdup (answer->result->code);
  task->method = fact != NULL ? fact->method : FOYER_METHOD_MANUAL;
  task->override = override;
  return task;
}

/* Who is at the till here: they said their PIN there. */
static FoyerTillActor
get_actor (FoyerDoor *self)
{
  g_autoptr (FoyerTillDesk) till = foyer_till_desk_ref (self->replica, &self->event_id, NULL);

  return foyer_till_desk_get_actor (till);
}

/* What is due is paid first, and noted as at the box office. */
void
foyer_door_take_payment (FoyerDoor *self, FoyerDoorAnswer *answer, FoyerPayMethod method)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (answer) && answer->result != NULL &&
                    answer->result->order != NULL);

  task = make_task_again (self, answer, FOYER_OVERRIDE_NONE);
  task->pays_order = answer->result->order->row.id;
  task->method_paid = method;
  task->actor = get_actor (self);
  send (self, task);
}

void
foyer_door_let_in (FoyerDoor *self,
                   FoyerDoorAnswer *answer,
                   FoyerOverride override,
                   const char *reason)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (answer) && answer->result != NULL);

  task = make_task_again (self, answer, override);
  task->reason = g_strdup (reason);
  send (self, task);
}

void
foyer_door_answer_questions (FoyerDoor *self,
                             FoyerDoorAnswer *answer,
                             const char *const *questions,
                             const char *const *answers)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (answer) && answer->result != NULL &&
                    answer->result->ticket != NULL);

  task = make_task_again (self, answer, FOYER_OVERRIDE_NONE);
  task->questions = g_strdupv ((char **) questions);
  task->answers = g_strdupv ((char **) answers);
  send (self, task);
}

void
foyer_door_add_walk_in (FoyerDoor *self,
                        const char *name,
                        const FoyerUuid *tier_id,
                        const char *code,
                        FoyerWalkInPayment payment,
                        const char *reason)
{
  FoyerDoorTask *task;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (name != NULL && tier_id != NULL);

  task = make_task (self);
  task->method = FOYER_METHOD_MANUAL;
  task->walk_in = foyer_ticket_new ();
  task->walk_in->event_id = self->event_id;
  task->walk_in->tier_id = *tier_id;
  task->walk_in->attendee_name = g_strdup (name);
  task->walk_in->qr_code = g_strdup (code);
  task->payment = payment;
  task->reason = g_strdup (reason);
  task->actor = get_actor (self);
  send (self, task);
}

/* Sends again all that could not be written, in order. */
void
foyer_door_retry (FoyerDoor *self)
{
  g_return_if_fail (FOYER_IS_DOOR (self));

  for (guint n = g_queue_get_length (&self->failed); n > 0; n--)
    send (self, g_queue_pop_head (&self->failed));
}

typedef struct
{
  FoyerUuid check_in_id;
  char *reason; /* (owned) */
} Undo;

static void
undo_free (gpointer data)
{
  g_free (((Undo *) data)->reason);
  g_free (data);
}

static gpointer
undo_func (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Undo *undo = data;

  return GINT_TO_POINTER (
      foyer_check_in_store_undo (db, &undo->check_in_id, undo->reason, foyer_time_now (), error));
}

typedef struct
{
  FoyerDoor *door;         /* (owned) */
  FoyerDoorAnswer *answer; /* (owned) */
} UndoFlight;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree UndoFlight *flight = data;
  g_autoptr (GError) error = NULL;

  note_done (flight->door);
  if (foyer_replica_run_finish (flight->door->replica, result, &error) != NULL)
    foyer_door_answer_set_undone (flight->answer);
  else
    g_signal_emit (flight->door, signals[NOT_UNDONE], 0, error);
  g_object_unref (flight->answer);
  g_object_unref (flight->door);
}

/* The answer says "changed" when it is taken back on disk, else "not-undone" is emitted. */
void
foyer_door_undo (FoyerDoor *self, FoyerDoorAnswer *answer, const char *reason)
{
  UndoFlight *flight;
  Undo *undo;

  g_return_if_fail (FOYER_IS_DOOR (self));
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (answer));

  if (answer->result == NULL || answer->result->check_in == NULL)
    return;
  undo = g_new0 (Undo, 1);
  undo->check_in_id = answer->result->check_in->row.id;
  undo->reason = g_strdup (reason);
  flight = g_new0 (UndoFlight, 1);
  flight->door = g_object_ref (self);
  flight->answer = g_object_ref (answer);
  note_sent (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_SCAN, undo_func, undo, undo_free, NULL,
                           NULL, undone_cb, flight);
}
