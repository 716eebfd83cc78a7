/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-key-selection.h"
#include "foyer-list-columns.h"
#include "foyer-list-filter.h"
#include "foyer-list-page.h"
#include "foyer-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a list page consists of, for the derived types. */
typedef struct
{
  GtkEditable *search_entry;
  AdwBin *filter_bin;
  AdwBin *pills_bin;
  GtkLabel *filtered_label;
  GtkLabel *count_label;
  GtkBox *columns_box;
  AdwBin *tools_bin;
  GtkMenuButton *more_button;
  AdwBin *notice_bin;
  AdwFlap *flap;
  GtkStack *stack;
  AdwBin *empty_bin;
  AdwBin *no_match_bin;
  AdwStatusPage *problem;
  GtkColumnView *view;
  AdwBin *panel_bin;
  GtkRevealer *bar;
  GtkActionBar *action_bar;
  GtkLabel *selected_label;
  GtkPopoverMenu *context_menu;

  FoyerListFilter *filter;
  GMenuModel *row_menu;  /* (owned) (nullable) */
  GMenuModel *rows_menu; /* (owned) (nullable) */
  guint bar_from;

  FoyerReplica *replica; /* (owned) */
  GSettings *settings;   /* (owned) */
  FoyerUuid event_id;
  GTimeZone *zone;              /* (owned) */
  FoyerKeyedList *list;         /* (owned) (nullable) NULL once the page is taken apart */
  FoyerKeySelection *selection; /* (owned) */
  FoyerListColumns *columns;    /* (owned) */
  GtkWidget *panel;             /* (nullable) until a row is looked at */
  guint reveal_id;              /* one is to be shown once there is room */
  gboolean is_asked;            /* by a person, and not answered yet */
  guint wait_id;                /* until the next frame begins */
  guint n_frames;               /* painted so far, while the table opens */
  double from_right;            /* how far the table is scrolled, right to left */
} FoyerListPageParts;

FoyerListPageParts *foyer_list_page_get_parts       (FoyerListPage    *self);
/* First of all: makes the columns of this name in the settings, without any yet. rows: static */
void                foyer_list_page_set_event       (FoyerListPage       *self,
                                                     FoyerReplica        *replica,
                                                     GSettings           *settings,
                                                     const FoyerUuid     *event_id,
                                                     const FoyerListRows *rows,
                                                     const char          *name);
/* Then, with the columns: shows the list. */
void                foyer_list_page_set_list        (FoyerListPage    *self,
                                                     FoyerKeyedList   *list);
/* Asks again, as nobody did. */
void                foyer_list_page_ask             (FoyerListPage    *self);
/* The rows alone: newer GTK also stops at the titles of the columns. */
void                foyer_list_page_focus_rows      (FoyerListPage    *self);
void                foyer_list_page_update_actions  (FoyerListPage    *self);
void                foyer_list_page_fill_chooser    (FoyerListPage    *self);

/* Private to the type. A person asks: the answer is shown from its beginning. */
void                foyer_list_page_ask_anew        (FoyerListPage    *self);
guint               foyer_list_page_guess_rows      (FoyerListPage    *self);
void                foyer_list_page_install_actions (GtkWidgetClass   *widget_class);
void                foyer_list_page_bind_menu       (GtkWidgetClass   *widget_class);
void                foyer_list_page_add_menu        (FoyerListPage    *self);

G_END_DECLS
