/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include "foyer-transaction.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Lists made at random, in any layout: imported twice nothing changes; k rows edited, k are
 * updated; undone, all is as before. */

typedef enum
{
  BY_CODE,
  BY_NUMBER,   /* a ticket number that is not scanned */
  BY_POSITION, /* order and place in it */
  BY_PERSON,
  N_KINDS,
} Kind;

typedef struct
{
  char *name;
  char *email;
  char *company;
  char *meal;
  guint tier;
  guint status;
  guint order;
  guint place;
  guint id;
} Person;

typedef struct
{
  Kind kind;
  gboolean has_order;
  gboolean split_name;
  char separator;
  gboolean quote_all;
  gboolean has_mark;
  gboolean windows;
  gboolean in_utf16;
} Layout;

static const char *const first_names[] = { "Ada",   "Søren",    "Žaneta",  "山田",
                                           "فاطمة", "Jean-Luc", "O'Brien", "Łukasz" };
static const char *const last_names[] = { "Lovelace", "van der Berg", "太郎", "Müller-Lüdenscheidt",
                                          "D'Angelo", "الزهراء" };
static const char *const companies[] = { "",
                                         "Acme, Inc.",
                                         "Umbrella \"Labs\" GmbH",
                                         "=Equals AG",
                                         "株式会社テスト",
                                         "+Plus",
                                         "Semi; colon",
                                         "Tab" };
static const char *const meals[] = {
  "", "Vegan", "Halal\nno pork", "No nuts, please", "\"Everything\"", "-"
};
static const char *const tiers[] = { "VIP", "Student", "General Admission" };
static const char *const statuses[] = { "paid", "pending", "cancelled", "refunded" };

static const char *
pick (const char *const *from, guint n)
{
  return from[g_test_rand_int_range (0, n)];
}

#define PICK(array) pick (array, G_N_ELEMENTS (array))

static void
person_clear (Person *person)
{
  g_free (person->name);
  g_free (person->email);
  g_free (person->company);
  g_free (person->meal);
}

static GArray *
make_people (guint n)
{
  GArray *people = g_array_sized_new (FALSE, TRUE, sizeof (Person), n);

  g_array_set_clear_func (people, (GDestroyNotify) person_clear);
  for (guint i = 0; i < n; i++)
    {
      Person person = { 0 };

      /* Every person has a name and an address of their own, so that one of the two may change. */
      person.name = g_strdup_printf ("%s %s%u", PICK (first_names), PICK (last_names), i);
      person.email = g_strdup_printf ("person%u@example.org", i);
      person.company = g_strdup (PICK (companies));
      person.meal = g_strdup (PICK (meals));
      person.tier = g_test_rand_int_range (0, G_N_ELEMENTS (tiers));
      person.status = g_test_rand_int_range (0, G_N_ELEMENTS (statuses));
      person.order = i / 3;
      person.place = i % 3;
      person.id = i;
      g_array_append_val (people, person);
    }
  return people;
}

static Layout
make_layout (void)
{
  static const char separators[] = { ',', ';', '\t', '|' };
  Layout layout = { 0 };

  layout.kind = g_test_rand_int_range (0, N_KINDS);
  layout.has_order = layout.kind == BY_POSITION || g_test_rand_bit ();
  layout.split_name = g_test_rand_bit ();
  layout.separator = separators[g_test_rand_int_range (0, 4)];
  layout.quote_all = g_test_rand_bit ();
  layout.has_mark = g_test_rand_bit ();
  layout.windows = g_test_rand_bit ();
  layout.in_utf16 = g_test_rand_int_range (0, 4) == 0;
  return layout;
}

static void
add_cell (GString *list, const Layout *layout, gboolean is_last, const char *text)
{
  gboolean quoted = layout->quote_all || strpbrk (text, ",;\t|\"\n") != NULL;
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (list, quoted ? "\"%s\"" : "%s", quoted ? doubled : text);
  if (!is_last)
    g_string_append_c (list, layout->separator);
  else
    g_string_append (list, layout->windows ? "\r\n" : "\n");
}

