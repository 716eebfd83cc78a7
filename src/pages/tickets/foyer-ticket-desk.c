/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-desk.h"

#include "foyer-event-text.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-ticket.h"
#include "foyer-tier-store.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerTicketDesk
{
  GObject parent_instance;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  FoyerOffer *offer; /* (owned) (nullable) */
  GTimeZone *zone;   /* (owned) (nullable) */
  gboolean is_loading;
  gboolean is_stale; /* something changed while it was loading, or while nobody looked */
  gboolean is_watched;
};

G_DEFINE_FINAL_TYPE (FoyerTicketDesk, foyer_ticket_desk, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  FoyerTicketAct act;
  gpointer data;
  GDestroyNotify data_free;
  const char *kind;
} Act;

typedef struct
{
  GWeakRef from;
  char *title; /* (owned) */
} Telling;

static gpointer
load_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, data, error);

  return event != NULL ? foyer_tier_store_load_offer (db, event, NULL, NULL, error) : NULL;
}

static void load (FoyerTicketDesk *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTicketDesk) self = data;
  FoyerOffer *offer = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);

  self->is_loading = FALSE;
  if (offer != NULL)
    {
      g_clear_pointer (&self->offer, foyer_offer_free);
      g_clear_pointer (&self->zone, g_time_zone_unref);
      self->offer = offer;
      self->offer->is_preview = TRUE;
      self->zone = foyer_event_text_load_zone (offer->event);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->is_stale && self->is_watched)
    load (self);
}

static void
load (FoyerTicketDesk *self)
{
  self->is_stale = self->is_loading || !self->is_watched;
  if (self->is_stale)
    return;
  self->is_loading = TRUE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, load_on_thread,
                           g_memdup2 (&self->event_id, sizeof self->event_id), g_free,
                           (GDestroyNotify) foyer_offer_free, NULL, loaded_cb, g_object_ref (self));
}

static void
replica_changed_cb (FoyerTicketDesk *self, FoyerChanges *changes)
{
  const FoyerRowType *const types[] = { &FOYER_EVENT_TYPE, &FOYER_TIER_TYPE, &FOYER_QUOTA_TYPE,
                                        &FOYER_TICKET_TYPE, &FOYER_ORDER_TYPE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (foyer_changes_touch (changes, types[i]))
      {
        load (self);
        return;
      }
}

static void
foyer_ticket_desk_finalize (GObject *object)
{
  FoyerTicketDesk *self = FOYER_TICKET_DESK (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (foyer_ticket_desk_parent_class)->finalize (object);
}

static void
foyer_ticket_desk_class_init (FoyerTicketDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_ticket_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_TICKET_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_ticket_desk_init (FoyerTicketDesk *self)
{
}

FoyerTicketDesk *
foyer_ticket_desk_new (FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerTicketDesk *self = g_object_new (FOYER_TYPE_TICKET_DESK, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->is_watched = TRUE;
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}

const FoyerOffer *
foyer_ticket_desk_get_offer (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return self->offer;
}

void
foyer_ticket_desk_set_watched (FoyerTicketDesk *self, gboolean is_watched)
{
  g_return_if_fail (FOYER_IS_TICKET_DESK (self));

  self->is_watched = is_watched;
  if (is_watched && self->is_stale)
    load (self);
}

GTimeZone *
foyer_ticket_desk_get_zone (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return self->zone;
}

FoyerReplica *
foyer_ticket_desk_get_replica (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return self->replica;
}

const FoyerUuid *
foyer_ticket_desk_get_event_id (FoyerTicketDesk *self)
{
  g_return_val_if_fail (FOYER_IS_TICKET_DESK (self), NULL);

  return &self->event_id;
}

static gpointer
act_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Act *act = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, act->kind, error);
  g_autofree gint64 *change_set = g_new0 (gint64, 1);

  if (transaction == NULL || !act->act (transaction, act->data, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    return NULL;
  return g_steal_pointer (&change_set);
}

static void
act_free (gpointer data)
{
  Act *act = data;

  if (act->data_free != NULL)
    act->data_free (act->data);
  g_free (act);
}

void
foyer_ticket_desk_act_async (FoyerTicketDesk *self,
                             const char *kind,
                             FoyerTicketAct act,
                             gpointer data,
                             GDestroyNotify data_free,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Act *task = g_new0 (Act, 1);

  task->act = act;
  task->data = data;
  task->data_free = data_free;
  task->kind = kind;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, act_on_thread, task, act_free, g_free,
                           NULL, callback, user_data);
}

gboolean
foyer_ticket_desk_act_finish (GAsyncResult *result, gint64 *change_set, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);
  g_autofree gint64 *written = foyer_replica_run_finish (FOYER_REPLICA (source), result, error);

  if (written == NULL)
    return FALSE;
  *change_set = *written;
  return TRUE;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Telling *telling = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&telling->from);
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;
  gboolean is_done = foyer_ticket_desk_act_finish (result, &change_set, &error);

  if (from != NULL && !is_done)
    foyer_show_toast (from, error->message);
  else if (from != NULL && change_set != 0)
    foyer_show_undo_toast (from, telling->title, change_set);
  g_weak_ref_clear (&telling->from);
  g_free (telling->title);
  g_free (telling);
}

void
foyer_ticket_desk_act (FoyerTicketDesk *self,
                       GtkWidget *from,
                       const char *kind,
                       char *title,
                       FoyerTicketAct act,
                       gpointer data,
                       GDestroyNotify data_free)
{
  Telling *telling = g_new0 (Telling, 1);

  g_weak_ref_init (&telling->from, from);
  telling->title = title;
  foyer_ticket_desk_act_async (self, kind, act, data, data_free, acted_cb, telling);
}
