/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_EXPORT_DEFAULT = 0,
  FOYER_EXPORT_BOM     = 1 << 0, /* a byte order mark first: spreadsheets on Windows then read UTF-8 */
} FoyerExportFlags;

/* Before the code of a question: names its column whatever its label is. */
#define FOYER_EXPORT_QUESTION "question:"

/* done: rows written; total: rows to write. On the thread of the export. */
typedef void (*FoyerExportProgress) (gint64   done,
                                     gint64   total,
                                     gpointer data);

/* Writes attendees as CSV, in the order of keys; keys NULL: all of the event. columns: names from
 * foyer_attendee_export_list_columns () in the wished order; NULL: all. The number of rows, or -1 with error. */
gint64   foyer_attendee_export              (FoyerDatabase        *db,
                                             const FoyerUuid      *event_id,
                                             const gint64         *keys,        /* (nullable) */
                                             gsize                 n_keys,
                                             const char *const    *columns,     /* (nullable) */
                                             FoyerExportFlags      flags,
                                             GOutputStream        *stream,
                                             FoyerExportProgress   progress,    /* (nullable) */
                                             gpointer              progress_data,
                                             GCancellable         *cancellable,
                                             GError              **error);
/* The same into a file that is put in place only when it is whole: a full disk leaves the old one. */
gint64   foyer_attendee_export_to_file      (FoyerDatabase        *db,
                                             const FoyerUuid      *event_id,
                                             const gint64         *keys,
                                             gsize                 n_keys,
                                             const char *const    *columns,
                                             FoyerExportFlags      flags,
                                             GFile                *file,
                                             FoyerExportProgress   progress,
                                             gpointer              progress_data,
                                             GCancellable         *cancellable,
                                             GError              **error);
/* The header cells that an export of this event may have: the fixed ones, then its questions. */
char   **foyer_attendee_export_list_columns (FoyerDatabase        *db,
                                             const FoyerUuid      *event_id,
                                             GError              **error);

G_END_DECLS
