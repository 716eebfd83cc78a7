/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a clock and a calendar on the wall show, without a zone. */
typedef struct
{
  int year;
  int month;
  int day;
  int hour;
  int minute;
} FoyerWall;

gboolean foyer_wall_parse          (const char      *text,  /* "fri 7pm", "22.11. 19:00", "tomorrow", "2026-11-22 19:00" */
                                    const FoyerWall *today,
                                    const FoyerWall *base,  /* gives what the text leaves out */
                                    FoyerWall       *wall);
char    *foyer_wall_format         (const FoyerWall *wall); /* by locale; parses back to the same */
void     foyer_wall_from_instant   (FoyerWall       *wall,
                                    gint64           instant,
                                    GTimeZone       *zone);
gboolean foyer_wall_is_month_first (void);
gboolean foyer_wall_uses_half_days (void);

G_END_DECLS
