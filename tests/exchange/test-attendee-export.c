/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include "foyer-attendee-export.h"

#include <string.h>

static char *
export_text (Fixture *fixture, const char *const *columns, FoyerExportFlags flags, gint64 *n_rows)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gint64 n = foyer_attendee_export (fixture->db, &fixture->event->row.id, NULL, 0, columns, flags,
                                    stream, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  if (n_rows != NULL)
    *n_rows = n;
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_exact (void)
{
  static const char *const columns[] = { "Name",  "Email", "Ticket", "Status", "Checked in at",
                                         "Price", "Code",  "Meal",   NULL };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL;
  g_autofree char *text = NULL;

  fixture_set_up (&fixture);
  report = fixture_import_text (
      &fixture,
      "Name,Email,Ticket,Status,Checked in at,Price,Barcode,Meal\n"
      "\"Lovelace, Ada\",ada@example.org,VIP,paid,2026-10-01 18:02,49,c1,\"Fish \"\"raw\"\"\"\n"
      "Tim,,Student,refunded,,0,c2,\n"
      "=cmd|' /C calc'!A0,,VIP,pending,,5.5,+49 30,'@home\n");
  text = export_text (&fixture, columns, FOYER_EXPORT_DEFAULT, NULL);
  g_assert_cmpstr (text, ==,
                   "Name,Email,Ticket,Status,Checked in at,Price,Code,Meal\r\n"
                   "\"Lovelace, Ada\",ada@example.org,VIP,Checked "
                   "In,2026-10-01T18:02:00+02:00,49.00,c1,\"Fish \"\"raw\"\"\"\r\n"
                   "Tim,,Student,Refunded,,0.00,c2,\r\n"
                   "\"'=cmd|' /C calc'!A0\",,VIP,Unpaid,,5.50,\"'+49 30\",\"'@home\"\r\n");
}

/* A question that has the label of a fixed column is told by its code. */
static void
test_question_by_code (void)
{
  static const char *const columns[] = { "question:meal", "Name", NULL };
  static const char *const unknown[] = { "Name", "question:none", NULL };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fixture_set_up (&fixture);
  report = fixture_import_text (&fixture, "Name,Meal\nAda,Fish\n");
  g_assert_true (
      foyer_database_exec (fixture.db, "UPDATE questions SET label = 'Name', code = 'meal'", NULL));
  g_assert_true (
      foyer_database_exec (fixture.db, "UPDATE tickets SET answers = '{\"meal\":\"Fish\"}'", NULL));
  text = export_text (&fixture, columns, FOYER_EXPORT_DEFAULT, NULL);
  g_assert_cmpstr (text, ==, "Name,Name\r\nFish,Ada\r\n");
  g_assert_cmpint (foyer_attendee_export (fixture.db, &fixture.event->row.id, NULL, 0, unknown,
                                          FOYER_EXPORT_DEFAULT, stream, NULL, NULL, NULL, &error),
                   ==, -1);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

static void
test_keys_and_mark (void)
{
  static const char *const columns[] = { "Name", NULL };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gint64 keys[2];

  fixture_set_up (&fixture);
  report = fixture_import_text (&fixture, "Name,Barcode\nA,1\nB,2\nC,3\n");
  keys[0] = fixture_number (&fixture, "SELECT key FROM tickets WHERE attendee_name = 'C'");
  keys[1] = fixture_number (&fixture, "SELECT key FROM tickets WHERE attendee_name = 'A'");
  g_assert_cmpint (foyer_attendee_export (fixture.db, &fixture.event->row.id, keys, 2, columns,
                                          FOYER_EXPORT_BOM, stream, NULL, NULL, NULL, &error),
                   ==, 2);
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)),
                   "\xef\xbb\xbfName\r\nC\r\nA\r\n", 15);
}

/* What is exported comes back as it was: nothing is added, nothing differs. */
static void
test_round_trip (gconstpointer data)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (FoyerImportReport) report = NULL, back = NULL;
  g_autofree char *text = NULL, *before = NULL, *after = NULL;
  gint64 n_rows;

  fixture_set_up (&fixture);
  plan = fixture_sample (data);
  report = fixture_import (&fixture, plan);
  before = fixture_dump (&fixture);
  text = export_text (&fixture, NULL, FOYER_EXPORT_BOM, &n_rows);
  g_assert_cmpint (n_rows, ==, report->added);
  back = fixture_import_text (&fixture, text);
  g_assert_cmpint (back->rows, ==, report->added);
  g_assert_cmpint (back->unchanged, ==, report->added);
  after = fixture_dump (&fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_guards_round_trip (void)
{
  static const char *const columns[] = { "Name", "Company", "Code", NULL };
  static const char *const nasty[] = { "=1", "'=1", "''=1", "+1",  "-1",    "@a",
                                       "'",  "''",  "'a",   "a'=", "=\"x\"" };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL, back = NULL;
  g_autoptr (GString) list = g_string_new ("Name,Barcode,Company\n");
  g_autofree char *text = NULL;

  fixture_set_up (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    g_string_append_printf (list, "Person %u,c%u,x%u\n", i, i, i);
  report = fixture_import_text (&fixture, list->str);
  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      char *sql =
          sqlite3_mprintf ("UPDATE tickets SET company = %Q WHERE qr_code = 'c%d'", nasty[i], i);

      g_assert_true (foyer_database_exec (fixture.db, sql, NULL));
      sqlite3_free (sql);
    }
  text = export_text (&fixture, columns, FOYER_EXPORT_DEFAULT, NULL);
  g_assert_null (strstr (text, ",="));
  g_assert_null (strstr (text, ",\"="));
  back = fixture_import_text (&fixture, text);
  g_assert_cmpint (back->unchanged, ==, G_N_ELEMENTS (nasty));
}

static void
test_full_disk_leaves_the_old_file (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (FoyerImportReport) report = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *content = NULL;
  g_autoptr (GFile) file = NULL;

  fixture_set_up (&fixture);
  report = fixture_import_text (&fixture, "Name,Barcode\nA,1\n");
  path = g_build_filename (fixture.dir, "out.csv", NULL);
  file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (foyer_attendee_export_to_file (fixture.db, &fixture.event->row.id, NULL, 0, NULL,
                                                  0, file, NULL, NULL, NULL, &error),
                   ==, 1);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));

  /* An export that fails half way, as on a full disk: here the caller gives up. */
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (foyer_attendee_export_to_file (fixture.db, &fixture.event->row.id, NULL, 0, NULL,
                                                  0, file, NULL, NULL, cancellable, &error),
                   ==, -1);
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
}

int
main (int argc, char **argv)
{
  static const char *const samples[] = { "eventbrite-attendees.csv",
                                         "pretix-order-positions.csv",
                                         "luma-guests.csv",
                                         "hi-events-attendees.csv",
                                         "excel-german.csv",
                                         "latin1-tabs.tsv",
                                         "broken.csv" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/attendee-export/exact", test_exact);
  g_test_add_func ("/exchange/attendee-export/keys-and-mark", test_keys_and_mark);
  g_test_add_func ("/exchange/attendee-export/question-by-code", test_question_by_code);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/exchange/attendee-export/round-trip/%s", samples[i]);

      g_test_add_data_func (path, samples[i], test_round_trip);
    }
  g_test_add_func ("/exchange/attendee-export/guards", test_guards_round_trip);
  g_test_add_func ("/exchange/attendee-export/old-file-stays", test_full_disk_leaves_the_old_file);
  return g_test_run ();
}
