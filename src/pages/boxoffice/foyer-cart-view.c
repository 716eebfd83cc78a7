/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cart-view.h"

#include "foyer-banner.h"
#include "foyer-cart-line-row.h"
#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerCartView
{
  AdwBin parent_instance;

  FoyerBanner *lapse_banner;
  GtkScrolledWindow *scroller;
  GtkStack *stack;
  GtkListBox *lines;
  GtkWidget *codes;
  GtkWidget *discount_row;
  GtkLabel *discount_title;
  GtkLabel *discount;
  GtkWidget *fee_row;
  GtkLabel *fee;
  GtkLabel *problem;
  GtkWidget *reserving;
  GtkLabel *hint;
  GtkLabel *quantity;
  GtkLabel *count;
  GtkLabel *buyer;
  GtkLabel *total;

  FoyerSellDesk *desk; /* (owned) (nullable) */
  gboolean is_showing; /* what is selected is the desk's own choice */
};

G_DEFINE_FINAL_TYPE (FoyerCartView, foyer_cart_view, ADW_TYPE_BIN)

static void
set_money (FoyerCartView *self, GtkLabel *label, gint64 amount)
{
  g_autofree char *text = foyer_money_format (amount, foyer_sell_desk_get_currency (self->desk));

  gtk_label_set_label (label, text);
}

static void
row_selected_cb (GtkListBox *lines, GtkListBoxRow *row, FoyerCartView *self)
{
  if (row != NULL && !self->is_showing && self->desk != NULL)
    foyer_sell_desk_choose (self->desk, gtk_list_box_row_get_index (row));
}

static void
line_changed_cb (GtkListBoxRow *row, int by, FoyerCartView *self)
{
  foyer_sell_desk_change_line (self->desk, (guint) gtk_list_box_row_get_index (row), by);
}

static void
line_voided_cb (GtkListBoxRow *row, FoyerCartView *self)
{
  foyer_sell_desk_void_line (self->desk, (guint) gtk_list_box_row_get_index (row));
}

static GtkWidget *
add_row (FoyerCartView *self)
{
  GtkWidget *row = foyer_cart_line_row_new ();

  g_signal_connect_object (row, "changed", G_CALLBACK (line_changed_cb), self, 0);
  g_signal_connect_object (row, "voided", G_CALLBACK (line_voided_cb), self, 0);
  gtk_list_box_append (self->lines, row);
  return row;
}

static void
show_lines (FoyerCartView *self)
{
  guint n = foyer_sell_desk_get_price (self->desk)->lines->len;
  int chosen = foyer_sell_desk_get_chosen (self->desk);
  GtkListBoxRow *row;

  n = MIN (n, foyer_sell_desk_get_cart (self->desk)->lines->len);
  self->is_showing = TRUE;
  for (guint i = 0; i < n; i++)
    {
      row = gtk_list_box_get_row_at_index (self->lines, (int) i);
      if (row == NULL)
        row = GTK_LIST_BOX_ROW (add_row (self));
      foyer_cart_line_row_show (FOYER_CART_LINE_ROW (row), self->desk, i);
    }
  while ((row = gtk_list_box_get_row_at_index (self->lines, (int) n)) != NULL)
    gtk_list_box_remove (self->lines, GTK_WIDGET (row));
  gtk_list_box_select_row (
      self->lines, chosen >= 0 ? gtk_list_box_get_row_at_index (self->lines, chosen) : NULL);
  self->is_showing = FALSE;
}

static void
code_clicked_cb (GtkButton *button, FoyerCartView *self)
{
  foyer_sell_desk_remove_code (self->desk, gtk_widget_get_name (GTK_WIDGET (button)));
}

/* A code is a row with a button that takes it out. */
static GtkWidget *
make_code_row (FoyerCartView *self, const char *code)
{
  g_autofree char *title = g_strdup_printf (_ ("Promo code %s"), code);
  g_autofree char *tip = g_strdup_printf (_ ("Take out promo code %s"), code);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (button, 44, 44);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_name (button, code);
  g_signal_connect_object (button, "clicked", G_CALLBACK (code_clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
show_codes (FoyerCartView *self)
{
  GPtrArray *codes = foyer_sell_desk_get_cart (self->desk)->codes;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->codes)) != NULL)
    gtk_box_remove (GTK_BOX (self->codes), child);
  for (guint i = 0; i < codes->len; i++)
    gtk_box_append (GTK_BOX (self->codes), make_code_row (self, codes->pdata[i]));
}

