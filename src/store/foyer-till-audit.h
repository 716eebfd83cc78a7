/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Whether the books of an event's tills are what was written: the chain of each, each payment against its record, and
 * each order against what its records say. */
typedef enum
{
  FOYER_FINDING_ALTERED,         /* a record does not say what was written */
  FOYER_FINDING_BROKEN,          /* it does not follow the one before it */
  FOYER_FINDING_UNSIGNED,        /* no known device signed it */
  FOYER_FINDING_MISSING,         /* a record, or several, are not there */
  FOYER_FINDING_DOUBLE,          /* two have one number */
  FOYER_FINDING_REMOVED,         /* it is marked as removed */
  FOYER_FINDING_CUT_OFF,         /* the end of the book is not there */
  FOYER_FINDING_TIME_BACK,       /* it is older than the one before it */
  FOYER_FINDING_SESSION,         /* it is of another session than the one that was open */
  FOYER_FINDING_NEGATIVE_DRAWER, /* more was taken out than was in */
  FOYER_FINDING_PAYMENT_MISSING, /* its payment is not there */
  FOYER_FINDING_PAYMENT_ALTERED, /* its payment says something else */
  FOYER_FINDING_PAYMENT_UNKNOWN, /* a payment that is in no book */
  FOYER_FINDING_ORDER_MISSING,   /* what a till sold is not there */
  FOYER_FINDING_ORDER_ALTERED,   /* an order does not cost what the till says */
  FOYER_FINDING_TICKETS_ALTERED, /* it has other tickets, or for another price */
  FOYER_FINDING_MONEY_ALTERED,   /* it is paid, and not what it costs */
} FoyerFindingKind;

extern const char *const foyer_finding_words[]; /* tokens, NULL-terminated, in the enum's order */

typedef struct
{
  FoyerFindingKind kind;
  FoyerUuid        device_id;  /* whose book; nil of PAYMENT_UNKNOWN */
  gint64           sequence;   /* of the record; of MISSING the first that is not there; 0: none */
  gint64           last;       /* of MISSING: the last that is not there */
  FoyerUuid        order_id;
  FoyerUuid        payment_id;
  char             order_number[40]; /* of what was found with an order; empty when it is not known */
} FoyerFinding;

typedef struct
{
  gint64  n_tills;
  gint64  n_records;
  gint64  n_payments; /* held against their record */
  gint64  n_orders;   /* held against their records */
  GArray *findings;   /* (owned) of FoyerFinding */
} FoyerTillAudit;

typedef void (*FoyerAuditProgress) (gint64   done,
                                    gint64   total,
                                    gpointer data);

/* About 60 µs for each record, on all processors: not for the main thread. */
FoyerTillAudit *foyer_till_audit_run       (FoyerDatabase       *db,
                                            const FoyerUuid     *event_id,
                                            FoyerAuditProgress   progress, /* (nullable) */
                                            gpointer             progress_data,
                                            GCancellable        *cancellable,
                                            GError             **error);
void            foyer_till_audit_free      (FoyerTillAudit      *self);
char           *foyer_finding_describe     (const FoyerFinding  *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTillAudit, foyer_till_audit_free)

G_END_DECLS
