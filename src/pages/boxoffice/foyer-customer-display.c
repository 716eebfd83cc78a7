/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-customer-display.h"

#include "foyer-fit-label.h"
#include "foyer-money.h"
#include "foyer-row-store.h"
#include "foyer-stored-picture.h"

#include <glib/gi18n-lib.h>

#define LOGO_MOST    640  /* pixels */
#define ASLEEP_AFTER 8    /* seconds after a sale */
#define LARGE        1200 /* pixels: read from further away */

struct _FoyerCustomerDisplay
{
  AdwWindow parent_instance;

  GtkLabel *remark;
  GtkStack *stack;
  GtkPicture *logo;
  FoyerFitLabel *event_title;
  GtkGrid *lines;
  GtkLabel *total;
  GtkWidget *rest_row;
  GtkLabel *rest;
  GtkLabel *change;
  GtkWidget *accent;

  FoyerSellDesk *desk;   /* (owned) (nullable) */
  GtkCssProvider *style; /* (owned) of the event's colour */
  char *colour;          /* (owned) (nullable) that it has */
  guint sleep_source;
  FoyerUuid logo_id; /* of the picture that is shown, or on its way */
};

G_DEFINE_FINAL_TYPE (FoyerCustomerDisplay, foyer_customer_display, ADW_TYPE_WINDOW)

static char *
format (FoyerCustomerDisplay *self, gint64 amount)
{
  return foyer_money_format (amount, foyer_sell_desk_get_currency (self->desk));
}

static void
attach (FoyerCustomerDisplay *self, const char *text, int column, int row, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_hexpand (label, column == 1);
  gtk_widget_add_css_class (label, "customer-line");
  if (column == 1)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_grid_attach (self->lines, label, column, row, 1, 1);
}

static void
attach_amount (FoyerCustomerDisplay *self, const char *title, gint64 amount, int row)
{
  g_autofree char *money = format (self, amount);

  attach (self, title, 1, row, 0);
  attach (self, money, 2, row, 1);
}

static void
show_lines (FoyerCustomerDisplay *self)
{
  const FoyerPrice *price = foyer_sell_desk_get_price (self->desk);
  const FoyerOffer *offer = foyer_sell_desk_get_offer (self->desk);
  int row = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_grid_remove (self->lines, child);
  for (guint i = 0; i < price->lines->len; i++)
    {
      const FoyerPriceLine *line = &g_array_index (price->lines, FoyerPriceLine, i);
      g_autofree char *quantity = g_strdup_printf ("%'" G_GINT64_FORMAT " ×", line->quantity);

      if (line->tier < 0)
        continue;
      attach (self, quantity, 0, row, 1);
      attach_amount (self, foyer_offer_tier (offer, line->tier)->tier->name, line->subtotal, row++);
    }
  if (price->discount > 0)
    attach_amount (self, _ ("Discount"), -price->discount, row++);
  if (price->service_fee > 0)
    attach_amount (self, _ ("Service fee"), price->service_fee, row);
}

static void
show_cart (FoyerCustomerDisplay *self)
{
  const FoyerSellTender *tender = foyer_sell_desk_get_tender (self->desk);
  g_autofree char *total = format (self, foyer_sell_desk_get_total (self->desk));
  g_autofree char *rest = format (self, tender->due);

  show_lines (self);
  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->rest, rest);
  gtk_widget_set_visible (self->rest_row, tender->parts->len > 0);
  gtk_stack_set_visible_child_name (self->stack, "cart");
}

static void
show_thanks (FoyerCustomerDisplay *self)
{
  const FoyerSaleResult *sold = foyer_sell_desk_get_sold (self->desk);
  g_autofree char *money = foyer_money_format (sold->change, sold->order->currency);
  g_autofree char *change = g_strdup_printf (_ ("Your change: %s"), money);

  gtk_label_set_label (self->change, change);
  gtk_widget_set_visible (GTK_WIDGET (self->change), sold->change > 0);
  gtk_stack_set_visible_child_name (self->stack, "thanks");
}

/* The event's own colour, as a stripe. */
static void
show_colour (FoyerCustomerDisplay *self, const FoyerEvent *event)
{
  const char *colour = event->accent_colour != NULL ? event->accent_colour : "@accent_bg_color";
  g_autofree char *css = NULL;

  if (g_strcmp0 (colour, self->colour) == 0)
    return;
  g_free (self->colour);
  self->colour = g_strdup (colour);
  css = g_strdup_printf (".customer-accent { background-color: %s; }", colour);
  gtk_css_provider_load_from_data (self->style, css, -1);
}

/* What it is is read as a row, unpacked as a picture on another thread. */
static gpointer
load_logo_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return foyer_row_store_find (db, &FOYER_IMAGE_TYPE, data, error);
}

