/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-uuid.h"

#include <string.h>

#define N_IDS     20000
#define N_THREADS 4

static void
test_format (void)
{
  const char *const cases[] = {
    "00000000-0000-0000-0000-000000000000",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", /* the example of RFC 9562, A.6 */
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *upper = g_ascii_strup (cases[i], -1);
      g_autofree char *text = NULL;
      FoyerUuid uuid, again;

      g_assert_true (foyer_uuid_parse (cases[i], &uuid));
      text = foyer_uuid_to_string (&uuid);
      g_assert_cmpstr (text, ==, cases[i]);
      g_assert_true (foyer_uuid_parse (upper, &again));
      g_assert_true (foyer_uuid_equal (&uuid, &again));
      g_assert_cmpuint (foyer_uuid_hash (&uuid), ==, foyer_uuid_hash (&again));
      g_assert_cmpint (foyer_uuid_is_nil (&uuid), ==, i == 0);
    }
}

static void
test_refuse (void)
{
  const char *const cases[] = {
    NULL,
    "",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
    "017f22e279b0-7cc3-98c4-dc0c0c07398f-",
    "017f22e2079b007cc3098c40dc0c0c07398f",
    "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
    " 17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FoyerUuid uuid = { { 1 } };

      g_assert_false (foyer_uuid_parse (cases[i], &uuid));
      g_assert_true (foyer_uuid_is_nil (&uuid));
    }
}

static void
test_order (void)
{
  FoyerUuid last = { { 0 } };
  gint64 from = g_get_real_time () / 1000;

  for (guint i = 0; i < N_IDS; i++)
    {
      FoyerUuid uuid;
      gint64 at = 0;

      foyer_uuid_init_v7 (&uuid);
      g_assert_cmpint (memcmp (last.bytes, uuid.bytes, sizeof uuid.bytes), <, 0);
      g_assert_cmpint (uuid.bytes[6] >> 4, ==, 7);
      g_assert_cmpint (uuid.bytes[8] >> 6, ==, 2);
      for (guint b = 0; b < 6; b++)
        at = at << 8 | uuid.bytes[b];
      g_assert_cmpint (at, >=, from);
      g_assert_cmpint (at, <=, g_get_real_time () / 1000 + 1000);
      last = uuid;
    }
}

static gpointer
make_ids (gpointer data)
{
  FoyerUuid *ids = g_new (FoyerUuid, N_IDS);

  for (guint i = 0; i < N_IDS; i++)
    foyer_uuid_init_v7 (&ids[i]);
  return ids;
}

static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (foyer_uuid_hash, foyer_uuid_equal);
  GThread *threads[N_THREADS];
  FoyerUuid *ids[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_ids, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    {
      ids[i] = g_thread_join (threads[i]);
      for (guint j = 0; j < N_IDS; j++)
        g_assert_true (g_hash_table_add (seen, &ids[i][j]));
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_free (ids[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/uuid/format", test_format);
  g_test_add_func ("/uuid/refuse", test_refuse);
  g_test_add_func ("/uuid/order", test_order);
  g_test_add_func ("/uuid/threads", test_threads);

  return g_test_run ();
}
