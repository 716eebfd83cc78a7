/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "foyer-qr.h"
#include "foyer-receipt.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_PAPER_ROLL_80, /* 80 mm wide, as long as what is on it */
  FOYER_PAPER_ROLL_58,
  FOYER_PAPER_A6,
  FOYER_PAPER_A4,
} FoyerReceiptPaper;

#define FOYER_N_PAPERS 4

#define FOYER_RECEIPT_CELL   12 /* dots: the width of a printer's letter */
#define FOYER_RECEIPT_LETTER 24 /* dots: its height */
#define FOYER_RECEIPT_PITCH  30 /* dots: from one line of its letters to the next */

/* A stretch of text on a row. */
typedef struct
{
  char            *text;     /* (owned) */
  double           x;
  double           width;
  PangoLayoutLine *line;     /* (owned) (nullable): the printer's own letters */
  double           baseline; /* of line, below the top of the row */
} FoyerReceiptPiece;

/* What is beside one another, over the whole width. */
typedef struct
{
  FoyerReceiptKind  kind;
  FoyerReceiptStyle style;
  double            y;
  double            height;
  FoyerReceiptPiece pieces[2]; /* of text; the second one is the amount */
  guint             n_pieces;
  FoyerQr          *code;      /* (owned) (nullable) */
  cairo_surface_t  *image;     /* (owned) (nullable) */
  double            x;         /* of the code or image; a code's quiet zone is around that */
  double            size;      /* its width */
} FoyerReceiptRow;

/* Where each thing of a receipt stands on a paper: made once, and drawn, saved or sent to a receipt printer. Lines are broken
 * here and nowhere else, so that the preview is what comes out of the printer.
 *
 * A roll is measured in the printer's dots and its letters are 12 × 24 of them; a line with a letter that the printer does not
 * have is drawn by us. A sheet is measured in points and all of it is drawn. Belongs to the thread that made it. */
typedef struct _FoyerReceiptLayout FoyerReceiptLayout;

FoyerReceiptLayout    *foyer_receipt_layout_new           (FoyerReceipt             *receipt,
                                                           FoyerReceiptPaper         paper,
                                                           guint                     columns); /* of a roll; 0: as usual */
void                   foyer_receipt_layout_free          (FoyerReceiptLayout       *self);
guint                  foyer_receipt_paper_get_columns    (FoyerReceiptPaper         paper);   /* 0 for a sheet */
FoyerReceiptPaper      foyer_receipt_layout_get_paper     (const FoyerReceiptLayout *self);
const char            *foyer_receipt_layout_get_title     (const FoyerReceiptLayout *self);
guint                  foyer_receipt_layout_get_columns   (const FoyerReceiptLayout *self);
double                 foyer_receipt_layout_get_width     (const FoyerReceiptLayout *self);
guint                  foyer_receipt_layout_get_n_rows    (const FoyerReceiptLayout *self);
const FoyerReceiptRow *foyer_receipt_layout_get_row       (const FoyerReceiptLayout *self,
                                                           guint                     n);
char                  *foyer_receipt_layout_to_text       (const FoyerReceiptLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReceiptLayout, foyer_receipt_layout_free)

G_END_DECLS
