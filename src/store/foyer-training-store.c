/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-training-store.h"

#include "foyer-cashier.h"
#include "foyer-check-in-list.h"
#include "foyer-event.h"
#include "foyer-image.h"
#include "foyer-promo-code.h"
#include "foyer-question.h"
#include "foyer-quota.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"
#include "foyer-transaction.h"

#include <glib/gstdio.h>

/* What an event is made of: no guest, no order, no money. */
static const FoyerRowType *const types[] = {
  &FOYER_IMAGE_TYPE,         &FOYER_QUOTA_TYPE,      &FOYER_TIER_TYPE,    &FOYER_QUESTION_TYPE,
  &FOYER_CHECK_IN_LIST_TYPE, &FOYER_PROMO_CODE_TYPE, &FOYER_CASHIER_TYPE,
};

/**
 * foyer_training_store_dup_path:
 * @replica_path: the real replica
 * @event_id: an event of it
 *
 * Returns: (transfer full): where people practise for it
 */
char *
foyer_training_store_dup_path (const char *replica_path, const FoyerUuid *event_id)
{
  g_autofree char *folder = g_path_get_dirname (replica_path);
  g_autofree char *id = foyer_uuid_to_string (event_id);
  g_autofree char *name = g_strdup_printf ("training-%s.foyer", id);

  return g_build_filename (folder, name, NULL);
}

/**
 * foyer_training_store_is_training:
 * @replica_path: where a replica lies
 *
 * Returns: whether people practise there, so that whatever is printed of it says so
 */
gboolean
foyer_training_store_is_training (const char *replica_path)
{
  g_autofree char *name = g_path_get_basename (replica_path);

  return g_str_has_prefix (name, "training-") && g_str_has_suffix (name, ".foyer");
}

/**
 * foyer_training_store_remove:
 * @path: a training replica, or one that is not there
 */
void
foyer_training_store_remove (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", ".key", ".lock", ".roster", ".bell" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static gboolean
insert_copy (FoyerTransaction *transaction, gconstpointer row, GError **error)
{
  g_autoptr (FoyerRow) copy = foyer_row_copy (row);

  copy->key = copy->version = 0;
  return foyer_transaction_insert (transaction, copy, error);
}

static gboolean
copy_event (FoyerTransaction *transaction, const FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerEvent) copy = foyer_event_copy (event);

  copy->row.key = copy->row.version = 0;
  copy->is_test = TRUE;
  copy->series_id = (FoyerUuid){ 0 };
  /* What is not announced yet is practised for, too. */
  if (copy->status == FOYER_EVENT_DRAFT)
    copy->status = FOYER_EVENT_PUBLISHED;
  return foyer_transaction_insert (transaction, copy, error);
}

static gboolean
copy_rows (FoyerDatabase *from,
           FoyerTransaction *transaction,
           const FoyerEvent *event,
           GError **error)
{
  if (!copy_event (transaction, event, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GPtrArray) rows = foyer_row_store_list (from, types[i], &event->row.id, error);

      for (guint k = 0; rows != NULL && k < rows->len; k++)
        if (!insert_copy (transaction, rows->pdata[k], error))
          return FALSE;
      if (rows == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_training_store_make:
 * @db: a connection to the real replica; it is only read
 * @event_id: one of its events
 * @path: where to make it, see foyer_training_store_dup_path ()
 * @error: return location
 *
 * Returns: %FALSE with error; then there is none
 */
gboolean
foyer_training_store_make (FoyerDatabase *db,
                           const FoyerUuid *event_id,
                           const char *path,
                           GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, error);
  g_autoptr (FoyerDatabase) training = NULL;
  g_autoptr (FoyerTransaction) transaction = NULL;

  g_return_val_if_fail (!g_str_equal (path, foyer_database_get_path (db)), FALSE);

  if (event == NULL)
    return FALSE;
  foyer_training_store_remove (path);
  training = foyer_database_open (path, FOYER_DATABASE_CREATE, error);
  if (training != NULL)
    transaction = foyer_transaction_begin (training, "training", error);
  if (transaction != NULL && copy_rows (db, transaction, event, error) &&
      foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return TRUE;
  g_clear_pointer (&transaction, foyer_transaction_free);
  g_clear_object (&training);
  foyer_training_store_remove (path);
  return FALSE;
}
