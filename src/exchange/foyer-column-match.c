/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-column-match.h"
#include "foyer-money.h"
#include "foyer-status-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A system whose lists are known: the headings that tell it, and what they mean there where that is
 * not what they say. */
typedef struct
{
  const char *name;
  const char *headings[5]; /* normalized; all of them are there */
  struct
  {
    const char *heading;
    FoyerImportRole role;
  } means[3];
} Layout;

static const Layout layouts[] = {
  { "Eventbrite",
    { "order", "ticket type", "barcode", "attendee status" },
    { { "attendee", FOYER_ROLE_POSITION } } },
  { "Eventbrite",
    { "order", "ticket type", "attendee", "attendee status" },
    { { "attendee", FOYER_ROLE_POSITION } } },
  { "pretix", { "order code", "position id", "secret", "product" }, { { NULL, 0 } } },
  { "pretix", { "order code", "position id", "pseudonymization id" }, { { NULL, 0 } } },
  { "Luma", { "api id", "approval status", "name", "email" }, { { NULL, 0 } } },
  { "Luma", { "guest id", "approval status", "name", "email" }, { { NULL, 0 } } },
  { "Hi.Events",
    { "public id", "short id", "email", "status" },
    { { "public id", FOYER_ROLE_CODE } } },
};

typedef struct
{
  const FoyerColumnEvidence *evidence;
  guint n_columns;
  FoyerImportColumn *columns;
  FoyerHeaderStrength *strengths;
} Match;

static void
give (Match *match, guint i, FoyerImportRole role, const char *reason)
{
  match->columns[i].role = role;
  g_free (match->columns[i].reason);
  match->columns[i].reason = g_strdup (reason);
}

static void
give_question (Match *match, guint i)
{
  match->strengths[i] = FOYER_HEADER_UNKNOWN;
  give (match, i, FOYER_ROLE_QUESTION, _("Kept as a question of the event."));
}

static void
give_ignore (Match *match, guint i)
{
  give (match, i, FOYER_ROLE_IGNORE, _("Only of use inside the system that the list comes from."));
}

static const Layout *
find_layout (char **normals, guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      gboolean fits = TRUE;

      for (guint h = 0; fits && layouts[i].headings[h] != NULL; h++)
        fits = g_strv_contains ((const char *const *) normals, layouts[i].headings[h]);
      if (fits)
        return &layouts[i];
    }
  return NULL;
}

static void
apply_layout (Match *match, const Layout *layout, char **normals)
{
  for (guint m = 0; m < G_N_ELEMENTS (layout->means) && layout->means[m].heading != NULL; m++)
    for (guint i = 0; i < match->n_columns; i++)
      if (strcmp (normals[i], layout->means[m].heading) == 0)
        {
          g_autofree char *reason =
              g_strdup_printf (_("This is what %s writes there."), layout->name);

          match->strengths[i] = FOYER_HEADER_EXACT;
          give (match, i, layout->means[m].role, reason);
        }
}

static void
match_heading (Match *match, guint i, FoyerHeaderWords *words)
{
  FoyerImportRole role;

  match->strengths[i] = foyer_header_words_find (words, match->evidence[i].label, &role);
  if (match->strengths[i] == FOYER_HEADER_UNKNOWN)
    give_question (match, i);
  else if (role == FOYER_ROLE_IGNORE)
    give_ignore (match, i);
  else
    give (match, i, role, _("Its heading says so."));
}

typedef gboolean (*ContentTest) (const char *text);

static gboolean
is_status (const char *text)
{
  FoyerSourceStatus status;

  return foyer_status_words_find (text, strlen (text), &status);
}

static gboolean
is_price (const char *text)
{
  gint64 amount;

  return foyer_money_parse (text, "EUR", &amount, NULL);
}

static gboolean
is_number (const char *text)
{
  return text[strspn (text, "0123456789 ")] == '\0';
}

static gboolean
is_check_in (const char *text)
{
  gboolean is_yes;

  return g_ascii_isdigit (text[0]) || foyer_status_words_find_yes (text, strlen (text), &is_yes) ||
         is_status (text);
}

/* Whether most of the different contents pass. Also when there is none. */
static gboolean
most_pass (const FoyerColumnEvidence *evidence, ContentTest test)
{
  guint n = 0;

  for (guint i = 0; i < evidence->distinct->len; i++)
    n += test (g_ptr_array_index (evidence->distinct, i));
  return 2 * n >= evidence->distinct->len;
}

