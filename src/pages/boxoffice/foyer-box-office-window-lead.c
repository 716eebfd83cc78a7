/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done in the main window, or with its help: an order is looked at, the event published,
 * and that taken back. */

#include "foyer-box-office-window-private.h"

#include "foyer-approval.h"
#include "foyer-publish-window.h"

#include <glib/gi18n-lib.h>

/* The window that knows events, orders and Undo. */
static GtkWindow *
find_main (FoyerBoxOfficeWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL; l != NULL;
       l = l->next)
    if (l->data != self && G_IS_ACTION_MAP (l->data) &&
        g_action_map_lookup_action (l->data, "show-order") != NULL)
      return l->data;
  return NULL;
}

/* Somebody may have closed it meanwhile. */
static GtkWindow *
get_main (FoyerBoxOfficeWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWindow *window = find_main (self);

  if (window == NULL && application != NULL)
    g_application_activate (G_APPLICATION (application));
  return window != NULL ? window : find_main (self);
}

static void
show_order_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  g_autofree char *event = foyer_uuid_to_string (foyer_sell_desk_get_event_id (self->desk));
  GtkWindow *window = sold != NULL ? get_main (self) : NULL;

  if (window == NULL)
    return;
  gtk_window_present (window);
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-order",
                                  g_variant_new ("(sx)", event, sold->order->row.key));
}

static void
publish (FoyerBoxOfficeWindow *self)
{
  foyer_publish_window_present (GTK_WIDGET (self), foyer_sell_desk_get_replica (self->desk),
                                foyer_sell_desk_get_event_id (self->desk));
}

static void
consented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBoxOfficeWindow) self = data;
  FoyerUuid approver_id;

  if (foyer_approval_ask_finish (result, &approver_id, NULL) && self->desk != NULL)
    publish (self);
}

/* Whoever sells may not decide what the public sees; where there are no cashiers, one does all. */
static void
publish_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  const FoyerCashier *cashier = foyer_till_desk_get_cashier (self->till);

  if (foyer_till_desk_get_cashiers (self->till)->len == 0 ||
      (cashier != NULL && cashier->role == FOYER_CASHIER_SUPERVISOR))
    publish (self);
  else
    foyer_approval_ask_async (GTK_WIDGET (self), self->till,
                              _ ("The event is published: everybody can see it."), 0, NULL,
                              consented_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "show-order", .activate = show_order_cb },
  { .name = "publish", .activate = publish_cb },
};

/* Of the window
 * ---------------------------------------------------------------------------------------------- */

static void
hand_on_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = find_main (data);

  if (window != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), g_action_get_name (G_ACTION (action)),
                                    parameter);
}

/* A field of the event that the main window is led to. */
static void
show_field_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerBoxOfficeWindow *self = data;
  g_autofree char *event = foyer_uuid_to_string (foyer_sell_desk_get_event_id (self->desk));
  GtkWindow *window = get_main (self);

  if (window == NULL)
    return;
  gtk_window_present (window);
  g_action_group_activate_action (G_ACTION_GROUP (window), "open-event",
                                  g_variant_new_string (event));
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-field", parameter);
}

static const GActionEntry window_entries[] = {
  { .name = "undo-change", .activate = hand_on_cb, .parameter_type = "x" },
  { .name = "did-change", .activate = hand_on_cb, .parameter_type = "(xs)" },
  { .name = "show-field", .activate = show_field_cb, .parameter_type = "s" },
};

void
foyer_box_office_window_add_lead_actions (FoyerBoxOfficeWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), window_entries,
                                   G_N_ELEMENTS (window_entries), self);
}
