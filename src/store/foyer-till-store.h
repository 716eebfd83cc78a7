/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier-store.h"
#include "foyer-till-report.h"

G_BEGIN_DECLS

/* The till of this device at an event: its sessions and its drawer. What it writes stays: these transactions are not undone, so
 * begin them with one of these kinds. */
#define FOYER_TILL_KIND_CASH "till-cash"

typedef struct
{
  FoyerUuid session_id;    /* nil: the till is closed */
  gint64    opened_at;
  FoyerUuid opened_by;
  FoyerUuid cashier_id;    /* who is at the till: of the last OPEN or HAND_OVER */
  gint64    opening_float;
  gint64    drawer;        /* what lies in it now */
  char      currency[4];
} FoyerTillSession;

/* Of one that is over, or of one that is open. */
typedef struct
{
  FoyerUuid session_id;
  FoyerUuid device_id;
  gboolean  is_here;       /* of this device */
  gint64    number;        /* of the device at the event, from 1 */
  gint64    opened_at;
  FoyerUuid opened_by;
  gint64    closed_at;     /* FOYER_NONE while it is open */
  FoyerUuid closed_by;
  gint64    difference;    /* FOYER_NONE while it is open */
  char      currency[4];
} FoyerTillSessionInfo;

gboolean foyer_till_store_get_session (FoyerDatabase        *db,
                                       const FoyerUuid      *event_id,
                                       FoyerTillSession     *session,
                                       GError              **error);
/* (element-type FoyerTillSessionInfo), the newest first, of all devices that are known. */
GArray  *foyer_till_store_list_sessions (FoyerDatabase      *db,
                                       const FoyerUuid      *event_id,
                                       GError              **error);
/* The sums of a session: X while it is open, Z after. NULL with NOT_FOUND. Not for the main thread when it is long. */
FoyerTillReport *foyer_till_store_report (FoyerDatabase     *db,
                                       const FoyerUuid      *session_id,
                                       GError              **error);
/* The X report of this record, as it was then. */
FoyerTillReport *foyer_till_store_report_x (FoyerDatabase   *db,
                                       const FoyerTillRecord *x,
                                       GError              **error);
/* Its records in order, after a sequence; (element-type FoyerTillRecord). */
GPtrArray *foyer_till_store_list_records (FoyerDatabase     *db,
                                       const FoyerUuid      *session_id,
                                       gint64                after,
                                       guint                 limit,
                                       GError              **error);

/* counted: (nullable) (element-type FoyerCounted): notes and coins; sum: what they are, or the float without counting. */
gboolean foyer_till_store_open        (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       const GArray         *counted,
                                       gint64                sum,
                                       GError              **error);
gboolean foyer_till_store_pay_in      (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       gint64                amount,
                                       const char           *reason, /* (nullable) */
                                       GError              **error);
gboolean foyer_till_store_pay_out     (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       gint64                amount,
                                       const char           *reason,
                                       GError              **error);
/* The drawer was opened without a sale. */
gboolean foyer_till_store_no_sale     (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       const char           *reason,
                                       GError              **error);
/* actor: who comes. */
gboolean foyer_till_store_hand_over   (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       GError              **error);
/* Notes that an X report was made, and makes it. report: (out) (optional). */
gboolean foyer_till_store_x           (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       FoyerTillReport     **report,
                                       GError              **error);
/* INVALID when what was counted is not what should be there, and no reason is given. report: (out) (optional) the Z report. */
gboolean foyer_till_store_close       (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       const GArray         *counted,
                                       gint64                sum,
                                       const char           *reason,
                                       FoyerTillReport     **report,
                                       GError              **error);
/* The newest record of this device's till. */
gboolean foyer_till_store_get_last    (FoyerDatabase        *db,
                                       const FoyerUuid      *event_id,
                                       FoyerUuid            *record_id,
                                       GError              **error);
/* Something of an order was printed again. */
gboolean foyer_till_store_copy        (FoyerTransaction     *transaction,
                                       const FoyerUuid      *event_id,
                                       const FoyerTillActor *actor,
                                       const FoyerUuid      *order_id,
                                       const char           *reason, /* (nullable) what */
                                       GError              **error);

G_END_DECLS
