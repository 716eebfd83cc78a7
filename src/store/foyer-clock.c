/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-clock.h"

#include <time.h>

/**
 * foyer_clock_since_boot:
 *
 * Returns: microseconds since the machine started
 */
gint64
foyer_clock_since_boot (void)
{
  struct timespec now;

#ifdef CLOCK_BOOTTIME
  if (clock_gettime (CLOCK_BOOTTIME, &now) == 0)
    return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
#endif
  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * G_TIME_SPAN_SECOND + now.tv_nsec / 1000;
}

/**
 * foyer_clock_dup_boot:
 *
 * Returns: (transfer full): the name of this run of the machine, or an empty text
 */
char *
foyer_clock_dup_boot (void)
{
  char *id = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    return g_strdup ("");
  return g_strstrip (id);
}

static const char *
get_boot (void)
{
  static gsize boot = 0;

  if (g_once_init_enter (&boot))
    g_once_init_leave (&boot, (gsize) foyer_clock_dup_boot ());
  return (const char *) boot;
}

/**
 * foyer_clock_now:
 * @db: a connection
 *
 * Without a server, or when none has answered since the machine started, the device's own clock is
 * all that there is, corrected by what it was off when a server last answered.
 *
 * Returns: microseconds since the epoch
 */
gint64
foyer_clock_now (FoyerDatabase *db)
{
  static const char sql[] =
      "SELECT clock_base, boot, clock_offset FROM servers WHERE clock_base IS NOT NULL "
      "ORDER BY contact_at DESC LIMIT 1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);
  gint64 now = g_get_real_time (), told = now;

  if (statement == NULL)
    return now;
  if (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    {
      const char *boot = (const char *) sqlite3_column_text (statement, 1);

      if (g_strcmp0 (boot, get_boot ()) == 0 && *boot != '\0')
        told = sqlite3_column_int64 (statement, 0) + foyer_clock_since_boot ();
      else
        told = now + sqlite3_column_int64 (statement, 2);
    }
  sqlite3_reset (statement);
  return told;
}
