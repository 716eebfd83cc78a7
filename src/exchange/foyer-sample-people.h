/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_N_SAMPLE_PEOPLE 312

/* The n-th guest of the sample event: always the same. */
char       *foyer_sample_person_name    (guint n);
const char *foyer_sample_person_company (guint n); /* (nullable) */

G_END_DECLS
