/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-money.h"

G_BEGIN_DECLS

char      **foyer_currency_list        (void);                 /* all that are money, by code */
const char *foyer_currency_get_symbol  (const char *currency); /* (nullable): one that means no other */
/* The currency that a sign or code of length bytes means; a sign of several ("$", "kr") means expected when that is one of them. */
const char *foyer_currency_from_sign   (const char *sign,
                                        gsize       length,
                                        const char *expected);

G_END_DECLS
