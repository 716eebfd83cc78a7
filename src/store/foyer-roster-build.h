/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-roster-image.h"
#include "foyer-roster-order.h"

G_BEGIN_DECLS

/* What the rows' tier and answer numbers mean at present. */
typedef struct
{
  FoyerTierRanks ranks;     /* place of each tier number of the image in the event's order */
  GArray        *questions; /* (owned) (element-type guint) field of the answers, for each of the event's questions */
} FoyerRosterNames;

FoyerRosterImage *foyer_roster_build       (FoyerDatabase          *db,
                                            const FoyerRosterOwner *owner,
                                            const char             *cache_dir,
                                            gint64                  position,
                                            gint64                  stamp,
                                            GCancellable           *cancellable,
                                            GError                **error);
FoyerRosterImage *foyer_roster_copy        (const FoyerRosterImage *image,
                                            const FoyerRosterOwner *owner,
                                            const char             *cache_dir,
                                            GError                **error);
gboolean          foyer_roster_read_names  (FoyerDatabase          *db,
                                            const FoyerUuid        *event_id,
                                            FoyerRosterImage       *image,
                                            FoyerRosterNames       *names,
                                            GError                **error);

/* Rows as they are now, read one by one for a patch. */
typedef gboolean (*FoyerRosterRowFunc) (const FoyerRosterRow  *row,
                                        gpointer               data,
                                        GError               **error);

gboolean          foyer_roster_read_keys   (FoyerDatabase          *db,
                                            const FoyerUuid        *event_id,
                                            FoyerRosterImage       *image,
                                            gint64                  first_key,
                                            gint64                  last_key,
                                            FoyerRosterRowFunc      func,
                                            gpointer                data,
                                            GError                **error);
gboolean          foyer_roster_read_orders (FoyerDatabase          *db,
                                            const FoyerUuid        *event_id,
                                            FoyerRosterImage       *image,
                                            gint64                  first_key,
                                            gint64                  last_key,
                                            FoyerRosterRowFunc      func,
                                            gpointer                data,
                                            GError                **error);

G_END_DECLS
