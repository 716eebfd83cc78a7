/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-arrival-range.h"

#include <glib/gi18n-lib.h>

#include "foyer-date-time-row.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-time.h"

struct _FoyerArrivalRange
{
  GtkWidget parent_instance;

  FoyerDateTimeRow *from_row;
  FoyerMessageRow *from_message;
  FoyerDateTimeRow *to_row;
  FoyerMessageRow *to_message;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerArrivalRange, foyer_arrival_range, GTK_TYPE_WIDGET)

static const char *
find_problem (FoyerArrivalRange *self, FoyerDateTimeRow *row)
{
  if (!foyer_date_time_row_is_valid (row))
    return _ ("Not understood. Try “fri 7pm”, “22.11. 19:00” or “tomorrow 18:30”.");
  if (row == self->to_row && foyer_date_time_row_get_instant (self->to_row) <=
                                 foyer_date_time_row_get_instant (self->from_row))
    return _ ("The end must be after the beginning.");
  return NULL;
}

static void
show_messages (FoyerArrivalRange *self)
{
  foyer_message_row_set_error (self->from_message, GTK_WIDGET (self->from_row),
                               find_problem (self, self->from_row));
  foyer_message_row_set_error (self->to_message, GTK_WIDGET (self->to_row),
                               find_problem (self, self->to_row));
}

static void
edited_cb (FoyerArrivalRange *self)
{
  show_messages (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
foyer_arrival_range_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (foyer_arrival_range_parent_class)->dispose (object);
}

static void
foyer_arrival_range_class_init (FoyerArrivalRangeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_arrival_range_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/attendees/foyer-arrival-range.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerArrivalRange, from_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerArrivalRange, from_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerArrivalRange, to_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerArrivalRange, to_message);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
foyer_arrival_range_init (FoyerArrivalRange *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_date_time_row_set_format (self->from_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
  foyer_date_time_row_set_format (self->to_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
}

void
foyer_arrival_range_set_zone (FoyerArrivalRange *self, GTimeZone *zone)
{
  g_return_if_fail (FOYER_IS_ARRIVAL_RANGE (self));

  foyer_date_time_row_set_zone (self->from_row, zone);
  foyer_date_time_row_set_zone (self->to_row, zone);
}

void
foyer_arrival_range_set (FoyerArrivalRange *self, gint64 from, gint64 to)
{
  g_return_if_fail (FOYER_IS_ARRIVAL_RANGE (self));

  foyer_date_time_row_set_instant (self->from_row, from);
  foyer_date_time_row_set_instant (self->to_row, to);
  show_messages (self);
}

void
foyer_arrival_range_get (FoyerArrivalRange *self, gint64 *from, gint64 *to)
{
  g_return_if_fail (FOYER_IS_ARRIVAL_RANGE (self));

  *from = foyer_date_time_row_get_instant (self->from_row);
  *to = foyer_date_time_row_get_instant (self->to_row);
}

char *
foyer_arrival_range_dup_text (FoyerArrivalRange *self)
{
  GTimeZone *zone;
  g_autofree char *first = NULL, *last = NULL;
  gint64 from, to;

  g_return_val_if_fail (FOYER_IS_ARRIVAL_RANGE (self), NULL);

  zone = foyer_date_time_row_get_zone (self->from_row);
  foyer_arrival_range_get (self, &from, &to);
  first = foyer_time_format_short (from, zone, foyer_time_now ());
  last = foyer_time_format_short (to, zone, foyer_time_now ());
  /* Translators: from when to when */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}
