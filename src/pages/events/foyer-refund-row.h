/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-refund-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One refund: whose, how much, and the two things to do with it. Actions of the window: refunds.settle ((xi): key, status). */
#define FOYER_TYPE_REFUND_ROW (foyer_refund_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRefundRow, foyer_refund_row, FOYER, REFUND_ROW, GtkWidget)

GtkWidget *foyer_refund_row_new      (void);
void       foyer_refund_row_set_item (FoyerRefundRow  *self,
                                      FoyerRefundItem *item); /* (nullable) */

G_END_DECLS
