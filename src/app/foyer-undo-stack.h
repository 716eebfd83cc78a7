/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The acts of one window, to be taken back and done again: numbers of change sets, with what they were in words.
 * Properties (read only): "can-undo", "can-redo". */
#define FOYER_TYPE_UNDO_STACK (foyer_undo_stack_get_type ())
G_DECLARE_FINAL_TYPE (FoyerUndoStack, foyer_undo_stack, FOYER, UNDO_STACK, GObject)

FoyerUndoStack *foyer_undo_stack_new         (void);
/* A new act: what could be done again is forgotten. */
void            foyer_undo_stack_did         (FoyerUndoStack *self,
                                              gint64          change_set,
                                              const char     *title);
/* The act to take back (or to do again); 0 for none. */
gint64          foyer_undo_stack_peek_undo   (FoyerUndoStack *self,
                                              const char    **title);
gint64          foyer_undo_stack_peek_redo   (FoyerUndoStack *self,
                                              const char    **title);
/* change_set was taken back by inverse (0: there was nothing left to do), from either side of the stack. */
void            foyer_undo_stack_undone      (FoyerUndoStack *self,
                                              gint64          change_set,
                                              gint64          inverse);

G_END_DECLS
