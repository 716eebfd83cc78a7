/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-import-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One column of the preview of a list: what it means, its heading, its first cells. Signal "role-chosen" (FoyerImportRole). */
#define FOYER_TYPE_IMPORT_COLUMN_VIEW (foyer_import_column_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImportColumnView, foyer_import_column_view, FOYER, IMPORT_COLUMN_VIEW, GtkWidget)

#define FOYER_IMPORT_PREVIEW_ROWS 5

/* roles: the model of all drop-downs, in the order of the enum. */
GtkWidget *foyer_import_column_view_new    (FoyerImportPlan       *plan,
                                            guint                  column,
                                            GListModel            *roles);
/* Shows the column as it is in the plan now. */
void       foyer_import_column_view_update (FoyerImportColumnView *self);

G_END_DECLS
