/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-list-filter.h"

#include "foyer-filter-pill.h"
#include "foyer-time.h"

typedef struct
{
  GtkWidget *scroller;
  GtkWidget *pills;
  GtkWidget *button;
  GtkScrolledWindow *conditions_window;

  GTimeZone *zone; /* (owned) */
  guint n_begun;   /* it is not told while it is more than 0 */
} FoyerListFilterPrivate;

enum
{
  PROP_0,
  PROP_CONDITIONS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerListFilter, foyer_list_filter, GTK_TYPE_WIDGET)

static FoyerListFilterPrivate *
get_private (FoyerListFilter *self)
{
  return foyer_list_filter_get_instance_private (self);
}

static void
show_pills (FoyerListFilter *self)
{
  FoyerListFilterPrivate *priv = get_private (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (priv->pills)) != NULL)
    gtk_box_remove (GTK_BOX (priv->pills), child);
  priv->n_begun++;
  FOYER_LIST_FILTER_GET_CLASS (self)->add_pills (self);
  priv->n_begun--;
  gtk_widget_set_visible (priv->scroller, foyer_list_filter_is_set (self));
  if (foyer_list_filter_is_set (self))
    gtk_widget_add_css_class (priv->button, "accent");
  else
    gtk_widget_remove_css_class (priv->button, "accent");
}

static void
foyer_list_filter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerListFilterPrivate *priv = get_private (FOYER_LIST_FILTER (object));

  switch (id)
    {
    case PROP_CONDITIONS:
      gtk_scrolled_window_set_child (priv->conditions_window, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_list_filter_dispose (GObject *object)
{
  FoyerListFilterPrivate *priv = get_private (FOYER_LIST_FILTER (object));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&priv->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_list_filter_parent_class)->dispose (object);
}

static void
foyer_list_filter_class_init (FoyerListFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = foyer_list_filter_set_property;
  object_class->dispose = foyer_list_filter_dispose;

  properties[PROP_CONDITIONS] = g_param_spec_object ("conditions", NULL, NULL, GTK_TYPE_WIDGET,
                                                     G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/lists/foyer-list-filter.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FoyerListFilter, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerListFilter, pills);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerListFilter, button);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerListFilter, conditions_window);
}

static void
foyer_list_filter_init (FoyerListFilter *self)
{
  get_private (self)->zone = g_time_zone_new_utc ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_list_filter_get_pills (FoyerListFilter *self)
{
  g_return_val_if_fail (FOYER_IS_LIST_FILTER (self), NULL);

  return get_private (self)->scroller;
}

gboolean
foyer_list_filter_is_set (FoyerListFilter *self)
{
  g_return_val_if_fail (FOYER_IS_LIST_FILTER (self), FALSE);

  return gtk_widget_get_first_child (get_private (self)->pills) != NULL;
}

void
foyer_list_filter_clear (FoyerListFilter *self)
{
  g_return_if_fail (FOYER_IS_LIST_FILTER (self));

  foyer_list_filter_begin (self);
  FOYER_LIST_FILTER_GET_CLASS (self)->clear (self);
  foyer_list_filter_end (self);
}

void
foyer_list_filter_set_zone (FoyerListFilter *self, GTimeZone *zone)
{
  FoyerListFilterPrivate *priv;

  g_return_if_fail (FOYER_IS_LIST_FILTER (self));

  priv = get_private (self);
  g_time_zone_unref (priv->zone);
  priv->zone = g_time_zone_ref (zone);
}

GtkCheckButton *
foyer_list_filter_add_check (FoyerListFilter *self,
                             GtkWidget *box,
                             const char *text,
                             GtkWidget *mark)
{
  GtkCheckButton *check = foyer_filter_check_new (text, mark);

  g_signal_connect_object (check, "toggled", G_CALLBACK (foyer_list_filter_update), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (check));
  return check;
}

void
foyer_list_filter_add_pill (FoyerListFilter *self,
                            const char *text,
                            GtkCheckButton *check,
                            GCallback pressed)
{
  gtk_box_append (GTK_BOX (get_private (self)->pills),
                  foyer_filter_pill_new (text, check, pressed));
}

void
foyer_list_filter_begin (FoyerListFilter *self)
{
  get_private (self)->n_begun++;
}

void
foyer_list_filter_end (FoyerListFilter *self)
{
  get_private (self)->n_begun--;
  foyer_list_filter_update (self);
}

void
foyer_list_filter_update (FoyerListFilter *self)
{
  g_return_if_fail (FOYER_IS_LIST_FILTER (self));

  if (get_private (self)->n_begun > 0)
    return;
  show_pills (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

gint64
foyer_list_filter_get_midnight (FoyerListFilter *self, gint64 now)
{
  GTimeZone *zone = get_private (self)->zone;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  gint64 midnight = now;

  foyer_time_from_wall (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                        g_date_time_get_day_of_month (local), 0, 0, 0, &midnight);
  return midnight;
}
