/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cashier-store.h"
#include "foyer-event.h"
#include "foyer-ticket-code.h"
#include "foyer-till-details.h"
#include "foyer-till-record.h"

G_BEGIN_DECLS

/* The book of this device's till at an event, open for writing in a transaction. Each record follows the one before it, whatever
 * the clock does. Private to the layer.
 *
 *   [OPEN 1] ◂─ [SALE 2] ◂─ [PAYMENT 3] ◂─ … ◂─ head      ◂─: has the hash of */
typedef struct
{
  FoyerTransaction *transaction; /* borrowed */
  FoyerUuid         event_id;
  FoyerUuid         device_id;
  FoyerUuid         session_id;  /* of the session that is open; nil for none */
  FoyerTillActor    actor;       /* of all that is written now */
  gint64            sequence;    /* of the head; 0: nothing is written yet */
  gint64            time;        /* what is written now, never before the head's */
  gint64            clock;       /* what the clock says, when it is before that; else FOYER_NONE */
  gint64            drawer;      /* what lies in it while a session is open; FOYER_NONE until it is known */
  gboolean          is_carrying; /* money goes from order to order: nobody opens a drawer for it */
  char              currency[4];
  guint8            hash[FOYER_TILL_HASH_SIZE];
  FoyerSigningKey   key;
} FoyerTillBook;

gboolean foyer_till_book_open    (FoyerTillBook        *self,
                                  FoyerTransaction     *transaction,
                                  const FoyerEvent     *event,
                                  const FoyerTillActor *actor,
                                  GError              **error);
/* The secret key goes. */
void     foyer_till_book_close   (FoyerTillBook        *self);
/* record: with kind, money and what it is about; the rest is filled in. An OPEN record begins the session. */
gboolean foyer_till_book_write   (FoyerTillBook        *self,
                                  FoyerTillRecord      *record,
                                  GError              **error);
/* Writes the payment, and the record of it. FALSE with CONFLICT when cash moves and no session is open, or more goes back than
 * lies in the drawer. */
gboolean foyer_till_book_pay     (FoyerTillBook        *self,
                                  FoyerPayment         *payment,
                                  const char           *reason, /* (nullable) */
                                  GError              **error);
/* SALE or VOID: lines of FoyerTillLine. */
gboolean foyer_till_book_note_lines (FoyerTillBook     *self,
                                  FoyerTillKind         kind,
                                  const FoyerUuid      *order_id,
                                  const GArray         *lines,
                                  const FoyerTillCost  *cost,   /* (nullable) */
                                  const char           *reason,
                                  GError              **error);
gboolean foyer_till_book_need_session (FoyerTillBook   *self,
                                  GError              **error);
/* What lies in the drawer of a session. */
gboolean foyer_till_book_read_drawer (FoyerDatabase    *db,
                                  const FoyerUuid      *session_id,
                                  gint64               *drawer,
                                  GError              **error);
/* The session that is open at this device's till; nil for none. */
gboolean foyer_till_book_read_session (FoyerDatabase   *db,
                                  const FoyerUuid      *event_id,
                                  const FoyerUuid      *device_id,
                                  FoyerUuid            *session_id,
                                  GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerTillBook, foyer_till_book_close)

G_END_DECLS
