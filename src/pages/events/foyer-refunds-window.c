/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-refunds-window-private.h"

#include "foyer-ask.h"
#include "foyer-event-acts-store.h"
#include "foyer-event-text.h"
#include "foyer-file-choice.h"
#include "foyer-part.h"
#include "foyer-prints-window.h"
#include "foyer-refund-csv.h"
#include "foyer-refund-row.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (FoyerRefundsWindow, foyer_refunds_window, ADW_TYPE_WINDOW)

/* What is done to refunds, on the thread. */
typedef struct
{
  FoyerUuid event_id;
  gint64 key; /* 0 for all that are proposed */
  FoyerRefundStatus status;
  guint n_set;
  gint64 change_set;
  FoyerRefundsWindow *self; /* (owned) */
} Settle;

static void
settle_free (Settle *settle)
{
  g_object_unref (settle->self);
  g_free (settle);
}

static gpointer
settle_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Settle *settle = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "settle-refunds", error);
  gboolean is_set;

  if (transaction == NULL)
    return NULL;
  settle->n_set = 1;
  is_set = settle->key != 0
               ? foyer_refund_store_set_status (transaction, settle->key, settle->status, error)
               : foyer_refund_store_settle_all (transaction, &settle->event_id, settle->status,
                                                &settle->n_set, error);
  if (!is_set ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), &settle->change_set, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static char *
describe_settled (const Settle *settle)
{
  int n = settle->n_set;

  switch (settle->status)
    {
    case FOYER_REFUND_CONFIRMED:
      return g_strdup_printf (ngettext ("%'d refund confirmed", "%'d refunds confirmed", n), n);
    case FOYER_REFUND_DROPPED:
      return g_strdup_printf (ngettext ("%'d refund dropped", "%'d refunds dropped", n), n);
    case FOYER_REFUND_PROPOSED:
      return g_strdup (_ ("The refund waits for a decision again"));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Settle *settle = data;
  FoyerRefundsWindow *self = settle->self;
  g_autoptr (GError) error = NULL;

  if (foyer_replica_run_finish (FOYER_REPLICA (source), result, &error) == NULL)
    {
      if (self->replica != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        foyer_show_toast (GTK_WIDGET (self), error->message);
    }
  else if (settle->change_set != 0)
    {
      g_autofree char *title = describe_settled (settle);

      /* The window behind has the undo; its toast would be out of sight. */
      if (self->from != NULL)
        gtk_widget_activate_action (self->from, "win.did-change", "(xs)", settle->change_set,
                                    title);
      if (self->replica != NULL)
        foyer_show_toast (GTK_WIDGET (self), title);
    }
  settle_free (settle);
}

static void
settle (FoyerRefundsWindow *self, gint64 key, FoyerRefundStatus status)
{
  Settle *job = g_new0 (Settle, 1);

  job->event_id = self->event->row.id;
  job->key = key;
  job->status = status;
  job->self = g_object_ref (self);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_ACT, settle_on_thread, job, NULL, NULL,
                           NULL, settled_cb, job);
}

static void
settle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 key;
  int status;

  g_variant_get (parameter, "(xi)", &key, &status);
  if (status == FOYER_REFUND_CONFIRMED &&
      foyer_refunds_window_has_by_hand (FOYER_REFUNDS_WINDOW (widget), key))
    foyer_refunds_window_pay_out (FOYER_REFUNDS_WINDOW (widget), key);
  else if (status >= FOYER_REFUND_PROPOSED && status <= FOYER_REFUND_DROPPED)
    settle (FOYER_REFUNDS_WINDOW (widget), key, status);
}

static void
all_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRefundsWindow) self = data;

  if (!foyer_ask_finish (result, NULL) || self->replica == NULL ||
      foyer_refunds_window_is_running (self))
    return;
  if (foyer_refunds_window_has_by_hand (self, 0))
    foyer_refunds_window_pay_out (self, 0);
  else
    settle (self, 0, FOYER_REFUND_CONFIRMED);
}

static void
confirm_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (widget);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Confirm %'d Refund?", "Confirm All %'d Refunds?", self->n_open),
                       (int) self->n_open);

  foyer_ask_async (widget, heading,
                   foyer_refunds_window_has_by_hand (self, 0)
                       ? _ ("They count as given back, each in the way it was paid, and are "
                            "noted in the book of "
                            "the till. Foyer moves no money itself.")
                       : _ ("They are marked for your books. Foyer moves no money itself."),
                   _ ("_Confirm"), FOYER_ASK_SUGGESTED, self->cancellable, all_asked_cb,
                   g_object_ref (self));
}

