/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-order.h"
#include "foyer-payment.h"

G_BEGIN_DECLS

/* The orders of an event as a table asks for them: keys first, by an index, then pages of rows by key. */
typedef enum
{
  FOYER_ORDER_SORT_TIME,
  FOYER_ORDER_SORT_NUMBER,
  FOYER_ORDER_SORT_BUYER,
  FOYER_ORDER_SORT_TICKETS, /* how many stand */
  FOYER_ORDER_SORT_TOTAL,
  FOYER_ORDER_SORT_PAID,
  FOYER_ORDER_SORT_STATUS,
  FOYER_ORDER_SORT_CHANNEL,
} FoyerOrderSort;

typedef struct
{
  const char    *search;       /* (nullable) words: of the number, the buyer, a guest, a payment's reference */
  guint          statuses;     /* a bit for each FoyerOrderStatus; 0: all */
  guint          channels;     /* a bit for each FoyerChannel; 0: all */
  guint          methods;      /* a bit for each FoyerPayMethod that paid some of it; 0: all, also unpaid ones */
  gint64         since;        /* made at this time or later; 0: whenever */
  FoyerOrderSort sort;
  gboolean       is_ascending; /* else the newest, the largest, … first */
} FoyerOrderQuery;

/* A row of the table. */
typedef struct
{
  FoyerOrder *order;      /* (owned) */
  gint64      n_tickets;  /* that stand */
  gint64      n_arrived;  /* of those, checked in */
  char       *first_name; /* (owned) (nullable) of the first guest, where the buyer is not known */
  gint64      paid;       /* by its payments, less what went back; FOYER_NONE when none is known here */
} FoyerOrderEntry;

/* (element-type gint64) keys, all that fit. Not for the main thread when it searches. */
GArray    *foyer_order_list_keys       (FoyerDatabase         *db,
                                        const FoyerUuid       *event_id,
                                        const FoyerOrderQuery *query,
                                        GCancellable          *cancellable,
                                        GError               **error);
/* All of the event, by an index. */
gboolean   foyer_order_list_count      (FoyerDatabase         *db,
                                        const FoyerUuid       *event_id,
                                        guint                 *n,
                                        GError               **error);
/* Bounded by n: for the main thread, too. (element-type FoyerOrderEntry), in the order of the keys; those that are gone are left
 * out. */
GPtrArray *foyer_order_list_read       (FoyerDatabase         *db,
                                        const gint64          *keys,
                                        guint                  n_keys,
                                        GError               **error);
void       foyer_order_entry_free      (FoyerOrderEntry       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderEntry, foyer_order_entry_free)

G_END_DECLS
