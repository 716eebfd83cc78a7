/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "foyer-roster.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_BADGES_EVERYBODY,
  FOYER_BADGES_UNPRINTED,
  FOYER_BADGES_CHOSEN,
} FoyerBadgesWhom;

/* Whose badges, and in which order. Cancelled tickets get none. */
typedef struct
{
  FoyerBadgesWhom whom;
  gboolean        by_name;     /* else as they came: as chosen, or as added */
  gboolean        leave_out;   /* those whose badge was printed before */
  GArray         *chosen;      /* (nullable) (element-type gint64) with CHOSEN */
} FoyerBadgeChoice;

/* What came of it. */
typedef struct
{
  GArray *keys;      /* (owned) (element-type gint64) */
  guint   n_printed; /* of those asked for, printed before; left out or not */
} FoyerBadgeChosen;

void              foyer_badge_choose_async  (FoyerRoster             *roster,
                                             const FoyerBadgeChoice  *choice,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
FoyerBadgeChosen *foyer_badge_choose_finish (GAsyncResult            *result,
                                             GError                 **error);
void              foyer_badge_chosen_free   (FoyerBadgeChosen        *chosen);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeChosen, foyer_badge_chosen_free)

G_END_DECLS
