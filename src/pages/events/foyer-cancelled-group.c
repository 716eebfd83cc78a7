/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cancelled-group.h"

#include "foyer-event-acts-store.h"
#include "foyer-event-text.h"
#include "foyer-message-store.h"
#include "foyer-refund-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerCancelledGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *message_row;
  AdwActionRow *refunds_row;

  FoyerReplica *replica; /* (owned) (nullable) */
  FoyerUuid event_id;
};

G_DEFINE_FINAL_TYPE (FoyerCancelledGroup, foyer_cancelled_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_message (FoyerCancelledGroup *self)
{
  g_autoptr (FoyerMessage) message = foyer_message_store_find (
      foyer_replica_get_reader (self->replica), &self->event_id, FOYER_MESSAGE_CANCELLATION, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->message_row), message != NULL);
  if (message != NULL)
    adw_action_row_set_subtitle (self->message_row, message->subject);
}

static void
show_refunds (FoyerCancelledGroup *self)
{
  FoyerRefundTotals totals;
  g_autofree char *amount = NULL;
  g_autofree char *title = NULL;
  g_autofree char *settled = NULL;
  gint64 n_settled;
  gint64 n_open;

  if (!foyer_refund_store_totals (foyer_replica_get_reader (self->replica), &self->event_id,
                                  &totals, NULL))
    return;
  n_open = totals.n[FOYER_REFUND_PROPOSED];
  n_settled = totals.n[FOYER_REFUND_CONFIRMED] + totals.n[FOYER_REFUND_DROPPED];
  amount = foyer_event_text_total (totals.amount[FOYER_REFUND_PROPOSED], totals.currency);
  /* Translators: how many, and their sum. */
  title = g_strdup_printf (
      ngettext ("%'d refund to confirm (%s)", "%'d refunds to confirm (%s)", n_open), (int) n_open,
      amount);
  settled =
      g_strdup_printf (ngettext ("%'d is settled", "%'d are settled", n_settled), (int) n_settled);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->refunds_row),
                                 n_open > 0 ? title : _ ("No refund is left to confirm"));
  adw_action_row_set_subtitle (self->refunds_row, n_settled > 0 ? settled : NULL);
}

static void
show_event (FoyerCancelledGroup *self)
{
  g_autoptr (FoyerEvent) event =
      foyer_event_acts_get (foyer_replica_get_reader (self->replica), &self->event_id, NULL);
  gboolean is_cancelled = event != NULL && event->status == FOYER_EVENT_CANCELLED;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *when = NULL;
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_cancelled);
  if (!is_cancelled)
    return;
  show_message (self);
  show_refunds (self);
  if (event->cancelled_at == FOYER_NONE)
    return;
  zone = foyer_event_text_load_zone (event);
  when = foyer_time_format_short (event->cancelled_at, zone, foyer_time_now ());
  /* Translators: when the event was cancelled. */
  sentence = g_strdup_printf (_ ("Cancelled: %s"), when);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), sentence);
}

static void
replica_changed_cb (FoyerCancelledGroup *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE) ||
      foyer_changes_touch (changes, &FOYER_REFUND_TYPE) ||
      foyer_changes_touch (changes, &FOYER_MESSAGE_TYPE))
    show_event (self);
}

static void
foyer_cancelled_group_dispose (GObject *object)
{
  FoyerCancelledGroup *self = FOYER_CANCELLED_GROUP (object);

  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_cancelled_group_parent_class)->dispose (object);
}

static void
foyer_cancelled_group_class_init (FoyerCancelledGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_cancelled_group_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-cancelled-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCancelledGroup, message_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCancelledGroup, refunds_row);
}

static void
foyer_cancelled_group_init (FoyerCancelledGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_cancelled_group_set_event (FoyerCancelledGroup *self,
                                 FoyerReplica *replica,
                                 const FoyerUuid *event_id)
{
  g_return_if_fail (FOYER_IS_CANCELLED_GROUP (self));
  g_return_if_fail (self->replica == NULL && FOYER_IS_REPLICA (replica));

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_event (self);
}
