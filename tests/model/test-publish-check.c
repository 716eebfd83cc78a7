/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-publish-check.h"
#include "foyer-question.h"
#include "foyer-tier.h"

#include <string.h>

#define NOW  (G_GINT64_CONSTANT (1795392000) * G_USEC_PER_SEC)
#define DAY  G_TIME_SPAN_DAY
#define HOUR G_TIME_SPAN_HOUR

/* An event that lacks nothing. */
typedef struct
{
  FoyerEvent *event;
  FoyerTier *tier;
  FoyerQuestion *question;
  GPtrArray *tiers;
  GPtrArray *questions;
} Scene;

static void
scene_init (Scene *scene)
{
  FoyerEvent *event = foyer_event_new ();
  FoyerTier *tier = foyer_tier_new ();

  event->title = g_strdup ("Pottery");
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  event->start_date = NOW + 10 * DAY;
  event->end_date = NOW + 10 * DAY + 3 * HOUR;
  event->venue_name = g_strdup ("Studio");
  event->virtual_url = g_strdup ("https://example.org/join");
  event->description = g_strdup ("<p>Clay.</p>");
  event->refund_full_days = 7;
  foyer_uuid_init_v7 (&event->cover_image_id);
  tier->name = g_strdup ("Standard");
  tier->price = 4900;
  scene->event = event;
  scene->tier = tier;
  scene->question = foyer_question_new ();
  scene->question->label = g_strdup ("Diet");
  scene->tiers = g_ptr_array_new_with_free_func (foyer_row_free);
  scene->questions = g_ptr_array_new_with_free_func (foyer_row_free);
  g_ptr_array_add (scene->tiers, tier);
  g_ptr_array_add (scene->questions, scene->question);
}

