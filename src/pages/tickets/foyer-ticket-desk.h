/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-edit-window.h"
#include "foyer-offer.h"
#include "foyer-replica.h"
#include "foyer-series-act.h"

G_BEGIN_DECLS

/* What the views of an event's tickets share: its offer as of the last change, and how to write.
 * Signal "changed": void (FoyerTicketDesk *), the offer is another now. */
#define FOYER_TYPE_TICKET_DESK (foyer_ticket_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTicketDesk, foyer_ticket_desk, FOYER, TICKET_DESK, GObject)

/* What is written, on the database thread. For one date of a series it is asked for which others too. */
typedef struct
{
  const char      *kind;   /* static token of the change set */
  char            *edited; /* (nullable) what is edited, in words; without them nobody is asked */
  FoyerSeriesWrite write;
  gpointer         data;
  GDestroyNotify   data_free;
  gboolean         is_of_codes; /* promo codes, nothing else */
} FoyerTicketAct;

FoyerTicketDesk  *foyer_ticket_desk_new         (FoyerReplica        *replica,
                                                 const FoyerUuid     *event_id);
/* Nobody looks: changes are only noted, and read when somebody does again. */
void              foyer_ticket_desk_set_watched (FoyerTicketDesk     *self,
                                                 gboolean             is_watched);
/* (nullable) until it is read for the first time. Preview: a draft is answered for as if it were published. */
const FoyerOffer *foyer_ticket_desk_get_offer   (FoyerTicketDesk     *self);
GTimeZone        *foyer_ticket_desk_get_zone    (FoyerTicketDesk     *self);
FoyerReplica     *foyer_ticket_desk_get_replica (FoyerTicketDesk     *self);
const FoyerUuid  *foyer_ticket_desk_get_event_id (FoyerTicketDesk    *self);
/* Takes what the act has. from: over which window to ask. */
void              foyer_ticket_desk_act_async   (FoyerTicketDesk     *self,
                                                 GtkWidget           *from,
                                                 const FoyerTicketAct *act,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
/* change_set: 0 when nothing was changed. G_IO_ERROR_CANCELLED: the question was not answered. */
gboolean          foyer_ticket_desk_act_finish  (GAsyncResult        *result,
                                                 gint64              *change_set,
                                                 GError             **error);
/* The same for an act of a page: title in an undo toast, or the reason why not. Takes title. */
void              foyer_ticket_desk_act         (FoyerTicketDesk     *self,
                                                 GtkWidget           *from,
                                                 char                *title,
                                                 const FoyerTicketAct *act);
/* The same for what a window edits: it is closed with title, or tells why not. */
void              foyer_ticket_desk_save        (FoyerTicketDesk     *self,
                                                 FoyerEditWindow     *window,
                                                 const char          *title, /* static */
                                                 const FoyerTicketAct *act);

G_END_DECLS
