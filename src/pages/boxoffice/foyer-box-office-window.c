/* SPDX-License-Identifier: GPL-3.0-or-later */

/*   key, button ─▸ FoyerSellDesk ─▸ replica ─▸ on disk ─▸ FoyerSoldPane, customer display
 *                       │ changed
 *                       ▾
 *      tier buttons · FoyerCartView · FoyerPayPane
 *
 * The window only connects them; nothing is shown as sold that is not on disk. */

#include "foyer-box-office-window-private.h"

#include "foyer-money.h"
#include "foyer-scan-machine.h"
#include "foyer-sell-words.h"
#include "foyer-sync-text.h"
#include "foyer-tier-button.h"
#include "foyer-tier-shelf.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

#define LARGE 1500 /* pixels: everything is larger, too */

G_DEFINE_FINAL_TYPE (FoyerBoxOfficeWindow, foyer_box_office_window, ADW_TYPE_APPLICATION_WINDOW)

void
foyer_box_office_window_close_popovers (FoyerBoxOfficeWindow *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->ask));
  gtk_popover_popdown (GTK_POPOVER (self->buyer));
}

/* Tiers
 * -------------------------------------------------------------------------------------------- */

static void
tier_clicked_cb (GtkButton *button, FoyerBoxOfficeWindow *self)
{
  foyer_sell_desk_add (self->desk,
                       GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tier")));
}

static GtkWidget *
add_tier_button (FoyerBoxOfficeWindow *self)
{
  GtkWidget *button = foyer_tier_button_new ();
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (tier_clicked_cb), self, 0);
  gtk_flow_box_append (self->tiers, child);
  return child;
}

static void
show_tiers (FoyerBoxOfficeWindow *self)
{
  GArray *tiers = foyer_sell_desk_get_tiers (self->desk);
  GtkFlowBoxChild *child;

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerSellTier *tier = &g_array_index (tiers, FoyerSellTier, i);
      GtkWidget *button;

      child = gtk_flow_box_get_child_at_index (self->tiers, (int) i);
      if (child == NULL)
        child = GTK_FLOW_BOX_CHILD (add_tier_button (self));
      button = gtk_flow_box_child_get_child (child);
      g_object_set_data (G_OBJECT (button), "tier", GUINT_TO_POINTER (tier->tier));
      foyer_tier_button_show (FOYER_TIER_BUTTON (button), self->desk, tier);
    }
  while ((child = gtk_flow_box_get_child_at_index (self->tiers, (int) tiers->len)) != NULL)
    gtk_flow_box_remove (self->tiers, GTK_WIDGET (child));
  gtk_stack_set_visible_child_name (self->tiers_stack, tiers->len > 0 ? "some" : "none");
}

/* Paid in part, and left: by a power cut, or somebody who went away. */
static void
show_left (FoyerBoxOfficeWindow *self)
{
  const FoyerSaleResult *left = foyer_sell_desk_get_left (self->desk);
  g_autofree char *title = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *total = NULL;

  if (left != NULL)
    {
      g_autofree char *when = foyer_time_format_short (
          left->order->created_at, foyer_sell_desk_get_zone (self->desk), foyer_time_now ());

      paid = foyer_money_format (left->order->total - left->due, left->order->currency);
      total = foyer_money_format (left->order->total, left->order->currency);
      if (left->order->buyer_name != NULL)
        /* Translators: the number of an order, whose it is, when, what is paid, what it costs */
        title = g_strdup_printf (
            _ ("Order %s of %s was begun (%s) and not finished: %s of %s are paid."),
            left->order->order_number, left->order->buyer_name, when, paid, total);
      else
        /* Translators: the number of an order, when, what is paid, what it costs */
        title = g_strdup_printf (_ ("Order %s was begun (%s) and not finished: %s of %s are paid."),
                                 left->order->order_number, when, paid, total);
    }
  foyer_banner_set_title (self->left_banner, title != NULL ? title : "");
}

/* The rest
 * ----------------------------------------------------------------------------------------- */

/* What whoever sells must know of the event, NULL for nothing. */
static const char *
find_remark (FoyerBoxOfficeWindow *self, const FoyerEvent *event)
{
  if (foyer_sell_desk_is_training (self->desk))
    return _ ("Training: nothing that is sold here counts. Close the window to end it.");
  if (event->status == FOYER_EVENT_CANCELLED)
    return _ ("This event is cancelled: nothing is sold any more.");
  if (event->is_test)
    return _ ("This is a test event: practise as you like.");
  if (event->status == FOYER_EVENT_DRAFT)
    return _ ("This event is not published. Publish it to sell tickets.");
  return NULL;
}

