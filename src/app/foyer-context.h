/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-replica.h"
#include "foyer-sync-desk.h"

G_BEGIN_DECLS

/* The composition root: what the program is made of, made here and handed on. Signal "changed" when the state did. */
#define FOYER_TYPE_CONTEXT (foyer_context_get_type ())
G_DECLARE_FINAL_TYPE (FoyerContext, foyer_context, FOYER, CONTEXT, GObject)

typedef enum
{
  FOYER_CONTEXT_OPENING,
  FOYER_CONTEXT_READY,
  FOYER_CONTEXT_FAILED,
} FoyerContextState;

FoyerContext      *foyer_context_new          (const char    *replica_path); /* (nullable) the user's */
/* Begins to open the replica, off the main thread. Again after it failed. */
void               foyer_context_open         (FoyerContext  *self);
void               foyer_context_close        (FoyerContext  *self);
FoyerContextState  foyer_context_get_state    (FoyerContext  *self);
const GError      *foyer_context_get_error    (FoyerContext  *self); /* (nullable) why it failed */
const char        *foyer_context_get_path     (FoyerContext  *self);
FoyerReplica      *foyer_context_get_replica  (FoyerContext  *self); /* (nullable) until ready */
FoyerSyncDesk     *foyer_context_get_sync     (FoyerContext  *self); /* (nullable) until ready */
GSettings         *foyer_context_get_settings (FoyerContext  *self);

G_END_DECLS
