/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-printer-error.h"

G_BEGIN_DECLS

/* What is sent to a queue of the system's print service. */
#define FOYER_PRINTER_RAW "application/vnd.cups-raw"
#define FOYER_PRINTER_PDF "application/pdf"

/* Names of the queues, those that print by themselves first; (element-type utf8). Blocks. */
GStrv    foyer_printer_queue_list        (GCancellable        *cancellable,
                                          GError             **error);
void     foyer_printer_queue_list_async  (GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
GStrv    foyer_printer_queue_list_finish (GAsyncResult        *result,
                                          GError             **error);
gboolean foyer_printer_queue_send        (const char          *name,
                                          const char          *title,
                                          const char          *format,
                                          const char *const   *options,
                                          GBytes              *bytes,
                                          guint                milliseconds,
                                          GCancellable        *cancellable,
                                          GError             **error);

G_END_DECLS
