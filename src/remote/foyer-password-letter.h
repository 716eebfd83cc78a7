/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void foyer_password_letter_ask_async (const char *url,
                                      const char *email,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean foyer_password_letter_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
