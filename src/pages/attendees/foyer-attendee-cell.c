/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table has some 1 400 cells at any length of the list: each is one widget without children,
 * that draws its mark and its line of text itself. Half of the time to open the table went into the
 * widgets within the cells. */
#include "foyer-attendee-cell.h"

#include <string.h>

#define SPACING 6
#define MARK    16
#define DOT     12
/* Of a code so many characters tell people it is there; the rest is random. */
#define SHOWN_CODE 16
#define NAME_WIDTH 170

struct _FoyerAttendeeCell
{
  GtkWidget parent_instance;

  FoyerAttendeeField field; /* FOYER_N_ATTENDEE_FIELDS: a question */
  char *question_code;      /* (owned) (nullable) */
  GTimeZone *zone;          /* (owned) (nullable) */
  FoyerAttendee *attendee;  /* (owned) (nullable) */
  gulong changed_id;

  char *text;          /* (owned) (nullable) */
  PangoLayout *layout; /* (owned) (nullable) of text, made when it is drawn */
  FoyerAttendance attendance;
  GdkRGBA colour; /* of the tier */
  gboolean has_colour;
};

G_DEFINE_FINAL_TYPE (FoyerAttendeeCell, foyer_attendee_cell, GTK_TYPE_WIDGET)

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

static gboolean
has_mark (const FoyerAttendeeCell *self)
{
  return self->field == FOYER_ATTENDEE_TIER || self->field == FOYER_ATTENDEE_STATUS;
}

static void
read_mark (FoyerAttendeeCell *self)
{
  if (self->field == FOYER_ATTENDEE_TIER)
    {
      const FoyerTier *tier = foyer_attendee_get_tier (self->attendee);

      self->has_colour =
          tier != NULL && tier->colour != NULL && gdk_rgba_parse (&self->colour, tier->colour);
    }
  else
    {
      FoyerAttendance before = self->attendance;

      self->attendance = foyer_attendee_get_attendance (self->attendee);
      if (before == self->attendance)
        return;
      if (before < FOYER_N_ATTENDANCES)
        gtk_widget_remove_css_class (GTK_WIDGET (self), foyer_attendance_style (before));
      gtk_widget_add_css_class (GTK_WIDGET (self), foyer_attendance_style (self->attendance));
    }
}

/* Only what is another text is laid out again. */
static void
show (FoyerAttendeeCell *self)
{
  g_autofree char *text = NULL;

  if (self->attendee == NULL || foyer_attendee_get_key (self->attendee) == 0)
    return;
  text = dup_text (self);
  if (has_mark (self))
    read_mark (self);
  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_steal_pointer (&text);
      if (self->layout != NULL)
        pango_layout_set_text (self->layout, self->text != NULL ? self->text : "", -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->text != NULL ? self->text : "", -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_dot (FoyerAttendeeCell *self, GtkSnapshot *snapshot, float x, float y)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, DOT, DOT);
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, DOT / 2.0);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &self->colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_icon (FoyerAttendeeCell *self, GtkSnapshot *snapshot, float x, float y)
{
  static const char *const names[FOYER_N_ATTENDANCES] = {
    [FOYER_ATTENDANCE_UNPAID] = "warning_color",
    [FOYER_ATTENDANCE_INSIDE] = "success_color",
    [FOYER_ATTENDANCE_LEFT] = "accent_color",
  };
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, foyer_attendance_icon (self->attendance), NULL, MARK,
      gtk_widget_get_scale_factor (GTK_WIDGET (self)), gtk_widget_get_direction (GTK_WIDGET (self)),
      GTK_ICON_LOOKUP_PRELOAD);
  const char *name = names[self->attendance];
  GdkRGBA colour;

  if (name == NULL || !gtk_style_context_lookup_color (style, name, &colour))
    {
      gtk_style_context_get_color (style, &colour);
      colour.alpha *= 0.55;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, MARK, MARK,
                                            &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static PangoLayout *
get_layout (FoyerAttendeeCell *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      /* Names of both directions stand where the reader looks for them. */
      pango_layout_set_auto_dir (self->layout, TRUE);
    }
  return self->layout;
}

static void
draw_text (FoyerAttendeeCell *self, GtkSnapshot *snapshot, int x, int width, int height)
{
  PangoLayout *layout = get_layout (self);
  int text_width, text_height;
  GdkRGBA colour;

  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  /* Pango swaps the two for a line against the table's direction: so each begins where the table's
   * begin. */
  pango_layout_set_alignment (layout, pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL
                                          ? PANGO_ALIGN_RIGHT
                                          : PANGO_ALIGN_LEFT);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
foyer_attendee_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int taken = 0;

  if (self->field == FOYER_ATTENDEE_TIER && self->has_colour)
    {
      taken = DOT + SPACING;
      draw_dot (self, snapshot, is_rtl ? width - DOT : 0, (height - DOT) / 2);
    }
  else if (self->field == FOYER_ATTENDEE_STATUS && self->attendance < FOYER_N_ATTENDANCES)
    {
      taken = MARK + SPACING;
      draw_icon (self, snapshot, is_rtl ? width - MARK : 0, (height - MARK) / 2);
    }
  if (self->text != NULL && *self->text != '\0')
    draw_text (self, snapshot, is_rtl ? 0 : taken, width - taken, height);
}

static void
foyer_attendee_cell_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (widget);
  PangoContext *context;
  PangoFontMetrics *metrics;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = self->field == FOYER_ATTENDEE_NAME ? NAME_WIDTH : 0;
      return;
    }
  /* To measure a font takes time. Each row has a name, and all its cells have the same font. */
  if (self->field != FOYER_ATTENDEE_NAME)
    {
      *minimum = *natural = MARK;
      return;
    }
  context = gtk_widget_get_pango_context (widget);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  *minimum = *natural = MAX (MARK, PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)));
  pango_font_metrics_unref (metrics);
}

static gboolean
foyer_attendee_cell_query_tooltip (GtkWidget *widget,
                                   int x,
                                   int y,
                                   gboolean by_keyboard,
                                   GtkTooltip *tooltip)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (widget);

  if (self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->text);
  return TRUE;
}

static void
foyer_attendee_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  g_clear_object (&FOYER_ATTENDEE_CELL (widget)->layout);
  GTK_WIDGET_CLASS (foyer_attendee_cell_parent_class)->css_changed (widget, change);
}

static void
foyer_attendee_cell_dispose (GObject *object)
{
  FoyerAttendeeCell *self = FOYER_ATTENDEE_CELL (object);

  foyer_attendee_cell_set_attendee (self, NULL);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->question_code, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (foyer_attendee_cell_parent_class)->dispose (object);
}

static void
foyer_attendee_cell_class_init (FoyerAttendeeCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_attendee_cell_dispose;
  widget_class->measure = foyer_attendee_cell_measure;
  widget_class->snapshot = foyer_attendee_cell_snapshot;
  widget_class->query_tooltip = foyer_attendee_cell_query_tooltip;
  widget_class->css_changed = foyer_attendee_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "attendee");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
foyer_attendee_cell_init (FoyerAttendeeCell *self)
{
  self->attendance = FOYER_N_ATTENDANCES;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
foyer_attendee_cell_new (FoyerAttendeeField field, GTimeZone *zone)
{
  FoyerAttendeeCell *self = g_object_new (FOYER_TYPE_ATTENDEE_CELL, NULL);

  self->field = field;
  self->zone = g_time_zone_ref (zone);
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