static void
add_header (GString *list, const Layout *layout)
{
  if (layout->kind == BY_CODE)
    add_cell (list, layout, FALSE, "Barcode");
  if (layout->kind == BY_NUMBER)
    add_cell (list, layout, FALSE, "Ticket number");
  if (layout->has_order)
    add_cell (list, layout, FALSE, "Order number");
  if (layout->kind == BY_POSITION)
    add_cell (list, layout, FALSE, "Position");
  if (layout->split_name)
    {
      add_cell (list, layout, FALSE, "First name");
      add_cell (list, layout, FALSE, "Last name");
    }
  else
    add_cell (list, layout, FALSE, "Name");
  add_cell (list, layout, FALSE, "E-Mail");
  add_cell (list, layout, FALSE, "Company");
  add_cell (list, layout, FALSE, "Ticket type");
  add_cell (list, layout, FALSE, "Status");
  add_cell (list, layout, TRUE, "Meal");
}

static void
add_number (GString *list, const Layout *layout, const char *format, guint number)
{
  g_autofree char *text = g_strdup_printf ("%s%u", format, number);

  add_cell (list, layout, FALSE, text);
}

static void
add_person (GString *list, const Layout *layout, const Person *person)
{
  if (layout->kind == BY_CODE)
    add_number (list, layout, "code-", person->id);
  if (layout->kind == BY_NUMBER)
    add_number (list, layout, "T", person->id);
  if (layout->has_order)
    add_number (list, layout, "O", person->order);
  if (layout->kind == BY_POSITION)
    add_number (list, layout, "", person->place + 1);
  if (layout->split_name)
    {
      g_auto (GStrv) names = g_strsplit (person->name, " ", 2);

      add_cell (list, layout, FALSE, names[0]);
      add_cell (list, layout, FALSE, names[1]);
    }
  else
    add_cell (list, layout, FALSE, person->name);
  add_cell (list, layout, FALSE, person->email);
  add_cell (list, layout, FALSE, person->company);
  add_cell (list, layout, FALSE, tiers[person->tier]);
  add_cell (list, layout, FALSE, statuses[person->status]);
  add_cell (list, layout, TRUE, person->meal);
}

