/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A print that waits: what it is, why it did not come out, and what can be done. Its actions are those of the window:
 * prints.try (xs), prints.save (x), prints.drop (x). */
#define FOYER_TYPE_PRINT_JOB_ROW (foyer_print_job_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintJobRow, foyer_print_job_row, FOYER, PRINT_JOB_ROW, AdwActionRow)

/* queues: of the system's print service, NULL-terminated, (nullable) while nobody knows. */
GtkWidget *foyer_print_job_row_new (const FoyerWaitingPrint *waiting,
                                    FoyerPrintDesk          *desk,
                                    const char *const       *queues);

G_END_DECLS
