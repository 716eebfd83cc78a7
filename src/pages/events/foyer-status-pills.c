/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-status-pills.h"

#include "foyer-event-text.h"

struct _FoyerStatusPills
{
  GtkWidget parent_instance;

  GtkWidget *status_pill;
  GtkImage *status_icon;
  GtkLabel *status_label;
  GtkWidget *past_pill;
  GtkWidget *test_pill;
  GtkWidget *archived_pill;
};

G_DEFINE_FINAL_TYPE (FoyerStatusPills, foyer_status_pills, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [FOYER_EVENT_DRAFT] = { "document-edit-symbolic", "draft" },
  [FOYER_EVENT_PUBLISHED] = { "object-select-symbolic", "success" },
  [FOYER_EVENT_CANCELLED] = { "action-unavailable-symbolic", "error" },
};

static void
foyer_status_pills_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_status_pills_parent_class)->dispose (object);
}

static void
foyer_status_pills_class_init (FoyerStatusPillsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_status_pills_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-status-pills.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerStatusPills, status_pill);
  gtk_widget_class_bind_template_child (widget_class, FoyerStatusPills, status_icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerStatusPills, status_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerStatusPills, past_pill);
  gtk_widget_class_bind_template_child (widget_class, FoyerStatusPills, test_pill);
  gtk_widget_class_bind_template_child (widget_class, FoyerStatusPills, archived_pill);
}

static void
foyer_status_pills_init (FoyerStatusPills *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_status_pills_set_event (FoyerStatusPills *self, const FoyerEvent *event, gint64 now)
{
  g_return_if_fail (FOYER_IS_STATUS_PILLS (self));
  g_return_if_fail (event != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (self->status_pill, looks[i].style);
  gtk_widget_add_css_class (self->status_pill, looks[event->status].style);
  gtk_image_set_from_icon_name (self->status_icon, looks[event->status].icon);
  gtk_label_set_label (self->status_label, foyer_event_text_status (event->status));
  gtk_widget_set_visible (self->past_pill, event->end_date <= now);
  gtk_widget_set_visible (self->test_pill, event->is_test);
  gtk_widget_set_visible (self->archived_pill, event->archived_at != FOYER_NONE);
}
