/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to an order of two tickets, and what it leaves behind. */
#pragma once

#include "foyer-payment.h"
#include "till-fixture.h"

/* CHF: two tickets of 120.03 are 240.06, in cash 240.05. */
#define CURRENCY "CHF"

typedef enum
{
  RENAME,
  TRANSFER,
  SET_BUYER,
  MOVE,   /* the first ticket to tier */
  SPLIT,  /* the first n_tickets off */
  CANCEL, /* the first n_tickets; 0: all */
  REFUND, /* amount of the first n_tickets */
  PAY,    /* the rest */
  VOID,
  RETURN,   /* what was paid twice */
  AGAIN,    /* no act of these: all goes back at another desk, too */
  ONLINE,   /* no act of these: the web brings amount, 0: all, as a desk was away */
  CHECK_IN, /* no act of these: somebody comes */
  CLOSE,    /* the till */
  END,      /* the order: all of its money went back elsewhere */
} What;

typedef struct
{
  What what;
  guint n_tickets;
  gint64 amount;      /* 0: all */
  int method;         /* a FoyerPayMethod plus 1; 0: as it was paid */
  const char *tender; /* of MOVE, PAY */
  guint tier;
  gboolean keeps_tickets;
  const char *text; /* a name or a reason; "-": none */
} Act;

typedef struct
{
  const char *name;
  const char *sale[4]; /* how two tickets of VIP are paid; "rest": that may be less */
  guint fee;           /* a service fee for each ticket, on top */
  Act acts[3];
  const char *refused; /* (nullable) a part of the sentence; then the last act changes nothing */
  const char *rows;    /* expected; NULL with refused: those before the last act */
} Case;

#define SOLD "COMPLETED 24006|VIP 12003 VALID,VIP 12003 VALID"

