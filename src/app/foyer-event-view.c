/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-view.h"

#include "foyer-attendees-page.h"
#include "foyer-badges-page.h"
#include "foyer-banner.h"
#include "foyer-event.h"
#include "foyer-event-editor.h"
#include "foyer-orders-page.h"
#include "foyer-overview-page.h"
#include "foyer-row-store.h"
#include "foyer-sync-button.h"
#include "foyer-tickets-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _FoyerEventView
{
  GtkWidget parent_instance;

  AdwViewSwitcherTitle *switcher_title;
  FoyerBanner *test_banner;
  AdwViewStack *stack;
  GtkWidget *switcher_bar;

  FoyerReplica *replica; /* (owned) (nullable) */
  GSettings *settings;   /* (owned) (nullable) */
  FoyerUuid event_id;    /* nil for none */
  gboolean folded;
  guint squeezed_source;
};

G_DEFINE_FINAL_TYPE (FoyerEventView, foyer_event_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FOLDED,
  PROP_PAGE,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef GtkWidget *(*PageFunc) (FoyerReplica *replica,
                                GSettings *settings,
                                const FoyerUuid *event_id);

static const struct
{
  const char *name;
  PageFunc make;
} pages[] = {
  { "overview", foyer_overview_page_new },   { "details", foyer_event_editor_new },
  { "tickets", foyer_tickets_page_new },     { "orders", foyer_orders_page_new },
  { "attendees", foyer_attendees_page_new }, { "badges", foyer_badges_page_new },
};

static PageFunc
find_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return pages[i].make;
  return NULL;
}

static void
build_page (FoyerEventView *self, const char *name)
{
  GtkWidget *bin = adw_view_stack_get_child_by_name (self->stack, name);
  PageFunc make = find_page (name);

  if (bin == NULL || make == NULL || foyer_uuid_is_nil (&self->event_id) ||
      adw_bin_get_child (ADW_BIN (bin)) != NULL)
    return;
  adw_bin_set_child (ADW_BIN (bin), make (self->replica, self->settings, &self->event_id));
}

static void
clear_pages (FoyerEventView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    adw_bin_set_child (ADW_BIN (adw_view_stack_get_child_by_name (self->stack, pages[i].name)),
                       NULL);
}

static void
visible_child_cb (FoyerEventView *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (name == NULL)
    return;
  build_page (self, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static gboolean
show_switcher_bar_cb (gpointer data)
{
  FoyerEventView *self = data;

  self->squeezed_source = 0;
  gtk_widget_set_visible (self->switcher_bar,
                          adw_view_switcher_title_get_title_visible (self->switcher_title));
  return G_SOURCE_REMOVE;
}

/* Told in the middle of a layout, when a change of visibility would come too late for it. */
static void
squeezed_cb (FoyerEventView *self)
{
  if (self->squeezed_source == 0)
    self->squeezed_source =
        g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_switcher_bar_cb, self, NULL);
}

static void
show_title (FoyerEventView *self)
{
  g_autoptr (FoyerEvent) event = NULL;

  if (!foyer_uuid_is_nil (&self->event_id))
    event = foyer_row_store_find (foyer_replica_get_reader (self->replica), &FOYER_EVENT_TYPE,
                                  &self->event_id, NULL);
  adw_view_switcher_title_set_title (self->switcher_title,
                                     event != NULL && event->title != NULL ? event->title : "");
  foyer_banner_set_title (
      self->test_banner,
      event != NULL && event->is_test ? _ ("Test mode: tickets of this event are not real") : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
replica_changed_cb (FoyerEventView *self, FoyerChanges *changes)
{
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE))
    show_title (self);
}

static void
foyer_event_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerEventView *self = FOYER_EVENT_VIEW (object);

  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_PAGE:
      g_value_set_string (value, foyer_event_view_get_page (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, foyer_event_view_get_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_event_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerEventView *self = FOYER_EVENT_VIEW (object);

  switch (id)
    {
    case PROP_FOLDED:
      if (self->folded != g_value_get_boolean (value))
        {
          self->folded = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_PAGE:
      foyer_event_view_set_page (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_event_view_dispose (GObject *object)
{
  FoyerEventView *self = FOYER_EVENT_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->squeezed_source, g_source_remove);
  if (self->switcher_title != NULL)
    g_signal_handlers_disconnect_by_data (self->switcher_title, self);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (foyer_event_view_parent_class)->dispose (object);
}

static void
foyer_event_view_class_init (FoyerEventViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_event_view_get_property;
  object_class->set_property = foyer_event_view_set_property;
  object_class->dispose = foyer_event_view_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FOYER_TYPE_BANNER);
  g_type_ensure (FOYER_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/foyer-event-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventView, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventView, test_banner);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventView, switcher_bar);
  gtk_widget_class_bind_template_callback (widget_class, squeezed_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
}

static void
foyer_event_view_init (FoyerEventView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_banner_set_style (self->test_banner, FOYER_BANNER_WARNING);
}

void
foyer_event_view_set_event (FoyerEventView *self,
                            FoyerReplica *replica,
                            GSettings *settings,
                            const FoyerUuid *event_id)
{
  g_return_if_fail (FOYER_IS_EVENT_VIEW (self));

  if (g_set_object (&self->replica, replica) && replica != NULL)
    g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_set_object (&self->settings, settings);
  clear_pages (self);
  self->event_id = event_id != NULL ? *event_id : (FoyerUuid){ { 0 } };
  show_title (self);
  build_page (self, foyer_event_view_get_page (self));
}

const FoyerUuid *
foyer_event_view_get_event_id (FoyerEventView *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_VIEW (self), NULL);

  return foyer_uuid_is_nil (&self->event_id) ? NULL : &self->event_id;
}

const char *
foyer_event_view_get_title (FoyerEventView *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_VIEW (self), NULL);

  return adw_view_switcher_title_get_title (self->switcher_title);
}

const char *
foyer_event_view_get_page (FoyerEventView *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_VIEW (self), NULL);

  return adw_view_stack_get_visible_child_name (self->stack);
}

void
foyer_event_view_set_page (FoyerEventView *self, const char *page)
{
  g_return_if_fail (FOYER_IS_EVENT_VIEW (self));

  if (page != NULL && adw_view_stack_get_child_by_name (self->stack, page) != NULL)
    adw_view_stack_set_visible_child_name (self->stack, page);
}

GtkWidget *
foyer_event_view_get_child (FoyerEventView *self, const char *page)
{
  GtkWidget *bin;

  g_return_val_if_fail (FOYER_IS_EVENT_VIEW (self), NULL);

  build_page (self, page);
  bin = adw_view_stack_get_child_by_name (self->stack, page);
  return bin != NULL ? adw_bin_get_child (ADW_BIN (bin)) : NULL;
}
