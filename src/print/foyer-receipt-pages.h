/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-receipt-layout.h"

G_BEGIN_DECLS

/* A receipt on its paper, in pages: one draw_page () for preview, PDF and printer. A roll is one page from cut to cut, as long
 * as what is on it. Belongs to the thread that made it. */
typedef struct _FoyerReceiptPages FoyerReceiptPages;

FoyerReceiptPages        *foyer_receipt_pages_new        (FoyerReceipt            *receipt,
                                                          FoyerReceiptPaper        paper,
                                                          guint                    columns); /* of a roll; 0: as usual */
void                      foyer_receipt_pages_free       (FoyerReceiptPages       *self);
const FoyerReceiptLayout *foyer_receipt_pages_get_layout (const FoyerReceiptPages *self);
guint                     foyer_receipt_pages_get_n      (const FoyerReceiptPages *self);  /* at least 1 */
void                      foyer_receipt_pages_get_size   (const FoyerReceiptPages *self,
                                                          guint                    page,
                                                          double                  *width,  /* points */
                                                          double                  *height);
void                      foyer_receipt_pages_draw       (const FoyerReceiptPages *self,
                                                          cairo_t                 *cr,
                                                          guint                    page);
gboolean                  foyer_receipt_pages_write_pdf  (const FoyerReceiptPages *self,
                                                          GOutputStream           *stream,
                                                          GCancellable            *cancellable,
                                                          GError                 **error);
/* The same into a file, which is only replaced when all went well. */
gboolean                  foyer_receipt_pages_save_pdf   (const FoyerReceiptPages *self,
                                                          GFile                   *file,
                                                          GCancellable            *cancellable,
                                                          GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReceiptPages, foyer_receipt_pages_free)

G_END_DECLS
