/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-cell.h"

#include <string.h>

#include "foyer-dot.h"

/* Of a code so many characters tell people it is there; the rest is random. */
#define SHOWN_CODE 16

struct _FoyerAttendeeCell
{
  GtkWidget parent_instance;

  FoyerAttendeeField field;
  char *question_code;     /* (owned) (nullable) instead of a field */
  GTimeZone *zone;         /* (owned) (nullable) */
  FoyerAttendee *attendee; /* (owned) (nullable) */
  gulong changed_id;

  GtkWidget *mark; /* (nullable) dot or icon before the text */
  GtkInscription *text;
  FoyerAttendance attendance; /* that the mark shows */
};

G_DEFINE_FINAL_TYPE (FoyerAttendeeCell, foyer_attendee_cell, GTK_TYPE_WIDGET)

static void
show_attendance (FoyerAttendeeCell *self)
{
  FoyerAttendance attendance = foyer_attendee_get_attendance (self->attendee);

  if (attendance == self->attendance)
    return;
  if (self->attendance < FOYER_N_ATTENDANCES)
    gtk_widget_remove_css_class (GTK_WIDGET (self), foyer_attendance_style (self->attendance));
  gtk_widget_add_css_class (GTK_WIDGET (self), foyer_attendance_style (attendance));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark), foyer_attendance_icon (attendance));
  self->attendance = attendance;
}

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

/* Only what is another text is laid out again. */
static void
show (FoyerAttendeeCell *self)
{
  g_autofree char *text = NULL;
  const char *before = gtk_inscription_get_text (self->text);

  if (self->attendee == NULL)
    return;
  text = dup_text (self);
  if (g_strcmp0 (before, text) != 0)
    gtk_inscription_set_text (self->text, text);
  if (self->mark == NULL)
    return;
  if (self->field == FOYER_ATTENDEE_TIER)
    {
      const FoyerTier *tier = foyer_attendee_get_tier (self->attendee);

      foyer_dot_set_colour (FOYER_DOT (self->mark), tier != NULL ? tier->colour : NULL);
      gtk_widget_set_visible (self->mark, tier != NULL);
    }
  else
    show_attendance (self);
}

static void
foyer_attendee_cell_dispose (GObject *object)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (object);
  GtkWidget *child;

  foyer_attendee_cell_set_attendee (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->question_code, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_attendee_cell_parent_class)->dispose (object);
}

static void
foyer_attendee_cell_class_init (FoyerAttendeeCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_attendee_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "attendee");
}

static void
foyer_attendee_cell_init (FoyerAttendeeCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->attendance = FOYER_N_ATTENDANCES;
}

static FoyerAttendeeCell *
cell_new (GtkWidget *mark)
{
  FoyerAttendeeCell *self = g_object_new (FOYER_TYPE_ATTENDEE_CELL, NULL);

  self->mark = mark;
  if (mark != NULL)
    {
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_widget_set_parent (mark, GTK_WIDGET (self));
    }
  self->text = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (self->text, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
  return self;
}

GtkWidget *
foyer_attendee_cell_new (FoyerAttendeeField field, GTimeZone *zone)
{
  FoyerAttendeeCell *self = cell_new (field == FOYER_ATTENDEE_TIER     ? foyer_dot_new ()
                                      : field == FOYER_ATTENDEE_STATUS ? gtk_image_new ()
                                                                       : NULL);

  self->field = field;
  self->zone = g_time_zone_ref (zone);
  gtk_widget_add_css_class (GTK_WIDGET (self), foyer_attendee_field_id (field));
  if (field == FOYER_ATTENDEE_NAME)
    {
      gtk_inscription_set_min_chars (self->text, 14);
      gtk_inscription_set_nat_chars (self->text, 24);
    }
  if (field == FOYER_ATTENDEE_ARRIVED || field == FOYER_ATTENDEE_ORDER)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  return GTK_WIDGET (self);
}

GtkWidget *
foyer_attendee_cell_new_question (const char *question_code)
{
  FoyerAttendeeCell *self = cell_new (NULL);

  self->question_code = g_strdup (question_code);
  return GTK_WIDGET (self);
}

void
foyer_attendee_cell_set_attendee (FoyerAttendeeCell *self, FoyerAttendee *attendee)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_CELL (self));

  if (self->attendee != NULL)
    g_clear_signal_handler (&self->changed_id, self->attendee);
  if (g_set_object (&self->attendee, attendee) && attendee == NULL)
    return;
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
