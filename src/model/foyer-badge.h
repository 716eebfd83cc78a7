/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-badge-design.h"

G_BEGIN_DECLS

/* What is on a badge. All texts (nullable) (owned). */
typedef struct
{
  char *event;
  char *name;
  char *company;
  char *tier;
  char *colour; /* of the tier, #rrggbb */
  char *code;   /* what the QR code says */
  FoyerBadgeDesign design;
  gboolean is_test; /* of an event in test mode: it says so */
  gboolean is_training; /* somebody practises: it says that instead */
} FoyerBadge;

FoyerBadge *foyer_badge_new   (void);
FoyerBadge *foyer_badge_copy  (const FoyerBadge *self);
void        foyer_badge_clear (FoyerBadge       *self);
void        foyer_badge_free  (FoyerBadge       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadge, foyer_badge_free)

G_END_DECLS
