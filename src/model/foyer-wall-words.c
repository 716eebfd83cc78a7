/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-wall-words.h"

#include <langinfo.h>
#include <string.h>

typedef struct
{
  const char *word;
  int value;
} Word;

static const Word relative_days[] = {
  { "today", 0 }, { "tonight", 0 }, { "tomorrow", 1 },   { "tom", 1 },         { "yesterday", -1 },
  { "heute", 0 }, { "morgen", 1 },  { "übermorgen", 2 }, { "gestern", -1 },    { "اليوم", 0 },
  { "غدا", 1 },   { "غدًا", 1 },     { "أمس", -1 },       { "aujourd'hui", 0 }, { "demain", 1 },
  { "hoy", 0 },   { "mañana", 1 },  { "oggi", 0 },       { "domani", 1 },      { "今日", 0 },
  { "明日", 1 },  { "今天", 0 },    { "明天", 1 },
};

static const Word named_times[] = { { "noon", 12 },
                                    { "midday", 12 },
                                    { "midnight", 0 },
                                    { "mittag", 12 },
                                    { "mitternacht", 0 } };

/* Words that carry nothing by themselves. */
static const char *const fillers[] = { "on", "the", "of", "den", "der", "dem", "le", "el",
                                       "il", "de",  "في", "-",   "–",   "·",   "|" };
static const char *const time_leads[] = {
  "at", "um", "à", "a", "las", "alle", "ore", "@", "الساعة"
};
static const char *const hour_units[] = { "h", "uhr", "o'clock", "heures", "시", "時", "点" };

static const char *const cjk_units[] = { "年", "月", "日", "分", "년", "월", "일", "분" };

static const char *const english_months[] = {
  "january", "february", "march",     "april",   "may",      "june",
  "july",    "august",   "september", "october", "november", "december",
};
static const char *const english_days[] = { "monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday" };

static const nl_item locale_months[] = {
  MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12,
};
static const nl_item locale_short_months[] = {
  ABMON_1, ABMON_2, ABMON_3, ABMON_4,  ABMON_5,  ABMON_6,
  ABMON_7, ABMON_8, ABMON_9, ABMON_10, ABMON_11, ABMON_12,
};
static const nl_item locale_days[] = { DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7, DAY_1 };
static const nl_item locale_short_days[] = { ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5,
                                             ABDAY_6, ABDAY_7, ABDAY_1 };

static gboolean
is_one_of (const char *word, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (word, words[i]))
      return TRUE;
  return FALSE;
}

static const Word *
find_word (const char *word, const Word *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (word, words[i].word))
      return &words[i];
  return NULL;
}

/* A name of the locale, comparable with what was typed. */
static char *
fold_name (nl_item item)
{
  const char *name = nl_langinfo (item);
  g_autofree char *utf8 = g_locale_to_utf8 (name, -1, NULL, NULL, NULL);
  g_autofree char *normal =
      utf8 != NULL ? g_utf8_normalize (utf8, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
  char *folded = g_utf8_casefold (normal != NULL ? normal : "", -1);
  gsize length = strlen (folded);

  while (length > 0 && folded[length - 1] == '.')
    folded[--length] = '\0';
  return folded;
}

/* The index + 1 of the name that begins with word, 0 when none does. English is understood
 * everywhere. */
static int
find_name (const char *word,
           const nl_item *full,
           const nl_item *brief,
           const char *const *english,
           guint n)
{
  glong length = g_utf8_strlen (word, -1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *short_name = fold_name (brief[i]);
      g_autofree char *name = fold_name (full[i]);

      if (g_str_equal (word, short_name) || g_str_equal (word, name) ||
          (length >= 3 && g_str_has_prefix (name, word)))
        return i + 1;
    }
  for (guint i = 0; i < n && length >= 3; i++)
    if (g_str_has_prefix (english[i], word))
      return i + 1;
  return 0;
}

/**
 * foyer_wall_word_classify:
 * @word: folded
 *
 * Returns: what kind of word it is, but for names, which have functions of their own
 */
FoyerWallWord
foyer_wall_word_classify (const char *word)
{
  if (is_one_of (word, hour_units, G_N_ELEMENTS (hour_units)))
    return FOYER_WALL_WORD_HOUR_UNIT;
  if (is_one_of (word, cjk_units, G_N_ELEMENTS (cjk_units)))
    return FOYER_WALL_WORD_CJK_UNIT;
  if (is_one_of (word, fillers, G_N_ELEMENTS (fillers)))
    return FOYER_WALL_WORD_FILLER;
  if (is_one_of (word, time_leads, G_N_ELEMENTS (time_leads)))
    return FOYER_WALL_WORD_TIME_LEAD;
  return FOYER_WALL_WORD_OTHER;
}

/**
 * foyer_wall_word_find_month:
 * @word: folded; three letters of a name are enough
 *
 * Returns: 1 to 12, 0 for none
 */
int
foyer_wall_word_find_month (const char *word)
{
  return find_name (word, locale_months, locale_short_months, english_months, 12);
}

/**
 * foyer_wall_word_find_weekday:
 * @word: folded; three letters of a name are enough
 *
 * Returns: 1 to 7 from Monday, 0 for none
 */
int
foyer_wall_word_find_weekday (const char *word)
{
  return find_name (word, locale_days, locale_short_days, english_days, 7);
}

/**
 * foyer_wall_word_find_day:
 * @word: folded
 * @offset: (out): days from today
 *
 * Returns: whether it names a day by its distance from today
 */
gboolean
foyer_wall_word_find_day (const char *word, int *offset)
{
  const Word *known = find_word (word, relative_days, G_N_ELEMENTS (relative_days));

  if (known != NULL)
    *offset = known->value;
  return known != NULL;
}

/**
 * foyer_wall_word_find_hour:
 * @word: folded
 * @hour: (out): 0 to 23
 *
 * Returns: whether it is the name of a time
 */
gboolean
foyer_wall_word_find_hour (const char *word, int *hour)
{
  const Word *known = find_word (word, named_times, G_N_ELEMENTS (named_times));

  if (known != NULL)
    *hour = known->value;
  return known != NULL;
}
