/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt-layout.h"

G_BEGIN_DECLS

/* A row as black dots. Private to the layer. */
typedef struct
{
  guint   width;  /* dots; those at the right that are all white are left out */
  guint   height;
  guint8 *bits;   /* (owned) rows of whole bytes, the left dot in the highest bit; 1 is black */
} FoyerReceiptRaster;

FoyerReceiptRaster *foyer_receipt_raster_new  (const FoyerReceiptLayout *layout,
                                               const FoyerReceiptRow    *row);
void                foyer_receipt_raster_free (FoyerReceiptRaster       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReceiptRaster, foyer_receipt_raster_free)

G_END_DECLS
