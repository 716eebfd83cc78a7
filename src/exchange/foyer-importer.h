/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-event.h"
#include "foyer-import-plan.h"

G_BEGIN_DECLS

/* Why a row was skipped, exactly one for each skipped row; or what of it was left out. */
typedef struct
{
  gint64 row;    /* as a spreadsheet numbers it; the header is row 1 */
  char  *reason; /* a sentence for a person */
} FoyerImportProblem;

#define FOYER_IMPORT_MAX_PROBLEMS 1000

typedef struct
{
  gint64     rows;      /* = added + updated + unchanged + skipped; empty lines are no rows */
  gint64     added;
  gint64     updated;
  gint64     unchanged;
  gint64     skipped;
  GPtrArray *problems;  /* (element-type FoyerImportProblem) the first FOYER_IMPORT_MAX_PROBLEMS of the skipped */
  gint64     n_misfits; /* answers that do not fit their question; their rows come in without them */
  GPtrArray *misfits;   /* (element-type FoyerImportProblem) the first FOYER_IMPORT_MAX_PROBLEMS of them */
  gint64     tiers_added;
  gint64     questions_added;
  gint64     orders_added;
  gint64     change_set; /* 0: nothing was written, or it was a dry run */
} FoyerImportReport;

FoyerImportReport *foyer_import_report_new  (void);
void               foyer_import_report_free (FoyerImportReport *report);
/* Counts a skipped row; takes the reason. */
void               foyer_import_report_skip (FoyerImportReport *report,
                                             gint64             row,
                                             char              *reason);

/* Counts an answer that is left out; takes the reason. */
void               foyer_import_report_misfit (FoyerImportReport *report,
                                               gint64             row,
                                               char              *reason);

/* Called now and then, on the thread of the import. fraction: 0 to 1, of the file. */
typedef void (*FoyerImportProgress) (gint64   rows,
                                     double   fraction,
                                     gpointer data);

/* Both run on the database's thread, in one transaction; a dry run and a cancelled one leave nothing behind. */
FoyerImportReport *foyer_import_run           (FoyerDatabase        *db,
                                               FoyerImportPlan      *plan,
                                               const FoyerUuid      *event_id,
                                               gboolean              dry_run,
                                               FoyerImportProgress   progress,      /* (nullable) */
                                               gpointer              progress_data,
                                               GCancellable         *cancellable,
                                               GError              **error);
/* The same into an event that does not exist yet: it is added in the same transaction (and undone with it). */
FoyerImportReport *foyer_import_run_new_event (FoyerDatabase        *db,
                                               FoyerImportPlan      *plan,
                                               FoyerEvent           *event,
                                               gboolean              dry_run,
                                               FoyerImportProgress   progress,
                                               gpointer              progress_data,
                                               GCancellable         *cancellable,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportReport, foyer_import_report_free)

G_END_DECLS
