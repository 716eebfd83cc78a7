/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-recurrence.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_UNTIL_NONE,
  FOYER_UNTIL_DAY,     /* wall time of its last second */
  FOYER_UNTIL_WALL,    /* wall time, included */
  FOYER_UNTIL_INSTANT, /* seconds since the epoch, included */
} FoyerUntilKind;

typedef struct
{
  FoyerUntilKind kind;
  gint64         value;
} FoyerUntil;

/* Looks at a rule before libical does, which knows only “malformed”. rule: upper case, without “RRULE:”. Private to the layer. */
gboolean foyer_recurrence_check (const char  *rule,
                                 FoyerUntil  *until,
                                 GError     **error);

G_END_DECLS
