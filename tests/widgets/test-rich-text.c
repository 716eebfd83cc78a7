/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-html.h"
#include "foyer-random-blocks.h"
#include "foyer-rich-text.h"
#include "foyer-rich-write.h"

#include <adwaita.h>

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

typedef struct
{
  FoyerRichText *text;
  FoyerRichView *view;
  FoyerRichBuffer *buffer;
  GtkTextBuffer *base;
  guint n_changed;
} Fixture;

static void
count_cb (FoyerRichText *text, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->text = FOYER_RICH_TEXT (g_object_ref_sink (foyer_rich_text_new ()));
  fixture->view = foyer_rich_text_get_view (fixture->text);
  fixture->buffer = foyer_rich_view_get_buffer (fixture->view);
  fixture->base = GTK_TEXT_BUFFER (fixture->buffer);
  g_signal_connect (fixture->text, "changed", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->text);
}

static void
assert_html (Fixture *fixture, const char *wanted)
{
  g_autofree char *html = foyer_rich_text_dup_html (fixture->text);

  g_assert_cmpstr (html, ==, wanted);
}

/* As a key does it. */
static void
type (Fixture *fixture, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n' || !foyer_rich_buffer_break_line (fixture->buffer))
      gtk_text_buffer_insert_interactive_at_cursor (fixture->base, p, g_utf8_next_char (p) - p,
                                                    TRUE);
}

static void
erase (Fixture *fixture)
{
  GtkTextIter at;

  if (foyer_rich_buffer_erase_backwards (fixture->buffer))
    return;
  gtk_text_buffer_get_iter_at_mark (fixture->base, &at, gtk_text_buffer_get_insert (fixture->base));
  gtk_text_buffer_backspace (fixture->base, &at, TRUE, TRUE);
}

static void
go_to (Fixture *fixture, int line, int column)
{
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_line_offset (fixture->base, &at, line, column);
  gtk_text_buffer_place_cursor (fixture->base, &at);
}

static void
choose (Fixture *fixture, int line, int column, int last_line, int last_column)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (fixture->base, &start, line, column);
  gtk_text_buffer_get_iter_at_line_offset (fixture->base, &end, last_line, last_column);
  gtk_text_buffer_select_range (fixture->base, &end, &start);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->text), action, NULL);
}

static void
set_kind (Fixture *fixture, const char *kind)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->text), "rich.kind", "s", kind);
}

static gboolean
takes_wheel (Fixture *fixture)
{
  GtkWidget *scroller =
      gtk_widget_get_ancestor (GTK_WIDGET (fixture->view), GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy;

  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scroller), NULL, &policy);
  return policy != GTK_POLICY_NEVER;
}

/* It takes the wheel from the page around it only while it has something to scroll itself. */
static void
test_wheel (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fixture->text));
  gtk_window_present (GTK_WINDOW (window));
  while (takes_wheel (fixture))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 200; i++)
    type (fixture, "a line\n");
  while (!takes_wheel (fixture))
    g_main_context_iteration (NULL, TRUE);
  foyer_rich_text_set_html (fixture->text, "<p>short</p>");
  while (takes_wheel (fixture))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_writing (Fixture *fixture, gconstpointer data)
{
  assert_html (fixture, "");
  type (fixture, "Pottery for ");
  act (fixture, "rich.bold");
  type (fixture, "all");
  act (fixture, "rich.bold");
  type (fixture, ".\n");
  assert_html (fixture, "<p>Pottery for <strong>all</strong>.</p>");
  set_kind (fixture, "bullet");
  type (fixture, "clay\nglaze\n");
  foyer_rich_buffer_indent (fixture->buffer, 1);
  type (fixture, "blue\n\n\nend");
  assert_html (fixture, "<p>Pottery for <strong>all</strong>.</p>"
                        "<ul><li>clay</li><li>glaze<ul><li>blue</li></ul></li></ul><p>end</p>");
  set_kind (fixture, "heading");
  type (fixture, "ing\nafter");
  assert_html (fixture, "<p>Pottery for <strong>all</strong>.</p>"
                        "<ul><li>clay</li><li>glaze<ul><li>blue</li></ul></li></ul>"
                        "<h2>ending</h2><p>after</p>");
  g_assert_cmpuint (fixture->n_changed, >, 30);
}

