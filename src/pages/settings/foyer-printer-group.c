/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-group.h"

#include <glib/gi18n-lib.h>

#include "foyer-message-row.h"
#include "foyer-printer-queue.h"
#include "foyer-receipt-printer.h"
#include "foyer-test-print.h"

struct _FoyerPrinterGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *kind_row;
  AdwComboRow *queue_row;
  GtkStringList *queues;
  AdwEntryRow *device_row;
  AdwEntryRow *network_row;
  FoyerMessageRow *address_message;
  AdwComboRow *paper_row;
  GtkStringList *papers;
  AdwComboRow *columns_row;
  AdwComboRow *drawer_row;
  GtkWidget *cutter_row;
  GtkSwitch *cutter_switch;
  GtkWidget *codes_row;
  GtkSwitch *codes_switch;
  GtkWidget *test_row;
  GtkSpinner *spinner;
  FoyerMessageRow *test_message;

  GSettings *settings;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): cancelled when the group goes */
  gboolean is_filling;       /* what is stored is being shown: nothing is stored */
  gboolean has_asked;        /* for the queues */
};

G_DEFINE_FINAL_TYPE (FoyerPrinterGroup, foyer_printer_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *const paper_nicks[] = { "roll-80", "roll-58", "a6", "a4", NULL };
static const char *const drawer_nicks[] = { "none", "pin-2", "pin-5", NULL };
static const guint column_choices[] = { 0, 48, 42, 32 };

static FoyerPrinterKind
get_kind (FoyerPrinterGroup *self)
{
  return adw_combo_row_get_selected (self->kind_row);
}

/* The row where the address is written, and what it says. */
static GtkWidget *
get_address (FoyerPrinterGroup *self, const char **address)
{
  GtkStringObject *queue;

  *address = "";
  switch (get_kind (self))
    {
    case FOYER_PRINTER_QUEUE:
      queue = adw_combo_row_get_selected_item (self->queue_row);
      *address = queue != NULL ? gtk_string_object_get_string (queue) : "";
      return GTK_WIDGET (self->queue_row);

    case FOYER_PRINTER_DEVICE:
      *address = gtk_editable_get_text (GTK_EDITABLE (self->device_row));
      return GTK_WIDGET (self->device_row);

    case FOYER_PRINTER_NETWORK:
      *address = gtk_editable_get_text (GTK_EDITABLE (self->network_row));
      return GTK_WIDGET (self->network_row);

    case FOYER_PRINTER_NONE:
    default:
      return NULL;
    }
}

/* Only a queue prints on sheets. */
static void
set_papers (FoyerPrinterGroup *self, gboolean has_sheets)
{
  static const char *const sheets[] = { N_ ("Sheet, A6"), N_ ("Sheet, A4") };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->papers));

  if (has_sheets && n == 2)
    for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
      gtk_string_list_append (self->papers, _ (sheets[i]));
  else if (!has_sheets && n == 4)
    {
      if (adw_combo_row_get_selected (self->paper_row) >= 2)
        adw_combo_row_set_selected (self->paper_row, FOYER_PAPER_ROLL_80);
      gtk_string_list_splice (self->papers, 2, 2, NULL);
    }
}

static void
update_cb (FoyerPrinterGroup *self)
{
  FoyerPrinterKind kind = get_kind (self);
  gboolean is_roll = kind != FOYER_PRINTER_NONE && adw_combo_row_get_selected (self->paper_row) < 2;

  gtk_widget_set_visible (GTK_WIDGET (self->queue_row), kind == FOYER_PRINTER_QUEUE);
  gtk_widget_set_visible (GTK_WIDGET (self->device_row), kind == FOYER_PRINTER_DEVICE);
  gtk_widget_set_visible (GTK_WIDGET (self->network_row), kind == FOYER_PRINTER_NETWORK);
  gtk_widget_set_visible (GTK_WIDGET (self->paper_row), kind != FOYER_PRINTER_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_row), is_roll);
  gtk_widget_set_visible (GTK_WIDGET (self->drawer_row), is_roll);
  gtk_widget_set_visible (self->cutter_row, is_roll);
  gtk_widget_set_visible (self->codes_row, is_roll);
  gtk_widget_set_visible (self->test_row, kind != FOYER_PRINTER_NONE);
}

/* What makes no sense is said beside the field, and no printer is used meanwhile. */
static void
store (FoyerPrinterGroup *self)
{
  const char *address;
  GtkWidget *row = get_address (self, &address);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrinterTarget) target = NULL;
  g_autofree char *text = NULL;
  gboolean is_empty = *address == '\0';

  if (self->settings == NULL || self->is_filling)
    return;
  target = foyer_printer_target_new (get_kind (self), address, &error);
  text = target != NULL ? foyer_printer_target_to_text (target) : g_strdup ("");
  g_settings_set_string (self->settings, "target", text);
  if (error != NULL && is_empty)
    foyer_message_row_set_hint (self->address_message, row, error->message);
  else
    foyer_message_row_set_error (self->address_message, row,
                                 error != NULL ? error->message : NULL);
  foyer_message_row_set_error (self->test_message, NULL, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "printer.test",
                                 target != NULL && target->kind != FOYER_PRINTER_NONE);
}

static void
address_changed_cb (FoyerPrinterGroup *self)
{
  store (self);
}

