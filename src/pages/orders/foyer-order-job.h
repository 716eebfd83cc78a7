/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-order-acts-store.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_ORDER_SET_BUYER, /* name, email */
  FOYER_ORDER_RENAME,    /* a ticket: name, email */
  FOYER_ORDER_TRANSFER,  /* a ticket: name, email */
  FOYER_ORDER_MOVE,      /* a ticket: tier_id; tenders, or method for what goes back */
  FOYER_ORDER_SPLIT,     /* tickets; name, email of the new order */
  FOYER_ORDER_CANCEL,    /* tickets; reason */
  FOYER_ORDER_REFUND,    /* tickets; amount, method, reason, keeps_tickets */
  FOYER_ORDER_PAY,       /* tenders, allows_rest */
  FOYER_ORDER_RETURN,    /* what was paid twice: method */
  FOYER_ORDER_COPY,      /* reason: what was printed again */
} FoyerOrderAct;

/* What is done to one order, in a transaction of its own on the database thread. */
typedef struct
{
  FoyerOrderAct act;
  FoyerUuid event_id;
  FoyerUuid order_id;
  GArray *ticket_ids; /* (owned) of FoyerUuid */
  FoyerUuid tier_id;
  char *name;   /* (owned) (nullable) */
  char *email;  /* (owned) (nullable) */
  char *reason; /* (owned) (nullable) */
  gint64 amount;
  int method;         /* a FoyerPayMethod; -1: as it was paid */
  FoyerTender tender; /* with reference */
  gboolean has_tender;
  char *reference; /* (owned) (nullable) of the tender */
  gboolean keeps_tickets;
  gboolean allows_rest;
  FoyerTillActor actor;
} FoyerOrderJob;

typedef struct
{
  gint64 change_set;       /* 0 when nothing was written */
  FoyerSaleResult *result; /* (owned) (nullable) of acts that move money, or make an order */
} FoyerOrderOutcome;

FoyerOrderJob *
foyer_order_job_new (FoyerOrderAct act, const FoyerUuid *event_id, const FoyerUuid *order_id);
void foyer_order_job_free (FoyerOrderJob *self);
void foyer_order_job_add_ticket (FoyerOrderJob *self, const FoyerUuid *ticket_id);
/* A tender copied, its reference too. */
void foyer_order_job_set_tender (FoyerOrderJob *self, const FoyerTender *tender);
/* Whether the window's undo takes it back: no money, no places in the till's book. */
gboolean foyer_order_job_can_undo (const FoyerOrderJob *self);
/* self: (transfer full). It is on disk when it is finished. */
void foyer_order_job_run_async (FoyerOrderJob *self,
                                FoyerReplica *replica,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
FoyerOrderOutcome *
foyer_order_job_run_finish (FoyerReplica *replica, GAsyncResult *result, GError **error);
void foyer_order_outcome_free (FoyerOrderOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderJob, foyer_order_job_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrderOutcome, foyer_order_outcome_free)

G_END_DECLS
