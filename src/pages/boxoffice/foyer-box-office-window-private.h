/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-box-office-window.h"

#include "foyer-ask-popover.h"
#include "foyer-banner.h"
#include "foyer-buyer-popover.h"
#include "foyer-cart-view.h"
#include "foyer-customer-display.h"
#include "foyer-pay-pane.h"
#include "foyer-sell-desk.h"
#include "foyer-prints-button.h"
#include "foyer-sell-panes.h"
#include "foyer-sold-pane.h"
#include "foyer-sync-button.h"
#include "foyer-till-desk.h"

G_BEGIN_DECLS

struct _FoyerBoxOfficeWindow
{
  AdwApplicationWindow parent_instance;

  GtkLabel *event_title;
  GtkLabel *till_state;
  GtkMenuButton *till_button;
  FoyerSyncButton *sync_button;
  FoyerPrintsButton *prints_button;
  FoyerBanner *clock_banner;
  FoyerBanner *remark_banner;
  FoyerBanner *left_banner;
  FoyerSellPanes *panes;
  GtkFlowBox *tiers;
  GtkStack *tiers_stack;
  FoyerCartView *cart_view;
  GtkWidget *tools;
  GtkWidget *pay_bar;
  GtkLabel *pay_label;
  GtkStack *side_stack;
  FoyerPayPane *pay_pane;
  FoyerSoldPane *sold_pane;

  FoyerSellDesk *desk;         /* (owned) */
  FoyerTillDesk *till;         /* (owned) */
  gboolean has_asked_who;      /* is at the till, once */
  FoyerSyncDesk *sync;         /* (owned) (nullable) */
  GSettings *settings;         /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  FoyerAskPopover *ask;        /* children of the tools, as long as these live */
  FoyerBuyerPopover *buyer;
  FoyerCustomerDisplay *display; /* (nullable) while it is open */
  guint asked_tier;              /* what a donation is asked for */
  gboolean has_receipt;          /* of the last sale: what is printed now is a copy */
  gboolean has_tickets;
  gboolean says_waiting; /* the note: that a print waits */
};

/* foyer-box-office-window-actions.c */
void foyer_box_office_window_add_actions (FoyerBoxOfficeWindow *self);
void foyer_box_office_window_bind_keys (GtkWidgetClass *widget_class);
void foyer_box_office_window_update_actions (FoyerBoxOfficeWindow *self);
void foyer_box_office_window_ask_donation (FoyerBoxOfficeWindow *self, guint tier);
/* foyer-box-office-window-sold.c: what is done with what was sold */
void foyer_box_office_window_add_sold_actions (FoyerBoxOfficeWindow *self);
void foyer_box_office_window_after_sale (FoyerBoxOfficeWindow *self);
void foyer_box_office_window_check_prints (FoyerBoxOfficeWindow *self);
FoyerMailWay foyer_box_office_window_get_mail_way (FoyerBoxOfficeWindow *self);
void foyer_box_office_window_after_part (FoyerBoxOfficeWindow *self);
/* foyer-box-office-window-lead.c: what the main window helps with */
void foyer_box_office_window_add_lead_actions (FoyerBoxOfficeWindow *self);
/* foyer-box-office-window-training.c */
void foyer_box_office_window_begin_training (FoyerBoxOfficeWindow *self);
/* foyer-box-office-window-till.c */
void foyer_box_office_window_bind_till (FoyerBoxOfficeWindow *self);
/* foyer-box-office-window.c */
void foyer_box_office_window_close_popovers (FoyerBoxOfficeWindow *self);
void foyer_box_office_window_take_keys (FoyerBoxOfficeWindow *self, GtkWidget *window);

G_END_DECLS
