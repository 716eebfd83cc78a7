/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-button.h"

#include "foyer-sync-text.h"

#include <glib/gi18n-lib.h>

#define WAIT_MS 1000

struct _FoyerSyncButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *label;
  GtkLabel *title;
  GtkLabel *detail;
  GtkProgressBar *progress;
  GtkWidget *conflicts_button;

  FoyerSyncDesk *desk; /* (owned) (nullable) */
  GBinding *binding;   /* (nullable) to the window's */
  gboolean shows_text;
  guint wait_source;   /* what waits is said when it waits for a while */
  gboolean has_waited; /* it does */
};

G_DEFINE_FINAL_TYPE (FoyerSyncButton, foyer_sync_button, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DESK,
  PROP_SHOWS_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
name_button (FoyerSyncButton *self, const FoyerSyncWords *words)
{
  /* Translators: what the button for the servers is called; %s is such as “Up to date” */
  g_autofree char *name = g_strdup_printf (_ ("Sync: %s"), words->title);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static guint
count_conflicts (FoyerSyncButton *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  guint n = 0;

  if (engine != NULL)
    g_object_get (engine, "n-conflicts", &n, NULL);
  return n;
}

static void show (FoyerSyncButton *self);

static gboolean
waited_cb (gpointer data)
{
  FoyerSyncButton *self = data;

  self->wait_source = 0;
  self->has_waited = TRUE;
  show (self);
  return G_SOURCE_REMOVE;
}

/* An act that is sent at once changes nothing: a button that flashes at each would only distract.
 */
static gboolean
is_passing (FoyerSyncButton *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);

  if (engine == NULL || foyer_sync_engine_get_state (engine) != FOYER_SYNC_WAITING)
    {
      g_clear_handle_id (&self->wait_source, g_source_remove);
      self->has_waited = FALSE;
      return FALSE;
    }
  if (self->has_waited || gtk_label_get_label (self->title)[0] == '\0')
    return FALSE;
  if (self->wait_source == 0)
    self->wait_source = g_timeout_add (WAIT_MS, waited_cb, self);
  return TRUE;
}

static void
show (FoyerSyncButton *self)
{
  g_auto (FoyerSyncWords) words = { 0 };
  gboolean is_shown = self->desk != NULL && foyer_sync_text_stand (self->desk, &words);

  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (!is_shown || is_passing (self))
    return;
  gtk_image_set_from_icon_name (self->icon, words.icon);
  gtk_label_set_label (self->label, words.title);
  gtk_widget_set_visible (GTK_WIDGET (self->label), words.is_urgent && self->shows_text);
  if (words.is_urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "warning");
  name_button (self, &words);
  gtk_label_set_label (self->title, words.title);
  gtk_label_set_label (self->detail, words.detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *words.detail != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->progress), words.progress >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (words.progress, 0, 1));
  gtk_widget_set_visible (self->conflicts_button, count_conflicts (self) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sync-button.now",
                                 foyer_sync_desk_get_engine (self->desk) != NULL &&
                                     !foyer_sync_desk_is_paused (self->desk));
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncButton *self = FOYER_SYNC_BUTTON (widget);
  FoyerSyncEngine *engine = self->desk != NULL ? foyer_sync_desk_get_engine (self->desk) : NULL;

  if (engine != NULL)
    foyer_sync_engine_poke (engine);
  gtk_menu_button_popdown (self->button);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerSyncButton *self = FOYER_SYNC_BUTTON (widget);

  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action_variant (widget, g_variant_get_string (parameter, NULL), NULL);
}

static void
foyer_sync_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DESK:
      g_value_set_object (value, FOYER_SYNC_BUTTON (object)->desk);
      break;
    case PROP_SHOWS_TEXT:
      g_value_set_boolean (value, FOYER_SYNC_BUTTON (object)->shows_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_sync_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerSyncButton *self = FOYER_SYNC_BUTTON (object);

  switch (id)
    {
    case PROP_DESK:
      foyer_sync_button_set_desk (self, g_value_get_object (value));
      break;
    case PROP_SHOWS_TEXT:
      self->shows_text = g_value_get_boolean (value);
      show (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_sync_button_root (GtkWidget *widget)
{
  FoyerSyncButton *self = FOYER_SYNC_BUTTON (widget);
  GObject *root;

  GTK_WIDGET_CLASS (foyer_sync_button_parent_class)->root (widget);
  root = G_OBJECT (gtk_widget_get_root (widget));
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (root), "sync-desk") != NULL)
    self->binding = g_object_bind_property (root, "sync-desk", self, "desk", G_BINDING_SYNC_CREATE);
}

static void
foyer_sync_button_unroot (GtkWidget *widget)
{
  g_clear_pointer (&FOYER_SYNC_BUTTON (widget)->binding, g_binding_unbind);
  GTK_WIDGET_CLASS (foyer_sync_button_parent_class)->unroot (widget);
}

static void
foyer_sync_button_dispose (GObject *object)
{
  FoyerSyncButton *self = FOYER_SYNC_BUTTON (object);
  GtkWidget *child;

  foyer_sync_button_set_desk (self, NULL);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_sync_button_parent_class)->dispose (object);
}

static void
foyer_sync_button_class_init (FoyerSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sync_button_dispose;
  G_OBJECT_CLASS (klass)->get_property = foyer_sync_button_get_property;
  G_OBJECT_CLASS (klass)->set_property = foyer_sync_button_set_property;
  widget_class->root = foyer_sync_button_root;
  widget_class->unroot = foyer_sync_button_unroot;

  properties[PROP_DESK] =
      g_param_spec_object ("desk", NULL, NULL, FOYER_TYPE_SYNC_DESK,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHOWS_TEXT] = g_param_spec_boolean ("shows-text", NULL, NULL, TRUE,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "sync-button.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "sync-button.open", "s", open_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, label);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, detail);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerSyncButton, conflicts_button);
}

static void
foyer_sync_button_init (FoyerSyncButton *self)
{
  self->shows_text = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self);
}

void
foyer_sync_button_set_desk (FoyerSyncButton *self, FoyerSyncDesk *desk)
{
  g_return_if_fail (FOYER_IS_SYNC_BUTTON (self));

  if (self->desk == desk)
    return;
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_set_object (&self->desk, desk);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESK]);
  if (desk == NULL)
    return;
  g_signal_connect_object (desk, "news", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
