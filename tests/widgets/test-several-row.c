/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-several-row.h"

static const char *const options[] = { "S", "M & L", "<XL>", NULL };

static GtkWidget *
find_check (GtkWidget *from, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (GTK_IS_CHECK_BUTTON (child) && (*n)-- == 0)
        return child;
      found = find_check (child, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
toggle (gpointer row, guint n, gboolean is_chosen)
{
  GtkWidget *check = find_check (row, &n);

  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen);
}

static char *
read_chosen (FoyerSeveralRow *row)
{
  g_auto (GStrv) chosen = foyer_several_row_dup_chosen (row);

  return g_strjoinv ("|", chosen);
}

static void
count_cb (FoyerSeveralRow *row, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

#define assert_chosen(row, text)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *chosen_text = read_chosen (row);                                              \
    g_assert_cmpstr (chosen_text, ==, text);                                                       \
  }                                                                                                \
  G_STMT_END

static void
test_choose (void)
{
  FoyerSeveralRow *row = FOYER_SEVERAL_ROW (g_object_ref_sink (foyer_several_row_new (options)));
  guint n = 0;

  g_signal_connect (row, "notify::chosen", G_CALLBACK (count_cb), &n);
  assert_chosen (row, "");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "");
  /* In the order of the options, whichever came first. */
  toggle (row, 2, TRUE);
  toggle (row, 1, TRUE);
  g_assert_cmpuint (n, ==, 2);
  assert_chosen (row, "M & L|<XL>");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "M & L, <XL>");
  toggle (row, 1, FALSE);
  assert_chosen (row, "<XL>");
  g_assert_finalize_object (row);
}

/* An answer from before the choices were changed is not lost unseen. */
static void
test_strangers (void)
{
  static const char *const old[] = { "M & L", "XXL", NULL };
  static const char *const fresh[] = { "S", NULL };
  FoyerSeveralRow *row = FOYER_SEVERAL_ROW (g_object_ref_sink (foyer_several_row_new (options)));
  guint n = 0;
  guint fourth = 3;

  g_signal_connect (row, "notify::chosen", G_CALLBACK (count_cb), &n);
  foyer_several_row_set_chosen (row, old);
  assert_chosen (row, "M & L|XXL");
  foyer_several_row_set_problem (row, "No & no");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "No & no");
  foyer_several_row_set_chosen (row, fresh);
  assert_chosen (row, "S");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "S");
  g_assert_null (find_check (GTK_WIDGET (row), &fourth));
  foyer_several_row_set_chosen (row, NULL);
  assert_chosen (row, "");
  /* Only a person's choice is told. */
  g_assert_cmpuint (n, ==, 0);
  g_assert_finalize_object (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/several-row/choose", test_choose);
  g_test_add_func ("/several-row/strangers", test_strangers);
  return g_test_run ();
}
