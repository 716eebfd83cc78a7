/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-roster-build.h"
#include "foyer-roster-match.h"

G_BEGIN_DECLS

/*        update_lock: who prepares a new state (load, update), one at a time
 *           └── lock: readers select and count; a writer puts the prepared state in place
 *                 └── orders_lock: the kept orders, which readers make when they need one */
struct _FoyerRoster
{
  GObject parent_instance;

  FoyerRosterOwner    owner;
  char               *cache_dir;  /* (owned) (nullable) */

  GMutex              update_lock;
  GRWLock             lock;
  FoyerRosterImage   *image;      /* (owned) (nullable) until loaded */
  FoyerRosterNames    names;
  FoyerRosterMatcher *matcher;    /* (owned) */

  GMutex              orders_lock;
  GPtrArray          *orders;     /* (owned) (element-type FoyerRosterOrder), the last used last */

  int                 is_ready;   /* atomic */
  int                 is_making;  /* atomic */
  gboolean            is_told;    /* main thread: that it is ready was notified */
};

void     foyer_roster_drop_orders  (FoyerRoster *self,
                                    gboolean     all);
void     foyer_roster_tell_changed (FoyerRoster *self);
void     foyer_roster_tell_making  (FoyerRoster *self);

G_END_DECLS
