/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words as chips, with a place to type the next one: Enter, comma or leaving takes it, Backspace at
 * the beginning goes back to the last chip, the arrows walk along them, Delete removes one. None
 * twice. Property "tags" (GStrv); notifies. */
#define FOYER_TYPE_TAG_ENTRY (foyer_tag_entry_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTagEntry, foyer_tag_entry, FOYER, TAG_ENTRY, GtkWidget)

char **foyer_tag_entry_dup_tags (FoyerTagEntry *self);
void foyer_tag_entry_set_tags (FoyerTagEntry *self, const char *const *tags);

G_END_DECLS
