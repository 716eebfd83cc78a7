/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One of very many things, found by searching in a popover: a currency, a time zone. What they are is known to who derives
 * from it. */
#define FOYER_TYPE_CHOICE_ROW (foyer_choice_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerChoiceRow, foyer_choice_row, FOYER, CHOICE_ROW, AdwActionRow)

struct _FoyerChoiceRowClass
{
  AdwActionRowClass parent_class;

  /* (transfer full) all that can be chosen; asked for once, when it is first shown */
  GListModel *(*load) (FoyerChoiceRow *self);
  /* (transfer full) what was typed, as matches () compares it */
  char *(*fold) (const char *typed);
  gboolean (*matches) (gpointer    item,
                       const char *folded);
  /* A person chose. */
  void (*choose) (FoyerChoiceRow *self,
                  gpointer        item);
};

/* For implementations, once: what the search asks for, what the list is called, what is said when nothing is found, how a row of it looks.
 * factory: (transfer full) */
void foyer_choice_row_set_up   (FoyerChoiceRow *self,
                                const char     *placeholder,
                                const char     *list_name,
                                const char     *unknown,
                                GtkListItemFactory *factory);
/* What is chosen, in short. */
void foyer_choice_row_set_label (FoyerChoiceRow *self,
                                 const char     *label);

G_END_DECLS
