/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt-layout.h"

G_BEGIN_DECLS

struct _FoyerReceiptLayout
{
  FoyerReceipt     *receipt; /* (owned) */
  FoyerReceiptPaper paper;
  PangoContext     *context; /* (owned) */
  GPtrArray        *layouts; /* (owned) (element-type PangoLayout) what the rows' lines belong to */
  GArray           *rows;    /* (owned) (element-type FoyerReceiptRow) */
  guint             columns; /* of a roll */
  double            width;   /* dots of a roll, points of a sheet */
  double            height;  /* of the rows so far */
  double            font;    /* size of the text that is drawn */
};

FoyerReceiptRow *foyer_receipt_layout_add_row      (FoyerReceiptLayout     *self,
                                                    FoyerReceiptKind        kind,
                                                    FoyerReceiptStyle       style,
                                                    double                  height);
double           foyer_receipt_layout_place        (FoyerReceiptLayout     *self,
                                                    FoyerReceiptAlign       align,
                                                    double                  width);
gboolean         foyer_receipt_layout_add_cells    (FoyerReceiptLayout     *self,
                                                    const FoyerReceiptLine *line,
                                                    FoyerReceiptStyle       style);
void             foyer_receipt_layout_add_drawn    (FoyerReceiptLayout     *self,
                                                    const FoyerReceiptLine *line,
                                                    FoyerReceiptStyle       style);

/* Draws one row at its place, in the units of the layout. */
void             foyer_receipt_layout_draw_row     (const FoyerReceiptLayout *self,
                                                    cairo_t                  *cr,
                                                    const FoyerReceiptRow    *row);

G_END_DECLS
