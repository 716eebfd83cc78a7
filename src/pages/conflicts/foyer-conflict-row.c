/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-conflict-row.h"

#include "foyer-event-text.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerConflictRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *detail_label;
  GtkLabel *event_label;
  GtkLabel *time_label;

  FoyerConflictItem *item; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerConflictRow, foyer_conflict_row, GTK_TYPE_WIDGET)

static void
show_report (FoyerConflictRow *self)
{
  const FoyerConflictReport *report = foyer_conflict_item_get_report (self->item);
  g_autoptr (GTimeZone) zone =
      report->event != NULL ? foyer_event_text_load_zone (report->event) : NULL;
  g_autofree char *time = foyer_time_format_short (report->time, zone, foyer_time_now ());
  const char *event = report->event != NULL ? report->event->title : NULL;
  /* What is about the event as a whole says its name itself. */
  gboolean has_event =
      event != NULL && report->kind != FOYER_REPORT_EVENT_GONE && report->type != &FOYER_EVENT_TYPE;

  gtk_image_set_from_icon_name (self->icon, foyer_conflict_row_get_icon (report->kind));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), foyer_report_kind_name (report->kind));
  gtk_label_set_label (self->title_label, report->title);
  gtk_label_set_label (self->detail_label, report->settled != NULL  ? report->settled
                                           : report->detail != NULL ? report->detail
                                                                    : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label),
                          report->settled != NULL || report->detail != NULL);
  gtk_label_set_label (self->event_label, has_event ? event : "");
  gtk_widget_set_visible (GTK_WIDGET (self->event_label), has_event);
  gtk_label_set_label (self->time_label, time);
}

static void
foyer_conflict_row_dispose (GObject *object)
{
  GtkWidget *child;

  foyer_conflict_row_set_item (FOYER_CONFLICT_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_conflict_row_parent_class)->dispose (object);
}

static void
foyer_conflict_row_class_init (FoyerConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_conflict_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/conflicts/foyer-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictRow, event_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerConflictRow, time_label);
}

static void
foyer_conflict_row_init (FoyerConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_conflict_row_new (void)
{
  return g_object_new (FOYER_TYPE_CONFLICT_ROW, NULL);
}

void
foyer_conflict_row_set_item (FoyerConflictRow *self, FoyerConflictItem *item)
{
  g_return_if_fail (FOYER_IS_CONFLICT_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (!g_set_object (&self->item, item) && item == NULL)
    return;
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::report", G_CALLBACK (show_report), self,
                           G_CONNECT_SWAPPED);
  show_report (self);
}

const char *
foyer_conflict_row_get_icon (FoyerReportKind kind)
{
  switch (kind)
    {
    case FOYER_REPORT_EDITED_TWICE:
      return "document-edit-symbolic";
    case FOYER_REPORT_TWICE_ADMITTED:
      return "system-users-symbolic";
    case FOYER_REPORT_ADMITTED_THOUGH_REFUSED:
      return "action-unavailable-symbolic";
    case FOYER_REPORT_EVENT_GONE:
      return "user-trash-symbolic";
    case FOYER_REPORT_REFUNDED_TWICE:
    case FOYER_REPORT_PAID_TWICE:
    case FOYER_REPORT_VOUCHER_TWICE:
    case FOYER_REPORT_OVERSOLD:
    case FOYER_N_REPORTS:
    default:
      return "dialog-warning-symbolic";
    }
}
