/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-door.h"

G_BEGIN_DECLS

/* Finds people at the door by any part of name, company, e-mail, order number or code, while their name is typed. Below
 * the entry stand the results, or its idle child while nothing is sought.
 *
 * Signal "chosen": void (FoyerDoorSearch *, FoyerTicket *): this person is to be checked in.
 * Signal "code-typed": void (FoyerDoorSearch *, const char *): Enter on a text that finds nobody: a code, perhaps. */
#define FOYER_TYPE_DOOR_SEARCH (foyer_door_search_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoorSearch, foyer_door_search, FOYER, DOOR_SEARCH, GtkWidget)

GtkWidget *foyer_door_search_new            (void);
void       foyer_door_search_set_door       (FoyerDoorSearch *self,
                                             FoyerDoor       *door);
void       foyer_door_search_set_idle_child (FoyerDoorSearch *self,
                                             GtkWidget       *child);
void       foyer_door_search_type           (FoyerDoorSearch *self,
                                             const char      *text);
void       foyer_door_search_clear          (FoyerDoorSearch *self);
void       foyer_door_search_rest           (FoyerDoorSearch *self);
gboolean   foyer_door_search_is_searching   (FoyerDoorSearch *self);
guint      foyer_door_search_get_n_results  (FoyerDoorSearch *self);

G_END_DECLS
