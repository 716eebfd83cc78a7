/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-sidebar.h"
#include "foyer-event-view.h"
#include "foyer-main-window.h"
#include "foyer-problem-page.h"
#include "foyer-split.h"
#include "foyer-undo-stack.h"

G_BEGIN_DECLS

struct _FoyerMainWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay   *toast_overlay;
  GtkStack          *stack;         /* blank, welcome, problem, desk */
  FoyerProblemPage  *problem_page;
  FoyerSplit        *split;
  FoyerEventSidebar *sidebar;
  FoyerEventView    *event_view;
  GtkStack          *content_stack; /* none, event */

  FoyerContext      *context;       /* (owned) */
  FoyerUndoStack    *undo_stack;    /* (owned) */
  GCancellable      *cancellable;   /* (owned) */
  GFile             *waiting_import; /* (owned) (nullable) */
  gboolean           is_undoing;
};

void foyer_main_window_add_actions    (FoyerMainWindow *self);
void foyer_main_window_update_actions  (FoyerMainWindow *self);

G_END_DECLS
