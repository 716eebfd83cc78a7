/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of dates and times, as foyer_wall_parse () meets them: folded, without a full stop at the end. */
typedef enum
{
  FOYER_WALL_WORD_OTHER,
  FOYER_WALL_WORD_FILLER,    /* carries nothing: "on", "the" */
  FOYER_WALL_WORD_TIME_LEAD, /* a time follows: "at" */
  FOYER_WALL_WORD_HOUR_UNIT, /* an hour stands before it: "h" */
  FOYER_WALL_WORD_CJK_UNIT,  /* year, month, day or minute: its number stands before it */
} FoyerWallWord;

FoyerWallWord foyer_wall_word_classify     (const char *word);
int           foyer_wall_word_find_month   (const char *word);   /* 1 to 12, 0 for none; English or the locale's */
int           foyer_wall_word_find_weekday (const char *word);   /* 1 to 7, Monday first; 0 for none */
gboolean      foyer_wall_word_find_day     (const char *word,    /* "tomorrow" */
                                            int        *offset); /* days from today */
gboolean      foyer_wall_word_find_hour    (const char *word,    /* "noon" */
                                            int        *hour);

G_END_DECLS
