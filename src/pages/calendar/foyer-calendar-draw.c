/* SPDX-License-Identifier: GPL-3.0-or-later */

/*        Mon   Tue   Wed …      heading
 *   ┌──┬─────┬─────┬─────
 *   │49│ 30  │ 1   │ 2         number of the week (optional), of the day
 *   │  │     │▌19:00 Pottery   chips: as many as fit, then “2 more”
 */

#include "foyer-calendar-grid-private.h"

#include "foyer-css-node.h"

#include <glib/gi18n-lib.h>

gboolean
foyer_calendar_grid_is_mirrored (FoyerCalendarGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

graphene_rect_t
foyer_calendar_grid_get_cell (FoyerCalendarGrid *self, guint index)
{
  float width = gtk_widget_get_width (GTK_WIDGET (self));
  float height = gtk_widget_get_height (GTK_WIDGET (self)) - HEADING;
  float weeks = self->shows_weeks ? WEEK_COLUMN : 0;
  float cell_width = (width - weeks) / N_DAYS;
  float cell_height = height / MAX (self->n_weeks, 1);
  guint column = index % N_DAYS;
  float x = foyer_calendar_grid_is_mirrored (self) ? width - weeks - (column + 1) * cell_width
                                                   : weeks + column * cell_width;

  return GRAPHENE_RECT_INIT (x, HEADING + index / N_DAYS * cell_height, cell_width, cell_height);
}

static PangoLayout *
make_layout (FoyerCalendarGrid *self, const char *text, float width, gboolean is_bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  if (is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (layout, TRUE);
    }
  return layout;
}

static void
draw_layout (GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

int
foyer_calendar_grid_get_line_height (FoyerCalendarGrid *self)
{
  g_autoptr (PangoLayout) layout = make_layout (self, "0", 0, FALSE);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static GdkRGBA
fade (GdkRGBA colour, float alpha)
{
  colour.alpha *= alpha;
  return colour;
}

char *
foyer_calendar_grid_say_item (const FoyerCalendarItem *item, gint64 day)
{
  gint64 start = foyer_wall_seconds_get_day (item->wall);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (item->wall);
  g_autofree char *clock = NULL;

  if (start != day)
    return g_strdup (item->title);
  clock = g_date_time_format (time, "%H:%M");
  return g_strdup_printf ("%s %s", clock, item->title);
}

static void
draw_chip (FoyerCalendarGrid *self,
           GtkSnapshot *snapshot,
           const FoyerCalendarItem *item,
           gint64 day,
           graphene_rect_t place,
           guint n_lines,
           const GdkRGBA *ink)
{
  const FoyerUuid *id = foyer_uuid_is_nil (&item->series_id) ? &item->event_id : &item->series_id;
  GdkRGBA tint = foyer_css_node_get_colour (self->tints[foyer_uuid_hash (id) % N_TINTS]);
  GdkRGBA ground = fade (tint, 0.22f);
  GdkRGBA text_colour = item->status == FOYER_EVENT_PUBLISHED ? *ink : fade (*ink, 0.75f);
  g_autofree char *said = foyer_calendar_grid_say_item (item, day);
  /* A sign besides the colour: a warning sign for a clash, a pencil for a draft, a cross for what
   * is off. */
  g_autofree char *text = g_strdup_printf ("%s%s",
                                           item->clashes                           ? "⚠ "
                                           : item->status == FOYER_EVENT_CANCELLED ? "✕ "
                                           : item->status == FOYER_EVENT_DRAFT     ? "✎ "
                                                                                   : "",
                                           said);
  g_autoptr (PangoLayout) layout =
      make_layout (self, text, place.size.width - STRIPE - 2 * PADDING, FALSE);
  GskRoundedRect outline;
  float stripe_x = foyer_calendar_grid_is_mirrored (self)
                       ? place.origin.x + place.size.width - STRIPE
                       : place.origin.x;

  if (n_lines > 1)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -(int) n_lines);
    }
  if (item->status == FOYER_EVENT_CANCELLED)
    {
      PangoAttrList *attributes = pango_layout_get_attributes (layout);

      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      pango_layout_set_attributes (layout, attributes);
    }
  gsk_rounded_rect_init_from_rect (&outline, &place, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &place);
  gtk_snapshot_append_color (
      snapshot, &tint, &GRAPHENE_RECT_INIT (stripe_x, place.origin.y, STRIPE, place.size.height));
  if (item->clashes)
    text_colour = foyer_css_node_get_colour (self->warning);
  draw_layout (snapshot, layout,
               place.origin.x + PADDING + (foyer_calendar_grid_is_mirrored (self) ? 0 : STRIPE),
               place.origin.y, &text_colour);
  gtk_snapshot_pop (snapshot);
}

/* A week has room for whole titles, as long as that leaves room for all events of a day. */
guint
foyer_calendar_grid_count_lines (FoyerCalendarGrid *self,
                                 const graphene_rect_t *cell,
                                 int line,
                                 guint n_items)
{
  float room = cell->size.height - line - 2 * PADDING;
  guint n = self->n_weeks == 1 ? WEEK_LINES : 1;

  while (n > 1 && n_items * (n * line + CHIP_GAP) > room)
    n--;
  return n;
}

/* How many chips fit below the day's number; when not all do, one line is for “more”. */
guint
foyer_calendar_grid_count_fitting (FoyerCalendarGrid *self,
                                   const graphene_rect_t *cell,
                                   int line,
                                   guint n_items)
{
  int room = (int) (cell->size.height - line - 2 * PADDING);
  int n = MAX (room, 0) / (line + CHIP_GAP);

  if ((guint) n >= n_items)
    return n_items;
  return MAX (n - 1, 0);
}

graphene_rect_t
foyer_calendar_grid_get_chip (const graphene_rect_t *cell, int line, guint n_lines, guint n)
{
  float height = n_lines * line;

  return GRAPHENE_RECT_INIT (cell->origin.x + PADDING,
                             cell->origin.y + line + PADDING + CHIP_GAP + n * (height + CHIP_GAP),
                             cell->size.width - 2 * PADDING, height);
}

static void
draw_number (FoyerCalendarGrid *self,
             GtkSnapshot *snapshot,
             gint64 day,
             const graphene_rect_t *cell,
             const GdkRGBA *ink)
{
  GdkRGBA accent = foyer_css_node_get_colour (self->accent);
  gboolean is_today = day == foyer_calendar_today ();
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  GDate date;
  GdkRGBA colour;

  foyer_wall_seconds_get_date (day * FOYER_DAY_SECONDS, &date);
  text = g_strdup_printf ("%d", g_date_get_day (&date));
  layout = make_layout (self, text, 0, is_today);
  colour = is_today ? accent
           : self->month != 0 && g_date_get_month (&date) != (GDateMonth) self->month
               ? fade (*ink, 0.45f)
               : *ink;
  if (foyer_calendar_grid_is_mirrored (self))
    {
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      draw_layout (snapshot, layout, cell->origin.x + cell->size.width - width - PADDING - 2,
                   cell->origin.y + 2, &colour);
    }
  else
    draw_layout (snapshot, layout, cell->origin.x + PADDING + 2, cell->origin.y + 2, &colour);
}

static void
draw_day (FoyerCalendarGrid *self, GtkSnapshot *snapshot, guint index, int line, const GdkRGBA *ink)
{
  GPtrArray *items = self->days->pdata[index];
  graphene_rect_t cell = foyer_calendar_grid_get_cell (self, index);
  gint64 day = self->first_day + index;
  GdkRGBA border = fade (*ink, 0.15f);
  GdkRGBA accent = foyer_css_node_get_colour (self->accent);
  guint n_lines = foyer_calendar_grid_count_lines (self, &cell, line, items->len);
  guint n_fitting = foyer_calendar_grid_count_fitting (self, &cell, line, items->len);

  gtk_snapshot_append_color (
      snapshot, &border, &GRAPHENE_RECT_INIT (cell.origin.x, cell.origin.y, cell.size.width, 1));
  gtk_snapshot_append_color (
      snapshot, &border, &GRAPHENE_RECT_INIT (cell.origin.x, cell.origin.y, 1, cell.size.height));
  if (self->dragged != NULL && day == self->drag_to)
    {
      GdkRGBA ground = fade (accent, 0.2f);

      gtk_snapshot_append_color (snapshot, &ground, &cell);
    }
  draw_number (self, snapshot, day, &cell, ink);
  for (guint i = 0; i < n_fitting; i++)
    draw_chip (self, snapshot, items->pdata[i], day,
               foyer_calendar_grid_get_chip (&cell, line, n_lines, i), n_lines, ink);
  if (n_fitting < items->len)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u more", "%u more", items->len - n_fitting), items->len - n_fitting);
      graphene_rect_t place = foyer_calendar_grid_get_chip (&cell, line, 1, n_fitting);
      g_autoptr (PangoLayout) layout = make_layout (self, text, place.size.width, FALSE);
      GdkRGBA dim = fade (*ink, 0.7f);

      draw_layout (snapshot, layout, place.origin.x + STRIPE, place.origin.y, &dim);
    }
  if (day == self->day)
    {
      GskRoundedRect outline;
      float width = gtk_widget_has_focus (GTK_WIDGET (self)) ? 2 : 1;

      gsk_rounded_rect_init_from_rect (&outline, &cell, 4);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ width, width, width, width },
                                  (GdkRGBA[4]){ accent, accent, accent, accent });
    }
}

