/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-sheet.h"

#include <glib/gi18n-lib.h>

#include "foyer-badge-layout.h"
#include "foyer-badge-sheet-private.h"
#include "foyer-qr.h"

struct _FoyerBadgeSheet
{
  GObject           parent_instance;

  FoyerSheet       *sheet;     /* (owned) */
  guint             n_badges;
  guint             start;
  gboolean          outlines;
  FoyerBadgeFunc    func;
  gpointer          data;      /* (owned) */
  GDestroyNotify    data_free; /* (nullable) */
  FoyerBadgeLayout *layout;    /* (owned) (nullable) made when first drawn */
};

G_DEFINE_FINAL_TYPE (FoyerBadgeSheet, foyer_badge_sheet, G_TYPE_OBJECT)

static void
draw_outline (FoyerBadgeSheet *self,
              cairo_t         *cr,
              const FoyerRect *label)
{
  double corner = MAX (foyer_sheet_get_corner (self->sheet), 0.1);

  cairo_new_sub_path (cr);
  cairo_arc (cr, label->width - corner, corner, corner, -G_PI_2, 0);
  cairo_arc (cr, label->width - corner, label->height - corner, corner, 0, G_PI_2);
  cairo_arc (cr, corner, label->height - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, corner, corner, corner, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0.8, 0.8, 0.8);
  cairo_set_line_width (cr, 0.75);
  cairo_stroke (cr);
}

static void
foyer_badge_sheet_finalize (GObject *object)
{
  FoyerBadgeSheet *self = FOYER_BADGE_SHEET (object);

  g_clear_object (&self->sheet);
  g_clear_pointer (&self->layout, foyer_badge_layout_free);
  if (self->data_free != NULL)
    self->data_free (self->data);

  G_OBJECT_CLASS (foyer_badge_sheet_parent_class)->finalize (object);
}

static void
foyer_badge_sheet_class_init (FoyerBadgeSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = foyer_badge_sheet_finalize;
}

static void
foyer_badge_sheet_init (FoyerBadgeSheet *self)
{
}

/**
 * foyer_badge_sheet_new:
 * @sheet: the labels to draw on
 * @n_badges: how many badges there are
 * @func: (scope notified): gives a badge by its number
 * @data: (nullable): for @func
 * @data_free: (nullable): frees @data
 *
 * Returns: (transfer full): the badges, laid out
 */
FoyerBadgeSheet *
foyer_badge_sheet_new (FoyerSheet    *sheet,
                       guint          n_badges,
                       FoyerBadgeFunc func,
                       gpointer       data,
                       GDestroyNotify data_free)
{
  FoyerBadgeSheet *self;

  g_return_val_if_fail (FOYER_IS_SHEET (sheet), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (FOYER_TYPE_BADGE_SHEET, NULL);
  self->sheet = g_object_ref (sheet);
  self->n_badges = n_badges;
  self->func = func;
  self->data = data;
  self->data_free = data_free;
  return self;
}

/**
 * foyer_badge_sheet_set_start:
 * @self: a badge sheet
 * @label: the first label to use on the first page, from 0; taken modulo the labels of a page
 */
void
foyer_badge_sheet_set_start (FoyerBadgeSheet *self,
                             guint            label)
{
  g_return_if_fail (FOYER_IS_BADGE_SHEET (self));

  self->start = label % foyer_sheet_get_n_labels (self->sheet);
}

/**
 * foyer_badge_sheet_set_outlines:
 * @self: a badge sheet
 * @outlines: whether the labels' edges are drawn, as a preview does
 */
void
foyer_badge_sheet_set_outlines (FoyerBadgeSheet *self,
                                gboolean         outlines)
{
  g_return_if_fail (FOYER_IS_BADGE_SHEET (self));

  self->outlines = outlines;
}

/**
 * foyer_badge_sheet_get_sheet:
 * @self: a badge sheet
 *
 * Returns: (transfer none): the labels
 */
FoyerSheet *
foyer_badge_sheet_get_sheet (FoyerBadgeSheet *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_SHEET (self), NULL);

  return self->sheet;
}