static void
show_title (FoyerBoxOfficeWindow *self, const FoyerEvent *event)
{
  const char *title = event->title != NULL ? event->title : _ ("Box Office");
  g_autofree char *window_title =
      foyer_sell_desk_is_training (self->desk)
          /* Translators: title of a window: the event, and that selling its tickets is practised */
          ? g_strdup_printf (_ ("%s – Training at the Box Office"), title)
          /* Translators: title of a window: the event, and that it is where tickets are sold */
          : g_strdup_printf (_ ("%s – Box Office"), title);
  const char *remark = find_remark (self, event);
  gboolean can_publish = event->status == FOYER_EVENT_DRAFT && !event->is_test &&
                         !foyer_sell_desk_is_training (self->desk);

  gtk_window_set_title (GTK_WINDOW (self), window_title);
  gtk_label_set_label (self->event_title, title);
  foyer_banner_set_title (self->remark_banner, remark != NULL ? remark : "");
  foyer_banner_set_button_label (self->remark_banner, can_publish ? _ ("_Publish…") : NULL);
  foyer_banner_set_action_name (self->remark_banner, can_publish ? "sell.publish" : NULL);
}

/* A letter is that of a ticket, or of a way to pay: only those are printed that count now. */
static void
show_keys (FoyerBoxOfficeWindow *self)
{
  FoyerSellPhase phase = foyer_sell_desk_get_phase (self->desk);

  if (phase == FOYER_SELL_PAYING || phase == FOYER_SELL_WRITING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "paying");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "paying");
}

/* Where there is room for one of them, the cart gives way to what is done with it. */
static void
show_side (FoyerBoxOfficeWindow *self)
{
  FoyerSellPhase phase = foyer_sell_desk_get_phase (self->desk);
  g_autofree char *total = foyer_money_format (foyer_sell_desk_get_total (self->desk),
                                               foyer_sell_desk_get_currency (self->desk));
  /* Translators: the button that goes on to the payment: “Pay €24.00” */
  g_autofree char *pay = g_strdup_printf (_ ("Pay %s"), total);

  gtk_stack_set_visible_child_name (self->side_stack, phase == FOYER_SELL_SOLD ? "sold" : "pay");
  foyer_sell_panes_set_shows_second (self->panes, phase != FOYER_SELL_FILLING);
  gtk_label_set_label (self->pay_label, pay);
}

static void
show (FoyerBoxOfficeWindow *self)
{
  const FoyerOffer *offer = foyer_sell_desk_get_offer (self->desk);

  if (offer == NULL)
    return;
  show_title (self, offer->event);
  show_tiers (self);
  show_side (self);
  show_keys (self);
  show_left (self);
  foyer_box_office_window_update_actions (self);
}

static void
sold_cb (FoyerBoxOfficeWindow *self)
{
  if (!foyer_sell_desk_is_training (self->desk))
    g_settings_set_string (self->settings, "box-office-method",
                           foyer_pay_method_words[foyer_sell_desk_get_tender (self->desk)->method]);
  foyer_sold_pane_show (self->sold_pane, foyer_sell_desk_get_sold (self->desk),
                        foyer_box_office_window_get_mail_way (self));
  foyer_box_office_window_after_sale (self);
}

static void
asked_cb (FoyerSellDesk *desk, int question, guint tier, FoyerBoxOfficeWindow *self)
{
  switch ((FoyerSellQuestion) question)
    {
    case FOYER_SELL_ASK_BUYER:
      foyer_buyer_popover_ask (self->buyer, self->desk);
      break;
    case FOYER_SELL_ASK_DONATION:
      foyer_box_office_window_ask_donation (self, tier);
      break;
    case FOYER_SELL_ASK_TILL:
      gtk_widget_activate_action (GTK_WIDGET (self), "till.open", NULL);
      break;
    case FOYER_SELL_ASK_CASHIER:
      gtk_widget_activate_action (GTK_WIDGET (self), "till.cashier", NULL);
      break;
    case FOYER_SELL_ASK_REFERENCE:
    default:
      foyer_pay_pane_focus_reference (self->pay_pane);
    }
}

