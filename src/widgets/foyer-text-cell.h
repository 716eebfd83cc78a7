/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A cell of a long table: one widget without children, that draws its mark and its line of text itself. A table has some 1 400 of
 * them at any length of its list; half of the time to open it went into the widgets within the cells. */
#define FOYER_TYPE_TEXT_CELL (foyer_text_cell_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerTextCell, foyer_text_cell, FOYER, TEXT_CELL, GtkWidget)

struct _FoyerTextCellClass
{
  GtkWidgetClass parent_class;
};

/* Of one cell in each row: it is as high as its font, and at least so wide. To measure a font takes time. */
void foyer_text_cell_set_leading (FoyerTextCell *self,
                                  int            width);
/* Where numbers end, rather than where lines begin. */
void foyer_text_cell_set_at_end  (FoyerTextCell *self,
                                  gboolean       is_at_end);
/* text: (nullable) */
void foyer_text_cell_set_text    (FoyerTextCell *self,
                                  const char    *text);
/* A dot of a colour as CSS has it, before the text; (nullable) none. */
void foyer_text_cell_set_dot     (FoyerTextCell *self,
                                  const char    *colour);
/* An icon before the text; colour: (nullable) its name in the theme, else paler than the text. */
void foyer_text_cell_set_icon    (FoyerTextCell *self,
                                  const char    *icon_name, /* (nullable) static */
                                  const char    *colour);   /* static */

G_END_DECLS
