/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event-draft-fixture.h"

#include "foyer-draft-file.h"
#include "foyer-quantity.h"
#include "foyer-row-store.h"

#include <glib/gstdio.h>

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

static FoyerImage *
make_image (gsize size)
{
  FoyerImage *image = foyer_image_new ();
  guchar *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = g_test_rand_int_range (0, 256);
  foyer_uuid_init_v7 (&image->row.id);
  image->media_type = g_strdup ("image/png");
  image->width = 16;
  image->height = 9;
  image->data = g_bytes_new_take (data, size);
  return image;
}

static FoyerEventDraft *
make_draft (void)
{
  FoyerEventDraft *draft = foyer_event_draft_new (NOW, "EUR");

  draft->event->title = g_strdup ("Ünïcode = “quoted”\n[group] 山田");
  draft->event->capacity = 250;
  g_ptr_array_add (draft->tiers, make_tier ("VIP; with ; signs", 9000));
  g_ptr_array_add (draft->tiers, make_tier (" Student ", 0));
  g_ptr_array_add (draft->questions, draft_make_question ("size", FOYER_QUESTION_CHOICE));
  g_ptr_array_add (draft->questions, draft_make_question ("diet", FOYER_QUESTION_LONG_TEXT));
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
  g_autofree char *text = foyer_event_draft_to_text (draft, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEventDraft) back = foyer_event_draft_from_text (text, NULL, &error);

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

      g_assert_null (foyer_event_draft_from_text (damaged[i], NULL, &error));
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
                                   NULL, &error);

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

static gint64
count_rows (FoyerDatabase *db, const char *sql)
{
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 n;

  g_assert_cmpint (foyer_database_step (db, statement, NULL), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* A date's edit with the dates after it is one change set, and one undo. */
static void
test_save_scope (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (FoyerDatabase) db = draft_open_database (dir);
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) first = NULL, edited = NULL, stored = NULL, undone = NULL;
  g_autoptr (GPtrArray) dates = NULL, rest = NULL, again = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSeriesPlan plan = { "FREQ=WEEKLY;COUNT=3" };
  FoyerUuid series_id;
  gint64 change_set;

  draft_save (NULL, draft, db, &change_set);
  transaction = foyer_transaction_begin (db, "test", &error);
  g_assert_true (foyer_series_store_create (transaction, &draft->event->row.id, &plan, NULL, NULL,
                                            NULL, &series_id, &error));
  g_assert_true (foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error));
  dates = foyer_series_store_dates (db, &series_id, &error);
  first = foyer_event_draft_load (db, &((FoyerEvent *) dates->pdata[1])->row.id, &error);
  edited = foyer_event_draft_copy (first);
  g_free (edited->event->title);
  edited->event->title = g_strdup ("Changed");
  edited->event->start_date += G_TIME_SPAN_HOUR;
  edited->event->end_date += G_TIME_SPAN_HOUR;
  ((FoyerTier *) edited->tiers->pdata[0])->price = 777;
  g_assert_true (foyer_event_draft_save_scope (first, edited, FOYER_SERIES_FOLLOWING, FALSE, db,
                                               NULL, NULL, NULL, &change_set, &error));
  g_assert_no_error (error);

  /* What comes back is what is stored: the date belongs to a series of its own now. */
  stored = foyer_event_draft_load (db, &first->event->row.id, &error);
  g_assert_true (foyer_event_draft_equal (edited, stored));
  g_assert_false (foyer_uuid_equal (&stored->event->series_id, &series_id));
  rest = foyer_series_store_dates (db, &stored->event->series_id, &error);
  g_assert_cmpuint (rest->len, ==, 2);
  for (guint i = 0; i < rest->len; i++)
    {
      const FoyerEvent *date = rest->pdata[i];
      g_autoptr (FoyerEventDraft) other = foyer_event_draft_load (db, &date->row.id, &error);

      g_assert_cmpstr (date->title, ==, "Changed");
      g_assert_cmpint (date->start_date, ==,
                       ((FoyerEvent *) dates->pdata[i + 1])->start_date + G_TIME_SPAN_HOUR);
      g_assert_cmpint (((FoyerTier *) other->tiers->pdata[0])->price, ==, 777);
    }

  g_assert_true (foyer_journal_undo (db, change_set, NULL, NULL, &error));
  undone = foyer_event_draft_load (db, &first->event->row.id, &error);
  g_assert_true (foyer_event_draft_equal (first, undone));
  again = foyer_series_store_dates (db, &series_id, &error);
  g_assert_cmpuint (again->len, ==, 3);
  g_assert_cmpstr (((FoyerEvent *) again->pdata[2])->title, ==, draft->event->title);
}

