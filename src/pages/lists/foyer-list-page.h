/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-keyed-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A table of any length over an event, as a person works with it: search, filter, columns, what is selected and the acts on it, a
 * panel with the one row that is looked at, and what is said when nothing is there.
 *
 *   ┌ search ─────────┐ filter  12 of 345  columns  tools  more
 *   │ pills of the conditions                                 │
 *   │ notice: what takes long                                 │
 *   │ table, or: empty · no match · problem         │  panel  │
 *   │ 3 selected  none                                   acts │
 *
 * A derived type gives the parts by the properties, in its template, and then its list.
 *
 * Properties: search-hint, search-label, table-label, problem-title; filter (a FoyerListFilter), tools, notice, empty, no-match,
 * acts: widgets, all but filter and the two states may be missing; row-menu, rows-menu, more-menu; bar-from: of so many selected
 * rows the bar with the acts is shown.
 * Actions: page.copy, page.find, page.clear, page.open, page.close-panel, page.select-all, page.select-none. */
#define FOYER_TYPE_LIST_PAGE (foyer_list_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerListPage, foyer_list_page, FOYER, LIST_PAGE, GtkWidget)

struct _FoyerListPageClass
{
  GtkWidgetClass parent_class;

  /* Asks the list for what is searched for, filtered and sorted by. */
  void       (*ask)            (FoyerListPage *self,
                                const char    *text);
  GtkWidget *(*make_panel)     (FoyerListPage *self);
  /* key: 0 for none */
  void       (*fill_panel)     (FoyerListPage *self,
                                GtkWidget     *panel,
                                gint64         key);
  void       (*reload_panel)   (FoyerListPage *self,
                                GtkWidget     *panel);
  /* (nullable): what is selected changed, or looks different. */
  void       (*update_actions) (FoyerListPage *self);
};

/* Opens the panel; key 0 closes it. */
void foyer_list_page_show_row (FoyerListPage *self,
                               gint64         key);
/* All that a search for that finds. */
void foyer_list_page_search   (FoyerListPage *self,
                               const char    *text);

G_END_DECLS
