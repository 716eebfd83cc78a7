/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever guesses waits, and it is written down. Time passes when the test says so. */
#include "foyer-cashier-store.h"
#include "till-fixture.h"

#include <string.h>

static gint64 now = 1800000000 * G_TIME_SPAN_SECOND;

/* The program's own goes before the library's. */
gint64
g_get_real_time (void)
{
  return now;
}

static FoyerCashier *
add_cashier (TillFixture *self, const char *name, const char *pin)
{
  FoyerCashier *cashier = foyer_cashier_new ();
  g_autoptr (GError) error = NULL;

  cashier->event_id = self->event_id;
  cashier->name = g_strdup (name);
  /* A hash takes a moment, and this asks for something else. */
  cashier->pin_hash = pin != NULL ? foyer_pin_hash (pin) : NULL;
  TILL_ACT (self->db, "add-cashier", &error,
            foyer_cashier_store_add (transaction, cashier, &error));
  g_assert_no_error (error);
  return cashier;
}

static void
reopen (TillFixture *self)
{
  g_autofree char *path = g_strdup (foyer_database_get_path (self->db));
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (self->db);
  self->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
}

static void
assert_pin (TillFixture *self, const FoyerCashier *cashier, const char *pin, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  gboolean is_right = foyer_cashier_store_check_pin (self->db, cashier, pin, &error);

  g_assert_cmpint (is_right, ==, sentence == NULL);
  if (is_right)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  if (strstr (error->message, sentence) == NULL)
    g_error ("“%s” does not say “%s”", error->message, sentence);
}

static void
test_waits (TillFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *pin;
    gint64 passed; /* seconds since the last try */
    const char *sentence;
  } steps[] = {
    { "1111", 0, "not the PIN" },
    { "1112", 0, "not the PIN" },
    { "1113", 0, "not the PIN" },
    { "1114", 0, "not the PIN" },
    { "1115", 0, "in 30 seconds" },
    /* Nobody, not even who knows it; and what is not looked at makes nobody wait for longer. */
    { "1234", 5, "in 25 seconds" },
    { "1234", 24, "in 1 second." },
    { "1116", 10, "in 60 seconds" },
    { "1117", 61, "in 2 minutes" },
    { "1118", 121, "in 4 minutes" },
    { "1118", 60, "in 3 minutes" },
    { "1119", 181, "in 8 minutes" },
    { "1120", 481, "in 15 minutes" },
    { "1121", 901, "in 15 minutes" },
    { "1234", 901, NULL },
    /* All is forgotten. */
    { "1122", 0, "not the PIN" },
    { "1123", 0, "not the PIN" },
    { "1124", 0, "not the PIN" },
    { "1125", 0, "not the PIN" },
    /* So it is by itself, after an hour. */
    { "1126", 3601, "not the PIN" },
    { "1127", 0, "not the PIN" },
    { "1234", 0, NULL },
  };
  g_autoptr (FoyerCashier) ada = add_cashier (self, "Ada", "1234");
  g_autoptr (FoyerCashier) sue = add_cashier (self, "Sue", "4321");
  g_autoptr (FoyerCashier) tim = add_cashier (self, "Tim", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("step %u", i);
      now += steps[i].passed * G_TIME_SPAN_SECOND;
      /* Starting anew does not help. */
      if (i % 3 == 0)
        reopen (self);
      assert_pin (self, ada, steps[i].pin, steps[i].sentence);
    }
  for (guint i = 0; i < 6; i++)
    assert_pin (self, ada, "1", i < 4 ? "not the PIN" : "seconds");
  assert_pin (self, sue, "4321", NULL);
  assert_pin (self, tim, NULL, NULL);
  /* A clock that was set back makes it no worse. */
  now -= 3000 * G_TIME_SPAN_SECOND;
  assert_pin (self, ada, "1234", "in 30 seconds");
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

/* As the windows ask it. */
static void
test_async (TillFixture *self, gconstpointer data)
{
  g_autoptr (FoyerCashier) ada = add_cashier (self, "Ada", "1234");

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      foyer_cashier_store_check_pin_async (foyer_database_get_path (self->db), ada,
                                           i < 5 ? "4321" : "1234", NULL, checked_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_false (foyer_cashier_store_check_pin_finish (result, &error));
      g_assert_cmpint (strstr (error->message, "not the PIN") != NULL, ==, i < 4);
    }
  assert_pin (self, ada, "1234", "seconds");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TILL_ADD ("/pin-lock/waits", test_waits);
  TILL_ADD ("/pin-lock/async", test_async);

  return g_test_run ();
}
