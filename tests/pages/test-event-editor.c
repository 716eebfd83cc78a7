/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole editor of an event: where links lead, what it refuses and how, and that looking writes
 * nothing. */
#include "foyer-acts-fixture.h"
#include "foyer-event-editor.h"
#include "foyer-event-form.h"
#include "foyer-event-store.h"
#include "foyer-image-row.h"
#include "foyer-message-row.h"
#include "foyer-rich-view.h"
#include "foyer-zone-row.h"

#include <stdio.h>
#include <string.h>

static FoyerEventEditor *
open_editor (FoyerActs *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.foyerapp.Foyer");
  GtkWidget *editor = foyer_event_editor_new (fixture->replica, settings, &fixture->event_id);

  adw_window_set_content (ADW_WINDOW (fixture->window), editor);
  return FOYER_EVENT_EDITOR (editor);
}

static void
build_all (FoyerEventEditor *editor)
{
  foyer_event_form_build (foyer_acts_child (editor, "form"));
}

/* The row of a form by its title. */
static gpointer
find_row (gpointer from, const char *title)
{
  GtkWidget *row;

  for (guint i = 0; (row = foyer_acts_find (from, ADW_TYPE_PREFERENCES_ROW, i)) != NULL; i++)
    {
      g_auto (GStrv) parts =
          g_strsplit (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "_", 2);
      g_autofree char *plain = g_strjoinv ("", parts);

      if (g_str_equal (plain, title))
        return row;
    }
  g_error ("no row “%s”", title);
}

static void
set_row (gpointer from, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (from, title)), text);
}

static gboolean
says (gpointer from, const char *words)
{
  GtkWidget *row;

  for (guint i = 0; (row = foyer_acts_find (from, FOYER_TYPE_MESSAGE_ROW, i)) != NULL; i++)
    if (strstr (foyer_message_row_get_text (FOYER_MESSAGE_ROW (row)), words) != NULL)
      return TRUE;
  return FALSE;
}

static gint64
count_sets (FoyerActs *fixture)
{
  return foyer_acts_count (fixture, "SELECT count (*) FROM change_sets");
}

static gboolean
has_scrolled (gpointer editor)
{
  gpointer scroller = foyer_acts_child (foyer_acts_child (editor, "form"), "scroller");

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)) > 0;
}

/* A link has the focus at its field before that has a place, and what is typed meanwhile is neither
 * lost nor selected and typed over. */
static void
test_show_field (FoyerActs *fixture, gconstpointer data)
{
  FoyerEventEditor *editor = open_editor (fixture);
  GtkWidget *row = find_row (editor, "Venue");
  GtkWidget *focus;

  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.show-field", "s", "where/venue");
  focus = gtk_window_get_focus (fixture->window);
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, row));
  gtk_editable_set_text (GTK_EDITABLE (row), "Stu");
  gtk_editable_set_position (GTK_EDITABLE (row), -1);

  foyer_test_wait_for (has_scrolled, editor);
  g_assert_true (gtk_window_get_focus (fixture->window) == focus);
  g_assert_false (gtk_editable_get_selection_bounds (GTK_EDITABLE (row), NULL, NULL));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, 3);
}

/* Saving what nobody changed writes nothing; nor does looking at every section. */
static void
test_unchanged (FoyerActs *fixture, gconstpointer data)
{
  FoyerEventEditor *editor = open_editor (fixture);
  gint64 n_sets = count_sets (fixture);

  build_all (editor);
  g_assert_false (foyer_event_editor_is_dirty (editor));
  foyer_event_editor_save (editor);
  set_row (editor, "Venue", "Elsewhere");
  g_assert_true (foyer_event_editor_is_dirty (editor));
  foyer_event_editor_discard (editor);
  g_assert_false (foyer_event_editor_is_dirty (editor));
  foyer_event_editor_save (editor);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpint (count_sets (fixture), ==, n_sets);
}

