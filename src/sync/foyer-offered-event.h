/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-uuid.h"

G_BEGIN_DECLS

/* An event that lies on a server, as a list of them shows it before it is kept here. */
typedef struct
{
  FoyerUuid id;
  FoyerUuid organizer_id;
  char *organizer; /* (nullable): its name */
  char *title;
  char *timezone;
  gint64 start_date;
} FoyerOfferedEvent;

/* Whose events a person may make there. */
typedef struct
{
  FoyerUuid id;
  char *name;
} FoyerOrganizer;

void foyer_offered_event_free (FoyerOfferedEvent *self);
void foyer_organizer_free (FoyerOrganizer *self);
/* (element-type FoyerOfferedEvent) (element-type FoyerOrganizer) of what the server answered; NULL
 * with NOT_UNDERSTOOD. */
GPtrArray *foyer_offered_event_read_list (GBytes *answer, GError **error);
GPtrArray *foyer_organizer_read_list (GBytes *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOfferedEvent, foyer_offered_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrganizer, foyer_organizer_free)

G_END_DECLS
