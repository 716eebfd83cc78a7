/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_RECEIPT_TEXT,
  FOYER_RECEIPT_RULE,
  FOYER_RECEIPT_SPACE, /* an empty line */
  FOYER_RECEIPT_QR,
  FOYER_RECEIPT_IMAGE,
  FOYER_RECEIPT_CUT,   /* the paper is cut; a sheet begins anew */
} FoyerReceiptKind;

typedef enum
{
  FOYER_RECEIPT_PLAIN = 0,
  FOYER_RECEIPT_BOLD = 1 << 0,
  FOYER_RECEIPT_DOUBLE = 1 << 1,  /* twice as wide and high */
  FOYER_RECEIPT_INVERSE = 1 << 2, /* white on a black bar */
} FoyerReceiptStyle;

/* The start is the left in a language that is written from left to right. */
typedef enum
{
  FOYER_RECEIPT_START,
  FOYER_RECEIPT_CENTRE,
  FOYER_RECEIPT_END,
} FoyerReceiptAlign;

/* What does not count says so on paper. */
typedef enum
{
  FOYER_RECEIPT_REAL,
  FOYER_RECEIPT_TEST,     /* a test event */
  FOYER_RECEIPT_TRAINING, /* a training till */
} FoyerReceiptMark;

typedef struct
{
  FoyerReceiptKind  kind;
  FoyerReceiptStyle style;
  FoyerReceiptAlign align;
  char             *text;   /* without control characters; of a QR code: what it says */
  char             *amount; /* (nullable) at the other end of the line */
  cairo_surface_t  *image;  /* (nullable) */
} FoyerReceiptLine;

/* What is on a receipt, a ticket or a report, from top to bottom, whatever it is printed on. Counted references; not changed
 * any more once it is shared between threads. */
typedef struct _FoyerReceipt FoyerReceipt;

FoyerReceipt           *foyer_receipt_new         (const char            *title);
FoyerReceipt           *foyer_receipt_ref         (FoyerReceipt          *self);
void                    foyer_receipt_unref       (FoyerReceipt          *self);
const char             *foyer_receipt_get_title   (const FoyerReceipt    *self);
gboolean                foyer_receipt_is_rtl      (const FoyerReceipt    *self);
void                    foyer_receipt_set_rtl     (FoyerReceipt          *self,
                                                   gboolean               is_rtl);
guint                   foyer_receipt_get_n_lines (const FoyerReceipt    *self);
const FoyerReceiptLine *foyer_receipt_get_line    (const FoyerReceipt    *self,
                                                   guint                  n);
void                    foyer_receipt_add_text    (FoyerReceipt          *self,
                                                   const char            *text, /* (nullable) */
                                                   FoyerReceiptAlign      align,
                                                   FoyerReceiptStyle      style);
void                    foyer_receipt_add_amount  (FoyerReceipt          *self,
                                                   const char            *text,
                                                   const char            *amount,
                                                   FoyerReceiptStyle      style);
void                    foyer_receipt_add_rule    (FoyerReceipt          *self);
void                    foyer_receipt_add_space   (FoyerReceipt          *self);
void                    foyer_receipt_add_qr      (FoyerReceipt          *self,
                                                   const char            *text);
void                    foyer_receipt_add_image   (FoyerReceipt          *self,
                                                   cairo_surface_t       *image);
void                    foyer_receipt_add_cut     (FoyerReceipt          *self);
void                    foyer_receipt_add_mark    (FoyerReceipt          *self,
                                                   FoyerReceiptMark       mark);
void                    foyer_receipt_append      (FoyerReceipt          *self,
                                                   const FoyerReceipt    *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReceipt, foyer_receipt_unref)

G_END_DECLS
