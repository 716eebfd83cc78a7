/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Rows of folded text one after the other, row n at bytes[starts[n]] up to bytes[starts[n + 1]]. FOYER_SCAN_PADDING bytes
 * beyond the last row can be read. */
typedef struct
{
  const char    *bytes;
  const guint32 *starts;
  guint          n_rows;
} FoyerScanRows;

#define FOYER_SCAN_PADDING 32

/* A set of rows: bit n % 64 of word n / 64. */
#define FOYER_BITS_WORDS(n)     (((gsize) (n) + 63) / 64)
#define FOYER_BITS_HAS(bits, n) (((bits)[(n) / 64] >> ((n) % 64)) & 1)
#define FOYER_BITS_ADD(bits, n) ((bits)[(n) / 64] |= G_GUINT64_CONSTANT (1) << ((n) % 64))
#define FOYER_BITS_DROP(bits, n) ((bits)[(n) / 64] &= ~(G_GUINT64_CONSTANT (1) << ((n) % 64)))

const char *foyer_scan_find   (const char           *from,
                               const char           *to,
                               const char           *word,
                               gsize                 length);
gboolean    foyer_scan_rows   (const FoyerScanRows  *rows,
                               const char           *word,
                               gsize                 length,
                               guint64              *hits,
                               GCancellable         *cancellable);
gboolean    foyer_scan_narrow (const FoyerScanRows  *rows,
                               const char           *word,
                               gsize                 length,
                               const guint64        *among,
                               guint64              *hits,
                               GCancellable         *cancellable);

G_END_DECLS
