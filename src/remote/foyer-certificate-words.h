/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *foyer_certificate_words (GTlsCertificate *certificate,
                               GTlsCertificateFlags problems,
                               const char *host);

G_END_DECLS
