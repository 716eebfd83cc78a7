/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An AdwEntryRow with an apply button, for a text that may change elsewhere while somebody types in it. */

/* Sets the text, unless somebody is typing another one. text: (nullable) */
void     foyer_kept_entry_fill   (GtkWidget  *row,
                                  const char *text);
/* What it has is what was applied. text: (nullable) NULL: what it shows. */
void     foyer_kept_entry_keep   (GtkWidget  *row,
                                  const char *text);
/* It is about something else now: the next text is filled in whatever it has. */
void     foyer_kept_entry_forget (GtkWidget  *row);
/* Takes back what is typed in the row that has the focus; FALSE when there is nothing to take back. For the key Escape. */
gboolean foyer_kept_entry_revert (GtkWidget  *around);

G_END_DECLS
