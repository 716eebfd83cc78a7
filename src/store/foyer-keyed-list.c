/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-keyed-list.h"

enum
{
  QUERIED,
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