static void
draw_headings (FoyerCalendarGrid *self, GtkSnapshot *snapshot, const GdkRGBA *ink)
{
  GdkRGBA dim = fade (*ink, 0.7f);

  for (guint i = 0; i < N_DAYS; i++)
    {
      graphene_rect_t cell = foyer_calendar_grid_get_cell (self, i);
      gint64 wall = (self->first_day + i) * FOYER_DAY_SECONDS;
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (wall);
      g_autofree char *name = g_date_time_format (date, cell.size.width < 90 ? "%a" : "%A");
      g_autoptr (PangoLayout) layout =
          make_layout (self, name, cell.size.width - 2 * PADDING, FALSE);

      pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      draw_layout (snapshot, layout, cell.origin.x + PADDING, 4, &dim);
    }
  for (guint i = 0; self->shows_weeks && i < self->n_weeks; i++)
    {
      graphene_rect_t cell = foyer_calendar_grid_get_cell (self, i * N_DAYS);
      g_autofree char *text = NULL;
      g_autoptr (PangoLayout) layout = NULL;
      GDate date;

      /* The Thursday of a week says whose week it is. */
      foyer_wall_seconds_get_date ((self->first_day + i * N_DAYS + 3) * FOYER_DAY_SECONDS, &date);
      text = g_strdup_printf ("%u", g_date_get_iso8601_week_of_year (&date));
      layout = make_layout (self, text, WEEK_COLUMN, FALSE);
      pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
      draw_layout (snapshot, layout,
                   foyer_calendar_grid_is_mirrored (self)
                       ? gtk_widget_get_width (GTK_WIDGET (self)) - WEEK_COLUMN
                       : 0,
                   cell.origin.y + 2, &dim);
    }
}

void
foyer_calendar_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerCalendarGrid *self = FOYER_CALENDAR_GRID (widget);
  GdkRGBA ink = foyer_css_node_get_colour (widget);
  int line = foyer_calendar_grid_get_line_height (self);

  if (self->n_weeks == 0)
    return;
  draw_headings (self, snapshot, &ink);
  for (guint i = 0; i < self->n_weeks * N_DAYS; i++)
    draw_day (self, snapshot, i, line, &ink);
}
