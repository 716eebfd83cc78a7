/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A sentence under a field of a boxed list: what is wrong with it, or how it was understood. Empty: not shown. */
#define FOYER_TYPE_MESSAGE_ROW (foyer_message_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMessageRow, foyer_message_row, FOYER, MESSAGE_ROW, AdwPreferencesRow)

GtkWidget  *foyer_message_row_new       (void);
const char *foyer_message_row_get_text  (FoyerMessageRow *self);
/* field (nullable): gets the style of a wrong field, and the sentence as its description for screen readers. */
void        foyer_message_row_set_error (FoyerMessageRow *self,
                                         GtkWidget       *field,
                                         const char      *text);
void        foyer_message_row_set_hint  (FoyerMessageRow *self,
                                         GtkWidget       *field,
                                         const char      *text);

G_END_DECLS
