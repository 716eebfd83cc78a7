/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-preview.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "foyer-receipt-pages.h"

#define MARGIN    12.0
#define GAP       12.0
#define MIN_WIDTH 180
#define NATURAL   (96.0 / 72.0) /* pixels of a point: as large as on paper */
#define LARGEST   (2 * NATURAL)

struct _FoyerReceiptPreview
{
  GtkWidget          parent_instance;

  FoyerReceiptPages *pages; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerReceiptPreview, foyer_receipt_preview, GTK_TYPE_WIDGET)

static double
get_scale (FoyerReceiptPreview *self, double width)
{
  double paper, height;

  foyer_receipt_pages_get_size (self->pages, 0, &paper, &height);
  return CLAMP ((width - 2 * MARGIN) / paper, 0.1, LARGEST);
}

static void
draw_page (FoyerReceiptPreview *self,
           GtkSnapshot         *snapshot,
           guint                page,
           graphene_rect_t     *rect,
           double               scale)
{
  GskRoundedRect outline;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&outline, rect, 2);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.25 }, 0, 1, 1, 6);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, rect);
  cr = gtk_snapshot_append_cairo (snapshot, rect);
  cairo_translate (cr, rect->origin.x, rect->origin.y);
  cairo_scale (cr, scale, scale);
  foyer_receipt_pages_draw (self->pages, cr, page);
  cairo_destroy (cr);
}

static void
foyer_receipt_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerReceiptPreview *self = FOYER_RECEIPT_PREVIEW (widget);
  double y = MARGIN;
  double scale;

  if (self->pages == NULL)
    return;
  scale = get_scale (self, gtk_widget_get_width (widget));
  for (guint i = 0; i < foyer_receipt_pages_get_n (self->pages); i++)
    {
      graphene_rect_t rect;
      double width, height;

      foyer_receipt_pages_get_size (self->pages, i, &width, &height);
      rect = GRAPHENE_RECT_INIT (floor ((gtk_widget_get_width (widget) - width * scale) / 2), y,
                                 width * scale, height * scale);
      draw_page (self, snapshot, i, &rect, scale);
      y += height * scale + GAP;
    }
}

static double
get_height (FoyerReceiptPreview *self, double scale)
{
  double sum = 2 * MARGIN - GAP;

  for (guint i = 0; i < foyer_receipt_pages_get_n (self->pages); i++)
    {
      double width, height;

      foyer_receipt_pages_get_size (self->pages, i, &width, &height);
      sum += height * scale + GAP;
    }
  return sum;
}

static GtkSizeRequestMode
foyer_receipt_preview_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_receipt_preview_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  FoyerReceiptPreview *self = FOYER_RECEIPT_PREVIEW (widget);
  double width = 0, height = 0;

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : 0;
  if (self->pages == NULL)
    return;
  foyer_receipt_pages_get_size (self->pages, 0, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (ceil (width * NATURAL + 2 * MARGIN), MIN_WIDTH);
  else
    *minimum = *natural = ceil (
        get_height (self, for_size >= 0 ? get_scale (self, for_size) : NATURAL));
}

static void
foyer_receipt_preview_finalize (GObject *object)
{
  FoyerReceiptPreview *self = FOYER_RECEIPT_PREVIEW (object);

  g_clear_pointer (&self->pages, foyer_receipt_pages_free);

  G_OBJECT_CLASS (foyer_receipt_preview_parent_class)->finalize (object);
}

static void
foyer_receipt_preview_class_init (FoyerReceiptPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_receipt_preview_finalize;
  widget_class->snapshot = foyer_receipt_preview_snapshot;
  widget_class->measure = foyer_receipt_preview_measure;
  widget_class->get_request_mode = foyer_receipt_preview_get_request_mode;

  gtk_widget_class_set_css_name (widget_class, "receiptpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_receipt_preview_init (FoyerReceiptPreview *self)
{
  foyer_receipt_preview_set_receipt (self, NULL, FOYER_PAPER_ROLL_80, 0);
}

GtkWidget *
foyer_receipt_preview_new (void)
{
  return g_object_new (FOYER_TYPE_RECEIPT_PREVIEW, NULL);
}

void
foyer_receipt_preview_set_receipt (FoyerReceiptPreview *self,
                                   FoyerReceipt        *receipt,
                                   FoyerReceiptPaper    paper,
                                   guint                columns)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FOYER_IS_RECEIPT_PREVIEW (self));

  g_clear_pointer (&self->pages, foyer_receipt_pages_free);
  if (receipt != NULL)
    {
      self->pages = foyer_receipt_pages_new (receipt, paper, columns);
      text = foyer_receipt_layout_to_text (foyer_receipt_pages_get_layout (self->pages));
    }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
      receipt != NULL ? foyer_receipt_get_title (receipt) : _ ("Preview"),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
