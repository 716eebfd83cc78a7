/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-date-time-row.h"

#include "foyer-date-time-popover.h"

struct _FoyerDateTimeRow
{
  AdwEntryRow parent_instance;

  GtkLabel *zone_label;
  GtkMenuButton *button;

  FoyerDateTimeRead read;
  FoyerDateTimeWrite write;
  GTimeZone *zone; /* (owned) */
  gint64 instant;  /* the last that was understood */
  gboolean is_valid;
  char *remark;     /* (owned) (nullable) */
  guint is_setting; /* changes by the program */
};

G_DEFINE_FINAL_TYPE (FoyerDateTimeRow, foyer_date_time_row, ADW_TYPE_ENTRY_ROW)

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GDateTime *
get_local (FoyerDateTimeRow *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->instant / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
}

/* What text leaves out comes from the instant: its day must not become the next one over there. */
static void
move_instant (FoyerDateTimeRow *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) here = get_local (self);
  g_autoptr (GDateTime) there = here != NULL ? g_date_time_to_timezone (here, zone) : NULL;

  if (there != NULL)
    self->instant += g_date_time_get_utc_offset (here) - g_date_time_get_utc_offset (there);
}

static void
show_zone (FoyerDateTimeRow *self)
{
  g_autoptr (GDateTime) local = get_local (self);

  gtk_label_set_label (self->zone_label,
                       local != NULL ? g_date_time_get_timezone_abbreviation (local) : "");
}

static void
show_instant (FoyerDateTimeRow *self)
{
  g_autofree char *text = self->write != NULL ? self->write (self->instant, self->zone) : NULL;

  self->is_setting++;
  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  self->is_setting--;
  show_zone (self);
}

static void
read_text (FoyerDateTimeRow *self)
{
  gint64 instant;

  g_clear_pointer (&self->remark, g_free);
  self->is_valid =
      self->read != NULL && self->read (gtk_editable_get_text (GTK_EDITABLE (self)), self->zone,
                                        self->instant, &instant, &self->remark);
  if (self->is_valid)
    {
      self->instant = instant;
      show_zone (self);
    }
}

static void
changed_cb (FoyerDateTimeRow *self)
{
  if (self->is_setting > 0)
    return;
  read_text (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/* “fri 7pm” becomes the whole date once it is finished; a remark must then stay as it is. */
static void
left_cb (FoyerDateTimeRow *self)
{
  if (self->is_valid)
    show_instant (self);
}

static void
show_popover_cb (FoyerDateTimeRow *self, GtkWidget *popover)
{
  g_autoptr (GDateTime) local = get_local (self);

  if (local != NULL)
    foyer_date_time_popover_set (FOYER_DATE_TIME_POPOVER (popover), local);
}

static void
picked_cb (FoyerDateTimeRow *self, FoyerDateTimePopover *popover)
{
  g_autofree char *text = foyer_date_time_popover_dup_text (popover);

  self->is_setting++;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->is_setting--;
  read_text (self);
  if (self->is_valid)
    show_instant (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/* A calendar is many widgets, and most are never looked at. */
static void
create_popover_cb (GtkMenuButton *button, gpointer data)
{
  GtkWidget *popover = foyer_date_time_popover_new ();

  g_signal_connect_object (popover, "show", G_CALLBACK (show_popover_cb), data, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "picked", G_CALLBACK (picked_cb), data, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

static void
foyer_date_time_row_finalize (GObject *object)
{
  FoyerDateTimeRow *self = FOYER_DATE_TIME_ROW (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->remark, g_free);
  G_OBJECT_CLASS (foyer_date_time_row_parent_class)->finalize (object);
}

static void
foyer_date_time_row_class_init (FoyerDateTimeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_date_time_row_finalize;

  signals[EDITED] = g_signal_new ("edited", FOYER_TYPE_DATE_TIME_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-date-time-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDateTimeRow, zone_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerDateTimeRow, button);
}

static void
foyer_date_time_row_init (FoyerDateTimeRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->zone = g_time_zone_new_utc ();
  self->is_valid = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);

  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self))), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (left_cb), NULL);
}

void
foyer_date_time_row_set_format (FoyerDateTimeRow *self,
                                FoyerDateTimeRead read,
                                FoyerDateTimeWrite write)
{
  g_return_if_fail (FOYER_IS_DATE_TIME_ROW (self));
  g_return_if_fail (read != NULL && write != NULL);

  self->read = read;
  self->write = write;
  show_instant (self);
}

GTimeZone *
foyer_date_time_row_get_zone (FoyerDateTimeRow *self)
{
  g_return_val_if_fail (FOYER_IS_DATE_TIME_ROW (self), NULL);

  return self->zone;
}

void
foyer_date_time_row_set_zone (FoyerDateTimeRow *self, GTimeZone *zone)
{
  g_return_if_fail (FOYER_IS_DATE_TIME_ROW (self));
  g_return_if_fail (zone != NULL);

  if (zone == self->zone)
    return;
  if (self->is_valid)
    show_instant (self);
  move_instant (self, zone);
  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
  read_text (self);
  if (self->is_valid)
    show_instant (self);
}

gint64
foyer_date_time_row_get_instant (FoyerDateTimeRow *self)
{
  g_return_val_if_fail (FOYER_IS_DATE_TIME_ROW (self), 0);

  return self->instant;
}

void
foyer_date_time_row_set_instant (FoyerDateTimeRow *self, gint64 instant)
{
  g_return_if_fail (FOYER_IS_DATE_TIME_ROW (self));

  self->instant = instant;
  self->is_valid = TRUE;
  g_clear_pointer (&self->remark, g_free);
  show_instant (self);
}

gboolean
foyer_date_time_row_is_valid (FoyerDateTimeRow *self)
{
  g_return_val_if_fail (FOYER_IS_DATE_TIME_ROW (self), FALSE);

  return self->is_valid;
}

const char *
foyer_date_time_row_get_remark (FoyerDateTimeRow *self)
{
  g_return_val_if_fail (FOYER_IS_DATE_TIME_ROW (self), NULL);

  return self->remark;
}
