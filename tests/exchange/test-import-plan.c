/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-plan.h"
#include "foyer-test.h"

#include <string.h>

#define I FOYER_ROLE_IGNORE
#define Q FOYER_ROLE_QUESTION

typedef struct
{
  const char *name;
  const char *layout;
  FoyerTextEncoding encoding;
  char separator;
  gint64 n_rows;
  FoyerImportRole roles[48];
  guint n_roles;
} Sample;

static const Sample samples[] = {
  { "eventbrite-attendees.csv",
    "Eventbrite",
    FOYER_ENCODING_UTF8,
    ',',
    500,
    { FOYER_ROLE_ORDER_NUMBER,
      I,
      FOYER_ROLE_FIRST_NAME,
      FOYER_ROLE_LAST_NAME,
      FOYER_ROLE_EMAIL,
      FOYER_ROLE_QUANTITY,
      I,
      FOYER_ROLE_TIER,
      FOYER_ROLE_POSITION,
      FOYER_ROLE_CODE,
      I,
      I,
      FOYER_ROLE_CURRENCY,
      FOYER_ROLE_PRICE,
      I,
      FOYER_ROLE_STATUS,
      Q,
      Q,
      Q,
      FOYER_ROLE_COMPANY,
      Q,
      Q,
      Q },
    23 },
  { "pretix-order-positions.csv",
    "pretix",
    FOYER_ENCODING_UTF8,
    ',',
    500,
    { I,
      FOYER_ROLE_ORDER_NUMBER,
      FOYER_ROLE_POSITION,
      FOYER_ROLE_STATUS,
      FOYER_ROLE_BUYER_EMAIL,
      Q,
      I,
      I,
      FOYER_ROLE_TIER,
      I,
      FOYER_ROLE_PRICE,
      I,
      I,
      I,
      FOYER_ROLE_FULL_NAME,
      FOYER_ROLE_FIRST_NAME,
      FOYER_ROLE_LAST_NAME,
      FOYER_ROLE_EMAIL,
      FOYER_ROLE_COMPANY,
      I,
      I,
      Q,
      Q,
      I,
      Q,
      FOYER_ROLE_PUBLIC_ID,
      I,
      I,
      I,
      I,
      I,
      I,
      I,
      FOYER_ROLE_CODE,
      I,
      I,
      I,
      I,
      I,
      I },
    40 },
  { "luma-guests.csv",
    "Luma",
    FOYER_ENCODING_UTF8,
    ',',
    120,
    { FOYER_ROLE_PUBLIC_ID, FOYER_ROLE_FULL_NAME, FOYER_ROLE_FIRST_NAME, FOYER_ROLE_LAST_NAME,
      FOYER_ROLE_EMAIL, I, I, FOYER_ROLE_STATUS, FOYER_ROLE_CHECK_IN_TIME, FOYER_ROLE_TIER,
      FOYER_ROLE_CODE, FOYER_ROLE_PRICE },
    12 },
  { "hi-events-attendees.csv",
    "Hi.Events",
    FOYER_ENCODING_UTF8,
    ',',
    120,
    { I, FOYER_ROLE_FIRST_NAME, FOYER_ROLE_LAST_NAME, FOYER_ROLE_EMAIL, FOYER_ROLE_STATUS, I, I,
      FOYER_ROLE_TIER, I, FOYER_ROLE_CODE, I, I, I, I, FOYER_ROLE_COMPANY },
    15 },
  { "excel-german.csv",
    NULL,
    FOYER_ENCODING_UTF8_BOM,
    ';',
    60,
    { FOYER_ROLE_FULL_NAME, FOYER_ROLE_EMAIL, FOYER_ROLE_COMPANY, FOYER_ROLE_TIER },
    4 },
  { "latin1-tabs.tsv",
    NULL,
    FOYER_ENCODING_WINDOWS_1252,
    '\t',
    40,
    { FOYER_ROLE_FULL_NAME, FOYER_ROLE_EMAIL, FOYER_ROLE_COMPANY },
    3 },
  { "broken.csv",
    NULL,
    FOYER_ENCODING_UTF8,
    ',',
    9,
    { FOYER_ROLE_FULL_NAME, FOYER_ROLE_EMAIL, FOYER_ROLE_TIER },
    3 },
};

