/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-keyed-list.h"

enum
{
  QUERIED,
  ROWS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (FoyerKeyedList, foyer_keyed_list, G_TYPE_LIST_MODEL)

static void
foyer_keyed_list_default_init (FoyerKeyedListInterface *iface)
{
  /**
   * FoyerKeyedList::queried:
   *
   * The rows that were asked for are there: others may stand at each position now.
   */
  signals[QUERIED] = g_signal_new ("queried", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerKeyedList::rows-changed:
   *
   * What is shown may look different, wherever it stands.
   */
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", G_TYPE_FROM_INTERFACE (iface),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * foyer_keyed_list_get_keys:
 * @self: a list
 * @n_keys: (out): how many
 *
 * Returns: (transfer none) (array length=n_keys): the keys of all that are shown, in order, until
 * the next "queried"
 */
const gint64 *
foyer_keyed_list_get_keys (FoyerKeyedList *self, guint *n_keys)
{
  g_return_val_if_fail (FOYER_IS_KEYED_LIST (self), NULL);

  return FOYER_KEYED_LIST_GET_IFACE (self)->get_keys (self, n_keys);
}

/**
 * foyer_keyed_list_get_key:
 * @self: a list
 * @position: a position
 *
 * Returns: the key of the row there; 0 behind the end
 */
gint64
foyer_keyed_list_get_key (FoyerKeyedList *self, guint position)
{
  guint n = 0;
  const gint64 *keys = foyer_keyed_list_get_keys (self, &n);

  return position < n ? keys[position] : 0;
}

/**
 * foyer_keyed_list_find:
 * @self: a list
 * @key: a row's key
 * @position: (out): where it is shown
 *
 * Returns: %FALSE if it is not among those shown
 */
gboolean
foyer_keyed_list_find (FoyerKeyedList *self, gint64 key, guint *position)
{
  guint n = 0;
  const gint64 *keys = foyer_keyed_list_get_keys (self, &n);

  for (guint i = 0; i < n; i++)
    if (keys[i] == key)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * foyer_keyed_list_get_total:
 * @self: a list
 *
 * Returns: how many rows there are, shown or not, as of the last query
 */
guint
foyer_keyed_list_get_total (FoyerKeyedList *self)
{
  g_return_val_if_fail (FOYER_IS_KEYED_LIST (self), 0);

  return FOYER_KEYED_LIST_GET_IFACE (self)->get_total (self);
}

/**
 * foyer_keyed_list_is_ready:
 * @self: a list
 *
 * Returns: whether a query was answered; until then it is not known how many rows there are
 */
gboolean
foyer_keyed_list_is_ready (FoyerKeyedList *self)
{
  g_return_val_if_fail (FOYER_IS_KEYED_LIST (self), FALSE);

  return FOYER_KEYED_LIST_GET_IFACE (self)->is_ready (self);
}

/**
 * foyer_keyed_list_is_pending:
 * @self: a list
 *
 * Returns: whether the rows shown are not yet those that were asked for
 */
gboolean
foyer_keyed_list_is_pending (FoyerKeyedList *self)
{
  g_return_val_if_fail (FOYER_IS_KEYED_LIST (self), FALSE);

  return FOYER_KEYED_LIST_GET_IFACE (self)->is_pending (self);
}

/**
 * foyer_keyed_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last query was not answered, in words
 */
const char *
foyer_keyed_list_get_error (FoyerKeyedList *self)
{
  FoyerKeyedListInterface *iface;

  g_return_val_if_fail (FOYER_IS_KEYED_LIST (self), NULL);

  iface = FOYER_KEYED_LIST_GET_IFACE (self);
  return iface->get_error != NULL ? iface->get_error (self) : NULL;
}

/**
 * foyer_keyed_list_set_seen:
 * @self: a list
 * @first: the first position in sight
 * @last: the last one
 *
 * A view keeps many more rows than it shows. Those in sight are told first when they change.
 */
void
foyer_keyed_list_set_seen (FoyerKeyedList *self, guint first, guint last)
{
  g_return_if_fail (FOYER_IS_KEYED_LIST (self));

  FOYER_KEYED_LIST_GET_IFACE (self)->set_seen (self, first, last);
}

/**
 * foyer_keyed_list_wait:
 * @self: a list
 * @microseconds: how long at most
 *
 * Waits for the answer to the query under way, and applies it. Nothing happens when there is none,
 * or when it takes longer: "queried" comes later, then.
 */
void
foyer_keyed_list_wait (FoyerKeyedList *self, gint64 microseconds)
{
  FoyerKeyedListInterface *iface;

  g_return_if_fail (FOYER_IS_KEYED_LIST (self));

  iface = FOYER_KEYED_LIST_GET_IFACE (self);
  if (iface->wait != NULL)
    iface->wait (self, microseconds);
}

/**
 * foyer_keyed_list_tell:
 * @self: a list
 *
 * Emits "queried".
 */
void
foyer_keyed_list_tell (FoyerKeyedList *self)
{
  g_return_if_fail (FOYER_IS_KEYED_LIST (self));

  g_signal_emit (self, signals[QUERIED], 0);
}

/**
 * foyer_keyed_list_tell_rows:
 * @self: a list
 *
 * Emits "rows-changed".
 */
void
foyer_keyed_list_tell_rows (FoyerKeyedList *self)
{
  g_return_if_fail (FOYER_IS_KEYED_LIST (self));

  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}