static void
folded_cb (FoyerBoxOfficeWindow *self)
{
  gboolean is_folded = foyer_sell_panes_is_folded (self->panes);

  gtk_widget_set_visible (self->pay_bar, is_folded);
  g_object_set (self->sync_button, "shows-text", !is_folded, NULL);
  if (is_folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
}

/* Keys
 * --------------------------------------------------------------------------------------------- */

static gboolean
is_in_text (FoyerBoxOfficeWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return GTK_IS_EDITABLE (focus) ||
         (focus != NULL && GTK_IS_POPOVER (gtk_widget_get_native (focus)));
}

/* A letter is a key with a place: where another alphabet is written, it is the one printed there in
 * Latin. */
static guint
read_letter (guint keyval, guint keycode)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  gunichar us;

  if (letter < 0x80 || !g_unichar_isalpha (letter))
    return keyval;
  us = foyer_us_keyboard_read (keycode, FALSE);
  return us != 0 ? gdk_unicode_to_keyval (us) : keyval;
}

/* Before any widget sees it: at a till a key means the same wherever the focus is. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                FoyerBoxOfficeWindow *self)
{
  const GdkModifierType commands = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;

  if ((state & commands) != 0 || is_in_text (self))
    {
      /* Escape leaves a field, as it leaves a popover. */
      if (keyval == GDK_KEY_Escape && GTK_IS_EDITABLE (gtk_window_get_focus (GTK_WINDOW (self))) &&
          !GTK_IS_POPOVER (gtk_widget_get_native (gtk_window_get_focus (GTK_WINDOW (self)))))
        {
          gtk_window_set_focus (GTK_WINDOW (self), NULL);
          return TRUE;
        }
      return FALSE;
    }
  return foyer_sell_desk_press (self->desk, read_letter (keyval, keycode));
}

static gboolean
key_elsewhere_cb (GtkEventControllerKey *controller,
                  guint keyval,
                  guint keycode,
                  GdkModifierType state,
                  FoyerBoxOfficeWindow *self)
{
  gboolean closes = (keyval == GDK_KEY_w || keyval == GDK_KEY_W) && (state & GDK_CONTROL_MASK) != 0;

  return !closes && (key_pressed_cb (controller, keyval, keycode, state, self) ||
                     gtk_event_controller_key_forward (controller, GTK_WIDGET (self)));
}

static void
listen_to_keys (FoyerBoxOfficeWindow *self, GtkWidget *window, GCallback callback)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", callback, self, 0);
  gtk_widget_add_controller (window, controller);
}

/* A window that is only looked at has the focus as soon as it is there: the keys are still those of
 * the till. */
void
foyer_box_office_window_take_keys (FoyerBoxOfficeWindow *self, GtkWidget *window)
{
  listen_to_keys (self, window, G_CALLBACK (key_elsewhere_cb));
}

/* The window
 * --------------------------------------------------------------------------------------- */

static void
foyer_box_office_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  if (gtk_widget_has_css_class (widget, "large") != (width >= LARGE))
    {
      if (width >= LARGE)
        gtk_widget_add_css_class (widget, "large");
      else
        gtk_widget_remove_css_class (widget, "large");
    }
  GTK_WIDGET_CLASS (foyer_box_office_window_parent_class)
      ->size_allocate (widget, width, height, baseline);
}

static gboolean
foyer_box_office_window_close_request (GtkWindow *window)
{
  FoyerBoxOfficeWindow *self = FOYER_BOX_OFFICE_WINDOW (window);
  int width;
  int height;

  foyer_box_office_window_close_popovers (self);
  gtk_window_get_default_size (window, &width, &height);
  if (!gtk_window_is_fullscreen (window) && !gtk_window_is_maximized (window))
    g_settings_set (self->settings, "box-office-window-size", "(ii)", width, height);
  if (self->display != NULL)
    gtk_window_destroy (GTK_WINDOW (self->display));
  foyer_sell_desk_close (self->desk);
  return GTK_WINDOW_CLASS (foyer_box_office_window_parent_class)->close_request (window);
}

