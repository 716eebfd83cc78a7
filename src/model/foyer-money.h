/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint     foyer_currency_get_decimals (const char  *currency);  /* ISO 4217: 0, 2 or 3 */
gboolean  foyer_currency_is_known     (const char  *currency);
gboolean  foyer_money_parse           (const char  *text,       /* "1.234,50 €", "$49.00", "1 234.5", "12" */
                                       const char  *currency,
                                       gint64      *amount,
                                       char       **found_currency); /* (out) (optional) (nullable) named in the text */
char     *foyer_money_format          (gint64       amount,
                                       const char  *currency);  /* by locale, for people */
char     *foyer_money_to_plain        (gint64       amount,
                                       const char  *currency);  /* "49.00": for files */

G_END_DECLS
