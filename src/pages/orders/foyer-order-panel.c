/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-panel-private.h"

#include "foyer-kept-entry.h"
#include "foyer-money.h"
#include "foyer-order-text.h"
#include "foyer-order-ticket-row.h"
#include "foyer-panel-scroll.h"
#include "foyer-sell-words.h"
#include "foyer-steps.h"
#include "foyer-text.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* Of more the rest is among the attendees. */
#define MAX_ROWS 100

G_DEFINE_FINAL_TYPE (FoyerOrderPanel, foyer_order_panel, GTK_TYPE_WIDGET)

/* Escape in a field that is being edited takes the edit back; in another it goes on and closes the
 * panel. */
static gboolean
revert_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  return foyer_kept_entry_revert (widget) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
validate (FoyerOrderPanel *self)
{
  const char *email = gtk_editable_get_text (GTK_EDITABLE (self->email_row));
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  gboolean has_name = *name != '\0' || *email == '\0';
  gboolean has_email = *email == '\0' || foyer_email_is_valid (email);

  foyer_message_row_set_error (self->name_message, self->name_row,
                               has_name ? NULL : _ ("Somebody needs a name."));
  foyer_message_row_set_error (self->email_message, self->email_row,
                               has_email ? NULL : _ ("This is not an e-mail address yet."));
  return has_email && *name != '\0';
}

static void
edited_cb (FoyerOrderPanel *self)
{
  if (!self->is_filling)
    validate (self);
}

static void
apply_cb (FoyerOrderPanel *self)
{
  FoyerOrderJob *job;

  if (self->detail == NULL)
    return;
  if (!validate (self))
    {
      gtk_widget_grab_focus (self->name_row);
      return;
    }
  job = foyer_order_job_new (FOYER_ORDER_SET_BUYER, &self->event_id, &self->detail->order->row.id);
  job->name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  job->email = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->email_row)));
  foyer_kept_entry_keep (self->name_row, NULL);
  foyer_kept_entry_keep (self->email_row, NULL);
  foyer_order_panel_run (self, job, _ ("Buyer changed"));
}

/* What is shown
 * ---------------------------------------------------------------------------------------------- */

static void
add_row (FoyerOrderPanel *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
make_row (const char *title, const char *subtitle, const char *amount)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (amount);

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
show_tickets (FoyerOrderPanel *self)
{
  const GPtrArray *tickets = self->detail->tickets;
  guint n = MIN (tickets->len, MAX_ROWS);

  for (guint i = 0; i < n; i++)
    add_row (self, self->tickets_group,
             foyer_order_ticket_row_new (tickets->pdata[i], self->detail, self->zone));
  if (n < tickets->len)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("%'u more ticket", "%'u more tickets", tickets->len - n), tickets->len - n);

      add_row (self, self->tickets_group,
               make_row (more, _ ("All of them are among the attendees."), NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tickets_group), tickets->len > 0);
}

static void
show_payment (FoyerOrderPanel *self, const FoyerPayment *payment)
{
  g_autofree char *when = foyer_time_format_short (payment->paid_at, self->zone, foyer_time_now ());
  g_autofree char *amount =
      foyer_money_format (foyer_payment_get_signed (payment), payment->currency);
  g_autofree char *subtitle =
      payment->reference != NULL ? g_strdup_printf ("%s · %s", when, payment->reference) : NULL;
  const char *method = foyer_sell_words_method (payment->method);
  /* Translators: money that went back, by how: “Given back: Cash” */
  g_autofree char *back = g_strdup_printf (_ ("Given back: %s"), method);

  add_row (self, self->payments_group,
           make_row (payment->kind == FOYER_PAYMENT_REFUND ? back : method,
                     subtitle != NULL ? subtitle : when, amount));
}

