/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-denominations.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Counts a drawer, by notes and coins or as a sum. By the keyboard: a number, Enter for the next.
 * Signals "changed", and "done" for Enter at the last. */
#define FOYER_TYPE_COUNT_VIEW (foyer_count_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCountView, foyer_count_view, FOYER, COUNT_VIEW, AdwBin)

void     foyer_count_view_set_currency (FoyerCountView *self,
                                        const char     *currency);
/* Of what is counted, minor units. FALSE: what is typed as a sum is none. */
gboolean foyer_count_view_get_sum      (FoyerCountView *self,
                                        gint64         *sum);
/* (transfer full) (nullable) of FoyerCounted; NULL when it is a sum. */
GArray  *foyer_count_view_dup_counted  (FoyerCountView *self);
/* Nobody has counted or typed anything. */
gboolean foyer_count_view_is_empty     (FoyerCountView *self);
void     foyer_count_view_focus        (FoyerCountView *self);

G_END_DECLS
