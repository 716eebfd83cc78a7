/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The till below the sale: who is at it, its menu, what is said of it. */
#include "foyer-box-office-window-private.h"

#include "foyer-till-menu.h"

static void
show_till (FoyerBoxOfficeWindow *self)
{
  FoyerTillActor actor = foyer_till_desk_get_actor (self->till);
  FoyerTillActor before = foyer_sell_desk_get_actor (self->desk);
  g_autofree char *state = foyer_till_menu_describe (self->till);

  if (!foyer_uuid_equal (&actor.cashier_id, &before.cashier_id))
    foyer_sell_desk_set_actor (self->desk, &actor);
  gtk_label_set_label (self->till_state, state);
  if (foyer_till_desk_is_open (self->till))
    foyer_sell_desk_till_opened (self->desk);
  foyer_sell_desk_set_needs_cashier (self->desk, foyer_till_desk_is_ready (self->till) &&
                                                     foyer_till_desk_needs_cashier (self->till));
  /* Once, when the window is there: nothing can be sold before. */
  if (self->has_asked_who || !foyer_till_desk_is_ready (self->till) ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->has_asked_who = TRUE;
  if (foyer_till_desk_needs_cashier (self->till))
    gtk_widget_activate_action (GTK_WIDGET (self), "till.cashier", NULL);
}

void
foyer_box_office_window_bind_till (FoyerBoxOfficeWindow *self)
{
  g_autoptr (GMenuModel) model = foyer_till_menu_new_model ();

  self->till = foyer_till_desk_ref (foyer_sell_desk_get_replica (self->desk),
                                    foyer_sell_desk_get_event_id (self->desk), self->settings);
  foyer_till_menu_install (GTK_WIDGET (self), self->till);
  gtk_menu_button_set_menu_model (self->till_button, model);
  g_signal_connect_object (self->till, "changed", G_CALLBACK (show_till), self, G_CONNECT_SWAPPED);
  foyer_prints_button_set_desk (self->prints_button, foyer_till_desk_get_prints (self->till));
  g_signal_connect_object (foyer_till_desk_get_prints (self->till), "changed",
                           G_CALLBACK (foyer_box_office_window_check_prints), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (show_till), self, G_CONNECT_SWAPPED);
  show_till (self);
}