static void
show_payments (FoyerOrderPanel *self)
{
  const FoyerOrderDetail *detail = self->detail;

  for (guint i = 0; i < MIN (detail->payments->len, MAX_ROWS); i++)
    show_payment (self, detail->payments->pdata[i]);
  if (!detail->has_payments && detail->paid > 0)
    {
      g_autofree char *amount = foyer_money_format (detail->paid, detail->order->currency);

      add_row (self, self->payments_group,
               make_row (_ ("Paid"), _ ("It is not known here how."), amount));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->payments_group),
                          detail->payments->len > 0 || detail->paid > 0);
}

static char *
describe_money (const FoyerOrderDetail *detail)
{
  const char *currency = detail->order->currency;
  g_autofree char *due = foyer_money_format (detail->due, currency);
  g_autofree char *excess = foyer_money_format (detail->excess, currency);
  g_autofree char *returned = foyer_money_format (detail->returned, currency);
  g_autofree char *waiting = foyer_money_format (detail->waiting, currency);

  if (detail->due > 0 && detail->returned > detail->paid)
    return g_strdup_printf (_ ("Refunded twice: %s is too much"), due);
  if (detail->due > 0)
    return g_strdup_printf (_ ("%s is still to be paid"), due);
  if (detail->excess > 0)
    return g_strdup_printf (_ ("Paid twice: %s is too much"), excess);
  if (detail->waiting > 0)
    return g_strdup_printf (_ ("%s waits to be sent back"), waiting);
  if (detail->returned > 0)
    return g_strdup_printf (_ ("%s went back"), returned);
  return NULL;
}

/* As the list of orders has it. */
static const char *
get_buyer (const FoyerOrderDetail *detail)
{
  const FoyerOrder *order = detail->order;
  const FoyerTicket *first = detail->tickets->len > 0 ? detail->tickets->pdata[0] : NULL;

  if (order->buyer_name != NULL)
    return order->buyer_name;
  if (first != NULL && first->attendee_name != NULL)
    return first->attendee_name;
  return order->buyer_email != NULL ? order->buyer_email : _ ("Guest");
}

static void
show_head (FoyerOrderPanel *self)
{
  const FoyerOrderDetail *detail = self->detail;
  const FoyerOrder *order = detail->order;
  const char *style = foyer_order_status_style (order->status);
  g_autofree char *number = g_strdup_printf (_ ("Order %s"), order->order_number);
  g_autofree char *total = foyer_money_format (order->total, order->currency);
  g_autofree char *money = describe_money (detail);
  g_autofree char *when =
      order->created_at != FOYER_NONE
          ? foyer_time_format_short (order->created_at, self->zone, foyer_time_now ())
          : g_strdup ("");
  /* Translators: a status, when it was ordered, and where: “Completed · 18:42 · Box office” */
  g_autofree char *status =
      g_strdup_printf (_ ("%s · %s · %s"), foyer_order_status_text (order->status), when,
                       foyer_order_channel_text (order->channel));

  gtk_label_set_label (self->number_label, number);
  gtk_label_set_label (self->buyer_label, get_buyer (detail));
  gtk_label_set_label (self->total_label, total);
  gtk_label_set_label (self->money_label, money != NULL ? money : "");
  gtk_widget_set_visible (GTK_WIDGET (self->money_label), money != NULL);
  if (detail->due > 0 || detail->excess > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->money_label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->money_label), "warning");
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->status_box, self->style);
  gtk_widget_add_css_class (self->status_box, style);
  self->style = style;
  gtk_image_set_from_icon_name (self->status_icon, foyer_order_status_icon (order->status));
  gtk_label_set_label (self->status_label, status);
}

static char *
join (char *who, const char *desk)
{
  g_autofree char *name = who;

  if (name == NULL || desk == NULL)
    return name != NULL ? g_steal_pointer (&name) : g_strdup (desk);
  /* Translators: who did it, and at which desk */
  return g_strdup_printf (_ ("%s, at %s"), name, desk);
}

