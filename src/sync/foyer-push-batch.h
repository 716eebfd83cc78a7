/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-push-item.h"

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

FoyerPushBatch *foyer_push_batch_new (FoyerPushCall call, const FoyerUuid *event_id);
void foyer_push_batch_free (FoyerPushBatch *self);
const char *foyer_push_batch_get_function (const FoyerPushBatch *self);
/* organizer_of: whose a new event or series is. */
char *foyer_push_batch_write (FoyerPushBatch *self,
                              FoyerUuid (*organizer_of) (gconstpointer row, gpointer data),
                              gpointer data);
/* Puts what the server said of each into it. FALSE with NOT_UNDERSTOOD. */
gboolean foyer_push_batch_read (FoyerPushBatch *self, GBytes *answer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPushBatch, foyer_push_batch_free)

G_END_DECLS
