/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-view.h"

G_BEGIN_DECLS

/* An editor of formatted text: clean HTML in, clean HTML out, the same bytes when nothing was changed.
 * Properties: "bold", "italic", "kind" ("paragraph", "heading", "subheading", "quote", "bullet", "number"): at the cursor.
 * Actions: rich.bold, rich.italic, rich.kind, rich.link, rich.picture, rich.indent, rich.outdent, rich.plain, rich.undo,
 * rich.redo, rich.paste-plain.
 * Signal "changed": by a person, or undo. Signal "picture-offered" (GObject: GFile or GdkTexture): chosen, pasted or dropped;
 * whoever takes it calls foyer_rich_text_insert_picture () when it is ready. */
#define FOYER_TYPE_RICH_TEXT (foyer_rich_text_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRichText, foyer_rich_text, FOYER, RICH_TEXT, GtkWidget)

GtkWidget     *foyer_rich_text_new              (void);
/* Replaces all, and forgets what could be undone. html (nullable) may be dirty. */
void           foyer_rich_text_set_html         (FoyerRichText        *self,
                                                 const char           *html);
/* (transfer full): clean, empty for nothing. */
char          *foyer_rich_text_dup_html         (FoyerRichText        *self);
void           foyer_rich_text_set_picture_func (FoyerRichText        *self,
                                                 FoyerRichPictureFunc  func,
                                                 gpointer              data);
/* At the cursor. */
void           foyer_rich_text_insert_picture   (FoyerRichText        *self,
                                                 const char           *id,
                                                 const char           *alt); /* (nullable) */
FoyerRichView *foyer_rich_text_get_view         (FoyerRichText        *self);
/* For a window whose own shortcuts are the same: does "rich.undo", "rich.redo" or "rich.link"; FALSE when there is nothing to do. */
gboolean       foyer_rich_text_act              (FoyerRichText        *self,
                                                 const char           *action);

G_END_DECLS
