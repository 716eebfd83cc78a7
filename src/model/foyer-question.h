/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* A custom field of an event's attendees. */
typedef struct
{
  FoyerRow  row;
  FoyerUuid event_id;
  char     *code;             /* short key in a ticket's answers, unique within the event */
  char     *label;
  gint64    sort_order;
  gboolean  required_at_door; /* a scan without an answer says ANSWERS_REQUIRED */
} FoyerQuestion;

FOYER_DECLARE_ROW (FoyerQuestion, question, QUESTION)

G_END_DECLS
