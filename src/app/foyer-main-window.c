/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-main-window-private.h"

#include "foyer-problem-page.h"
#include "foyer-sync-button.h"
#include "foyer-welcome-page.h"

#include <glib/gi18n-lib.h>

/*   blank ──┬─▸ problem ◂──▸ (try again)
 *           ├─▸ welcome        no event yet
 *           └─▸ desk: sidebar │ event view
 */
G_DEFINE_FINAL_TYPE (FoyerMainWindow, foyer_main_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SYNC_DESK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GSettings *
get_settings (FoyerMainWindow *self)
{
  return foyer_context_get_settings (self->context);
}

static gboolean
read_last_event (FoyerMainWindow *self, FoyerUuid *event_id)
{
  g_autofree char *text = g_settings_get_string (get_settings (self), "last-event");

  return *text != '\0' && foyer_uuid_parse (text, event_id);
}

static void
title_changed_cb (FoyerMainWindow *self)
{
  const char *title = foyer_event_view_get_title (self->event_view);
  g_autofree char *full = NULL;

  foyer_main_window_update_acts (self);
  if (title == NULL || *title == '\0')
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Foyer"));
      return;
    }
  /* Translators: the window’s title: event, program. */
  full = g_strdup_printf (_ ("%s – Foyer"), title);
  gtk_window_set_title (GTK_WINDOW (self), full);
}

/* Shows a page on which there is nothing to do with what had the focus. GTK 4.8 keeps a focus that
 * is hidden with a page, and all around it, until the next event; and for ever when none comes. */
static void
leave_for (FoyerMainWindow *self, GtkStack *stack, const char *name)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (stack)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child_name (stack, name);
}

static void
show_event (FoyerMainWindow *self, const FoyerUuid *event_id)
{
  static const FoyerUuid nil = { { 0 } };

  foyer_event_view_set_event (self->event_view, foyer_context_get_replica (self->context),
                              get_settings (self), event_id);
  foyer_event_sidebar_select (self->sidebar, event_id != NULL ? event_id : &nil);
  if (event_id != NULL)
    gtk_stack_set_visible_child_name (self->content_stack, "event");
  else
    leave_for (self, self->content_stack, "none");
  if (event_id != NULL)
    {
      g_autofree char *text = foyer_uuid_to_string (event_id);

      g_settings_set_string (get_settings (self), "last-event", text);
    }
  foyer_main_window_update_actions (self);
}

static GMenuModel *
get_main_menu (FoyerMainWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return G_MENU_MODEL (gtk_application_get_menu_by_id (application, "main_menu"));
}

static void
show_welcome (FoyerMainWindow *self)
{
  if (gtk_stack_get_child_by_name (self->stack, "welcome") == NULL)
    gtk_stack_add_named (self->stack, foyer_welcome_page_new (get_main_menu (self)), "welcome");
  leave_for (self, self->stack, "welcome");
}

static void
show_problem (FoyerMainWindow *self)
{
  if (gtk_stack_get_child_by_name (self->stack, "problem") == NULL)
    gtk_stack_add_named (self->stack, foyer_problem_page_new (self->context), "problem");
  leave_for (self, self->stack, "problem");
}

static void
take_waiting_import (FoyerMainWindow *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->waiting_import);

  if (file != NULL)
    foyer_main_window_import (self, file);
}

/* The list of events was loaded: the event that was shown may be gone, or be the first of all. */
static void
events_changed_cb (FoyerMainWindow *self)
{
  int n_events = foyer_event_sidebar_get_n_events (self->sidebar);
  const FoyerUuid *shown = foyer_event_view_get_event_id (self->event_view);
  FoyerUuid event_id;

  if (n_events < 0 || foyer_context_get_state (self->context) != FOYER_CONTEXT_READY)
    return;
  if (n_events == 0)
    {
      show_event (self, NULL);
      show_welcome (self);
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "desk");
      if (shown == NULL || !foyer_event_sidebar_has_event (self->sidebar, shown))
        {
          gboolean has_last = read_last_event (self, &event_id) &&
                              foyer_event_sidebar_has_event (self->sidebar, &event_id);

          if (has_last || foyer_event_sidebar_get_first (self->sidebar, &event_id))
            show_event (self, &event_id);
        }
      else
        foyer_event_sidebar_select (self->sidebar, shown);
    }
  take_waiting_import (self);
}

static void
context_changed_cb (FoyerMainWindow *self)
{
  if (!self->is_painted)
    return;
  switch (foyer_context_get_state (self->context))
    {
    case FOYER_CONTEXT_READY:
      foyer_event_sidebar_set_replica (self->sidebar, foyer_context_get_replica (self->context));
      foyer_main_window_follow_sync (self);
      break;
    case FOYER_CONTEXT_FAILED:
      show_problem (self);
      break;
    case FOYER_CONTEXT_OPENING:
    default:
      break;
    }
  foyer_main_window_update_actions (self);
}

static void
page_changed_cb (FoyerMainWindow *self)
{
  const char *page = foyer_event_view_get_page (self->event_view);

  if (page != NULL && self->context != NULL &&
      foyer_event_view_get_event_id (self->event_view) != NULL)
    g_settings_set_string (get_settings (self), "last-page", page);
}

