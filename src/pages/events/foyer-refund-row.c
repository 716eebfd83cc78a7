/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refund-row.h"

#include "foyer-money.h"
#include "foyer-refund-words.h"

#include <glib/gi18n-lib.h>

struct _FoyerRefundRow
{
  GtkWidget parent_instance;

  GtkLabel *name_label;
  GtkLabel *detail_label;
  GtkLabel *amount_label;
  GtkLabel *status_label;
  GtkButton *confirm_button;
  GtkButton *drop_button;
  GtkButton *again_button;

  FoyerRefundItem *item; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerRefundRow, foyer_refund_row, GTK_TYPE_WIDGET)

static const char *
get_status (FoyerRefundStatus status)
{
  switch (status)
    {
    case FOYER_REFUND_PROPOSED:
      return "";
    case FOYER_REFUND_CONFIRMED:
      return C_ ("refund", "Confirmed");
    case FOYER_REFUND_DROPPED:
      return C_ ("refund", "Dropped");
    default:
      g_return_val_if_reached ("");
    }
}

static void
set_target (GtkButton *button, const FoyerRefund *refund, FoyerRefundStatus status)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xi)", refund->row.key, (int) status);
}

static void
show_entry (FoyerRefundRow *self)
{
  const FoyerRefundEntry *entry = foyer_refund_item_get_entry (self->item);
  const FoyerRefund *refund = entry->refund;
  gboolean is_open = refund->status == FOYER_REFUND_PROPOSED;
  g_autofree char *amount = foyer_money_format (refund->amount, refund->currency);
  gboolean has_name = entry->name != NULL && *entry->name != '\0';
  const char *title = has_name ? entry->name : entry->email;
  g_autofree char *detail = has_name && entry->order_number != NULL && entry->email != NULL
                                ? g_strdup_printf ("%s · %s", entry->order_number, entry->email)
                                : g_strdup (entry->order_number != NULL ? entry->order_number
                                            : has_name                  ? entry->email
                                                                        : NULL);
  const char *way;
  g_autofree char *line = NULL;

  gtk_label_set_label (self->name_label, title != NULL ? title : _ ("Without a name"));
  way = foyer_refund_way_text (entry->way);
  line = detail != NULL ? g_strdup_printf ("%s · %s", way, detail) : g_strdup (way);
  gtk_label_set_label (self->detail_label, line);
  gtk_label_set_label (self->amount_label, amount);
  gtk_label_set_label (self->status_label, get_status (refund->status));
  gtk_widget_set_visible (GTK_WIDGET (self->status_label), !is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm_button), is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_button), is_open);
  /* Money that was handed out does not come back by being thought over. */
  gtk_widget_set_visible (GTK_WIDGET (self->again_button),
                          !is_open && (refund->status == FOYER_REFUND_DROPPED ||
                                       !foyer_refund_way_is_by_hand (entry->way)));
  set_target (self->confirm_button, refund, FOYER_REFUND_CONFIRMED);
  set_target (self->drop_button, refund, FOYER_REFUND_DROPPED);
  set_target (self->again_button, refund, FOYER_REFUND_PROPOSED);
}

static void
foyer_refund_row_dispose (GObject *object)
{
  GtkWidget *child;

  foyer_refund_row_set_item (FOYER_REFUND_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_refund_row_parent_class)->dispose (object);
}

static void
foyer_refund_row_class_init (FoyerRefundRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_refund_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-refund-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, amount_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, status_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, drop_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundRow, again_button);
}

static void
foyer_refund_row_init (FoyerRefundRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_refund_row_new (void)
{
  return g_object_new (FOYER_TYPE_REFUND_ROW, NULL);
}

void
foyer_refund_row_set_item (FoyerRefundRow *self, FoyerRefundItem *item)
{
  g_return_if_fail (FOYER_IS_REFUND_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (!g_set_object (&self->item, item) || item == NULL)
    return;
  g_signal_connect_object (item, "notify::entry", G_CALLBACK (show_entry), self, G_CONNECT_SWAPPED);
  show_entry (self);
}