/* Export
 * -----------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  FoyerUuid event_id;
  GFile *file; /* (owned) */
} Export;

static void
export_free (gpointer data)
{
  Export *job = data;

  g_object_unref (job->file);
  g_free (job);
}

static gpointer
export_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *job = data;
  g_autoptr (GBytes) csv = foyer_refund_csv (db, &job->event_id, error);
  gsize size;
  const char *text;

  if (csv == NULL)
    return NULL;
  text = g_bytes_get_data (csv, &size);
  if (!g_file_replace_contents (job->file, text, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                cancellable, error))
    return NULL;
  return g_file_get_basename (job->file);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRefundsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->replica == NULL)
    return;
  sentence = name != NULL ? g_strdup_printf (_ ("Exported as “%s”"), name)
                          : g_strdup_printf (_ ("This could not be exported: %s"), error->message);
  foyer_show_toast (GTK_WIDGET (self), sentence);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRefundsWindow) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);
  Export *job;

  if (file == NULL || self->replica == NULL)
    return;
  job = g_new0 (Export, 1);
  job->event_id = self->event->row.id;
  job->file = g_steal_pointer (&file);
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, export_on_thread, job, export_free,
                           g_free, self->cancellable, exported_cb, g_object_ref (self));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", NULL };
  const FoyerFileFilter filters[] = { { _ ("Spreadsheets (CSV)"), suffixes }, { NULL } };
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (widget);
  /* Translators: the name of a file; the event’s short name stands in it. */
  g_autofree char *file = g_strdup_printf (_ ("refunds-%s.csv"), self->event->slug);
  const FoyerFileChoice choice = {
    .save = TRUE, .title = _ ("Export Refunds"), .name = file, .filters = filters
  };

  foyer_choose_file_async (widget, &choice, self->cancellable, file_chosen_cb, g_object_ref (self));
}

/* On paper
 * ---------------------------------------------------------------------------------------------- */

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRefundsWindow) self = data;
  FoyerPrintDesk *prints = FOYER_PRINT_DESK (source);
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_print_desk_print_finish (prints, result, &error);

  if (self->replica == NULL)
    return;
  if (is_printed)
    foyer_show_toast (GTK_WIDGET (self), _ ("Printed"));
  else
    foyer_prints_window_present (GTK_WIDGET (self), prints);
}

/* Without a printer it waits for one, or goes elsewhere. */
static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (widget);
  FoyerPrintDesk *prints = foyer_till_desk_get_prints (self->desk);
  g_autoptr (FoyerPrintJob) job =
      foyer_print_job_new (&self->event->row.id, FOYER_PRINT_REPORT);

  foyer_print_job_set_refunds (job);
  job->target = g_strdup (foyer_print_desk_find_target (prints, FOYER_PRINT_REPORT));
  foyer_print_desk_print_async (prints, job, FALSE, printed_cb, g_object_ref (self));
}

/* The list
 * ---------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  GPtrArray *entries;    /* (owned) (nullable) (element-type FoyerRefundEntry) */
  FoyerRefundPlan *plan; /* (owned) (nullable) */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->plan, foyer_refund_plan_free);
  g_free (self);
}

static gpointer
list_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Listing *listing = g_new0 (Listing, 1);

  listing->entries = foyer_refund_store_list (db, data, 0, 0, error);
  if (listing->entries != NULL)
    listing->plan = foyer_refund_plan_read (db, data, cancellable, error);
  if (listing->plan != NULL)
    {
      foyer_refund_store_leave_out_paid (listing->entries);
      return listing;
    }
  listing_free (listing);
  return NULL;
}

static gboolean
are_same (GListStore *items, GPtrArray *entries)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (items)) != entries->len)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (FoyerRefundItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);
      const FoyerRefundEntry *entry = entries->pdata[i];

      if (foyer_refund_item_get_entry (item)->refund->row.key != entry->refund->row.key)
        return FALSE;
    }
  return TRUE;
}

/* The same rows are told anew in place: who scrolls stays where they are. */
static void
show_entries (FoyerRefundsWindow *self, GPtrArray *entries)
{
  gboolean is_same = are_same (self->items, entries);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (FoyerRefundItem) item =
          is_same ? g_list_model_get_item (G_LIST_MODEL (self->items), i) : NULL;

      if (is_same)
        foyer_refund_item_set_entry (item, entries->pdata[i]);
      else
        g_ptr_array_add (items, foyer_refund_item_new (entries->pdata[i]));
    }
  if (!is_same)
    g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                         items->pdata, items->len);
}

