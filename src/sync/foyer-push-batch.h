/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pending.h"
#include "foyer-row-json.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which of the server's functions is told. */
typedef enum
{
  FOYER_PUSH_CHECK_IN, /* facts of the door, of one event */
  FOYER_PUSH_SALES,    /* orders that were sold at a desk, with their tickets, of one event */
  FOYER_PUSH_STORE,    /* rows that come into being without a sale, of one event */
  FOYER_PUSH_EDIT,     /* all else */
} FoyerPushCall;

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
  FoyerToldStatus status;
  char *code;    /* (owned) (nullable) */
  char *message; /* (owned) (nullable) */
} FoyerPushItem;

/* Rows that go in one call. */
typedef struct
{
  FoyerPushCall call;
  FoyerUuid event_id; /* nil for edits */
  GPtrArray
      *items; /* (owned) (element-type FoyerPushItem): those that have an answer of their own */
  GPtrArray
      *followers; /* (owned) (element-type FoyerPushItem): tickets, which go with their order */
  gint64
      clock_offset; /* added to the times of sales; facts of the door have the right one already */
} FoyerPushBatch;

void foyer_push_item_free (FoyerPushItem *self);
FoyerPushBatch *foyer_push_batch_new (FoyerPushCall call, const FoyerUuid *event_id);
void foyer_push_batch_free (FoyerPushBatch *self);
const char *foyer_push_batch_get_function (const FoyerPushBatch *self);
/* organizer_of: whose a new event or series is. */
char *foyer_push_batch_write (FoyerPushBatch *self,
                              FoyerUuid (*organizer_of) (gconstpointer row, gpointer data),
                              gpointer data);
/* Puts what the server said of each into it. FALSE with NOT_UNDERSTOOD. */
gboolean foyer_push_batch_read (FoyerPushBatch *self, GBytes *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushItem, foyer_push_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushBatch, foyer_push_batch_free)

G_END_DECLS
