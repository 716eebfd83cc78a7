/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A template in a list: activated to begin an event with it; renamed in place; deleted.
 * Actions of the window: templates.rename ((ss): id, name), templates.delete (s). */
#define FOYER_TYPE_TEMPLATE_ROW (foyer_template_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTemplateRow, foyer_template_row, FOYER, TEMPLATE_ROW, AdwActionRow)

GtkWidget       *foyer_template_row_new    (const FoyerEvent *event);
const FoyerUuid *foyer_template_row_get_id (FoyerTemplateRow *self);

G_END_DECLS
