/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-view.h"

#include "foyer-file-choice.h"
#include "foyer-order.h"
#include "foyer-promo-csv.h"
#include "foyer-promo-item.h"
#include "foyer-promo-store.h"
#include "foyer-promo-window.h"
#include "foyer-row-store.h"
#include "foyer-ask.h"
#include "foyer-text.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerPromoView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkSearchEntry *search;
  GtkLabel *count_label;
  GtkColumnView *view;
  GtkRevealer *bar;
  GtkLabel *selected_label;

  FoyerTicketDesk *desk;        /* (owned) (nullable) */
  GListStore *store;            /* (owned) of FoyerPromoItem */
  GtkFilter *filter;            /* (owned) */
  GtkSelectionModel *selection; /* (owned) */
  char *folded;                 /* (owned) (nullable) what is searched */
  guint generation;             /* of what was asked for last */
};

G_DEFINE_FINAL_TYPE (FoyerPromoView, foyer_promo_view, ADW_TYPE_BIN)

/* Loading
 * ------------------------------------------------------------------------------------------ */

typedef struct
{
  FoyerPromoView *self; /* (owned) */
  guint generation;
} Asked;

static gpointer
load_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) promos = foyer_promo_store_list (db, data, error);
  g_autoptr (GHashTable) uses = promos != NULL ? foyer_promo_store_uses (db, data, error) : NULL;

  if (uses == NULL)
    return NULL;
  for (guint i = 0; i < promos->len; i++)
    {
      FoyerPromoCode *promo = foyer_promo_code_copy (promos->pdata[i]);
      const gint64 *n_uses = g_hash_table_lookup (uses, &promo->row.id);

      g_ptr_array_add (items, foyer_promo_item_new (promo, n_uses != NULL ? *n_uses : 0));
    }
  return g_steal_pointer (&items);
}

static void
show_count (FoyerPromoView *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint total = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  g_autofree char *text = n_shown == total ? g_strdup_printf ("%'u", total)
                                           : g_strdup_printf (_ ("%'u of %'u"), n_shown, total);

  gtk_label_set_label (self->count_label, text);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (FoyerPromoView) self = asked->self;
  g_autoptr (GPtrArray) items = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  const FoyerOffer *offer = self->desk != NULL ? foyer_ticket_desk_get_offer (self->desk) : NULL;
  gboolean is_late = asked->generation != self->generation;

  g_free (asked);
  if (items == NULL || offer == NULL || is_late)
    return;
  for (guint i = 0; i < items->len; i++)
    foyer_promo_item_describe (items->pdata[i], offer, foyer_ticket_desk_get_zone (self->desk),
                               foyer_time_now ());
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "codes" : "empty");
  show_count (self);
}

static void
load (FoyerPromoView *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->generation = ++self->generation;
  foyer_replica_run_async (
      foyer_ticket_desk_get_replica (self->desk), FOYER_PRIORITY_LONG, load_on_thread,
      g_memdup2 (foyer_ticket_desk_get_event_id (self->desk), sizeof (FoyerUuid)), g_free,
      (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, asked);
}

static void
replica_changed_cb (FoyerPromoView *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_PROMO_CODE_TYPE) ||
      foyer_changes_touch (changes, &FOYER_ORDER_TYPE))
    load (self);
}

/* Searching and choosing
 * ------------------------------------------------------------------------------------------ */

static gboolean
matches (gpointer item, gpointer data)
{
  FoyerPromoView *self = data;

  return self->folded == NULL || foyer_promo_item_matches (item, self->folded);
}

static void
search_cb (FoyerPromoView *self)
{
  g_free (self->folded);
  self->folded = foyer_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

/* (element-type gint64) keys of those chosen. */
static GArray *
list_chosen (FoyerPromoView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (self->selection);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint64 i = 0; i < gtk_bitset_get_size (chosen); i++)
    {
      g_autoptr (FoyerPromoItem) item =
          g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (chosen, i));

      g_array_append_val (keys, foyer_promo_item_get_promo (item)->row.key);
    }
  return keys;
}

static void
selection_cb (FoyerPromoView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (self->selection);
  guint n = gtk_bitset_get_size (chosen);
  g_autofree char *text = g_strdup_printf (ngettext ("%u code", "%u codes", n), n);

  gtk_revealer_set_reveal_child (self->bar, n > 0);
  gtk_label_set_label (self->selected_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "codes.edit", n == 1);
}

static void
saved_cb (FoyerPromoView *self, gint64 change_set, const char *title)
{
  foyer_show_undo_toast (GTK_WIDGET (self), title, change_set);
}