/* Nearly every row says something else: a number, not a kind. */
static gboolean
is_nearly_unique (const FoyerColumnEvidence *evidence)
{
  return evidence->n_looked >= 20 && evidence->distinct->len > FOYER_MAX_DISTINCT &&
         evidence->n_repeated * 20 < evidence->n_looked;
}

/* A heading promises, the content keeps it or not: “Status: Speaker”, “Code: EARLY25”, “Amount:
 * two”. */
static void
check_content (Match *match, guint i)
{
  const FoyerColumnEvidence *evidence = &match->evidence[i];
  gboolean holds = TRUE;

  switch (match->columns[i].role)
    {
    case FOYER_ROLE_STATUS:
      holds = most_pass (evidence, is_status);
      break;
    case FOYER_ROLE_PRICE:
      holds = most_pass (evidence, is_price);
      break;
    case FOYER_ROLE_QUANTITY:
      holds = most_pass (evidence, is_number);
      break;
    case FOYER_ROLE_CHECKED_IN:
    case FOYER_ROLE_CHECK_IN_TIME:
      holds = most_pass (evidence, is_check_in);
      break;
    case FOYER_ROLE_CODE:
      holds = 2 * evidence->n_repeated <= evidence->n_looked;
      break;
    case FOYER_ROLE_TIER:
      if (is_nearly_unique (evidence))
        give (match, i, FOYER_ROLE_PUBLIC_ID, _("Every row has another one."));
      break;
    default:
      break;
    }
  if (!holds)
    give_question (match, i);
}

static gboolean
has_role (Match *match, FoyerImportRole role)
{
  for (guint i = 0; i < match->n_columns; i++)
    if (match->columns[i].role == role)
      return TRUE;
  return FALSE;
}

static gboolean
is_better (Match *match, guint a, guint b)
{
  if ((match->evidence[a].n_filled > 0) != (match->evidence[b].n_filled > 0))
    return match->evidence[a].n_filled > 0;
  return match->strengths[a] > match->strengths[b];
}

/* What a column is that would have been it, were there not a better one. */
static void
give_second_best (Match *match, guint i, FoyerImportRole wanted)
{
  if (wanted == FOYER_ROLE_EMAIL && !has_role (match, FOYER_ROLE_BUYER_EMAIL))
    give (match, i, FOYER_ROLE_BUYER_EMAIL, _("Another column has the attendees' own addresses."));
  else if (wanted == FOYER_ROLE_FULL_NAME && !has_role (match, FOYER_ROLE_BUYER_NAME))
    give (match, i, FOYER_ROLE_BUYER_NAME, _("Another column has the attendees' own names."));
  else if (wanted == FOYER_ROLE_CODE && !has_role (match, FOYER_ROLE_PUBLIC_ID))
    give (match, i, FOYER_ROLE_PUBLIC_ID, _("Another column has the code that is scanned."));
  else if (wanted == FOYER_ROLE_CODE || wanted == FOYER_ROLE_PUBLIC_ID ||
           wanted == FOYER_ROLE_ORDER_NUMBER || wanted == FOYER_ROLE_POSITION ||
           wanted == FOYER_ROLE_PRICE || wanted == FOYER_ROLE_CURRENCY)
    give_ignore (match, i);
  else
    give_question (match, i);
}

static void
settle_doubles (Match *match, FoyerImportRole role)
{
  int best = -1;

  for (guint i = 0; i < match->n_columns; i++)
    if (match->columns[i].role == role && (best < 0 || is_better (match, i, best)))
      best = i;
  for (guint i = 0; i < match->n_columns; i++)
    if (match->columns[i].role == role && (int) i != best)
      give_second_best (match, i, role);
}

static void
find_email_by_content (Match *match)
{
  for (guint i = 0; i < match->n_columns; i++)
    if (match->columns[i].role == FOYER_ROLE_QUESTION && match->evidence[i].n_looked > 0 &&
        match->evidence[i].n_emails * 10 >= match->evidence[i].n_looked * 6)
      {
        give (match, i, FOYER_ROLE_EMAIL, _("It holds e-mail addresses."));
        return;
      }
}

