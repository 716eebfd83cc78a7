/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-importer.h"

G_BEGIN_DECLS

/* An event's promo codes as a list, for spreadsheets and back: one code a row, amounts in major units, times in the event's
 * zone, tiers by name. What a spreadsheet would take for a formula is guarded. */
gint64             foyer_promo_csv_export    (FoyerDatabase    *db,
                                              const FoyerUuid  *event_id,
                                              GFile            *file,
                                              GCancellable     *cancellable,
                                              GError          **error);
char              *foyer_promo_csv_to_text   (FoyerDatabase    *db,
                                              const FoyerUuid  *event_id,
                                              gint64           *n_rows, /* (out) (optional) */
                                              GError          **error);
/* Adds the codes of a list and updates those that are there; in one transaction. The same list again changes nothing. */
FoyerImportReport *foyer_promo_csv_import    (FoyerDatabase    *db,
                                              GFile            *file,
                                              const FoyerUuid  *event_id,
                                              gboolean          dry_run,
                                              GCancellable     *cancellable,
                                              GError          **error);

G_END_DECLS
