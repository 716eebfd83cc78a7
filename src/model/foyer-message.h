/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_MESSAGE_CANCELLATION,
  FOYER_MESSAGE_DATE_CHANGE,
} FoyerMessageKind;

typedef enum
{
  FOYER_MESSAGE_PREPARED,
  FOYER_MESSAGE_SENT,
  FOYER_MESSAGE_DROPPED,
} FoyerMessageStatus;

/* Something to tell the guests of an event, prepared until it can be sent. Table messages. */
typedef struct
{
  FoyerRow           row;
  FoyerUuid          event_id;
  FoyerMessageKind   kind;
  char              *subject;
  char              *body;     /* plain text */
  FoyerMessageStatus status;
  gint64             sent_at;
} FoyerMessage;

FOYER_DECLARE_ROW (FoyerMessage, message, MESSAGE)

G_END_DECLS
