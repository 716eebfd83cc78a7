/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tickets-page.h"

#include "foyer-buyer-view.h"
#include "foyer-promo-view.h"
#include "foyer-tiers-view.h"

struct _FoyerTicketsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  FoyerTiersView *tiers_view;
  FoyerPromoView *promo_view;
  FoyerBuyerView *buyer_view;

  FoyerTicketDesk *desk; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerTicketsPage, foyer_tickets_page, GTK_TYPE_WIDGET)

/* A tier or a code, by what is shown. */
static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTicketsPage *self = FOYER_TICKETS_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "codes") == 0)
    foyer_promo_view_add (self->promo_view);
  else
    foyer_tiers_view_add (self->tiers_view);
}

/* At the door every scan is a change: nothing is counted for a page that nobody sees. */
static void
foyer_tickets_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_tickets_page_parent_class)->map (widget);
  foyer_ticket_desk_set_watched (FOYER_TICKETS_PAGE (widget)->desk, TRUE);
}

static void
foyer_tickets_page_unmap (GtkWidget *widget)
{
  FoyerTicketsPage *self = FOYER_TICKETS_PAGE (widget);

  if (self->desk != NULL)
    foyer_ticket_desk_set_watched (self->desk, FALSE);
  GTK_WIDGET_CLASS (foyer_tickets_page_parent_class)->unmap (widget);
}

static void
foyer_tickets_page_dispose (GObject *object)
{
  FoyerTicketsPage *self = FOYER_TICKETS_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_tickets_page_parent_class)->dispose (object);
}

static void
foyer_tickets_page_class_init (FoyerTicketsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_tickets_page_dispose;
  widget_class->map = foyer_tickets_page_map;
  widget_class->unmap = foyer_tickets_page_unmap;
  g_type_ensure (FOYER_TYPE_TIERS_VIEW);
  g_type_ensure (FOYER_TYPE_PROMO_VIEW);
  g_type_ensure (FOYER_TYPE_BUYER_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-tickets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTicketsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerTicketsPage, tiers_view);
  gtk_widget_class_bind_template_child (widget_class, FoyerTicketsPage, promo_view);
  gtk_widget_class_bind_template_child (widget_class, FoyerTicketsPage, buyer_view);
  gtk_widget_class_install_action (widget_class, "tickets.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "tickets.add",
                                       NULL);
}

static void
foyer_tickets_page_init (FoyerTicketsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_tickets_page_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  FoyerTicketsPage *self = g_object_new (FOYER_TYPE_TICKETS_PAGE, NULL);

  self->desk = foyer_ticket_desk_new (replica, event_id);
  foyer_tiers_view_set_desk (self->tiers_view, self->desk);
  foyer_promo_view_set_desk (self->promo_view, self->desk);
  foyer_buyer_view_set_desk (self->buyer_view, self->desk);
  return GTK_WIDGET (self);
}