static void
show_history (FoyerOrderPanel *self)
{
  g_autoptr (FoyerSteps) steps = foyer_steps_new ();
  g_autoptr (GPtrArray) facts = foyer_order_timeline_read (foyer_replica_get_reader (self->replica),
                                                           &self->detail->order->row.id, NULL);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const FoyerOrderFact *fact = facts->pdata[i];
      char *who = NULL;
      char *text = foyer_order_fact_text (fact, self->detail->order, &who);

      foyer_steps_add_with (steps, fact->time, foyer_order_fact_icon (fact->kind),
                            foyer_order_fact_style (fact->kind), text, join (who, fact->desk));
    }
  foyer_steps_show (steps, self->history_box, self->zone);
}

static void
remove_rows (FoyerOrderPanel *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_order (FoyerOrderPanel *self)
{
  self->is_filling = TRUE;
  remove_rows (self);
  show_head (self);
  foyer_kept_entry_fill (self->name_row, self->detail->order->buyer_name);
  foyer_kept_entry_fill (self->email_row, self->detail->order->buyer_email);
  show_tickets (self);
  show_payments (self);
  show_history (self);
  self->is_filling = FALSE;
  validate (self);
  foyer_order_panel_update_actions (self);
}

/* The object
 * ---------------------------------------------------------------------------------------------- */

static void
foyer_order_panel_dispose (GObject *object)
{
  FoyerOrderPanel *self = FOYER_ORDER_PANEL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->detail, foyer_order_detail_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_order_panel_parent_class)->dispose (object);
}

static void
foyer_order_panel_root (GtkWidget *widget)
{
  foyer_panel_scroll_watch (FOYER_ORDER_PANEL (widget)->scroller, gtk_widget_get_root (widget));

  GTK_WIDGET_CLASS (foyer_order_panel_parent_class)->root (widget);
}

static void
foyer_order_panel_class_init (FoyerOrderPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_order_panel_dispose;
  widget_class->root = foyer_order_panel_root;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-order-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, number_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, buyer_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, total_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, money_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, status_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, status_icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, status_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, pay_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, return_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, print_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, email_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, email_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, tickets_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, payments_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderPanel, history_box);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, revert_cb, NULL);
  foyer_order_panel_install_actions (widget_class);
}

static void
foyer_order_panel_init (FoyerOrderPanel *self)
{
  self->rows = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_order_panel_new (FoyerReplica *replica,
                       GSettings *settings,
                       const FoyerUuid *event_id,
                       GTimeZone *zone)
{
  FoyerOrderPanel *self = g_object_new (FOYER_TYPE_ORDER_PANEL, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->zone = g_time_zone_ref (zone);
  self->desk = foyer_till_desk_ref (replica, event_id, settings);
  return GTK_WIDGET (self);
}

void
foyer_order_panel_set_key (FoyerOrderPanel *self, gint64 key)
{
  g_return_if_fail (FOYER_IS_ORDER_PANEL (self));

  if (self->key == key)
    return;
  self->key = key;
  foyer_kept_entry_forget (self->name_row);
  foyer_kept_entry_forget (self->email_row);
  foyer_panel_scroll_to_top (self->scroller);
  foyer_order_panel_reload (self);
}

gint64
foyer_order_panel_get_key (FoyerOrderPanel *self)
{
  g_return_val_if_fail (FOYER_IS_ORDER_PANEL (self), 0);

  return self->key;
}

void
foyer_order_panel_reload (FoyerOrderPanel *self)
{
  g_return_if_fail (FOYER_IS_ORDER_PANEL (self));

  g_clear_pointer (&self->detail, foyer_order_detail_free);
  if (self->key != 0)
    self->detail =
        foyer_order_detail_read (foyer_replica_get_reader (self->replica), self->key, NULL);
  if (self->detail != NULL)
    show_order (self);
  else
    foyer_order_panel_update_actions (self);
}