/* What cannot be is told beside its field, is not saved, and stays where it was typed. */
static void
test_refused (FoyerActs *fixture, gconstpointer data)
{
  static const struct
  {
    const char *row;
    const char *text;
    guint n_times;
    const char *sentence;
    const char *possible; /* instead */
    guint n_possible;
  } cases[] = {
    { "Title", "x", 256, "255 letters at most", "x", 255 },
    { "Title", "ß", 256, "255 letters at most", "ß", 255 },
    { "Title", "日", 256, "255 letters at most", "日", 255 },
    { "Title", "ع", 256, "255 letters at most", "ع", 255 },
    { "Title", "😀", 256, "255 letters at most", "😀", 255 },
    { "Title", " ", 3, "needs a title", "Conf", 1 },
    { "Short Name for Files and Commands", "taken", 1, "Another event has this", "free", 1 },
    { "Short Name for Files and Commands", "Not & so", 1, "Only the letters a to z", "so", 1 },
    { "Ends", "1 January 1999 10:00", 1, "after the beginning", "1 January 2099 10:00", 1 },
    { "Ends", "whenever", 1, "Not understood", "1 January 2099 10:00", 1 },
    { "Map Link", "javascript:alert(1)", 1, "ddress", "https://example.org", 1 },
  };
  g_autoptr (FoyerEvent) other = foyer_event_new ();
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);
  FoyerEventEditor *editor;
  gint64 n_sets;

  other->title = g_strdup ("Taken");
  other->slug = g_strdup ("taken");
  other->timezone = g_strdup ("UTC");
  other->currency = g_strdup ("EUR");
  other->start_date = G_TIME_SPAN_HOUR;
  other->end_date = 2 * G_TIME_SPAN_HOUR;
  foyer_event_store_add (transaction, other, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));

  editor = open_editor (fixture);
  build_all (editor);
  n_sets = count_sets (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GString *text = g_string_new (NULL);
      GString *possible = g_string_new (NULL);

      for (guint n = 0; n < cases[i].n_times; n++)
        g_string_append (text, cases[i].text);
      for (guint n = 0; n < cases[i].n_possible; n++)
        g_string_append (possible, cases[i].possible);
      set_row (editor, cases[i].row, text->str);
      g_assert_true (says (editor, cases[i].sentence));
      g_assert_false (foyer_event_editor_is_valid (editor));
      g_assert_true (foyer_event_editor_is_dirty (editor));
      foyer_event_editor_save (editor);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_assert_cmpint (count_sets (fixture), ==, n_sets);
      g_assert_cmpstr (gtk_editable_get_text (find_row (editor, cases[i].row)), ==, text->str);
      set_row (editor, cases[i].row, possible->str);
      g_assert_false (says (editor, cases[i].sentence));
      g_assert_true (foyer_event_editor_is_valid (editor));
      foyer_event_editor_discard (editor);
      g_string_free (text, TRUE);
      g_string_free (possible, TRUE);
    }
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* A zone that is none is not taken, and said. */
static void
test_unknown_zone (FoyerActs *fixture, gconstpointer data)
{
  FoyerEventEditor *editor = open_editor (fixture);
  FoyerZoneRow *row = FOYER_ZONE_ROW (foyer_acts_find (editor, FOYER_TYPE_ZONE_ROW, 0));
  g_autofree char *zone = g_strdup (foyer_zone_row_get_zone_name (row));
  gpointer search = foyer_acts_child (row, "search");

  gtk_popover_popup (foyer_acts_child (row, "popover"));
  g_assert_false (gtk_widget_get_visible (foyer_acts_child (row, "unknown")));
  gtk_editable_set_text (search, "Atlantis/Poseidonis");
  foyer_test_wait_for (is_shown, foyer_acts_child (row, "unknown"));
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (foyer_zone_row_get_zone_name (row), ==, zone);
  g_assert_false (foyer_event_editor_is_dirty (editor));

  gtk_editable_set_text (search, "Lisbon");
  foyer_test_wait_for (is_hidden, foyer_acts_child (row, "unknown"));
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (foyer_zone_row_get_zone_name (row), ==, "Europe/Lisbon");
  g_assert_true (foyer_event_editor_is_dirty (editor));
}

/* Pasted from a web page: what it does is left behind, what it says stays. */
static void
test_script_pasted (FoyerActs *fixture, gconstpointer data)
{
  static const char html[] =
      "<p onclick=\"steal()\">Bring <b>clay</b><script>alert(1)</script>"
      "<a href=\"javascript:alert(1)\">now</a><img src=x onerror=alert(1)></p>";
  FoyerEventEditor *editor = open_editor (fixture);
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GdkContentProvider) provider = gdk_content_provider_new_for_bytes ("text/html", bytes);
  GtkWidget *view;
  const FoyerEventDraft *draft;

  build_all (editor);
  view = foyer_acts_find (editor, FOYER_TYPE_RICH_VIEW, 0);
  gtk_widget_grab_focus (view);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (view), provider);
  g_signal_emit_by_name (view, "paste-clipboard");
  while (!foyer_event_editor_is_dirty (editor))
    g_main_context_iteration (NULL, TRUE);
  draft = foyer_event_form_get_draft (foyer_acts_child (editor, "form"));
  g_assert_nonnull (strstr (draft->event->description, "<strong>clay</strong>"));
  g_assert_nonnull (strstr (draft->event->description, "now"));
  g_assert_null (strstr (draft->event->description, "script"));
  g_assert_null (strstr (draft->event->description, "onclick"));
  g_assert_null (strstr (draft->event->description, "onerror"));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (view), NULL);
}

static gboolean
tells_problem (gpointer row)
{
  return foyer_acts_says (row, "too large") || foyer_acts_says (row, "too big") ||
         foyer_acts_says (row, "no picture") || foyer_acts_says (row, "not a picture") ||
         foyer_acts_says (row, "MB");
}

/* 200 MB, and a text called .png: refused in words under the picture's row. */
static void
test_pictures (FoyerActs *fixture, gconstpointer data)
{
  static const char *const names[] = { "huge.png", "text.png" };
  FoyerEventEditor *editor = open_editor (fixture);

  build_all (editor);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      FoyerImageRow *row = FOYER_IMAGE_ROW (foyer_acts_find (editor, FOYER_TYPE_IMAGE_ROW, 0));
      FILE *stream = fopen (path, "w");

      g_assert_nonnull (stream);
      fputs (i == 0 ? "\x89PNG\r\n\x1a\n" : "This is no picture.", stream);
      if (i == 0)
        {
          g_assert_cmpint (fseek (stream, 200 * 1000 * 1000 - 1, SEEK_SET), ==, 0);
          fputc (0, stream);
        }
      g_assert_cmpint (fclose (stream), ==, 0);
      foyer_image_row_offer (row, G_OBJECT (file));
      foyer_test_wait_for (tells_problem, row);
      g_assert_true (foyer_acts_says (row, names[i]));
      g_assert_false (foyer_event_editor_is_dirty (editor));
    }
}

#define add(path, func)                                                                            \
  g_test_add ("/event-editor/" path, FoyerActs, NULL, foyer_acts_set_up, func, foyer_acts_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  add ("show-field", test_show_field);
  add ("unchanged", test_unchanged);
  add ("refused", test_refused);
  add ("unknown-zone", test_unknown_zone);
  add ("script-pasted", test_script_pasted);
  add ("pictures", test_pictures);
  return g_test_run ();
}
