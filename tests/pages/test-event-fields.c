/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of the editor's sections: what is read from them, what is said of what is wrong, and
 * that looking changes nothing. */
#include "foyer-event-basics-section.h"
#include "foyer-event-branding-section.h"
#include "foyer-event-capacity-section.h"
#include "foyer-event-notes-section.h"
#include "foyer-event-refund-section.h"
#include "foyer-event-section.h"
#include "foyer-event-terms-text.h"
#include "foyer-event-when-section.h"
#include "foyer-event-where-section.h"
#include "foyer-message-row.h"
#include "foyer-tag-entry.h"
#include "foyer-test.h"
#include "foyer-text-row.h"
#include "foyer-web-address.h"

#define NOW (G_GINT64_CONSTANT (1795370400) * G_USEC_PER_SEC)

static GtkWidget *
find (GtkWidget *from, GType type, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (g_type_is_a (G_OBJECT_TYPE (child), type) && (*n)-- == 0)
        return child;
      found = find (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
nth (gpointer from, GType type, guint n)
{
  GtkWidget *found = find (GTK_WIDGET (from), type, &n);

  g_assert_nonnull (found);
  return found;
}

static void
type_text (gpointer section, guint entry, const char *text)
{
  gtk_editable_set_text (nth (section, ADW_TYPE_ENTRY_ROW, entry), text);
}

static const char *
message (gpointer section, guint n)
{
  return foyer_message_row_get_text (nth (section, FOYER_TYPE_MESSAGE_ROW, n));
}

static void
count_cb (FoyerEventSection *section, guint *n)
{
  *n += 1;
}

static FoyerEventDraft *
make_draft (void)
{
  FoyerEventDraft *draft = foyer_event_draft_new (NOW, "EUR");

  draft->event->row.key = 1;
  draft->event->title = g_strdup ("Pottery");
  draft->event->slug = g_strdup ("pottery");
  return draft;
}

static FoyerEventSection *
show (GType type, const FoyerEventDraft *draft)
{
  FoyerEventSection *section = g_object_ref_sink (g_object_new (type, NULL));

  foyer_event_section_load (section, NULL, draft);
  return section;
}

/* A column of a draft given an odd value, as an import or another program may have left it. */
static void
set_column (FoyerEvent *event, const char *name, const char *value)
{
  const FoyerColumn *column = foyer_row_type_find (&FOYER_EVENT_TYPE, name);

  g_assert_nonnull (column);
  switch (column->type)
    {
    case FOYER_COLUMN_TEXT:
    case FOYER_COLUMN_JSON:
      g_free (FOYER_COLUMN_FIELD (event, column, char *));
      FOYER_COLUMN_FIELD (event, column, char *) = g_strdup (value);
      break;
    case FOYER_COLUMN_INTEGER:
    case FOYER_COLUMN_TIME:
      FOYER_COLUMN_FIELD (event, column, gint64) = g_ascii_strtoll (value, NULL, 10);
      break;
    default:
      FOYER_COLUMN_FIELD (event, column, int) = (int) g_ascii_strtoll (value, NULL, 10);
    }
}

/* To look at an event and to apply what is shown leaves every column as it is, to the microsecond
 * and the last blank. */
static void
test_looking_changes_nothing (void)
{
  static GType (*const types[]) (void) = {
    foyer_event_basics_section_get_type, foyer_event_when_section_get_type,
    foyer_event_where_section_get_type,  foyer_event_capacity_section_get_type,
    foyer_event_refund_section_get_type, foyer_event_branding_section_get_type,
    foyer_event_notes_section_get_type,
  };
  static const struct
  {
    const char *column;
    const char *value;
  } values[] = {
    { "title", "  blanks around  " },
    { "title", "multiple  blanks within" },
    { "short_description", " two\nlines \n" },
    { "category", " music " },
    { "tags", "[\"a\",  \"A\", \" b \"]" },
    { "tags", "[]" },
    { "tags", "not json" },
    { "start_date", "1795370461123456" },
    { "end_date", "1795399999999999" },
    { "timezone", "America/Argentina/ComodRivadavia" },
    { "timezone", "EST" },
    { "venue_type", "1" },
    { "venue_type", "2" },
    { "venue_name", " Hall 3 " },
    { "venue_url", " HTTPS://Example.com/%7Ea " },
    { "venue_url", "not an address" },
    { "virtual_url", "zoom room 5" },
    { "capacity", "0" },
    { "capacity", "100000000" },
    { "refund_full_days", "0" },
    { "refund_part_hours", "24" },
    { "refund_part_percentage", "3333" },
    { "fee_percentage", "305" },
    { "fee_fixed", "1" },
    { "fee_is_included", "1" },
    { "accent_colour", "#1C71D8" },
    { "accent_colour", "blue" },
    { "internal_notes", "\n\nnotes\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint t = 0; t < G_N_ELEMENTS (types); t++)
      {
        g_autoptr (FoyerEventDraft) draft = make_draft ();
        g_autoptr (FoyerEventDraft) applied = NULL;
        FoyerEventSection *section;

        set_column (draft->event, values[i].column, values[i].value);
        applied = foyer_event_draft_copy (draft);
        section = show (types[t](), draft);
        foyer_event_section_apply (section, applied);
        g_test_message ("%s = %s in %s", values[i].column, values[i].value,
                        G_OBJECT_TYPE_NAME (section));
        g_assert_true (foyer_event_draft_equal (draft, applied));
        g_assert_finalize_object (section);
      }
}

/* 255 letters of any script are a title, and 256 are told beside the field. */
static void
test_title_length (void)
{
  static const char *const letters[] = { "a", "ß", "ק", "ع", "山", "😀", "e\u0301" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autoptr (FoyerEventDraft) draft = make_draft ();
      FoyerEventSection *section = show (FOYER_TYPE_EVENT_BASICS_SECTION, draft);
      g_autoptr (GString) title = g_string_new (NULL);
      glong step = g_utf8_strlen (letters[i], -1);

      for (glong n = 0; n + step <= 255; n += step)
        g_string_append (title, letters[i]);
      while (g_utf8_strlen (title->str, -1) < 255)
        g_string_append_c (title, 'x');
      type_text (section, 0, title->str);
      g_assert_true (foyer_event_section_is_valid (section));
      foyer_event_section_apply (section, draft);
      g_assert_cmpstr (draft->event->title, ==, title->str);
      g_assert_cmpstr (message (section, 0), ==, "");

      g_string_append (title, "x");
      type_text (section, 0, title->str);
      g_assert_false (foyer_event_section_is_valid (section));
      g_assert_nonnull (strstr (message (section, 0), "255"));
      /* Nothing is cut off. */
      g_assert_cmpstr (gtk_editable_get_text (nth (section, ADW_TYPE_ENTRY_ROW, 0)), ==,
                       title->str);
      g_assert_finalize_object (section);
    }
}

static void
test_basics (void)
{
  static const char *const tags[] = { "clay", "fire", NULL };
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_BASICS_SECTION, draft);
  g_autofree char *long_text = g_strnfill (501, 'x');
  guint n = 0;

  g_signal_connect (section, "changed", G_CALLBACK (count_cb), &n);
  foyer_tag_entry_set_tags (nth (section, FOYER_TYPE_TAG_ENTRY, 0), tags);
  g_assert_cmpuint (n, ==, 1);
  type_text (section, 2, "Course");
  g_assert_cmpuint (n, >, 1);
  foyer_text_row_set_text (nth (section, FOYER_TYPE_TEXT_ROW, 0), "Short");
  foyer_event_section_apply (section, draft);
  g_assert_cmpstr (draft->event->tags, ==, "[\"clay\",\"fire\"]");
  g_assert_cmpstr (draft->event->category, ==, "Course");
  g_assert_cmpstr (draft->event->short_description, ==, "Short");

  g_assert_true (foyer_event_section_is_valid (section));
  foyer_text_row_set_text (nth (section, FOYER_TYPE_TEXT_ROW, 0), long_text);
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_nonnull (strstr (message (section, 2), "500"));
  g_assert_finalize_object (section);
}

static void
test_where (void)
{
  g_autoptr (FoyerEventDraft) draft = make_draft ();
  FoyerEventSection *section = show (FOYER_TYPE_EVENT_WHERE_SECTION, draft);
  AdwComboRow *type = nth (section, ADW_TYPE_COMBO_ROW, 0);

  type_text (section, 0, "Hall 3");
  type_text (section, 2, "example.com/map");
  g_assert_true (foyer_event_section_is_valid (section));
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (draft->event->venue_type, ==, FOYER_VENUE_IN_PERSON);
  g_assert_cmpstr (draft->event->venue_url, ==, "https://example.com/map");

  /* An event that goes online keeps the place, and says where to join. */
  adw_combo_row_set_selected (type, FOYER_VENUE_VIRTUAL);
  g_assert_false (gtk_widget_get_visible (nth (section, ADW_TYPE_ENTRY_ROW, 0)));
  g_assert_true (gtk_widget_get_visible (nth (section, ADW_TYPE_ENTRY_ROW, 3)));
  g_assert_cmpstr (message (section, 3), !=, "");
  type_text (section, 3, "the usual room");
  g_assert_false (foyer_event_section_is_valid (section));
  foyer_event_section_apply (section, draft);
  g_assert_null (draft->event->virtual_url);
  type_text (section, 3, "https://meet.example.com/room?pwd=1");
  g_assert_true (foyer_event_section_is_valid (section));
  foyer_event_section_apply (section, draft);
  g_assert_cmpint (draft->event->venue_type, ==, FOYER_VENUE_VIRTUAL);
  g_assert_cmpstr (draft->event->virtual_url, ==, "https://meet.example.com/room?pwd=1");
  g_assert_cmpstr (draft->event->venue_name, ==, "Hall 3");

  adw_combo_row_set_selected (type, FOYER_VENUE_HYBRID);
  g_assert_true (gtk_widget_get_visible (nth (section, ADW_TYPE_ENTRY_ROW, 0)));
  g_assert_true (gtk_widget_get_visible (nth (section, ADW_TYPE_ENTRY_ROW, 3)));
  type_text (section, 2, "javascript:alert (1)");
  g_assert_false (foyer_event_section_is_valid (section));
  g_assert_finalize_object (section);
}

static void
test_web_address (void)
{
  static const struct
  {
    const char *text;
    const char *url; /* NULL for refused */
  } cases[] = {
    { "", "" },
    { "https://example.com", "https://example.com" },
    { " http://example.com/a?b#c ", "http://example.com/a?b#c" },
    { "example.com", "https://example.com" },
    { "example.com/a b", NULL },
    { "maps.example.com/@50.1,8.6,17z", "https://maps.example.com/@50.1,8.6,17z" },
    { "https://例え.jp/山", "https://例え.jp/山" },
    { "Town Hall", NULL },
    { "https://", NULL },
    { "ftp://example.com", NULL },
    { "javascript:alert(1)", NULL },
    { "data:text/html,x", NULL },
    { "https://example.com/\"onclick=", NULL },
    { ".", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = NULL;
      gboolean is_read = foyer_web_address_read (cases[i].text, &url);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (is_read, ==, cases[i].url != NULL);
      g_assert_cmpstr (url != NULL ? url : is_read ? "" : NULL, ==, cases[i].url);
    }
}

/* full: days; part: hours, percent; each “-” for off. */
static void
test_refund (void)
{
  static const struct
  {
    const char *days;
    const char *hours;
    const char *part;
    gboolean is_valid;
    const char *says; /* within the sentence */
  } cases[] = {
    { "-", "-", "-", TRUE, "not refunded" },
    { "7", "-", "-", TRUE, "until 7 days" },
    { "1", "-", "-", TRUE, "until 1 day " },
    { "0", "-", "-", TRUE, "until the event starts" },
    { "-", "24", "50", TRUE, "You get 50 % back until 24 hours" },
    { "7", "24", "33.5", TRUE, "After that you get 33.5 % back until 24 hours" },
    { "1", "24", "50", FALSE, NULL },
    { "0", "1", "50", FALSE, NULL },
    { "many", "-", "-", FALSE, NULL },
    { "", "-", "-", FALSE, NULL },
    { "3651", "-", "-", FALSE, NULL },
    { "-", "24", "0", FALSE, NULL },
    { "-", "24", "", FALSE, NULL },
    { "-", "24", "101", FALSE, NULL },
    { "-", "-1", "50", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerEventDraft) draft = make_draft ();
      FoyerEventSection *section = show (FOYER_TYPE_EVENT_REFUND_SECTION, draft);
      gboolean is_full = !g_str_equal (cases[i].days, "-");
      gboolean is_part = !g_str_equal (cases[i].hours, "-");

      adw_expander_row_set_enable_expansion (nth (section, ADW_TYPE_EXPANDER_ROW, 0), is_full);
      adw_expander_row_set_enable_expansion (nth (section, ADW_TYPE_EXPANDER_ROW, 1), is_part);
      if (is_full)
        type_text (section, 0, cases[i].days);
      if (is_part)
        {
          type_text (section, 1, cases[i].hours);
          type_text (section, 2, cases[i].part);
        }
      g_test_message ("%s %s %s", cases[i].days, cases[i].hours, cases[i].part);
      g_assert_cmpint (foyer_event_section_is_valid (section), ==, cases[i].is_valid);
      if (cases[i].is_valid)
        {
          foyer_event_section_apply (section, draft);
          g_assert_cmpint (draft->event->refund_full_days, ==,
                           is_full ? g_ascii_strtoll (cases[i].days, NULL, 10) : FOYER_NONE);
          g_assert_cmpint (draft->event->refund_part_hours, ==,
                           is_part ? g_ascii_strtoll (cases[i].hours, NULL, 10) : FOYER_NONE);
          g_assert_nonnull (strstr (message (section, 3), cases[i].says));
        }
      else
        g_assert_cmpstr (message (section, 3), ==, "");
      g_assert_finalize_object (section);
    }
}

static void
test_branding (void)
{
  static const struct
  {
    const char *typed;
    const char *colour; /* NULL for refused */
  } cases[] = {
    { "#1c71d8", "#1c71d8" },
    { "1C71D8", "#1c71d8" },
    { "#17d", "#1177dd" },
    { " #abcdef ", "#abcdef" },
    { "", "" },
    { "blue", NULL },
    { "#12345", NULL },
    { "#1234567", NULL },
    { "#gggggg", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerEventDraft) draft = make_draft ();
      FoyerEventSection *section = show (FOYER_TYPE_EVENT_BRANDING_SECTION, draft);
      const char *colour;

      type_text (section, 0, cases[i].typed);
      g_assert_cmpint (foyer_event_section_is_valid (section), ==, cases[i].colour != NULL);
      foyer_event_section_apply (section, draft);
      colour = draft->event->accent_colour;
      if (cases[i].colour != NULL)
        g_assert_cmpstr (colour != NULL ? colour : "", ==, cases[i].colour);
      else
        g_assert_cmpstr (message (section, 0), !=, "");
      g_assert_finalize_object (section);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/event-fields/looking-changes-nothing", test_looking_changes_nothing);
  g_test_add_func ("/event-fields/title-length", test_title_length);
  g_test_add_func ("/event-fields/basics", test_basics);
  g_test_add_func ("/event-fields/where", test_where);
  g_test_add_func ("/event-fields/web-address", test_web_address);
  g_test_add_func ("/event-fields/refund", test_refund);
  g_test_add_func ("/event-fields/branding", test_branding);
  return g_test_run ();
}
