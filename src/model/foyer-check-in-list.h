/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

/* An entrance: which tiers may come in there, when, and how often. Table check_in_lists. */
typedef struct
{
  FoyerRow  row;
  FoyerUuid event_id;
  char     *name;
  char     *tier_ids;      /* JSON array of UUIDs; NULL takes every tier */
  gint64    opens_at;      /* FOYER_NONE: always */
  gint64    closes_at;
  gboolean  allow_unpaid;
  gboolean  allow_reentry; /* in again after an exit */
  gboolean  allow_multiple;/* in again and again, without an exit */
  gint64    max_inside;    /* the RULE of this version: full when so many are inside; FOYER_NONE */
  gint64    sort_order;
} FoyerCheckInList;

FOYER_DECLARE_ROW (FoyerCheckInList, check_in_list, CHECK_IN_LIST)

G_END_DECLS
