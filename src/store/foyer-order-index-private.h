/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-index.h"

G_BEGIN_DECLS

/* What is known of an order, but its words. */
typedef struct
{
  gint64  key;
  gint64  time;
  gint64  total;
  gint64  paid;      /* FOYER_NONE: no payment is known */
  guint32 n_tickets; /* that stand */
  guint32 from;      /* its lines from here on are its words; the first of them are its own, the others of what belongs to it */
  guint8  status;    /* as the words of the column stand; 0xff: none of them */
  guint8  channel;
  guint8  methods;   /* bits */
  gboolean is_dead : 1;
} FoyerOrderSlot;

struct _FoyerOrderIndex
{
  FoyerUuid event_id;
  gint64 position; /* in the journal; negative: it was not read yet */
  GArray *slots;   /* (owned) (element-type FoyerOrderSlot) by key */
  GString *text;   /* (owned) of the lines, with room for the scan behind it */
  GArray *starts;  /* (owned) (element-type guint32) of the lines, and where the last one ends */
  GArray *owners;  /* (owned) (element-type guint32) of the lines: slots */
  guint n_dead;    /* slots of orders that are gone */
  guint n_made;    /* lines, when all was read */
};

void            foyer_order_index_clear     (FoyerOrderIndex *self);
FoyerOrderSlot *foyer_order_index_find      (FoyerOrderIndex *self,
                                             gint64           key);
gboolean        foyer_order_index_read_all  (FoyerOrderIndex *self,
                                             FoyerDatabase   *db,
                                             GCancellable    *cancellable,
                                             GError         **error);
/* NOT_FOUND: it must be read anew. */
gboolean        foyer_order_index_follow    (FoyerOrderIndex *self,
                                             FoyerDatabase   *db,
                                             GError         **error);

#define FOYER_ORDER_FIELD_END '\x1f'

G_END_DECLS
