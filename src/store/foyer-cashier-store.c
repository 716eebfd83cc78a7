/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cashier-store.h"

#include "foyer-money.h"
#include "foyer-pin-lock.h"
#include "foyer-row-store.h"
#include "foyer-text.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, FoyerStoreError kind, char *sentence)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, kind, sentence);
  g_free (sentence);
  return FALSE;
}

/**
 * foyer_cashier_store_list:
 * @db: a connection
 * @event_id: an event
 * @with_inactive: also those who do not sell any more
 * @error: return location
 *
 * Returns: (transfer container) (element-type FoyerCashier): by sort order; %NULL with error
 */
GPtrArray *
foyer_cashier_store_list (FoyerDatabase *db,
                          const FoyerUuid *event_id,
                          gboolean with_inactive,
                          GError **error)
{
  GPtrArray *cashiers = foyer_row_store_list (db, &FOYER_CASHIER_TYPE, event_id, error);

  for (guint i = cashiers != NULL ? cashiers->len : 0; i > 0 && !with_inactive; i--)
    if (((const FoyerCashier *) cashiers->pdata[i - 1])->is_inactive)
      g_ptr_array_remove_index (cashiers, i - 1);
  return cashiers;
}

static gboolean
names_match (const char *a, const char *b)
{
  g_autofree char *one = foyer_text_fold (a, -1);
  g_autofree char *other = foyer_text_fold (b, -1);

  return g_str_equal (one, other);
}

static const FoyerCashier *
find_by_name (GPtrArray *cashiers, const char *name)
{
  for (guint i = 0; i < cashiers->len; i++)
    if (names_match (((const FoyerCashier *) cashiers->pdata[i])->name, name))
      return cashiers->pdata[i];
  return NULL;
}

static const FoyerCashier *
find_by_id (GPtrArray *cashiers, const FoyerUuid *id)
{
  for (guint i = 0; i < cashiers->len; i++)
    if (foyer_uuid_equal (&((const FoyerCashier *) cashiers->pdata[i])->row.id, id))
      return cashiers->pdata[i];
  return NULL;
}

/**
 * foyer_cashier_store_find:
 * @db: a connection
 * @event_id: an event
 * @name: a name; case and accents do not count
 * @error: return location
 *
 * Returns: (transfer full): the cashier; %NULL with error, NOT_FOUND when there is none
 */
FoyerCashier *
foyer_cashier_store_find (FoyerDatabase *db,
                          const FoyerUuid *event_id,
                          const char *name,
                          GError **error)
{
  g_autoptr (GPtrArray) cashiers = foyer_cashier_store_list (db, event_id, TRUE, error);
  const FoyerCashier *cashier = cashiers != NULL ? find_by_name (cashiers, name) : NULL;

  if (cashier == NULL && cashiers != NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("There is no cashier “%s” at this event."), name);
  return foyer_cashier_copy (cashier);
}

static gboolean
check (FoyerTransaction *transaction,
       const FoyerCashier *cashier,
       gint64 *next_order,
       GError **error)
{
  g_autoptr (GPtrArray) cashiers = foyer_cashier_store_list (foyer_transaction_get_db (transaction),
                                                             &cashier->event_id, TRUE, error);
  const FoyerCashier *same;

  if (cashiers == NULL)
    return FALSE;
  if (cashier->name == NULL || *cashier->name == '\0')
    return refuse (error, FOYER_STORE_ERROR_INVALID, g_strdup (_ ("A cashier needs a name.")));
  same = find_by_name (cashiers, cashier->name);
  if (same != NULL && !foyer_uuid_equal (&same->row.id, &cashier->row.id))
    return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                   g_strdup_printf (_ ("There is a cashier “%s” already."), same->name));
  for (guint i = 0; i < cashiers->len; i++)
    *next_order = MAX (*next_order, ((const FoyerCashier *) cashiers->pdata[i])->sort_order + 1);
  return TRUE;
}

