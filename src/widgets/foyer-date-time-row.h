/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Date and time in one row: typed freely or picked from a calendar, in a zone that it names.
 *
 *   text ── read ──▸ instant ── write ──▸ text as it was understood, when the focus leaves
 *
 * How text is read and written is given to it. */
#define FOYER_TYPE_DATE_TIME_ROW (foyer_date_time_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDateTimeRow, foyer_date_time_row, FOYER, DATE_TIME_ROW, AdwEntryRow)

/* text is in zone; what it leaves out comes from base. remark: (out) (optional) something to know, in words. */
typedef gboolean (*FoyerDateTimeRead)  (const char  *text,
                                        GTimeZone   *zone,
                                        gint64       base,
                                        gint64      *instant,
                                        char       **remark);
typedef char    *(*FoyerDateTimeWrite) (gint64       instant,
                                        GTimeZone   *zone);

void        foyer_date_time_row_set_format  (FoyerDateTimeRow   *self,
                                             FoyerDateTimeRead   read,
                                             FoyerDateTimeWrite  write);
GTimeZone  *foyer_date_time_row_get_zone    (FoyerDateTimeRow   *self);
/* Keeps what the wall shows: 19:00 stays 19:00 in the new zone. */
void        foyer_date_time_row_set_zone    (FoyerDateTimeRow   *self,
                                             GTimeZone          *zone);
gint64      foyer_date_time_row_get_instant (FoyerDateTimeRow   *self);
void        foyer_date_time_row_set_instant (FoyerDateTimeRow   *self,
                                             gint64              instant);
gboolean    foyer_date_time_row_is_valid    (FoyerDateTimeRow   *self);
const char *foyer_date_time_row_get_remark  (FoyerDateTimeRow   *self); /* (nullable) */
/* Signal "edited": void (FoyerDateTimeRow *), after each change by a person. */

G_END_DECLS
