/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-printer-group.h"

#include "foyer-badge-printer.h"
#include "foyer-message-row.h"
#include "foyer-printer-queue.h"
#include "foyer-sheet-row.h"

#define ASKED 0 /* the first line: no queue yet */

struct _FoyerBadgePrinterGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *queue_row;
  GtkStringList *queues;
  FoyerMessageRow *message;
  FoyerSheetRow *label_row;

  GSettings *settings;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): cancelled when the group goes */
  gboolean is_filling;       /* what is stored is being shown: nothing is stored */
};

G_DEFINE_FINAL_TYPE (FoyerBadgePrinterGroup, foyer_badge_printer_group, ADW_TYPE_PREFERENCES_GROUP)

static guint
ensure_queue (FoyerBadgePrinterGroup *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queues));

  for (guint i = ASKED + 1; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->queues, i), name))
      return i;
  gtk_string_list_append (self->queues, name);
  return n;
}

/* Also what was chosen in the dialog of the first badge while this is open. */
static void
show_queue (FoyerBadgePrinterGroup *self)
{
  g_autofree char *queue = foyer_badge_printer_dup_queue (self->settings);

  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->queue_row, queue != NULL ? ensure_queue (self, queue) : ASKED);
  self->is_filling = FALSE;
}

static void
selected_cb (FoyerBadgePrinterGroup *self)
{
  guint n = adw_combo_row_get_selected (self->queue_row);

  if (self->settings == NULL || self->is_filling || n == GTK_INVALID_LIST_POSITION)
    return;
  foyer_badge_printer_set_queue (self->settings,
                                 n == ASKED ? NULL : gtk_string_list_get_string (self->queues, n));
}

static void
queues_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBadgePrinterGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = foyer_printer_queue_list_finish (result, &error);

  if (self->cancellable == NULL)
    return;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    ensure_queue (self, names[i]);
  foyer_message_row_set_hint (self->message, GTK_WIDGET (self->queue_row),
                              error != NULL ? error->message : NULL);
}

static void
foyer_badge_printer_group_dispose (GObject *object)
{
  FoyerBadgePrinterGroup *self = FOYER_BADGE_PRINTER_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (foyer_badge_printer_group_parent_class)->dispose (object);
}

static void
foyer_badge_printer_group_class_init (FoyerBadgePrinterGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_badge_printer_group_dispose;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SHEET_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/settings/foyer-badge-printer-group.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgePrinterGroup, queue_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgePrinterGroup, queues);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgePrinterGroup, message);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgePrinterGroup, label_row);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
foyer_badge_printer_group_init (FoyerBadgePrinterGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_badge_printer_group_set_settings (FoyerBadgePrinterGroup *self, GSettings *settings)
{
  g_return_if_fail (FOYER_IS_BADGE_PRINTER_GROUP (self));
  g_return_if_fail (G_IS_SETTINGS (settings) && self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "door-badge-sheet", self->label_row, "sheet-id",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::door-print-settings", G_CALLBACK (show_queue), self,
                           G_CONNECT_SWAPPED);
  show_queue (self);
  foyer_printer_queue_list_async (self->cancellable, queues_cb, g_object_ref (self));
}
