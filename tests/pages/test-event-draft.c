/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-draft.h"

#include "foyer-draft-file.h"
#include "foyer-quantity.h"
#include "foyer-row-store.h"
#include "foyer-test.h"

#include <glib/gstdio.h>

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

static FoyerTier *
make_tier (const char *name, gint64 price)
{
  FoyerTier *tier = foyer_tier_new ();

  foyer_uuid_init_v7 (&tier->row.id);
  tier->name = g_strdup (name);
  tier->price = price;
  tier->quantity_total = FOYER_NONE;
  return tier;
}

static FoyerEventDraft *
make_draft (void)
{
  FoyerEventDraft *draft = foyer_event_draft_new (NOW, "EUR");

  draft->event->title = g_strdup ("Ünïcode = “quoted”\n[group] 山田");
  draft->event->capacity = 250;
  g_ptr_array_add (draft->tiers, make_tier ("VIP; with ; signs", 9000));
  g_ptr_array_add (draft->tiers, make_tier (" Student ", 0));
  return draft;
}

static void
test_defaults (void)
{
  g_autoptr (FoyerEventDraft) draft = foyer_event_draft_new (NOW, "EUR");

  /* It is 18:00 in the machine's zone, UTC: today at seven. */
  g_assert_cmpint (draft->event->start_date, ==, NOW + G_TIME_SPAN_HOUR);
  g_assert_cmpint (draft->event->end_date, >, draft->event->start_date);
  g_assert_cmpint (draft->event->capacity, ==, FOYER_NONE);
  g_assert_cmpint (draft->event->status, ==, FOYER_EVENT_DRAFT);
  g_assert_cmpuint (draft->tiers->len, ==, 0);
}

static void
test_text (void)
{
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autofree char *text = foyer_event_draft_to_text (draft);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEventDraft) back = foyer_event_draft_from_text (text, &error);

  g_assert_no_error (error);
  g_assert_true (foyer_event_draft_equal (draft, back));
  g_assert_true (foyer_uuid_equal (&draft->event->row.id, &back->event->row.id));
}

static void
test_damaged_text (void)
{
  static const char *const damaged[] = {
    "",          "x",
    "[event]\n", "[event]\nid=nonsense\n",
    "\xff\xff",  "[event]\nid=00000000-0000-7000-8000-000000000001\n[tier 0]\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (foyer_event_draft_from_text (damaged[i], &error));
      g_assert_nonnull (error);
    }
}

/* A value that does not fit its column is left out, the rest is kept. */
static void
test_odd_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEventDraft) draft =
      foyer_event_draft_from_text ("[event]\nid=00000000-0000-7000-8000-000000000001\ntitle="
                                   "T\nstatus=99\ncapacity=many\nis_test=-1\n",
                                   &error);

  g_assert_no_error (error);
  g_assert_cmpstr (draft->event->title, ==, "T");
  g_assert_cmpint (draft->event->status, <=, FOYER_EVENT_CANCELLED);
  g_assert_false (draft->event->is_test);
}

static void
test_save (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) stored = NULL;
  g_autoptr (FoyerEventDraft) edited = NULL;
  g_autoptr (FoyerEventDraft) after = NULL;
  g_autoptr (FoyerEventDraft) undone = NULL;
  gint64 change_set = 0;
  gint64 undo_set;
  guint n_kept;

  g_assert_no_error (error);
  g_assert_true (foyer_event_draft_save (NULL, draft, db, &change_set, &error));
  g_assert_no_error (error);
  g_assert_cmpint (change_set, >, 0);
  stored = foyer_event_draft_load (db, &draft->event->row.id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stored->event->title, ==, draft->event->title);
  g_assert_cmpuint (stored->tiers->len, ==, 2);

  /* One change set: title, a tier's price, the order of tiers, one gone, one new. */
  edited = foyer_event_draft_copy (stored);
  g_free (edited->event->title);
  edited->event->title = g_strdup ("Changed");
  g_ptr_array_remove_index (edited->tiers, 0);
  ((FoyerTier *) edited->tiers->pdata[0])->price = 500;
  g_ptr_array_insert (edited->tiers, 0, make_tier ("Early", 100));
  g_assert_false (foyer_event_draft_equal (stored, edited));
  g_assert_true (foyer_event_draft_save (stored, edited, db, &change_set, &error));
  g_assert_no_error (error);
  after = foyer_event_draft_load (db, &draft->event->row.id, &error);
  g_assert_true (foyer_event_draft_equal (edited, after));

  g_assert_true (foyer_journal_undo (db, change_set, &undo_set, &n_kept, &error));
  g_assert_no_error (error);
  undone = foyer_event_draft_load (db, &draft->event->row.id, &error);
  g_assert_true (foyer_event_draft_equal (stored, undone));
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_file (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *replica = g_build_filename (dir, "replica.db", NULL);
  g_autofree char *written = g_build_filename (dir, "drafts", "replica.db-new.draft", NULL);
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) back = NULL;
  FoyerDraftFile *file = foyer_draft_file_new (replica, NULL);
  GStatBuf status;

  g_assert_null (foyer_draft_file_read (file));
  foyer_draft_file_write (file, draft);
  /* Without any further help: as it is when the program is killed a moment later. */
  foyer_test_wait_for (is_there, written);
  g_assert_cmpint (g_stat (written, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  back = foyer_draft_file_read (file);
  g_assert_true (foyer_event_draft_equal (draft, back));

  foyer_draft_file_remove (file);
  g_assert_false (is_there (written));
  g_assert_finalize_object (file);
}

static void
test_quantity (void)
{
  static const struct
  {
    const char *text;
    gint64 quantity; /* -1 for refused */
  } cases[] = {
    { "", FOYER_NONE }, { "  ", FOYER_NONE }, { "0", 0 },        { "250", 250 },
    { " 250 ", 250 },   { "1 000", 1000 },    { "1.000", 1000 }, { "1,000,000", 1000000 },
    { "1’000", 1000 },  { "٢٥٠", 250 },       { "12.5", -1 },    { "-5", -1 },
    { "many", -1 },     { "1,00", -1 },       { "1,0000", -1 },  { "999999999999", -1 },
    { ".", -1 },        { "1.", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 quantity = -7;
      gboolean is_read = foyer_quantity_parse (cases[i].text, &quantity);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (is_read, ==, cases[i].quantity != -1);
      if (is_read)
        g_assert_cmpint (quantity, ==, cases[i].quantity);
      else
        g_assert_cmpint (quantity, ==, -7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-draft/defaults", test_defaults);
  g_test_add_func ("/event-draft/text", test_text);
  g_test_add_func ("/event-draft/damaged-text", test_damaged_text);
  g_test_add_func ("/event-draft/odd-values", test_odd_values);
  g_test_add_func ("/event-draft/save", test_save);
  g_test_add_func ("/event-draft/file", test_file);
  g_test_add_func ("/event-draft/quantity", test_quantity);
  return g_test_run ();
}