static void
show_totals (FoyerRefundsWindow *self)
{
  FoyerRefundTotals totals;
  g_autofree char *open = NULL;
  g_autofree char *sentence = NULL;

  if (!foyer_refund_store_totals (foyer_replica_get_reader (self->replica), &self->event->row.id,
                                  &totals, NULL))
    return;
  self->n_open = totals.n[FOYER_REFUND_PROPOSED];
  open = foyer_event_text_total (totals.amount[FOYER_REFUND_PROPOSED], totals.currency);
  /* Translators: how many refunds wait, and their sum. */
  sentence = g_strdup_printf (ngettext ("%'d to confirm · %s", "%'d to confirm · %s", self->n_open),
                              (int) self->n_open, open);
  adw_window_title_set_subtitle (self->title, self->n_open > 0 ? sentence : _ ("All are settled"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "refunds.confirm-all", self->n_open > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "refunds.print", self->n_open > 0);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRefundsWindow) self = data;
  g_autoptr (GError) error = NULL;
  Listing *listing = foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  self->is_loading = FALSE;
  if (self->replica != NULL && listing == NULL)
    foyer_show_toast (GTK_WIDGET (self), error->message);
  else if (self->replica != NULL)
    {
      guint n = listing->entries->len;

      gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "refunds.export", n > 0);
      show_entries (self, listing->entries);
      g_clear_pointer (&self->plan, foyer_refund_plan_free);
      self->plan = g_steal_pointer (&listing->plan);
      foyer_refunds_window_show_ways (self);
      show_totals (self);
    }
  g_clear_pointer (&listing, listing_free);
  if (self->replica == NULL)
    return;
  if (self->loads_again)
    foyer_refunds_window_load (self);
}

void
foyer_refunds_window_load (FoyerRefundsWindow *self)
{
  self->loads_again = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  foyer_replica_run_async (self->replica, FOYER_PRIORITY_LONG, list_on_thread,
                           g_memdup2 (&self->event->row.id, sizeof (FoyerUuid)), g_free,
                           listing_free, self->cancellable, listed_cb, g_object_ref (self));
}

static void
replica_changed_cb (FoyerRefundsWindow *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_REFUND_TYPE))
    foyer_refunds_window_load (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, foyer_refund_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  foyer_refund_row_set_item (FOYER_REFUND_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  foyer_refund_row_set_item (FOYER_REFUND_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
foyer_refunds_window_dispose (GObject *object)
{
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  /* What is not done yet is still there the next time. */
  if (foyer_refunds_window_is_running (self))
    foyer_refund_run_stop (self->run);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_refunds_window_parent_class)->dispose (object);
}

static void
foyer_refunds_window_finalize (GObject *object)
{
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (object);

  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_object (&self->items);
  g_clear_object (&self->run);
  g_clear_pointer (&self->plan, foyer_refund_plan_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (foyer_refunds_window_parent_class)->finalize (object);
}

static void
foyer_refunds_window_class_init (FoyerRefundsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_refunds_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_refunds_window_finalize;

  gtk_widget_class_install_action (widget_class, "refunds.settle", "(xi)", settle_action);
  gtk_widget_class_install_action (widget_class, "refunds.confirm-all", NULL, confirm_all_action);
  foyer_refunds_window_install_run (widget_class);
  gtk_widget_class_install_action (widget_class, "refunds.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "refunds.print", NULL, print_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "refunds.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (FOYER_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-refunds-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, selection);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, run_revealer);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, run_bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerRefundsWindow, ways_list);
  gtk_widget_class_bind_template_callback_full (widget_class, "pause_cb",
                                                G_CALLBACK (foyer_refunds_window_pause));
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
foyer_refunds_window_init (FoyerRefundsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (FOYER_TYPE_REFUND_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (self->items));
}

GtkWidget *
foyer_refunds_window_present (GtkWidget *from,
                              FoyerReplica *replica,
                              GSettings *settings,
                              const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  FoyerEvent *event = foyer_event_acts_get (foyer_replica_get_reader (replica), event_id, &error);
  FoyerRefundsWindow *self;

  if (event == NULL)
    {
      foyer_show_toast (from, error->message);
      return NULL;
    }
  self =
      g_object_new (FOYER_TYPE_REFUNDS_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->event = event;
  self->desk = foyer_till_desk_ref (replica, event_id, settings);
  gtk_widget_set_visible (GTK_WIDGET (self->ways_list), FALSE);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_totals (self);
  foyer_refunds_window_load (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
