/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-push-batch.h"

G_BEGIN_DECLS

/* Writes down what became of rows that were told. */
gboolean foyer_push_note (FoyerDatabase *db,
                          gint64 server_key,
                          gint64 position, /* up to where the journal was read */
                          FoyerPushBatch *batch,
                          GError **error);
gboolean foyer_push_note_silent (FoyerDatabase *db, GPtrArray *rows, GError **error);
/* All of the journal up to there was told or set aside. */
gboolean
foyer_push_note_all (FoyerDatabase *db, gint64 server_key, gint64 position, GError **error);

G_END_DECLS
