/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt.h"

#include "foyer-fitted-text.h"
#include "foyer-receipt-text.h"

#include <glib/gi18n-lib.h>

struct _FoyerReceipt
{
  gatomicrefcount ref_count;
  char           *title; /* (owned) */
  GArray         *lines; /* (owned) (element-type FoyerReceiptLine) */
  gboolean        is_rtl;
};

static void
clear_line (gpointer data)
{
  FoyerReceiptLine *line = data;

  g_free (line->text);
  g_free (line->amount);
  g_clear_pointer (&line->image, cairo_surface_destroy);
}

static FoyerReceiptLine *
add_line (FoyerReceipt    *self,
          FoyerReceiptKind kind)
{
  FoyerReceiptLine line = { .kind = kind };

  g_array_append_val (self->lines, line);
  return &g_array_index (self->lines, FoyerReceiptLine, self->lines->len - 1);
}

/**
 * foyer_receipt_new:
 * @title: what a file of it is called
 *
 * Begins a receipt in the direction of the language that the program speaks.
 *
 * Returns: (transfer full): without a line
 */
FoyerReceipt *
foyer_receipt_new (const char *title)
{
  FoyerReceipt *self = g_new0 (FoyerReceipt, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->title = foyer_receipt_text_clean (title != NULL ? title : "");
  self->lines = g_array_new (FALSE, FALSE, sizeof (FoyerReceiptLine));
  g_array_set_clear_func (self->lines, clear_line);
  self->is_rtl = foyer_text_runs_rtl (_ ("Total"));
  return self;
}

/**
 * foyer_receipt_ref:
 * @self: a receipt
 *
 * Returns: (transfer full): the same; from any thread
 */
FoyerReceipt *
foyer_receipt_ref (FoyerReceipt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * foyer_receipt_unref:
 * @self: (transfer full): a receipt; from any thread
 */
void
foyer_receipt_unref (FoyerReceipt *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->lines);
  g_free (self->title);
  g_free (self);
}

/**
 * foyer_receipt_get_title:
 * @self: a receipt
 *
 * Returns: (transfer none): what a file of it is called
 */
const char *
foyer_receipt_get_title (const FoyerReceipt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * foyer_receipt_is_rtl:
 * @self: a receipt
 *
 * Returns: whether its lines start at the right
 */
gboolean
foyer_receipt_is_rtl (const FoyerReceipt *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_rtl;
}

/**
 * foyer_receipt_set_rtl:
 * @self: a receipt
 * @is_rtl: whether its lines start at the right
 *
 * For a receipt in another language than the program's.
 */
void
foyer_receipt_set_rtl (FoyerReceipt *self, gboolean is_rtl)
{
  g_return_if_fail (self != NULL);

  self->is_rtl = is_rtl;
}

/**
 * foyer_receipt_get_n_lines:
 * @self: a receipt
 *
 * Returns: how many lines there are, before any is wrapped
 */
guint
foyer_receipt_get_n_lines (const FoyerReceipt *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->lines->len;
}

/**
 * foyer_receipt_get_line:
 * @self: a receipt
 * @n: from 0
 *
 * Returns: (transfer none): the line, until one is added
 */
const FoyerReceiptLine *
foyer_receipt_get_line (const FoyerReceipt *self, guint n)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n < self->lines->len, NULL);

  return &g_array_index (self->lines, FoyerReceiptLine, n);
}

/**
 * foyer_receipt_add_text:
 * @self: a receipt
 * @text: (nullable): what is said; each line of it becomes one, and what is no text at all none
 * @align: where
 * @style: how
 *
 * The text may come from anybody: control characters become spaces, and marks that would turn a text around are left out.
 */
void
foyer_receipt_add_text (FoyerReceipt     *self,
                        const char       *text,
                        FoyerReceiptAlign align,
                        FoyerReceiptStyle style)
{
  g_auto (GStrv) paragraphs = NULL;

  g_return_if_fail (self != NULL);

  if (text == NULL)
    return;
  paragraphs = g_strsplit (text, "\n", -1);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_autofree char *clean = foyer_receipt_text_clean (paragraphs[i]);
      FoyerReceiptLine *line;

      if (*clean == '\0')
        continue;
      line = add_line (self, FOYER_RECEIPT_TEXT);
      line->text = g_steal_pointer (&clean);
      line->align = align;
      line->style = style;
    }
}

