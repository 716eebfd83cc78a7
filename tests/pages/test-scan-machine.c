/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-scan-machine.h"

#include <string.h>

/* Each step types a text with a gap between its keys, after a wait. All times in milliseconds. */
typedef struct
{
  int         wait; /* before the first key; -1 ends the script */
  int         gap;
  const char *text; /* \n is Enter, \t Tab, \b Backspace, \a Ctrl and a letter, \v Shift alone */
} Step;

typedef struct
{
  const char *name;
  gboolean    in_text;
  Step        steps[6];
  const char *scans; /* expected, joined by | */
  const char *field; /* expected in the text field, or handed over as typed */
} Case;

static const Case cases[] = {
  { "scanner-1ms", TRUE, { { 0, 1, "ABC123456\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-5ms", TRUE, { { 0, 5, "ABC123456\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-20ms", TRUE, { { 0, 20, "ABC123456\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-35ms", TRUE, { { 0, 35, "ABC123456\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-0ms", TRUE, { { 0, 0, "ABC123456\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-tab", TRUE, { { 0, 5, "ABC123456\t" }, { -1 } }, "ABC123456", "" },
  { "scanner-no-end", TRUE, { { 0, 5, "ABC123456" }, { -1 } }, "ABC123456", "" },
  { "scanner-no-end-twice", TRUE, { { 0, 5, "ABC123456" }, { 200, 5, "XYZ987654" }, { -1 } }, "ABC123456|XYZ987654", "" },
  { "scanner-crlf", TRUE, { { 0, 5, "ABC123456\n\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-late-enter", TRUE, { { 0, 5, "ABC123456" }, { 180, 0, "\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-spaces", TRUE, { { 0, 5, "%A B:C/D %\n" }, { -1 } }, "%A B:C/D %", "" },
  { "scanner-with-shift", TRUE, { { 0, 4, "\vA\vB\vC1\v:\v%9\n" }, { -1 } }, "ABC1:%9", "" },
  { "scanner-with-separator", TRUE, { { 0, 4, "ABCDEF\aGHI\n" }, { -1 } }, "ABCDEFGHI", "" },
  { "scanner-hiccup", TRUE, { { 0, 8, "ABC12" }, { 110, 8, "3456\n" }, { -1 } }, "ABC123456", "" },
  { "scanner-out-of-text", FALSE, { { 0, 5, "UP C123456\n" }, { -1 } }, "UP C123456", "" },
  { "three-scans", TRUE, { { 0, 5, "AAA111\n" }, { 6, 5, "BBB222\n" }, { 6, 5, "CCC333\n" }, { -1 } }, "AAA111|BBB222|CCC333", "" },
  { "short-code", TRUE, { { 0, 10, "A17\n" }, { -1 } }, "A17", "" },
  { "short-code-slow", TRUE, { { 0, 30, "A17\n" }, { -1 } }, "", "A17\n" },
  { "short-code-no-end", TRUE, { { 0, 10, "A17" }, { -1 } }, "", "A17" },
  { "two-keys", TRUE, { { 0, 5, "ab\n" }, { -1 } }, "", "ab\n" },
  { "one-key", TRUE, { { 0, 5, "a\n" }, { -1 } }, "", "a\n" },
  { "enter-alone", TRUE, { { 0, 5, "\n" }, { -1 } }, "", "\n" },
  { "person-12-a-second", TRUE, { { 0, 83, "grace hopper\n" }, { -1 } }, "", "grace hopper\n" },
  { "person-20-a-second", TRUE, { { 0, 50, "grace hopper\n" }, { -1 } }, "", "grace hopper\n" },
  { "person-slow", TRUE, { { 0, 300, "grace\n" }, { -1 } }, "", "grace\n" },
  { "person-out-of-text", FALSE, { { 0, 83, "grace hopper" }, { -1 } }, "", "grace hopper" },
  { "person-slow-out-of-text", FALSE, { { 0, 300, "grace" }, { -1 } }, "", "grace" },
  { "person-rolls-keys", TRUE, { { 0, 90, "sch" }, { 12, 10, "ul" }, { 90, 90, "ze" }, { -1 } }, "", "schulze" },
  { "person-rolls-five", TRUE, { { 0, 12, "tions" }, { 90, 90, " a" }, { -1 } }, "", "tions a" },
  { "person-holds-a-key", TRUE, { { 0, 33, "aaaaaaaaaaaa\n" }, { -1 } }, "", "aaaaaaaaaaaa\n" },
  { "person-corrects", TRUE, { { 0, 90, "grx\bace" }, { -1 } }, "", "grx\bace" },
  { "person-then-scanner", TRUE, { { 0, 90, "gra" }, { 400, 5, "ABC123456\n" }, { -1 } }, "ABC123456", "gra" },
  { "person-then-scanner-at-once", TRUE, { { 0, 90, "gra" }, { 60, 5, "ABC123456\n" }, { -1 } }, "ABC123456", "gra" },
  { "scanner-then-person", TRUE, { { 0, 5, "ABC123456\n" }, { 400, 90, "gra" }, { -1 } }, "ABC123456", "gra" },
  { "scanner-amid-a-word", TRUE, { { 0, 90, "gra" }, { 100, 5, "ABC123456\n" }, { 90, 90, "ce" }, { -1 } }, "ABC123456", "grace" },
  { "same-digits", TRUE, { { 0, 5, "111111\n" }, { -1 } }, "111111", "" },
};

typedef struct
{
  FoyerScanMachine *machine;
  const Case       *c;
  gint64            now;
  GString          *scans;
  GString          *field;
  GString          *mark;
} Door;

static void
apply (Door             *door,
       FoyerScanOutcome *outcome)
{
  if (outcome->take_back)
    g_string_assign (door->field, door->mark->str);
  if (outcome->scan != NULL)
    g_string_append_printf (door->scans, "%s%s", door->scans->len > 0 ? "|" : "", outcome->scan);
  g_assert_null (outcome->scan_us);
  if (outcome->typed != NULL)
    g_string_append (door->field, outcome->typed);
  if (outcome->mark)
    g_string_assign (door->mark, door->field->str);
}

static void
press (Door *door,
       char  c)
{
  g_auto (FoyerScanOutcome) outcome = { 0 };
  FoyerScanKey key = { .kind = FOYER_KEY_CHARACTER, .time = door->now, .in_text = door->c->in_text };

  if (c == '\n' || c == '\t')
    key.kind = FOYER_KEY_END;
  else if (c == '\b')
    key.kind = FOYER_KEY_OTHER;
  else if (c == '\a')
    key.kind = FOYER_KEY_COMMAND;
  else if (c == '\v')
    key.kind = FOYER_KEY_MODIFIER;
  else
    key.typed = key.us = (guchar) c;
  foyer_scan_machine_press (door->machine, &key, &outcome);
  apply (door, &outcome);
  if (!outcome.swallow && key.kind != FOYER_KEY_MODIFIER)
    g_string_append_c (door->field, c);
}

static void
advance (Door *door,
         int   by)
{
  if (by > FOYER_SCAN_PAUSE)
    {
      g_auto (FoyerScanOutcome) outcome = { 0 };

      foyer_scan_machine_pause (door->machine, &outcome);
      apply (door, &outcome);
      g_assert_false (foyer_scan_machine_is_busy (door->machine));
    }
  door->now += by;
}

static void
run (const Case *c,
     gint64      start)
{
  Door door = { foyer_scan_machine_new (), c, start, g_string_new (NULL), g_string_new (NULL), g_string_new (NULL) };

  for (const Step *step = c->steps; step->wait >= 0 && step->text != NULL; step++)
    {
      advance (&door, step->wait);
      for (const char *p = step->text; *p != '\0'; p++)
        {
          if (p > step->text && p[-1] != '\v')
            advance (&door, step->gap);
          press (&door, *p);
        }
    }
  advance (&door, 1000);
  g_assert_cmpstr (door.scans->str, ==, c->scans);
  g_assert_cmpstr (door.field->str, ==, c->field);
  foyer_scan_machine_free (door.machine);
  g_string_free (door.scans, TRUE);
  g_string_free (door.field, TRUE);
  g_string_free (door.mark, TRUE);
}

static void
test_case (gconstpointer data)
{
  run (data, 0);
  run (data, 1234567);
}

/* A scanner's jitter and a person's, at random: none is mistaken for the other. */
static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (FoyerScanMachine) machine = foyer_scan_machine_new ();
      gboolean is_scanner = g_test_rand_bit ();
      guint n = g_test_rand_int_range (6, 126);
      gint64 now = 1000;
      guint n_scans = 0;

      for (guint i = 0; i <= n; i++)
        {
          g_auto (FoyerScanOutcome) outcome = { 0 };
          FoyerScanKey key = { i < n ? FOYER_KEY_CHARACTER : FOYER_KEY_END, now, 'A' + i % 26, 'A' + i % 26, TRUE };

          foyer_scan_machine_press (machine, &key, &outcome);
          n_scans += outcome.scan != NULL;
          if (outcome.scan != NULL)
            g_assert_cmpuint (strlen (outcome.scan), ==, n);
          now += is_scanner ? g_test_rand_int_range (1, 21) : g_test_rand_int_range (55, 118);
        }
      g_assert_cmpuint (n_scans, ==, is_scanner ? 1 : 0);
    }
}

static void
test_too_long (void)
{
  g_autoptr (FoyerScanMachine) machine = foyer_scan_machine_new ();
  g_auto (FoyerScanOutcome) outcome = { 0 };
  FoyerScanKey key = { FOYER_KEY_END, 0, 0, 0, TRUE };

  for (guint i = 0; i < 10000; i++)
    {
      FoyerScanKey letter = { FOYER_KEY_CHARACTER, i, 'A' + i % 26, 'A' + i % 26, TRUE };

      foyer_scan_machine_press (machine, &letter, &outcome);
      foyer_scan_outcome_clear (&outcome);
      key.time = i;
    }
  foyer_scan_machine_press (machine, &key, &outcome);
  g_assert_nonnull (outcome.scan);
  g_assert_cmpuint (strlen (outcome.scan), ==, 1024);
}

typedef struct
{
  const char *name;
  const char *typed; /* by the layout in use; . for a key that makes no character */
  const char *us;
  const char *scan;
  const char *scan_us; /* NULL: only one reading */
} Layout;

static const Layout layouts[] = {
  { "us", "YZ-1:5", "YZ-1:5", "YZ-1:5", NULL },
  { "german", "ZYß1Ö5", "YZ-1:5", "ZYß1Ö5", "YZ-1:5" },
  { "dead-key", "ZYß1.5", "YZ-1+5", "YZ-1+5", NULL },
  { "arabic", "شسيبلا", "asdfgb", "شسيبلا", "asdfgb" },
  { "unknown-keys", "ABCDEF", "......", "ABCDEF", NULL },
};

static void
test_layout (gconstpointer data)
{
  const Layout *c = data;
  g_autoptr (FoyerScanMachine) machine = foyer_scan_machine_new ();
  g_auto (FoyerScanOutcome) outcome = { 0 };
  FoyerScanKey end = { FOYER_KEY_END, 60, 0, 0, TRUE };
  const char *typed = c->typed;

  for (guint i = 0; c->us[i] != '\0'; i++, typed = g_utf8_next_char (typed))
    {
      gunichar letter = g_utf8_get_char (typed);
      FoyerScanKey key = {
        FOYER_KEY_CHARACTER, i * 10, letter == '.' ? 0 : letter, c->us[i] == '.' ? 0 : (guchar) c->us[i], TRUE
      };

      foyer_scan_machine_press (machine, &key, &outcome);
      foyer_scan_outcome_clear (&outcome);
    }
  foyer_scan_machine_press (machine, &end, &outcome);
  g_assert_cmpstr (outcome.scan, ==, c->scan);
  g_assert_cmpstr (outcome.scan_us, ==, c->scan_us);
}

static void
test_us_keyboard (void)
{
  const struct
  {
    guint    keycode;
    gboolean shift;
    gunichar expected;
  } keys[] = {
    { 10, FALSE, '1' }, { 19, FALSE, '0' }, { 19, TRUE, ')' }, { 21, TRUE, '+' }, { 24, FALSE, 'q' },
    { 29, TRUE, 'Y' }, { 35, FALSE, ']' }, { 38, FALSE, 'a' }, { 47, TRUE, ':' }, { 49, FALSE, '`' },
    { 52, TRUE, 'Z' }, { 61, FALSE, '/' }, { 61, TRUE, '?' }, { 65, FALSE, ' ' }, { 63, FALSE, '*' },
    { 79, FALSE, '7' }, { 90, FALSE, '0' }, { 91, FALSE, '.' }, { 106, FALSE, '/' },
    { 9, FALSE, 0 }, { 23, FALSE, 0 }, { 36, FALSE, 0 }, { 37, FALSE, 0 }, { 50, FALSE, 0 }, { 67, FALSE, 0 },
    { 104, FALSE, 0 }, { 0, FALSE, 0 }, { 9999, TRUE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpuint (foyer_us_keyboard_read (keys[i].keycode, keys[i].shift), ==, keys[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scan-machine/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *path = g_strconcat ("/scan-machine/layout/", layouts[i].name, NULL);
      g_test_add_data_func (path, &layouts[i], test_layout);
    }
  g_test_add_func ("/scan-machine/random", test_random);
  g_test_add_func ("/scan-machine/too-long", test_too_long);
  g_test_add_func ("/scan-machine/us-keyboard", test_us_keyboard);
  return g_test_run ();
}