/**
 * foyer_cashier_store_add:
 * @transaction: a transaction
 * @cashier: a cashier that is not stored yet, with its event
 * @error: return location
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_cashier_store_add (FoyerTransaction *transaction, FoyerCashier *cashier, GError **error)
{
  if (cashier->name != NULL)
    g_strstrip (cashier->name);
  return check (transaction, cashier, &cashier->sort_order, error) &&
         foyer_transaction_insert (transaction, cashier, error);
}

/**
 * foyer_cashier_store_edit:
 * @transaction: a transaction
 * @before: the cashier as it was seen
 * @after: the cashier as it is to be
 * @error: return location
 *
 * Returns: %FALSE with error: INVALID or CONFLICT with a sentence
 */
gboolean
foyer_cashier_store_edit (FoyerTransaction *transaction,
                          const FoyerCashier *before,
                          FoyerCashier *after,
                          GError **error)
{
  gint64 ignored = 0;

  if (after->name != NULL)
    g_strstrip (after->name);
  return check (transaction, after, &ignored, error) &&
         foyer_transaction_update (transaction, before, after, error);
}

/**
 * foyer_cashier_store_remove:
 * @transaction: a transaction
 * @cashier: a cashier
 * @error: return location
 *
 * Whoever is in a book is only made inactive: the book goes on to name them.
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cashier_store_remove (FoyerTransaction *transaction,
                            const FoyerCashier *cashier,
                            GError **error)
{
  static const char sql[] = "SELECT 1 FROM till_records WHERE event_id = ?1 AND (cashier_id = ?2 "
                            "OR approver_id = ?2) LIMIT 1";
  sqlite3_stmt *statement =
      foyer_database_prepare (foyer_transaction_get_db (transaction), sql, error);
  g_autoptr (FoyerCashier) after = NULL;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, &cashier->event_id, sizeof cashier->event_id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, &cashier->row.id, sizeof cashier->row.id, SQLITE_STATIC);
  code = foyer_database_step (foyer_transaction_get_db (transaction), statement, error);
  sqlite3_reset (statement);
  if (code == SQLITE_DONE)
    return foyer_transaction_remove (transaction, cashier, error);
  if (code != SQLITE_ROW)
    return FALSE;
  after = foyer_cashier_copy (cashier);
  after->is_inactive = TRUE;
  return foyer_transaction_update (transaction, cashier, after, error);
}

/**
 * foyer_cashier_store_check:
 * @db: the act's connection, in its transaction
 * @event_id: an event
 * @actor: who does it
 * @error: return location
 *
 * Where there are cashiers, one of them has to be named. Whoever consents is a supervisor.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence
 */
gboolean
foyer_cashier_store_check (FoyerDatabase *db,
                           const FoyerUuid *event_id,
                           const FoyerTillActor *actor,
                           GError **error)
{
  g_autoptr (GPtrArray) cashiers = foyer_cashier_store_list (db, event_id, FALSE, error);
  const FoyerCashier *approver;

  if (cashiers == NULL)
    return FALSE;
  if (foyer_uuid_is_nil (&actor->cashier_id))
    {
      if (cashiers->len > 0)
        return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                       g_strdup (_ ("Say first who is at the till.")));
    }
  else if (find_by_id (cashiers, &actor->cashier_id) == NULL)
    return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                   g_strdup (_ ("This cashier does not work at this event any more.")));
  if (foyer_uuid_is_nil (&actor->approver_id))
    return TRUE;
  approver = find_by_id (cashiers, &actor->approver_id);
  if (approver == NULL || approver->role != FOYER_CASHIER_SUPERVISOR)
    return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                   g_strdup (_ ("Only a supervisor can allow this.")));
  return TRUE;
}

/**
 * foyer_cashier_store_check_refund:
 * @db: the act's connection, in its transaction
 * @event_id: an event
 * @actor: who does it
 * @amount: what is to go back, minor units
 * @currency: its currency
 * @error: return location
 *
 * Within their own limit, or with a supervisor's consent within that one's. Without any cashiers
 * whoever is at the desk may.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence that says what to do
 */
