/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-money.h"
#include "foyer-row.h"
#include "foyer-text.h"
#include "foyer-time.h"

#include <string.h>

#define FIRST_STANDARD_TIME G_GINT64_CONSTANT (-2208988800000000) /* 1900 */

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes);

static void
try_time (const char *text)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Australia/Lord_Howe");
  gint64 instant, again;

  for (int month_first = FALSE; month_first <= TRUE; month_first++)
    if (foyer_time_parse (text, zone, month_first, &instant))
      {
        g_autofree char *iso = foyer_time_to_iso (instant, zone);

        /* the last hours of the year 9999, to the east; local mean time, whose offset has seconds
         */
        if (iso == NULL || instant < FIRST_STANDARD_TIME)
          continue;
        g_assert_true (foyer_time_parse (iso, NULL, FALSE, &again));
        g_assert_cmpint (again, ==,
                         instant - (instant % G_USEC_PER_SEC + G_USEC_PER_SEC) % G_USEC_PER_SEC);
      }
}

static void
try_money (const char *text)
{
  static const char *const currencies[] = { "EUR", "JPY", "KWD", NULL };
  gint64 amount, again;

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      g_autofree char *found = NULL;
      g_autofree char *plain = NULL;

      if (!foyer_money_parse (text, currencies[i], &amount, &found))
        {
          g_assert_null (found);
          continue;
        }
      plain = foyer_money_to_plain (amount, found != NULL ? found : currencies[i]);
      g_assert_true (
          foyer_money_parse (plain, found != NULL ? found : currencies[i], &again, NULL));
      g_assert_cmpint (again, ==, amount);
    }
}

/* Whatever stands in a cell: what is understood is written and read again to the same, and folding
 * ends. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes)
{
  g_autofree char *text = g_strndup (n_bytes > 0 ? (const char *) bytes : "", n_bytes);
  g_autofree char *folded = foyer_text_fold ((const char *) bytes, n_bytes);
  g_autofree char *again = foyer_text_fold (folded, -1);
  g_autofree char *slug = foyer_text_make_slug (text);

  /* no byte beyond the text is read */
  text = g_realloc (text, strlen (text) + 1);
  if (n_bytes == 0 || memchr (bytes, '\0', n_bytes) == NULL)
    g_assert_cmpstr (again, ==, folded);
  g_assert_true (g_utf8_validate (slug, -1, NULL));
  g_assert_cmpuint (strlen (slug), <=, 60);
  foyer_email_is_valid (text);
  try_time (text);
  try_money (text);
  return 0;
}
