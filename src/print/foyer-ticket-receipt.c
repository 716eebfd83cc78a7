/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-receipt.h"

#include "foyer-receipt-words.h"
#include "foyer-row.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_ticket_receipt_build:
 * @ticket: what is on it
 *
 * Writes a ticket for a roll or a small sheet. Main thread. Several tickets become one job by foyer_receipt_append().
 *
 * Returns: (transfer full): the ticket
 */
FoyerReceipt *
foyer_ticket_receipt_build (const FoyerTicketReceipt *ticket)
{
  g_autofree char *when = NULL;
  g_autofree char *title = NULL;
  FoyerReceipt *receipt;

  g_return_val_if_fail (ticket != NULL, NULL);

  /* Translators: the number of an order. */
  title = g_strdup_printf (_ ("Ticket %s"),
                           ticket->order_number != NULL ? ticket->order_number : "");
  when = foyer_receipt_when (ticket->event_start, ticket->zone);
  receipt = foyer_receipt_new (title);
  foyer_receipt_add_mark (receipt, ticket->mark);
  foyer_receipt_add_copy_mark (receipt, ticket->copied_at, ticket->zone);
  foyer_receipt_add_image (receipt, ticket->logo);
  foyer_receipt_add_text (receipt, ticket->event, FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, when, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_BOLD);
  foyer_receipt_add_text (receipt, ticket->venue, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_text (receipt, ticket->address, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
  foyer_receipt_add_rule (receipt);
  foyer_receipt_add_text (receipt, ticket->attendee, FOYER_RECEIPT_CENTRE,
                          FOYER_RECEIPT_BOLD | FOYER_RECEIPT_DOUBLE);
  foyer_receipt_add_text (receipt, ticket->tier, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_BOLD);
  if (ticket->code != NULL)
    foyer_receipt_add_qr (receipt, ticket->code);
  foyer_receipt_add_fact (receipt, _ ("Price"), ticket->price);
  foyer_receipt_add_fact (receipt, _ ("Order"), ticket->order_number);
  foyer_receipt_add_fact (receipt, _ ("Ticket"), ticket->place);
  if (ticket->footer != NULL && *ticket->footer != '\0')
    {
      foyer_receipt_add_rule (receipt);
      foyer_receipt_add_text (receipt, ticket->footer, FOYER_RECEIPT_CENTRE, FOYER_RECEIPT_PLAIN);
    }
  foyer_receipt_add_mark (receipt, ticket->mark);
  return receipt;
}
