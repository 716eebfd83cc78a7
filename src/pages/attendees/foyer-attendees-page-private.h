/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "foyer-attendee-columns.h"
#include "foyer-attendee-filter.h"
#include "foyer-attendee-list.h"
#include "foyer-attendee-panel.h"
#include "foyer-attendees-page.h"
#include "foyer-list-page-private.h"

G_BEGIN_DECLS

struct _FoyerAttendeesPage
{
  FoyerListPage parent_instance;

  FoyerAttendeeFilter *filter;
  GtkRevealer *progress_revealer;
  GtkProgressBar *progress_bar;

  FoyerListPageParts *parts; /* of the parent */
  FoyerAttendeeList *list;   /* (owned) (nullable) NULL once the page is taken apart */
  GCancellable *working;     /* (owned) (nullable) the long act under way */
  guint waiting_id;          /* it has not begun yet: another one writes */
  guint clock_id;            /* conditions that move with the clock are asked again */
};

void foyer_attendees_page_install_actions (GtkWidgetClass *widget_class);
void foyer_attendees_page_update_actions (FoyerListPage *page);
void foyer_attendees_page_export (FoyerAttendeesPage *self, GArray *keys, GFile *file);

G_END_DECLS
