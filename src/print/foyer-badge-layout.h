/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "foyer-badge.h"
#include "foyer-qr.h"
#include "foyer-sheet.h"

G_BEGIN_DECLS

/* The default design of a badge, for a label of any size. Belongs to the thread that made it.
 *
 *     card                       strip                portrait
 *     ┌────────────────────┐     ┌────────────────┐   ┌─────────┐
 *     │ event              │     │ event    ▓▓▓▓▓ │   │  event  │
 *     │ Name, as large as  │     │ Name     ▓▓▓▓▓ │   │  Name   │
 *     │ fits         ▓▓▓▓▓ │     │ company  ▓▓▓▓▓ │   │ company │
 *     │ company      ▓▓▓▓▓ │     │ ▬tier▬▬  ▓▓▓▓▓ │   │   ▓▓▓   │
 *     │ ▬▬▬tier▬▬▬▬  ▓▓▓▓▓ │     └────────────────┘   │ ▬▬tier▬ │
 *     └────────────────────┘                          └─────────┘
 *
 * A badge whose name is written from right to left is the mirror image. By its design a badge has the tier in a band across
 * the top, with the rest laid out below it, or nothing but event, name and company. */
typedef struct _FoyerBadgeLayout FoyerBadgeLayout;

/* Where things are on a label, in points; a width of 0: not there. */
typedef struct
{
  FoyerRect event;
  FoyerRect name;
  FoyerRect company;
  FoyerRect tier;
  FoyerRect code;        /* its dark modules */
  double    name_size;   /* of the font */
  guint     name_lines;
  double    module;      /* width of one, of the code */
} FoyerBadgePlaces;

FoyerBadgeLayout *foyer_badge_layout_new  (double                  width,
                                           double                  height,
                                           double                  corner);
void              foyer_badge_layout_free (FoyerBadgeLayout       *self);
void              foyer_badge_layout_draw (FoyerBadgeLayout       *self,
                                           cairo_t                *cr,
                                           const FoyerBadge       *badge,
                                           const FoyerQr          *code,
                                           FoyerBadgePlaces       *places);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeLayout, foyer_badge_layout_free)

G_END_DECLS
