/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-changes.h"
#include "foyer-roster.h"

G_BEGIN_DECLS

/* Notices commits, of this process at once and of others within half a second, brings the rosters up to date, then tells.
 * A thread of its own with a connection that only reads. Private to the layer. */
typedef struct _FoyerFeed FoyerFeed;

/* On the thread of the context. Takes the changes. */
typedef void (*FoyerFeedFunc) (GObject      *owner,
                               FoyerChanges *changes);

/* db (transfer full). owner is not kept alive, and not told any more once it is gone. */
FoyerFeed *foyer_feed_new        (FoyerDatabase *db,
                                  gint64         position,
                                  GObject       *owner,
                                  FoyerFeedFunc  func,
                                  GMainContext  *context);
/* Something was committed. Any thread. */
void       foyer_feed_poke       (FoyerFeed     *self);
/* Keeps a roster, which was loaded when the journal was at since, up to date for as long as somebody holds it. Any thread. */
void       foyer_feed_add_roster (FoyerFeed     *self,
                                  FoyerRoster   *roster,
                                  gint64         since);
void       foyer_feed_free       (FoyerFeed     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFeed, foyer_feed_free)

G_END_DECLS