static void
logo_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCustomerDisplay) self = data;
  g_autoptr (FoyerImage) image = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  g_autoptr (FoyerStoredPicture) picture = NULL;

  if (self->desk == NULL || image == NULL || !foyer_uuid_equal (&image->row.id, &self->logo_id))
    return;
  picture = foyer_stored_picture_new_for_image (image, LOGO_MOST);
  gtk_picture_set_paintable (self->logo, GDK_PAINTABLE (picture));
  gtk_widget_set_visible (GTK_WIDGET (self->logo), TRUE);
}

static void
show_logo (FoyerCustomerDisplay *self, const FoyerEvent *event)
{
  if (foyer_uuid_equal (&event->logo_image_id, &self->logo_id))
    return;
  self->logo_id = event->logo_image_id;
  gtk_widget_set_visible (GTK_WIDGET (self->logo), FALSE);
  if (!foyer_uuid_is_nil (&self->logo_id))
    foyer_replica_run_async (foyer_sell_desk_get_replica (self->desk), FOYER_PRIORITY_LONG,
                             load_logo_on_thread, g_memdup2 (&self->logo_id, sizeof self->logo_id),
                             g_free, foyer_row_free, NULL, logo_loaded_cb, g_object_ref (self));
}

static gboolean
sleep_cb (gpointer data)
{
  FoyerCustomerDisplay *self = data;

  self->sleep_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "asleep");
  return G_SOURCE_REMOVE;
}

/* Nobody is to think that they bought something. */
static void
show_remark (FoyerCustomerDisplay *self, const FoyerEvent *event)
{
  gboolean is_training = foyer_sell_desk_is_training (self->desk);

  gtk_label_set_label (self->remark,
                       is_training ? _ ("Training – does not count") : _ ("Test – does not count"));
  gtk_widget_set_visible (GTK_WIDGET (self->remark), is_training || event->is_test);
}

static void
show (FoyerCustomerDisplay *self)
{
  const FoyerOffer *offer = foyer_sell_desk_get_offer (self->desk);

  if (offer == NULL)
    return;
  show_remark (self, offer->event);
  show_colour (self, offer->event);
  show_logo (self, offer->event);
  foyer_fit_label_set_text (self->event_title,
                            offer->event->title != NULL ? offer->event->title : "");
  if (foyer_sell_desk_get_phase (self->desk) == FOYER_SELL_SOLD)
    {
      show_thanks (self);
      g_clear_handle_id (&self->sleep_source, g_source_remove);
      self->sleep_source = g_timeout_add_seconds (ASLEEP_AFTER, sleep_cb, self);
    }
  else if (!foyer_sale_cart_is_empty (foyer_sell_desk_get_cart (self->desk)) ||
           foyer_sell_desk_get_begun (self->desk) != NULL)
    {
      g_clear_handle_id (&self->sleep_source, g_source_remove);
      show_cart (self);
    }
  else if (self->sleep_source == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "asleep");
    }
}

static void
foyer_customer_display_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  if (gtk_widget_has_css_class (widget, "large") != (width >= LARGE))
    {
      if (width >= LARGE)
        gtk_widget_add_css_class (widget, "large");
      else
        gtk_widget_remove_css_class (widget, "large");
    }
  GTK_WIDGET_CLASS (foyer_customer_display_parent_class)
      ->size_allocate (widget, width, height, baseline);
}

static void
foyer_customer_display_dispose (GObject *object)
{
  FoyerCustomerDisplay *self = FOYER_CUSTOMER_DISPLAY (object);

  g_clear_handle_id (&self->sleep_source, g_source_remove);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  g_clear_object (&self->style);
  g_clear_pointer (&self->colour, g_free);
  G_OBJECT_CLASS (foyer_customer_display_parent_class)->dispose (object);
}

static void
foyer_customer_display_class_init (FoyerCustomerDisplayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_customer_display_dispose;
  widget_class->size_allocate = foyer_customer_display_size_allocate;
  g_type_ensure (FOYER_TYPE_FIT_LABEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-customer-display.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, remark);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, logo);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, event_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, lines);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, total);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, rest_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, rest);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, change);
  gtk_widget_class_bind_template_child (widget_class, FoyerCustomerDisplay, accent);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
foyer_customer_display_init (FoyerCustomerDisplay *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->style = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->accent),
                                  GTK_STYLE_PROVIDER (self->style),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

GtkWidget *
foyer_customer_display_new (GtkApplication *application, FoyerSellDesk *desk)
{
  FoyerCustomerDisplay *self;

  g_return_val_if_fail (FOYER_IS_SELL_DESK (desk), NULL);

  self = g_object_new (FOYER_TYPE_CUSTOMER_DISPLAY, "application", application, NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