static guint
find_queue (FoyerPrinterGroup *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queues));

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_string_list_get_string (self->queues, i), name) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
queues_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrinterGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = foyer_printer_queue_list_finish (result, &error);

  if (self->cancellable == NULL)
    return;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (find_queue (self, names[i]) == GTK_INVALID_LIST_POSITION)
      gtk_string_list_append (self->queues, names[i]);
  store (self);
  if (get_kind (self) != FOYER_PRINTER_QUEUE)
    return;
  if (error != NULL)
    foyer_message_row_set_error (self->address_message, GTK_WIDGET (self->queue_row), error->message);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->queues)) == 0)
    foyer_message_row_set_hint (
        self->address_message, GTK_WIDGET (self->queue_row),
        _ ("This machine has no print queue yet: add the printer in the system’s settings."));
}

static void
ask_for_queues (FoyerPrinterGroup *self)
{
  if (self->has_asked || self->cancellable == NULL)
    return;
  self->has_asked = TRUE;
  foyer_printer_queue_list_async (self->cancellable, queues_cb, g_object_ref (self));
}

static void
kind_changed_cb (FoyerPrinterGroup *self)
{
  FoyerPrinterKind kind = get_kind (self);

  set_papers (self, kind == FOYER_PRINTER_NONE || kind == FOYER_PRINTER_QUEUE);
  update_cb (self);
  if (kind == FOYER_PRINTER_QUEUE)
    ask_for_queues (self);
  store (self);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrinterGroup) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_receipt_printer_print_finish (FOYER_RECEIPT_PRINTER (source), result,
                                                            &error);

  if (self->cancellable == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "printer.test", TRUE);
  if (is_printed)
    foyer_message_row_set_hint (self->test_message, self->test_row,
                                _ ("Sent. What came out of the printer tells the rest."));
  else
    foyer_message_row_set_error (self->test_message, self->test_row, error->message);
}

static void
test_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPrinterGroup *self = FOYER_PRINTER_GROUP (widget);
  g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_load (self->settings);
  g_autoptr (FoyerReceiptPrinter) printer = foyer_receipt_printer_new (setup);
  g_autoptr (FoyerReceipt) receipt = foyer_test_print_build (setup->paper, setup->columns);

  foyer_message_row_set_error (self->test_message, NULL, NULL);
  gtk_spinner_start (self->spinner);
  gtk_widget_action_set_enabled (widget, "printer.test", FALSE);
  foyer_receipt_printer_print_async (printer, receipt, TRUE, self->cancellable, printed_cb,
                                     g_object_ref (self));
}

/* A choice of a list is a word of the settings. */
static gboolean
nick_to_index (GValue *value, GVariant *variant, gpointer data)
{
  const char *const *nicks = data;

  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
index_to_nick (const GValue *value, const GVariantType *type, gpointer data)
{
  const char *const *nicks = data;
  guint n = g_value_get_uint (value);

  return n < g_strv_length ((char **) nicks) ? g_variant_new_string (nicks[n]) : NULL;
}

static gboolean
columns_to_index (GValue *value, GVariant *variant, gpointer data)
{
  guint index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (column_choices); i++)
    if (column_choices[i] == g_variant_get_uint32 (variant))
      index = i;
  g_value_set_uint (value, index);
  return TRUE;
}

static GVariant *
index_to_columns (const GValue *value, const GVariantType *type, gpointer data)
{
  guint n = g_value_get_uint (value);

  return n < G_N_ELEMENTS (column_choices) ? g_variant_new_uint32 (column_choices[n]) : NULL;
}

static void
show_target (FoyerPrinterGroup *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "target");
  g_autoptr (FoyerPrinterTarget) target = foyer_printer_target_parse (text, NULL);
  g_autofree char *address = NULL;

  if (target == NULL || target->kind == FOYER_PRINTER_NONE)
    return;
  address = foyer_printer_target_describe (target);
  self->is_filling = TRUE;
  if (target->kind == FOYER_PRINTER_QUEUE)
    gtk_string_list_append (self->queues, address);
  else if (target->kind == FOYER_PRINTER_DEVICE)
    gtk_editable_set_text (GTK_EDITABLE (self->device_row), address);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->network_row), address);
  adw_combo_row_set_selected (self->kind_row, target->kind);
  self->is_filling = FALSE;
}

static void
foyer_printer_group_dispose (GObject *object)
{
  FoyerPrinterGroup *self = FOYER_PRINTER_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (foyer_printer_group_parent_class)->dispose (object);
}

static void
foyer_printer_group_class_init (FoyerPrinterGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_printer_group_dispose;

  gtk_widget_class_install_action (widget_class, "printer.test", NULL, test_action);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/settings/foyer-printer-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, kind_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, queue_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, queues);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, device_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, network_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, address_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, paper_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, papers);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, columns_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, drawer_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, cutter_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, cutter_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, codes_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, codes_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, test_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrinterGroup, test_message);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
foyer_printer_group_init (FoyerPrinterGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_cb (self);
}

void
foyer_printer_group_set_settings (FoyerPrinterGroup *self, GSettings *settings)
{
  g_return_if_fail (FOYER_IS_PRINTER_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings) && self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind_with_mapping (settings, "paper", self->paper_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, nick_to_index, index_to_nick,
                                (gpointer) paper_nicks, NULL);
  show_target (self);
  g_settings_bind_with_mapping (settings, "columns", self->columns_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, columns_to_index, index_to_columns, NULL,
                                NULL);
  g_settings_bind_with_mapping (settings, "drawer", self->drawer_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, nick_to_index, index_to_nick,
                                (gpointer) drawer_nicks, NULL);
  g_settings_bind (settings, "cutter", self->cutter_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "draw-codes", self->codes_switch, "active", G_SETTINGS_BIND_DEFAULT);
  update_cb (self);
  store (self);
}
