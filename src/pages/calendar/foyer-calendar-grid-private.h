/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-calendar-grid.h"

#include "foyer-calendar-store.h"
#include "foyer-wall-seconds.h"

G_BEGIN_DECLS

#define N_DAYS      7
#define HEADING     28
#define PADDING     4
#define CHIP_GAP    2
#define STRIPE      3
#define WEEK_COLUMN 32
#define DRAG_LEAST  8
#define N_TINTS     8
#define MIN_CELL    44
#define WEEK_LINES  3

struct _FoyerCalendarGrid
{
  GtkWidget parent_instance;

  GtkWidget *tints[N_TINTS]; /* (owned) never shown: colours of the style */
  GtkWidget *accent;         /* (owned) the same */
  GtkWidget *warning;        /* (owned) the same */

  GPtrArray *items; /* (owned) (nullable) (element-type FoyerCalendarItem) */
  GPtrArray *days;  /* (owned) (element-type GPtrArray) for each day shown, its items */
  gint64 first_day;
  guint n_weeks;
  guint month;
  gint64 day;
  gboolean shows_weeks;

  const FoyerCalendarItem *dragged; /* (nullable) in items */
  gint64 drag_from;
  gint64 drag_to;
};

/* Where things are, and how they are drawn. */
gboolean foyer_calendar_grid_is_mirrored (FoyerCalendarGrid *self);
graphene_rect_t foyer_calendar_grid_get_cell (FoyerCalendarGrid *self, guint index);
graphene_rect_t
foyer_calendar_grid_get_chip (const graphene_rect_t *cell, int line, guint n_lines, guint n);
guint foyer_calendar_grid_count_lines (FoyerCalendarGrid *self,
                                       const graphene_rect_t *cell,
                                       int line,
                                       guint n_items);
guint foyer_calendar_grid_count_fitting (FoyerCalendarGrid *self,
                                         const graphene_rect_t *cell,
                                         int line,
                                         guint n_items);
int foyer_calendar_grid_get_line_height (FoyerCalendarGrid *self);
char *foyer_calendar_grid_say_item (const FoyerCalendarItem *item, gint64 day);
void foyer_calendar_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

G_END_DECLS
