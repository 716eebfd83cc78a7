/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does at a desk's window and foyerctl has no word for:
 *
 *   sync-act REPLICA EVENT rename CODE NAME     note CODE TEXT     cancel CODE     reinstate CODE
 *                          uncheck CODE         print CODE         reissue CODE
 *                          add NAME CODE        undo CHANGE-SET
 *                          open                 sell TIER N NAME   void NAME   pay-in AMOUNT
 *
 * What is sold is paid half by card, half in cash when the till is open.
 * Prints the change set that it made. Exit status 1: refused, with the sentence on standard error.
 */
#include "foyer-check-in-undo.h"
#include "foyer-event-store.h"
#include "foyer-row-store.h"
#include "foyer-sale-store.h"
#include "foyer-ticket-store.h"
#include "foyer-till-store.h"

#include <locale.h>

typedef struct
{
  FoyerDatabase *db;
  FoyerEvent *event;
  char **words; /* after the act's name */
} Desk;

static FoyerTicket *
find_ticket (Desk *self, GError **error)
{
  g_autoptr (GPtrArray) found = foyer_ticket_store_find_code (self->db, self->words[0], error);

  if (found != NULL && found->len == 0)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "There is no “%s”.",
                 self->words[0]);
  return found != NULL && found->len > 0 ? foyer_row_copy (g_ptr_array_index (found, 0)) : NULL;
}

static gboolean
set_text (FoyerTransaction *transaction, Desk *self, gsize offset, GError **error)
{
  g_autoptr (FoyerTicket) before = find_ticket (self, error);
  g_autoptr (FoyerTicket) after = NULL;
  char **field;

  if (before == NULL)
    return FALSE;
  after = foyer_row_copy (before);
  field = G_STRUCT_MEMBER_P (after, offset);
  g_free (*field);
  *field = g_strdup (self->words[1]);
  return foyer_transaction_update (transaction, before, after, error);
}

static gboolean
rename_ticket (FoyerTransaction *transaction, Desk *self, GError **error)
{
  return set_text (transaction, self, G_STRUCT_OFFSET (FoyerTicket, attendee_name), error);
}

static gboolean
note (FoyerTransaction *transaction, Desk *self, GError **error)
{
  return set_text (transaction, self, G_STRUCT_OFFSET (FoyerTicket, notes), error);
}

static gboolean
cancel (FoyerTransaction *transaction, Desk *self, GError **error)
{
  g_autoptr (FoyerTicket) ticket = find_ticket (self, error);

  return ticket != NULL && foyer_ticket_store_cancel (transaction, ticket->row.key, FALSE, error);
}

static gboolean
reinstate (FoyerTransaction *transaction, Desk *self, GError **error)
{
  g_autoptr (FoyerTicket) ticket = find_ticket (self, error);

  return ticket != NULL && foyer_ticket_store_reinstate (transaction, ticket->row.key, error);
}

static gboolean
reissue (FoyerTransaction *transaction, Desk *self, GError **error)
{
  g_autoptr (FoyerTicket) ticket = find_ticket (self, error);

  return ticket != NULL && foyer_ticket_store_reissue (transaction, ticket->row.key, error);
}

static gboolean
print (FoyerTransaction *transaction, Desk *self, GError **error)
{
  g_autoptr (FoyerTicket) ticket = find_ticket (self, error);

  return ticket != NULL &&
         foyer_ticket_store_mark_printed (transaction, &ticket->row.key, 1, error);
}

static gboolean
add (FoyerTransaction *transaction, Desk *self, GError **error)
{
  g_autoptr (FoyerTicket) ticket = foyer_row_new (&FOYER_TICKET_TYPE);

  ticket->event_id = self->event->row.id;
  ticket->attendee_name = g_strdup (self->words[0]);
  ticket->qr_code = g_strdup (self->words[1]);
  return foyer_ticket_store_add (transaction, ticket, error);
}

static FoyerTier *
find_tier (Desk *self, GError **error)
{
  g_autoptr (GPtrArray) tiers = foyer_event_store_tiers (self->db, &self->event->row.id, error);

  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      FoyerTier *tier = g_ptr_array_index (tiers, i);

      if (g_str_equal (tier->name, self->words[0]))
        return foyer_row_copy (tier);
    }
  if (tiers != NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "There is no tier “%s”.",
                 self->words[0]);
  return NULL;
}

static const FoyerTillActor nobody = { { { 0 } }, { { 0 } } };

static gboolean
open_till (FoyerTransaction *transaction, Desk *self, GError **error)
{
  return foyer_till_store_open (transaction, &self->event->row.id, &nobody, NULL, 10000, error);
}

static gboolean
pay_in (FoyerTransaction *transaction, Desk *self, GError **error)
{
  return foyer_till_store_pay_in (transaction, &self->event->row.id, &nobody,
                                  g_ascii_strtoll (self->words[0], NULL, 10), "Change", error);
}

static gboolean
sell (FoyerTransaction *transaction, Desk *self, GError **error)
{
  g_autoptr (FoyerTier) tier = find_tier (self, error);
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  FoyerTender tenders[2] = { { FOYER_PAY_CARD, FOYER_NONE, FOYER_NONE, "0815" },
                             { FOYER_PAY_CASH, FOYER_NONE, FOYER_NONE, NULL } };
  FoyerTillSession session;
  FoyerSaleRequest request;
  int n = atoi (self->words[1]);

  if (tier == NULL ||
      !foyer_till_store_get_session (self->db, &self->event->row.id, &session, error))
    return FALSE;
  foyer_sale_cart_add (cart, &tier->row.id, n, FOYER_NONE);
  foyer_sale_cart_set_buyer (cart, self->words[2], NULL);
  foyer_sale_request_init (&request, &self->event->row.id, cart);
  request.tenders = tenders;
  request.n_tenders = tier->price == 0 ? 0 : 1;
  if (tier->price > 0 && !foyer_uuid_is_nil (&session.session_id))
    {
      tenders[0].amount = tier->price * n / 2;
      request.n_tenders = 2;
    }
  return foyer_sale_store_sell (transaction, &request, NULL, error);
}

