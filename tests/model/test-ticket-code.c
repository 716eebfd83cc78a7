/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-code.h"

#include "foyer-base45.h"

#include <qrencode.h>
#include <string.h>

#define CODE_LENGTH 137

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

static void
test_base45 (void)
{
  /* RFC 9285, 4.3 and 4.4 */
  static const char *const cases[][2] = {
    { "AB", "BB8" },
    { "Hello!!", "%69 VD92EX0" },
    { "base-45", "UJCLQE7W581" },
    { "ietf!", "QED8WEX0" },
    { "", "" },
  };
  static const char *const refused[] = {
    "A", "BB8A", "GGW", ":::", "::", "ab8", "BB\xc3", "QED8WEX"
  };
  guint8 bytes[64];
  char text[64];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i][0]);

      foyer_base45_encode ((const guint8 *) cases[i][0], length, text);
      g_assert_cmpmem (text, FOYER_BASE45_SIZE (length), cases[i][1], strlen (cases[i][1]));
      g_assert_true (foyer_base45_decode (cases[i][1], strlen (cases[i][1]), bytes));
      g_assert_cmpmem (bytes, length, cases[i][0], length);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (foyer_base45_decode (refused[i], strlen (refused[i]), bytes));
  g_assert_true (foyer_base45_decode ("FGW", 3, bytes)); /* 65535, the largest */
}

