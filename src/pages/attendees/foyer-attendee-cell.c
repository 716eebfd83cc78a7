/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-cell.h"

/* Of a code so many characters tell people it is there; the rest is random. */
#define SHOWN_CODE 16
#define NAME_WIDTH 170

struct _FoyerAttendeeCell
{
  FoyerListCell parent_instance;

  FoyerAttendeeField field; /* FOYER_N_ATTENDEE_FIELDS: a question */
  char *question;           /* (owned) (nullable) its code */
  GTimeZone *zone;          /* (owned) */
  FoyerAttendance attendance;
};

G_DEFINE_FINAL_TYPE (FoyerAttendeeCell, foyer_attendee_cell, FOYER_TYPE_LIST_CELL)

static char *
dup_text (FoyerAttendeeCell *self, FoyerAttendee *attendee)
{
  char *text;

  if (self->question != NULL)
    return foyer_attendee_dup_answer (attendee, self->question);
  text = foyer_attendee_dup_field (attendee, self->field, self->zone);
  if (self->field == FOYER_ATTENDEE_CODE && text != NULL &&
      g_utf8_strlen (text, -1) > 2 * SHOWN_CODE)
    {
      g_autofree char *code = g_steal_pointer (&text);
      g_autofree char *start = g_utf8_substring (code, 0, SHOWN_CODE);

      text = g_strconcat (start, "…", NULL);
    }
  return text;
}

static void
show_tier (FoyerAttendeeCell *self, FoyerAttendee *attendee)
{
  const FoyerTier *tier = foyer_attendee_get_tier (attendee);

  foyer_text_cell_set_dot (FOYER_TEXT_CELL (self), tier != NULL ? tier->colour : NULL);
}

static void
show_attendance (FoyerAttendeeCell *self, FoyerAttendee *attendee)
{
  static const char *const colours[FOYER_N_ATTENDANCES] = {
    [FOYER_ATTENDANCE_UNPAID] = "warning_color",
    [FOYER_ATTENDANCE_INSIDE] = "success_color",
    [FOYER_ATTENDANCE_LEFT] = "accent_color",
  };
  FoyerAttendance before = self->attendance;

  self->attendance = foyer_attendee_get_attendance (attendee);
  if (before == self->attendance)
    return;
  if (before < FOYER_N_ATTENDANCES)
    gtk_widget_remove_css_class (GTK_WIDGET (self), foyer_attendance_style (before));
  gtk_widget_add_css_class (GTK_WIDGET (self), foyer_attendance_style (self->attendance));
  foyer_text_cell_set_icon (FOYER_TEXT_CELL (self), foyer_attendance_icon (self->attendance),
                            colours[self->attendance]);
}

static void
foyer_attendee_cell_show (FoyerListCell *cell, FoyerKeyedItem *item)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (cell);
  FoyerAttendee *attendee = FOYER_ATTENDEE (item);
  g_autofree char *text = dup_text (self, attendee);

  if (self->field == FOYER_ATTENDEE_TIER)
    show_tier (self, attendee);
  else if (self->field == FOYER_ATTENDEE_STATUS)
    show_attendance (self, attendee);
  foyer_text_cell_set_text (FOYER_TEXT_CELL (self), text);
}

static void
foyer_attendee_cell_finalize (GObject *object)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (object);

  g_free (self->question);
  g_time_zone_unref (self->zone);

  G_OBJECT_CLASS (foyer_attendee_cell_parent_class)->finalize (object);
}

static void
foyer_attendee_cell_class_init (FoyerAttendeeCellClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_attendee_cell_finalize;
  FOYER_LIST_CELL_CLASS (klass)->show = foyer_attendee_cell_show;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "attendee");
}

static void
foyer_attendee_cell_init (FoyerAttendeeCell *self)
{
  self->attendance = FOYER_N_ATTENDANCES;
}

GtkWidget *
foyer_attendee_cell_new (const FoyerListColumn *column, GTimeZone *zone)
{
  FoyerAttendeeCell *self = g_object_new (FOYER_TYPE_ATTENDEE_CELL, NULL);

  self->field = column->field;
  self->question = g_strdup (foyer_attendee_columns_get_question (column));
  self->zone = g_time_zone_ref (zone);
  if (self->field == FOYER_ATTENDEE_NAME)
    foyer_text_cell_set_leading (FOYER_TEXT_CELL (self), NAME_WIDTH);
  if (self->field == FOYER_ATTENDEE_NAME || self->field == FOYER_ATTENDEE_STATUS)
    gtk_widget_add_css_class (GTK_WIDGET (self), column->id);
  if (self->field == FOYER_ATTENDEE_ARRIVED || self->field == FOYER_ATTENDEE_ORDER ||
      column->is_at_end)
    gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  return GTK_WIDGET (self);
}