static void
test_keys_of_lists (Fixture *fixture, gconstpointer data)
{
  foyer_rich_text_set_html (fixture->text,
                            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>d</p>");
  go_to (fixture, 1, 0);
  erase (fixture); /* out by one */
  assert_html (fixture, "<ul><li>a</li><li>b</li><li>c</li></ul><p>d</p>");
  erase (fixture); /* no item any more */
  assert_html (fixture, "<ul><li>a</li></ul><p>b</p><ul><li>c</li></ul><p>d</p>");
  erase (fixture); /* joins the line before, which decides */
  assert_html (fixture, "<ul><li>ab</li><li>c</li></ul><p>d</p>");

  go_to (fixture, 1, 0);
  g_assert_true (foyer_rich_buffer_indent (fixture->buffer, 1));
  assert_html (fixture, "<ul><li>ab<ul><li>c</li></ul></li></ul><p>d</p>");
  g_assert_true (foyer_rich_buffer_indent (fixture->buffer, 1)); /* no deeper than one below */
  assert_html (fixture, "<ul><li>ab<ul><li>c</li></ul></li></ul><p>d</p>");
  go_to (fixture, 0, 0);
  set_kind (fixture, "paragraph"); /* what hung below comes along */
  assert_html (fixture, "<p>ab</p><ul><li>c</li></ul><p>d</p>");
  go_to (fixture, 2, 0);
  g_assert_false (foyer_rich_buffer_indent (fixture->buffer, 1));

  choose (fixture, 0, 0, 2, 1);
  set_kind (fixture, "number");
  assert_html (fixture, "<ol><li>ab</li><li>c</li><li>d</li></ol>");
  g_assert_cmpuint (foyer_rich_buffer_get_line_number (fixture->buffer, 2), ==, 3);
}

static void
test_empty_last_item (Fixture *fixture, gconstpointer data)
{
  type (fixture, "a\n");
  set_kind (fixture, "bullet");
  assert_html (fixture, "<p>a</p><ul><li></li></ul>");
  type (fixture, "b");
  assert_html (fixture, "<p>a</p><ul><li>b</li></ul>");
  erase (fixture);
  assert_html (fixture, "<p>a</p><ul><li></li></ul>");
  erase (fixture);
  assert_html (fixture, "<p>a</p>");
  /* nothing that nobody sees is left in the text */
  g_assert_cmpint (gtk_text_buffer_get_char_count (fixture->base), ==, 2);
}

static gboolean
get_flag (Fixture *fixture, const char *name)
{
  gboolean flag;

  g_object_get (fixture->text, name, &flag, NULL);
  return flag;
}

static void
test_state (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kind = NULL;

  foyer_rich_text_set_html (fixture->text, "<p>a <strong>b<em>c</em></strong></p><h3>d</h3>");
  go_to (fixture, 0, 1);
  g_assert_false (get_flag (fixture, "bold"));
  go_to (fixture, 0, 3);
  g_assert_true (get_flag (fixture, "bold"));
  g_assert_false (get_flag (fixture, "italic"));
  go_to (fixture, 0, 4);
  g_assert_true (get_flag (fixture, "italic"));
  choose (fixture, 0, 2, 0, 4);
  g_assert_true (get_flag (fixture, "bold"));
  g_assert_false (get_flag (fixture, "italic"));
  choose (fixture, 0, 0, 0, 4);
  g_assert_false (get_flag (fixture, "bold"));
  go_to (fixture, 1, 0);
  g_object_get (fixture->text, "kind", &kind, NULL);
  g_assert_cmpstr (kind, ==, "subheading");
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  static const char start[] = "<p>one two</p><p>three</p>";

  foyer_rich_text_set_html (fixture->text, start);
  g_assert_false (foyer_rich_buffer_can_undo (fixture->buffer));
  choose (fixture, 0, 4, 0, 7);
  act (fixture, "rich.bold");
  assert_html (fixture, "<p>one <strong>two</strong></p><p>three</p>");
  go_to (fixture, 1, 5);
  type (fixture, " four five");
  set_kind (fixture, "bullet");
  assert_html (fixture, "<p>one <strong>two</strong></p><ul><li>three four five</li></ul>");

  act (fixture, "rich.undo");
  assert_html (fixture, "<p>one <strong>two</strong></p><p>three four five</p>");
  act (fixture, "rich.undo"); /* a word at a time */
  assert_html (fixture, "<p>one <strong>two</strong></p><p>three four</p>");
  act (fixture, "rich.undo");
  act (fixture, "rich.undo");
  act (fixture, "rich.undo");
  assert_html (fixture, start);
  g_assert_false (foyer_rich_buffer_can_undo (fixture->buffer));
  while (foyer_rich_buffer_can_redo (fixture->buffer))
    act (fixture, "rich.redo");
  assert_html (fixture, "<p>one <strong>two</strong></p><ul><li>three four five</li></ul>");
  act (fixture, "rich.undo");
  type (fixture, "!");
  g_assert_false (foyer_rich_buffer_can_redo (fixture->buffer));
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  GtkTextIter start, end;

  foyer_rich_text_set_html (fixture->text, "<p>see here now</p>");
  choose (fixture, 0, 4, 0, 8);
  gtk_text_buffer_get_selection_bounds (fixture->base, &start, &end);
  foyer_rich_buffer_set_link (fixture->buffer, &start, &end, "https://a.example/");
  assert_html (fixture, "<p>see <a href=\"https://a.example/\">here</a> now</p>");
  go_to (fixture, 0, 8); /* behind a link it does not go on, within it does */
  type (fixture, "!");
  go_to (fixture, 0, 6);
  type (fixture, "_");
  assert_html (fixture, "<p>see <a href=\"https://a.example/\">he_re</a>! now</p>");
  gtk_text_buffer_get_iter_at_line_offset (fixture->base, &start, 0, 5);
  g_assert_cmpstr (foyer_rich_buffer_get_link (fixture->buffer, &start, &start, &end), ==,
                   "https://a.example/");
  g_assert_cmpint (gtk_text_iter_get_line_offset (&start), ==, 4);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&end), ==, 9);
  foyer_rich_buffer_set_link (fixture->buffer, &start, &end, NULL);
  assert_html (fixture, "<p>see he_re! now</p>");
  go_to (fixture, 0, 0);
  foyer_rich_buffer_insert_link (fixture->buffer, "Ada", "mailto:ada@example.org");
  assert_html (fixture, "<p><a href=\"mailto:ada@example.org\">Ada</a>see he_re! now</p>");
}

