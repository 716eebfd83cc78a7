/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-window.h"

#include "foyer-banner.h"
#include "foyer-door-search.h"
#include "foyer-door-sound.h"
#include "foyer-door.h"
#include "foyer-prints-button.h"
#include "foyer-reason-popover.h"
#include "foyer-scan-reader.h"
#include "foyer-sync-button.h"
#include "foyer-verdict-view.h"
#include "foyer-walk-in-popover.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_DOOR_ASKS_LET_IN,  /* why they come in nevertheless */
  FOYER_DOOR_ASKS_UNDO,    /* why it is taken back */
  FOYER_DOOR_ASKS_PAYMENT, /* how it is paid */
} FoyerDoorAsks;

struct _FoyerCheckInWindow
{
  AdwApplicationWindow parent_instance;

  GtkLabel *event_title;
  GtkLabel *entrance_name;
  GtkMenuButton *entrance_button;
  GtkLabel *counts;
  GtkLabel *counts_below;
  GtkWidget *direction;
  GtkWidget *below; /* what moved out of the header */
  FoyerPrintsButton *prints_button;
  FoyerSyncButton *sync_button;
  FoyerBanner *clock_banner;
  FoyerBanner *test_banner;
  GtkWidget *exit_banner;
  FoyerVerdictView *view;
  FoyerDoorSearch *search;
  GtkWidget *side;
  GtkStack *scans_stack;
  GtkListBox *scans;

  FoyerDoor *door;             /* (owned) */
  FoyerPrintDesk *prints;      /* (owned) */
  FoyerSyncDesk *sync;         /* (owned) (nullable) */
  FoyerScanReader *reader;     /* (owned) */
  FoyerDoorSound *sound;       /* (owned) */
  GSettings *settings;         /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  FoyerReasonPopover *reason; /* children of the view, as long as it lives: GTK minds a popover that
                                 goes while the */
  FoyerWalkInPopover *walk_in; /* pointer is in it */
  gboolean has_lost_popover;   /* the focus was in one, and has not gone on yet */
  FoyerDoorAsks asks;          /* what the popover of reasons asks for */
  guint ready_source;
  char *pending; /* (owned) (nullable) a letter that is a command, unless more is typed */
  guint pending_source;
};

/* foyer-check-in-window-actions.c */
void foyer_check_in_window_add_actions (FoyerCheckInWindow *self);
void foyer_check_in_window_bind_keys (GtkWidgetClass *widget_class);
void foyer_check_in_window_update_actions (FoyerCheckInWindow *self);

/* foyer-check-in-window.c */
void foyer_check_in_window_show_answer (FoyerCheckInWindow *self, FoyerDoorAnswer *answer);
void foyer_check_in_window_show_ready (FoyerCheckInWindow *self);
void foyer_check_in_window_close_popovers (FoyerCheckInWindow *self);

G_END_DECLS
