/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier-store.h"
#include "foyer-order.h"
#include "foyer-sale-cart.h"
#include "foyer-tender.h"
#include "foyer-ticket.h"

G_BEGIN_DECLS

/* What is refused until somebody who was told of it says so again. */
#define FOYER_SALE_ERROR (foyer_sale_error_quark ())
typedef enum
{
  FOYER_SALE_ERROR_USED, /* a voucher paid before: there may be something left on it */
} FoyerSaleError;

GQuark foyer_sale_error_quark (void);

/* A sale is decided and written here, in one transaction, from what this desk holds: order, tickets, payments, the lines of the
 * till's book, the places that it takes. After foyer_transaction_commit () all of it is on disk, or nothing. It is not undone but
 * voided: begin the transaction as one of FOYER_TILL_KIND_SALE. */
#define FOYER_TILL_KIND_SALE "till-sale"

/* What a server takes as one sale. */
#define FOYER_SALE_TICKETS_MAX  1000
#define FOYER_SALE_PAYMENTS_MAX 20

/* What becomes of what is not paid at once. */
typedef enum
{
  FOYER_SALE_REST_REFUSED,
  FOYER_SALE_REST_LATER, /* the order waits for it, and says so */
  FOYER_SALE_REST_BEGUN, /* it is paid in parts, and this is the first: see foyer-sale-part-store.h */
} FoyerSaleRest;

typedef struct
{
  FoyerUuid            event_id;
  const FoyerSaleCart *cart;
  const FoyerTender   *tenders;
  guint                n_tenders;
  FoyerTillActor       actor;
  FoyerSaleRest        rest;
  gboolean             needs_codes;    /* a code that does nothing refuses it; a person would see so before */
  gint64               expected_total; /* what the buyer was told; FOYER_NONE: whatever it costs */
} FoyerSaleRequest;

typedef struct
{
  FoyerOrder *order;    /* (owned) as it is now */
  GPtrArray  *tickets;  /* (owned) (element-type FoyerTicket) in the order of the cart; of a payment those it made of a reservation */
  GPtrArray  *payments; /* (owned) (element-type FoyerPayment) those written now */
  gint64      change;   /* what comes back of the cash */
  gint64      due;      /* what is still to be paid */
  gint64      proposed; /* of a void: what was paid online, and waits for somebody to send it back */
  FoyerPromoCode *promo; /* (owned) (nullable) the code it was bought with, where that is still there */
  GPtrArray  *prints;   /* (owned) (nullable) (element-type FoyerPrintJob) what was queued with it */
  guint       n_in;      /* who was checked in with it */
  guint       n_outside; /* and whom the door did not let in */
} FoyerSaleResult;

void     foyer_sale_request_init (FoyerSaleRequest       *request,
                                  const FoyerUuid        *event_id,
                                  const FoyerSaleCart    *cart);
FoyerSaleResult *foyer_sale_result_new (void);
void     foyer_sale_result_free  (FoyerSaleResult        *self);

/* CONFLICT with a sentence: sold out, a price that changed, too little money, a closed till, … INVALID: a name or address that the
 * event asks for. */
gboolean foyer_sale_store_sell   (FoyerTransaction       *transaction,
                                  const FoyerSaleRequest *request,
                                  FoyerSaleResult       **result,
                                  GError                **error);
/* The rest of an order that waits for it, also one of the web; of one that expired its places are taken anew, if they are there. */
gboolean foyer_sale_store_pay    (FoyerTransaction       *transaction,
                                  const FoyerUuid        *order_id,
                                  const FoyerTender      *tenders,
                                  guint                   n_tenders,
                                  gboolean                allows_rest,
                                  const FoyerTillActor   *actor,
                                  FoyerSaleResult       **result,
                                  GError                **error);
/* As if it had not been: all money goes back as it came, all tickets are cancelled. */
gboolean foyer_sale_store_void   (FoyerTransaction       *transaction,
                                  const FoyerUuid        *order_id,
                                  const char             *reason,
                                  const FoyerTillActor   *actor,
                                  FoyerSaleResult       **result,
                                  GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSaleResult, foyer_sale_result_free)

G_END_DECLS