static void
open_window (FoyerPromoView *self, const FoyerPromoCode *promo, FoyerPromoMode mode)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window;

  if (foyer_ticket_desk_get_offer (self->desk) == NULL)
    return;
  window = foyer_promo_window_new (parent, self->desk, promo, mode);
  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
open_new (FoyerPromoView *self, FoyerPromoMode mode)
{
  g_autoptr (FoyerPromoCode) promo = foyer_promo_code_new ();

  promo->event_id = *foyer_ticket_desk_get_event_id (self->desk);
  promo->discount_value = 1000;
  open_window (self, promo, mode);
}

void
foyer_promo_view_add (FoyerPromoView *self)
{
  g_return_if_fail (FOYER_IS_PROMO_VIEW (self));

  open_new (self, FOYER_PROMO_MODE_ADD);
}

void
foyer_promo_view_edit (FoyerPromoView *self, gint64 key)
{
  g_autoptr (FoyerPromoCode) promo = NULL;

  g_return_if_fail (FOYER_IS_PROMO_VIEW (self));

  promo = foyer_row_store_get (
      foyer_replica_get_reader (foyer_ticket_desk_get_replica (self->desk)), &FOYER_PROMO_CODE_TYPE,
      key, NULL);
  if (promo != NULL)
    open_window (self, promo, FOYER_PROMO_MODE_EDIT);
}

static void
activate_cb (FoyerPromoView *self, guint position)
{
  g_autoptr (FoyerPromoItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    open_window (self, foyer_promo_item_get_promo (item), FOYER_PROMO_MODE_EDIT);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPromoView *self = FOYER_PROMO_VIEW (widget);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (self->selection);

  if (!gtk_bitset_is_empty (chosen))
    activate_cb (self, gtk_bitset_get_minimum (chosen));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_new (FOYER_PROMO_VIEW (widget), g_str_equal (name, "codes.generate")
                                           ? FOYER_PROMO_MODE_GENERATE
                                           : FOYER_PROMO_MODE_ADD);
}

/* Acts on several
 * ------------------------------------------------------------------------------------------ */

static gboolean
activate_codes (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const GArray *keys = data;

  return foyer_promo_store_set_active (transaction, (gint64 *) keys->data, keys->len, TRUE, error);
}

static gboolean
deactivate_codes (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const GArray *keys = data;

  return foyer_promo_store_set_active (transaction, (gint64 *) keys->data, keys->len, FALSE, error);
}

static gboolean
remove_codes (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const GArray *keys = data;

  return foyer_promo_store_remove (transaction, (gint64 *) keys->data, keys->len, error);
}

static void
several_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPromoView *self = FOYER_PROMO_VIEW (widget);
  GArray *keys = list_chosen (self);
  guint n = keys->len;
  FoyerTicketAct act = {
    .kind = "edit-promo-codes",
    .data = keys,
    .data_free = (GDestroyNotify) g_array_unref,
    .is_of_codes = TRUE,
  };
  char *title;

  if (n == 0)
    {
      g_array_unref (keys);
      return;
    }
  if (g_str_equal (name, "codes.delete"))
    {
      act.kind = "remove-promo-codes";
      act.write = remove_codes;
      title = g_strdup_printf (ngettext ("%u code deleted", "%u codes deleted", n), n);
    }
  else if (g_str_equal (name, "codes.activate"))
    {
      act.write = activate_codes;
      title = g_strdup_printf (ngettext ("%u code switched on", "%u codes switched on", n), n);
    }
  else
    {
      act.write = deactivate_codes;
      title = g_strdup_printf (ngettext ("%u code switched off", "%u codes switched off", n), n);
    }
  act.edited = g_strdup_printf (ngettext ("%u promo code", "%u promo codes", n), n);
  foyer_ticket_desk_act (self->desk, widget, title, &act);
}

/* Lists in and out
 * ------------------------------------------------------------------------------------------ */

typedef struct
{
  GFile *file; /* (owned) */
  FoyerUuid event_id;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_object_unref (exchange->file);
  g_free (exchange);
}

static gpointer
import_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Exchange *exchange = data;

  return foyer_promo_csv_import (db, exchange->file, &exchange->event_id, FALSE, cancellable,
                                 error);
}

static gpointer
export_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Exchange *exchange = data;
  gint64 n = foyer_promo_csv_export (db, &exchange->event_id, exchange->file, cancellable, error);

  return n >= 0 ? GINT_TO_POINTER (n + 1) : NULL;
}

