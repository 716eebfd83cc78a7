/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A day and a time of it, to be picked: what the button of a FoyerDateTimeRow shows, made when it
 * is first pressed. */
#define FOYER_TYPE_DATE_TIME_POPOVER (foyer_date_time_popover_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDateTimePopover,
                      foyer_date_time_popover,
                      FOYER,
                      DATE_TIME_POPOVER,
                      GtkPopover)

GtkWidget *foyer_date_time_popover_new (void);
void foyer_date_time_popover_set (FoyerDateTimePopover *self, GDateTime *local);
/* “2026-11-22 19:00” */
char *foyer_date_time_popover_dup_text (FoyerDateTimePopover *self);
/* Signal "picked": by a person. */

G_END_DECLS
