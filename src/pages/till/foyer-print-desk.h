/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-print-targets.h"
#include "foyer-replica.h"

G_BEGIN_DECLS

/* What an event's desk prints. Nothing waits for a printer: what is to come out is on disk before it is tried, so that it is not
 * lost with a power cut, and what did not come out waits, can be tried again, or go elsewhere.
 *
 *   print ─▸ on disk, WAITING ─▸ the printer ── it has all of it ──▸ DONE
 *                  ▴                  └── it has not ──┐
 *                  └────────── why, in a sentence ─────┘
 *
 * Signal "changed": void (FoyerPrintDesk *): what waits is another. */
#define FOYER_TYPE_PRINT_DESK (foyer_print_desk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintDesk, foyer_print_desk, FOYER, PRINT_DESK, GObject)

/* One that did not come out. */
typedef struct
{
  FoyerPrintJob *job;   /* (owned) */
  char          *title; /* (owned) */
} FoyerWaitingPrint;

/* The one of the event: (transfer full). settings: (nullable) of the program. */
FoyerPrintDesk      *foyer_print_desk_ref          (FoyerReplica         *replica,
                                                    const FoyerUuid      *event_id,
                                                    GSettings            *settings);
void                 foyer_print_desk_set_settings (FoyerPrintDesk       *self,
                                                    GSettings            *settings);
FoyerPrintTargets   *foyer_print_desk_get_targets  (FoyerPrintDesk       *self);
/* (element-type FoyerWaitingPrint), the oldest first; those that a printer is at just now are not among them. */
GPtrArray           *foyer_print_desk_get_waiting  (FoyerPrintDesk       *self);
/* The printer for this, as it is set up now; (nullable) none is. */
const char          *foyer_print_desk_find_target  (FoyerPrintDesk       *self,
                                                    FoyerPrintKind        kind);
/* The printer of a target: (transfer full); it may be none. */
FoyerReceiptPrinter *foyer_print_desk_new_printer  (FoyerPrintDesk       *self,
                                                    const char           *target);
/* job: copied; with its target. Finish: FALSE with a sentence: it waits. */
void                 foyer_print_desk_print_async  (FoyerPrintDesk       *self,
                                                    const FoyerPrintJob  *job,
                                                    gboolean              opens_drawer,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
/* One that waits. target: (nullable) where it was to go. */
void                 foyer_print_desk_try_async    (FoyerPrintDesk       *self,
                                                    gint64                key,
                                                    const char           *target,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
/* As a PDF instead. */
void                 foyer_print_desk_save_async   (FoyerPrintDesk       *self,
                                                    gint64                key,
                                                    GFile                *file,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean             foyer_print_desk_print_finish (FoyerPrintDesk       *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
/* Nobody wants it any more. */
void                 foyer_print_desk_drop         (FoyerPrintDesk       *self,
                                                    gint64                key);

G_END_DECLS