static const Case cases[] = {
  { "sold in cash",
    { "cash:300" },
    0,
    { { 0 } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1||OPEN,SALE,PAYMENT|34005" },
  { "sold in two ways",
    { "card:100", "cash:200" },
    0,
    { { 0 } },
    NULL,
    SOLD "|PAYMENT CARD 10000 0,PAYMENT CASH 14006 -1||OPEN,SALE,PAYMENT,PAYMENT|24005" },
  { "renamed",
    { "card" },
    0,
    { { RENAME, .text = "Zoë" } },
    NULL,
    SOLD "|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT|10000" },
  { "renamed to nobody", { "card" }, 0, { { RENAME, .text = " " } }, "Write a name", NULL },
  { "of another buyer",
    { "card" },
    0,
    { { SET_BUYER, .text = "Zoë" } },
    NULL,
    SOLD "|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT|10000" },
  { "transferred",
    { "card" },
    0,
    { { TRANSFER, .text = "Zoë" } },
    NULL,
    SOLD "|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT|10000" },
  { "transferred when used",
    { "card" },
    0,
    { { CHECK_IN }, { TRANSFER, .text = "Zoë" } },
    "came in with this ticket",
    NULL },
  { "transferred when cancelled",
    { "card" },
    0,
    { { CANCEL, .n_tickets = 1, .text = "Ill" }, { TRANSFER, .text = "Zoë" } },
    "is cancelled",
    NULL },
  { "to a cheaper tier",
    { "cash:300" },
    0,
    { { MOVE, .tier = TILL_STANDARD } },
    NULL,
    "COMPLETED 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND CASH 7103 2"
    "||OPEN,SALE,PAYMENT,VOID,REFUND|26900" },
  { "to a cheaper tier, by transfer",
    { "cash:300" },
    0,
    { { MOVE, .tier = TILL_STANDARD, .method = FOYER_PAY_TRANSFER + 1 } },
    NULL,
    "COMPLETED 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND TRANSFER "
    "7103 0||OPEN,SALE,PAYMENT,VOID,REFUND|34005" },
  { "to a cheaper tier, after more went back than is left",
    { "card" },
    0,
    { { REFUND, .amount = 20000, .keeps_tickets = TRUE, .text = "Sorry" },
      { MOVE, .tier = TILL_STANDARD, .method = FOYER_PAY_CARD + 1 } },
    NULL,
    "PARTLY_REFUNDED 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 20000 "
    "0,REFUND CARD 4006 0|CONFIRMED 20000|OPEN,SALE,PAYMENT,REFUND,VOID,REFUND|10000" },
  { "to a cheaper tier, after all went back",
    { "card" },
    0,
    { { REFUND, .keeps_tickets = TRUE, .text = "Sorry" }, { MOVE, .tier = TILL_STANDARD } },
    NULL,
    "PARTLY_REFUNDED 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 24006 "
    "0|CONFIRMED 24006|OPEN,SALE,PAYMENT,REFUND,VOID|10000" },
  { "to a dearer tier",
    { "card" },
    0,
    { { MOVE, .tier = TILL_STANDARD }, { MOVE, .tier = TILL_VIP, .tender = "cash:100" } },
    NULL,
    "COMPLETED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 7103 0,"
    "PAYMENT CASH 7103 2||OPEN,SALE,PAYMENT,VOID,REFUND,VOID,PAYMENT|17105" },
  { "to a dearer tier, for too little",
    { "card" },
    0,
    { { MOVE, .tier = TILL_STANDARD }, { MOVE, .tier = TILL_VIP, .tender = "card:71" } },
    "still to be paid",
    NULL },
  { "to the same tier",
    { "card" },
    0,
    { { MOVE, .tier = TILL_VIP } },
    "of this tier already",
    NULL },
  { "to another tier when all is over",
    { "card" },
    0,
    { { END }, { MOVE, .tier = TILL_STANDARD } },
    "is over already",
    NULL },
  { "to another tier before it is paid",
    { "cash:100", "rest" },
    0,
    { { MOVE, .tier = TILL_STANDARD } },
    NULL,
    "PENDING 16903|Standard 4900 VALID,VIP 12003 VALID|PAYMENT CASH 10000 0||OPEN,SALE,PAYMENT,"
    "VOID|20000" },
  { "split",
    { "cash:300" },
    0,
    { { SPLIT, .n_tickets = 1 } },
    NULL,
    "COMPLETED 12003|VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND CASH 12003 2||OPEN,SALE,PAYMENT,"
    "VOID,REFUND|34005" },
  { "split while the till is closed",
    { "cash:300" },
    0,
    { { CLOSE }, { SPLIT, .n_tickets = 1 } },
    NULL,
    "COMPLETED 12003|VIP 12003 VALID|PAYMENT CASH 24006 -1,REFUND CASH 12003 2||OPEN,SALE,PAYMENT,"
    "CLOSE,VOID,REFUND|0" },
  { "split of all", { "card" }, 0, { { SPLIT, .n_tickets = 2 } }, "and leave one", NULL },
  { "split of a refunded one",
    { "card" },
    0,
    { { REFUND, .text = "Rain" }, { SPLIT, .n_tickets = 1 } },
    "Only an order that stands",
    NULL },
  { "some cancelled",
    { "card" },
    0,
    { { CANCEL, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "COMPLETED 24006|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 24006 0||OPEN,SALE,PAYMENT,"
    "VOID|10000" },
  { "some cancelled before it is paid",
    { "cash:100", "rest" },
    0,
    { { CANCEL, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "PENDING 12003|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CASH 10000 0||OPEN,SALE,PAYMENT,"
    "VOID|20000" },
  { "some refunded before it is paid",
    { "card:150", "rest" },
    0,
    { { REFUND, .n_tickets = 1, .amount = 5000, .text = "Ill" } },
    NULL,
    "PENDING 12003|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 15000 0,REFUND CARD 5000 0"
    "|CONFIRMED 5000|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "some refunded, and what stays is paid",
    { "card:150", "rest" },
    0,
    { { REFUND, .n_tickets = 1, .amount = 2997, .text = "Ill" } },
    NULL,
    "COMPLETED 12003|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 15000 0,REFUND CARD 2997 0"
    "|CONFIRMED 2997|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "all refunded before it is paid",
    { "cash:100", "rest" },
    0,
    { { REFUND, .text = "Ill" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CASH 10000 0,REFUND CASH "
    "10000 0|CONFIRMED 10000|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "a part refunded before it is paid",
    { "cash:100", "rest" },
    0,
    { { REFUND, .amount = 4000, .text = "Needs it" } },
    NULL,
    "PENDING 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CASH 10000 0,REFUND CASH 4000 0"
    "|CONFIRMED 4000|OPEN,SALE,PAYMENT,REFUND|16000" },
  { "paid after it was refunded",
    { "cash:100", "rest" },
    0,
    { { REFUND, .text = "Ill" }, { PAY, .tender = "card" } },
    "Nothing of this order",
    NULL },
  { "paid after all was cancelled",
    { "rest" },
    0,
    { { CANCEL, .text = "Ill" }, { PAY, .tender = "card" } },
    "All tickets of this order are cancelled",
    NULL },
  { "all cancelled before it is paid, one by one",
    { "rest" },
    100,
    { { CANCEL, .n_tickets = 2, .text = "Ill" } },
    NULL,
    "EXPIRED 200|VIP 12003 CANCELLED,VIP 12003 CANCELLED|||OPEN,SALE,VOID|10000" },
  { "refunded in full",
    { "card" },
    0,
    { { REFUND, .text = "Rain" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CARD 24006 0,REFUND CARD "
    "24006 0|CONFIRMED 24006|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "refunded in cash, as it came",
    { "cash:300" },
    0,
    { { REFUND, .text = "Rain" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CASH 24006 -1,REFUND CASH "
    "24006 -1|CONFIRMED 24006|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "refunded by the ways it was paid",
    { "card:100", "cash:200" },
    0,
    { { REFUND, .amount = 20000, .text = "Rain" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 10000 0,PAYMENT CASH 14006 "
    "-1,REFUND CASH 14006 -1,REFUND CARD 5994 0|CONFIRMED "
    "20000|OPEN,SALE,PAYMENT,PAYMENT,REFUND,REFUND|10000" },
  { "refunded for one ticket",
    { "card" },
    0,
    { { REFUND, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD "
    "12003 0|CONFIRMED 12003|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "refunded by voucher",
    { "card" },
    0,
    { { REFUND, .amount = 5000, .method = FOYER_PAY_VOUCHER + 1, .text = "Late" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND VOUCHER "
    "5000 0|CONFIRMED 5000|OPEN,SALE,PAYMENT,REFUND|10000" },
  { "refunded and kept",
    { "card" },
    0,
    { { REFUND, .keeps_tickets = TRUE, .text = "Sorry" } },
    NULL,
    "PARTLY_REFUNDED 24006|VIP 12003 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 24006 "
    "0|CONFIRMED 24006|OPEN,SALE,PAYMENT,REFUND|10000" },
  { "paid twice, and the web's money given back at the desk",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN, .method = FOYER_PAY_CARD + 1 } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1,PAYMENT STRIPE 24006 0,REFUND CARD 24006 0||OPEN,SALE,PAYMENT,"
         "REFUND|34005" },
  { "paid twice, and the cash given back as it came",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN, .method = FOYER_PAY_CASH + 1 } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1,PAYMENT STRIPE 24006 0,REFUND CASH 24006 -1||OPEN,SALE,PAYMENT,"
         "REFUND|10000" },
  { "paid twice, and the provider is to send it back",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN } },
    NULL,
    SOLD "|PAYMENT CASH 24006 -1,PAYMENT STRIPE 24006 0|PROPOSED 24006|OPEN,SALE,PAYMENT|34005" },
  { "paid twice, and given back twice",
    { "cash:300" },
    0,
    { { ONLINE }, { RETURN }, { RETURN } },
    "Nothing of this order is too much",
    NULL },
  { "paid once", { "card" }, 0, { { RETURN } }, "Nothing of this order is too much", NULL },
  { "refunded twice, and brought back",
    { "card" },
    0,
    { { REFUND, .text = "Rain" }, { AGAIN }, { PAY, .tender = "cash:300" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CARD 24006 0,REFUND CARD 24006 "
    "0,REFUND CASH 24006 0,PAYMENT CASH 24006 -1|CONFIRMED 24006,CONFIRMED 24006|OPEN,SALE,PAYMENT,"
    "VOID,REFUND,PAYMENT|34005" },
  { "refunded once, and brought back",
    { "card" },
    0,
    { { REFUND, .text = "Rain" }, { PAY, .tender = "card" } },
    "Nothing of this order is to be paid",
    NULL },
  { "paid twice, and the tickets wanted no more",
    { "card" },
    0,
    { { ONLINE, .amount = 1000 },
      { RETURN, .method = FOYER_PAY_CARD + 1 },
      { REFUND, .method = FOYER_PAY_CARD + 1, .text = "Rain" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CARD 24006 0,PAYMENT STRIPE "
    "1000 0,REFUND CARD 1000 0,REFUND CARD 24006 0|CONFIRMED 24006|OPEN,SALE,PAYMENT,REFUND,VOID,"
    "REFUND|10000" },
  { "refunded, while somebody comes for nothing",
    { "card" },
    0,
    { { MOVE, .tier = TILL_FREE },
      { REFUND, .amount = 12003, .keeps_tickets = TRUE, .text = "Sorry" } },
    NULL,
    "PARTLY_REFUNDED 12003|Free 0 VALID,VIP 12003 VALID|PAYMENT CARD 24006 0,REFUND CARD 12003 0,"
    "REFUND CARD 12003 0|CONFIRMED 12003|OPEN,SALE,PAYMENT,VOID,REFUND,REFUND|10000" },
  { "refunded for no reason", { "card" }, 0, { { REFUND, .text = "-" } }, "Say why", NULL },
  { "refunded too much",
    { "card" },
    0,
    { { REFUND, .amount = 24007, .text = "Rain" } },
    "can go back",
    NULL },
  { "refunded twice",
    { "card" },
    0,
    { { REFUND, .text = "Rain" }, { REFUND, .text = "Rain" } },
    "Nothing of this can go back",
    NULL },
  { "refunded in cash that is not there",
    { "card" },
    0,
    { { REFUND, .method = FOYER_PAY_CASH + 1, .text = "Rain" } },
    "lie in the drawer",
    NULL },
  { "refunded in cash while the till is closed",
    { "cash:300" },
    0,
    { { CLOSE }, { REFUND, .text = "Rain" } },
    "The till is closed",
    NULL },
  { "the rest paid",
    { "cash:100", "rest" },
    0,
    { { PAY, .tender = "card" } },
    NULL,
    SOLD "|PAYMENT CASH 10000 0,PAYMENT CARD 14006 0||OPEN,SALE,PAYMENT,PAYMENT|20000" },
  { "the rest paid twice",
    { "cash:100", "rest" },
    0,
    { { PAY, .tender = "card" }, { PAY, .tender = "card" } },
    "",
    NULL },
  { "voided",
    { "cash:300" },
    0,
    { { VOID, .text = "Wrong" } },
    NULL,
    "REFUNDED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|PAYMENT CASH 24006 -1,REFUND CASH "
    "24006 -1|CONFIRMED 24006|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "voided for no reason", { "card" }, 0, { { VOID, .text = "-" } }, "Say why", NULL },
  { "voided twice",
    { "card" },
    0,
    { { VOID, .text = "Wrong" }, { VOID, .text = "Wrong" } },
    "is over already",
    NULL },
  { "voided before it is paid",
    { "rest" },
    0,
    { { VOID, .text = "Wrong" } },
    NULL,
    "EXPIRED 24006|VIP 12003 CANCELLED,VIP 12003 CANCELLED|||OPEN,SALE,VOID|10000" },
  { "with a fee",
    { "card" },
    100,
    { { REFUND, .n_tickets = 1, .text = "Ill" } },
    NULL,
    "PARTLY_REFUNDED 24206|VIP 12003 CANCELLED,VIP 12003 VALID|PAYMENT CARD 24206 0,REFUND CARD "
    "12103 0|CONFIRMED 12103|OPEN,SALE,PAYMENT,VOID,REFUND|10000" },
  { "with a fee, split",
    { "card" },
    100,
    { { SPLIT, .n_tickets = 1 } },
    NULL,
    "COMPLETED 12103|VIP 12003 VALID|PAYMENT CARD 24206 0,REFUND CARD 12103 0||OPEN,SALE,PAYMENT,"
    "VOID,REFUND|10000" },
};