/**
 * foyer_badge_sheet_get_n_pages:
 * @self: a badge sheet
 *
 * Returns: the pages that the badges take; 0 without badges
 */
guint
foyer_badge_sheet_get_n_pages (FoyerBadgeSheet *self)
{
  guint n_labels;

  g_return_val_if_fail (FOYER_IS_BADGE_SHEET (self), 0);

  if (self->n_badges == 0)
    return 0;

  n_labels = foyer_sheet_get_n_labels (self->sheet);
  return ((guint64) self->start + self->n_badges + n_labels - 1) / n_labels;
}

/*< private >
 * foyer_badge_sheet_get_range:
 *
 * The badges of a page: the first one's number, how many there are, and the label that the first one is on.
 */
void
foyer_badge_sheet_get_range (FoyerBadgeSheet *self,
                             guint            page,
                             guint           *first,
                             guint           *n,
                             guint           *label)
{
  guint n_labels = foyer_sheet_get_n_labels (self->sheet);

  *label = page == 0 ? self->start : 0;
  *first = page == 0 ? 0 : page * n_labels - self->start;
  *n = *first < self->n_badges ? MIN (n_labels - *label, self->n_badges - *first) : 0;
}

/*< private >
 * foyer_badge_sheet_pull:
 *
 * Returns: (transfer none): badge @n, until the next call
 */
const FoyerBadge *
foyer_badge_sheet_pull (FoyerBadgeSheet *self,
                        guint            n,
                        GError         **error)
{
  const FoyerBadge *badge = self->func (n, self->data, error);

  if (badge == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FAILED,
                         _ ("A badge is missing."));
  return badge;
}

/*< private >
 * foyer_badge_sheet_draw_label:
 *
 * Draws one badge, with its code ready made, on a label of the page.
 */
void
foyer_badge_sheet_draw_label (FoyerBadgeSheet  *self,
                              FoyerBadgeLayout *layout,
                              cairo_t          *cr,
                              guint             label,
                              const FoyerBadge *badge,
                              const FoyerQr    *code)
{
  FoyerRect rect;

  foyer_sheet_get_label (self->sheet, label, &rect);
  cairo_save (cr);
  cairo_translate (cr, rect.x, rect.y);
  if (self->outlines)
    draw_outline (self, cr, &rect);
  foyer_badge_layout_draw (layout, cr, badge, code, NULL);
  cairo_restore (cr);
}

/*< private >
 * foyer_badge_sheet_make_layout:
 *
 * Returns: (transfer full): the design for the sheet's labels, for the calling thread
 */
FoyerBadgeLayout *
foyer_badge_sheet_make_layout (FoyerBadgeSheet *self)
{
  FoyerRect label;

  foyer_sheet_get_label (self->sheet, 0, &label);
  return foyer_badge_layout_new (label.width, label.height, foyer_sheet_get_corner (self->sheet));
}

/**
 * foyer_badge_sheet_draw_page:
 * @self: a badge sheet
 * @cr: where to draw, in points from the page's top left corner
 * @page: from 0
 * @error: return location, of the function that gives the badges
 *
 * Draws a page: the same for a preview, a printer and a PDF. Always to be called on the same thread.
 *
 * Returns: %FALSE with @error set when a badge could not be had; the page is then incomplete
 */
gboolean
foyer_badge_sheet_draw_page (FoyerBadgeSheet *self,
                             cairo_t         *cr,
                             guint            page,
                             GError         **error)
{
  guint first, n, label;

  g_return_val_if_fail (FOYER_IS_BADGE_SHEET (self), FALSE);
  g_return_val_if_fail (cr != NULL, FALSE);

  if (self->layout == NULL)
    self->layout = foyer_badge_sheet_make_layout (self);

  foyer_badge_sheet_get_range (self, page, &first, &n, &label);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerQr) code = NULL;
      const FoyerBadge *badge = foyer_badge_sheet_pull (self, first + i, error);

      if (badge == NULL)
        return FALSE;
      code = badge->code != NULL ? foyer_qr_new (badge->code) : NULL;
      foyer_badge_sheet_draw_label (self, self->layout, cr, label + i, badge, code);
    }

  return TRUE;
}
