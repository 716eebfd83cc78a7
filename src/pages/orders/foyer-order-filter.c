/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-filter.h"

#include "foyer-filter-pill.h"
#include "foyer-order-text.h"
#include "foyer-sell-words.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerOrderFilter
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *pills;
  GtkWidget *button;
  GtkCheckButton *today_check;
  GtkWidget *statuses_box;
  GtkWidget *channels_box;
  GtkWidget *methods_box;

  GTimeZone *zone; /* (owned) */
  GtkCheckButton *status_checks[FOYER_N_ORDER_STATUSES];
  GtkCheckButton *channel_checks[FOYER_N_CHANNELS];
  GtkCheckButton *method_checks[FOYER_N_PAY_METHODS];
  gboolean is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerOrderFilter, foyer_order_filter, GTK_TYPE_WIDGET)

static void
add_pill (FoyerOrderFilter *self, GtkCheckButton *check, const char *text)
{
  if (gtk_check_button_get_active (check))
    gtk_box_append (GTK_BOX (self->pills), foyer_filter_pill_new (text, check, NULL));
}

static void
show_pills (FoyerOrderFilter *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->pills)) != NULL)
    gtk_box_remove (GTK_BOX (self->pills), child);
  add_pill (self, self->today_check, _ ("Today"));
  for (guint i = 0; i < FOYER_N_ORDER_STATUSES; i++)
    add_pill (self, self->status_checks[i], foyer_order_status_text (i));
  for (guint i = 0; i < FOYER_N_CHANNELS; i++)
    add_pill (self, self->channel_checks[i], foyer_order_channel_text (i));
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    {
      /* Translators: a filter: “Paid: Cash” */
      g_autofree char *text = g_strdup_printf (_ ("Paid: %s"), foyer_sell_words_method (i));

      add_pill (self, self->method_checks[i], text);
    }
  gtk_widget_set_visible (self->scroller, gtk_widget_get_first_child (self->pills) != NULL);
  if (foyer_order_filter_is_set (self))
    gtk_widget_add_css_class (self->button, "accent");
  else
    gtk_widget_remove_css_class (self->button, "accent");
}

static void
toggled_cb (FoyerOrderFilter *self)
{
  if (self->is_filling)
    return;
  show_pills (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkCheckButton *
add_check (FoyerOrderFilter *self, GtkWidget *box, const char *text, const char *icon_name)
{
  GtkWidget *icon = icon_name != NULL ? gtk_image_new_from_icon_name (icon_name) : NULL;
  GtkCheckButton *check = foyer_filter_check_new (text, icon);

  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (check));
  return check;
}

static void
add_checks (FoyerOrderFilter *self)
{
  for (guint i = 0; i < FOYER_N_ORDER_STATUSES; i++)
    self->status_checks[i] = add_check (self, self->statuses_box, foyer_order_status_text (i),
                                        foyer_order_status_icon (i));
  for (guint i = 0; i < FOYER_N_CHANNELS; i++)
    self->channel_checks[i] =
        add_check (self, self->channels_box, foyer_order_channel_text (i), NULL);
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    self->method_checks[i] = add_check (self, self->methods_box, foyer_sell_words_method (i), NULL);
}

static guint
get_bits (GtkCheckButton *const *checks, guint n)
{
  guint bits = 0;

  for (guint i = 0; i < n; i++)
    if (gtk_check_button_get_active (checks[i]))
      bits |= 1u << i;
  return bits;
}

static void
foyer_order_filter_dispose (GObject *object)
{
  FoyerOrderFilter *self = FOYER_ORDER_FILTER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_order_filter_parent_class)->dispose (object);
}

static void
foyer_order_filter_class_init (FoyerOrderFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_order_filter_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-order-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, pills);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, button);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, today_check);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, statuses_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, channels_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, methods_box);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
foyer_order_filter_init (FoyerOrderFilter *self)
{
  self->is_filling = TRUE;
  self->zone = g_time_zone_new_utc ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_checks (self);
  self->is_filling = FALSE;
  show_pills (self);
}

void
foyer_order_filter_set_zone (FoyerOrderFilter *self, GTimeZone *zone)
{
  g_return_if_fail (FOYER_IS_ORDER_FILTER (self));

  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
}

static gint64
get_midnight (FoyerOrderFilter *self)
{
  gint64 now = foyer_time_now ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  gint64 midnight = now;

  foyer_time_from_wall (self->zone, g_date_time_get_year (local), g_date_time_get_month (local),
                        g_date_time_get_day_of_month (local), 0, 0, 0, &midnight);
  return midnight;
}

void
foyer_order_filter_get_query (FoyerOrderFilter *self, FoyerOrderQuery *query)
{
  g_return_if_fail (FOYER_IS_ORDER_FILTER (self));

  query->statuses = get_bits (self->status_checks, FOYER_N_ORDER_STATUSES);
  query->channels = get_bits (self->channel_checks, FOYER_N_CHANNELS);
  query->methods = get_bits (self->method_checks, FOYER_N_PAY_METHODS);
  query->since = gtk_check_button_get_active (self->today_check) ? get_midnight (self) : 0;
}

gboolean
foyer_order_filter_is_set (FoyerOrderFilter *self)
{
  FoyerOrderQuery query;

  g_return_val_if_fail (FOYER_IS_ORDER_FILTER (self), FALSE);

  foyer_order_filter_get_query (self, &query);
  return query.statuses != 0 || query.channels != 0 || query.methods != 0 || query.since != 0;
}

static void
clear (GtkCheckButton *const *checks, guint n)
{
  for (guint i = 0; i < n; i++)
    gtk_check_button_set_active (checks[i], FALSE);
}

void
foyer_order_filter_clear (FoyerOrderFilter *self)
{
  g_return_if_fail (FOYER_IS_ORDER_FILTER (self));

  self->is_filling = TRUE;
  gtk_check_button_set_active (self->today_check, FALSE);
  clear (self->status_checks, FOYER_N_ORDER_STATUSES);
  clear (self->channel_checks, FOYER_N_CHANNELS);
  clear (self->method_checks, FOYER_N_PAY_METHODS);
  self->is_filling = FALSE;
  toggled_cb (self);
}

void
foyer_order_filter_show_only (FoyerOrderFilter *self, FoyerOrderStatus status)
{
  g_return_if_fail (FOYER_IS_ORDER_FILTER (self));

  foyer_order_filter_clear (self);
  gtk_check_button_set_active (self->status_checks[status], TRUE);
}

GtkWidget *
foyer_order_filter_get_pills (FoyerOrderFilter *self)
{
  g_return_val_if_fail (FOYER_IS_ORDER_FILTER (self), NULL);

  return self->scroller;
}