static void
test_sample (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", sample->name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FoyerImportPlan) plan =
      foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (foyer_import_plan_get_layout (plan), ==, sample->layout);
  g_assert_cmpint (foyer_import_plan_get_encoding (plan), ==, sample->encoding);
  g_assert_cmpint (foyer_import_plan_get_separator (plan), ==, sample->separator);
  g_assert_cmpint (foyer_import_plan_get_header_row (plan), ==, 1);
  g_assert_cmpint (foyer_import_plan_get_n_rows (plan), ==, sample->n_rows);
  g_assert_cmpuint (foyer_import_plan_get_n_columns (plan), ==, sample->n_roles);
  for (guint i = 0; i < sample->n_roles; i++)
    {
      const FoyerImportColumn *column = foyer_import_plan_get_column (plan, i);

      g_test_message ("%s: %s (%s)", column->label, foyer_import_role_get_label (column->role),
                      column->reason);
      g_assert_cmpint (column->role, ==, sample->roles[i]);
      g_assert_cmpint (strlen (column->reason), >, 0);
    }
}

typedef struct
{
  const char *heading;
  FoyerImportRole role;
} Heading;

/* A column of this heading beside “Name” of a list with nothing in it but what fits. */
static const Heading headings[] = {
  { "Attendee first name", FOYER_ROLE_FIRST_NAME },
  { "FIRST_NAME", FOYER_ROLE_FIRST_NAME },
  { "Vorname", FOYER_ROLE_FIRST_NAME },
  { "Prénom du participant", FOYER_ROLE_FIRST_NAME },
  { "Teilnehmer: Nachname", FOYER_ROLE_LAST_NAME },
  { "Фамилия", FOYER_ROLE_LAST_NAME },
  { "שם משפחה", FOYER_ROLE_LAST_NAME },
  { "Ticket holder e-mail", FOYER_ROLE_EMAIL },
  { "E-Mail-Adresse", FOYER_ROLE_EMAIL },
  { "Correo electrónico", FOYER_ROLE_EMAIL },
  { "البريد الإلكتروني", FOYER_ROLE_EMAIL },
  { "メールアドレス", FOYER_ROLE_EMAIL },
  { "电子邮件", FOYER_ROLE_EMAIL },
  { "이메일", FOYER_ROLE_EMAIL },
  { "Company?", FOYER_ROLE_COMPANY },
  { "Şirket", FOYER_ROLE_COMPANY },
  { "Компанія", FOYER_ROLE_COMPANY },
  { "Rodzaj biletu", FOYER_ROLE_TIER },
  { "Kaartsoort", FOYER_ROLE_TIER },
  { "券種", FOYER_ROLE_TIER },
  { "Biljettyp", FOYER_ROLE_TIER },
  { "Tipo di biglietto", FOYER_ROLE_TIER },
  { "Číslo objednávky", FOYER_ROLE_ORDER_NUMBER },
  { "Bestellnummer", FOYER_ROLE_ORDER_NUMBER },
  { "Barcode #", FOYER_ROLE_CODE },
  { "Code-barres", FOYER_ROLE_CODE },
  { "Buyer e-mail", FOYER_ROLE_BUYER_EMAIL },
  { "Käufer E-Mail", FOYER_ROLE_BUYER_EMAIL },
  { "Bemerkungen", FOYER_ROLE_NOTES },
  { "Favourite dinosaur", FOYER_ROLE_QUESTION },
  { "How did you hear about this event?", FOYER_ROLE_QUESTION },
};

static FoyerImportPlan *
plan_of (const char *content, gssize length, GError **error)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "spring_party-2026.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GError *write_error = NULL;

  g_file_set_contents (path, content, length, &write_error);
  g_assert_no_error (write_error);
  return foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, error);
}

static void
test_headings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      g_autofree char *content =
          g_strdup_printf ("Name,%s\nAda Lovelace,x\nGrace Hopper,y\n", headings[i].heading);
      g_autoptr (FoyerImportPlan) plan = plan_of (content, -1, NULL);

      g_test_message ("%s", headings[i].heading);
      g_assert_nonnull (plan);
      g_assert_cmpint (foyer_import_plan_get_column (plan, 1)->role, ==, headings[i].role);
      g_assert_cmpint (foyer_import_plan_get_column (plan, 0)->role, ==, FOYER_ROLE_FULL_NAME);
    }
}

