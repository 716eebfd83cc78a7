/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-orders-page-private.h"

#include "foyer-attendee-act.h"
#include "foyer-attendee-told.h"
#include "foyer-order-detail.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* The tickets of all that is selected: asked for on the thread, since they may be many. */
typedef struct
{
  FoyerOrdersPage *page; /* (owned) */
  FoyerAttendeeAct act;
} Acting;

static void
acting_free (Acting *acting)
{
  g_object_unref (acting->page);
  g_free (acting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Acting, acting_free)

static gpointer
find_tickets_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *keys = data;

  return foyer_order_detail_ticket_keys (db, (const gint64 *) (void *) keys->data, keys->len,
                                         cancellable, error);
}

/* FALSE when the page is gone, and nobody is to be told. */
static gboolean
end_work (FoyerOrdersPage *self)
{
  if (self->table == NULL)
    return FALSE;
  self->is_working = FALSE;
  foyer_list_page_update_actions (FOYER_LIST_PAGE (self));
  return TRUE;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;
  g_autoptr (GError) error = NULL;
  g_autofree FoyerAttendeeOutcome *outcome = foyer_attendee_act_finish (result, &error);

  if (end_work (acting->page))
    foyer_attendee_act_tell (GTK_WIDGET (acting->page), acting->act, outcome, error);
}

static void
tickets_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;
  FoyerOrdersPage *self = acting->page;
  FoyerAttendeeAct act = acting->act;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->table == NULL)
    return;
  if (keys == NULL)
    {
      end_work (self);
      foyer_show_toast (GTK_WIDGET (self), error->message);
      return;
    }
  foyer_attendee_act_async (self->parts->replica, act, &self->parts->event_id, keys, NULL, NULL,
                            NULL, acted_cb, g_steal_pointer (&acting));
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);
  GArray *keys = foyer_key_selection_dup_keys (self->parts->selection);
  Acting *acting;

  if (keys->len == 0 || self->is_working)
    {
      g_array_unref (keys);
      return;
    }
  acting = g_new0 (Acting, 1);
  acting->page = g_object_ref (self);
  acting->act = g_str_equal (name, "page.check-in") ? FOYER_ACT_CHECK_IN : FOYER_ACT_MARK_RESEND;
  self->is_working = TRUE;
  foyer_list_page_update_actions (FOYER_LIST_PAGE (self));
  foyer_replica_run_async (self->parts->replica, FOYER_PRIORITY_LONG, find_tickets_on_thread, keys,
                           (GDestroyNotify) g_array_unref, (GDestroyNotify) g_array_unref, NULL,
                           tickets_found_cb, acting);
}

/* One order: it is opened, and its panel does it. */
static void
panel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->parts->selection);
  g_autofree char *action = g_strconcat ("order", strchr (name, '.'), NULL);

  if (keys->len != 1)
    return;
  foyer_list_page_show_row (FOYER_LIST_PAGE (self), g_array_index (keys, gint64, 0));
  gtk_widget_activate_action (self->parts->panel, action, NULL);
}

/* What waits for money is known of one order. */
static gboolean
is_due (FoyerOrdersPage *self)
{
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->parts->selection);
  g_autoptr (FoyerOrderDetail) detail = NULL;

  if (keys->len != 1)
    return FALSE;
  detail = foyer_order_detail_read (foyer_replica_get_reader (self->parts->replica),
                                    g_array_index (keys, gint64, 0), NULL);
  return detail != NULL && detail->due > 0;
}

void
foyer_orders_page_update_actions (FoyerListPage *page)
{
  static const char *const writing[] = { "page.check-in", "page.mark-resend" };
  static const char *const on_one[] = { "page.print", "page.print-receipt", "page.refund",
                                        "page.cancel" };
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (page);
  guint64 n = foyer_key_selection_get_size (self->parts->selection);

  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], n > 0 && !self->is_working);
  for (guint i = 0; i < G_N_ELEMENTS (on_one); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), on_one[i], n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.pay", is_due (self));
}

void
foyer_orders_page_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const of_panel[] = { "page.pay", "page.print", "page.print-receipt",
                                          "page.refund", "page.cancel" };

  for (guint i = 0; i < G_N_ELEMENTS (of_panel); i++)
    gtk_widget_class_install_action (widget_class, of_panel[i], NULL, panel_action);
  gtk_widget_class_install_action (widget_class, "page.check-in", NULL, act_action);
  gtk_widget_class_install_action (widget_class, "page.mark-resend", NULL, act_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "page.check-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "page.check-in", NULL); /* the last one stands in the menu */
}
