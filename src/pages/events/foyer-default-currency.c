/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-default-currency.h"

#include "foyer-money.h"

#include <locale.h>

char *
foyer_default_currency (GSettings *settings)
{
  g_autofree char *chosen = g_settings_get_string (settings, "default-currency");
  g_autofree char *local = NULL;

  if (foyer_currency_is_known (chosen))
    return g_steal_pointer (&chosen);
  /* int_curr_symbol is "EUR " with its separator. */
  local = g_strstrip (g_strdup (localeconv ()->int_curr_symbol));
  return foyer_currency_is_known (local) ? g_steal_pointer (&local) : g_strdup ("EUR");
}
