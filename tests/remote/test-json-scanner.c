/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-json-scanner.h"
#include "foyer-remote-error.h"

#include <string.h>

/* One value, and nothing after it. */
static gboolean
is_well_formed (const char *json)
{
  g_auto (FoyerJsonScanner) scanner;

  foyer_json_scanner_init (&scanner, json, strlen (json));
  foyer_json_scanner_skip (&scanner, NULL);
  return foyer_json_scanner_finish (&scanner, NULL);
}

static void
test_grammar (void)
{
  static const struct
  {
    const char *json;
    gboolean is_good;
  } cases[] = {
    { "null", TRUE },
    { " true ", TRUE },
    { "-0", TRUE },
    { "1.5e-3", TRUE },
    { "\"\"", TRUE },
    { "[]", TRUE },
    { "[ ]", TRUE },
    { "{}", TRUE },
    { "[1, [2, {\"a\": [null, false]}], \"x\"]\n", TRUE },
    { "{\"a\": {}, \"b\": []}", TRUE },
    { "\"\\ud83c\\udfab \\u00e9 \\n\\\\\\/\"", TRUE },
    { "", FALSE },
    { " ", FALSE },
    { "nul", FALSE },
    { "nulll", FALSE },
    { "truefalse", FALSE },
    { "01", FALSE },
    { "-", FALSE },
    { "1.", FALSE },
    { "1e", FALSE },
    { ".5", FALSE },
    { "+1", FALSE },
    { "NaN", FALSE },
    { "\"", FALSE },
    { "\"\\", FALSE },
    { "\"\\x\"", FALSE },
    { "\"\\u12\"", FALSE },
    { "\"\\u0000\"", FALSE },
    { "\"\\ud83c\"", FALSE },
    { "\"\\ud83c\\u0041\"", FALSE },
    { "\"\\udfab\"", FALSE },
    { "\"a\nb\"", FALSE },
    { "\"long enough to be read in steps\tof eight\"", FALSE },
    { "'a'", FALSE },
    { "[1 2]", FALSE },
    { "[1,]", FALSE },
    { "[,1]", FALSE },
    { "[1", FALSE },
    { "[1}", FALSE },
    { "{\"a\"}", FALSE },
    { "{\"a\": }", FALSE },
    { "{\"a\": 1,}", FALSE },
    { "{a: 1}", FALSE },
    { "{\"a\": 1 \"b\": 2}", FALSE },
    { "1 2", FALSE },
    { "[] []", FALSE },
    { "\xff", FALSE },
    { "\"\xc3\"", FALSE },
    { "<html>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (is_well_formed (cases[i].json), ==, cases[i].is_good);
    }
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (FOYER_JSON_MAX_DEPTH, '[');
  g_autofree char *closed = g_strnfill (FOYER_JSON_MAX_DEPTH, ']');
  g_autofree char *good = g_strconcat (deep, closed, NULL);
  g_autofree char *bad = g_strconcat ("[", good, "]", NULL);
  g_autofree char *hostile = g_strnfill (10 * 1000 * 1000, '[');

  g_assert_true (is_well_formed (good));
  g_assert_false (is_well_formed (bad));
  g_assert_false (is_well_formed (hostile));
}

static void
test_texts (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } cases[] = {
    { "\"\"", "" },
    { "\"plain\"", "plain" },
    { "\"exactly 8\"", "exactly 8" },
    { "\"a rather long text without anything special in it, ä€🎫\"",
      "a rather long text without anything special in it, ä€🎫" },
    { "\"quote \\\" at once\"", "quote \" at once" },
    { "\"\\\\\"", "\\" },
    { "\"\\b\\f\\n\\r\\t\\/\"", "\b\f\n\r\t/" },
    { "\"\\u00e9\\u20ac\\ud83c\\udfab end\"", "é€🎫 end" },
    { "\"1234567\\n1234567812345678\\n\"", "1234567\n1234567812345678\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FoyerJsonScanner) scanner;
      g_autofree char *copy = NULL;
      const char *text;
      gsize length;

      foyer_json_scanner_init (&scanner, cases[i].json, strlen (cases[i].json));
      text = foyer_json_scanner_read_text (&scanner, &length);
      g_assert_nonnull (text);
      copy = g_strndup (text, length);
      g_assert_cmpstr (copy, ==, cases[i].text);
      g_assert_true (foyer_json_scanner_finish (&scanner, NULL));
    }
}

static void
test_integers (void)
{
  static const struct
  {
    const char *json;
    gboolean is_good;
    gint64 value;
  } cases[] = {
    { "0", TRUE, 0 },
    { "-7", TRUE, -7 },
    { "9223372036854775807", TRUE, G_MAXINT64 },
    { "-9223372036854775808", TRUE, G_MININT64 },
    { "9223372036854775808", FALSE, 0 },
    { "-9223372036854775809", FALSE, 0 },
    { "99999999999999999999999", FALSE, 0 },
    { "1.0", FALSE, 0 },
    { "1e3", FALSE, 0 },
    { "007", FALSE, 0 },
    { "\"7\"", FALSE, 0 },
    { "null", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (FoyerJsonScanner) scanner;
      gint64 value = 0;

      g_test_message ("%s", cases[i].json);
      foyer_json_scanner_init (&scanner, cases[i].json, strlen (cases[i].json));
      g_assert_cmpint (foyer_json_scanner_read_integer (&scanner, &value), ==, cases[i].is_good);
      if (cases[i].is_good)
        g_assert_cmpint (value, ==, cases[i].value);
    }
}

/* Callers look only at the end: whatever is asked after a problem, the answer is no, and the first
 * problem is told. */
static void
test_stays_stopped (void)
{
  static const char json[] = "[{\"a\": 1}, {\"a\": \"one\"}, {\"a\": 3}]";
  g_auto (FoyerJsonScanner) scanner;
  g_autoptr (GError) error = NULL;
  gint64 value, sum = 0;
  gsize length;
  guint n_objects = 0;

  foyer_json_scanner_init (&scanner, json, strlen (json));
  foyer_json_scanner_enter_array (&scanner);
  while (foyer_json_scanner_next (&scanner) && foyer_json_scanner_enter_object (&scanner))
    {
      n_objects++;
      while (foyer_json_scanner_next_member (&scanner, &length) != NULL)
        if (foyer_json_scanner_read_integer (&scanner, &value))
          sum += value;
    }
  g_assert_cmpint (sum, ==, 1);
  g_assert_cmpuint (n_objects, ==, 2);
  g_assert_false (foyer_json_scanner_finish (&scanner, &error));
  g_assert_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_UNDERSTOOD);
  g_assert_nonnull (strstr (error->message, "a whole number was expected"));
}

/* Each beginning of a good answer is a bad one: a body that is cut never passes. */
static void
test_cut (void)
{
  static const char json[] =
      "[{\"id\": \"a\\u00e9b\", \"n\": -12.5e2, \"t\": true, \"o\": null, \"x\": [[], {}]}]";
  g_autofree char *copy = g_strdup (json);

  g_assert_true (is_well_formed (json));
  for (gsize length = strlen (json); length-- > 0;)
    {
      copy[length] = '\0';
      g_assert_false (is_well_formed (copy));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-scanner/grammar", test_grammar);
  g_test_add_func ("/json-scanner/depth", test_depth);
  g_test_add_func ("/json-scanner/texts", test_texts);
  g_test_add_func ("/json-scanner/integers", test_integers);
  g_test_add_func ("/json-scanner/stays-stopped", test_stays_stopped);
  g_test_add_func ("/json-scanner/cut", test_cut);

  return g_test_run ();
}
