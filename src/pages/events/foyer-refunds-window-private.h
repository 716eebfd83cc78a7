/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-banner.h"
#include "foyer-event.h"
#include "foyer-refund-run.h"
#include "foyer-refunds-window.h"
#include "foyer-till-desk.h"

G_BEGIN_DECLS

struct _FoyerRefundsWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkRevealer *run_revealer;
  GtkProgressBar *run_bar;
  GtkToggleButton *pause_button;
  FoyerBanner *problem_banner;
  GtkListBox *ways_list;
  GtkStack *stack;
  GtkNoSelection *selection;
  GListStore *items; /* (owned) (element-type FoyerRefundItem) */

  GtkWidget *from;           /* (weak) (nullable) of the window that knows Undo */
  FoyerReplica *replica;     /* (owned) */
  FoyerEvent *event;         /* (owned) */
  FoyerTillDesk *desk;       /* (owned) who gives the money back */
  FoyerRefundPlan *plan;     /* (owned) (nullable) what is to go back, and how */
  FoyerRefundRun *run;       /* (owned) (nullable) the one under way, or the last */
  GCancellable *cancellable; /* (owned) */
  guint n_open;
  gboolean is_loading;
  gboolean loads_again; /* something changed meanwhile */
};

/* Reads all of it again. */
void     foyer_refunds_window_load        (FoyerRefundsWindow *self);
/* Going through many: foyer-refunds-window-run.c */
void     foyer_refunds_window_install_run (GtkWidgetClass     *widget_class);
void     foyer_refunds_window_pause       (FoyerRefundsWindow *self);
gboolean foyer_refunds_window_is_running  (FoyerRefundsWindow *self);
/* How much goes back in which way. */
void     foyer_refunds_window_show_ways   (FoyerRefundsWindow *self);
/* Whether somebody gives one back by hand; key 0: any of those that are proposed. */
gboolean foyer_refunds_window_has_by_hand (FoyerRefundsWindow *self,
                                           gint64              key);
/* Settles it with its money; key 0: all. */
void     foyer_refunds_window_pay_out     (FoyerRefundsWindow *self,
                                           gint64              key);

G_END_DECLS