/* However odd the numbers of their places are. */
static void
test_save_unchanged (void)
{
  static const gint64 places[][4] = {
    { 0, 1, 2, 3 }, { 0, 0, 0, 0 }, { 5, 9, 9, 40 }, { 7, 7, 8, 8 }, { -3, 0, 0, 1 },
  };
  static const char place_sql[] = "UPDATE ticket_tiers SET sort_order = ?1 WHERE key = ?2";

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
      g_autoptr (FoyerDatabase) db = draft_open_database (dir);
      g_autoptr (FoyerEventDraft) draft = make_draft ();
      g_autoptr (FoyerEventDraft) stored = NULL;
      g_autoptr (FoyerEventDraft) same = NULL;
      g_autoptr (FoyerEventDraft) after = NULL;
      gint64 n_sets;
      gint64 change_set;

      g_ptr_array_add (draft->tiers, make_tier ("Third", 1));
      g_ptr_array_add (draft->tiers, make_tier ("Fourth", 1));
      draft_save (NULL, draft, db, &change_set);
      for (guint n = 0; n < 4; n++)
        {
          sqlite3_stmt *statement = foyer_database_prepare (db, place_sql, NULL);

          sqlite3_bind_int64 (statement, 1, places[i][n]);
          sqlite3_bind_int64 (statement, 2, ((FoyerTier *) draft->tiers->pdata[n])->row.key);
          g_assert_cmpint (foyer_database_step (db, statement, NULL), ==, SQLITE_DONE);
        }
      n_sets = count_rows (db, "SELECT count (*) FROM change_sets");
      stored = foyer_event_draft_load (db, &draft->event->row.id, NULL);
      same = foyer_event_draft_copy (stored);
      g_assert_true (foyer_event_draft_equal (stored, same));
      draft_save (stored, same, db, &change_set);
      g_assert_cmpint (change_set, ==, 0);
      g_assert_cmpint (count_rows (db, "SELECT count (*) FROM change_sets"), ==, n_sets);

      /* And a new order is what is read then. */
      g_ptr_array_add (same->tiers, g_ptr_array_steal_index (same->tiers, 0));
      g_ptr_array_insert (same->tiers, 1, make_tier ("Between", 1));
      g_assert_false (foyer_event_draft_equal (stored, same));
      draft_save (stored, same, db, &change_set);
      g_assert_cmpint (change_set, >, 0);
      after = foyer_event_draft_load (db, &draft->event->row.id, NULL);
      g_assert_true (foyer_event_draft_equal (same, after));
    }
}