gboolean
foyer_cashier_store_check_refund (FoyerDatabase *db,
                                  const FoyerUuid *event_id,
                                  const FoyerTillActor *actor,
                                  gint64 amount,
                                  const char *currency,
                                  GError **error)
{
  g_autoptr (GPtrArray) cashiers = NULL;
  const FoyerCashier *cashier, *approver;
  g_autofree char *money = NULL;

  if (!foyer_cashier_store_check (db, event_id, actor, error))
    return FALSE;
  cashiers = foyer_cashier_store_list (db, event_id, FALSE, error);
  if (cashiers == NULL)
    return FALSE;
  cashier = find_by_id (cashiers, &actor->cashier_id);
  approver = find_by_id (cashiers, &actor->approver_id);
  if (cashier == NULL || foyer_cashier_may_refund (cashier, amount) ||
      (approver != NULL && foyer_cashier_may_refund (approver, amount)))
    return TRUE;
  money = foyer_money_format (amount, currency);
  return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                 g_strdup_printf (_ ("“%s” may not give %s back alone. Ask a supervisor."),
                                  cashier->name, money));
}

/**
 * foyer_cashier_store_check_pin:
 * @db: a connection that writes, in no transaction
 * @cashier: who they say they are
 * @pin: (nullable): what they typed
 * @error: return location
 *
 * About 60 ms and 64 MB of memory: not for the main thread. After five wrong ones in a row nobody
 * gets in for half a minute, after the next for a minute, and so on, up to a quarter of an hour.
 *
 * Returns: %FALSE with error: CONFLICT with a sentence, which says how long to wait
 */
gboolean
foyer_cashier_store_check_pin (FoyerDatabase *db,
                               const FoyerCashier *cashier,
                               const char *pin,
                               GError **error)
{
  if (cashier->is_inactive)
    return refuse (error, FOYER_STORE_ERROR_CONFLICT,
                   g_strdup (_ ("This cashier does not work at this event any more.")));
  if (cashier->pin_hash == NULL)
    return TRUE;
  if (!foyer_pin_lock_begin (db, cashier, error))
    return FALSE;
  if (foyer_pin_matches (cashier->pin_hash, pin))
    return foyer_pin_lock_end (db, cashier, error);
  foyer_pin_lock_tell (db, cashier, error);
  return FALSE;
}

typedef struct
{
  char *path;            /* (owned) */
  FoyerCashier *cashier; /* (owned) */
  char *pin;             /* (owned) */
} PinCheck;

static void
pin_check_free (gpointer data)
{
  PinCheck *self = data;

  g_free (self->path);
  foyer_cashier_free (self->cashier);
  g_free (self->pin);
  g_free (self);
}

static void
check_pin_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PinCheck *self = data;
  GError *error = NULL;
  g_autoptr (FoyerDatabase) db =
      foyer_database_open (self->path, FOYER_DATABASE_READ_WRITE, &error);

  if (db != NULL && foyer_cashier_store_check_pin (db, self->cashier, self->pin, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * foyer_cashier_store_check_pin_async:
 * @path: where the replica lies
 * @cashier: who they say they are
 * @pin: what they typed
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * See foyer_cashier_store_check_pin ().
 */
void
foyer_cashier_store_check_pin_async (const char *path,
                                     const FoyerCashier *cashier,
                                     const char *pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PinCheck *data = g_new0 (PinCheck, 1);

  data->path = g_strdup (path);
  data->cashier = foyer_cashier_copy (cashier);
  data->pin = g_strdup (pin);
  g_task_set_source_tag (task, foyer_cashier_store_check_pin_async);
  g_task_set_task_data (task, data, pin_check_free);
  g_task_run_in_thread (task, check_pin_thread);
}

/**
 * foyer_cashier_store_check_pin_finish:
 * @result: as it was given to the callback
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_cashier_store_check_pin_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
