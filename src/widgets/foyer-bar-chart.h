/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Bars over time, with a line drawn on from the last of them. Colours come from the style: the scale is in the widget's
 * colour, bars and line in that of its nodes "bars" and "line". Knows no domain type.
 *
 * What a screen reader says is given to it in words: see foyer_bar_chart_set_description (). */
#define FOYER_TYPE_BAR_CHART (foyer_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBarChart, foyer_bar_chart, FOYER, BAR_CHART, GtkWidget)

GtkWidget *foyer_bar_chart_new             (void);
void       foyer_bar_chart_set_values      (FoyerBarChart *self,
                                            const double  *bars,
                                            guint          n_bars,
                                            const double  *line,
                                            guint          n_line);
/* A tick under bar n; n_bars and more lie under the line. */
void       foyer_bar_chart_clear_ticks     (FoyerBarChart *self);
void       foyer_bar_chart_add_tick        (FoyerBarChart *self,
                                            guint          bar,
                                            const char    *label);
void       foyer_bar_chart_set_description (FoyerBarChart *self,
                                            const char    *label,
                                            const char    *description);
double     foyer_bar_chart_get_ceiling     (FoyerBarChart *self); /* top of the scale */

G_END_DECLS
