/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-job-store.h"
#include "foyer-receipt-printer.h"

G_BEGIN_DECLS

/* Targets of jobs that follow the settings; any other is a printer's own. */
#define FOYER_PRINT_RECEIPT_PRINTER "receipt-printer"
#define FOYER_PRINT_TICKET_PRINTER  "ticket-printer"
#define FOYER_PRINT_BADGE_PRINTER   "badge-printer"

/* The printers that prints can go to. */
typedef struct _FoyerPrintTargets FoyerPrintTargets;

FoyerPrintTargets   *foyer_print_targets_new          (void);
void                 foyer_print_targets_free         (FoyerPrintTargets *self);
/* (nullable) of the program. */
void                 foyer_print_targets_set_settings (FoyerPrintTargets *self,
                                                       GSettings         *settings);
GSettings           *foyer_print_targets_get_settings (FoyerPrintTargets *self);
/* The printer for this, as it is set up now; (nullable) none is. */
const char          *foyer_print_targets_find         (FoyerPrintTargets *self,
                                                       FoyerPrintKind     kind);
/* How sheets and rolls are laid out for a target: (transfer full). */
FoyerPrinterSetup   *foyer_print_targets_load_setup   (FoyerPrintTargets *self,
                                                       const char        *target);
/* The printer of a target, of which there is one, so that what is asked for first comes out first: (transfer full); it may be
 * none. */
FoyerReceiptPrinter *foyer_print_targets_ref_printer  (FoyerPrintTargets *self,
                                                       const char        *target);
/* The print queue of badges: (transfer full), NULL for none. */
char                *foyer_print_targets_dup_queue    (FoyerPrintTargets *self,
                                                       const char        *target);

G_END_DECLS
