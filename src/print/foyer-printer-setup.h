/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-escpos.h"
#include "foyer-printer-target.h"

G_BEGIN_DECLS

/* Which printer, what is in it and what it can do. */
typedef struct
{
  FoyerPrinterTarget *target;  /* (owned) */
  FoyerReceiptPaper   paper;
  guint               columns; /* of a roll; 0: as usual */
  FoyerEscpos         escpos;  /* drawer: the one that is at this printer */
} FoyerPrinterSetup;

FoyerPrinterSetup *foyer_printer_setup_new  (const char              *target,  /* as a target's text */
                                             GError                 **error);
FoyerPrinterSetup *foyer_printer_setup_load (GSettings               *settings); /* of the schema ….Foyer.Printer */
FoyerPrinterSetup *foyer_printer_setup_copy (const FoyerPrinterSetup *self);
void               foyer_printer_setup_free (FoyerPrinterSetup       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrinterSetup, foyer_printer_setup_free)

G_END_DECLS