static void
test_inserting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = foyer_html_read ("<p>x <em>y</em></p>");
  g_autoptr (GPtrArray) many = foyer_html_read ("<h2>h</h2><ul><li>i</li></ul>");

  foyer_rich_text_set_html (fixture->text, "<ul><li>ab</li></ul>");
  go_to (fixture, 0, 1);
  foyer_rich_buffer_insert_blocks (fixture->buffer, one);
  assert_html (fixture, "<ul><li>ax <em>y</em>b</li></ul>");
  foyer_rich_buffer_insert_blocks (fixture->buffer, many);
  assert_html (fixture, "<ul><li>ax <em>y</em>h</li><li>ib</li></ul>");
  act (fixture, "rich.undo");
  act (fixture, "rich.undo");
  assert_html (fixture, "<ul><li>ab</li></ul>");

  foyer_rich_text_set_html (fixture->text, "");
  foyer_rich_buffer_insert_blocks (fixture->buffer, many);
  assert_html (fixture, "<h2>h</h2><ul><li>i</li></ul>");
  foyer_rich_text_insert_picture (fixture->text, ID, "A vase");
  assert_html (fixture,
               "<h2>h</h2><ul><li>i<img src=\"foyer-image:" ID "\" alt=\"A vase\"></li></ul>");
  act (fixture, "rich.undo");
  act (fixture, "rich.undo");
  assert_html (fixture, "");

  gtk_text_buffer_insert_at_cursor (fixture->base,
                                    "a\r\nb\rc\xe2\x80\xa9\xef\xbf\xbc"
                                    "d",
                                    -1);
  assert_html (fixture, "<p>a</p><p>b</p><p>c</p><p>d</p>");
}

