/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-key-selection.h"

struct _FoyerKeySelection
{
  GObject parent_instance;

  FoyerKeyedList *list; /* (owned) */
  GtkBitset *keys;      /* (owned): compressed, a million neighbours are a few bytes */
  guint limit;          /* only so many rows are offered to the view for now */
  guint n_items;        /* that the view knows of */
};

enum
{
  CHOSEN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (G_LIST_MODEL (FOYER_KEY_SELECTION (model)->list));
}

static guint
get_n_items (GListModel *model)
{
  return FOYER_KEY_SELECTION (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (FOYER_KEY_SELECTION (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Keys are given one after the other: four thousand million are never reached. 0 is nobody. */
static guint
key_at (FoyerKeySelection *self, guint position)
{
  gint64 key = foyer_keyed_list_get_key (self->list, position);

  return key > 0 && key <= G_MAXUINT ? key : 0;
}

static void
tell (FoyerKeySelection *self, guint position, guint n)
{
  if (position < self->n_items && n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n, self->n_items - position));
  g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
}

static void
tell_all (FoyerKeySelection *self)
{
  tell (self, 0, get_n_items (G_LIST_MODEL (self)));
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);

  return gtk_bitset_contains (self->keys, key_at (self, position));
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();

  if (!gtk_bitset_is_empty (self->keys))
    for (guint i = position; i < position + n; i++)
      if (gtk_bitset_contains (self->keys, key_at (self, i)))
        gtk_bitset_add (selected, i);
  return selected;
}

/* Keys stand in any order. Those of many rows are sorted by a bit for each, so that neighbours go
 * in as one range: a million in 2 ms instead of 35. */
static void
add_range (FoyerKeySelection *self, guint position, guint n)
{
  g_autofree guint64 *bits = NULL;
  guint low = G_MAXUINT, high = 0;

  for (guint i = position; i < position + n; i++)
    {
      guint key = key_at (self, i);

      low = key != 0 ? MIN (low, key) : low;
      high = MAX (high, key);
    }
  if (low > high)
    return;
  if ((high - low) / 64 < n)
    bits = g_new0 (guint64, (high - low) / 64 + 1);
  for (guint i = position; i < position + n; i++)
    {
      guint key = key_at (self, i);

      if (key == 0)
        continue;
      if (bits != NULL)
        bits[(key - low) / 64] |= G_GUINT64_CONSTANT (1) << ((key - low) % 64);
      else
        gtk_bitset_add (self->keys, key);
    }
  for (guint64 at = 0, end; bits != NULL && at <= high - low; at = end + 1)
    {
      for (end = at; end <= high - low && (bits[end / 64] >> (end % 64) & 1); end++)
        continue;
      if (end > at)
        gtk_bitset_add_range (self->keys, low + at, end - at);
    }
}

static gboolean
select_range (GtkSelectionModel *model, guint position, guint n, gboolean unselect_rest)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);

  if (unselect_rest)
    gtk_bitset_remove_all (self->keys);
  add_range (self, position, n);
  if (unselect_rest)
    tell_all (self);
  else
    tell (self, position, n);
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return select_range (model, position, 1, unselect_rest);
}

static gboolean
unselect_range (GtkSelectionModel *model, guint position, guint n)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);

  for (guint i = position; i < position + n; i++)
    gtk_bitset_remove (self->keys, key_at (self, i));
  tell (self, position, n);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  return unselect_range (model, position, 1);
}

/* All that are found; who was selected and is filtered away is not, afterwards: what one sees is
 * what one gets. */
static gboolean
select_all (GtkSelectionModel *model)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);

  return select_range (model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)), TRUE);
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);

  if (gtk_bitset_is_empty (self->keys))
    return TRUE;
  gtk_bitset_remove_all (self->keys);
  tell_all (self);
  return TRUE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (model);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_is_empty (mask))
    return TRUE;
  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, mask, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      guint key = key_at (self, position);

      if (key != 0 && gtk_bitset_contains (selected, position))
        gtk_bitset_add (self->keys, key);
      else
        gtk_bitset_remove (self->keys, key);
    }
  tell (self, gtk_bitset_get_minimum (mask),
        gtk_bitset_get_maximum (mask) - gtk_bitset_get_minimum (mask) + 1);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerKeySelection,
                               foyer_key_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_init))

