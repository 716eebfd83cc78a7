/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pending.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_TOLD_DONE,
  FOYER_TOLD_CONFLICT, /* done, but for columns that somebody else changed: a conflict says so */
  FOYER_TOLD_REFUSED,
} FoyerToldStatus;

/* One row on its way. */
typedef struct
{
  FoyerPendingRow pending; /* its base belongs to what is pending */
  gpointer row;            /* (owned): as it is now */
  char *base;              /* (owned) (nullable): what it was before, as it is told */
  gint64
      price; /* of a payment: what its order costs by now, which is told later; FOYER_NONE else */
  FoyerToldStatus status;
  char *code;    /* (owned) (nullable) */
  char *message; /* (owned) (nullable): as the server says it */
} FoyerPushItem;

FoyerPushItem *
foyer_push_item_read (FoyerDatabase *db, const FoyerPendingRow *pending, GError **error);
void foyer_push_item_free (FoyerPushItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushItem, foyer_push_item_free)

G_END_DECLS
