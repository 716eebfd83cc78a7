/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-publish-window.h"

#include "foyer-event-act.h"
#include "foyer-event-acts-store.h"
#include "foyer-part.h"
#include "foyer-time.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerPublishWindow
{
  AdwWindow parent_instance;

  GtkLabel *heading_label;
  GtkLabel *body_label;
  GtkWidget *must_group;
  GtkListBox *must_list;
  GtkWidget *should_group;
  GtkListBox *should_list;
  GtkButton *publish_button;

  GtkWidget *from;       /* (weak) (nullable) where to go to a field, and to say what was done */
  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
};

G_DEFINE_FINAL_TYPE (FoyerPublishWindow, foyer_publish_window, ADW_TYPE_WINDOW)

static GPtrArray *
check (FoyerReplica *replica, const FoyerUuid *event_id, GError **error)
{
  return foyer_event_acts_check (foyer_replica_get_reader (replica), event_id, foyer_time_now (),
                                 error);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_item (FoyerPublishWindow *self, const FoyerPublishItem *item)
{
  gboolean is_must = foyer_publish_problem_get_severity (item->problem) == FOYER_PUBLISH_MUST;
  g_autofree char *sentence = foyer_publish_item_dup_sentence (item);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_icon_name (row, is_must ? "action-unavailable-symbolic"
                                             : "dialog-warning-symbolic");
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), is_must ? "foyer-must" : "foyer-should");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "publish.show-field");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s",
                                    foyer_publish_problem_get_field (item->problem));
  gtk_list_box_append (is_must ? self->must_list : self->should_list, GTK_WIDGET (row));
}

static void
show_items (FoyerPublishWindow *self, GPtrArray *items)
{
  gboolean is_possible = foyer_publish_is_possible (items);
  const char *heading;
  const char *body;

  if (!is_possible)
    {
      heading = _ ("Not Ready Yet");
      body = _ ("This is missing before the event can be published. Choose a line to go there.");
    }
  else if (items->len > 0)
    {
      heading = _ ("Almost Ready");
      body = _ ("The event can be published. You may want to look at this before.");
    }
  else
    {
      heading = _ ("All Is Ready");
      body = _ ("Nothing is missing any more.");
    }
  gtk_label_set_label (self->heading_label, heading);
  gtk_label_set_label (self->body_label, body);
  clear_list (self->must_list);
  clear_list (self->should_list);
  for (guint i = 0; i < items->len; i++)
    add_item (self, items->pdata[i]);
  gtk_widget_set_visible (self->must_group,
                          gtk_list_box_get_row_at_index (self->must_list, 0) != NULL);
  gtk_widget_set_visible (self->should_group,
                          gtk_list_box_get_row_at_index (self->should_list, 0) != NULL);
  gtk_button_set_label (self->publish_button,
                        items->len > 0 ? _ ("_Publish Anyway") : _ ("_Publish"));
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button), is_possible);
}

static void
replica_changed_cb (FoyerPublishWindow *self, FoyerChanges *changes)
{
  g_autoptr (GPtrArray) items = check (self->replica, &self->event_id, NULL);

  if (items == NULL)
    gtk_window_destroy (GTK_WINDOW (self)); /* deleted */
  else
    show_items (self, items);
}

static void
publish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPublishWindow *self = FOYER_PUBLISH_WINDOW (widget);

  if (self->from != NULL)
    foyer_event_act (FOYER_EVENT_ACT_PUBLISH, self->from, self->replica, &self->event_id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPublishWindow *self = FOYER_PUBLISH_WINDOW (widget);
  g_autoptr (GtkWidget) from = self->from != NULL ? g_object_ref (self->from) : NULL;
  g_autoptr (GVariant) field = g_variant_ref (parameter);

  gtk_window_destroy (GTK_WINDOW (self));
  if (from != NULL)
    gtk_widget_activate_action_variant (from, "win.show-field", field);
}

static void
foyer_publish_window_dispose (GObject *object)
{
  FoyerPublishWindow *self = FOYER_PUBLISH_WINDOW (object);

  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_publish_window_parent_class)->dispose (object);
}

static void
foyer_publish_window_class_init (FoyerPublishWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_publish_window_dispose;

  gtk_widget_class_install_action (widget_class, "publish.publish", NULL, publish_action);
  gtk_widget_class_install_action (widget_class, "publish.show-field", "s", show_field_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-publish-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, heading_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, body_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, must_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, must_list);
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, should_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, should_list);
  gtk_widget_class_bind_template_child (widget_class, FoyerPublishWindow, publish_button);
}

static void
foyer_publish_window_init (FoyerPublishWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

void
foyer_publish_window_present (GtkWidget *from, FoyerReplica *replica, const FoyerUuid *event_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = check (replica, event_id, &error);
  FoyerPublishWindow *self;

  if (items == NULL)
    {
      foyer_show_toast (from, error->message);
      return;
    }
  if (foyer_publish_is_clean (items))
    {
      foyer_event_act (FOYER_EVENT_ACT_PUBLISH, from, replica, event_id);
      return;
    }
  self =
      g_object_new (FOYER_TYPE_PUBLISH_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  g_set_weak_pointer (&self->from, from);
  self->replica = g_object_ref (replica);
  self->event_id = *event_id;
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_items (self, items);
  gtk_widget_child_focus (
      GTK_WIDGET (gtk_widget_get_visible (self->must_group) ? self->must_list : self->should_list),
      GTK_DIR_TAB_FORWARD);
  gtk_window_present (GTK_WINDOW (self));
}
