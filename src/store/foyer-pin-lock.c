/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pin-lock.h"

#include "foyer-clock.h"
#include "foyer-transaction-private.h"

#include <glib/gi18n-lib.h>

#define FIRST_WAIT (30 * G_TIME_SPAN_SECOND)
#define LAST_WAIT  (15 * G_TIME_SPAN_MINUTE)
/* After so long nobody is guessing any more. */
#define FORGOTTEN_AFTER G_TIME_SPAN_HOUR

typedef struct
{
  gint64 n_wrong;
  gint64 wrong_at;
} Tries;

static gboolean
run_for (FoyerTransaction *transaction,
         const char *sql,
         const FoyerCashier *cashier,
         const Tries *tries,
         GError **error)
{
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &cashier->row.id, sizeof cashier->row.id, SQLITE_STATIC);
  if (tries != NULL)
    {
      sqlite3_bind_int64 (statement, 2, tries->n_wrong);
      sqlite3_bind_int64 (statement, 3, tries->wrong_at);
    }
  return foyer_transaction_run (transaction, statement, error);
}

static gboolean
read_tries (FoyerDatabase *db,
            const FoyerCashier *cashier,
            gint64 now,
            Tries *tries,
            GError **error)
{
  static const char sql[] = "SELECT n_wrong, wrong_at FROM pin_tries WHERE cashier_id = ?1";
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, error);
  int code;

  *tries = (Tries){ 0, now };
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &cashier->row.id, sizeof cashier->row.id, SQLITE_STATIC);
  code = foyer_database_step (db, statement, error);
  if (code == SQLITE_ROW && now - sqlite3_column_int64 (statement, 1) < FORGOTTEN_AFTER)
    {
      tries->n_wrong = sqlite3_column_int64 (statement, 0);
      /* A clock that was set back makes nobody wait for longer. */
      tries->wrong_at = MIN (sqlite3_column_int64 (statement, 1), now);
    }
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* 30 seconds, a minute, two, … */
static gint64
get_rest (const Tries *tries, gint64 now)
{
  gint64 wait = FIRST_WAIT;

  if (tries->n_wrong < FOYER_PIN_TRIES)
    return 0;
  for (gint64 n = FOYER_PIN_TRIES; n < tries->n_wrong && wait < LAST_WAIT; n++)
    wait *= 2;
  return MAX (tries->wrong_at + MIN (wait, LAST_WAIT) - now, 0);
}

/* Until when, as people say it: seconds first, then minutes. */
static gboolean
refuse_for (const FoyerCashier *cashier, gint64 rest, GError **error)
{
  int seconds = (int) ((rest + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
  int minutes = (seconds + 59) / 60;
  g_autofree char *sentence = NULL;

  if (seconds < 90)
    sentence = g_strdup_printf (
        ngettext ("Too many wrong PINs were entered for “%s”. Try again in %d second.",
                  "Too many wrong PINs were entered for “%s”. Try again in %d seconds.", seconds),
        cashier->name, seconds);
  else
    sentence = g_strdup_printf (
        ngettext ("Too many wrong PINs were entered for “%s”. Try again in %d minute.",
                  "Too many wrong PINs were entered for “%s”. Try again in %d minutes.", minutes),
        cashier->name, minutes);
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT, sentence);
  return FALSE;
}

gboolean
foyer_pin_lock_begin (FoyerDatabase *db, const FoyerCashier *cashier, GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO pin_tries (cashier_id, n_wrong, wrong_at) VALUES (?1, ?2, ?3)";
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "pin", error);
  gint64 now = foyer_clock_now (db), rest;
  Tries tries;

  if (transaction == NULL || !read_tries (db, cashier, now, &tries, error))
    return FALSE;
  rest = get_rest (&tries, now);
  if (rest > 0)
    return refuse_for (cashier, rest, error);
  tries.n_wrong++;
  tries.wrong_at = now;
  return run_for (transaction, sql, cashier, &tries, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

gboolean
foyer_pin_lock_end (FoyerDatabase *db, const FoyerCashier *cashier, GError **error)
{
  static const char sql[] = "DELETE FROM pin_tries WHERE cashier_id = ?1";
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "pin", error);

  return transaction != NULL && run_for (transaction, sql, cashier, NULL, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

void
foyer_pin_lock_tell (FoyerDatabase *db, const FoyerCashier *cashier, GError **error)
{
  gint64 now = foyer_clock_now (db), rest;
  Tries tries;

  if (!read_tries (db, cashier, now, &tries, error))
    return;
  rest = get_rest (&tries, now);
  if (rest > 0)
    refuse_for (cashier, rest, error);
  else
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                 _ ("This is not the PIN of “%s”."), cashier->name);
}
