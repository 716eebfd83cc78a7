/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From when to when somebody arrived, in the event's zone: two fields of a boxed list, and what is wrong with them. */
#define FOYER_TYPE_ARRIVAL_RANGE (foyer_arrival_range_get_type ())
G_DECLARE_FINAL_TYPE (FoyerArrivalRange, foyer_arrival_range, FOYER, ARRIVAL_RANGE, GtkWidget)

void  foyer_arrival_range_set_zone (FoyerArrivalRange *self,
                                    GTimeZone         *zone);
void  foyer_arrival_range_set      (FoyerArrivalRange *self,
                                    gint64             from,
                                    gint64             to);
/* The instants that were understood last. */
void  foyer_arrival_range_get      (FoyerArrivalRange *self,
                                    gint64            *from,
                                    gint64            *to);
char *foyer_arrival_range_dup_text (FoyerArrivalRange *self);
/* Signal "changed": by a person. */

G_END_DECLS
