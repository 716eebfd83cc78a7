/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-terms-text.h"

#include "foyer-money.h"
#include "foyer-percentage.h"

#include <glib/gi18n-lib.h>

static char *
dup_full (gint64 days)
{
  if (days == 0)
    return g_strdup (_ ("You get all your money back until the event starts."));
  return g_strdup_printf (ngettext ("You get all your money back until %d day before the start.",
                                    "You get all your money back until %d days before the start.",
                                    days),
                          (int) days);
}

static char *
dup_part (gint64 hours, gint64 percentage, gboolean is_after)
{
  g_autofree char *part = foyer_percentage_format (percentage);

  if (hours == 0)
    return g_strdup_printf (is_after ? _ ("After that you get %s %% back until the event starts.")
                                     : _ ("You get %s %% back until the event starts."),
                            part);
  if (is_after)
    return g_strdup_printf (
        ngettext ("After that you get %s %% back until %d hour before the start.",
                  "After that you get %s %% back until %d hours before the start.", hours),
        part, (int) hours);
  return g_strdup_printf (ngettext ("You get %s %% back until %d hour before the start.",
                                    "You get %s %% back until %d hours before the start.", hours),
                          part, (int) hours);
}

char *
foyer_event_terms_text_refund (gint64 full_days, gint64 part_hours, gint64 part_percentage)
{
  g_autofree char *full = full_days != FOYER_NONE ? dup_full (full_days) : NULL;
  g_autofree char *part = part_hours != FOYER_NONE && part_percentage != FOYER_NONE
                              ? dup_part (part_hours, part_percentage, full_days != FOYER_NONE)
                              : NULL;

  if (full != NULL && part != NULL)
    return g_strdup_printf ("%s %s", full, part);
  if (full != NULL)
    return g_steal_pointer (&full);
  return part != NULL ? g_steal_pointer (&part) : g_strdup (_ ("Tickets are not refunded."));
}

/* “3.5 % and €0.50” */
static char *
dup_fee (gint64 percentage, gint64 fixed, const char *currency)
{
  g_autofree char *part = percentage > 0 ? foyer_percentage_format (percentage) : NULL;
  g_autofree char *amount = fixed > 0 ? foyer_money_format (fixed, currency) : NULL;

  if (part != NULL && amount != NULL)
    /* Translators: a fee of two parts: “3.5 % and €0.50”. */
    return g_strdup_printf (_ ("%s %% and %s"), part, amount);
  if (part != NULL)
    return g_strdup_printf (_ ("%s %%"), part);
  return g_steal_pointer (&amount);
}

char *
foyer_event_terms_text_fee (gint64 percentage,
                            gint64 fixed,
                            gboolean is_included,
                            const char *currency)
{
  g_autofree char *fee = dup_fee (percentage, fixed, currency);

  if (fee == NULL)
    return g_strdup (_ ("There is no service fee."));
  if (is_included)
    return g_strdup_printf (_ ("The price of each ticket has a service fee of %s in it."), fee);
  return g_strdup_printf (_ ("A service fee of %s is added to the price of each ticket."), fee);
}
