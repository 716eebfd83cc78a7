/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-banner.h"
#include "foyer-event-sidebar.h"
#include "foyer-event-view.h"
#include "foyer-main-window.h"
#include "foyer-split.h"
#include "foyer-undo-stack.h"

G_BEGIN_DECLS

struct _FoyerMainWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *stack; /* blank, desk; welcome and problem once they are needed */
  GtkMenuButton *menu_button;
  FoyerSplit *split;
  FoyerBanner *sync_banner; /* words, where the button has no room for them */
  FoyerEventSidebar *sidebar;
  GtkStack *content_stack; /* none, event; calendar and conflicts once they are needed */
  GtkWidget *conflicts_button;
  GtkLabel *conflicts_label;
  FoyerEventView
      *event_view; /* (nullable) until the first frame is painted; a page of content_stack */

  FoyerContext *context;      /* (owned) */
  FoyerUndoStack *undo_stack; /* (owned) */
  GCancellable *cancellable;  /* (owned) */
  GFile *waiting_import;      /* (owned) (nullable) */
  char *entered_text;         /* (owned) (nullable) of the entry that has the focus, when it got it */
  gboolean is_undoing;
  gboolean follows_conflicts;
  gboolean is_painted; /* the first frame is on the screen: what is heavy may be built */
};

gboolean foyer_main_window_is_ready (FoyerMainWindow *self);
void foyer_main_window_add_actions (FoyerMainWindow *self);
void foyer_main_window_update_actions (FoyerMainWindow *self);
/* Undo and redo, of acts and of what is typed. */
void foyer_main_window_add_undo (FoyerMainWindow *self);
void foyer_main_window_update_undo (FoyerMainWindow *self);
gboolean foyer_main_window_act_in_text (FoyerMainWindow *self, const char *name);
/* What is done to the event as a whole. */
void foyer_main_window_add_acts (FoyerMainWindow *self);
void foyer_main_window_add_calendar (FoyerMainWindow *self);
void foyer_main_window_update_calendar (FoyerMainWindow *self);
void foyer_main_window_update_acts (FoyerMainWindow *self);
/* From a row of the replica to where it is edited. */
void foyer_main_window_add_rows (FoyerMainWindow *self);
GtkWidget *foyer_main_window_open_check_in (FoyerMainWindow *self);
/* Servers. */
void foyer_main_window_add_sync (FoyerMainWindow *self);
void foyer_main_window_follow_sync (FoyerMainWindow *self);
void foyer_main_window_update_sync (FoyerMainWindow *self);
/* What desks did that contradicts each other. */
void foyer_main_window_add_conflicts (FoyerMainWindow *self);
void foyer_main_window_update_conflicts (FoyerMainWindow *self);
void foyer_main_window_count_conflicts (FoyerMainWindow *self);

G_END_DECLS
