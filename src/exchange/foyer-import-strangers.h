/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-import-row.h"
#include "foyer-key-table.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* Rows that name a person by nothing but name and e-mail, and that no ticket's key fits; and imported tickets whose key no row of
 * the list has. Somebody may have changed the name, the address or the tier of one in the other system: brings them together,
 *
 *   first who has the same address and name (another tier),
 *   then who has the same address (another name),
 *   then who has the same name and tier, if that is one person only (another address). */
typedef struct _FoyerImportStrangers FoyerImportStrangers;

FoyerImportStrangers *foyer_import_strangers_new   (void);
void                  foyer_import_strangers_add   (FoyerImportStrangers *self,
                                                    const FoyerImportRow *row);
guint                 foyer_import_strangers_get_n (FoyerImportStrangers *self);
gboolean              foyer_import_strangers_solve (FoyerImportStrangers *self,
                                                    FoyerDatabase        *db,
                                                    const FoyerUuid      *event_id,
                                                    FoyerKeyTable        *seen,
                                                    GError              **error);
/* FALSE: the row is no stranger; key: of its ticket, 0 for a new person. */
gboolean              foyer_import_strangers_find  (FoyerImportStrangers *self,
                                                    gint64                row,
                                                    gint64               *key);
void                  foyer_import_strangers_free  (FoyerImportStrangers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportStrangers, foyer_import_strangers_free)

G_END_DECLS
