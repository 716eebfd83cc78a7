/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-publish-check.h"

#include "foyer-money.h"
#include "foyer-question.h"
#include "foyer-refund-policy.h"
#include "foyer-tier.h"
#include "foyer-time.h"

#include <json-glib/json-glib.h>

#define CHOICES_LEAST 2

/* What each problem is, in the enum's order. The field is that of the window's action "show-field":
 * a page, and the section of it. */
static const struct
{
  const char *token;
  FoyerPublishSeverity severity;
  const char *field;
} problems[] = {
  { "TITLE_MISSING", FOYER_PUBLISH_MUST, "details/basics/title" },
  { "ZONE_UNKNOWN", FOYER_PUBLISH_MUST, "details/when" },
  { "END_BEFORE_START", FOYER_PUBLISH_MUST, "details/when" },
  { "ENDED", FOYER_PUBLISH_MUST, "details/when" },
  { "STARTED", FOYER_PUBLISH_SHOULD, "details/when" },
  { "VENUE_MISSING", FOYER_PUBLISH_MUST, "details/where/venue" },
  { "URL_MISSING", FOYER_PUBLISH_MUST, "details/where/link" },
  { "NO_PLACES", FOYER_PUBLISH_MUST, "details/capacity" },
  { "TIER_MISSING", FOYER_PUBLISH_MUST, "tickets/tiers" },
  { "NO_TIER_ON_SALE", FOYER_PUBLISH_MUST, "tickets/tiers" },
  { "ALL_HIDDEN", FOYER_PUBLISH_SHOULD, "tickets/tiers" },
  { "SALE_END_BEFORE_START", FOYER_PUBLISH_MUST, "tickets/tiers" },
  { "SALE_AFTER_EVENT", FOYER_PUBLISH_SHOULD, "tickets/tiers" },
  { "CURRENCY_MISSING", FOYER_PUBLISH_MUST, "details/capacity" },
  { "PRICE_MISSING", FOYER_PUBLISH_SHOULD, "tickets/tiers" },
  { "QUESTION_WITHOUT_LABEL", FOYER_PUBLISH_MUST, "details/questions" },
  { "QUESTION_WITHOUT_CHOICES", FOYER_PUBLISH_MUST, "details/questions" },
  { "DESCRIPTION_MISSING", FOYER_PUBLISH_SHOULD, "details/description" },
  { "COVER_MISSING", FOYER_PUBLISH_SHOULD, "details/cover" },
  { "REFUND_POLICY_MISSING", FOYER_PUBLISH_SHOULD, "details/refund" },
  { "TEST_MODE", FOYER_PUBLISH_SHOULD, "overview/status" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (problems) == FOYER_N_PUBLISH_PROBLEMS);

typedef struct
{
  GPtrArray *items; /* (element-type FoyerPublishItem) */
  const FoyerEvent *event;
  gint64 now;
} Check;

static void
note (Check *check, FoyerPublishProblem problem, const char *subject)
{
  FoyerPublishItem *item = g_new0 (FoyerPublishItem, 1);

  item->problem = problem;
  item->subject = g_strdup (subject);
  g_ptr_array_add (check->items, item);
}

/* Nothing that could be read stands in it. */
static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* HTML without a word: an editor leaves an empty paragraph behind. A picture says something. */
static gboolean
is_blank_html (const char *html)
{
  gboolean is_tag = FALSE;

  for (const char *p = html; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '<')
        {
          if (g_ascii_strncasecmp (p, "<img", 4) == 0)
            return FALSE;
          is_tag = TRUE;
        }
      else if (*p == '>')
        is_tag = FALSE;
      else if (!is_tag && !g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }
  return TRUE;
}

static void
check_when (Check *check)
{
  const FoyerEvent *event = check->event;
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);

  if (zone == NULL)
    note (check, FOYER_PUBLISH_ZONE_UNKNOWN, event->timezone);
  if (event->start_date == FOYER_NONE || event->end_date == FOYER_NONE ||
      event->end_date <= event->start_date)
    note (check, FOYER_PUBLISH_END_BEFORE_START, NULL);
  else if (event->end_date <= check->now)
    note (check, FOYER_PUBLISH_ENDED, NULL);
  else if (event->start_date <= check->now)
    note (check, FOYER_PUBLISH_STARTED, NULL);
}

