/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_EVENT_ACT_PUBLISH,
  FOYER_EVENT_ACT_UNPUBLISH,
  FOYER_EVENT_ACT_RESTORE, /* from being cancelled */
  FOYER_EVENT_ACT_ARCHIVE,
  FOYER_EVENT_ACT_UNARCHIVE,
  FOYER_EVENT_ACT_START_TEST,
  FOYER_EVENT_ACT_END_TEST,
  FOYER_EVENT_ACT_DELETE,
  FOYER_EVENT_ACT_DELETE_TEMPLATE,
} FoyerEventAct;

/* Does it on the database thread. The window around from (nullable) says what was done, with Undo, or why it was not. */
void foyer_event_act (FoyerEventAct    act,
                      GtkWidget       *from,
                      FoyerReplica    *replica,
                      const FoyerUuid *event_id);
/* A template's or an event's new name, the same way. */
void foyer_event_rename (GtkWidget       *from,
                         FoyerReplica    *replica,
                         const FoyerUuid *event_id,
                         const char      *title);

G_END_DECLS
