/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-sheet.h"

G_BEGIN_DECLS

/* The printer of single badges, at a door and at a till: the one chosen last, with its options.
 * settings: of the program. */

/* The print queue: (transfer full), NULL while none was chosen, or what was chosen is none, such as
 * a file. */
char *foyer_badge_printer_dup_queue (GSettings *settings);
/* (nullable) queue: NULL to be asked again with the next badge. */
void foyer_badge_printer_set_queue (GSettings *settings, const char *queue);
/* What is said to the queue of such a sheet: (transfer full) (element-type utf8) "name=value". own:
 * also what was chosen with the queue; another queue knows other options. */
GStrv foyer_badge_printer_list_options (GSettings *settings, FoyerSheet *sheet, gboolean own);
/* The label that single badges are printed on. (transfer full) */
FoyerSheet *foyer_badge_printer_find_sheet (GSettings *settings, GError **error);

G_END_DECLS
