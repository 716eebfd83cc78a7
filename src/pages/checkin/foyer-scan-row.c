/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-scan-row.h"

#include <glib/gi18n-lib.h>

#include "foyer-time.h"
#include "foyer-verdict-look.h"

struct _FoyerScanRow
{
  GtkListBoxRow    parent_instance;

  GtkImage        *icon;
  GtkLabel        *name;
  GtkLabel        *word;
  GtkLabel        *time;

  FoyerDoorAnswer *answer; /* (owned) */
  GTimeZone       *zone;   /* (owned) (nullable) */
  gboolean         detailed;
};

G_DEFINE_FINAL_TYPE (FoyerScanRow, foyer_scan_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (FoyerScanRow *self)
{
  g_autofree char *sentence = foyer_verdict_look_say (self->answer, self->zone, foyer_time_now ());
  /* With seconds: two scans within a minute are the rule. */
  g_autofree char *time = foyer_time_format_clock (self->answer->time, self->zone);
  g_autofree char *label = NULL;
  const char *name = foyer_door_answer_get_name (self->answer);
  const char *word;
  FoyerVerdictLook look;

  foyer_verdict_look_init_for (&look, self->answer);
  word = self->answer->is_undone ? _("Taken back") : self->detailed ? sentence : look.word;
  gtk_image_set_from_icon_name (self->icon, look.icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), look.style);
  gtk_label_set_label (self->name, *name != '\0' ? name : word);
  gtk_label_set_label (self->word, *name != '\0' ? word : look.next);
  gtk_label_set_label (self->time, time);
  if (self->answer->is_undone)
    gtk_widget_add_css_class (GTK_WIDGET (self), "undone");
  label = g_strjoin (", ", time, word, *name != '\0' ? name : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
foyer_scan_row_finalize (GObject *object)
{
  FoyerScanRow *self = FOYER_SCAN_ROW (object);

  g_clear_object (&self->answer);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (foyer_scan_row_parent_class)->finalize (object);
}

static void
foyer_scan_row_class_init (FoyerScanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_scan_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/foyerapp/Foyer/checkin/foyer-scan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerScanRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerScanRow, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerScanRow, word);
  gtk_widget_class_bind_template_child (widget_class, FoyerScanRow, time);
}

static void
foyer_scan_row_init (FoyerScanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_scan_row_new (FoyerDoorAnswer *answer,
                    GTimeZone       *zone)
{
  FoyerScanRow *self;

  g_return_val_if_fail (FOYER_IS_DOOR_ANSWER (answer), NULL);

  self = g_object_new (FOYER_TYPE_SCAN_ROW, NULL);
  self->answer = g_object_ref (answer);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  g_signal_connect_object (answer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

FoyerDoorAnswer *
foyer_scan_row_get_answer (FoyerScanRow *self)
{
  g_return_val_if_fail (FOYER_IS_SCAN_ROW (self), NULL);

  return self->answer;
}

void
foyer_scan_row_set_detailed (FoyerScanRow *self,
                             gboolean      detailed)
{
  g_return_if_fail (FOYER_IS_SCAN_ROW (self));

  if (self->detailed == detailed)
    return;
  self->detailed = detailed;
  update (self);
}
