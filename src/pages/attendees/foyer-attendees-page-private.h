/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-attendee-columns.h"
#include "foyer-attendee-filter.h"
#include "foyer-attendee-list.h"
#include "foyer-attendee-panel.h"
#include "foyer-attendees-page.h"
#include "foyer-key-selection.h"

G_BEGIN_DECLS

struct _FoyerAttendeesPage
{
  GtkWidget parent_instance;

  GtkEditable *search_entry;
  FoyerAttendeeFilter *filter;
  AdwBin *pills_bin;
  GtkLabel *filtered_label;
  GtkLabel *count_label;
  GtkBox *columns_box;
  AdwFlap *flap;
  GtkStack *stack;
  GtkColumnView *view;
  AdwBin *panel_bin;
  GtkRevealer *bar;
  GtkLabel *selected_label;
  GtkPopoverMenu *context_menu;
  GMenuModel *one_model;
  GMenuModel *several_model;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress_bar;

  FoyerReplica *replica; /* (owned) */
  GSettings *settings;   /* (owned) */
  FoyerUuid event_id;
  GTimeZone *zone;                   /* (owned) */
  FoyerAttendeeList *list;           /* (owned) */
  FoyerKeySelection *selection;      /* (owned) */
  FoyerAttendeeColumns *columns;     /* (owned) */
  FoyerAttendeePanel *panel;         /* (nullable) until somebody is looked at */
  GCancellable *working;             /* (owned) (nullable) the long act under way */
  guint reveal_id;                   /* somebody is to be shown once there is room */
  guint waiting_id;                  /* it has not begun yet: another one writes */
  gboolean is_asked;                 /* by a person, and not answered yet */
  guint wait_id;                     /* until the next frame begins */
  double from_right;                 /* how far the table is scrolled, right to left */
  guint n_frames;                    /* painted so far, while the table opens */
  guint clock_id;                    /* conditions that move with the clock are asked again */
};

void foyer_attendees_page_install_actions (GtkWidgetClass *widget_class);
void foyer_attendees_page_update_actions (FoyerAttendeesPage *self);
void foyer_attendees_page_export (FoyerAttendeesPage *self, GArray *keys, GFile *file);

G_END_DECLS