/* A question changed, one new, one gone, the order turned: one change set, and its undo. */
static void
test_save_questions (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (FoyerDatabase) db = draft_open_database (dir);
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) stored = NULL;
  g_autoptr (FoyerEventDraft) edited = NULL;
  g_autoptr (FoyerEventDraft) after = NULL;
  g_autoptr (FoyerEventDraft) undone = NULL;
  gint64 n_sets;
  gint64 change_set;
  gint64 undo_set;
  guint n_kept;

  g_ptr_array_add (draft->questions, draft_make_question ("gone", FOYER_QUESTION_DATE));
  draft_save (NULL, draft, db, &change_set);
  stored = foyer_event_draft_load (db, &draft->event->row.id, NULL);
  g_assert_cmpuint (stored->questions->len, ==, 3);
  edited = foyer_event_draft_copy (stored);
  ((FoyerQuestion *) edited->questions->pdata[1])->required = TRUE;
  g_ptr_array_remove_index (edited->questions, 2);
  g_ptr_array_insert (edited->questions, 0, draft_make_question ("new", FOYER_QUESTION_FILE));
  edited->event->capacity = 7;
  n_sets = count_rows (db, "SELECT count (*) FROM change_sets");
  draft_save (stored, edited, db, &change_set);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM change_sets"), ==, n_sets + 1);
  after = foyer_event_draft_load (db, &draft->event->row.id, NULL);
  g_assert_true (foyer_event_draft_equal (edited, after));

  g_assert_true (foyer_journal_undo (db, change_set, &undo_set, &n_kept, NULL));
  undone = foyer_event_draft_load (db, &draft->event->row.id, NULL);
  g_assert_true (foyer_event_draft_equal (stored, undone));
}

/* What the event shows is stored, what was taken away again is not. */
static void
test_save_images (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (FoyerDatabase) db = draft_open_database (dir);
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) again = NULL;
  g_autoptr (FoyerImage) read = NULL;
  g_autoptr (FoyerImage) cover = make_image (5000);
  FoyerImage *inline_image = make_image (100);
  FoyerImage *logo = make_image (10);
  g_autofree char *id = foyer_uuid_to_string (&inline_image->row.id);
  gint64 change_set;

  g_ptr_array_add (draft->images, foyer_image_copy (cover));
  g_ptr_array_add (draft->images, make_image (1));
  g_ptr_array_add (draft->images, inline_image);
  g_ptr_array_add (draft->images, logo);
  draft->event->cover_image_id = cover->row.id;
  draft->event->logo_image_id = logo->row.id;
  draft->event->description = g_strdup_printf ("<p><img src=\"foyer-image:%s\" alt=\"\"></p>", id);
  draft_save (NULL, draft, db, &change_set);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM images"), ==, 3);
  g_assert_cmpuint (draft->images->len, ==, 0);
  read = foyer_row_store_find (db, &FOYER_IMAGE_TYPE, &cover->row.id, NULL);
  g_assert_true (g_bytes_equal (read->data, cover->data));
  g_assert_true (foyer_uuid_equal (&read->event_id, &draft->event->row.id));

  /* A picture that nothing shows is no change. */
  again = foyer_event_draft_copy (draft);
  g_ptr_array_add (again->images, make_image (3));
  g_assert_true (foyer_event_draft_equal (draft, again));
  draft_save (draft, again, db, &change_set);
  g_assert_cmpint (change_set, ==, 0);
}

