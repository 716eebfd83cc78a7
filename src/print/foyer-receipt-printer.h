/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-printer-setup.h"

G_BEGIN_DECLS

/* Prints receipts without a dialog. All of it happens in a thread; errors are FOYER_PRINTER_ERROR with a sentence, or
 * G_IO_ERROR_CANCELLED. Asked for by the main thread. */
#define FOYER_TYPE_RECEIPT_PRINTER (foyer_receipt_printer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReceiptPrinter, foyer_receipt_printer, FOYER, RECEIPT_PRINTER, GObject)

FoyerReceiptPrinter     *foyer_receipt_printer_new                (const FoyerPrinterSetup *setup);
const FoyerPrinterSetup *foyer_receipt_printer_get_setup          (FoyerReceiptPrinter     *self);
gboolean                 foyer_receipt_printer_is_set_up          (FoyerReceiptPrinter     *self);
/* For so long, in milliseconds, a printer may take nothing, and be silent when it is asked how it is. */
void                     foyer_receipt_printer_set_patience       (FoyerReceiptPrinter     *self,
                                                                   guint                    write_ms,
                                                                   guint                    status_ms);
void                     foyer_receipt_printer_print_async        (FoyerReceiptPrinter     *self,
                                                                   FoyerReceipt            *receipt,
                                                                   gboolean                 opens_drawer,
                                                                   GCancellable            *cancellable,
                                                                   GAsyncReadyCallback      callback,
                                                                   gpointer                 user_data);
gboolean                 foyer_receipt_printer_print_finish       (FoyerReceiptPrinter     *self,
                                                                   GAsyncResult            *result,
                                                                   GError                 **error);
void                     foyer_receipt_printer_open_drawer_async  (FoyerReceiptPrinter     *self,
                                                                   GCancellable            *cancellable,
                                                                   GAsyncReadyCallback      callback,
                                                                   gpointer                 user_data);
gboolean                 foyer_receipt_printer_open_drawer_finish (FoyerReceiptPrinter     *self,
                                                                   GAsyncResult            *result,
                                                                   GError                 **error);
/* The same for programs without a main loop: blocks. */
gboolean                 foyer_receipt_printer_print              (FoyerReceiptPrinter     *self,
                                                                   FoyerReceipt            *receipt,
                                                                   gboolean                 opens_drawer,
                                                                   GCancellable            *cancellable,
                                                                   GError                 **error);

G_END_DECLS
