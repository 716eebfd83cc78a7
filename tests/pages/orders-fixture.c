/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "orders-fixture.h"

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerOrdersFixture *self = data;
  g_autoptr (GError) error = NULL;

  self->replica = foyer_replica_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
has_replica (gpointer data)
{
  return ((FoyerOrdersFixture *) data)->replica != NULL;
}

static void
did_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_variant_get_child (parameter, 0, "x", &((FoyerOrdersFixture *) data)->change_set);
}

static void
show_person_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_variant_get_child (parameter, 1, "x", &((FoyerOrdersFixture *) data)->person);
}

static void
nothing_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
}

static const GActionEntry entries[] = {
  { .name = "did-change", .activate = did_change_cb, .parameter_type = "(xs)" },
  { .name = "undo-change", .activate = nothing_cb, .parameter_type = "x" },
  { .name = "show-person", .activate = show_person_cb, .parameter_type = "(sx)" },
  { .name = "open-box-office", .activate = nothing_cb },
};

void
foyer_orders_set_up (FoyerOrdersFixture *self, gconstpointer currency)
{
  static const char *const keys[] = { "orders-columns", "orders-widths", "orders-sort",
                                      "orders-sort-descending" };
  g_autofree char *path = NULL;

  till_set_up (&self->till, currency);
  till_open (&self->till, 10000);
  path = g_build_filename (self->till.dir, "replica.foyer", NULL);
  foyer_replica_open_async (path, NULL, opened_cb, self);
  foyer_test_wait_for (has_replica, self);
  self->settings = g_settings_new ("io.github.foyerapp.Foyer");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->settings, keys[i]);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* A SELECT that nobody read to its end would keep every page in the past. */
static void
check_reader (FoyerOrdersFixture *self)
{
  FoyerDatabase *reader = foyer_replica_get_reader (self->replica);

  g_assert_cmpint (sqlite3_txn_state (foyer_database_get_handle (reader), NULL), ==,
                   SQLITE_TXN_NONE);
}

void
foyer_orders_tear_down (FoyerOrdersFixture *self, gconstpointer currency)
{
  gpointer page = self->page;
  gpointer replica = self->replica;

  if (page != NULL)
    g_object_add_weak_pointer (page, &page);
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  foyer_test_wait_for (is_gone, &page);
  foyer_replica_drain (self->replica);
  check_reader (self);
  g_object_add_weak_pointer (replica, &replica);
  g_clear_object (&self->replica);
  foyer_test_wait_for (is_gone, &replica);
  g_clear_object (&self->settings);
  till_tear_down (&self->till, currency);
}

static const char *const *
or_cash (const char *const *tenders)
{
  static const char *const cash[] = { "cash", NULL };

  return tenders != NULL ? tenders : cash;
}

gint64
foyer_orders_sell (FoyerOrdersFixture *self,
                   guint tier,
                   gint64 quantity,
                   const char *name,
                   const char *const *tenders,
                   gboolean allows_rest)
{
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autoptr (GError) error = NULL;

  foyer_sale_cart_add (cart, &self->till.tiers[tier], quantity, FOYER_NONE);
  cart->buyer_name = g_strdup (name);
  till_sell_cart (self->till.db, &self->till.event_id, cart, or_cash (tenders), allows_rest, &sold,
                  &error);
  g_assert_no_error (error);
  return sold->order->row.key;
}

void
foyer_orders_open (FoyerOrdersFixture *self)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->page = FOYER_ORDERS_PAGE (
      foyer_orders_page_new (self->replica, self->settings, &self->till.event_id));
  self->window = GTK_WINDOW (gtk_window_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (actions));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (self->page));
  gtk_window_set_child (self->window, overlay);
  gtk_window_set_default_size (self->window, 1000, 700);
  gtk_window_present (self->window);
}

typedef struct
{
  FoyerOrdersFixture *fixture;
  const char *sql;
  gint64 n;
} Awaited;

static gboolean
has_rows (gpointer data)
{
  const Awaited *awaited = data;
  FoyerOrderTable *table = awaited->fixture->page->table;

  return !foyer_keyed_list_is_pending (FOYER_KEYED_LIST (table)) &&
         g_list_model_get_n_items (G_LIST_MODEL (table)) == awaited->n;
}

void
foyer_orders_wait_rows (FoyerOrdersFixture *self, guint n)
{
  Awaited awaited = { self, NULL, n };

  foyer_test_wait_for (has_rows, &awaited);
}

static gboolean
has_count (gpointer data)
{
  const Awaited *awaited = data;

  return till_count (awaited->fixture->till.db, awaited->sql) == awaited->n;
}

void
foyer_orders_wait_count (FoyerOrdersFixture *self, const char *sql, gint64 n)
{
  Awaited awaited = { self, sql, n };

  foyer_test_wait_for (has_count, &awaited);
}

gint64
foyer_orders_count (FoyerOrdersFixture *self, const char *sql)
{
  return till_count (self->till.db, sql);
}
