/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-csv-dialect.h"
#include "foyer-csv-reader.h"
#include "foyer-import-plan.h"
#include "foyer-import-row.h"

#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes);

/* Whatever the bytes: records come in order, their cells are valid text within bounds, and the end
 * is reached. */
static void
read_records (const guint8 *bytes, gsize n_bytes, char separator)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, n_bytes, NULL);
  g_autoptr (FoyerCsvReader) reader = foyer_csv_reader_new (stream, separator);
  g_autoptr (GError) error = NULL;
  goffset last = 0;
  gint64 row = 0;
  FoyerCsvRecord record;

  while (foyer_csv_reader_next (reader, &record, NULL, &error))
    {
      g_assert_cmpint (record.row, ==, ++row);
      g_assert_cmpint (foyer_csv_reader_get_offset (reader), >, last);
      last = foyer_csv_reader_get_offset (reader);
      for (guint i = 0; i < record.n_cells; i++)
        {
          const FoyerCell *cell = &record.cells[i];

          if (memchr (cell->text, '\0', cell->length) != NULL)
            g_assert_true (record.flaws & FOYER_CSV_NUL_BYTE);
          else
            g_assert_true (g_utf8_validate_len (cell->text, cell->length, NULL));
        }
    }
  g_assert_no_error (error);
  g_assert_cmpint (last, <=, (goffset) n_bytes);
  if (n_bytes > 3)
    g_assert_cmpint (foyer_csv_reader_get_offset (reader), ==, n_bytes);
}

/* Every row below the headings is read, or skipped with a reason. */
static void
read_rows (FoyerImportPlan *plan, const guint8 *bytes, gsize n_bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, n_bytes, NULL);
  g_autoptr (FoyerCsvReader) reader =
      foyer_csv_reader_new (stream, foyer_import_plan_get_separator (plan));
  g_autoptr (FoyerImportRowReader) rows = foyer_import_row_reader_new (plan, NULL, "EUR");
  FoyerCsvRecord record;

  while (foyer_csv_reader_next (reader, &record, NULL, NULL))
    {
      g_autofree char *reason = NULL;
      FoyerImportRow row;

      if (foyer_import_row_is_blank (&record))
        continue;
      if (foyer_import_row_reader_read (rows, &record, &row, &reason))
        {
          g_assert_cmpuint (row.name_length, >, 0);
          g_assert_cmpuint (row.quantity, >, 0);
        }
      else
        g_assert_true (reason != NULL && *reason != '\0' && g_utf8_validate (reason, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes)
{
  static char *path;
  g_autoptr (FoyerImportPlan) plan = NULL;
  g_autoptr (GFile) file = NULL;
  FoyerCsvDialect dialect;

  if (path == NULL)
    path = g_strdup_printf ("%s/foyer-fuzz-csv-%d", g_get_tmp_dir (), (int) getpid ());

  foyer_csv_dialect_sniff ((const char *) bytes, n_bytes, TRUE, &dialect);
  read_records (bytes, n_bytes, dialect.separator);
  read_records (bytes, n_bytes, ';');

  if (!g_file_set_contents_full (path, (const char *) bytes, n_bytes, G_FILE_SET_CONTENTS_NONE,
                                 0600, NULL))
    return 0;
  file = g_file_new_for_path (path);
  plan = foyer_import_plan_new_for_file (file, FOYER_IMPORT_HEADER_FIND, NULL, NULL);
  if (plan != NULL)
    read_rows (plan, bytes, n_bytes);
  unlink (path);
  return 0;
}
