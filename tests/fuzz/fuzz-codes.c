/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-code.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes);

/* Whatever a scanner sends: cleaning is idempotent and bounded, and nothing but a signed code is
 * genuine. */
int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes)
{
  static FoyerSigningKey key;
  g_autofree char *cleaned = foyer_scan_clean ((const char *) bytes, n_bytes);
  g_autofree char *again = NULL;
  g_autofree char *text = g_strndup ((const char *) bytes, n_bytes);
  FoyerCodeClaims claims;

  if (key.id[0] == 0 && key.public_key[0] == 0)
    foyer_signing_key_generate (&key);

  foyer_ticket_code_examine (text, &key, 1, &claims);
  if (cleaned == NULL)
    return 0;

  again = foyer_scan_clean (cleaned, -1);
  g_assert_cmpstr (again, ==, cleaned);
  g_assert_true (g_utf8_validate (cleaned, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (cleaned, -1), <=, FOYER_CODE_MAX_LENGTH);
  switch (foyer_ticket_code_examine (cleaned, &key, 1, &claims))
    {
    case FOYER_CODE_FOREIGN:
    case FOYER_CODE_FORGED:
    case FOYER_CODE_TEST:
      break;
    case FOYER_CODE_GENUINE: /* the key was made just now: nothing in the corpus can be signed by it
                              */
    case FOYER_CODE_REVOKED:
    case FOYER_CODE_UNREADABLE:
      g_assert_not_reached ();
    }
  return 0;
}