/* The list only ever grows and shrinks at its end. */
static void
items_changed_cb (FoyerKeySelection *self)
{
  guint before = self->n_items;
  guint after = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->list)), self->limit);

  self->n_items = after;
  if (after > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, after - before);
  else if (after < before)
    g_list_model_items_changed (G_LIST_MODEL (self), after, before - after, 0);
}

/* Other rows stand at the positions now. */
static void
queried_cb (FoyerKeySelection *self)
{
  guint n = get_n_items (G_LIST_MODEL (self));

  if (n > 0 && !gtk_bitset_is_empty (self->keys))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
}

static void
foyer_key_selection_finalize (GObject *object)
{
  FoyerKeySelection *self = FOYER_KEY_SELECTION (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->keys, gtk_bitset_unref);

  G_OBJECT_CLASS (foyer_key_selection_parent_class)->finalize (object);
}

static void
foyer_key_selection_class_init (FoyerKeySelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_key_selection_finalize;

  signals[CHOSEN_CHANGED] = g_signal_new ("chosen-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_key_selection_init (FoyerKeySelection *self)
{
  self->keys = gtk_bitset_new_empty ();
  self->limit = G_MAXUINT;
}

FoyerKeySelection *
foyer_key_selection_new (FoyerKeyedList *list)
{
  FoyerKeySelection *self = g_object_new (FOYER_TYPE_KEY_SELECTION, NULL);

  self->list = g_object_ref (list);
  self->n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "queried", G_CALLBACK (queried_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
foyer_key_selection_set_limit (FoyerKeySelection *self, guint limit)
{
  g_return_if_fail (FOYER_IS_KEY_SELECTION (self));

  self->limit = limit;
  items_changed_cb (self);
}

guint64
foyer_key_selection_get_size (FoyerKeySelection *self)
{
  g_return_val_if_fail (FOYER_IS_KEY_SELECTION (self), 0);

  return gtk_bitset_get_size (self->keys);
}

gboolean
foyer_key_selection_has_key (FoyerKeySelection *self, gint64 key)
{
  g_return_val_if_fail (FOYER_IS_KEY_SELECTION (self), FALSE);

  return key > 0 && key <= G_MAXUINT && gtk_bitset_contains (self->keys, key);
}

static void
append_hidden (FoyerKeySelection *self, GArray *keys)
{
  g_autoptr (GtkBitset) hidden = gtk_bitset_copy (self->keys);
  GtkBitsetIter iter;
  guint hidden_key;

  for (guint i = 0; i < keys->len; i++)
    gtk_bitset_remove (hidden, g_array_index (keys, gint64, i));
  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, hidden, &hidden_key); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &hidden_key))
    {
      gint64 key = hidden_key;

      g_array_append_val (keys, key);
    }
}

GArray *
foyer_key_selection_dup_keys (FoyerKeySelection *self)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 *shown;
  guint64 n_selected;
  guint n_shown;

  g_return_val_if_fail (FOYER_IS_KEY_SELECTION (self), keys);

  n_selected = gtk_bitset_get_size (self->keys);
  shown = foyer_keyed_list_get_keys (self->list, &n_shown);
  for (guint i = 0; i < n_shown && keys->len < n_selected; i++)
    if (foyer_key_selection_has_key (self, shown[i]))
      g_array_append_val (keys, shown[i]);
  if (keys->len < n_selected)
    append_hidden (self, keys);
  return keys;
}

void
foyer_key_selection_choose (FoyerKeySelection *self, gint64 key)
{
  g_return_if_fail (FOYER_IS_KEY_SELECTION (self));

  gtk_bitset_remove_all (self->keys);
  if (key > 0 && key <= G_MAXUINT)
    gtk_bitset_add (self->keys, key);
  tell_all (self);
}
