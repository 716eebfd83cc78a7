/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-changes.h"
#include "foyer-transaction.h"

G_BEGIN_DECLS

/* Kinds of change set that mean something to the store itself. Private to the layer. */
#define FOYER_KIND_CHECK_IN      "check-in"
#define FOYER_KIND_CHECK_IN_UNDO "check-in-undo"
#define FOYER_KIND_UNDO          "undo"
#define FOYER_KIND_PULL          "pull"
/* What happens at the till stays: it is answered by another act. All such kinds begin so. */
#define FOYER_KIND_TILL          "till-"

#define FOYER_JOURNAL_DAYS 90
#define FOYER_PRUNE_MOST   500

int foyer_journal_prune (FoyerDatabase *db, gint64 before, GError **error);

G_END_DECLS
