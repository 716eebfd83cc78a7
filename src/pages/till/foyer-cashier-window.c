/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cashier-window.h"

#include "foyer-cashier-store.h"
#include "foyer-message-row.h"
#include "foyer-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerCashierWindow
{
  FoyerEditWindow parent_instance;

  GtkEditable *name_row;
  FoyerMessageRow *name_message;
  AdwComboRow *role_row;
  GtkEditable *limit_row;
  FoyerMessageRow *limit_message;
  GtkSwitch *pin_switch;
  GtkEditable *pin_row;
  FoyerMessageRow *pin_message;
  GtkWidget *remove_button;

  FoyerReplica *replica; /* (owned) (nullable) NULL once it is closed */
  FoyerCashier *before;  /* (owned) */
  char *currency;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerCashierWindow, foyer_cashier_window, FOYER_TYPE_EDIT_WINDOW)

/* First the PIN is made unreadable, which takes a moment, on a thread of its own; then it is written. */
typedef struct
{
  FoyerCashierWindow *window; /* (owned) */
  FoyerCashier *before;       /* (owned) */
  FoyerCashier *after;        /* (owned) (nullable) it is removed */
  char *pin;                  /* (owned) (nullable) as before */
  const char *title;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->window);
  foyer_cashier_free (edit->before);
  g_clear_pointer (&edit->after, foyer_cashier_free);
  g_free (edit->pin);
  g_free (edit);
}

static char *
dup_text (gpointer editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));
}

static gboolean
read_limit (FoyerCashierWindow *self, gint64 *limit)
{
  g_autofree char *text = dup_text (self->limit_row);

  *limit = FOYER_NONE;
  return *text == '\0' ||
         (foyer_money_parse (text, self->currency, limit, NULL) && *limit >= 0);
}

/* What is typed is another PIN; nothing leaves the one that there is. */
static gboolean
is_pin_valid (FoyerCashierWindow *self)
{
  const char *pin = gtk_editable_get_text (self->pin_row);

  if (!gtk_switch_get_active (self->pin_switch))
    return TRUE;
  if (*pin == '\0')
    return self->before->pin_hash != NULL;
  return foyer_pin_is_valid (pin);
}

static const char *
get_limit_hint (FoyerCashierWindow *self)
{
  g_autofree char *text = dup_text (self->limit_row);

  if (*text != '\0')
    return NULL;
  return adw_combo_row_get_selected (self->role_row) == FOYER_CASHIER_SUPERVISOR
             ? _ ("Empty: as much as needed.")
             : _ ("Empty: nothing without a supervisor.");
}

static void
changed_cb (FoyerCashierWindow *self)
{
  g_autofree char *name = NULL;
  gboolean is_limit, is_pin;
  gint64 limit;

  if (self->replica == NULL)
    return;
  name = dup_text (self->name_row);
  is_limit = read_limit (self, &limit);
  is_pin = is_pin_valid (self);
  gtk_widget_set_visible (GTK_WIDGET (self->pin_row), gtk_switch_get_active (self->pin_switch));
  foyer_message_row_set_error (self->name_message, GTK_WIDGET (self->name_row),
                               *name == '\0' ? _ ("A cashier needs a name.") : NULL);
  if (is_limit)
    foyer_message_row_set_hint (self->limit_message, GTK_WIDGET (self->limit_row),
                                get_limit_hint (self));
  else
    foyer_message_row_set_error (self->limit_message, GTK_WIDGET (self->limit_row),
                                 _ ("Write an amount, such as 50.00, or nothing."));
  foyer_message_row_set_error (self->pin_message, GTK_WIDGET (self->pin_row),
                               is_pin ? NULL : _ ("A PIN has 4 to 12 digits."));
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), *name != '\0' && is_limit && is_pin);
}

static FoyerCashier *
dup_cashier (FoyerCashierWindow *self)
{
  FoyerCashier *cashier = foyer_cashier_copy (self->before);

  g_free (cashier->name);
  cashier->name = dup_text (self->name_row);
  cashier->role = adw_combo_row_get_selected (self->role_row);
  read_limit (self, &cashier->refund_limit);
  if (!gtk_switch_get_active (self->pin_switch))
    g_clear_pointer (&cashier->pin_hash, g_free);
  cashier->is_inactive = FALSE;
  return cashier;
}

static void
hash_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Edit *edit = data;

  if (edit->pin != NULL)
    {
      g_free (edit->after->pin_hash);
      edit->after->pin_hash = foyer_pin_hash (edit->pin);
    }
  g_task_return_boolean (task, TRUE);
}

