/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-server-address.h"

static const struct
{
  const char *text;
  FoyerServerAddressProblem problem;
  const char *url;
} cases[] = {
  { "foyer.example.org", FOYER_SERVER_ADDRESS_GOOD, "https://foyer.example.org" },
  { "  https://foyer.example.org/api/ ", FOYER_SERVER_ADDRESS_GOOD,
    "https://foyer.example.org/api" },
  { "HTTPS://Foyer.Example.org", FOYER_SERVER_ADDRESS_GOOD, "https://Foyer.Example.org" },
  { "foyer.example.org:8443", FOYER_SERVER_ADDRESS_GOOD, "https://foyer.example.org:8443" },
  { "http://localhost:3000", FOYER_SERVER_ADDRESS_GOOD, "http://localhost:3000" },
  { "http://127.0.0.1:3000/", FOYER_SERVER_ADDRESS_GOOD, "http://127.0.0.1:3000" },
  { "http://[::1]:3000", FOYER_SERVER_ADDRESS_GOOD, "http://[::1]:3000" },
  { "localhost:3000", FOYER_SERVER_ADDRESS_GOOD, "https://localhost:3000" },
  { "", FOYER_SERVER_ADDRESS_EMPTY, NULL },
  { "   ", FOYER_SERVER_ADDRESS_EMPTY, NULL },
  { "http://foyer.example.org", FOYER_SERVER_ADDRESS_PLAIN, NULL },
  { "http://192.168.1.4:3000", FOYER_SERVER_ADDRESS_PLAIN, NULL },
  { "http://localhost.example.org", FOYER_SERVER_ADDRESS_PLAIN, NULL },
  { "ftp://foyer.example.org", FOYER_SERVER_ADDRESS_SCHEME, NULL },
  { "file:///etc/passwd", FOYER_SERVER_ADDRESS_SCHEME, NULL },
  { "htp:/foyer.example.org", FOYER_SERVER_ADDRESS_SCHEME, NULL },
  { "https:foyer.example.org", FOYER_SERVER_ADDRESS_SCHEME, NULL },
  { "https:/", FOYER_SERVER_ADDRESS_EMPTY, NULL },
  { "https://", FOYER_SERVER_ADDRESS_EMPTY, NULL },
  { "mailto:me@example.org", FOYER_SERVER_ADDRESS_SCHEME, NULL },
  { "https://me:secret@foyer.example.org", FOYER_SERVER_ADDRESS_PASSWORD, NULL },
  { "me@foyer.example.org", FOYER_SERVER_ADDRESS_PASSWORD, NULL },
  { "https://foyer.example.org/?a=b", FOYER_SERVER_ADDRESS_QUERY, NULL },
  { "https://foyer.example.org/#top", FOYER_SERVER_ADDRESS_QUERY, NULL },
  { "Town Hall", FOYER_SERVER_ADDRESS_BROKEN, NULL },
  { "https://foyer.example.org:99999", FOYER_SERVER_ADDRESS_BROKEN, NULL },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = NULL;
      g_autofree char *words = NULL;
      FoyerServerAddressProblem problem = foyer_server_address_read (cases[i].text, &url);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (problem, ==, cases[i].problem);
      g_assert_cmpstr (url, ==, cases[i].url);
      words = foyer_server_address_words (problem);
      g_assert_cmpint (*words == '\0', ==, problem == FOYER_SERVER_ADDRESS_GOOD);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server-address/read", test_read);

  return g_test_run ();
}
