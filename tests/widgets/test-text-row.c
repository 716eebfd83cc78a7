/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text-row.h"

static void
count_cb (guint *n)
{
  *n += 1;
}

static void
test_text (void)
{
  FoyerTextRow *row = g_object_ref_sink (g_object_new (FOYER_TYPE_TEXT_ROW, NULL));
  g_autofree char *text = NULL;
  g_autofree char *empty = NULL;
  guint n = 0;

  g_signal_connect_swapped (row, "notify::text", G_CALLBACK (count_cb), &n);
  foyer_text_row_set_text (row, "one\ntwo");
  g_assert_cmpuint (n, >, 0);
  n = 0;
  foyer_text_row_set_text (row, "one\ntwo");
  g_assert_cmpuint (n, ==, 0);
  text = foyer_text_row_dup_text (row);
  g_assert_cmpstr (text, ==, "one\ntwo");
  foyer_text_row_set_text (row, NULL);
  empty = foyer_text_row_dup_text (row);
  g_assert_cmpstr (empty, ==, "");
  g_assert_finalize_object (row);
}

/* Characters of any script are counted, not bytes. */
static void
test_length (void)
{
  static const char *const letters[] = { "a", "ß", "山", "😀" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      FoyerTextRow *row =
          g_object_ref_sink (g_object_new (FOYER_TYPE_TEXT_ROW, "max-length", 500, NULL));
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint n = 0; n < 500; n++)
        g_string_append (text, letters[i]);
      foyer_text_row_set_text (row, text->str);
      g_assert_false (foyer_text_row_is_too_long (row));
      g_string_append (text, letters[i]);
      foyer_text_row_set_text (row, text->str);
      g_assert_true (foyer_text_row_is_too_long (row));
      g_assert_finalize_object (row);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/text-row/text", test_text);
  g_test_add_func ("/text-row/length", test_length);
  return g_test_run ();
}