static void
check_where (Check *check)
{
  const FoyerEvent *event = check->event;

  if (event->venue_type != FOYER_VENUE_VIRTUAL && is_blank (event->venue_name) &&
      is_blank (event->venue_address))
    note (check, FOYER_PUBLISH_VENUE_MISSING, NULL);
  if (event->venue_type != FOYER_VENUE_IN_PERSON && is_blank (event->virtual_url))
    note (check, FOYER_PUBLISH_URL_MISSING, NULL);
  if (event->capacity != FOYER_NONE && event->capacity <= 0)
    note (check, FOYER_PUBLISH_NO_PLACES, NULL);
}

/* When the last ticket of it may be sold; exclusive. */
static gint64
get_sale_end (const Check *check, const FoyerTier *tier)
{
  return tier->sale_end != FOYER_NONE ? MIN (tier->sale_end, check->event->end_date)
                                      : check->event->end_date;
}

/* Is there a moment from now on at which somebody can buy it? */
static gboolean
can_be_sold (const Check *check, const FoyerTier *tier)
{
  gint64 end = get_sale_end (check, tier);

  if (tier->quantity_total != FOYER_NONE && tier->quantity_total <= 0)
    return FALSE;
  if (end <= check->now)
    return FALSE;
  return tier->sale_start == FOYER_NONE || tier->sale_start < end;
}

static gboolean
costs_money (const FoyerTier *tier)
{
  return tier->kind != FOYER_TIER_FREE && tier->price > 0;
}

static void
check_tier (Check *check, const FoyerTier *tier)
{
  if (tier->sale_start != FOYER_NONE && tier->sale_end != FOYER_NONE &&
      tier->sale_end <= tier->sale_start)
    note (check, FOYER_PUBLISH_SALE_END_BEFORE_START, tier->name);
  else if ((tier->sale_start != FOYER_NONE && tier->sale_start >= check->event->end_date) ||
           (tier->sale_end != FOYER_NONE && tier->sale_end > check->event->end_date))
    note (check, FOYER_PUBLISH_SALE_AFTER_EVENT, tier->name);
  if (tier->kind == FOYER_TIER_PAID && tier->price <= 0)
    note (check, FOYER_PUBLISH_PRICE_MISSING, tier->name);
}

/* An event that ends before it starts says nothing about its tiers. */
static void
check_tiers (Check *check, const GPtrArray *tiers)
{
  gboolean has_window = check->event->end_date > check->event->start_date;
  gboolean is_sold = FALSE;
  gboolean is_shown = FALSE;
  gboolean costs = FALSE;

  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];

      if (has_window)
        check_tier (check, tier);
      is_sold = is_sold || can_be_sold (check, tier);
      is_shown = is_shown || !tier->is_hidden;
      costs = costs || costs_money (tier);
    }

  if (tiers->len == 0)
    note (check, FOYER_PUBLISH_TIER_MISSING, NULL);
  else if (has_window && check->event->end_date > check->now && !is_sold)
    note (check, FOYER_PUBLISH_NO_TIER_ON_SALE, NULL);
  if (tiers->len > 0 && !is_shown)
    note (check, FOYER_PUBLISH_ALL_HIDDEN, NULL);
  if (costs && !foyer_currency_is_known (check->event->currency))
    note (check, FOYER_PUBLISH_CURRENCY_MISSING, check->event->currency);
  if (costs && !foyer_refund_policy_is_set (check->event))
    note (check, FOYER_PUBLISH_REFUND_POLICY_MISSING, NULL);
}

static guint
count_choices (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
             ? json_array_get_length (json_node_get_array (node))
             : 0;
}

static void
check_questions (Check *check, const GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const FoyerQuestion *question = questions->pdata[i];
      gboolean has_choices =
          question->type == FOYER_QUESTION_CHOICE || question->type == FOYER_QUESTION_SEVERAL;

      if (is_blank (question->label))
        note (check, FOYER_PUBLISH_QUESTION_WITHOUT_LABEL, NULL);
      if (has_choices && count_choices (question->options) < CHOICES_LEAST)
        note (check, FOYER_PUBLISH_QUESTION_WITHOUT_CHOICES, question->label);
    }
}

