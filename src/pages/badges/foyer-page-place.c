/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-page-place.h"

graphene_rect_t
foyer_page_place (GtkWidget *widget, FoyerSheet *sheet, double margin, double *scale)
{
  double width = MAX (gtk_widget_get_width (widget) - 2 * margin, 1);
  double height = MAX (gtk_widget_get_height (widget) - 2 * margin, 1);
  double page_width, page_height;

  foyer_sheet_get_page (sheet, &page_width, &page_height);
  *scale = MIN (width / page_width, height / page_height);
  return GRAPHENE_RECT_INIT (margin + (width - page_width * *scale) / 2,
                             margin + (height - page_height * *scale) / 2, page_width * *scale,
                             page_height * *scale);
}
