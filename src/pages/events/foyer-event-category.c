/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-category.h"

#include "foyer-database.h"

#include <glib/gi18n-lib.h>

static const char *const usual[] = {
  N_ ("Art and Culture"),
  N_ ("Business"),
  N_ ("Charity"),
  N_ ("Community"),
  N_ ("Conference"),
  N_ ("Course or Workshop"),
  N_ ("Family"),
  N_ ("Festival"),
  N_ ("Film"),
  N_ ("Food and Drink"),
  N_ ("Health"),
  N_ ("Music"),
  N_ ("Science and Technology"),
  N_ ("Sports"),
  N_ ("Theatre and Dance"),
};

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
add_once (GPtrArray *categories, const char *category)
{
  if (!g_ptr_array_find_with_equal_func (categories, category, g_str_equal, NULL))
    g_ptr_array_add (categories, g_strdup (category));
}

static gpointer
list_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char sql[] = "SELECT DISTINCT category FROM events "
                            "WHERE deleted_at IS NULL AND category IS NOT NULL LIMIT 200";
  g_autoptr (GPtrArray) categories = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_once (categories, _ (usual[i]));
  while ((code = foyer_database_step (db, statement, error)) == SQLITE_ROW)
    add_once (categories, (const char *) sqlite3_column_text (statement, 0));
  if (code != SQLITE_DONE)
    return NULL;
  g_ptr_array_sort (categories, compare);
  g_ptr_array_add (categories, NULL);
  return g_ptr_array_free (g_steal_pointer (&categories), FALSE);
}

void
foyer_event_category_list_async (FoyerReplica *replica,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  foyer_replica_run_async (replica, FOYER_PRIORITY_LONG, list_on_thread, NULL, NULL,
                           (GDestroyNotify) g_strfreev, NULL, callback, user_data);
}

char **
foyer_event_category_list_finish (FoyerReplica *replica, GAsyncResult *result)
{
  return foyer_replica_run_finish (replica, result, NULL);
}
