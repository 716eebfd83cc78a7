/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-view.h"

G_BEGIN_DECLS

/* The clipboard of formatted text: HTML for those who read it, plain text for the others. */
void foyer_rich_clipboard_copy  (FoyerRichView *view);
void foyer_rich_clipboard_paste (FoyerRichView *view,
                                 gboolean       is_plain);

G_END_DECLS