/**
 * foyer_receipt_add_amount:
 * @self: a receipt
 * @text: what it is for
 * @amount: how much, as people write it
 * @style: how
 *
 * Adds a line with @text at its start, wrapped where it is long, and @amount at the end of its last line.
 */
void
foyer_receipt_add_amount (FoyerReceipt     *self,
                          const char       *text,
                          const char       *amount,
                          FoyerReceiptStyle style)
{
  FoyerReceiptLine *line;

  g_return_if_fail (self != NULL);
  g_return_if_fail (amount != NULL);

  line = add_line (self, FOYER_RECEIPT_TEXT);
  line->text = foyer_receipt_text_clean (text != NULL ? text : "");
  line->amount = foyer_receipt_text_clean (amount);
  line->style = style;
}

/**
 * foyer_receipt_add_rule:
 * @self: a receipt
 *
 * Adds a line across the paper.
 */
void
foyer_receipt_add_rule (FoyerReceipt *self)
{
  g_return_if_fail (self != NULL);

  add_line (self, FOYER_RECEIPT_RULE);
}

/**
 * foyer_receipt_add_space:
 * @self: a receipt
 *
 * Adds an empty line.
 */
void
foyer_receipt_add_space (FoyerReceipt *self)
{
  g_return_if_fail (self != NULL);

  add_line (self, FOYER_RECEIPT_SPACE);
}

/**
 * foyer_receipt_add_qr:
 * @self: a receipt
 * @text: what the code says
 *
 * Adds a QR code in the middle. A text that no QR code can hold is left out where it is printed.
 */
void
foyer_receipt_add_qr (FoyerReceipt *self, const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  if (*text != '\0')
    add_line (self, FOYER_RECEIPT_QR)->text = g_utf8_make_valid (text, -1);
}

/**
 * foyer_receipt_add_image:
 * @self: a receipt
 * @image: (nullable): an image surface, not drawn on any more
 *
 * Adds a logo in the middle. It is scaled down to the paper, never up.
 */
void
foyer_receipt_add_image (FoyerReceipt *self, cairo_surface_t *image)
{
  g_return_if_fail (self != NULL);

  if (image != NULL && cairo_surface_get_type (image) == CAIRO_SURFACE_TYPE_IMAGE
      && cairo_image_surface_get_width (image) > 0 && cairo_image_surface_get_height (image) > 0)
    add_line (self, FOYER_RECEIPT_IMAGE)->image = cairo_surface_reference (image);
}

/**
 * foyer_receipt_add_cut:
 * @self: a receipt
 *
 * What follows is on another piece of paper. At the end the paper is cut anyway.
 */
void
foyer_receipt_add_cut (FoyerReceipt *self)
{
  g_return_if_fail (self != NULL);

  add_line (self, FOYER_RECEIPT_CUT);
}

/**
 * foyer_receipt_add_mark:
 * @self: a receipt
 * @mark: what it is
 *
 * Adds a black bar that says that this is a test or training; nothing for what is real.
 */
void
foyer_receipt_add_mark (FoyerReceipt *self, FoyerReceiptMark mark)
{
  g_return_if_fail (self != NULL);

  if (mark == FOYER_RECEIPT_TEST)
    foyer_receipt_add_text (self, _ ("Test – does not count"), FOYER_RECEIPT_CENTRE,
                            FOYER_RECEIPT_BOLD | FOYER_RECEIPT_INVERSE);
  else if (mark == FOYER_RECEIPT_TRAINING)
    foyer_receipt_add_text (self, _ ("Training – does not count"), FOYER_RECEIPT_CENTRE,
                            FOYER_RECEIPT_BOLD | FOYER_RECEIPT_INVERSE);
}

/**
 * foyer_receipt_append:
 * @self: a receipt
 * @other: another one
 *
 * Adds the other one on a piece of paper of its own: several tickets are one job of the printer.
 */
void
foyer_receipt_append (FoyerReceipt *self, const FoyerReceipt *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL && other != self);

  if (self->lines->len > 0)
    foyer_receipt_add_cut (self);
  for (guint i = 0; i < other->lines->len; i++)
    {
      FoyerReceiptLine line = g_array_index (other->lines, FoyerReceiptLine, i);

      line.text = g_strdup (line.text);
      line.amount = g_strdup (line.amount);
      if (line.image != NULL)
        cairo_surface_reference (line.image);
      g_array_append_val (self->lines, line);
    }
}
