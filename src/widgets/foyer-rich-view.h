/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-buffer.h"

G_BEGIN_DECLS

/* Where formatted text is written: bullets and numbers, the keys of lists, pasting and dropping with formats.
 * Signal "link-activated" (address): Ctrl and a click. Signal "picture-offered" (GObject: a GFile or a GdkTexture): pasted or
 * dropped; whoever takes it calls foyer_rich_text_insert_picture () when it is ready. */
#define FOYER_TYPE_RICH_VIEW (foyer_rich_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRichView, foyer_rich_view, FOYER, RICH_VIEW, GtkTextView)

FoyerRichBuffer *foyer_rich_view_get_buffer      (FoyerRichView *self);
void             foyer_rich_view_paste_plainly   (FoyerRichView *self);

G_END_DECLS
