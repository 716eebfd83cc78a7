/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-receipt-layout.h"

G_BEGIN_DECLS

/* A receipt as its printer prints it, on paper, one piece below the other. As wide as it is given, and as high as that asks
 * for: to be put into a scrolled window. Screen readers hear its lines. */
#define FOYER_TYPE_RECEIPT_PREVIEW (foyer_receipt_preview_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReceiptPreview, foyer_receipt_preview, FOYER, RECEIPT_PREVIEW, GtkWidget)

GtkWidget *foyer_receipt_preview_new         (void);
/* receipt (nullable): none */
void       foyer_receipt_preview_set_receipt (FoyerReceiptPreview *self,
                                              FoyerReceipt        *receipt,
                                              FoyerReceiptPaper    paper,
                                              guint                columns);

G_END_DECLS