typedef struct
{
  const char *content;
  char separator;
  gint64 header_row;
  gint64 n_rows;
  guint n_columns;
} Shape;

static const Shape shapes[] = {
  { "Name;Preis\nAda;1,50\nGrace;2,50\nTim;3,00\n", ';', 1, 3, 2 },
  { "Name,Email\r\nAda,ada@example.org\r\n", ',', 1, 1, 2 },
  { "Name|Email\rAda|ada@example.org\rGrace|g@example.org", '|', 1, 2, 2 },
  { "sep=\t\nName\tEmail\nAda\tada@example.org\n", '\t', 1, 1, 2 },
  { "ada@example.org\ngrace@example.org\n", ',', 0, 2, 1 },
  { "Ada Lovelace,ada@example.org\nGrace Hopper,grace@example.org\n", ',', 0, 2, 2 },
  { "Guests of the spring party\n\nName,Email,Ticket\nAda,ada@example.org,VIP\n", ',', 3, 1, 3 },
  { "Name\nAda Lovelace\n", ',', 1, 1, 1 },
  { "Name,Email\n", ',', 1, 0, 2 },
  { "Name,\"Company\"\n\"Lovelace, Ada\",\"A\nB\"\n", ',', 1, 1, 2 },
};

static void
test_shapes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerImportPlan) plan = plan_of (shapes[i].content, -1, &error);

      g_test_message ("shape %u", i);
      g_assert_no_error (error);
      g_assert_cmpint (foyer_import_plan_get_separator (plan), ==, shapes[i].separator);
      g_assert_cmpint (foyer_import_plan_get_header_row (plan), ==, shapes[i].header_row);
      g_assert_cmpint (foyer_import_plan_get_n_rows (plan), ==, shapes[i].n_rows);
      g_assert_cmpuint (foyer_import_plan_get_n_columns (plan), ==, shapes[i].n_columns);
    }
}

