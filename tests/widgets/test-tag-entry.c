/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tag-entry.h"

#include "foyer-tag-chip.h"

static GtkEditable *
get_text (FoyerTagEntry *entry)
{
  return GTK_EDITABLE (gtk_widget_get_last_child (GTK_WIDGET (entry)));
}

static void
count_cb (guint *n)
{
  *n += 1;
}

static FoyerTagEntry *
make_entry (guint *n)
{
  FoyerTagEntry *entry = g_object_ref_sink (g_object_new (FOYER_TYPE_TAG_ENTRY, NULL));

  *n = 0;
  g_signal_connect_swapped (entry, "notify::tags", G_CALLBACK (count_cb), n);
  return entry;
}

static void
assert_tags (FoyerTagEntry *entry, const char *expected)
{
  g_auto (GStrv) tags = foyer_tag_entry_dup_tags (entry);
  g_autofree char *joined = g_strjoinv ("|", tags);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_set (void)
{
  static const char *const tags[] = { "clay", "fire", NULL };
  guint n;
  FoyerTagEntry *entry = make_entry (&n);

  foyer_tag_entry_set_tags (entry, tags);
  g_assert_cmpuint (n, ==, 1);
  foyer_tag_entry_set_tags (entry, tags);
  g_assert_cmpuint (n, ==, 1);
  assert_tags (entry, "clay|fire");
  foyer_tag_entry_set_tags (entry, NULL);
  g_assert_cmpuint (n, ==, 2);
  assert_tags (entry, "");
  g_assert_finalize_object (entry);
}

/* What is typed or pasted, and which tags it makes. */
static void
test_type (void)
{
  static const struct
  {
    const char *typed;
    const char *tags;
  } cases[] = {
    { "clay", "clay" },
    { "  clay  ", "clay" },
    { "", "" },
    { "   ", "" },
    { "clay, fire;kiln", "clay|fire|kiln" },
    { "clay,,CLAY, Clay", "clay" },
    { "straße, STRASSE", "straße" },
    { "山田, فن", "山田|فن" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n;
      FoyerTagEntry *entry = make_entry (&n);

      gtk_editable_set_text (get_text (entry), cases[i].typed);
      g_signal_emit_by_name (get_text (entry), "activate");
      assert_tags (entry, cases[i].tags);
      g_assert_cmpstr (gtk_editable_get_text (get_text (entry)), ==, "");
      g_assert_cmpuint (n, ==, *cases[i].tags != '\0' ? 1 : 0);
      g_assert_finalize_object (entry);
    }
}

static void
test_remove (void)
{
  static const char *const tags[] = { "clay", "fire", "kiln", NULL };
  guint n;
  FoyerTagEntry *entry = make_entry (&n);
  GtkWidget *chip;

  foyer_tag_entry_set_tags (entry, tags);
  chip = gtk_widget_get_next_sibling (gtk_widget_get_first_child (GTK_WIDGET (entry)));
  g_assert_cmpstr (foyer_tag_chip_get_text (FOYER_TAG_CHIP (chip)), ==, "fire");
  gtk_widget_activate_action (chip, "chip.remove", NULL);
  assert_tags (entry, "clay|kiln");
  g_assert_cmpuint (n, ==, 2);
  g_assert_finalize_object (entry);
}

/* Chips go on in the next line where there is no room. */
static void
test_lines (void)
{
  static const char *const tags[] = { "one", "two", "three", "four", "five", "six", NULL };
  guint n;
  FoyerTagEntry *entry = make_entry (&n);
  int narrow;
  int wide;

  foyer_tag_entry_set_tags (entry, tags);
  gtk_widget_measure (GTK_WIDGET (entry), GTK_ORIENTATION_VERTICAL, 2000, NULL, &wide, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (entry), GTK_ORIENTATION_VERTICAL, 160, NULL, &narrow, NULL, NULL);
  g_assert_cmpint (wide, >, 0);
  g_assert_cmpint (narrow, >=, 2 * wide);
  g_assert_finalize_object (entry);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag-entry/set", test_set);
  g_test_add_func ("/tag-entry/type", test_type);
  g_test_add_func ("/tag-entry/remove", test_remove);
  g_test_add_func ("/tag-entry/lines", test_lines);
  return g_test_run ();
}
