/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-undo-stack.h"

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  *n += 1;
}

static void
test_undo_redo (void)
{
  FoyerUndoStack *stack = foyer_undo_stack_new ();
  const char *title = NULL;
  guint n = 0;

  g_signal_connect (stack, "notify", G_CALLBACK (count_cb), &n);
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, NULL), ==, 0);
  foyer_undo_stack_did (stack, 0, "nothing");
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, NULL), ==, 0);

  foyer_undo_stack_did (stack, 1, "one");
  foyer_undo_stack_did (stack, 2, "two");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, &title), ==, 2);
  g_assert_cmpstr (title, ==, "two");

  foyer_undo_stack_undone (stack, 2, 3);
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, NULL), ==, 1);
  g_assert_cmpint (foyer_undo_stack_peek_redo (stack, &title), ==, 3);
  g_assert_cmpstr (title, ==, "two");
  g_assert_cmpuint (n, ==, 2);

  /* Doing again is taking the taking-back back. */
  foyer_undo_stack_undone (stack, 3, 4);
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, NULL), ==, 4);
  g_assert_cmpint (foyer_undo_stack_peek_redo (stack, NULL), ==, 0);

  /* A toast may undo any act, not only the last. */
  foyer_undo_stack_undone (stack, 1, 5);
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, NULL), ==, 4);
  g_assert_cmpint (foyer_undo_stack_peek_redo (stack, NULL), ==, 5);

  /* A new act forgets what could be done again; what is not known changes nothing. */
  foyer_undo_stack_did (stack, 6, "six");
  g_assert_cmpint (foyer_undo_stack_peek_redo (stack, NULL), ==, 0);
  foyer_undo_stack_undone (stack, 99, 100);
  g_assert_cmpint (foyer_undo_stack_peek_undo (stack, NULL), ==, 6);
  g_assert_cmpint (foyer_undo_stack_peek_redo (stack, NULL), ==, 0);
  g_assert_finalize_object (stack);
}

static void
test_cap (void)
{
  FoyerUndoStack *stack = foyer_undo_stack_new ();
  guint n = 0;

  for (gint64 i = 1; i <= 1000; i++)
    foyer_undo_stack_did (stack, i, "act");
  for (gint64 change_set; (change_set = foyer_undo_stack_peek_undo (stack, NULL)) != 0; n++)
    {
      g_assert_cmpint (change_set, ==, 1000 - n);
      foyer_undo_stack_undone (stack, change_set, 0);
    }
  g_assert_cmpuint (n, ==, 200);
  g_assert_finalize_object (stack);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo-stack/undo-redo", test_undo_redo);
  g_test_add_func ("/undo-stack/cap", test_cap);
  return g_test_run ();
}
