/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-csv-reader.h"
#include "foyer-import-plan.h"
#include "foyer-status-words.h"

G_BEGIN_DECLS

/* One record of a list, read as the plan says. Texts are borrowed from the reader until it reads the next one; an absent text
 * has length 0. */
typedef struct
{
  gint64            row;
  FoyerCell         fields[FOYER_N_ROLES]; /* trimmed; of QUESTION see answers */
  const char       *name;       /* composed and cleaned, terminated; the e-mail address where there is no name */
  gsize             name_length;
  gboolean          has_name;
  const char       *tier;       /* with its variation, terminated; "" without one */
  gsize             tier_length;
  gint64            price;      /* minor units, FOYER_NONE where there is none */
  guint             quantity;
  FoyerSourceStatus status;     /* never CHECKED_IN */
  gboolean          is_in;
  gint64            check_in_time; /* FOYER_NONE: not known */
  const FoyerCell  *answers;    /* one for each QUESTION column, in order */
  guint64           digest;     /* of everything in it that means something */
} FoyerImportRow;

typedef struct _FoyerImportRowReader FoyerImportRowReader;

FoyerImportRowReader *foyer_import_row_reader_new  (FoyerImportPlan       *plan,
                                                    GTimeZone             *zone,
                                                    const char            *currency);
/* FALSE: the row is to be skipped, and why. */
gboolean              foyer_import_row_reader_read (FoyerImportRowReader  *self,
                                                    const FoyerCsvRecord  *record,
                                                    FoyerImportRow        *row,
                                                    char                 **reason);
gboolean              foyer_import_row_is_blank    (const FoyerCsvRecord  *record);
void                  foyer_import_row_reader_free (FoyerImportRowReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportRowReader, foyer_import_row_reader_free)

G_END_DECLS
