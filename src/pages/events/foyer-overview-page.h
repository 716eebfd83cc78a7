/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One event at a glance: what it is, how far it is, what needs somebody, who came last. */
#define FOYER_TYPE_OVERVIEW_PAGE (foyer_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOverviewPage, foyer_overview_page, FOYER, OVERVIEW_PAGE, GtkWidget)

GtkWidget *foyer_overview_page_new (FoyerReplica    *replica,
                                    GSettings       *settings,
                                    const FoyerUuid *event_id);

G_END_DECLS