static char *
make_random_text (void)
{
  static const gunichar letters[] = { 'a',    'Z',    '\n',   '\r',   '\t',    ' ',   '=',
                                      '[',    ']',    '\\',   ';',    '#',     '"',   0x00df,
                                      0x05d0, 0x0627, 0x202e, 0x4e2d, 0x1f600, 0xfeff };
  GString *text = g_string_new (NULL);
  guint length = g_test_rand_int_range (1, 40);

  for (guint i = 0; i < length; i++)
    g_string_append_unichar (text, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

static void
fill_column (FoyerRow *row, const FoyerColumn *column)
{
  guint n_words = column->words != NULL ? g_strv_length ((char **) column->words) : 2;

  switch (column->type)
    {
    case FOYER_COLUMN_UUID:
      foyer_uuid_init_v7 (&FOYER_COLUMN_FIELD (row, column, FoyerUuid));
      break;
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      g_free (FOYER_COLUMN_FIELD (row, column, char *));
      FOYER_COLUMN_FIELD (row, column, char *) = make_random_text ();
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      FOYER_COLUMN_FIELD (row, column, gint64) =
          (gint64) ((guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ());
      break;
    case FOYER_COLUMN_BOOLEAN:
    case FOYER_COLUMN_ENUM:
      FOYER_COLUMN_FIELD (row, column, int) = g_test_rand_int_range (0, n_words);
      break;
    case FOYER_COLUMN_BLOB:
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Some of the columns; the others stay as a new row has them. */
static gpointer
fill (gpointer data)
{
  FoyerRow *row = data;

  if (foyer_uuid_is_nil (&row->id))
    foyer_uuid_init_v7 (&row->id);
  row->key = g_test_rand_int_range (0, 1000);
  for (guint i = 0; i < row->type->n_columns; i++)
    if (g_test_rand_int_range (0, 4) != 0)
      fill_column (row, &row->type->columns[i]);
  return row;
}

static void
assert_same_rows (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const FoyerRow *x = a->pdata[i];
      const FoyerRow *y = b->pdata[i];

      g_assert_true (foyer_uuid_equal (&x->id, &y->id));
      g_assert_cmpint (x->key, ==, y->key);
      g_assert_cmpuint (foyer_row_diff (x, y), ==, 0);
    }
}

static void
assert_same (const FoyerEventDraft *a, const FoyerEventDraft *b)
{
  g_assert_true (foyer_uuid_equal (&a->event->row.id, &b->event->row.id));
  g_assert_cmpint (a->event->row.key, ==, b->event->row.key);
  g_assert_cmpuint (foyer_row_diff (a->event, b->event), ==, 0);
  assert_same_rows (a->tiers, b->tiers);
  assert_same_rows (a->questions, b->questions);
  assert_same_rows (a->images, b->images);
}

static FoyerEventDraft *
make_random_draft (void)
{
  FoyerEventDraft *draft = foyer_event_draft_new_for_event (fill (foyer_event_new ()));

  for (int i = g_test_rand_int_range (0, 5); i > 0; i--)
    g_ptr_array_add (draft->tiers, fill (foyer_tier_new ()));
  for (int i = g_test_rand_int_range (0, 13); i > 0; i--)
    g_ptr_array_add (draft->questions, fill (foyer_question_new ()));
  for (int i = g_test_rand_int_range (0, 3); i > 0; i--)
    g_ptr_array_add (draft->images, fill (make_image (g_test_rand_int_range (1, 3000))));
  return draft;
}

/* Whatever is in a draft and in what it began with comes back from the file's text. */
static void
test_random_text (void)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (FoyerEventDraft) draft = make_random_draft ();
      g_autoptr (FoyerEventDraft) base = i % 2 != 0 ? make_random_draft () : NULL;
      g_autofree char *text = foyer_event_draft_to_text (draft, base);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerEventDraft) base_back = NULL;
      g_autoptr (FoyerEventDraft) back = foyer_event_draft_from_text (text, &base_back, &error);

      g_assert_no_error (error);
      assert_same (draft, back);
      g_assert_cmpint (base != NULL, ==, base_back != NULL);
      if (base != NULL)
        assert_same (base, base_back);
    }
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
  g_autoptr (FoyerEventDraft) base = make_draft ();
  g_autoptr (FoyerEventDraft) base_back = NULL;
  g_autoptr (FoyerEventDraft) back = NULL;
  FoyerDraftFile *file = foyer_draft_file_new (replica, NULL);
  GStatBuf status;

  g_assert_null (foyer_draft_file_read (file, NULL));
  foyer_draft_file_write (file, draft, base);
  /* Without any further help: as it is when the program is killed a moment later. */
  foyer_test_wait_for (is_there, written);
  g_assert_cmpint (g_stat (written, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  back = foyer_draft_file_read (file, &base_back);
  g_assert_true (foyer_event_draft_equal (draft, back));
  g_assert_true (foyer_event_draft_equal (base, base_back));

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
  g_test_add_func ("/event-draft/save/scope", test_save_scope);
  g_test_add_func ("/event-draft/save/unchanged", test_save_unchanged);
  g_test_add_func ("/event-draft/save/questions", test_save_questions);
  g_test_add_func ("/event-draft/save/images", test_save_images);
  g_test_add_func ("/event-draft/random-text", test_random_text);
  g_test_add_func ("/event-draft/file", test_file);
  g_test_add_func ("/event-draft/quantity", test_quantity);
  return g_test_run ();
}
