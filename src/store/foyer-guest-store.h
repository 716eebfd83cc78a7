/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"

G_BEGIN_DECLS

/* Somebody who came or bought before, at any event. */
typedef struct
{
  char *name;  /* (owned) */
  char *email; /* (owned) (nullable) */
} FoyerGuest;

void       foyer_guest_free       (FoyerGuest     *self);
/* Those whose name has every word, the newest first, each once; (element-type FoyerGuest). Not for the main thread. */
GPtrArray *foyer_guest_store_find (FoyerDatabase  *db,
                                   const char     *words,
                                   guint           limit,
                                   GError        **error);

G_END_DECLS
