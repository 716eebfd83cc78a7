/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-walk-in-store.h"

#include "foyer-clock.h"
#include "foyer-event.h"
#include "foyer-row-store.h"
#include "foyer-sale-store.h"
#include "foyer-sale-words.h"
#include "foyer-ticket-store.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_walk_in_store_sells:
 * @db: a connection
 * @event_id: an event
 * @tier_id: a tier of it, or nil
 *
 * Of an event that is only a list of guests nothing is sold.
 *
 * Returns: whether who gets the tier gets an order with it
 */
gboolean
foyer_walk_in_store_sells (FoyerDatabase *db, const FoyerUuid *event_id, const FoyerUuid *tier_id)
{
  g_autoptr (FoyerEvent) event = foyer_row_store_find (db, &FOYER_EVENT_TYPE, event_id, NULL);

  return event != NULL && event->status != FOYER_EVENT_DRAFT && !foyer_uuid_is_nil (tier_id);
}

/* A code of somebody else's making that nobody knows becomes theirs. */
static gboolean
complete (FoyerTransaction *transaction,
          const FoyerTicket *ticket,
          const FoyerTicket *guest,
          GError **error)
{
  g_autoptr (FoyerTicket) after = foyer_ticket_copy (ticket);

  if (guest->qr_code != NULL)
    {
      g_free (after->qr_code);
      after->qr_code = g_strdup (guest->qr_code);
    }
  g_free (after->company);
  after->company = g_strdup (guest->company);
  return foyer_transaction_update (transaction, ticket, after, error);
}

/* (transfer full) */
static FoyerScanResult *
scan (FoyerTransaction *transaction,
      const FoyerWalkInRequest *walk_in,
      const FoyerUuid *ticket_id,
      GError **error)
{
  FoyerScanRequest request = *walk_in->scan;

  request.ticket_id = *ticket_id;
  return foyer_check_in_store_scan_in (transaction, &request, error);
}

/* As at the box office: an order, what was paid, the till's book, and a place that is there. Who
 * paid is inside with it, or nothing was sold. */
static FoyerTicket *
sell (FoyerDatabase *db,
      const FoyerWalkInRequest *walk_in,
      FoyerScanResult **scanned,
      GError **error)
{
  const FoyerTicket *guest = walk_in->guest;
  const char *const names[] = { guest->attendee_name, NULL };
  const FoyerTender tender = {
    .method = walk_in->payment == FOYER_WALK_IN_CARD ? FOYER_PAY_CARD : FOYER_PAY_CASH,
    .amount = FOYER_NONE,
    .tendered = FOYER_NONE,
  };
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (db, FOYER_TILL_KIND_SALE, error);
  g_autoptr (FoyerSaleCart) cart = foyer_sale_cart_new ();
  g_autoptr (FoyerSaleResult) sold = NULL;
  g_autoptr (FoyerScanResult) result = NULL;
  const FoyerTicket *ticket;
  FoyerSaleRequest request;
  gint64 key;

  foyer_sale_cart_add (cart, &guest->tier_id, 1, FOYER_NONE);
  foyer_sale_cart_set_names (cart, 0, names);
  foyer_sale_cart_set_buyer (cart, guest->attendee_name, guest->attendee_email);
  if (walk_in->payment == FOYER_WALK_IN_GIVEN)
    foyer_sale_cart_set_complimentary (cart, _ ("Walk-in"));
  foyer_sale_request_init (&request, &guest->event_id, cart);
  request.tenders = &tender;
  request.n_tenders = 1;
  request.actor = walk_in->actor;
  if (transaction == NULL || !foyer_sale_store_sell (transaction, &request, &sold, error) ||
      !complete (transaction, sold->tickets->pdata[0], guest, error))
    return NULL;
  ticket = sold->tickets->pdata[0];
  key = ticket->row.key;
  if (walk_in->scan != NULL &&
      (result = scan (transaction, walk_in, &ticket->row.id, error)) == NULL)
    return NULL;
  if (!foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  if (scanned != NULL)
    *scanned = g_steal_pointer (&result);
  return foyer_row_store_get (db, &FOYER_TICKET_TYPE, key, error);
}

/* Where tickets are sold nobody comes in without one when all is over, as nobody is sold one. */
static gboolean
check_open (FoyerDatabase *db, const FoyerWalkInRequest *walk_in, GError **error)
{
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &walk_in->guest->event_id, error);

  if (event == NULL)
    return FALSE;
  if (walk_in->scan == NULL || event->status == FOYER_EVENT_DRAFT ||
      foyer_clock_now (db) < event->end_date)
    return TRUE;
  return foyer_sale_refuse_words (error, _ ("The event is over: nobody is let in any more."));
}

static FoyerTicket *
put_on_list (FoyerDatabase *db, const FoyerTicket *guest, gint64 *change_set, GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (db, "walk-in", error);
  g_autoptr (FoyerTicket) ticket = foyer_ticket_copy (guest);

  if (transaction == NULL || !foyer_ticket_store_add (transaction, ticket, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), change_set, error))
    return NULL;
  return g_steal_pointer (&ticket);
}

/**
 * foyer_walk_in_store_add:
 * @db: a connection that writes, in no transaction
 * @request: who
 * @change_set: (out) (optional): what can be undone; 0 of a sale, which is voided instead
 * @scanned: (out) (optional) (transfer full) (nullable): what the door says to whom a ticket was
 *   sold; of a list the caller scans, as a list is undone and what happened at a door is not
 * @error: return location
 *
 * Returns: (transfer full): their ticket, which is on disk; %NULL with error: CONFLICT with a
 * sentence when it cannot be sold
 */
FoyerTicket *
foyer_walk_in_store_add (FoyerDatabase *db,
                         const FoyerWalkInRequest *request,
                         gint64 *change_set,
                         FoyerScanResult **scanned,
                         GError **error)
{
  const FoyerTicket *guest = request->guest;

  if (change_set != NULL)
    *change_set = 0;
  if (scanned != NULL)
    *scanned = NULL;
  if (foyer_walk_in_store_sells (db, &guest->event_id, &guest->tier_id))
    return sell (db, request, scanned, error);
  return check_open (db, request, error) ? put_on_list (db, guest, change_set, error) : NULL;
}
