/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-message-row.h"
#include "foyer-order-detail.h"
#include "foyer-order-job.h"
#include "foyer-order-panel.h"
#include "foyer-till-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _FoyerOrderPanel
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *number_label;
  GtkLabel *buyer_label;
  GtkLabel *total_label;
  GtkLabel *money_label;
  GtkWidget *status_box;
  GtkImage *status_icon;
  GtkLabel *status_label;
  GtkWidget *pay_button;
  GtkWidget *return_button;
  GtkWidget *print_button;
  GtkWidget *name_row;
  FoyerMessageRow *name_message;
  GtkWidget *email_row;
  FoyerMessageRow *email_message;
  AdwPreferencesGroup *tickets_group;
  AdwPreferencesGroup *payments_group;
  GtkBox *history_box;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  GTimeZone *zone;          /* (owned) */
  FoyerTillDesk *desk;      /* (owned) who is at this till: for money, and for consent */
  gint64 key;               /* 0: none */
  FoyerOrderDetail *detail; /* (owned) (nullable) */
  GPtrArray *rows;          /* (owned) of tickets and payments, to be taken away again */
  const char *style;        /* (nullable) of the status shown */
  gboolean is_filling;
};

void foyer_order_panel_install_actions (GtkWidgetClass *widget_class);
void foyer_order_panel_update_actions (FoyerOrderPanel *self);
/* job: (transfer full). done: what is said when it is done; (nullable). */
void foyer_order_panel_run (FoyerOrderPanel *self, FoyerOrderJob *job, const char *done);

G_END_DECLS
