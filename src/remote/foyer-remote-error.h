/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_REMOTE_ERROR foyer_remote_error_quark ()

/* By what the caller can do about it. */
typedef enum
{
  FOYER_REMOTE_ERROR_UNREACHABLE, /* no network, no such host, refused, cut, too slow: try again
                                     later */
  FOYER_REMOTE_ERROR_BUSY,        /* 429 or 503: try again after the time it says */
  FOYER_REMOTE_ERROR_BROKEN, /* 5xx, or an answer that no Foyer server gives (a proxy's page): try
                                again later */
  FOYER_REMOTE_ERROR_NOT_UNDERSTOOD, /* JSON that is broken or not what was asked for: an update may
                                        be needed */
  FOYER_REMOTE_ERROR_UNTRUSTED,      /* the certificate; nothing was sent */
  FOYER_REMOTE_ERROR_MOVED,          /* sends to another host, which is not followed */
  FOYER_REMOTE_ERROR_SIGNED_OUT,     /* 401: sign in again */
  FOYER_REMOTE_ERROR_NOT_ALLOWED,    /* 403: this account may not */
  FOYER_REMOTE_ERROR_REFUSED,        /* any other 4xx: for good, the message says why */
} FoyerRemoteError;

GQuark foyer_remote_error_quark (void);

G_END_DECLS