static void
add_event_view (FoyerMainWindow *self)
{
  g_autofree char *page = g_settings_get_string (get_settings (self), "last-page");

  self->event_view = g_object_new (FOYER_TYPE_EVENT_VIEW, NULL);
  foyer_event_view_set_page (self->event_view, page);
  g_object_bind_property (self->split, "folded", self->event_view, "folded", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->event_view, "notify::page", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->event_view, "notify::title", G_CALLBACK (title_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->content_stack, GTK_WIDGET (self->event_view), "event");
}

static void
painted_cb (FoyerMainWindow *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (self->is_painted)
    return;
  self->is_painted = TRUE;
  add_event_view (self);
  context_changed_cb (self);
}

/* The replica may be open before the window is painted; its events wait for that all the same. */
static void
foyer_main_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_main_window_parent_class)->map (widget);
  if (!FOYER_MAIN_WINDOW (widget)->is_painted)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (painted_cb), widget, G_CONNECT_SWAPPED);
}

static gboolean
drop_cb (FoyerMainWindow *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean taken = files != NULL && foyer_context_get_state (self->context) == FOYER_CONTEXT_READY;

  if (taken)
    foyer_main_window_import (self, files->data);
  g_slist_free (files);
  return taken;
}

static void
add_drop_target (FoyerMainWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
restore_size (FoyerMainWindow *self)
{
  int width;
  int height;

  g_settings_get (get_settings (self), "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (get_settings (self), "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
foyer_main_window_close_request (GtkWindow *window)
{
  FoyerMainWindow *self = FOYER_MAIN_WINDOW (window);
  int width;
  int height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (get_settings (self), "window-size", "(ii)", width, height);
  g_settings_set_boolean (get_settings (self), "window-maximized",
                          gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (foyer_main_window_parent_class)->close_request (window);
}

static void
foyer_main_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerMainWindow *self = FOYER_MAIN_WINDOW (object);

  switch (id)
    {
    case PROP_SYNC_DESK:
      g_value_set_object (value,
                          self->context != NULL ? foyer_context_get_sync (self->context) : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_main_window_dispose (GObject *object)
{
  FoyerMainWindow *self = FOYER_MAIN_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->event_view != NULL)
    g_signal_handlers_disconnect_by_data (self->event_view, self);
  self->event_view = NULL;
  if (self->sidebar != NULL)
    g_signal_handlers_disconnect_by_data (self->sidebar, self);
  g_clear_object (&self->waiting_import);
  g_clear_object (&self->undo_stack);
  G_OBJECT_CLASS (foyer_main_window_parent_class)->dispose (object);
}

static void
foyer_main_window_finalize (GObject *object)
{
  FoyerMainWindow *self = FOYER_MAIN_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_free (self->entered_text);
  G_OBJECT_CLASS (foyer_main_window_parent_class)->finalize (object);
}

static void
foyer_main_window_class_init (FoyerMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_main_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_main_window_finalize;
  G_OBJECT_CLASS (klass)->get_property = foyer_main_window_get_property;
  widget_class->map = foyer_main_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_main_window_close_request;

  /* What the sync buttons of all its pages show. */
  properties[PROP_SYNC_DESK] =
      g_param_spec_object ("sync-desk", NULL, NULL, FOYER_TYPE_SYNC_DESK,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  g_type_ensure (FOYER_TYPE_EVENT_SIDEBAR);
  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/foyer-main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, sync_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, content_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, conflicts_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerMainWindow, conflicts_label);
}

static void
foyer_main_window_init (FoyerMainWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->undo_stack = foyer_undo_stack_new ();
  foyer_main_window_add_actions (self);
  foyer_main_window_add_acts (self);
  foyer_main_window_add_undo (self);
  foyer_main_window_add_calendar (self);
  foyer_main_window_add_sync (self);
  foyer_main_window_add_conflicts (self);
  foyer_main_window_add_rows (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->sidebar, "notify::n-events", G_CALLBACK (events_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->undo_stack, "notify",
                           G_CALLBACK (foyer_main_window_update_actions), self, G_CONNECT_SWAPPED);
  add_drop_target (self);
}

GtkWindow *
foyer_main_window_new (GtkApplication *application, FoyerContext *context)
{
  FoyerMainWindow *self = g_object_new (FOYER_TYPE_MAIN_WINDOW, "application", application, NULL);
  FoyerUuid last;

  self->context = g_object_ref (context);
  restore_size (self);
  gtk_menu_button_set_menu_model (self->menu_button, get_main_menu (self));
  /* Who was here before finds the desk from the first frame; the events come a moment later. */
  gtk_stack_set_visible_child_name (self->stack, read_last_event (self, &last) ? "desk" : "blank");
  g_signal_connect_object (context, "changed", G_CALLBACK (context_changed_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_main_window_update_actions (self);
  return GTK_WINDOW (self);
}

const FoyerUuid *
foyer_main_window_get_event_id (FoyerMainWindow *self)
{
  g_return_val_if_fail (FOYER_IS_MAIN_WINDOW (self), NULL);

  return self->event_view != NULL ? foyer_event_view_get_event_id (self->event_view) : NULL;
}

void
foyer_main_window_open_event (FoyerMainWindow *self, const FoyerUuid *event_id)
{
  const FoyerUuid *shown;

  g_return_if_fail (FOYER_IS_MAIN_WINDOW (self));
  g_return_if_fail (event_id != NULL);

  if (foyer_context_get_state (self->context) != FOYER_CONTEXT_READY || self->event_view == NULL)
    return;
  shown = foyer_event_view_get_event_id (self->event_view);
  if (shown == NULL || !foyer_uuid_equal (shown, event_id))
    show_event (self, event_id);
  gtk_stack_set_visible_child_name (self->stack, "desk");
  gtk_stack_set_visible_child_name (self->content_stack, "event");
  foyer_split_set_shows_content (self->split, TRUE);
}
