/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-import-row.h"
#include "foyer-import-target.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

/* Which columns a list has at all: what it does not have it does not change. */
typedef struct
{
  gboolean has[FOYER_N_ROLES];
} FoyerImportColumns;

/* What an imported ticket's digest remembers of its source: what the status was there. */
guint64           foyer_import_ticket_make_digest (const FoyerImportRow     *row);
FoyerSourceStatus foyer_import_ticket_get_source  (guint64                   digest);
/* Writes what the row says into the ticket; before (nullable): as it is stored. */
void              foyer_import_ticket_fill        (FoyerTicket              *ticket,
                                                   const FoyerTicket        *before,
                                                   const FoyerImportRow     *row,
                                                   const FoyerImportColumns *columns,
                                                   FoyerImportTarget        *target,
                                                   guint                    *tier_index);
/* NULL when it can be stored, else why not. */
char             *foyer_import_ticket_check       (const FoyerTicket        *ticket);

G_END_DECLS