static void
scene_clear (Scene *scene)
{
  foyer_event_free (scene->event);
  g_ptr_array_unref (scene->tiers);
  g_ptr_array_unref (scene->questions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

typedef void (*Change) (Scene *scene);

static void
nothing (Scene *s)
{
}
static void
no_title (Scene *s)
{
  foyer_row_set_text (s->event, foyer_row_type_find (&FOYER_EVENT_TYPE, "title"), " \t");
}
static void
no_zone (Scene *s)
{
  strcpy (s->event->timezone, "Mars");
}
static void
end_first (Scene *s)
{
  s->event->end_date = s->event->start_date - 1;
}
static void
end_same (Scene *s)
{
  s->event->end_date = s->event->start_date;
}
static void
ended (Scene *s)
{
  s->event->start_date = NOW - DAY;
  s->event->end_date = NOW;
}
static void
begun (Scene *s)
{
  s->event->start_date = NOW;
  s->event->end_date = NOW + HOUR;
}
static void
no_venue (Scene *s)
{
  g_clear_pointer (&s->event->venue_name, g_free);
}
static void
address (Scene *s)
{
  no_venue (s);
  s->event->venue_address = g_strdup ("1 Road");
}
static void
no_url (Scene *s)
{
  g_clear_pointer (&s->event->virtual_url, g_free);
}
static void
virtual_alone (Scene *s)
{
  no_venue (s);
  s->event->venue_type = FOYER_VENUE_VIRTUAL;
}
static void
virtual_lost (Scene *s)
{
  virtual_alone (s);
  no_url (s);
}
static void
hybrid_lost (Scene *s)
{
  no_venue (s);
  no_url (s);
  s->event->venue_type = FOYER_VENUE_HYBRID;
}
static void
no_places (Scene *s)
{
  s->event->capacity = 0;
}
static void
no_tier (Scene *s)
{
  g_ptr_array_set_size (s->tiers, 0);
}
static void
sale_over (Scene *s)
{
  s->tier->sale_end = NOW;
}
static void
sale_to_come (Scene *s)
{
  s->tier->sale_start = NOW + DAY;
}
static void
sold_none (Scene *s)
{
  s->tier->quantity_total = 0;
}
static void
sale_backwards (Scene *s)
{
  s->tier->sale_start = NOW + 2 * DAY;
  s->tier->sale_end = NOW + DAY;
}
static void
sale_late (Scene *s)
{
  s->tier->sale_end = s->event->end_date + 1;
}
static void
sale_never (Scene *s)
{
  s->tier->sale_start = s->event->end_date;
}
static void
hidden (Scene *s)
{
  s->tier->is_hidden = TRUE;
}
static void
no_currency (Scene *s)
{
  strcpy (s->event->currency, "XYZ");
}
static void
free_no_currency (Scene *s)
{
  no_currency (s);
  s->tier->kind = FOYER_TIER_FREE;
  s->tier->price = 0;
}
static void
no_price (Scene *s)
{
  s->tier->price = 0;
}
static void
no_label (Scene *s)
{
  *s->question->label = ' ';
  s->question->label[1] = '\0';
}
static void
one_choice (Scene *s)
{
  s->question->type = FOYER_QUESTION_CHOICE;
  s->question->options = g_strdup ("[\"a\"]");
}
static void
two_choices (Scene *s)
{
  s->question->type = FOYER_QUESTION_SEVERAL;
  s->question->options = g_strdup ("[\"a\",\"b\"]");
}
static void
bad_choices (Scene *s)
{
  s->question->type = FOYER_QUESTION_CHOICE;
  s->question->options = g_strdup ("{");
}
static void
blank_html (Scene *s)
{
  strcpy (s->event->description, "<p> </p>");
}
static void
no_html (Scene *s)
{
  g_clear_pointer (&s->event->description, g_free);
}
static void
picture_html (Scene *s)
{
  g_free (s->event->description);
  s->event->description = g_strdup ("<p><img src=\"x\"></p>");
}
static void
short_words (Scene *s)
{
  no_html (s);
  s->event->short_description = g_strdup ("Clay");
}
static void
no_cover (Scene *s)
{
  memset (&s->event->cover_image_id, 0, sizeof (FoyerUuid));
}
static void
no_policy (Scene *s)
{
  s->event->refund_full_days = FOYER_NONE;
}
static void
part_policy (Scene *s)
{
  no_policy (s);
  s->event->refund_part_hours = 24;
}
static void
free_policy (Scene *s)
{
  no_policy (s);
  s->tier->kind = FOYER_TIER_FREE;
  s->tier->price = 0;
}
static void
test_mode (Scene *s)
{
  s->event->is_test = TRUE;
}

/* clang-format off */
static const struct
{
  const char *name;
  Change change;
  const char *tokens; /* in order, with spaces */
  gboolean is_possible;
} cases[] = {
  { "all is well", nothing, "", TRUE },
  { "no title", no_title, "TITLE_MISSING", FALSE },
  { "no zone", no_zone, "ZONE_UNKNOWN", FALSE },
  { "end first", end_first, "END_BEFORE_START", FALSE },
  { "no length", end_same, "END_BEFORE_START", FALSE },
  { "ended", ended, "ENDED", FALSE },
  { "begun", begun, "STARTED", TRUE },
  { "no venue", no_venue, "VENUE_MISSING", FALSE },
  { "an address is a venue", address, "", TRUE },
  { "in person needs no link", no_url, "", TRUE },
  { "virtual needs no venue", virtual_alone, "", TRUE },
  { "virtual needs a link", virtual_lost, "URL_MISSING", FALSE },
  { "hybrid needs both", hybrid_lost, "VENUE_MISSING URL_MISSING", FALSE },
  { "no places", no_places, "NO_PLACES", FALSE },
  { "no tier", no_tier, "TIER_MISSING", FALSE },
  { "sale over", sale_over, "NO_TIER_ON_SALE", FALSE },
  { "sale to come", sale_to_come, "", TRUE },
  { "none to sell", sold_none, "NO_TIER_ON_SALE", FALSE },
  { "sale backwards", sale_backwards, "NO_TIER_ON_SALE SALE_END_BEFORE_START", FALSE },
  { "sale after the end", sale_late, "SALE_AFTER_EVENT", TRUE },
  { "sale only after the end", sale_never, "NO_TIER_ON_SALE SALE_AFTER_EVENT", FALSE },
  { "all hidden", hidden, "ALL_HIDDEN", TRUE },
  { "no currency", no_currency, "CURRENCY_MISSING", FALSE },
  { "free needs no currency", free_no_currency, "", TRUE },
  { "paid for nothing", no_price, "PRICE_MISSING", TRUE },
  { "question without a text", no_label, "QUESTION_WITHOUT_LABEL", FALSE },
  { "one choice", one_choice, "QUESTION_WITHOUT_CHOICES", FALSE },
  { "choices that cannot be read", bad_choices, "QUESTION_WITHOUT_CHOICES", FALSE },
  { "two choices", two_choices, "", TRUE },
  { "blank description", blank_html, "DESCRIPTION_MISSING", TRUE },
  { "no description", no_html, "DESCRIPTION_MISSING", TRUE },
  { "a picture is a description", picture_html, "", TRUE },
  { "short words are a description", short_words, "", TRUE },
  { "no cover", no_cover, "COVER_MISSING", TRUE },
  { "no policy", no_policy, "REFUND_POLICY_MISSING", TRUE },
  { "part is a policy", part_policy, "", TRUE },
  { "free needs no policy", free_policy, "", TRUE },
  { "test mode", test_mode, "TEST_MODE", TRUE },
};
/* clang-format on */

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Scene) scene;
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (GString) tokens = g_string_new (NULL);

      g_test_message ("%s", cases[i].name);
      scene_init (&scene);
      cases[i].change (&scene);
      items = foyer_publish_check (scene.event, scene.tiers, scene.questions, NOW);
      for (guint k = 0; k < items->len; k++)
        {
          const FoyerPublishItem *item = items->pdata[k];

          g_string_append_printf (tokens, "%s%s", k > 0 ? " " : "",
                                  foyer_publish_problem_get_token (item->problem));
        }
      g_assert_cmpstr (tokens->str, ==, cases[i].tokens);
      g_assert_cmpint (foyer_publish_is_possible (items), ==, cases[i].is_possible);
      g_assert_cmpint (foyer_publish_is_clean (items), ==, *cases[i].tokens == '\0');
    }
}

