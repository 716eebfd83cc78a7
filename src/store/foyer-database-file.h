/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* How long a connection waits for another one that writes, unless it was told otherwise. */
#define FOYER_DATABASE_PATIENCE (10 * G_TIME_SPAN_SECOND)

/* The file under a connection: made, opened, recognized, set up. Private to the layer. */
gboolean foyer_database_file_make   (const char         *path,
                                     GError            **error);
gboolean foyer_database_file_open   (const char         *path,
                                     FoyerDatabaseMode   mode,
                                     gboolean            immutable,
                                     sqlite3           **handle,
                                     GError            **error);
gboolean foyer_database_file_check  (sqlite3            *handle,
                                     const char         *path,
                                     FoyerDatabaseMode   mode,
                                     GError            **error);
int      foyer_database_file_set_up (sqlite3            *handle,
                                     FoyerDatabaseMode   mode);

G_END_DECLS