static gpointer
write_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Edit *edit = data;
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (
      db, edit->after != NULL ? "edit-cashier" : "remove-cashier", error);
  g_autofree gint64 *change_set = g_new0 (gint64, 1);
  gboolean is_written;

  if (transaction == NULL)
    return NULL;
  if (edit->after == NULL)
    is_written = foyer_cashier_store_remove (transaction, edit->before, error);
  else if (edit->before->row.key == 0)
    is_written = foyer_cashier_store_add (transaction, edit->after, error);
  else
    is_written = foyer_cashier_store_edit (transaction, edit->before, edit->after, error);
  if (!is_written || !foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    return NULL;
  return g_steal_pointer (&change_set);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Edit *edit = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *change_set =
      foyer_replica_run_finish (FOYER_REPLICA (source), result, &error);

  if (change_set != NULL)
    foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (edit->window), *change_set, edit->title);
  else
    foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (edit->window), error->message);
  edit_free (edit);
}

static void
hashed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Edit *edit = data;

  foyer_replica_run_async (FOYER_REPLICA (source), FOYER_PRIORITY_ACT, write_on_thread, edit, NULL,
                           g_free, NULL, written_cb, edit);
}

/* Takes after, (nullable). */
static void
begin (FoyerCashierWindow *self, FoyerCashier *after, const char *title)
{
  const char *pin = gtk_editable_get_text (self->pin_row);
  Edit *edit = g_new0 (Edit, 1);
  g_autoptr (GTask) task = g_task_new (self->replica, NULL, hashed_cb, edit);

  edit->window = g_object_ref (self);
  edit->before = foyer_cashier_copy (self->before);
  edit->after = after;
  if (after != NULL && *pin != '\0' && gtk_switch_get_active (self->pin_switch))
    edit->pin = g_strdup (pin);
  edit->title = title;
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, edit, NULL);
  g_task_run_in_thread (task, hash_on_thread);
}

static void
foyer_cashier_window_save (FoyerEditWindow *window)
{
  FoyerCashierWindow *self = FOYER_CASHIER_WINDOW (window);

  begin (self, dup_cashier (self), _ ("Cashier saved"));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCashierWindow *self = FOYER_CASHIER_WINDOW (widget);

  if (foyer_edit_window_is_saving (FOYER_EDIT_WINDOW (self)))
    return;
  foyer_edit_window_begin_saving (FOYER_EDIT_WINDOW (self));
  begin (self, NULL, _ ("Cashier removed"));
}

static gboolean
foyer_cashier_window_is_edited (FoyerEditWindow *window)
{
  FoyerCashierWindow *self = FOYER_CASHIER_WINDOW (window);
  g_autoptr (FoyerCashier) after = dup_cashier (self);

  after->is_inactive = self->before->is_inactive;
  if (self->before->name == NULL && *after->name == '\0')
    g_clear_pointer (&after->name, g_free);
  return foyer_row_diff (self->before, after) != 0 ||
         *gtk_editable_get_text (self->pin_row) != '\0';
}

static void
foyer_cashier_window_dispose (GObject *object)
{
  FoyerCashierWindow *self = FOYER_CASHIER_WINDOW (object);

  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_cashier_window_parent_class)->dispose (object);
}

static void
foyer_cashier_window_finalize (GObject *object)
{
  FoyerCashierWindow *self = FOYER_CASHIER_WINDOW (object);

  g_clear_pointer (&self->before, foyer_cashier_free);
  g_free (self->currency);
  G_OBJECT_CLASS (foyer_cashier_window_parent_class)->finalize (object);
}

static void
foyer_cashier_window_class_init (FoyerCashierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_cashier_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_cashier_window_finalize;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_cashier_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_cashier_window_save;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-cashier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, role_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, limit_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, limit_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, pin_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, pin_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, pin_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierWindow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "cashier.remove", NULL, remove_action);
}

static void
foyer_cashier_window_init (FoyerCashierWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
foyer_cashier_window_new (GtkWindow *parent,
                          FoyerReplica *replica,
                          const FoyerCashier *cashier,
                          const char *currency)
{
  FoyerCashierWindow *self = g_object_new (FOYER_TYPE_CASHIER_WINDOW, "transient-for", parent, NULL);
  g_autofree char *limit = cashier->refund_limit != FOYER_NONE
                               ? foyer_money_to_plain (cashier->refund_limit, currency)
                               : g_strdup ("");

  self->before = foyer_cashier_copy (cashier);
  self->currency = g_strdup (currency);
  gtk_editable_set_text (self->name_row, cashier->name != NULL ? cashier->name : "");
  adw_combo_row_set_selected (self->role_row, cashier->role);
  gtk_editable_set_text (self->limit_row, limit);
  gtk_switch_set_active (self->pin_switch, cashier->row.key == 0 || cashier->pin_hash != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin_row),
                                 cashier->pin_hash != NULL ? _ ("New PIN, Empty to Keep It")
                                                           : _ ("PIN"));
  gtk_widget_set_visible (self->remove_button, cashier->row.key != 0 && !cashier->is_inactive);
  self->replica = g_object_ref (replica);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  return GTK_WINDOW (self);
}
