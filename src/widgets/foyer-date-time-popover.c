/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-date-time-popover.h"

struct _FoyerDateTimePopover
{
  GtkPopover parent_instance;

  GtkCalendar *calendar;
  GtkSpinButton *hour;
  GtkSpinButton *minute;

  gboolean is_setting; /* changes by the program */
};

G_DEFINE_FINAL_TYPE (FoyerDateTimePopover, foyer_date_time_popover, GTK_TYPE_POPOVER)

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
picked_cb (FoyerDateTimePopover *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[PICKED], 0);
}

static gboolean
show_two_digits_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
foyer_date_time_popover_class_init (FoyerDateTimePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[PICKED] = g_signal_new ("picked", FOYER_TYPE_DATE_TIME_POPOVER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-date-time-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDateTimePopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, FoyerDateTimePopover, hour);
  gtk_widget_class_bind_template_child (widget_class, FoyerDateTimePopover, minute);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_two_digits_cb);
}

static void
foyer_date_time_popover_init (FoyerDateTimePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_date_time_popover_new (void)
{
  return g_object_new (FOYER_TYPE_DATE_TIME_POPOVER, NULL);
}

void
foyer_date_time_popover_set (FoyerDateTimePopover *self, GDateTime *local)
{
  g_return_if_fail (FOYER_IS_DATE_TIME_POPOVER (self));
  g_return_if_fail (local != NULL);

  self->is_setting = TRUE;
  gtk_calendar_select_day (self->calendar, local);
  gtk_spin_button_set_value (self->hour, g_date_time_get_hour (local));
  gtk_spin_button_set_value (self->minute, g_date_time_get_minute (local));
  self->is_setting = FALSE;
}

char *
foyer_date_time_popover_dup_text (FoyerDateTimePopover *self)
{
  g_autoptr (GDateTime) day = NULL;

  g_return_val_if_fail (FOYER_IS_DATE_TIME_POPOVER (self), NULL);

  day = gtk_calendar_get_date (self->calendar);
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d", g_date_time_get_year (day),
                          g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                          gtk_spin_button_get_value_as_int (self->hour),
                          gtk_spin_button_get_value_as_int (self->minute));
}
