/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-filter.h"

#include "foyer-order-text.h"
#include "foyer-sell-words.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerOrderFilter
{
  FoyerListFilter parent_instance;

  GtkCheckButton *today_check;
  GtkWidget *statuses_box;
  GtkWidget *channels_box;
  GtkWidget *methods_box;

  GtkCheckButton *status_checks[FOYER_N_ORDER_STATUSES];
  GtkCheckButton *channel_checks[FOYER_N_CHANNELS];
  GtkCheckButton *method_checks[FOYER_N_PAY_METHODS];
};

G_DEFINE_FINAL_TYPE (FoyerOrderFilter, foyer_order_filter, FOYER_TYPE_LIST_FILTER)

static void
add_pill (FoyerOrderFilter *self, GtkCheckButton *check, const char *text)
{
  if (gtk_check_button_get_active (check))
    foyer_list_filter_add_pill (FOYER_LIST_FILTER (self), text, check, NULL);
}

static void
foyer_order_filter_add_pills (FoyerListFilter *filter)
{
  FoyerOrderFilter *self = FOYER_ORDER_FILTER (filter);

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
}

static void
add_checks (FoyerOrderFilter *self)
{
  FoyerListFilter *filter = FOYER_LIST_FILTER (self);

  for (guint i = 0; i < FOYER_N_ORDER_STATUSES; i++)
    self->status_checks[i] =
        foyer_list_filter_add_check (filter, self->statuses_box, foyer_order_status_text (i),
                                     gtk_image_new_from_icon_name (foyer_order_status_icon (i)));
  for (guint i = 0; i < FOYER_N_CHANNELS; i++)
    self->channel_checks[i] = foyer_list_filter_add_check (filter, self->channels_box,
                                                           foyer_order_channel_text (i), NULL);
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    self->method_checks[i] =
        foyer_list_filter_add_check (filter, self->methods_box, foyer_sell_words_method (i), NULL);
}

static void
clear (GtkCheckButton *const *checks, guint n)
{
  for (guint i = 0; i < n; i++)
    gtk_check_button_set_active (checks[i], FALSE);
}

static void
foyer_order_filter_clear (FoyerListFilter *filter)
{
  FoyerOrderFilter *self = FOYER_ORDER_FILTER (filter);

  gtk_check_button_set_active (self->today_check, FALSE);
  clear (self->status_checks, FOYER_N_ORDER_STATUSES);
  clear (self->channel_checks, FOYER_N_CHANNELS);
  clear (self->method_checks, FOYER_N_PAY_METHODS);
}

static void
foyer_order_filter_class_init (FoyerOrderFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  FOYER_LIST_FILTER_CLASS (klass)->add_pills = foyer_order_filter_add_pills;
  FOYER_LIST_FILTER_CLASS (klass)->clear = foyer_order_filter_clear;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/orders/foyer-order-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, today_check);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, statuses_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, channels_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerOrderFilter, methods_box);
  gtk_widget_class_bind_template_callback (widget_class, foyer_list_filter_update);
}

static void
foyer_order_filter_init (FoyerOrderFilter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_checks (self);
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

void
foyer_order_filter_get_query (FoyerOrderFilter *self, FoyerOrderQuery *query)
{
  g_return_if_fail (FOYER_IS_ORDER_FILTER (self));

  query->statuses = get_bits (self->status_checks, FOYER_N_ORDER_STATUSES);
  query->channels = get_bits (self->channel_checks, FOYER_N_CHANNELS);
  query->methods = get_bits (self->method_checks, FOYER_N_PAY_METHODS);
  query->since = gtk_check_button_get_active (self->today_check)
                     ? foyer_list_filter_get_midnight (FOYER_LIST_FILTER (self), foyer_time_now ())
                     : 0;
}

void
foyer_order_filter_show_only (FoyerOrderFilter *self, FoyerOrderStatus status)
{
  g_return_if_fail (FOYER_IS_ORDER_FILTER (self));

  foyer_list_filter_clear (FOYER_LIST_FILTER (self));
  gtk_check_button_set_active (self->status_checks[status], TRUE);
}
