/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-transaction.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* What is to be printed: the sale stands, whatever the printer does, and what did not come out
 * waits and can go elsewhere. Only on this device; not in the journal. */
typedef enum
{
  FOYER_PRINT_TICKETS,
  FOYER_PRINT_RECEIPT,
  FOYER_PRINT_REPORT, /* of a session, or of one record of it: a slip, an X report; or what waits to
                         be given back */
  FOYER_PRINT_BADGE,  /* of an order, or of one ticket */
} FoyerPrintKind;

typedef struct
{
  gint64 key; /* 0 while it is not stored */
  FoyerUuid event_id;
  FoyerUuid order_id; /* nil for none */
  FoyerPrintKind kind;
  gboolean is_copy;
  char *target; /* (owned) (nullable) the printer, as the settings name it */
  gboolean is_done;
  gint64 attempts;
  char *error;   /* (owned) (nullable) why it did not come out, a sentence */
  char *details; /* (owned) (nullable) */
  gint64 created_at;
} FoyerPrintJob;

FoyerPrintJob *foyer_print_job_new (const FoyerUuid *event_id, FoyerPrintKind kind);
void foyer_print_job_free (FoyerPrintJob *self);
FoyerPrintJob *foyer_print_job_copy (const FoyerPrintJob *self);
/* What its details say. */
void foyer_print_job_set_change (FoyerPrintJob *self,
                                 gint64 change); /* of a receipt: what came back */
void foyer_print_job_set_session (FoyerPrintJob *self, const FoyerUuid *session_id);
void foyer_print_job_set_record (FoyerPrintJob *self, const FoyerUuid *record_id);
void foyer_print_job_set_ticket (FoyerPrintJob *self, const FoyerUuid *ticket_id);
void foyer_print_job_set_refunds (FoyerPrintJob *self); /* of the event, that wait */
gboolean foyer_print_job_is_of_refunds (const FoyerPrintJob *self);
gint64 foyer_print_job_get_change (const FoyerPrintJob *self);
/* Which of the two it is of. FALSE: of neither that anybody knows. */
gboolean
foyer_print_job_get_report (const FoyerPrintJob *self, FoyerUuid *session_id, FoyerUuid *record_id);
gboolean foyer_print_job_get_ticket (const FoyerPrintJob *self, FoyerUuid *ticket_id);

/* Within the transaction of the sale, so that it is not lost with a power cut; its key is filled
 * in. */
gboolean
foyer_print_job_store_add (FoyerTransaction *transaction, FoyerPrintJob *job, GError **error);
/* Waiting ones of an event (of all with NULL), the oldest first; (element-type FoyerPrintJob). */
GPtrArray *
foyer_print_job_store_list (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* The three below are transactions of their own. */
gboolean foyer_print_job_store_done (FoyerDatabase *db, gint64 key, GError **error);
gboolean
foyer_print_job_store_failed (FoyerDatabase *db, gint64 key, const char *sentence, GError **error);
gboolean foyer_print_job_store_retarget (FoyerDatabase *db,
                                         gint64 key,
                                         const char *target, /* (nullable) */
                                         GError **error);
/* It became a file; the same. */
gboolean foyer_print_job_store_saved (FoyerDatabase *db, FoyerPrintJob *job, GError **error);
/* Whether what comes out now is a copy. */
gboolean foyer_print_job_store_was_given (FoyerDatabase *db,
                                          const FoyerUuid *order_id,
                                          FoyerPrintKind kind,
                                          gboolean *was_given,
                                          GError **error);
/* Nobody wants it any more. */
gboolean foyer_print_job_store_drop (FoyerDatabase *db, gint64 key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrintJob, foyer_print_job_free)

G_END_DECLS
