/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 9285: bytes in the 45 characters that a QR code packs two to 11 bits. */
#define FOYER_BASE45_SIZE(n_bytes) ((n_bytes) / 2 * 3 + (n_bytes) % 2 * 2) /* characters, without a NUL */

void     foyer_base45_encode (const guint8 *bytes,
                              gsize         n_bytes,
                              char         *text);
gboolean foyer_base45_decode (const char   *text,
                              gsize         length,
                              guint8       *bytes);

G_END_DECLS
