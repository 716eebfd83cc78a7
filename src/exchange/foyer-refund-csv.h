/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* All refunds of an event as CSV, for the books: UTF-8, a row each, nothing a spreadsheet would take for a formula. */
GBytes *foyer_refund_csv (FoyerDatabase    *db,
                          const FoyerUuid  *event_id,
                          GError          **error);

G_END_DECLS
