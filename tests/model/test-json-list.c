/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-json-list.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *json;
    const char *items; /* joined by | */
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "[]", "" },
    { "[\"a\"]", "a" },
    { "[\"a\", \"b c\", \"ü\\n\\u5c71\"]", "a|b c|ü\n山" },
    { "[\"a\", 1, null, [\"b\"], {}, \"c\"]", "a|c" },
    { "{\"a\": 1}", "" },
    { "\"a\"", "" },
    { "[\"a\"", "" },
    { "nonsense", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) items = foyer_json_list_parse (cases[i].json);
      g_autofree char *joined = g_strjoinv ("|", items);

      g_assert_cmpstr (joined, ==, cases[i].items);
    }
}

static void
test_round_trip (void)
{
  static const char *const lists[][4] = {
    { "a", NULL },
    { "b", "a", "a", NULL },
    { "\"quoted\"", "back\\slash", "", NULL },
    { "山田", "a\tb\nc", NULL },
  };
  static const char *const none[] = { NULL };

  g_assert_null (foyer_json_list_format (NULL));
  g_assert_null (foyer_json_list_format (none));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *json = foyer_json_list_format (lists[i]);
      g_auto (GStrv) back = foyer_json_list_parse (json);

      g_assert_cmpstrv (back, lists[i]);
    }
}

static void
test_has_id (void)
{
  FoyerUuid id;
  FoyerUuid other;

  g_assert_true (foyer_uuid_parse ("01900000-0000-7000-8000-000000000001", &id));
  g_assert_true (foyer_uuid_parse ("01900000-0000-7000-8000-000000000002", &other));
  g_assert_true (foyer_json_list_has_id ("[\"x\", \"01900000-0000-7000-8000-000000000001\"]", &id));
  g_assert_false (foyer_json_list_has_id ("[\"01900000-0000-7000-8000-000000000001\"]", &other));
  g_assert_false (foyer_json_list_has_id (NULL, &id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-list/parse", test_parse);
  g_test_add_func ("/json-list/round-trip", test_round_trip);
  g_test_add_func ("/json-list/has-id", test_has_id);
  return g_test_run ();
}
