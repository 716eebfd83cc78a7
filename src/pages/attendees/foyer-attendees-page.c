/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendees-page-private.h"

#define CLOCK_SECONDS 30

G_DEFINE_FINAL_TYPE (FoyerAttendeesPage, foyer_attendees_page, FOYER_TYPE_LIST_PAGE)

static void
foyer_attendees_page_ask (FoyerListPage *page, const char *text)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (page);
  FoyerRosterQuery query = { 0 };

  foyer_attendee_filter_get_query (self->filter, &query);
  query.text = text;
  query.sort = foyer_attendee_columns_get_sort (self->parts->columns, &query.descending);
  foyer_attendee_list_set_query (self->list, &query);
}

static void
names_changed_cb (FoyerAttendeesPage *self)
{
  foyer_attendee_columns_set_questions (self->parts->columns,
                                        foyer_attendee_list_get_questions (self->list));
  foyer_list_page_fill_chooser (FOYER_LIST_PAGE (self));
  foyer_attendee_filter_set_tiers (self->filter, foyer_attendee_list_get_tiers (self->list));
}

static GtkWidget *
foyer_attendees_page_make_panel (FoyerListPage *page)
{
  FoyerListPageParts *parts = FOYER_ATTENDEES_PAGE (page)->parts;
  FoyerAttendeePanel *panel = g_object_new (FOYER_TYPE_ATTENDEE_PANEL, NULL);

  foyer_attendee_panel_set_event (panel, parts->replica, &parts->event_id, parts->zone);
  return GTK_WIDGET (panel);
}

static void
foyer_attendees_page_fill_panel (FoyerListPage *page, GtkWidget *panel, gint64 key)
{
  foyer_attendee_panel_set_key (FOYER_ATTENDEE_PANEL (panel), key);
}

static void
foyer_attendees_page_reload_panel (FoyerListPage *page, GtkWidget *panel)
{
  foyer_attendee_panel_reload (FOYER_ATTENDEE_PANEL (panel));
}

static void
add_shortcuts (FoyerAttendeesPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Delete|KP_Delete"),
                        gtk_named_action_new ("page.cancel")));
  gtk_widget_add_controller (GTK_WIDGET (self->parts->view), keys);
}

/* A list dropped anywhere on the page. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, FoyerAttendeesPage *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  g_slist_free (files);
  return path != NULL && gtk_widget_activate_action (GTK_WIDGET (self), "win.import", "s", path);
}

static void
add_drop_target (FoyerAttendeesPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static gboolean
clock_cb (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    foyer_list_page_ask (data);
  return G_SOURCE_CONTINUE;
}

static void
foyer_attendees_page_dispose (GObject *object)
{
  FoyerAttendeesPage *self = FOYER_ATTENDEES_PAGE (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  /* What was begun is ended: nobody said “Stop”. */
  g_clear_object (&self->working);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (foyer_attendees_page_parent_class)->dispose (object);
}

static void
foyer_attendees_page_class_init (FoyerAttendeesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerListPageClass *page_class = FOYER_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_attendees_page_dispose;
  page_class->ask = foyer_attendees_page_ask;
  page_class->make_panel = foyer_attendees_page_make_panel;
  page_class->fill_panel = foyer_attendees_page_fill_panel;
  page_class->reload_panel = foyer_attendees_page_reload_panel;
  page_class->update_actions = foyer_attendees_page_update_actions;

  g_type_ensure (FOYER_TYPE_ATTENDEE_FILTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-attendees-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, filter);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, FoyerAttendeesPage, progress_bar);
  foyer_attendees_page_install_actions (widget_class);
}

static void
foyer_attendees_page_init (FoyerAttendeesPage *self)
{
  self->parts = foyer_list_page_get_parts (FOYER_LIST_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcuts (self);
  add_drop_target (self);
}

void
foyer_attendees_page_show_only (FoyerAttendeesPage *self, const char *condition)
{
  g_return_if_fail (FOYER_IS_ATTENDEES_PAGE (self));
  g_return_if_fail (condition != NULL);

  gtk_editable_set_text (self->parts->search_entry, "");
  foyer_attendee_filter_show_only (self->filter, condition);
}

GtkWidget *
foyer_attendees_page_new (FoyerReplica *replica, GSettings *settings, const FoyerUuid *event_id)
{
  /* First of all: the roster is loaded on a thread of its own, while the widgets are made here. */
  g_autoptr (FoyerAttendeeList) list = foyer_attendee_list_new (replica, event_id);
  FoyerAttendeesPage *self = g_object_new (FOYER_TYPE_ATTENDEES_PAGE, NULL);

  foyer_list_page_set_event (FOYER_LIST_PAGE (self), replica, settings, event_id,
                             &foyer_attendee_rows, "attendees");
  foyer_attendee_filter_set_zone (self->filter, self->parts->zone);
  foyer_attendee_columns_add (self->parts->columns);
  self->list = g_steal_pointer (&list);
  g_signal_connect_object (self->list, "names-changed", G_CALLBACK (names_changed_cb), self,
                           G_CONNECT_SWAPPED);
  names_changed_cb (self);
  foyer_list_page_set_list (FOYER_LIST_PAGE (self), FOYER_KEYED_LIST (self->list));
  self->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
  return GTK_WIDGET (self);
}
