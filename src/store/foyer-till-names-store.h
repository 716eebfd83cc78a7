/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-till-names.h"

G_BEGIN_DECLS

/* The names of all that a report of a till tells of, also of what was deleted since. */
FoyerTillNames *foyer_till_names_store_read (FoyerDatabase         *db,
                                             const FoyerTillReport *report,
                                             GError               **error);

G_END_DECLS
