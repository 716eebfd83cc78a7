/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-message-row.h"
#include "foyer-order-act-window.h"
#include "foyer-order-act-words.h"
#include "foyer-suggest-row.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

#define FOYER_ORDER_AS_PAID (-1)

struct _FoyerOrderActWindow
{
  FoyerEditWindow parent_instance;

  GtkLabel *hint;
  AdwPreferencesGroup *tickets_group;
  AdwPreferencesGroup *person_group;
  GtkEditable *name_row;
  GtkEditable *email_row;
  FoyerMessageRow *email_message;
  GtkWidget *tier_group;
  AdwComboRow *tier_row;
  GtkStringList *tier_names;
  GtkWidget *money_group;
  GtkEditable *amount_row;
  FoyerMessageRow *amount_message;
  AdwComboRow *method_row;
  GtkStringList *method_names;
  GtkEditable *reference_row;
  GtkWidget *keep_row;
  GtkSwitch *keep_switch;
  GtkWidget *reason_group;
  FoyerSuggestRow *reason_row;
  GtkLabel *summary;
  GtkLabel *problem;

  FoyerTillDesk *desk;       /* (owned) (nullable) NULL once it is closed */
  GtkWidget *from;           /* (nullable) weak */
  FoyerOrderDetail *detail;  /* (owned) */
  const FoyerTicket *ticket; /* (nullable) in detail: the one that it is about */
  FoyerOrderAct act;
  FoyerOrderAsks asks;
  GPtrArray *checks;  /* (owned) of GtkCheckButton, each with its ticket */
  GPtrArray *tiers;   /* (owned) of FoyerTier, in detail: that can be chosen */
  GArray *methods;    /* (owned) of int, as the row has them */
  FoyerOrderJob *job; /* (owned) (nullable) what is filled in */
  FoyerOrderPlan plan;
  gboolean is_paying; /* money comes, rather than goes */
  gboolean is_typed;  /* the amount is a person's */
  gboolean has_told;  /* that the voucher paid before */
  gboolean is_filling;
};

/* What it begins with: foyer-order-act-fill.c */
void foyer_order_act_window_fill (FoyerOrderActWindow *self);
/* Money that comes is not paid “as it was paid”; nor is what goes, where that is not known. */
void foyer_order_act_window_fill_methods (FoyerOrderActWindow *self, gboolean is_paying);
/* The job is made anew from what is filled in, and what it would do is said:
 * foyer-order-act-check.c */
void foyer_order_act_window_update (FoyerOrderActWindow *self);
void foyer_order_act_window_show_problem (FoyerOrderActWindow *self,
                                          const char *message); /* (nullable) */

G_END_DECLS