/* What must be comes before what should. */
static void
test_order (void)
{
  g_auto (Scene) scene;
  g_autoptr (GPtrArray) items = NULL;
  FoyerPublishSeverity last = FOYER_PUBLISH_MUST;

  scene_init (&scene);
  test_mode (&scene);
  no_html (&scene);
  no_title (&scene);
  one_choice (&scene);
  items = foyer_publish_check (scene.event, scene.tiers, scene.questions, NOW);
  g_assert_cmpuint (items->len, ==, 4);
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerPublishItem *item = items->pdata[i];
      FoyerPublishSeverity severity = foyer_publish_problem_get_severity (item->problem);

      g_assert_cmpint (severity, >=, last);
      last = severity;
    }
  g_assert_cmpint (last, ==, FOYER_PUBLISH_SHOULD);
}

/* Every problem has a place where it is mended, and words that name what it is about. */
static void
test_words (void)
{
  for (guint i = 0; i < FOYER_N_PUBLISH_PROBLEMS; i++)
    {
      FoyerPublishItem item = { .problem = i, .subject = (char *) "VIP" };
      g_autofree char *sentence = foyer_publish_item_dup_sentence (&item);
      const char *field = foyer_publish_problem_get_field (i);

      g_assert_cmpuint (strlen (sentence), >, 10);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_nonnull (strchr (field, '/'));
      if (strstr (sentence, "“") != NULL)
        g_assert_nonnull (strstr (sentence, "VIP"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish-check/cases", test_cases);
  g_test_add_func ("/publish-check/order", test_order);
  g_test_add_func ("/publish-check/words", test_words);
  return g_test_run ();
}
