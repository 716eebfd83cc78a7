/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-zone-row.h"

#include "foyer-event-text.h"
#include "foyer-text.h"
#include "foyer-time.h"
#include "foyer-zone.h"

struct _FoyerZoneRow
{
  AdwActionRow parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkWidget *unknown; /* told when nothing is found */
  GtkListView *view;

  char *zone_name;     /* (owned) (nullable) */
  gint64 instant;      /* the clock is told as of then */
  char *folded_search; /* (owned) (nullable) */
  GtkFilter *filter;   /* (nullable) the model's; made when the popover is first shown */
};

G_DEFINE_FINAL_TYPE (FoyerZoneRow, foyer_zone_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_ZONE_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
matches (gpointer item, gpointer data)
{
  FoyerZoneRow *self = data;

  return self->folded_search == NULL || foyer_zone_matches (item, self->folded_search);
}

static void
choose (FoyerZoneRow *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  g_autoptr (FoyerZone) zone = g_list_model_get_item (model, position);

  if (zone == NULL)
    return;
  foyer_zone_row_set_zone_name (self, foyer_zone_get_name (zone));
  gtk_popover_popdown (self->popover);
}

static void
show_popover_cb (FoyerZoneRow *self)
{
  if (self->filter == NULL)
    {
      GtkFilterListModel *filtered;

      self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
      filtered = gtk_filter_list_model_new (foyer_zone_list_new (), self->filter);
      gtk_list_view_set_model (
          self->view, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (filtered))));
      g_object_unref (gtk_list_view_get_model (self->view));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
search_changed_cb (FoyerZoneRow *self)
{
  g_free (self->folded_search);
  self->folded_search = foyer_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  if (self->filter == NULL)
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_widget_set_visible (self->unknown, g_list_model_get_n_items (G_LIST_MODEL (
                                             gtk_list_view_get_model (self->view))) == 0);
}

static void
search_activated_cb (FoyerZoneRow *self)
{
  search_changed_cb (self);
  choose (self, 0);
}

static void
activated_cb (FoyerZoneRow *self, guint position)
{
  choose (self, position);
}

static void
foyer_zone_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ZONE_NAME:
      g_value_set_string (value, FOYER_ZONE_ROW (object)->zone_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_zone_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ZONE_NAME:
      foyer_zone_row_set_zone_name (FOYER_ZONE_ROW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_zone_row_dispose (GObject *object)
{
  FoyerZoneRow *self = FOYER_ZONE_ROW (object);

  if (self->filter != NULL)
    {
      gtk_list_view_set_model (self->view, NULL);
      self->filter = NULL;
    }
  G_OBJECT_CLASS (foyer_zone_row_parent_class)->dispose (object);
}

static void
foyer_zone_row_finalize (GObject *object)
{
  FoyerZoneRow *self = FOYER_ZONE_ROW (object);

  g_free (self->zone_name);
  g_free (self->folded_search);
  G_OBJECT_CLASS (foyer_zone_row_parent_class)->finalize (object);
}

static void
foyer_zone_row_class_init (FoyerZoneRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_zone_row_get_property;
  object_class->set_property = foyer_zone_row_set_property;
  object_class->dispose = foyer_zone_row_dispose;
  object_class->finalize = foyer_zone_row_finalize;

  properties[PROP_ZONE_NAME] =
      g_param_spec_string ("zone-name", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (FOYER_TYPE_ZONE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-zone-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerZoneRow, button);
  gtk_widget_class_bind_template_child (widget_class, FoyerZoneRow, label);
  gtk_widget_class_bind_template_child (widget_class, FoyerZoneRow, popover);
  gtk_widget_class_bind_template_child (widget_class, FoyerZoneRow, search);
  gtk_widget_class_bind_template_child (widget_class, FoyerZoneRow, unknown);
  gtk_widget_class_bind_template_child (widget_class, FoyerZoneRow, view);
  gtk_widget_class_bind_template_callback (widget_class, show_popover_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_zone_row_init (FoyerZoneRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
foyer_zone_row_get_zone_name (FoyerZoneRow *self)
{
  g_return_val_if_fail (FOYER_IS_ZONE_ROW (self), NULL);

  return self->zone_name;
}

/* “Europe/Berlin · CET, UTC+01:00”; where the abbreviation is only the offset, it is not told
 * twice. */
static void
show_detail (FoyerZoneRow *self)
{
  g_autoptr (GTimeZone) zone =
      self->zone_name != NULL ? foyer_time_zone_load (self->zone_name) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there =
      zone != NULL && utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *offset = there != NULL ? g_date_time_format (there, "UTC%:z") : NULL;
  g_autofree char *detail = NULL;
  const char *name;

  if (there == NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), self->zone_name);
      return;
    }
  name = g_date_time_get_timezone_abbreviation (there);
  detail = g_ascii_isalpha (*name) ? g_strdup_printf ("%s · %s, %s", self->zone_name, name, offset)
                                   : g_strdup_printf ("%s · %s", self->zone_name, offset);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail);
}

void
foyer_zone_row_set_instant (FoyerZoneRow *self, gint64 instant)
{
  g_return_if_fail (FOYER_IS_ZONE_ROW (self));

  self->instant = instant;
  show_detail (self);
}

void
foyer_zone_row_set_zone_name (FoyerZoneRow *self, const char *name)
{
  g_autofree char *city = NULL;

  g_return_if_fail (FOYER_IS_ZONE_ROW (self));

  if (g_strcmp0 (self->zone_name, name) == 0)
    return;
  g_free (self->zone_name);
  self->zone_name = g_strdup (name);
  city = name != NULL ? foyer_event_text_city (name) : NULL;
  gtk_label_set_label (self->label, city != NULL ? city : "");
  show_detail (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE_NAME]);
}
