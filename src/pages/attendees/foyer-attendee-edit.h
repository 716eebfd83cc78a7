/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-walk-in-store.h"

G_BEGIN_DECLS

/* Changes one thing of one ticket: a text column, an answer, or the tier. */
typedef struct
{
  gint64 key;
  const char *column;        /* (nullable) of tickets, a text; else */
  const char *question_code; /* (nullable); else the tier */
  const char *text;          /* (nullable) */
  FoyerUuid tier_id;
} FoyerAttendeeEdit;

void foyer_attendee_edit_async (FoyerReplica *replica,
                                const FoyerAttendeeEdit *edit, /* copied */
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* The change set, 0 when it was so already; -1 with error. */
gint64 foyer_attendee_edit_finish (FoyerReplica *replica, GAsyncResult *result, GError **error);

/* Adds somebody who came without a ticket. */
typedef struct
{
  FoyerUuid event_id;
  FoyerUuid tier_id;
  const char *name;
  const char *email;   /* (nullable) */
  const char *company; /* (nullable) */
  gboolean check_in;
  FoyerWalkInPayment payment; /* of what costs something, at an event that sells */
  FoyerTillActor actor;
} FoyerWalkIn;

typedef struct
{
  gint64 key;
  gint64 change_set; /* 0 of a sale: nobody undoes that */
  gboolean is_in;
} FoyerWalkInResult;

void foyer_walk_in_async (FoyerReplica *replica,
                          const FoyerWalkIn *walk_in, /* copied */
                          GAsyncReadyCallback callback,
                          gpointer user_data);
FoyerWalkInResult *
foyer_walk_in_finish (FoyerReplica *replica, GAsyncResult *result, GError **error);

G_END_DECLS
