/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-recurrence.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_REPEAT_DAILY,
  FOYER_REPEAT_WEEKLY,
  FOYER_REPEAT_MONTHLY,
  FOYER_REPEAT_YEARLY,
} FoyerRepeat;

typedef enum
{
  FOYER_REPEAT_END_NEVER,
  FOYER_REPEAT_END_COUNT,
  FOYER_REPEAT_END_UNTIL,
} FoyerRepeatEnd;

/* The rules that people think in. Weekdays are 0 for Monday to 6 for Sunday. */
typedef struct
{
  FoyerRepeat    repeat;
  guint          interval;  /* every so many days, weeks … */
  guint          weekdays;  /* WEEKLY: a set, bit n for weekday n */
  int            month_day; /* MONTHLY: 1 to 31, -1 for the last; 0: by the two below */
  int            week;      /* MONTHLY: 1 to 5, -1 for the last … */
  guint          weekday;   /* … of these in the month */
  FoyerRepeatEnd end;
  guint          count;
  gint64         until;     /* wall time of the last day's midnight */
} FoyerRecurrenceParts;

/* What one would expect of a first date. */
void     foyer_recurrence_parts_init    (FoyerRecurrenceParts       *self,
                                         FoyerRepeat                 repeat,
                                         gint64                      start);
/* FALSE: the rule says more than this can. */
gboolean foyer_recurrence_parts_read    (FoyerRecurrenceParts       *self,
                                         const FoyerRecurrence      *rule,
                                         gint64                      start);
char    *foyer_recurrence_parts_to_rule (const FoyerRecurrenceParts *self);

/* “Every Tuesday and Thursday, 10 times”. start: wall time of the first date. */
char    *foyer_recurrence_to_words      (const FoyerRecurrence      *rule,
                                         gint64                      start);
/* The locale's word for a weekday, or for a date. */
char    *foyer_recurrence_weekday_name  (guint                       weekday);
char    *foyer_recurrence_day_name      (gint64                      wall);

G_END_DECLS