static void
foyer_box_office_window_dispose (GObject *object)
{
  FoyerBoxOfficeWindow *self = FOYER_BOX_OFFICE_WINDOW (object);

  foyer_box_office_window_set_sync (self, NULL);
  g_clear_weak_pointer (&self->display);
  if (self->desk != NULL)
    {
      foyer_sell_desk_set_wishes (self->desk, NULL, NULL);
      g_signal_handlers_disconnect_by_data (self->desk, self);
    }
  g_clear_object (&self->desk);
  g_clear_object (&self->till);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (foyer_box_office_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-box-office-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, event_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, till_state);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, till_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, sync_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, prints_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, clock_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, remark_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, left_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, tiers);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, tiers_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, cart_view);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, tools);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, pay_bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, pay_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, side_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, pay_pane);
  gtk_widget_class_bind_template_child (widget_class, FoyerBoxOfficeWindow, sold_pane);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
foyer_box_office_window_class_init (FoyerBoxOfficeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_box_office_window_dispose;
  widget_class->size_allocate = foyer_box_office_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_box_office_window_close_request;
  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_CART_VIEW);
  g_type_ensure (FOYER_TYPE_PAY_PANE);
  g_type_ensure (FOYER_TYPE_PRINTS_BUTTON);
  g_type_ensure (FOYER_TYPE_SELL_PANES);
  g_type_ensure (FOYER_TYPE_SOLD_PANE);
  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  g_type_ensure (FOYER_TYPE_TIER_SHELF);
  bind_template (widget_class);
  foyer_box_office_window_bind_keys (widget_class);
}

static void
foyer_box_office_window_init (FoyerBoxOfficeWindow *self)
{
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/checkin/icons");
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/boxoffice/icons");
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_banner_set_style (self->remark_banner, FOYER_BANNER_WARNING);
  foyer_banner_set_style (self->left_banner, FOYER_BANNER_WARNING);
  foyer_banner_set_style (self->clock_banner, FOYER_BANNER_ERROR);
  self->ask = FOYER_ASK_POPOVER (foyer_ask_popover_new ());
  self->buyer = FOYER_BUYER_POPOVER (foyer_buyer_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->ask), self->tools);
  gtk_widget_set_parent (GTK_WIDGET (self->buyer), self->tools);
  listen_to_keys (self, GTK_WIDGET (self), G_CALLBACK (key_pressed_cb));
}

static void
show_sync (FoyerBoxOfficeWindow *self)
{
  g_autofree char *problem = foyer_sync_text_clock_problem (self->sync);

  foyer_sell_desk_set_engine (self->desk, foyer_sync_desk_get_engine (self->sync));
  foyer_banner_set_title (self->clock_banner, problem != NULL ? problem : "");
}

void
foyer_box_office_window_set_sync (FoyerBoxOfficeWindow *self, FoyerSyncDesk *desk)
{
  g_return_if_fail (FOYER_IS_BOX_OFFICE_WINDOW (self));

  if (self->sync == desk)
    return;
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, desk);
  if (desk == NULL)
    return;
  foyer_sync_button_set_desk (self->sync_button, desk);
  g_signal_connect_object (desk, "news", G_CALLBACK (show_sync), self, G_CONNECT_SWAPPED);
  show_sync (self);
}

/* What was used last, also before the program was started. */
static void
begin_with_method (FoyerBoxOfficeWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "box-office-method");

  for (guint i = 0; foyer_pay_method_words[i] != NULL; i++)
    if (g_str_equal (foyer_pay_method_words[i], name) && i != FOYER_PAY_STRIPE)
      foyer_sell_desk_set_method (self->desk, (FoyerPayMethod) i);
}

GtkWidget *
foyer_box_office_window_new (GtkApplication *application,
                             FoyerReplica *replica,
                             GSettings *settings,
                             const FoyerUuid *event_id)
{
  FoyerBoxOfficeWindow *self;
  int width;
  int height;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_BOX_OFFICE_WINDOW, "application", application, NULL);
  self->settings = g_object_ref (settings);
  self->desk = foyer_sell_desk_new (replica, event_id);
  g_settings_get (settings, "box-office-window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  foyer_box_office_window_add_actions (self);
  foyer_cart_view_set_desk (self->cart_view, self->desk);
  foyer_pay_pane_set_desk (self->pay_pane, self->desk);
  foyer_box_office_window_bind_till (self);
  begin_with_method (self);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "sold", G_CALLBACK (sold_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "taken", G_CALLBACK (foyer_box_office_window_after_part),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "asked", G_CALLBACK (asked_cb), self, 0);
  return GTK_WIDGET (self);
}