/* Whatever the document: in the buffer and out again are the same bytes. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) blocks = foyer_random_blocks (random);
      g_autofree char *html = foyer_rich_write (blocks);
      g_autoptr (GPtrArray) read = NULL;
      g_autofree char *again = NULL;
      GtkTextIter start, end;

      foyer_rich_text_set_html (fixture->text, html);
      assert_html (fixture, html);
      /* not only what was put in is remembered: it can be read off the buffer */
      gtk_text_buffer_get_bounds (fixture->base, &start, &end);
      read = foyer_rich_buffer_read (fixture->buffer, &start, &end);
      again = foyer_rich_write (read);
      g_assert_cmpstr (again, ==, html);
    }
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static void
do_anything (Fixture *fixture, GRand *random)
{
  static const char *const kinds[] = { "paragraph", "heading", "quote", "bullet", "number" };
  static const char *const texts[] = { "a", " ", "\n", "x\ny", "مر", "\n\n", "word " };
  gint n = gtk_text_buffer_get_char_count (fixture->base);
  g_autoptr (GPtrArray) blocks = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (fixture->base, &start, g_rand_int_range (random, 0, n + 1));
  gtk_text_buffer_get_iter_at_offset (fixture->base, &end, g_rand_int_range (random, 0, n + 1));
  if (g_rand_boolean (random))
    gtk_text_buffer_select_range (fixture->base, &start, &end);
  else
    gtk_text_buffer_place_cursor (fixture->base, &start);
  gtk_text_buffer_get_selection_bounds (fixture->base, &start, &end);

  switch (g_rand_int_range (random, 0, 10))
    {
    case 0:
      act (fixture, "rich.bold");
      break;
    case 1:
      act (fixture, "rich.italic");
      break;
    case 2:
      set_kind (fixture, kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))]);
      break;
    case 3:
      foyer_rich_buffer_indent (fixture->buffer, g_rand_boolean (random) ? 1 : -1);
      break;
    case 4:
      foyer_rich_buffer_set_link (fixture->buffer, &start, &end,
                                  g_rand_boolean (random) ? "https://a.example" : NULL);
      break;
    case 5:
      blocks = foyer_random_blocks (random);
      foyer_rich_buffer_insert_blocks (fixture->buffer, blocks);
      break;
    case 6:
      erase (fixture);
      break;
    case 7:
      gtk_text_buffer_delete_selection (fixture->base, TRUE, TRUE);
      break;
    default:
      gtk_text_buffer_delete_selection (fixture->base, TRUE, TRUE);
      type (fixture, texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))]);
    }
}

/* What is remembered is what the buffer holds. */
static void
assert_in_step (Fixture *fixture)
{
  GPtrArray *blocks = foyer_rich_buffer_get_blocks (fixture->buffer);
  g_autoptr (GPtrArray) read = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (fixture->base, &start, &end);
  read = foyer_rich_buffer_read (fixture->buffer, &start, &end);
  g_assert_cmpuint (read->len, ==, blocks->len);
  for (guint i = 0; i < read->len; i++)
    g_assert_true (foyer_rich_block_equal (read->pdata[i], blocks->pdata[i]));
}

