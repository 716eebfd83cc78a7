/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event-acts-fixture.h"

#include "foyer-event-cancel-store.h"
#include "foyer-event-store.h"
#include "foyer-journal.h"
#include "foyer-row-store.h"

#include <string.h>

typedef gboolean (*Act) (FoyerTransaction *transaction, const FoyerUuid *id, GError **error);

static gboolean
archive (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_archived (transaction, id, TRUE, NOW, error);
}

static gboolean
unarchive (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_archived (transaction, id, FALSE, NOW, error);
}

static gboolean
test_on (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_test (transaction, id, TRUE, error);
}

static gboolean
test_off (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_set_test (transaction, id, FALSE, error);
}

static gboolean
rename_it (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_acts_rename (transaction, id, "  Other ", error);
}

static gboolean
restore (FoyerTransaction *transaction, const FoyerUuid *id, GError **error)
{
  return foyer_event_cancel_store_restore (transaction, id, NULL, error);
}

/* In this order each act has something to do. Done twice it writes nothing, or is refused. */
static const struct
{
  const char *kind;
  Act act;
  gboolean is_refused_twice;
} acts[] = {
  { "publish-event", acts_publish, FALSE },
  { "test-event", test_on, FALSE },
  { "test-event", test_off, FALSE },
  { "archive-event", archive, FALSE },
  { "unarchive-event", unarchive, FALSE },
  { "rename-event", rename_it, FALSE },
  { "cancel-event", acts_cancel, TRUE },
  { "restore-event", restore, TRUE },
  { "unpublish-event", foyer_event_acts_unpublish, FALSE },
  { "delete-event", foyer_event_acts_delete, TRUE },
};

static void
test_every_act (ActsFixture *fixture, gconstpointer data)
{
  acts_make_publishable (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *before = acts_digest (fixture);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;
      g_autoptr (GError) error = NULL;
      FoyerTransaction *transaction = acts_begin (fixture, acts[i].kind);
      gint64 change_set;
      gint64 undo_set;
      guint n_kept;

      g_test_message ("%s", acts[i].kind);
      g_assert_true (acts[i].act (transaction, &fixture->id, &error));
      change_set = acts_commit (transaction);
      g_assert_cmpint (change_set, >, 0);
      after = acts_digest (fixture);
      g_assert_cmpstr (after, !=, before);

      g_assert_true (foyer_journal_undo (fixture->db, change_set, &undo_set, &n_kept, &error));
      g_assert_cmpuint (n_kept, ==, 0);
      undone = acts_digest (fixture);
      g_assert_cmpstr (undone, ==, before);
      g_assert_true (foyer_journal_undo (fixture->db, undo_set, NULL, &n_kept, &error));
      redone = acts_digest (fixture);
      g_assert_cmpstr (redone, ==, after);

      transaction = acts_begin (fixture, acts[i].kind);
      g_assert_cmpint (acts[i].act (transaction, &fixture->id, &error), ==,
                       !acts[i].is_refused_twice);
      if (acts[i].is_refused_twice)
        {
          g_assert_nonnull (error);
          foyer_transaction_free (transaction);
        }
      else
        g_assert_cmpint (acts_commit (transaction), ==, 0);
    }
}

static void
test_refused_publish (ActsFixture *fixture, gconstpointer data)
{
  FoyerTransaction *transaction = acts_begin (fixture, "publish-event");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (acts_publish (transaction, &fixture->id, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "venue"));
  g_assert_null (strstr (error->message, "cover")); /* that is only advice */
  g_assert_cmpint (acts_commit (transaction), ==, 0);

  items = foyer_event_acts_check (fixture->db, &fixture->id, NOW, NULL);
  g_assert_false (foyer_publish_is_possible (items));
  acts_make_publishable (fixture);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = foyer_event_acts_check (fixture->db, &fixture->id, NOW, NULL);
  g_assert_true (foyer_publish_is_possible (items));
}

static void
test_lists (ActsFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) archived = NULL;
  FoyerTransaction *transaction = acts_begin (fixture, "archive-event");

  g_assert_true (archive (transaction, &fixture->id, NULL));
  acts_commit (transaction);
  events = foyer_event_store_list (fixture->db, NULL);
  archived = foyer_event_store_list_archived (fixture->db, NULL);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_cmpuint (archived->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ACTS_ADD ("/event-acts/every-act", test_every_act);
  ACTS_ADD ("/event-acts/refused-publish", test_refused_publish);
  ACTS_ADD ("/event-acts/lists", test_lists);
  return g_test_run ();
}
