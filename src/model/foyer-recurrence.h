/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-wall-seconds.h"

G_BEGIN_DECLS

#define FOYER_RECURRENCE_ERROR foyer_recurrence_error_quark ()

typedef enum
{
  FOYER_RECURRENCE_ERROR_RULE, /* no rule, or one that contradicts itself: the message says where */
  FOYER_RECURRENCE_ERROR_ENDLESS,  /* it never ends */
  FOYER_RECURRENCE_ERROR_EMPTY,    /* it gives no date */
  FOYER_RECURRENCE_ERROR_TOO_MANY, /* it gives more than FOYER_RECURRENCE_MOST */
} FoyerRecurrenceError;

GQuark foyer_recurrence_error_quark (void);

/* No series has more dates. */
#define FOYER_RECURRENCE_MOST 20000

/* A rule of RFC 5545, read and found to make sense. Never changes. */
typedef struct _FoyerRecurrence FoyerRecurrence;

/* Where a rule is applied. Wall times are those of foyer-wall-seconds.h. */
typedef struct
{
  gint64 start; /* wall time of the first date */
  GTimeZone *zone;
  GArray *exceptions; /* (nullable) (element-type gint64) left out */
  GArray *additions;  /* (nullable) (element-type gint64) besides the rule */
} FoyerRecurrenceSet;

typedef struct
{
  gint64 instant;
  gint64 wall; /* what the rule says; in a gap the wall never shows it */
  int offset;  /* of the instant, seconds east of Greenwich */
  FoyerWallKind kind;
  gboolean is_added; /* not of the rule */
} FoyerRecurrenceDate;

FoyerRecurrence *foyer_recurrence_new (const char *rule, GError **error);
void foyer_recurrence_free (FoyerRecurrence *self);
const char *foyer_recurrence_get_text (const FoyerRecurrence *self);
gboolean foyer_recurrence_is_endless (const FoyerRecurrence *self);
/* The same rule with its end told by the wall of a zone, should it be told in UTC. */
char *foyer_recurrence_in_zone (const FoyerRecurrence *self, GTimeZone *zone);
/* The same rule with another end. */
char *foyer_recurrence_with_count (const FoyerRecurrence *self, guint count);
/* The dates in order; (element-type FoyerRecurrenceDate). limit: 0 for FOYER_RECURRENCE_MOST. */
GArray *foyer_recurrence_expand (const FoyerRecurrence *self,
                                 const FoyerRecurrenceSet *set,
                                 guint limit,
                                 gboolean *is_cut);
/* All of them, or the reason why a series cannot be made of them. */
GArray *foyer_recurrence_expand_all (const FoyerRecurrence *self,
                                     const FoyerRecurrenceSet *set,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRecurrence, foyer_recurrence_free)

G_END_DECLS
