/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-keyed-item.h"
#include "foyer-text-cell.h"

G_BEGIN_DECLS

/* A cell of a list page's table: shows something of the item that its row is bound to, and again when that is another. */
#define FOYER_TYPE_LIST_CELL (foyer_list_cell_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerListCell, foyer_list_cell, FOYER, LIST_CELL, FoyerTextCell)

struct _FoyerListCellClass
{
  FoyerTextCellClass parent_class;

  /* There is a row at the item's position. */
  void (*show) (FoyerListCell  *self,
                FoyerKeyedItem *item);
};

/* item: (nullable) */
void            foyer_list_cell_set_item (FoyerListCell  *self,
                                          FoyerKeyedItem *item);
FoyerKeyedItem *foyer_list_cell_get_item (FoyerListCell  *self);

G_END_DECLS
