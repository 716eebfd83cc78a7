/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-conflict-store.h"
#include "foyer-event-work.h"
#include "foyer-event.h"

G_BEGIN_DECLS

/* What a conflict is about, in words: for the inbox and for foyerctl. The first six are
 * FoyerConflictKind. */
typedef enum
{
  FOYER_REPORT_TWICE_ADMITTED,
  FOYER_REPORT_OVERSOLD,
  FOYER_REPORT_EDITED_TWICE,
  FOYER_REPORT_ADMITTED_THOUGH_REFUSED,
  FOYER_REPORT_REFUNDED_TWICE,
  FOYER_REPORT_PAID_TWICE,
  FOYER_REPORT_VOUCHER_TWICE,
  FOYER_REPORT_EVENT_GONE, /* an event is no longer on its server, and something of it was done here
                            */
  FOYER_N_REPORTS,
} FoyerReportKind;

/* One field, as a person chooses between its values. */
typedef struct
{
  const FoyerColumn *column;
  char *name;
  char *mine;        /* the value that lost */
  char *theirs;      /* the value that stands */
  char *now;         /* (nullable): the value it has by now, when that is neither */
  char *draft;       /* (nullable): mine as it is typed; NULL when no other value can be typed */
  gboolean is_known; /* whether mine can be chosen: it is whole, and one of the column */
} FoyerReportField;

/* One of several things that belong together: where and when somebody was let in, what was done. */
typedef struct
{
  char *title;
  char *detail;
} FoyerReportFact;

typedef struct
{
  FoyerReportKind kind;
  FoyerUuid id; /* the conflict's; nil of an event that is gone */
  FoyerUuid event_id;
  FoyerUuid ticket_id; /* nil when it is about none */
  gint64 ticket_key;   /* 0 */
  gint64 order_key;    /* 0: of the order whose money it is about */
  FoyerEvent *event;   /* (nullable) */
  char *title;         /* “Grace Hopper” was let in twice */
  char *detail;        /* (nullable) in a line: what it comes to */
  char *explanation;   /* a sentence or two: how it came, and what it means */
  char *mine_by;       /* EDITED_TWICE: “You, 18:42” */
  char *their_by;
  char *search;  /* (nullable): what finds the attendees it is about */
  char *settled; /* (nullable): “Settled by you, 18:50”; NULL while it is open */
  gint64 time;
  const FoyerRowType *type; /* (nullable) EDITED_TWICE: of what */
  gpointer row;             /* (nullable): the row as it is now */
  GPtrArray *fields;        /* (element-type FoyerReportField) */
  GPtrArray *facts;         /* (element-type FoyerReportFact) */
  gboolean is_removed;      /* EDITED_TWICE: what it is about is gone, and can be brought back */
  gboolean can_block;
  gboolean is_excess; /* it is about money, and some of it is too much */
  gboolean can_raise;
} FoyerConflictReport;

void foyer_conflict_report_free (FoyerConflictReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerConflictReport, foyer_conflict_report_free)

FoyerConflictReport *
foyer_conflict_report_new (FoyerDatabase *db, const FoyerConflict *conflict, gint64 now);
FoyerConflictReport *
foyer_conflict_report_new_gone (FoyerDatabase *db, const FoyerEventWork *work, gint64 now);
/* “The same field edited twice”: what conflicts of a kind are called. */
const char *foyer_report_kind_name (FoyerReportKind kind);
/* “2 conflicts” */
char *foyer_conflict_count_text (gint64 n);

G_END_DECLS
