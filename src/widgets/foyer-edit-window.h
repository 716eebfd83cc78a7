/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window in which something is edited and then saved, or not: with Cancel and Save above its form, the keys for
 * both, and the question before what was typed is lost.
 *
 *   can save ── Save ──▸ saving ──▸ show_saved: closed
 *       ▴                  └─────▸ show_failure, and as before
 *       └─────────────────────────────────┘
 *
 * Actions: edit.save. Signals "saved": void (self, gint64 change_set, const char *title); "settled": void (self), what was
 * typed is saved, or discarded on purpose. */
#define FOYER_TYPE_EDIT_WINDOW (foyer_edit_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerEditWindow, foyer_edit_window, FOYER, EDIT_WINDOW, AdwWindow)

struct _FoyerEditWindowClass
{
  AdwWindowClass parent_class;

  /* Whether something would be lost. */
  gboolean (*is_edited) (FoyerEditWindow *self);
  /* Called when it can be saved. Ends in show_saved () or show_failure (), now or later. */
  void (*save) (FoyerEditWindow *self);
};

void     foyer_edit_window_set_can_save  (FoyerEditWindow *self,
                                          gboolean         can_save);
/* While something else than save () writes, such as a removal. */
void     foyer_edit_window_begin_saving  (FoyerEditWindow *self);
/* Tells and closes. Both may come after the window is closed. change_set: 0 when there is nothing to tell. */
void     foyer_edit_window_show_saved    (FoyerEditWindow *self,
                                          gint64           change_set,
                                          const char      *title);
/* message: (nullable) when the person knows why, who did not answer a question. */
void     foyer_edit_window_show_failure  (FoyerEditWindow *self,
                                          const char      *message);
gboolean foyer_edit_window_is_saving     (FoyerEditWindow *self);

G_END_DECLS
