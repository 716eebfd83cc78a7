/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-tender.h"

G_BEGIN_DECLS

/* What is being handed over for an order: the parts that were taken, and the one that is typed.
 * Amounts are minor units. */
typedef struct
{
  char currency[4];
  gint64 total;
  GArray *parts;         /* (owned) of FoyerTender, with a reference of their own */
  FoyerPayMethod method; /* of the one that is typed */
  FoyerPayMethod usual;  /* that an order begins with */
  GString *typed;        /* (owned) an amount, as far as it goes */
  char *reference;       /* (owned) (nullable) */
  char *known;           /* (owned) (nullable) a voucher of which was told that it paid before */

  /* What follows from that. */
  gint64 due;         /* what the parts leave, as the method can pay it: rounded for cash */
  gint64 given;       /* what is typed; FOYER_NONE: nothing, so exactly what is due */
  gboolean is_amount; /* what is typed is one */
  FoyerTenderState state;
  gint64 change; /* that comes back */
  gint64 rest;   /* that is still to be paid then */
} FoyerSellTender;

FoyerSellTender *foyer_sell_tender_new (void);
void foyer_sell_tender_free (FoyerSellTender *self);
/* Of another order; nothing is taken yet. */
void foyer_sell_tender_begin (FoyerSellTender *self, const char *currency, gint64 total);
/* Of an order that is on disk, with what was paid for it: of FoyerPayment. */
void foyer_sell_tender_resume (FoyerSellTender *self, gint64 total, const GPtrArray *payments);
/* The order costs something else now; what was taken stays. */
void foyer_sell_tender_set_total (FoyerSellTender *self, gint64 total);
void foyer_sell_tender_set_method (FoyerSellTender *self, FoyerPayMethod method);
void foyer_sell_tender_set_reference (FoyerSellTender *self, const char *reference);
/* A digit, or the point: FALSE when it cannot follow. */
gboolean foyer_sell_tender_type (FoyerSellTender *self, gunichar character);
void foyer_sell_tender_give (FoyerSellTender *self, gint64 amount);
/* The last character; FALSE when there is none. */
gboolean foyer_sell_tender_take_back (FoyerSellTender *self);
/* It was not taken after all. */
void foyer_sell_tender_drop_last (FoyerSellTender *self);
/* The last one was not taken, as its voucher paid before: it is typed again, and taken the next
 * time. Of the part before it is dropped; foyer_sell_tender_type_again () after that. (transfer
 * full) */
FoyerTender *foyer_sell_tender_dup_last (FoyerSellTender *self);
void foyer_sell_tender_type_again (FoyerSellTender *self, FoyerTender *part);
/* What is typed becomes a part. FALSE: it cannot, see state. */
gboolean foyer_sell_tender_take (FoyerSellTender *self);
gboolean foyer_sell_tender_is_paid (FoyerSellTender *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSellTender, foyer_sell_tender_free)

G_END_DECLS
