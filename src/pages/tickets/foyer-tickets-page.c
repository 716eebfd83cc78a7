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
  char *wanted_table;    /* (owned) (nullable) until the tickets are read */
  gint64 wanted_key;
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

static void
show_wanted (FoyerTicketsPage *self)
{
  g_autofree char *table = NULL;
  gboolean is_code;

  if (self->wanted_table == NULL || foyer_ticket_desk_get_offer (self->desk) == NULL)
    return;
  table = g_steal_pointer (&self->wanted_table);
  is_code = g_str_equal (table, "promo_codes");
  gtk_stack_set_visible_child_name (self->stack, is_code ? "codes" : "tiers");
  if (is_code)
    foyer_promo_view_edit (self->promo_view, self->wanted_key);
  else if (g_str_equal (table, "quotas"))
    foyer_tiers_view_edit_quota (self->tiers_view, self->wanted_key);
  else
    foyer_tiers_view_edit (self->tiers_view, self->wanted_key);
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
  g_clear_pointer (&self->wanted_table, g_free);
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
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (show_wanted), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
foyer_tickets_page_show_row (FoyerTicketsPage *self, const char *table, gint64 key)
{
  g_return_if_fail (FOYER_IS_TICKETS_PAGE (self));

  g_free (self->wanted_table);
  self->wanted_table = g_strdup (table);
  self->wanted_key = key;
  show_wanted (self);
}
