/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A QR code: size × size modules, dark or light. */
typedef struct _FoyerQr FoyerQr;

#define FOYER_QR_QUIET_ZONE 4 /* modules of white around, ISO/IEC 18004 */

FoyerQr  *foyer_qr_new      (const char    *text);
void      foyer_qr_free     (FoyerQr       *self);
guint     foyer_qr_get_size (const FoyerQr *self);
gboolean  foyer_qr_is_dark  (const FoyerQr *self,
                             guint          column,
                             guint          row);
void      foyer_qr_draw     (const FoyerQr *self,
                             cairo_t       *cr,
                             double         x,
                             double         y,
                             double         size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerQr, foyer_qr_free)

G_END_DECLS