static void
find_name_by_content (Match *match)
{
  for (guint i = 0; i < match->n_columns; i++)
    if (match->columns[i].role == FOYER_ROLE_QUESTION && match->evidence[i].n_looked > 0 &&
        match->evidence[i].n_names * 10 >= match->evidence[i].n_looked * 6 &&
        match->evidence[i].n_repeated * 2 < match->evidence[i].n_looked)
      {
        give (match, i, FOYER_ROLE_FULL_NAME, _("It holds names."));
        return;
      }
}

/* A list of orders, not of attendees. */
static void
take_buyers (Match *match)
{
  for (guint i = 0; i < match->n_columns; i++)
    if (match->columns[i].role == FOYER_ROLE_BUYER_EMAIL)
      give (match, i, FOYER_ROLE_EMAIL, _("The list has no other addresses."));
    else if (match->columns[i].role == FOYER_ROLE_BUYER_NAME)
      give (match, i, FOYER_ROLE_FULL_NAME, _("The list has no other names."));
}

static void
find_by_content (Match *match)
{
  if (!has_role (match, FOYER_ROLE_EMAIL))
    find_email_by_content (match);
  if (!has_role (match, FOYER_ROLE_FULL_NAME) && !has_role (match, FOYER_ROLE_FIRST_NAME) &&
      !has_role (match, FOYER_ROLE_LAST_NAME))
    find_name_by_content (match);
  if (!has_role (match, FOYER_ROLE_FULL_NAME) && !has_role (match, FOYER_ROLE_FIRST_NAME) &&
      !has_role (match, FOYER_ROLE_LAST_NAME) && !has_role (match, FOYER_ROLE_EMAIL))
    take_buyers (match);
}

/* 09/01/26: a place that holds more than 12 somewhere is the day. Where nothing tells, what the
 * column beside it told. */
static void
decide_date_orders (Match *match, const char *layout)
{
  gboolean usual = g_strcmp0 (layout, "Eventbrite") == 0;

  for (guint i = 0; i < match->n_columns; i++)
    {
      if (match->evidence[i].max_second > 12 || match->evidence[i].has_ampm)
        usual = TRUE;
      else if (match->evidence[i].max_first > 12)
        usual = FALSE;
    }
  for (guint i = 0; i < match->n_columns; i++)
    {
      gboolean is_day_first = match->evidence[i].max_first > 12,
               is_month_first = match->evidence[i].max_second > 12;

      match->columns[i].month_first = is_day_first != is_month_first ? is_month_first : usual;
    }
}

/**
 * foyer_column_match: (skip)
 * @evidence: (array length=n_columns): what was seen
 * @n_columns: the number of columns
 * @words: the words of headings
 * @columns: (array length=n_columns): gets role, reason and month_first
 *
 * Headings first, then what a column holds; of two columns that fit one role the better one gets
 * it.
 *
 * Returns: (transfer none) (nullable): the name of the system whose layout it is
 */
const char *
foyer_column_match (const FoyerColumnEvidence *evidence,
                    guint n_columns,
                    FoyerHeaderWords *words,
                    FoyerImportColumn *columns)
{
  g_autofree FoyerHeaderStrength *strengths = g_new0 (FoyerHeaderStrength, n_columns);
  g_auto (GStrv) normals = g_new0 (char *, n_columns + 1);
  Match match = { evidence, n_columns, columns, strengths };
  const Layout *layout;

  for (guint i = 0; i < n_columns; i++)
    {
      normals[i] = foyer_header_words_normalize (evidence[i].label);
      match_heading (&match, i, words);
    }
  layout = find_layout (normals, n_columns);
  if (layout != NULL)
    apply_layout (&match, layout, normals);

  for (guint i = 0; i < n_columns; i++)
    check_content (&match, i);
  for (FoyerImportRole role = 0; role < FOYER_N_ROLES; role++)
    if (!foyer_import_role_is_shared (role))
      settle_doubles (&match, role);
  find_by_content (&match);

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i].is_empty = evidence[i].n_filled == 0;
      if (columns[i].is_empty && columns[i].role != FOYER_ROLE_IGNORE)
        give (&match, i, FOYER_ROLE_IGNORE, _("It is empty in every row."));
    }
  decide_date_orders (&match, layout != NULL ? layout->name : NULL);
  return layout != NULL ? layout->name : NULL;
}
