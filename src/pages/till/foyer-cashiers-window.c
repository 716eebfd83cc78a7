/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cashiers-window.h"

#include "foyer-cashier-row.h"
#include "foyer-cashier-store.h"
#include "foyer-cashier-window.h"
#include "foyer-event.h"
#include "foyer-part.h"
#include "foyer-row-store.h"
#include "foyer-toast.h"

struct _FoyerCashiersWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;

  FoyerReplica *replica; /* (owned) (nullable) NULL once it is closed */
  GtkWidget *from;       /* (nullable) weak: tells what was done */
  FoyerUuid event_id;
  char *currency; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerCashiersWindow, foyer_cashiers_window, ADW_TYPE_WINDOW)

static void
look (FoyerCashiersWindow *self)
{
  g_autoptr (GPtrArray) cashiers = foyer_cashier_store_list (
      foyer_replica_get_reader (self->replica), &self->event_id, TRUE, NULL);
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  for (guint i = 0; cashiers != NULL && i < cashiers->len; i++)
    gtk_list_box_append (self->list, foyer_cashier_row_new (cashiers->pdata[i], self->currency));
  gtk_stack_set_visible_child_name (self->stack,
                                    cashiers != NULL && cashiers->len > 0 ? "list" : "empty");
}

static void
replica_changed_cb (FoyerCashiersWindow *self, FoyerChanges *changes)
{
  if (self->replica != NULL && foyer_changes_touch (changes, &FOYER_CASHIER_TYPE))
    look (self);
}

/* The undo is the main window's, so it is told there. */
static void
saved_cb (FoyerCashiersWindow *self, gint64 change_set, const char *title)
{
  if (self->from != NULL)
    foyer_show_undo_toast (self->from, title, change_set);
}

static void
edit (FoyerCashiersWindow *self, const FoyerCashier *cashier)
{
  GtkWindow *window =
      foyer_cashier_window_new (GTK_WINDOW (self), self->replica, cashier, self->currency);

  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
row_activated_cb (FoyerCashiersWindow *self, FoyerCashierRow *row)
{
  edit (self, foyer_cashier_row_get_cashier (row));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCashiersWindow *self = FOYER_CASHIERS_WINDOW (widget);
  g_autoptr (FoyerCashier) cashier = foyer_cashier_new ();

  cashier->event_id = self->event_id;
  cashier->refund_limit = FOYER_NONE;
  edit (self, cashier);
}

static void
foyer_cashiers_window_dispose (GObject *object)
{
  FoyerCashiersWindow *self = FOYER_CASHIERS_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->currency, g_free);
  G_OBJECT_CLASS (foyer_cashiers_window_parent_class)->dispose (object);
}

static void
foyer_cashiers_window_class_init (FoyerCashiersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_cashiers_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-cashiers-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCashiersWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashiersWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "cashiers.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "cashiers.add",
                                       NULL);
}

static void
foyer_cashiers_window_init (FoyerCashiersWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_cashiers_window_present (GtkWidget *from, FoyerReplica *replica, const FoyerUuid *event_id)
{
  FoyerCashiersWindow *self = g_object_new (FOYER_TYPE_CASHIERS_WINDOW, "transient-for",
                                            gtk_widget_get_root (from), NULL);
  g_autoptr (FoyerEvent) event = foyer_row_store_find (foyer_replica_get_reader (replica),
                                                       &FOYER_EVENT_TYPE, event_id, NULL);

  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  self->currency = g_strdup (event != NULL ? event->currency : "");
  g_set_weak_pointer (&self->from, from);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