static void
test_genuine (void)
{
  g_autofree char *code = NULL, *other = NULL, *cleaned = NULL;
  FoyerSigningKey keys[3];
  FoyerCodeClaims claims;
  FoyerUuid event_id;
  QRcode *qr;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    foyer_signing_key_generate (&keys[i]);
  memcpy (keys[0].id, keys[1].id, sizeof keys[0].id); /* ids are short: two keys may share one */
  foyer_uuid_init_v7 (&event_id);

  code = foyer_ticket_code_new (&keys[1], &event_id, 3);
  other = foyer_ticket_code_new (&keys[1], &event_id, 3);
  g_assert_cmpstr (code, !=, other);
  g_assert_cmpuint (strlen (code), ==, CODE_LENGTH);
  g_assert_cmpuint (strspn (code, alphabet), ==, CODE_LENGTH);
  cleaned = foyer_scan_clean (code, -1);
  g_assert_cmpstr (cleaned, ==, code);

  g_assert_cmpint (foyer_ticket_code_examine (code, keys, 3, &claims), ==, FOYER_CODE_GENUINE);
  g_assert_cmpmem (claims.key_id, 4, keys[1].id, 4);
  g_assert_cmpmem (claims.event_tag, 4, event_id.bytes + 12, 4);
  g_assert_cmpint (claims.tier_index, ==, 3);
  g_assert_cmpint (foyer_ticket_code_examine (code, keys, 3, NULL), ==, FOYER_CODE_GENUINE);

  keys[1].is_revoked = TRUE;
  g_assert_cmpint (foyer_ticket_code_examine (code, keys, 3, &claims), ==, FOYER_CODE_REVOKED);
  g_assert_cmpmem (claims.event_tag, 4, event_id.bytes + 12, 4);

  g_assert_cmpint (foyer_ticket_code_examine (code, keys + 2, 1, &claims), ==, FOYER_CODE_FORGED);
  g_assert_cmpint (foyer_ticket_code_examine (code, NULL, 0, &claims), ==, FOYER_CODE_FORGED);
  g_assert_cmpint (claims.tier_index, ==, 0);

  qr = QRcode_encodeString (code, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  g_assert_nonnull (qr);
  g_assert_cmpint (qr->version, <=, 6);
  QRcode_free (qr);
}

/* No other text proves what a code proves: each character changed to each other, cut, doubled,
 * swapped. */
static void
test_tampered (void)
{
  g_autofree char *code = NULL, *longer = NULL;
  FoyerSigningKey key;
  FoyerUuid event_id;

  foyer_signing_key_generate (&key);
  foyer_uuid_init_v7 (&event_id);
  code = foyer_ticket_code_new (&key, &event_id, 300);

  for (guint i = 0; i < CODE_LENGTH; i++)
    {
      g_autofree char *copy = g_strdup (code);
      char was = copy[i];

      for (guint c = 0; c < sizeof alphabet - 1; c += 4)
        {
          copy[i] = alphabet[(c + i) % (sizeof alphabet - 1)];
          if (copy[i] != was)
            g_assert_cmpint (foyer_ticket_code_examine (copy, &key, 1, NULL), !=,
                             FOYER_CODE_GENUINE);
        }
      copy[i] = g_ascii_tolower (was);
      if (copy[i] != was)
        g_assert_cmpint (foyer_ticket_code_examine (copy, &key, 1, NULL), !=, FOYER_CODE_GENUINE);
      copy[i] = '\0';
      g_assert_cmpint (foyer_ticket_code_examine (copy, &key, 1, NULL), !=, FOYER_CODE_GENUINE);
    }

  longer = g_strconcat (code, code, NULL);
  g_assert_cmpint (foyer_ticket_code_examine (longer, &key, 1, NULL), ==, FOYER_CODE_FOREIGN);
  g_assert_cmpint (foyer_ticket_code_examine (code + 1, &key, 1, NULL), ==, FOYER_CODE_FOREIGN);
}

static void
test_states (void)
{
  g_autofree char *longest = g_strnfill (FOYER_CODE_MAX_LENGTH, 'x');
  g_autofree char *too_long = g_strnfill (FOYER_CODE_MAX_LENGTH + 1, 'x');
  g_autofree char *shape = g_strnfill (CODE_LENGTH, '0');

  g_assert_cmpint (foyer_ticket_code_examine (NULL, NULL, 0, NULL), ==, FOYER_CODE_UNREADABLE);
  g_assert_cmpint (foyer_ticket_code_examine ("", NULL, 0, NULL), ==, FOYER_CODE_UNREADABLE);
  g_assert_cmpint (foyer_ticket_code_examine ("\xff", NULL, 0, NULL), ==, FOYER_CODE_UNREADABLE);
  g_assert_cmpint (foyer_ticket_code_examine (longest, NULL, 0, NULL), ==, FOYER_CODE_FOREIGN);
  g_assert_cmpint (foyer_ticket_code_examine (too_long, NULL, 0, NULL), ==, FOYER_CODE_UNREADABLE);
  g_assert_cmpint (foyer_ticket_code_examine ("https://example.org/?pk=1", NULL, 0, NULL), ==,
                   FOYER_CODE_FOREIGN);

  g_assert_cmpint (foyer_ticket_code_examine (shape, NULL, 0, NULL), ==, FOYER_CODE_FOREIGN);
  shape[0] = 'F';
  shape[CODE_LENGTH - 1] = '.';
  g_assert_cmpint (foyer_ticket_code_examine (shape, NULL, 0, NULL), ==, FOYER_CODE_FORGED);
  memset (shape + 1, ':', CODE_LENGTH - 2);
  g_assert_cmpint (foyer_ticket_code_examine (shape, NULL, 0, NULL), ==, FOYER_CODE_FORGED);
}

static void
test_clean (void)
{
  static const struct
  {
    const char *raw;
    gssize length;
    const char *cleaned;
  } cases[] = {
    { "A-000001", -1, "A-000001" },
    { "A-000001\r\n", -1, "A-000001" },
    { "A-000001\t", -1, "A-000001" },
    { "  A-000001 \t\r", -1, "A-000001" },
    { "\u00a0A 1\u3000", -1, "A 1" },
    { "\\000026A-000001", -1, "A-000001" },
    { "]Q3A-000001", -1, "A-000001" },
    { "]C1A-000001", -1, "A-000001" },
    { "]Q1\\000026A-000001\n", -1, "A-000001" },
    { "\\000026]Q1 A-000001", -1, "A-000001" },
    { "\xef\xbb\xbf]Q1A-000001", -1, "A-000001" },
    { "\x02"
      "A-000001\x03",
      -1, "A-000001" },
    { "A-0\x1d"
      "00001",
      -1, "A-000001" },
    { "A-000001\0\0\0", 11, "A-000001" },
    { "A-0\0"
      "00001",
      9, NULL },
    { "A-000001 and more", 8, "A-000001" },
    { "\\00002A", -1, "\\00002A" },
    { "]]Q3A", -1, "]]Q3A" },
    { "]QA", -1, NULL },
    { "]1A", -1, "]1A" },
    { "Ünïcode 票", -1, "Ünïcode 票" },
    { NULL, -1, NULL },
    { "", -1, NULL },
    { "A", 0, NULL },
    { " \t\r\n", -1, NULL },
    { "]Q3", -1, NULL },
    { "\\000026", -1, NULL },
    { "\xef\xbb\xbf", -1, NULL },
    { "caf\xe9", -1, NULL },
    { "\x89PNG\r\n\x1a\n", -1, NULL },
  };
  g_autofree char *longest = g_strnfill (FOYER_CODE_MAX_LENGTH, 'x');
  g_autofree char *prefixed = g_strconcat (" ]Q3", longest, "\r", NULL);
  g_autofree char *too_long = g_strconcat (longest, "x", NULL);
  g_autofree char *endless = g_strnfill (100000, ' ');
  g_autofree char *cleaned_longest = foyer_scan_clean (prefixed, -1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cleaned = foyer_scan_clean (cases[i].raw, cases[i].length);

      g_assert_cmpstr (cleaned, ==, cases[i].cleaned);
      if (cleaned != NULL)
        {
          g_autofree char *again = foyer_scan_clean (cleaned, -1);
          g_assert_cmpstr (again, ==, cleaned);
        }
    }
  g_assert_cmpstr (cleaned_longest, ==, longest);
  g_assert_null (foyer_scan_clean (too_long, -1));
  g_assert_null (foyer_scan_clean (endless, -1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ticket-code/base45", test_base45);
  g_test_add_func ("/ticket-code/genuine", test_genuine);
  g_test_add_func ("/ticket-code/tampered", test_tampered);
  g_test_add_func ("/ticket-code/states", test_states);
  g_test_add_func ("/ticket-code/clean", test_clean);

  return g_test_run ();
}
