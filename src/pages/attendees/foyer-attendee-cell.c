/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-cell.h"

/* Of a code so many characters tell people it is there; the rest is random. */
#define SHOWN_CODE 16
#define NAME_WIDTH 170

struct _FoyerAttendeeCell
{
  FoyerTextCell parent_instance;

  FoyerAttendeeField field; /* FOYER_N_ATTENDEE_FIELDS: a question */
  char *question_code;      /* (owned) (nullable) */
  GTimeZone *zone;          /* (owned) (nullable) */
  FoyerAttendee *attendee;  /* (owned) (nullable) */
  gulong changed_id;

  FoyerAttendance attendance;
};

G_DEFINE_FINAL_TYPE (FoyerAttendeeCell, foyer_attendee_cell, FOYER_TYPE_TEXT_CELL)

static char *
dup_text (FoyerAttendeeCell *self)
{
  char *text;

  if (self->question_code != NULL)
    return foyer_attendee_dup_answer (self->attendee, self->question_code);
  text = foyer_attendee_dup_field (self->attendee, self->field, self->zone);
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
show_tier (FoyerAttendeeCell *self)
{
  const FoyerTier *tier = foyer_attendee_get_tier (self->attendee);

  foyer_text_cell_set_dot (FOYER_TEXT_CELL (self), tier != NULL ? tier->colour : NULL);
}

static void
show_attendance (FoyerAttendeeCell *self)
{
  static const char *const colours[FOYER_N_ATTENDANCES] = {
    [FOYER_ATTENDANCE_UNPAID] = "warning_color",
    [FOYER_ATTENDANCE_INSIDE] = "success_color",
    [FOYER_ATTENDANCE_LEFT] = "accent_color",
  };
  FoyerAttendance before = self->attendance;

  self->attendance = foyer_attendee_get_attendance (self->attendee);
  if (before == self->attendance)
    return;
  if (before < FOYER_N_ATTENDANCES)
    gtk_widget_remove_css_class (GTK_WIDGET (self), foyer_attendance_style (before));
  gtk_widget_add_css_class (GTK_WIDGET (self), foyer_attendance_style (self->attendance));
  foyer_text_cell_set_icon (FOYER_TEXT_CELL (self), foyer_attendance_icon (self->attendance),
                            colours[self->attendance]);
}

static void
show (FoyerAttendeeCell *self)
{
  g_autofree char *text = NULL;

  if (self->attendee == NULL || foyer_attendee_get_key (self->attendee) == 0)
    return;
  text = dup_text (self);
  if (self->field == FOYER_ATTENDEE_TIER)
    show_tier (self);
  else if (self->field == FOYER_ATTENDEE_STATUS)
    show_attendance (self);
  foyer_text_cell_set_text (FOYER_TEXT_CELL (self), text);
}

static void
foyer_attendee_cell_dispose (GObject *object)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (object);

  foyer_attendee_cell_set_attendee (self, NULL);
  g_clear_pointer (&self->question_code, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_attendee_cell_parent_class)->dispose (object);
}

static void
foyer_attendee_cell_class_init (FoyerAttendeeCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_attendee_cell_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "attendee");
}

static void
foyer_attendee_cell_init (FoyerAttendeeCell *self)
{
  self->attendance = FOYER_N_ATTENDANCES;
}

GtkWidget *
foyer_attendee_cell_new (FoyerAttendeeField field, GTimeZone *zone)
{
  FoyerAttendeeCell *self = g_object_new (FOYER_TYPE_ATTENDEE_CELL, NULL);

  self->field = field;
  self->zone = g_time_zone_ref (zone);
  if (field == FOYER_ATTENDEE_NAME)
    foyer_text_cell_set_leading (FOYER_TEXT_CELL (self), NAME_WIDTH);
  if (field == FOYER_ATTENDEE_NAME || field == FOYER_ATTENDEE_STATUS)
    gtk_widget_add_css_class (GTK_WIDGET (self), foyer_attendee_field_id (field));
  if (field == FOYER_ATTENDEE_ARRIVED || field == FOYER_ATTENDEE_ORDER)
    gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  return GTK_WIDGET (self);
}

GtkWidget *
foyer_attendee_cell_new_question (const char *question_code)
{
  FoyerAttendeeCell *self = g_object_new (FOYER_TYPE_ATTENDEE_CELL, NULL);

  self->field = FOYER_N_ATTENDEE_FIELDS;
  self->question_code = g_strdup (question_code);
  return GTK_WIDGET (self);
}

void
foyer_attendee_cell_set_attendee (FoyerAttendeeCell *self, FoyerAttendee *attendee)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_CELL (self));

  if (self->attendee != NULL)
    g_clear_signal_handler (&self->changed_id, self->attendee);
  g_set_object (&self->attendee, attendee);
  if (attendee != NULL)
    {
      self->changed_id = g_signal_connect_swapped (attendee, "changed", G_CALLBACK (show), self);
      show (self);
    }
}

FoyerAttendee *
foyer_attendee_cell_get_attendee (FoyerAttendeeCell *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_CELL (self), NULL);

  return self->attendee;
}