static char *
write_raw (Fixture *fixture)
{
  GPtrArray *blocks = foyer_rich_buffer_get_blocks (fixture->buffer);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const FoyerRichBlock *block = blocks->pdata[i];

      g_string_append_printf (all, "%d.%u:", block->kind, block->level);
      for (guint j = 0; j < block->runs->len; j++)
        {
          const FoyerRichRun *run = block->runs->pdata[j];

          g_string_append_printf (all, "[%d %s %s %s]", run->style, run->text->str,
                                  run->link != NULL ? run->link : "-",
                                  run->image != NULL ? run->image : "-");
        }
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

/* Whatever was done: undoing all of it brings back the beginning, redoing all of it the end, letter
 * by letter. */
static void
test_undo_anything (Fixture *fixture, gconstpointer data)
{
  for (guint seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) blocks = foyer_random_blocks (random);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      foyer_rich_buffer_set_blocks (fixture->buffer, blocks);
      before = write_raw (fixture);
      for (guint i = 0; i < 40; i++)
        {
          do_anything (fixture, random);
          assert_in_step (fixture);
          if (g_rand_int_range (random, 0, 8) == 0 && foyer_rich_buffer_can_undo (fixture->buffer))
            {
              foyer_rich_buffer_undo (fixture->buffer);
              assert_in_step (fixture);
            }
        }
      while (foyer_rich_buffer_can_redo (fixture->buffer))
        foyer_rich_buffer_redo (fixture->buffer);
      after = write_raw (fixture);
      while (foyer_rich_buffer_can_undo (fixture->buffer))
        foyer_rich_buffer_undo (fixture->buffer);
      undone = write_raw (fixture);
      g_assert_cmpstr (undone, ==, before);
      while (foyer_rich_buffer_can_redo (fixture->buffer))
        {
          foyer_rich_buffer_redo (fixture->buffer);
          assert_in_step (fixture);
        }
      redone = write_raw (fixture);
      g_assert_cmpstr (redone, ==, after);
    }
}

/* What a picture shows can be said, and said otherwise; its link and the line stay. */
static void
test_alt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *alt = NULL;
  GtkTextIter start, end;

  foyer_rich_text_set_html (fixture->text,
                            "<ul><li>A<a href=\"https://example.org/\"><img src=\"foyer-image:" ID
                            "\" alt=\"Old\"></a></li></ul><p>B</p>");
  gtk_text_buffer_get_start_iter (fixture->base, &start);
  gtk_text_buffer_place_cursor (fixture->base, &start);
  g_assert_false (foyer_rich_buffer_find_picture (fixture->buffer, &start, &end));
  g_assert_null (foyer_rich_buffer_dup_alt (fixture->buffer));
  gtk_text_iter_set_offset (&start, 2);
  gtk_text_buffer_place_cursor (fixture->base, &start);
  alt = foyer_rich_buffer_dup_alt (fixture->buffer);
  g_assert_cmpstr (alt, ==, "Old");
  foyer_rich_buffer_set_alt (fixture->buffer, "A cup & \"saucer\"");
  assert_html (fixture, "<ul><li>A<a href=\"https://example.org/\"><img src=\"foyer-image:" ID
                        "\" alt=\"A cup &amp; &quot;saucer&quot;\"></a></li></ul><p>B</p>");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  foyer_rich_buffer_undo (fixture->buffer);
  assert_html (fixture, "<ul><li>A<a href=\"https://example.org/\"><img src=\"foyer-image:" ID
                        "\" alt=\"Old\"></a></li></ul><p>B</p>");
  gtk_text_buffer_get_iter_at_offset (fixture->base, &start, 2);
  gtk_text_buffer_place_cursor (fixture->base, &start);
  foyer_rich_buffer_set_alt (fixture->buffer, NULL);
  assert_html (fixture, "<ul><li>A<a href=\"https://example.org/\"><img src=\"foyer-image:" ID
                        "\" alt=\"\"></a></li></ul><p>B</p>");
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A word of thousands of letters is not laid out as one: that takes seconds. */
static void
test_long_word (Fixture *fixture, gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  g_autofree char *word = g_strnfill (20000, 'x');
  g_autoptr (GString) wide = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append (wide, "漢");
  type (fixture, "Some words");
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_insert_at_cursor (fixture->base, word, -1);
  settle ();
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_CHAR);
  gtk_text_buffer_set_text (fixture->base, wide->str, -1);
  settle ();
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_WORD_CHAR);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/rich-text/wheel", test_wheel);
  add ("/rich-text/long-word", test_long_word);
  add ("/rich-text/alt", test_alt);
  add ("/rich-text/writing", test_writing);
  add ("/rich-text/keys-of-lists", test_keys_of_lists);
  add ("/rich-text/empty-last-item", test_empty_last_item);
  add ("/rich-text/state", test_state);
  add ("/rich-text/undo", test_undo);
  add ("/rich-text/links", test_links);
  add ("/rich-text/inserting", test_inserting);
  add ("/rich-text/there-and-back", test_there_and_back);
  add ("/rich-text/undo-anything", test_undo_anything);
  return g_test_run ();
}