static FoyerImportReport *
import_people (Fixture *fixture, GArray *people, const Layout *layout)
{
  g_autoptr (GString) list = g_string_new (layout->has_mark ? "\xef\xbb\xbf" : "");
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autofree char *wide = NULL;
  gsize length = 0;

  add_header (list, layout);
  for (guint i = 0; i < people->len; i++)
    add_person (list, layout, &g_array_index (people, Person, i));
  if (layout->in_utf16)
    wide = g_convert (list->str, list->len, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  plan = fixture_plan (fixture, wide != NULL ? wide : list->str, wide != NULL ? length : list->len);
  return fixture_import (fixture, plan);
}

/* One change to one person, of a kind that the layout can follow. */
static void
edit_person (Person *person, const Layout *layout)
{
  g_autofree char *old = NULL;

  switch (g_test_rand_int_range (0, 5))
    {
    case 0:
      old = g_steal_pointer (&person->name);
      person->name = g_strdup_printf ("%s Neu%u", PICK (first_names), person->id);
      break;
    case 1:
      old = g_steal_pointer (&person->email);
      person->email = g_strdup_printf ("new%u@example.org", person->id);
      break;
    case 2:
      old = g_steal_pointer (&person->company);
      person->company = g_strdup_printf ("Company %u", person->id);
      break;
    case 3:
      old = g_steal_pointer (&person->meal);
      person->meal = g_strdup_printf ("Meal %u", person->id);
      break;
    default:
      person->tier = (person->tier + 1) % G_N_ELEMENTS (tiers);
    }
}

static void
shuffle (GArray *people)
{
  for (guint i = people->len; i > 1; i--)
    {
      guint other = g_test_rand_int_range (0, i);
      Person person = g_array_index (people, Person, i - 1);

      g_array_index (people, Person, i - 1) = g_array_index (people, Person, other);
      g_array_index (people, Person, other) = person;
    }
}

static void
test_again_changes_nothing (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_auto (Fixture) fixture = { 0 };
      Layout layout = make_layout ();
      g_autoptr (GArray) people = make_people (g_test_rand_int_range (1, 80));
      g_autoptr (FoyerImportReport) first = NULL, second = NULL, third = NULL;
      g_autofree char *before = NULL, *after = NULL;

      fixture_set_up (&fixture);
      first = import_people (&fixture, people, &layout);
      g_assert_cmpint (first->added, ==, people->len);
      before = fixture_dump (&fixture);
      second = import_people (&fixture, people, &layout);
      g_assert_cmpint (second->unchanged, ==, people->len);
      shuffle (people);
      third = import_people (&fixture, people, &layout);
      g_assert_cmpint (third->unchanged, ==, people->len);
      after = fixture_dump (&fixture);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
test_edits_are_updates (void)
{
  for (guint round = 0; round < 30; round++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (GError) error = NULL;
      Layout layout = make_layout ();
      guint n = g_test_rand_int_range (4, 80), k = g_test_rand_int_range (1, n / 2 + 1);
      g_autoptr (GArray) people = make_people (n);
      g_autoptr (FoyerImportReport) first = NULL, second = NULL, third = NULL;
      g_autofree char *before = NULL, *after = NULL;
      gint64 undo_set;
      guint n_kept;

      fixture_set_up (&fixture);
      first = import_people (&fixture, people, &layout);
      before = fixture_dump (&fixture);
      shuffle (people);
      for (guint i = 0; i < k; i++)
        edit_person (&g_array_index (people, Person, i), &layout);
      if (g_test_rand_bit ())
        shuffle (people);

      second = import_people (&fixture, people, &layout);
      g_test_message ("round %u: kind %u, %u of %u edited", round, layout.kind, k, n);
      g_assert_cmpint (second->added, ==, 0);
      g_assert_cmpint (second->updated, ==, k);
      g_assert_cmpint (second->unchanged, ==, n - k);
      third = import_people (&fixture, people, &layout);
      g_assert_cmpint (third->unchanged, ==, n);

      g_assert_true (
          foyer_journal_undo (fixture.db, second->change_set, &undo_set, &n_kept, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_kept, ==, 0);
      after = fixture_dump (&fixture);
      g_assert_cmpstr (before, ==, after);
    }
}

static void
die_cb (gint64 rows, double fraction, gpointer data)
{
  if (rows > 3000)
    kill (getpid (), SIGKILL);
}

/* A process that dies half way leaves nothing of its import, and a replica that is whole. */
static void
test_kill (gconstpointer own_path)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) list = g_string_new ("Name,Email,Ticket,Order number\n");
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL;
  g_autofree char *path = NULL, *before = NULL, *after = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *file = NULL, *id = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (list, "Person %u,p%u@example.org,VIP,O%u\n", i, i, i / 2);
  fixture_set_up (&fixture);
  plan = fixture_plan (&fixture, list->str, -1);
  before = fixture_dump (&fixture);
  path = g_strdup (foyer_database_get_path (fixture.db));
  g_clear_object (&fixture.db);

  file = g_file_get_path (foyer_import_plan_get_file (plan));
  id = foyer_uuid_to_string (&fixture.event->row.id);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, own_path, "--import-and-die", path,
                            file, id, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  fixture.db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_database_quick_check (fixture.db, NULL, &error));
  after = fixture_dump (&fixture);
  g_assert_cmpstr (before, ==, after);
  report = fixture_import (&fixture, plan);
  g_assert_cmpint (report->added, ==, 20000);
}

/* The process that dies: a program of its own, as threads do not survive a fork. */
static int
import_and_die (char **arguments)
{
  g_autoptr (GFile) file = g_file_new_for_path (arguments[1]);
  g_autoptr (FoyerImportPlan) plan =
      foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, NULL);
  g_autoptr (FoyerDatabase) db =
      foyer_database_open (arguments[0], FOYER_DATABASE_READ_WRITE, NULL);
  FoyerUuid id;

  if (plan != NULL && db != NULL && foyer_uuid_parse (arguments[2], &id))
    foyer_import_run (db, plan, &id, FALSE, die_cb, NULL, NULL, NULL);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--import-and-die"))
    return import_and_die (argv + 2);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/import-random/again", test_again_changes_nothing);
  g_test_add_func ("/exchange/import-random/edits", test_edits_are_updates);
  g_test_add_data_func ("/exchange/import-random/kill", argv[0], test_kill);
  return g_test_run ();
}
