/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event-draft-fixture.h"

#include "foyer-event-draft-merge.h"

static FoyerEventDraft *
make_draft (void)
{
  FoyerEventDraft *draft = foyer_event_draft_new (NOW, "EUR");

  draft->event->title = g_strdup ("Pottery");
  draft->event->capacity = 250;
  g_ptr_array_add (draft->questions, draft_make_question ("size", FOYER_QUESTION_CHOICE));
  g_ptr_array_add (draft->questions, draft_make_question ("diet", FOYER_QUESTION_LONG_TEXT));
  return draft;
}

static FoyerColumnSet
column_set (const char *name)
{
  const FoyerColumn *column = foyer_row_type_find (&FOYER_EVENT_TYPE, name);

  return column != NULL ? (FoyerColumnSet) 1 << (column - FOYER_EVENT_TYPE.columns) : 0;
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* Both sides change different columns, and one both. */
static void
test_merge_event (void)
{
  g_autoptr (FoyerEventDraft) base = make_draft ();
  g_autoptr (FoyerEventDraft) mine = foyer_event_draft_copy (base);
  g_autoptr (FoyerEventDraft) theirs = foyer_event_draft_copy (base);
  g_autoptr (FoyerEventDraft) merged = NULL;
  g_autoptr (FoyerEventDraft) same = NULL;
  FoyerDraftMerge merge;

  set_text (&mine->event->title, "Mine");
  mine->event->capacity = 10;
  set_text (&mine->event->category, "Both");
  set_text (&theirs->event->venue_name, "Theirs");
  theirs->event->capacity = 20;
  set_text (&theirs->event->category, "Both");
  theirs->event->row.version = 7;
  merged = foyer_event_draft_merge (base, mine, theirs, &merge);
  g_assert_cmpstr (merged->event->title, ==, "Mine");
  g_assert_cmpstr (merged->event->venue_name, ==, "Theirs");
  g_assert_cmpint (merged->event->capacity, ==, 10);
  g_assert_cmpint (merged->event->row.version, ==, 7);
  g_assert_cmpuint (merge.taken, ==, column_set ("venue_name"));
  g_assert_cmpuint (merge.kept, ==, column_set ("capacity"));

  same = foyer_event_draft_merge (base, mine, base, &merge);
  g_assert_true (foyer_event_draft_equal (same, mine));
  g_assert_cmpuint (merge.taken | merge.kept | merge.n_rows | merge.n_rows_kept, ==, 0);
}

static char *
dup_codes (const FoyerEventDraft *draft)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < draft->questions->len; i++)
    {
      const FoyerQuestion *question = draft->questions->pdata[i];

      g_string_append_printf (codes, "%s%s%s", i > 0 ? " " : "", question->code,
                              question->required ? "!" : "");
    }
  return g_string_free (codes, FALSE);
}

/* What each side does to the questions a, b, c, one letter for each act: +x adds, -x removes, x!
 * makes it required, <x brings it to the front. */
static void
act (FoyerEventDraft *draft, const char *acts)
{
  for (const char *p = acts; *p != '\0'; p += 2)
    {
      char name = strchr ("+-<", p[0]) != NULL ? p[1] : p[0];
      guint at = 0;

      if (p[0] == '+')
        {
          char code[] = { name, '\0' };

          g_ptr_array_add (draft->questions, draft_make_question (code, FOYER_QUESTION_TEXT));
          continue;
        }
      while (*((FoyerQuestion *) draft->questions->pdata[at])->code != name)
        at++;
      if (p[0] == '-')
        g_ptr_array_remove_index (draft->questions, at);
      else if (p[0] == '<')
        g_ptr_array_insert (draft->questions, 0, g_ptr_array_steal_index (draft->questions, at));
      else
        ((FoyerQuestion *) draft->questions->pdata[at])->required = TRUE;
    }
}

static void
test_merge_questions (void)
{
  static const struct
  {
    const char *mine;
    const char *theirs;
    const char *merged;
    guint n_rows;
    guint n_rows_kept;
  } cases[] = {
    { "", "", "a b c", 0, 0 },      { "a!", "", "a! b c", 0, 0 },
    { "", "a!", "a! b c", 1, 0 },   { "b!", "a!", "a! b! c", 1, 0 },
    { "a!", "a!", "a! b c", 0, 0 }, { "+x", "+y", "a b c y x", 1, 0 },
    { "-a", "", "b c", 0, 0 },      { "", "-a", "b c", 1, 0 },
    { "-a", "-a", "b c", 0, 0 },    { "-a", "a!", "a! b c", 1, 0 },
    { "a!", "-a", "a! b c", 0, 1 }, { "<c", "", "c a b", 0, 0 },
    { "", "<c", "c a b", 0, 0 },    { "b!", "<c-a", "c b!", 1, 0 },
    { "<b", "<c", "b a c", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerEventDraft) base = foyer_event_draft_new (NOW, "EUR");
      g_autoptr (FoyerEventDraft) mine = NULL;
      g_autoptr (FoyerEventDraft) theirs = NULL;
      g_autoptr (FoyerEventDraft) merged = NULL;
      g_autofree char *codes = NULL;
      FoyerDraftMerge merge;

      act (base, "+a+b+c");
      mine = foyer_event_draft_copy (base);
      theirs = foyer_event_draft_copy (base);
      act (mine, cases[i].mine);
      act (theirs, cases[i].theirs);
      merged = foyer_event_draft_merge (base, mine, theirs, &merge);
      codes = dup_codes (merged);
      g_test_message ("%s | %s", cases[i].mine, cases[i].theirs);
      g_assert_cmpstr (codes, ==, cases[i].merged);
      g_assert_cmpuint (merge.n_rows, ==, cases[i].n_rows);
      g_assert_cmpuint (merge.n_rows_kept, ==, cases[i].n_rows_kept);
    }
}

/* A question that somebody removed while it was worked on here comes back with what was done. */
static void
test_save_brings_back (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autoptr (FoyerDatabase) db = draft_open_database (dir);
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  g_autoptr (FoyerEventDraft) base = NULL;
  g_autoptr (FoyerEventDraft) mine = NULL;
  g_autoptr (FoyerEventDraft) theirs = NULL;
  g_autoptr (FoyerEventDraft) merged = NULL;
  g_autoptr (FoyerEventDraft) after = NULL;
  FoyerDraftMerge merge;
  gint64 change_set;

  draft_save (NULL, draft, db, &change_set);
  base = foyer_event_draft_load (db, &draft->event->row.id, NULL);
  mine = foyer_event_draft_copy (base);
  ((FoyerQuestion *) mine->questions->pdata[0])->required = TRUE;
  theirs = foyer_event_draft_copy (base);
  g_ptr_array_remove_index (theirs->questions, 0);
  draft_save (base, theirs, db, &change_set);
  merged = foyer_event_draft_merge (base, mine, theirs, &merge);
  draft_save (theirs, merged, db, &change_set);
  after = foyer_event_draft_load (db, &draft->event->row.id, NULL);
  g_assert_cmpuint (after->questions->len, ==, 2);
  g_assert_true (((FoyerQuestion *) after->questions->pdata[0])->required);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-draft-merge/event", test_merge_event);
  g_test_add_func ("/event-draft-merge/questions", test_merge_questions);
  g_test_add_func ("/event-draft-merge/brings-back", test_save_brings_back);
  return g_test_run ();
}
