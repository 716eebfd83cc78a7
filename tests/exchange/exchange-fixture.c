/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include "foyer-event-store.h"
#include "foyer-time.h"
#include "foyer-transaction.h"

FoyerEvent *
fixture_make_event (const char *title)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load ("Europe/Berlin");
  FoyerEvent *event = foyer_event_new ();

  event->title = g_strdup (title);
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  foyer_time_from_wall (zone, 2026, 10, 1, 18, 0, 0, &event->start_date);
  event->end_date = event->start_date + 4 * G_TIME_SPAN_HOUR;
  return event;
}

void
fixture_set_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  FoyerTransaction *transaction;

  self->dir = foyer_test_dir_new ();
  path = g_build_filename (self->dir, "replica.db", NULL);
  self->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  self->event = fixture_make_event ("Conf 2026");
  transaction = foyer_transaction_begin (self->db, "test", &error);
  g_assert_no_error (error);
  g_assert_true (foyer_event_store_add (transaction, self->event, &error));
  g_assert_true (foyer_transaction_commit (transaction, NULL, &error));
}

void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->db);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->dir, foyer_test_dir_free);
}

FoyerImportPlan *
fixture_plan (Fixture *self, const char *content, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("list-%u.csv", self->n_lists++);
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FoyerImportPlan *plan;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  plan = foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

FoyerImportPlan *
fixture_sample (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "samples", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  FoyerImportPlan *plan =
      foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_same_report (const FoyerImportReport *a, const FoyerImportReport *b)
{
  g_assert_cmpint (a->rows, ==, b->rows);
  g_assert_cmpint (a->added, ==, b->added);
  g_assert_cmpint (a->updated, ==, b->updated);
  g_assert_cmpint (a->unchanged, ==, b->unchanged);
  g_assert_cmpint (a->skipped, ==, b->skipped);
  g_assert_cmpint (a->tiers_added, ==, b->tiers_added);
  g_assert_cmpint (a->questions_added, ==, b->questions_added);
  g_assert_cmpint (a->orders_added, ==, b->orders_added);
  g_assert_cmpint (a->n_misfits, ==, b->n_misfits);
  g_assert_cmpuint (a->problems->len, ==, b->problems->len);
  for (guint i = 0; i < a->problems->len; i++)
    {
      const FoyerImportProblem *first = g_ptr_array_index (a->problems, i),
                               *second = g_ptr_array_index (b->problems, i);

      g_assert_cmpint (first->row, ==, second->row);
      g_assert_cmpstr (first->reason, ==, second->reason);
    }
}

FoyerImportReport *
fixture_import (Fixture *self, FoyerImportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = fixture_dump (self);
  g_autofree char *between = NULL;
  g_autoptr (FoyerImportReport) dry =
      foyer_import_run (self->db, plan, &self->event->row.id, TRUE, NULL, NULL, NULL, &error);
  FoyerImportReport *report;

  g_assert_no_error (error);
  between = fixture_dump (self);
  g_assert_cmpstr (before, ==, between);
  g_assert_cmpint (dry->change_set, ==, 0);

  report = foyer_import_run (self->db, plan, &self->event->row.id, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same_report (dry, report);
  g_assert_cmpint (report->rows, ==,
                   report->added + report->updated + report->unchanged + report->skipped);
  g_assert_cmpint (report->change_set != 0, ==, report->added + report->updated > 0);
  return report;
}

FoyerImportReport *
fixture_import_text (Fixture *self, const char *content)
{
  g_autoptr (FoyerImportPlan) plan = fixture_plan (self, content, -1);

  return fixture_import (self, plan);
}

char *
fixture_text (Fixture *self, const char *sql)
{
  sqlite3_stmt *statement;
  GString *text = g_string_new (NULL);

  g_assert_cmpint (
      sqlite3_prepare_v2 (foyer_database_get_handle (self->db), sql, -1, &statement, NULL), ==,
      SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *cell = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell != NULL ? cell : "");
        }
      g_string_append_c (text, '\n');
    }
  sqlite3_finalize (statement);
  return g_string_free (text, FALSE);
}

gint64
fixture_number (Fixture *self, const char *sql)
{
  g_autofree char *text = fixture_text (self, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

char *
fixture_dump (Fixture *self)
{
  static const char *const tables[] = { "events",    "ticket_tiers",   "orders",   "tickets",
                                        "questions", "check_in_lists", "check_ins" };
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *columns_sql = g_strdup_printf (
          "SELECT group_concat ('quote(' || name || ')', ',') FROM pragma_table_info ('%s') "
          "WHERE name NOT IN ('version', 'updated_at')",
          tables[i]);
      g_autofree char *columns = g_strchomp (fixture_text (self, columns_sql));
      g_autofree char *sql = g_strdup_printf (
          "SELECT %s FROM %s WHERE deleted_at IS NULL ORDER BY key", columns, tables[i]);
      g_autofree char *rows = fixture_text (self, sql);

      g_string_append_printf (dump, "%s\n%s", tables[i], rows);
    }
  return g_string_free (dump, FALSE);
}
