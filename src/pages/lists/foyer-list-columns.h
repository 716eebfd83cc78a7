/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-list-cell.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A column as it is described. */
typedef struct
{
  const char *id;        /* in the settings */
  const char *title;
  int         field;     /* what its cells show, as the page counts */
  int         sort;      /* by what the list sorts for it; negative: by nothing */
  int         width;     /* in pixels for usual text; 0: as its cells ask */
  gboolean    expands;   /* takes what is left */
  gboolean    is_always; /* cannot be hidden */
  gboolean    is_at_end; /* numbers: its title stands where they end */
} FoyerListColumn;

/* What the rows of a table are: its cells, and their text as it is copied. */
typedef struct
{
  GtkWidget *(*new_cell) (const FoyerListColumn *column, GTimeZone *zone);
  char      *(*dup_text) (FoyerKeyedItem *item, const FoyerListColumn *column, GTimeZone *zone); /* (nullable) */
} FoyerListRows;

/* The columns of a table: which are shown, how wide, and what is sorted by; all of it is kept in the settings. Nothing is sorted
 * here: a click on a title only tells what is asked for. Signal "sorted". */
#define FOYER_TYPE_LIST_COLUMNS (foyer_list_columns_get_type ())
G_DECLARE_FINAL_TYPE (FoyerListColumns, foyer_list_columns, FOYER, LIST_COLUMNS, GObject)

/* name: of the table in the settings: name-columns, name-widths, name-sort, name-sort-descending. rows: static */
FoyerListColumns *foyer_list_columns_new          (GtkColumnView         *view,
                                                   const FoyerListRows   *rows,
                                                   GSettings             *settings,
                                                   const char            *name,
                                                   GTimeZone             *zone);
/* columns: copied. Those from first on give way to these; then it is sorted as before. */
void              foyer_list_columns_set          (FoyerListColumns      *self,
                                                   guint                  first,
                                                   const FoyerListColumn *columns,
                                                   guint                  n_columns);
/* Fills box with a check button for each that can be hidden. */
void              foyer_list_columns_fill_chooser (FoyerListColumns      *self,
                                                   GtkBox                *box);
/* FALSE: by nothing. */
gboolean          foyer_list_columns_get_sort     (FoyerListColumns      *self,
                                                   int                   *sort,
                                                   gboolean              *is_descending);
/* What is shown of an item, tab between columns; (transfer full). item: (nullable): their titles */
char             *foyer_list_columns_dup_row      (FoyerListColumns      *self,
                                                   FoyerKeyedItem        *item);
/* As they stand, where they were dragged to: (element-type FoyerListColumn) (transfer container). */
GPtrArray        *foyer_list_columns_list_shown   (FoyerListColumns      *self);

G_END_DECLS
