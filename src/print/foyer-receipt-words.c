/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-receipt-words.h"

#include "foyer-money.h"
#include "foyer-row.h"
#include "foyer-wall-parse.h"

#include <glib/gi18n-lib.h>

/*< private >
 * foyer_receipt_when:
 *
 * Returns: (transfer full): day and time in @zone, with the zone's short name where it is not that of this machine
 */
char *
foyer_receipt_when (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) there = NULL;
  g_autoptr (GDateTime) here = NULL;
  g_autofree char *text = NULL;
  FoyerWall wall;

  if (instant == FOYER_NONE)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  there = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  here = utc != NULL ? g_date_time_to_local (utc) : NULL;
  if (utc == NULL)
    return g_strdup ("");
  if (there == NULL)
    there = g_date_time_ref (utc);

  wall = (FoyerWall){ g_date_time_get_year (there), g_date_time_get_month (there),
                      g_date_time_get_day_of_month (there), g_date_time_get_hour (there),
                      g_date_time_get_minute (there) };
  text = foyer_wall_format (&wall);
  if (here != NULL && g_date_time_get_utc_offset (here) == g_date_time_get_utc_offset (there))
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s %s", text, g_date_time_get_timezone_abbreviation (there));
}

/*< private >
 * foyer_receipt_add_money:
 *
 * Adds a line with an amount of minor units.
 */
void
foyer_receipt_add_money (FoyerReceipt     *self,
                         const char       *text,
                         gint64            amount,
                         const char       *currency,
                         FoyerReceiptStyle style)
{
  g_autofree char *money = foyer_money_format (amount, currency);

  foyer_receipt_add_amount (self, text, money, style);
}

/*< private >
 * foyer_receipt_add_fact:
 *
 * Adds a line with a name at its start and a value at its end.
 */
void
foyer_receipt_add_fact (FoyerReceipt *self, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    foyer_receipt_add_amount (self, name, value, FOYER_RECEIPT_PLAIN);
}

/*< private >
 * foyer_receipt_add_copy_mark:
 *
 * Says that this is not the first one, and when it was printed.
 */
void
foyer_receipt_add_copy_mark (FoyerReceipt *self, gint64 copied_at, GTimeZone *zone)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (copied_at == FOYER_NONE)
    return;
  when = foyer_receipt_when (copied_at, zone);
  /* Translators: on a receipt that was printed again; day and time. */
  text = g_strdup_printf (_ ("Copy of %s"), when);
  foyer_receipt_add_text (self, text, FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_INVERSE);
}
