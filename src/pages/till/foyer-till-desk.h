/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event.h"
#include "foyer-print-desk.h"
#include "foyer-receipt-printer.h"
#include "foyer-replica.h"
#include "foyer-till-store.h"

G_BEGIN_DECLS

/* The till of this desk at an event, as it stands, and who is at it. Whoever shows something of it shares one: who said the PIN in
 * one window need not say it in the next.
 *
 *   nobody ── set_cashier ──▸ somebody ── set_cashier (another) ──▸ handed over, when a session is open
 *      ◂───────── lock ──────────┘
 *
 * Signal "changed": void (FoyerTillDesk *): the session, the cashiers, or who is at the till. */
#define FOYER_TYPE_TILL_DESK (foyer_till_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillDesk, foyer_till_desk, FOYER, TILL_DESK, GObject)

/* What is written: of kind OPEN, PAY_IN, PAY_OUT, NO_SALE, X, CLOSE or COPY. All of it is copied. */
typedef struct
{
  FoyerTillKind kind;
  gint64        amount;      /* minor units: the float, what is paid in or out, what was counted */
  GArray       *counted;     /* (nullable) of FoyerCounted: OPEN and CLOSE */
  const char   *reason;      /* (nullable) */
  FoyerUuid     approver_id; /* nil: nobody else consented */
  const char   *slip_target; /* (nullable) its slip is queued with it, to go there */
} FoyerTillAct;

/* What was written. */
typedef struct
{
  FoyerUuid session_id; /* it belongs to it */
  FoyerUuid record_id;
  gint64    slip;       /* key of the print job; 0: none */
} FoyerTillActed;

/* The one of the event: (transfer full). settings: (nullable) of the program, to print. */
FoyerTillDesk          *foyer_till_desk_ref           (FoyerReplica         *replica,
                                                       const FoyerUuid      *event_id,
                                                       GSettings            *settings);
FoyerReplica           *foyer_till_desk_get_replica   (FoyerTillDesk        *self);
const FoyerUuid        *foyer_till_desk_get_event_id  (FoyerTillDesk        *self);
/* FALSE until it is read for the first time. */
gboolean                foyer_till_desk_is_ready      (FoyerTillDesk        *self);
const FoyerEvent       *foyer_till_desk_get_event     (FoyerTillDesk        *self); /* (nullable) until ready */
const char             *foyer_till_desk_get_currency  (FoyerTillDesk        *self); /* "" until ready */
GTimeZone              *foyer_till_desk_get_zone      (FoyerTillDesk        *self); /* (nullable) until ready */
gboolean                foyer_till_desk_is_open       (FoyerTillDesk        *self);
const FoyerTillSession *foyer_till_desk_get_session   (FoyerTillDesk        *self);
/* (element-type FoyerCashier) those who work at the event. */
GPtrArray              *foyer_till_desk_get_cashiers  (FoyerTillDesk        *self);
const FoyerCashier     *foyer_till_desk_find_cashier  (FoyerTillDesk        *self,
                                                       const FoyerUuid      *id); /* (nullable) */
/* (nullable) who is at the till: they said their PIN. */
const FoyerCashier     *foyer_till_desk_get_cashier   (FoyerTillDesk        *self);
/* Somebody has to say first who is at the till. */
gboolean                foyer_till_desk_needs_cashier (FoyerTillDesk        *self);
/* For what is written by somebody else: who is at the till, and nobody else consents. */
FoyerTillActor          foyer_till_desk_get_actor     (FoyerTillDesk        *self);
/* What is printed here, and what waits for it. */
FoyerPrintDesk         *foyer_till_desk_get_prints    (FoyerTillDesk        *self);
/* (transfer full) the one for receipts, as it is set up now; it may be none. */
FoyerReceiptPrinter    *foyer_till_desk_new_printer   (FoyerTillDesk        *self);
/* Nobody is at the till until the next PIN. */
void                    foyer_till_desk_lock          (FoyerTillDesk        *self);
/* Their PIN was said. Where a session is open and was somebody else's, that is handed over. */
void                    foyer_till_desk_set_cashier_async  (FoyerTillDesk       *self,
                                                       const FoyerUuid      *cashier_id,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean                foyer_till_desk_set_cashier_finish (FoyerTillDesk       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
/* It is on disk when it is finished. */
void                    foyer_till_desk_act_async     (FoyerTillDesk        *self,
                                                       const FoyerTillAct   *act,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
/* acted: (out) (optional). */
gboolean                foyer_till_desk_act_finish    (FoyerTillDesk        *self,
                                                       GAsyncResult         *result,
                                                       FoyerTillActed       *acted,
                                                       GError              **error);

G_END_DECLS
