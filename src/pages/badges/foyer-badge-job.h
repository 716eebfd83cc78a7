/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-replica.h"
#include "foyer-sheet.h"

G_BEGIN_DECLS

/* The badges of some attendees on their way to paper or into a file; when they are there, that is logged.
 * Property "progress": 0 to 1, notified while a PDF is written. */
#define FOYER_TYPE_BADGE_JOB (foyer_badge_job_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBadgeJob, foyer_badge_job, FOYER, BADGE_JOB, GObject)

FoyerBadgeJob *foyer_badge_job_new          (FoyerReplica             *replica,
                                             const FoyerUuid          *event_id,
                                             FoyerSheet               *sheet,
                                             GArray                   *keys,
                                             guint                     start);
guint          foyer_badge_job_get_n_badges (FoyerBadgeJob            *self);
FoyerSheet    *foyer_badge_job_get_sheet    (FoyerBadgeJob            *self);
/* How many labels of its last page are used up; 0: all, or none. */
guint          foyer_badge_job_get_n_used   (FoyerBadgeJob            *self);
double         foyer_badge_job_get_progress (FoyerBadgeJob            *self);
/* The printer and its options are remembered in settings under key, of type a{sv}. path (nullable): of the PDF, with EXPORT. */
void           foyer_badge_job_print_async  (FoyerBadgeJob            *self,
                                             GtkWindow                *parent,
                                             GtkPrintOperationAction   action,
                                             const char               *path,
                                             GSettings                *settings,
                                             const char               *key,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  user_data);
void           foyer_badge_job_save_async   (FoyerBadgeJob            *self,
                                             GFile                    *file,
                                             GCancellable             *cancellable,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  user_data);
/* Without a dialog. options: (nullable) as of foyer_printer_queue_send (). A queue that is stopped, or without paper, refuses. */
void           foyer_badge_job_send_async   (FoyerBadgeJob            *self,
                                             const char               *queue,
                                             const char *const        *options,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  user_data);
/* Of all three: gives the change set of the log; 0 with error, CANCELLED when the person thought better of it. */
gint64         foyer_badge_job_finish       (FoyerBadgeJob            *self,
                                             GAsyncResult             *result,
                                             GError                  **error);

G_END_DECLS