static void
check_face (Check *check)
{
  if (is_blank (check->event->short_description) && is_blank_html (check->event->description))
    note (check, FOYER_PUBLISH_DESCRIPTION_MISSING, NULL);
  if (foyer_uuid_is_nil (&check->event->cover_image_id))
    note (check, FOYER_PUBLISH_COVER_MISSING, NULL);
  if (check->event->is_test)
    note (check, FOYER_PUBLISH_TEST_MODE, NULL);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const FoyerPublishItem *first = *(FoyerPublishItem *const *) a;
  const FoyerPublishItem *second = *(FoyerPublishItem *const *) b;
  int severity = (int) foyer_publish_problem_get_severity (first->problem) -
                 (int) foyer_publish_problem_get_severity (second->problem);

  return severity != 0 ? severity : (int) first->problem - (int) second->problem;
}

/**
 * foyer_publish_check:
 * @event: an event
 * @tiers: (element-type FoyerTier): its tiers
 * @questions: (element-type FoyerQuestion): what it asks
 * @now: the moment at which it is to be published
 *
 * Looks for what an event lacks before people may see it. Pure; any thread.
 *
 * Returns: (transfer full) (element-type FoyerPublishItem): the checklist, first what must be
 * mended, then what should; empty when all is well
 */
GPtrArray *
foyer_publish_check (const FoyerEvent *event,
                     const GPtrArray *tiers,
                     const GPtrArray *questions,
                     gint64 now)
{
  Check check = { .event = event, .now = now };

  g_return_val_if_fail (event != NULL, NULL);
  g_return_val_if_fail (tiers != NULL && questions != NULL, NULL);

  check.items = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_publish_item_free);
  if (is_blank (event->title))
    note (&check, FOYER_PUBLISH_TITLE_MISSING, NULL);
  check_when (&check);
  check_where (&check);
  check_tiers (&check, tiers);
  check_questions (&check, questions);
  check_face (&check);
  g_ptr_array_sort (check.items, compare_items);
  return check.items;
}

/**
 * foyer_publish_is_clean:
 * @items: (element-type FoyerPublishItem): a checklist
 *
 * Returns: whether one click publishes
 */
gboolean
foyer_publish_is_clean (const GPtrArray *items)
{
  return items->len == 0;
}

/**
 * foyer_publish_is_possible:
 * @items: (element-type FoyerPublishItem): a checklist
 *
 * Returns: whether nothing of it must be mended first
 */
gboolean
foyer_publish_is_possible (const GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerPublishItem *item = items->pdata[i];

      if (foyer_publish_problem_get_severity (item->problem) == FOYER_PUBLISH_MUST)
        return FALSE;
    }
  return TRUE;
}

/**
 * foyer_publish_item_free:
 * @self: (transfer full) (nullable): a line of a checklist
 */
void
foyer_publish_item_free (FoyerPublishItem *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self);
}

/**
 * foyer_publish_problem_get_severity:
 * @problem: a problem
 *
 * Returns: whether it keeps an event from being published
 */
FoyerPublishSeverity
foyer_publish_problem_get_severity (FoyerPublishProblem problem)
{
  g_return_val_if_fail (problem < FOYER_N_PUBLISH_PROBLEMS, FOYER_PUBLISH_MUST);

  return problems[problem].severity;
}

/**
 * foyer_publish_problem_get_token:
 * @problem: a problem
 *
 * Returns: its name for scripts
 */
const char *
foyer_publish_problem_get_token (FoyerPublishProblem problem)
{
  g_return_val_if_fail (problem < FOYER_N_PUBLISH_PROBLEMS, "");

  return problems[problem].token;
}

/**
 * foyer_publish_problem_get_field:
 * @problem: a problem
 *
 * Returns: where it is mended: page and section, such as "details/when"
 */
const char *
foyer_publish_problem_get_field (FoyerPublishProblem problem)
{
  g_return_val_if_fail (problem < FOYER_N_PUBLISH_PROBLEMS, "");

  return problems[problem].field;
}
