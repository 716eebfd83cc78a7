/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Why the replica could not be opened, and what to do. */
#define FOYER_TYPE_PROBLEM_PAGE (foyer_problem_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerProblemPage, foyer_problem_page, FOYER, PROBLEM_PAGE, GtkWidget)

/* The page follows the context's error. */
GtkWidget *foyer_problem_page_new (FoyerContext *context);

G_END_DECLS