static void
test_utf16 (void)
{
  static const char *const charsets[] = { "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < 4; i++)
    {
      gboolean has_mark = i >= 2;
      gsize length;
      g_autofree char *text = g_strconcat (has_mark ? "\xef\xbb\xbf" : "",
                                           "Name\tFirma\nJürgen Łęcki\t株式会社\n", NULL);
      g_autofree char *wide = g_convert (text, -1, charsets[i % 2], "UTF-8", NULL, &length, NULL);
      g_autoptr (FoyerImportPlan) plan = plan_of (wide, length, NULL);
      GStrv row;

      g_assert_nonnull (plan);
      g_assert_cmpint (foyer_import_plan_get_encoding (plan), ==,
                       i % 2 == 0 ? FOYER_ENCODING_UTF16_LE : FOYER_ENCODING_UTF16_BE);
      g_assert_cmpstr (foyer_import_plan_get_column (plan, 0)->label, ==, "Name");
      row = g_ptr_array_index (foyer_import_plan_get_preview (plan), 0);
      g_assert_cmpstr (row[0], ==, "Jürgen Łęcki");
      g_assert_cmpstr (row[1], ==, "株式会社");
    }
}

typedef struct
{
  const char *dates[3];
  gboolean month_first;
} Dates;

static void
test_date_order (void)
{
  static const Dates cases[] = {
    { { "09/01/26", "09/13/26", "10/02/26" }, TRUE },
    { { "09/01/26", "13/09/26", "10/02/26" }, FALSE },
    { { "9/1/26 8:00 PM", "9/2/26 8:00 AM", "9/3/26 1:00 PM" }, TRUE },
    { { "01.09.2026", "02.09.2026", "03.09.2026" }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *content =
          g_strdup_printf ("Name,Checked in at\nA B,%s\nC D,%s\nE F,%s\n", cases[i].dates[0],
                           cases[i].dates[1], cases[i].dates[2]);
      g_autoptr (FoyerImportPlan) plan = plan_of (content, -1, NULL);

      g_assert_cmpint (foyer_import_plan_get_column (plan, 1)->role, ==, FOYER_ROLE_CHECK_IN_TIME);
      g_assert_cmpint (foyer_import_plan_get_column (plan, 1)->month_first, ==,
                       cases[i].month_first);
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *content;
    gssize length;
  } cases[] = {
    { "", 0 },
    { "PK\3\4xxxxxxxx", 12 },
    { "%PDF-1.7\n", 9 },
    { "\x89PNG\r\n\x1a\n", 8 },
    { "\0\1\2\3\4\5\6\7", 8 },
    { "\n\n\n", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerImportPlan) plan = plan_of (cases[i].content, cases[i].length, &error);

      g_test_message ("case %u", i);
      g_assert_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_NOT_A_LIST);
      g_assert_null (plan);
    }
}

static void
test_set_role (void)
{
  g_autoptr (FoyerImportPlan) plan = plan_of ("Name,Firma,Nickname\nAda,Acme,Countess\n", -1, NULL);
  g_autoptr (FoyerImportPlan) copy = NULL;
  g_autofree char *title = foyer_import_plan_suggest_title (plan);

  foyer_import_plan_set_role (plan, 2, FOYER_ROLE_FULL_NAME);
  g_assert_cmpint (foyer_import_plan_get_column (plan, 0)->role, ==, FOYER_ROLE_QUESTION);
  g_assert_cmpint (foyer_import_plan_get_column (plan, 2)->role, ==, FOYER_ROLE_FULL_NAME);

  copy = foyer_import_plan_copy (plan);
  foyer_import_plan_set_role (plan, 2, FOYER_ROLE_IGNORE);
  g_assert_cmpint (foyer_import_plan_get_column (copy, 2)->role, ==, FOYER_ROLE_FULL_NAME);
  g_assert_cmpstr (title, ==, "Spring party 2026");
  g_assert_finalize_object (g_steal_pointer (&copy));
}

/* What a person says of the first row goes before what was found. */
static void
test_header_asked (void)
{
  static const struct
  {
    const char *list;
    FoyerImportHeader header;
    gint64 header_row;
    gint64 n_rows;
  } cases[] = {
    { "Name,Email\nAda,ada@example.org\n", FOYER_IMPORT_HEADER_NO, 0, 2 },
    { "Name,Email\nAda,ada@example.org\n", FOYER_IMPORT_HEADER_YES, 1, 1 },
    { "Ada,ada@example.org\nTim,tim@example.org\n", FOYER_IMPORT_HEADER_FIND, 0, 2 },
    { "Ada,ada@example.org\nTim,tim@example.org\n", FOYER_IMPORT_HEADER_YES, 1, 1 },
    { "\n\nAda,ada@example.org\nTim,tim@example.org\n", FOYER_IMPORT_HEADER_YES, 3, 1 },
    { "Guests of the ball,\nName,Email\nAda,ada@example.org\n", FOYER_IMPORT_HEADER_YES, 2, 1 },
    { "Guests of the ball,\nName,Email\nAda,ada@example.org\n", FOYER_IMPORT_HEADER_NO, 0, 3 },
  };
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerImportPlan) plan = NULL;

      g_file_set_contents (path, cases[i].list, -1, &error);
      plan = foyer_import_plan_new_for_file (file, cases[i].header, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (foyer_import_plan_get_header_row (plan), ==, cases[i].header_row);
      g_assert_cmpint (foyer_import_plan_get_n_rows (plan), ==, cases[i].n_rows);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/import-plan/sample/%s", samples[i].name);

      g_test_add_data_func (path, &samples[i], test_sample);
    }
  g_test_add_func ("/exchange/import-plan/headings", test_headings);
  g_test_add_func ("/exchange/import-plan/shapes", test_shapes);
  g_test_add_func ("/exchange/import-plan/utf16", test_utf16);
  g_test_add_func ("/exchange/import-plan/date-order", test_date_order);
  g_test_add_func ("/exchange/import-plan/refusals", test_refusals);
  g_test_add_func ("/exchange/import-plan/set-role", test_set_role);
  g_test_add_func ("/exchange/import-plan/header-asked", test_header_asked);
  return g_test_run ();
}
