/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-offer.h"
#include "foyer-print-job-store.h"
#include "foyer-receipt.h"
#include "foyer-sale-store.h"
#include "foyer-till-names.h"
#include "foyer-till-record.h"

G_BEGIN_DECLS

/* What is on the paper of a print job, read anew from the replica: so it is the same whenever it comes out. */
typedef struct
{
  FoyerPrintKind   kind;
  gboolean         is_copy;
  gboolean         is_training;
  FoyerSaleResult *sold;     /* (owned) (nullable) of tickets, receipts and the badges of an order */
  FoyerOffer      *offer;    /* (owned) (nullable) */
  FoyerTillReport *report;   /* (owned) (nullable) of reports and slips */
  FoyerTillNames  *names;    /* (owned) (nullable) */
  FoyerTillRecord *record;   /* (owned) (nullable) of slips and X reports */
  char            *cashier;  /* (owned) (nullable) of slips and X reports */
  char            *approver; /* (owned) (nullable) */
  GArray          *badges;   /* (owned) (nullable) keys of their tickets, gint64 */
  char            *attendee; /* (owned) (nullable) of one badge */
  GPtrArray       *refunds;  /* (owned) (nullable) of FoyerRefundEntry: of the list of refunds */
  FoyerEvent      *event;    /* (owned) (nullable) of the list of refunds */
} FoyerPrintSource;

FoyerPrintSource *foyer_print_source_read         (FoyerDatabase        *db,
                                                   const FoyerPrintJob  *job,
                                                   GError              **error);
void              foyer_print_source_free         (FoyerPrintSource     *self);
/* Of all but badges. Main thread: money is written by locale. */
FoyerReceipt     *foyer_print_source_build        (const FoyerPrintSource *self);
/* “Tickets of order R-12”. */
char             *foyer_print_source_describe     (const FoyerPrintSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrintSource, foyer_print_source_free)

G_END_DECLS