static void
show_sums (FoyerCartView *self)
{
  const FoyerPrice *price = foyer_sell_desk_get_price (self->desk);
  const FoyerSaleCart *cart = foyer_sell_desk_get_cart (self->desk);
  g_autofree char *given_away = NULL;

  if (cart->is_complimentary)
    given_away = g_strdup_printf (_ ("Complimentary: %s"), cart->reason);
  gtk_label_set_label (self->discount_title, given_away != NULL ? given_away : _ ("Discount"));
  set_money (self, self->discount, -price->discount);
  set_money (self, self->fee, price->service_fee);
  set_money (self, self->total, foyer_sell_desk_get_total (self->desk));
  gtk_widget_set_visible (self->discount_row, price->discount > 0 || cart->is_complimentary);
  gtk_widget_set_visible (self->fee_row, price->service_fee > 0);
}

/* The sentence that answers the last key stands before what is true of the cart all the time. */
static void
show_problem (FoyerCartView *self)
{
  g_autofree char *remarks = foyer_sell_desk_dup_remarks (self->desk);
  const char *problem = foyer_sell_desk_get_problem (self->desk);
  const char *shown = problem != NULL ? problem : remarks;

  if (foyer_sell_desk_get_phase (self->desk) == FOYER_SELL_PAYING)
    shown = NULL; /* it stands where the money is */
  gtk_widget_set_visible (self->reserving, foyer_sell_desk_is_reserving (self->desk));
  gtk_label_set_label (self->problem, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), shown != NULL);
  foyer_banner_set_title (self->lapse_banner,
                          foyer_sell_desk_has_lapsed (self->desk)
                              ? _ ("Nothing was done for 10 minutes: others may have these places.")
                              : "");
}

/* Of an order that was begun another time there is no cart. */
static void
show_hint (FoyerCartView *self)
{
  const FoyerSaleResult *begun = foyer_sell_desk_get_begun (self->desk);
  g_autofree char *text = NULL;

  if (begun != NULL)
    {
      int n = (int) begun->tickets->len;
      g_autofree char *tickets =
          g_strdup_printf (ngettext ("%'d ticket", "%'d tickets", (gulong) n), n);
      g_autofree char *title = g_strdup_printf (_ ("Order %s"), begun->order->order_number);

      text = g_strjoin ("\n", title, n > 0 ? tickets : begun->order->buyer_name,
                        n > 0 ? begun->order->buyer_name : NULL, NULL);
    }
  gtk_label_set_label (self->hint, text != NULL ? text
                                                : _ ("Type how many, then the letter of a ticket: "
                                                     "2 A. Enter goes on."));
}

static void
show (FoyerCartView *self)
{
  const FoyerSaleCart *cart = foyer_sell_desk_get_cart (self->desk);
  gint64 quantity = foyer_sell_desk_get_quantity (self->desk);
  gint64 n = foyer_sale_cart_count (cart);
  g_autofree char *typed = quantity > 0 ? g_strdup_printf ("%d ×", (int) quantity) : NULL;
  g_autofree char *count =
      g_strdup_printf (ngettext ("%'d ticket", "%'d tickets", (gulong) n), (int) n);
  const char *buyer = cart->buyer_name != NULL ? cart->buyer_name : cart->buyer_email;

  if (foyer_sell_desk_get_offer (self->desk) == NULL)
    return;
  show_lines (self);
  show_codes (self);
  show_sums (self);
  show_problem (self);
  show_hint (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    cart->lines->len > 0 || cart->codes->len > 0 ? "some" : "none");
  gtk_label_set_label (self->quantity, typed != NULL ? typed : "");
  gtk_label_set_label (self->count, n > 0 ? count : "");
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  gtk_label_set_label (self->buyer, buyer != NULL ? buyer : "");
  gtk_widget_set_visible (GTK_WIDGET (self->buyer), buyer != NULL);
}

static void
foyer_cart_view_dispose (GObject *object)
{
  FoyerCartView *self = FOYER_CART_VIEW (object);

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_cart_view_parent_class)->dispose (object);
}

static void
foyer_cart_view_class_init (FoyerCartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_cart_view_dispose;
  g_type_ensure (FOYER_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-cart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, lapse_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, lines);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, codes);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, discount_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, discount_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, discount);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, fee_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, fee);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, reserving);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, quantity);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, buyer);
  gtk_widget_class_bind_template_child (widget_class, FoyerCartView, total);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
foyer_cart_view_init (FoyerCartView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_banner_set_style (self->lapse_banner, FOYER_BANNER_WARNING);
}

void
foyer_cart_view_set_desk (FoyerCartView *self, FoyerSellDesk *desk)
{
  g_return_if_fail (FOYER_IS_CART_VIEW (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
