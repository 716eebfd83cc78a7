/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which rows of a table are shown: a button with the menu that sets the conditions, and a row of pills, one for each condition
 * that is set, each with its way out. Property "conditions": what the menu holds, for the templates of the derived types. Signal
 * "changed". */
#define FOYER_TYPE_LIST_FILTER (foyer_list_filter_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerListFilter, foyer_list_filter, FOYER, LIST_FILTER, GtkWidget)

struct _FoyerListFilterClass
{
  GtkWidgetClass parent_class;

  /* Adds a pill for each condition, and shows what else follows from them. */
  void (*add_pills) (FoyerListFilter *self);
  /* Takes all conditions away. */
  void (*clear)     (FoyerListFilter *self);
};

/* (transfer none): the pills, to be put in a row of their own, where there is room for them. */
GtkWidget      *foyer_list_filter_get_pills    (FoyerListFilter *self);
gboolean        foyer_list_filter_is_set       (FoyerListFilter *self);
void            foyer_list_filter_clear        (FoyerListFilter *self);
/* Where a day begins. */
void            foyer_list_filter_set_zone     (FoyerListFilter *self,
                                                GTimeZone       *zone);

/* For the derived types. mark: (nullable) stands before the text. */
GtkCheckButton *foyer_list_filter_add_check    (FoyerListFilter *self,
                                                GtkWidget       *box,
                                                const char      *text,
                                                GtkWidget       *mark);
/* pressed: (nullable) void (GtkWidget *pill, GtkCheckButton *check); else check is switched off. */
void            foyer_list_filter_add_pill     (FoyerListFilter *self,
                                                const char      *text,
                                                GtkCheckButton  *check,
                                                GCallback        pressed);
/* Several conditions change, but it is told once. */
void            foyer_list_filter_begin        (FoyerListFilter *self);
void            foyer_list_filter_end          (FoyerListFilter *self);
/* A condition is another. */
void            foyer_list_filter_update       (FoyerListFilter *self);
/* The day of an instant begins then. */
gint64          foyer_list_filter_get_midnight (FoyerListFilter *self,
                                                gint64           now);

G_END_DECLS
