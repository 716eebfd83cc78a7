/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in.h"
#include "foyer-check-in-list.h"
#include "foyer-database.h"
#include "foyer-decision.h"
#include "foyer-tier.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

typedef struct
{
  FoyerUuid event_id;
  FoyerUuid list_id;   /* nil: the event's first list */
  FoyerUuid ticket_id; /* nil: find by code; else this ticket (manual search, a choice) */
  const char *code;    /* raw, as the scanner sent it */
  FoyerDirection direction;
  FoyerCheckInMethod method;
  FoyerOverride override;
  const char *reason; /* (nullable) of the override */
  gint64 time;        /* FOYER_NONE: now */
} FoyerScanRequest;

/* What the door needs to show. Owned; free with foyer_scan_result_free (). */
typedef struct
{
  FoyerVerdict verdict;
  FoyerOverride override; /* who may let this person in nevertheless */
  gint64 time;
  char *code;              /* cleaned */
  FoyerTicket *ticket;     /* (nullable) as it is now */
  FoyerTier *tier;         /* (nullable) */
  FoyerOrder *order;       /* (nullable) */
  gint64 due;              /* UNPAID: what is still to be paid for it, minor units */
  FoyerEvent *other_event; /* (nullable) WRONG_EVENT: which */
  FoyerCheckIn *earlier;   /* (nullable) ALREADY_IN: the check-in that stands */
  char *earlier_list;      /* (nullable) where that was */
  char *earlier_desk;     /* (nullable) the other desk at which that was, where its name is known */
  gint64 valid_from;      /* TOO_EARLY */
  gint64 valid_until;     /* TOO_LATE */
  GPtrArray *matches;     /* (nullable) (element-type FoyerTicket) AMBIGUOUS */
  FoyerCheckIn *check_in; /* the fact that was written */
  gint64 change_set;
} FoyerScanResult;

/* Decides and writes in one durable transaction; when it returns the fact is on disk
 * (synchronous=FULL). NULL with error only when it could not be written: then nothing happened. */
FoyerScanResult *
foyer_check_in_store_scan (FoyerDatabase *db, const FoyerScanRequest *request, GError **error);
/* Within the transaction of what it belongs to. */
FoyerScanResult *foyer_check_in_store_scan_in (FoyerTransaction *transaction,
                                               const FoyerScanRequest *request,
                                               GError **error);
/* A selection checked in together: one transaction, one change set, one undo. Refusals are not
 * written. */
FoyerTransaction *foyer_check_in_store_begin (FoyerDatabase *db, GError **error);
gboolean foyer_check_in_store_admit (FoyerTransaction *transaction,
                                     const FoyerScanRequest *request,
                                     FoyerVerdict *verdict,
                                     GError **error);
/* The event’s first entrance, made where there is none, so that somebody can be admitted. */
gboolean foyer_check_in_store_need_list (FoyerTransaction *transaction,
                                         const FoyerUuid *event_id,
                                         GError **error);
void foyer_scan_result_free (FoyerScanResult *result);
/* Takes a check-in back: a new fact, within FOYER_UNDO_WINDOW of it. */
gboolean foyer_check_in_store_undo (FoyerDatabase *db,
                                    const FoyerUuid *check_in_id,
                                    const char *reason,
                                    gint64 now,
                                    GError **error);
/* The event's entrances; makes the first, named default_name, when there is none. */
GPtrArray *foyer_check_in_store_lists (FoyerDatabase *db,
                                       const FoyerUuid *event_id,
                                       const char *default_name,
                                       GError **error);
/* The last n facts of the event (list_id nil: of all lists), newest first; (element-type
 * FoyerCheckIn). */
GPtrArray *foyer_check_in_store_recent (FoyerDatabase *db,
                                        const FoyerUuid *event_id,
                                        const FoyerUuid *list_id,
                                        guint n,
                                        GError **error);
/* A ticket's whole history, oldest first. */
GPtrArray *
foyer_check_in_store_history (FoyerDatabase *db, const FoyerUuid *ticket_id, GError **error);

typedef struct
{
  FoyerUuid list_id;
  gint64 minute; /* instant of its beginning */
  guint entries;
  guint exits;
  guint refused;
} FoyerArrivalMinute;

/* Arrivals per entrance and minute, in time order; (element-type FoyerArrivalMinute). */
GArray *foyer_check_in_store_arrivals (FoyerDatabase *db,
                                       const FoyerUuid *event_id,
                                       gint64 since,
                                       GError **error);

#define FOYER_UNDO_WINDOW (10 * G_TIME_SPAN_MINUTE)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerScanResult, foyer_scan_result_free)

G_END_DECLS
