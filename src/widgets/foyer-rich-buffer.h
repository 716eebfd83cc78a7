/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-rich-block.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Formatted text being edited. Each line is a block.
 *
 *   characters and inline tags (bold, italic, links, pictures)  ─┐
 *   a kind for each line, from which its look follows           ─┴─▸ lines as blocks, compared with those before: a step of undo
 *
 * Text and formats are one history: a step is “these lines were those blocks”, so nothing can be forgotten in it.
 * Signal "edited": the document changed, by a person or undo. Signal "state-changed": what holds at the cursor, or what can be
 * undone, may have changed. */
#define FOYER_TYPE_RICH_BUFFER (foyer_rich_buffer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRichBuffer, foyer_rich_buffer, FOYER, RICH_BUFFER, GtkTextBuffer)

/* (transfer full) (nullable): what shows the picture of this id. */
typedef GdkPaintable *(*FoyerRichPictureFunc) (const char *id, gpointer data);

FoyerRichBuffer *foyer_rich_buffer_new              (void);
void             foyer_rich_buffer_set_picture_func (FoyerRichBuffer      *self,
                                                     FoyerRichPictureFunc  func,
                                                     gpointer              data);
/* Replaces all; there is nothing to undo then. (element-type FoyerRichBlock) */
void             foyer_rich_buffer_set_blocks       (FoyerRichBuffer      *self,
                                                     GPtrArray            *blocks);
/* (transfer none) (element-type FoyerRichBlock) as they are, not tidy. */
GPtrArray       *foyer_rich_buffer_get_blocks       (FoyerRichBuffer      *self);
/* (transfer full) (element-type FoyerRichBlock) of a part. */
GPtrArray       *foyer_rich_buffer_read             (FoyerRichBuffer      *self,
                                                     const GtkTextIter    *start,
                                                     const GtkTextIter    *end);
/* At the cursor, instead of what is selected. */
void             foyer_rich_buffer_insert_blocks    (FoyerRichBuffer      *self,
                                                     GPtrArray            *blocks);

/* What holds at the cursor, or all over the selection. */
FoyerRichStyle   foyer_rich_buffer_get_style        (FoyerRichBuffer      *self);
void             foyer_rich_buffer_set_style        (FoyerRichBuffer      *self,
                                                     FoyerRichStyle        which,
                                                     gboolean              is_on);
FoyerRichKind    foyer_rich_buffer_get_kind         (FoyerRichBuffer      *self);
void             foyer_rich_buffer_set_kind         (FoyerRichBuffer      *self,
                                                     FoyerRichKind         kind);
FoyerRichKind    foyer_rich_buffer_get_line_kind    (FoyerRichBuffer      *self,
                                                     int                   line,
                                                     guint                *level); /* (out) (optional) */
/* 1, 2, … of an item in a numbered list. */
guint            foyer_rich_buffer_get_line_number  (FoyerRichBuffer      *self,
                                                     int                   line);
/* FALSE when the selected lines are no list. */
gboolean         foyer_rich_buffer_indent           (FoyerRichBuffer      *self,
                                                     int                   by);
/* (nullable) (transfer none): the address of the link there, and the whole of it. */
const char      *foyer_rich_buffer_get_link         (FoyerRichBuffer      *self,
                                                     const GtkTextIter    *at,
                                                     GtkTextIter          *start,  /* (out) (optional) */
                                                     GtkTextIter          *end);   /* (out) (optional) */
/* href (nullable): none. */
void             foyer_rich_buffer_set_link         (FoyerRichBuffer      *self,
                                                     const GtkTextIter    *start,
                                                     const GtkTextIter    *end,
                                                     const char           *href);
void             foyer_rich_buffer_insert_link      (FoyerRichBuffer      *self,
                                                     const char           *text,
                                                     const char           *href);

/* The picture at the cursor or before it, or what is selected when that is one: FALSE for none. */
gboolean         foyer_rich_buffer_find_picture     (FoyerRichBuffer      *self,
                                                     GtkTextIter          *start,
                                                     GtkTextIter          *end);
/* (nullable) (transfer full) What it shows, in words. */
char            *foyer_rich_buffer_dup_alt          (FoyerRichBuffer      *self);
/* alt (nullable): it is only decoration. A step of undo. */
void             foyer_rich_buffer_set_alt          (FoyerRichBuffer      *self,
                                                     const char           *alt);

gboolean         foyer_rich_buffer_can_undo         (FoyerRichBuffer      *self);
gboolean         foyer_rich_buffer_can_redo         (FoyerRichBuffer      *self);
void             foyer_rich_buffer_undo             (FoyerRichBuffer      *self);
void             foyer_rich_buffer_redo             (FoyerRichBuffer      *self);

/* Keys with a meaning of their own; FALSE: what any text does. */
gboolean         foyer_rich_buffer_break_line       (FoyerRichBuffer      *self);
gboolean         foyer_rich_buffer_erase_backwards  (FoyerRichBuffer      *self);
/* The colours of links and quotes follow the theme. */
void             foyer_rich_buffer_set_link_colour  (FoyerRichBuffer      *self,
                                                     const GdkRGBA        *colour);

G_END_DECLS