static gboolean
void_sale (FoyerTransaction *transaction, Desk *self, GError **error)
{
  static const char tail[] = "WHERE buyer_name = ?1 AND deleted_at IS NULL";
  sqlite3_stmt *statement = foyer_row_store_select (self->db, &FOYER_ORDER_TYPE, tail, error);
  g_autoptr (FoyerOrder) order = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, self->words[0], -1, SQLITE_STATIC);
  order = foyer_row_store_read_first (self->db, &FOYER_ORDER_TYPE, statement, error);
  if (order != NULL)
    return foyer_sale_store_void (transaction, &order->row.id, "a slip", &nobody, NULL, error);
  if (error != NULL && *error == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "“%s” bought nothing.",
                 self->words[0]);
  return FALSE;
}

/* All that is due, with a card. */
static gboolean
pay (FoyerTransaction *transaction, Desk *self, GError **error)
{
  static const char tail[] = "WHERE buyer_name = ?1 AND deleted_at IS NULL";
  static const FoyerTender card = { FOYER_PAY_CARD, FOYER_NONE, FOYER_NONE, "0816" };
  sqlite3_stmt *statement = foyer_row_store_select (self->db, &FOYER_ORDER_TYPE, tail, error);
  g_autoptr (FoyerOrder) order = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, self->words[0], -1, SQLITE_STATIC);
  order = foyer_row_store_read_first (self->db, &FOYER_ORDER_TYPE, statement, error);
  if (order != NULL)
    return foyer_sale_store_pay (transaction, &order->row.id, &card, 1, FALSE, &nobody, NULL, error);
  if (error != NULL && *error == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND, "“%s” bought nothing.",
                 self->words[0]);
  return FALSE;
}

/* These two have transactions of their own. */
static gboolean
uncheck (Desk *self, gint64 *change_set, GError **error)
{
  g_autoptr (FoyerTicket) ticket = find_ticket (self, error);
  g_autoptr (GPtrArray) facts = NULL;
  const FoyerCheckIn *entry = NULL;

  *change_set = 0;
  if (ticket == NULL)
    return FALSE;
  facts = foyer_check_in_store_history (self->db, &ticket->row.id, error);
  for (guint i = 0; facts != NULL && i < facts->len; i++)
    {
      const FoyerCheckIn *fact = g_ptr_array_index (facts, i);

      if (fact->direction == FOYER_DIRECTION_ENTRY && foyer_verdict_is_entry (fact->verdict) &&
          (entry == NULL || fact->time > entry->time))
        entry = fact;
    }
  if (facts == NULL)
    return FALSE;
  if (entry == NULL)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "Nobody came in with this.");
      return FALSE;
    }
  return foyer_check_in_store_undo (self->db, &entry->row.id, "a slip", FOYER_NONE, error);
}

static gboolean
undo (Desk *self, gint64 *change_set, GError **error)
{
  guint n_kept;

  return foyer_check_in_undo_change_set (self->db, g_ascii_strtoll (self->words[0], NULL, 10),
                                         change_set, &n_kept, error);
}

static const struct
{
  const char *name;
  guint n_words;
  gboolean (*within) (FoyerTransaction *transaction, Desk *self, GError **error);
  gboolean (*alone) (Desk *self, gint64 *change_set, GError **error);
  gboolean is_of_till;
} acts[] = {
  { "rename", 2, rename_ticket, NULL },
  { "note", 2, note, NULL },
  { "cancel", 1, cancel, NULL },
  { "reinstate", 1, reinstate, NULL },
  { "reissue", 1, reissue, NULL },
  { "print", 1, print, NULL },
  { "add", 2, add, NULL },
  { "open", 0, open_till, NULL, TRUE },
  { "pay-in", 1, pay_in, NULL, TRUE },
  { "sell", 3, sell, NULL, TRUE },
  { "void", 1, void_sale, NULL, TRUE },
  { "pay", 1, pay, NULL, TRUE },
  { "uncheck", 1, NULL, uncheck },
  { "undo", 1, NULL, undo },
};

static gboolean
run (Desk *self, guint i, gint64 *change_set, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = NULL;

  if (acts[i].alone != NULL)
    return acts[i].alone (self, change_set, error);
  transaction = foyer_transaction_begin (
      self->db, acts[i].is_of_till ? FOYER_TILL_KIND_SALE : acts[i].name, error);
  if (transaction == NULL || !acts[i].within (transaction, self, error))
    return FALSE;
  return foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (FoyerDatabase) db = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  gint64 change_set = 0;

  setlocale (LC_ALL, "");
  for (guint i = 0; argc > 3 && i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (argv[3], acts[i].name) && (guint) argc == 4 + acts[i].n_words)
      {
        db = foyer_database_open (argv[1], FOYER_DATABASE_READ_WRITE, &error);
        event = db != NULL ? foyer_event_store_find (db, argv[2], &error) : NULL;
        if (event == NULL ||
            !run (&(Desk){ .db = db, .event = event, .words = argv + 4 }, i, &change_set, &error))
          {
            g_printerr ("%s\n", error->message);
            return 1;
          }
        g_print ("%" G_GINT64_FORMAT "\n", change_set);
        return 0;
      }
  g_printerr ("This is no act.\n");
  return 2;
}
