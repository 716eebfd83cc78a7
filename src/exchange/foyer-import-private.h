/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-code-supply.h"
#include "foyer-import-identity.h"
#include "foyer-import-orders.h"
#include "foyer-import-row.h"
#include "foyer-import-strangers.h"
#include "foyer-import-target.h"
#include "foyer-import-ticket.h"
#include "foyer-importer.h"
#include "foyer-key-table.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* One import. The list is read once, from top to bottom; a second time only for those of its rows that are known by nothing but
 * a name and an address, and that no ticket fits at first sight (see FoyerImportStrangers).
 *
 *   record → FoyerImportRow → key ─┬─ seen in this list: skipped
 *                                  ├─ ticket with this key, same digest: unchanged
 *                                  ├─ ticket with this key, or this code and person: compared, perhaps updated
 *                                  └─ none: added */
typedef struct
{
  FoyerDatabase        *db;
  FoyerTransaction     *transaction; /* (owned) (nullable): a dry run writes nothing */
  FoyerImportPlan      *plan;
  FoyerEvent           *event;       /* (owned) */
  gboolean              has_tickets; /* the event had some before */
  gboolean              has_imported;/* of other lists, or of this one */
  FoyerImportRowReader *rows;        /* (owned) */
  FoyerImportTarget    *target;      /* (owned) */
  FoyerImportOrders    *orders;      /* (owned) */
  FoyerImportStrangers *strangers;   /* (owned) */
  FoyerKeyTable        *seen;        /* (owned) keys of the rows so far */
  FoyerCodeSupply      *codes;       /* (owned) (nullable) made when first needed */
  FoyerImportColumns    columns;
  FoyerUuid             list_id;     /* the event's first entrance, nil for none */
  GString              *scratch;     /* (owned) */
  FoyerImportReport    *report;      /* (owned) */
  gint64                n_known;     /* rows known by their person alone, whose ticket was found at once */
  gboolean              is_second;   /* the strangers' turn */
  FoyerImportProgress   progress;
  gpointer              progress_data;
  GCancellable         *cancellable;
} FoyerImport;

typedef enum
{
  FOYER_OUTCOME_FAILED, /* with error */
  FOYER_OUTCOME_ADDED,
  FOYER_OUTCOME_UPDATED,
  FOYER_OUTCOME_UNCHANGED,
  FOYER_OUTCOME_SKIPPED,
  FOYER_OUTCOME_LATER,
} FoyerRowOutcome;

/* The tickets of a row: finds, adds or updates them. reason: of SKIPPED. */
FoyerRowOutcome foyer_import_write_row (FoyerImport          *self,
                                           const FoyerImportRow *row,
                                           FoyerImportIdentity   identity,
                                           guint64               row_key,
                                           char                **reason,
                                           GError              **error);

G_END_DECLS
