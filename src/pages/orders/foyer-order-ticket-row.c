/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-ticket-row.h"

#include "foyer-attendee-text.h"
#include "foyer-money.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerOrderTicketRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (FoyerOrderTicketRow, foyer_order_ticket_row, ADW_TYPE_ACTION_ROW)

static void
foyer_order_ticket_row_class_init (FoyerOrderTicketRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-order-ticket-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderTicketRow, menu_button);
}

static void
foyer_order_ticket_row_init (FoyerOrderTicketRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_state (const FoyerTicket *ticket, const FoyerOrder *order, GTimeZone *zone)
{
  FoyerAttendance attendance = foyer_attendance_of (ticket, order);

  if (ticket->status == FOYER_TICKET_CANCELLED && ticket->is_refunded)
    return g_strdup (_ ("Cancelled, refunded"));
  if (attendance == FOYER_ATTENDANCE_INSIDE)
    {
      g_autofree char *when =
          foyer_time_format_short (ticket->check_in_time, zone, foyer_time_now ());

      return g_strdup_printf (_ ("%s, %s"), foyer_attendance_word (attendance), when);
    }
  return attendance == FOYER_ATTENDANCE_EXPECTED ? NULL
                                                 : g_strdup (foyer_attendance_word (attendance));
}

char *
foyer_order_ticket_row_text (const FoyerTicket *ticket,
                             const FoyerOrderDetail *detail,
                             GTimeZone *zone)
{
  const char *tier = foyer_order_detail_tier_name (detail, &ticket->tier_id);
  g_autofree char *price = ticket->price > 0
                               ? foyer_money_format (ticket->price, detail->order->currency)
                               : g_strdup (_ ("Free"));
  g_autofree char *state = describe_state (ticket, detail->order, zone);

  if (tier == NULL)
    tier = _ ("Ticket");
  return state != NULL ? g_strdup_printf ("%s · %s\n%s", tier, price, state)
                       : g_strdup_printf ("%s · %s", tier, price);
}

static void
append (GMenu *menu, const char *label, const char *action, gint64 key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", key);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (const FoyerTicket *ticket)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) show = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();
  gint64 key = ticket->row.key;

  append (show, _ ("Show _Attendee"), "order.show-attendee", key);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (show));
  if (ticket->status != FOYER_TICKET_CANCELLED)
    {
      append (edit, _ ("Change _Name…"), "order.rename-ticket", key);
      append (edit, _ ("Give to Somebody _Else…"), "order.transfer-ticket", key);
      append (edit, _ ("Change _Tier…"), "order.move-ticket", key);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
      append (end, _ ("_Refund…"), "order.refund-ticket", key);
      append (end, _ ("_Cancel…"), "order.cancel-ticket", key);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
    }
  return G_MENU_MODEL (menu);
}

GtkWidget *
foyer_order_ticket_row_new (const FoyerTicket *ticket,
                            const FoyerOrderDetail *detail,
                            GTimeZone *zone)
{
  FoyerOrderTicketRow *self = g_object_new (FOYER_TYPE_ORDER_TICKET_ROW, NULL);
  g_autofree char *subtitle = foyer_order_ticket_row_text (ticket, detail, zone);
  g_autoptr (GMenuModel) menu = make_menu (ticket);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), ticket->attendee_name != NULL
                                                                 ? ticket->attendee_name
                                                                 : _ ("Guest"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  if (ticket->status == FOYER_TICKET_CANCELLED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  return GTK_WIDGET (self);
}
