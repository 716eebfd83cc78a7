/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-device-store.h"
#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_FEED_OK,   /* rows follow */
  FOYER_FEED_LOAD, /* start over with the cursor that comes along */
  FOYER_FEED_GONE, /* the event is no longer this person's */
} FoyerFeedStatus;

/* What the server's changes () says of one event. */
typedef struct
{
  FoyerUuid event_id;
  FoyerFeedStatus status;
  char *cursor;     /* (nullable) */
  gboolean is_more; /* ask again at once */
  gint64 n_rows;    /* of a load, about; 0 when it is not said */
  gint64 n_done;    /* of them, with this answer */
  const char *rows; /* (nullable): JSON, in the answer that was read */
  gsize n_bytes;
} FoyerFeedAnswer;

typedef struct
{
  /* A row of it, which it takes when it returns TRUE; or that it is gone. */
  gboolean (*take_row) (const FoyerRowType *type,
                        const FoyerUuid *id,
                        gpointer row, /* (nullable): gone */
                        FoyerColumnSet present,
                        gpointer data,
                        GError **error);
  /* A code that is no ticket's any more: no row here, but known at the door. */
  gboolean (*take_code) (const char *code,
                         const FoyerUuid *ticket_id,
                         gint64 replaced_at,
                         gpointer data,
                         GError **error);
  /* A desk of the event's organizer. */
  gboolean (*take_device) (const FoyerDevice *device, gpointer data, GError **error);
} FoyerFeedHandler;

/* (element-type FoyerFeedAnswer); they point into answer. */
GArray *foyer_feed_answer_read (GBytes *answer, GError **error);
gboolean foyer_feed_answer_rows (const FoyerFeedAnswer *self,
                                 const FoyerFeedHandler *handler,
                                 gpointer data,
                                 GError **error);

G_END_DECLS
