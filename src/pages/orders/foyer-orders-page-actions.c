/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-orders-page-private.h"

#include "foyer-attendee-act.h"
#include "foyer-attendee-told.h"
#include "foyer-order-detail.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* Above so many the clipboard is the wrong way. */
#define MAX_COPIED 10000

/* The tickets of all that is selected: asked for on the thread, since they may be many. */
typedef struct
{
  FoyerOrdersPage *page; /* (owned) */
  FoyerAttendeeAct act;
} Acting;

static void
acting_free (Acting *acting)
{
  g_object_unref (acting->page);
  g_free (acting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Acting, acting_free)

static gpointer
find_tickets_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *keys = data;

  return foyer_order_detail_ticket_keys (db, (const gint64 *) (void *) keys->data, keys->len,
                                         cancellable, error);
}

/* FALSE when the page is gone, and nobody is to be told. */
static gboolean
end_work (FoyerOrdersPage *self)
{
  if (self->table == NULL)
    return FALSE;
  self->is_working = FALSE;
  foyer_orders_page_update_actions (self);
  return TRUE;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;
  g_autoptr (GError) error = NULL;
  g_autofree FoyerAttendeeOutcome *outcome = foyer_attendee_act_finish (result, &error);

  if (end_work (acting->page))
    foyer_attendee_act_tell (GTK_WIDGET (acting->page), acting->act, outcome, error);
}

static void
tickets_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Acting) acting = data;
  FoyerOrdersPage *self = acting->page;
  FoyerAttendeeAct act = acting->act;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->table == NULL)
    return;
  if (keys == NULL)
    {
      end_work (self);
      foyer_show_toast (GTK_WIDGET (self), error->message);
      return;
    }
  foyer_attendee_act_async (self->replica, act, &self->event_id, keys, NULL, NULL, NULL, acted_cb,
                            g_steal_pointer (&acting));
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);
  GArray *keys = foyer_key_selection_dup_keys (self->selection);
  Acting *acting;

  if (keys->len == 0 || self->is_working)
    {
      g_array_unref (keys);
      return;
    }
  acting = g_new0 (Acting, 1);
  acting->page = g_object_ref (self);
  acting->act = g_str_equal (name, "page.check-in") ? FOYER_ACT_CHECK_IN : FOYER_ACT_MARK_RESEND;
  self->is_working = TRUE;
  foyer_orders_page_update_actions (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, find_tickets_on_thread, keys,
                           (GDestroyNotify) g_array_unref, (GDestroyNotify) g_array_unref, NULL,
                           tickets_found_cb, acting);
}

/* One order: it is opened, and its panel does it. */
static void
panel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->selection);
  g_autofree char *action = g_strconcat ("order", strchr (name, '.'), NULL);

  if (keys->len != 1)
    return;
  foyer_orders_page_show_order (self, g_array_index (keys, gint64, 0));
  gtk_widget_activate_action (GTK_WIDGET (self->panel), action, NULL);
}

/* Only what is shown can be copied: what is on the clipboard is what one sees. */
static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);
  g_autofree char *header = foyer_order_columns_dup_row (self->columns, NULL);
  g_autoptr (GString) text = g_string_new (header);
  guint n_keys, n_copied = 0;
  const gint64 *keys = foyer_keyed_list_get_keys (FOYER_KEYED_LIST (self->table), &n_keys);
  g_autofree char *said = NULL;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_keys && n_copied < MAX_COPIED; i++)
    {
      const FoyerOrderEntry *entry;
      g_autofree char *row = NULL;

      if (!foyer_key_selection_has_key (self->selection, keys[i]) ||
          (entry = foyer_order_table_peek (self->table, i)) == NULL)
        continue;
      row = foyer_order_columns_dup_row (self->columns, entry);
      g_string_append (text, row);
      g_string_append_c (text, '\n');
      n_copied++;
    }
  if (n_copied == 0)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  said = g_strdup_printf (ngettext ("%'u row copied", "%'u rows copied", n_copied), n_copied);
  foyer_show_toast (widget, said);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);

  gtk_editable_set_text (self->search_entry, "");
  foyer_order_filter_clear (self->filter);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->selection);

  if (keys->len > 0)
    foyer_orders_page_show_order (self, g_array_index (keys, gint64, 0));
}

static void
close_panel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerOrdersPage *self = FOYER_ORDERS_PAGE (widget);

  foyer_orders_page_show_order (self, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (FOYER_ORDERS_PAGE (widget)->selection);

  if (g_str_equal (name, "page.select-all"))
    gtk_selection_model_select_all (model);
  else
    gtk_selection_model_unselect_all (model);
}

/* What waits for money is known of one order. */
static gboolean
is_due (FoyerOrdersPage *self)
{
  g_autoptr (GArray) keys = foyer_key_selection_dup_keys (self->selection);
  g_autoptr (FoyerOrderDetail) detail = NULL;

  if (keys->len != 1)
    return FALSE;
  detail = foyer_order_detail_read (foyer_replica_get_reader (self->replica),
                                    g_array_index (keys, gint64, 0), NULL);
  return detail != NULL && detail->due > 0;
}

void
foyer_orders_page_update_actions (FoyerOrdersPage *self)
{
  static const char *const on_selection[] = { "page.open", "page.copy", "page.select-none" };
  static const char *const writing[] = { "page.check-in", "page.mark-resend" };
  static const char *const on_one[] = { "page.print", "page.print-receipt", "page.refund",
                                        "page.cancel" };
  guint64 n = foyer_key_selection_get_size (self->selection);

  for (guint i = 0; i < G_N_ELEMENTS (on_selection); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), on_selection[i], n > 0);
  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], n > 0 && !self->is_working);
  for (guint i = 0; i < G_N_ELEMENTS (on_one); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), on_one[i], n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.pay", is_due (self));
}

void
foyer_orders_page_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const of_panel[] = { "page.pay", "page.print", "page.print-receipt",
                                          "page.refund", "page.cancel" };

  for (guint i = 0; i < G_N_ELEMENTS (of_panel); i++)
    gtk_widget_class_install_action (widget_class, of_panel[i], NULL, panel_action);
  gtk_widget_class_install_action (widget_class, "page.check-in", NULL, act_action);
  gtk_widget_class_install_action (widget_class, "page.mark-resend", NULL, act_action);
  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "page.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "page.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "page.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "page.close-panel", NULL, close_panel_action);
  gtk_widget_class_install_action (widget_class, "page.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "page.select-none", NULL, select_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "page.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "page.check-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "page.check-in", NULL); /* the last one stands in the menu */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "page.close-panel", NULL);
}
