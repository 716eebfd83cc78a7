/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints each synced column of each row type, for the comparison with the server's tables:
 * table, row type's number, column, type, required, max, words. */
#include "foyer-row-sql.h"

static const char *const type_names[] = {
  [FOYER_COLUMN_UUID] = "UUID",       [FOYER_COLUMN_TEXT] = "TEXT", [FOYER_COLUMN_INTEGER] = "INTEGER",
  [FOYER_COLUMN_TIME] = "TIME",       [FOYER_COLUMN_BOOLEAN] = "BOOLEAN",
  [FOYER_COLUMN_ENUM] = "ENUM",       [FOYER_COLUMN_JSON] = "JSON", [FOYER_COLUMN_BLOB] = "BLOB",
};

static void
print_column (const FoyerRowType *type, const FoyerColumn *column)
{
  g_autofree char *words =
      column->words != NULL ? g_strjoinv (",", (char **) column->words) : g_strdup ("");

  g_print ("%s\t%u\t%s\t%s\t%d\t%" G_GINT64_FORMAT "\t%s\n", type->table, type->number,
           column->name, type_names[column->type], (column->flags & FOYER_COLUMN_REQUIRED) != 0,
           column->max, words);
}

int
main (void)
{
  for (const FoyerRowType *const *type = foyer_row_types (); *type != NULL; type++)
    for (guint i = 0; i < (*type)->n_columns; i++)
      if (((*type)->columns[i].flags & FOYER_COLUMN_LOCAL) == 0)
        print_column (*type, &(*type)->columns[i]);
  return 0;
}
