/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 64-bit hashes and the row each was first seen in: 12 bytes an entry, for a list of any length. */
typedef struct _FoyerKeyTable FoyerKeyTable;

FoyerKeyTable *foyer_key_table_new    (void);
/* 0: it was not there and is now; else the row that was first. */
guint32        foyer_key_table_add    (FoyerKeyTable *self,
                                       guint64        key,
                                       guint32        row);
gboolean       foyer_key_table_has    (FoyerKeyTable *self,
                                       guint64        key);
void           foyer_key_table_free   (FoyerKeyTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerKeyTable, foyer_key_table_free)

G_END_DECLS