static char *
tell_skipped (const FoyerImportReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (report->problems->len, 10); i++)
    {
      const FoyerImportProblem *problem = report->problems->pdata[i];

      g_string_append_printf (text, "%s", i > 0 ? "\n" : "");
      g_string_append_printf (text, _ ("Row %d: %s"), (int) problem->row, problem->reason);
    }
  if (report->skipped > 10)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPromoView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerImportReport) report =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *title = NULL;

  if (self->desk == NULL)
    return;
  if (report == NULL)
    {
      foyer_tell (GTK_WIDGET (self), _ ("Not Imported"), error->message);
      return;
    }
  title = g_strdup_printf (_ ("%d rows: %d added, %d updated, %d unchanged, %d skipped."),
                           (int) report->rows, (int) report->added, (int) report->updated,
                           (int) report->unchanged, (int) report->skipped);
  foyer_show_undo_toast (GTK_WIDGET (self), title, report->change_set);
  if (report->skipped > 0)
    {
      g_autofree char *body = tell_skipped (report);

      foyer_tell (GTK_WIDGET (self), _ ("Some Rows Were Skipped"), body);
    }
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPromoView) self = data;
  g_autoptr (GError) error = NULL;
  gpointer n = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (self->desk == NULL)
    return;
  if (n == NULL)
    foyer_tell (GTK_WIDGET (self), _ ("Not Exported"), error->message);
  else
    foyer_show_toast (GTK_WIDGET (self), _ ("Promo codes exported"));
}

static void
run_exchange (FoyerPromoView *self, GFile *file, gboolean is_export)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->file = g_object_ref (file);
  exchange->event_id = *foyer_ticket_desk_get_event_id (self->desk);
  foyer_replica_run_async (foyer_ticket_desk_get_replica (self->desk),
                           is_export ? FOYER_PRIORITY_LONG : FOYER_PRIORITY_ACT,
                           is_export ? export_on_thread : import_on_thread, exchange, exchange_free,
                           is_export ? NULL : (GDestroyNotify) foyer_import_report_free, NULL,
                           is_export ? exported_cb : imported_cb, g_object_ref (self));
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPromoView) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->desk != NULL)
    run_exchange (self, file, FALSE);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPromoView) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->desk != NULL)
    run_exchange (self, file, TRUE);
}

static void
exchange_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", NULL };
  const FoyerFileFilter filters[] = { { _ ("Lists of promo codes"), suffixes },
                                      { _ ("All files"), NULL },
                                      { NULL } };
  gboolean is_export = g_str_equal (name, "codes.export");
  const FoyerFileChoice choice = {
    .save = is_export,
    .title = is_export ? _ ("Export Promo Codes") : _ ("Import Promo Codes"),
    .accept_label = is_export ? _ ("_Export") : _ ("_Import"),
    .name = is_export ? _ ("promo-codes.csv") : NULL,
    .filters = filters,
  };

  foyer_choose_file_async (widget, &choice, NULL, is_export ? export_chosen_cb : import_chosen_cb,
                           g_object_ref (widget));
}

static void
foyer_promo_view_dispose (GObject *object)
{
  FoyerPromoView *self = FOYER_PROMO_VIEW (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->desk);
  g_clear_object (&self->store);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->folded, g_free);
  G_OBJECT_CLASS (foyer_promo_view_parent_class)->dispose (object);
}

static void
foyer_promo_view_class_init (FoyerPromoViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_promo_view_dispose;
  g_type_ensure (FOYER_TYPE_PROMO_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-promo-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPromoView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerPromoView, search);
  gtk_widget_class_bind_template_child (widget_class, FoyerPromoView, count_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPromoView, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerPromoView, bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerPromoView, selected_label);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "codes.add", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "codes.generate", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "codes.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "codes.activate", NULL, several_action);
  gtk_widget_class_install_action (widget_class, "codes.deactivate", NULL, several_action);
  gtk_widget_class_install_action (widget_class, "codes.delete", NULL, several_action);
  gtk_widget_class_install_action (widget_class, "codes.import", NULL, exchange_action);
  gtk_widget_class_install_action (widget_class, "codes.export", NULL, exchange_action);
}

static void
foyer_promo_view_init (FoyerPromoView *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSorter *sorter;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (FOYER_TYPE_PROMO_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  sorter = gtk_column_view_get_sorter (self->view);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                        g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (sorter));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (sorted)));
  gtk_column_view_set_model (self->view, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED);
}

void
foyer_promo_view_set_desk (FoyerPromoView *self, FoyerTicketDesk *desk)
{
  g_return_if_fail (FOYER_IS_PROMO_VIEW (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_ticket_desk_get_replica (desk), "changed",
                           G_CALLBACK (replica_changed_cb), self, G_CONNECT_SWAPPED);
  if (foyer_ticket_desk_get_offer (desk) != NULL)
    load (self);
}
