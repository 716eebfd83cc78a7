/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-decision.h"

#include <string.h>

#define NOW (1000 * G_TIME_SPAN_SECOND)

static FoyerUuid event_id, other_id, tier_id, other_tier_id;

/* All that a door can know, with nothing against the person. */
typedef struct
{
  FoyerScanFacts facts;
  FoyerEvent event, other_event;
  FoyerTicket ticket;
  FoyerOrder order;
  FoyerCheckInList list;
  FoyerCheckIn last;
  char tier_ids[128];
} Scene;

static void
init_scene (Scene *scene)
{
  memset (scene, 0, sizeof *scene);

  scene->event.row.id = event_id;
  scene->other_event.row.id = other_id;
  scene->ticket.event_id = event_id;
  scene->ticket.tier_id = tier_id;
  scene->ticket.status = FOYER_TICKET_VALID;
  scene->order.status = FOYER_ORDER_COMPLETED;
  scene->list.opens_at = FOYER_NONE;
  scene->list.closes_at = FOYER_NONE;
  scene->list.max_inside = FOYER_NONE;

  scene->facts.code_state = FOYER_CODE_GENUINE;
  scene->facts.n_matches = 1;
  scene->facts.ticket = &scene->ticket;
  scene->facts.order = &scene->order;
  scene->facts.event = &scene->event;
  scene->facts.list = &scene->list;
  scene->facts.now = NOW;
}

static void
take_only_tier (Scene *scene, const FoyerUuid *id)
{
  char text[FOYER_UUID_STRING_SIZE];

  foyer_uuid_format (id, text);
  g_snprintf (scene->tier_ids, sizeof scene->tier_ids, "[\"%s\"]", text);
  scene->list.tier_ids = scene->tier_ids;
}

static void
forget_ticket (Scene *scene)
{
  scene->facts.ticket = NULL;
  scene->facts.order = NULL;
  scene->facts.n_matches = 0;
}

/* What goes wrong, one thing each; the verdict that alone it leads to. In the order of the checks.
 */
static void
make_unreadable (Scene *scene)
{
  forget_ticket (scene);
  scene->facts.code_state = FOYER_CODE_UNREADABLE;
}

static void
make_unknown (Scene *scene)
{
  forget_ticket (scene);
  scene->facts.code_state = FOYER_CODE_FOREIGN;
}

static void
make_forged (Scene *scene)
{
  forget_ticket (scene);
  scene->facts.code_state = FOYER_CODE_FORGED;
}

static void
make_ambiguous (Scene *scene)
{
  forget_ticket (scene);
  scene->facts.n_matches = 2;
}

static void
make_wrong_event (Scene *scene)
{
  scene->ticket.event_id = other_id;
  scene->facts.ticket_event = &scene->other_event;
}

static void
make_test_ticket (Scene *scene)
{
  make_wrong_event (scene);
  scene->other_event.is_test = TRUE;
}

static void
make_replaced (Scene *scene)
{
  scene->facts.is_replaced = TRUE;
}

static void
make_refunded (Scene *scene)
{
  scene->ticket.status = FOYER_TICKET_CANCELLED;
  scene->ticket.is_refunded = TRUE;
}

static void
make_order_refunded (Scene *scene)
{
  scene->order.status = FOYER_ORDER_REFUNDED;
}

static void
make_expired (Scene *scene)
{
  scene->order.status = FOYER_ORDER_EXPIRED;
}

static void
make_cancelled (Scene *scene)
{
  scene->ticket.status = FOYER_TICKET_CANCELLED;
}

static void
make_blocked (Scene *scene)
{
  scene->ticket.is_blocked = TRUE;
}

static void
make_unapproved (Scene *scene)
{
  scene->ticket.needs_approval = TRUE;
}

static void
make_revoked (Scene *scene)
{
  forget_ticket (scene);
  scene->facts.code_state = FOYER_CODE_REVOKED;
}

static void
make_wrong_tier (Scene *scene)
{
  take_only_tier (scene, &other_tier_id);
}

static void
make_too_early (Scene *scene)
{
  scene->list.opens_at = NOW + 1;
}

static void
make_too_late (Scene *scene)
{
  scene->list.closes_at = NOW;
}

static void
make_unpaid (Scene *scene)
{
  scene->order.status = FOYER_ORDER_PENDING;
}

static void
make_full (Scene *scene)
{
  scene->list.max_inside = 10;
  scene->facts.n_inside = 10;
}

static void
ask_questions (Scene *scene)
{
  scene->facts.n_missing_answers = 1;
}

static void
make_used (Scene *scene)
{
  scene->facts.last = &scene->last;
  scene->last.direction = FOYER_DIRECTION_EXIT; /* inside, nobody is told “full” */
}

static const struct
{
  void (*spoil) (Scene *scene);
  FoyerVerdict verdict;
  guint rank; /* of the check; equal ones exclude each other */
} troubles[] = {
  { make_unreadable, FOYER_VERDICT_UNREADABLE, 1 },
  { make_unknown, FOYER_VERDICT_UNKNOWN, 1 },
  { make_forged, FOYER_VERDICT_FORGED, 1 },
  { make_ambiguous, FOYER_VERDICT_AMBIGUOUS, 1 },
  { make_wrong_event, FOYER_VERDICT_WRONG_EVENT, 2 },
  { make_test_ticket, FOYER_VERDICT_TEST_TICKET, 2 },
  { make_replaced, FOYER_VERDICT_REPLACED, 3 },
  { make_refunded, FOYER_VERDICT_REFUNDED, 4 },
  { make_order_refunded, FOYER_VERDICT_REFUNDED, 4 },
  { make_expired, FOYER_VERDICT_EXPIRED, 4 },
  { make_cancelled, FOYER_VERDICT_CANCELLED, 4 },
  { make_blocked, FOYER_VERDICT_BLOCKED, 5 },
  { make_unapproved, FOYER_VERDICT_UNAPPROVED, 6 },
  { make_revoked, FOYER_VERDICT_REVOKED_KEY, 7 },
  { make_wrong_tier, FOYER_VERDICT_WRONG_TIER, 8 },
  { make_too_early, FOYER_VERDICT_TOO_EARLY, 9 },
  { make_too_late, FOYER_VERDICT_TOO_LATE, 9 },
  { make_unpaid, FOYER_VERDICT_UNPAID, 10 },
  { make_full, FOYER_VERDICT_RULE, 11 },
  { ask_questions, FOYER_VERDICT_ANSWERS_REQUIRED, 12 },
  { make_used, FOYER_VERDICT_ALREADY_IN, 13 },
};

static void
assert_verdict (const FoyerScanFacts *facts, FoyerVerdict expected)
{
  g_assert_cmpstr (foyer_verdict_to_token (foyer_decide (facts)), ==,
                   foyer_verdict_to_token (expected));
}

static void
test_each (void)
{
  Scene scene;

  init_scene (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      init_scene (&scene);
      troubles[i].spoil (&scene);
      assert_verdict (&scene.facts, troubles[i].verdict);
    }
}

/* Of any two things wrong, the one whose check comes first is said. */
static void
test_precedence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    for (guint j = 0; j < G_N_ELEMENTS (troubles); j++)
      {
        Scene scene;

        if (troubles[i].rank >= troubles[j].rank)
          continue;
        /* nothing is found, so nothing else can be known of it, but to which event it belongs or
         * that it was retired */
        if (troubles[i].rank == 1 && (troubles[j].rank == 2 || troubles[j].rank == 3))
          continue;
        if (troubles[j].spoil == make_revoked && troubles[i].rank > 3)
          continue;
        init_scene (&scene);
        troubles[j].spoil (&scene);
        troubles[i].spoil (&scene);
        g_test_message ("%s before %s", foyer_verdict_to_token (troubles[i].verdict),
                        foyer_verdict_to_token (troubles[j].verdict));
        assert_verdict (&scene.facts, troubles[i].verdict);
      }
}

static void
test_overrides (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    for (int override = FOYER_OVERRIDE_NONE; override <= FOYER_OVERRIDE_MANAGER; override++)
      {
        FoyerOverride needed = foyer_verdict_get_override (troubles[i].verdict);
        gboolean fits = override == (int) needed ||
                        (needed == FOYER_OVERRIDE_SUPERVISOR && override == FOYER_OVERRIDE_MANAGER);
        Scene scene;

        if (needed == FOYER_OVERRIDE_NONE || needed == FOYER_OVERRIDE_CHOICE ||
            needed == FOYER_OVERRIDE_WALK_IN)
          fits = FALSE;
        init_scene (&scene);
        troubles[i].spoil (&scene);
        scene.facts.override = override;
        assert_verdict (&scene.facts, !fits                              ? troubles[i].verdict
                                      : troubles[i].spoil == make_revoked ? FOYER_VERDICT_PROVISIONAL
                                                                          : FOYER_VERDICT_ADMITTED);
      }
}

/* What an override does not settle is still said. */
static void
test_override_goes_on (void)
{
  Scene scene;

  init_scene (&scene);
  make_too_early (&scene);
  make_unpaid (&scene);
  scene.facts.override = FOYER_OVERRIDE_SUPERVISOR;
  assert_verdict (&scene.facts, FOYER_VERDICT_UNPAID);

  init_scene (&scene);
  make_too_early (&scene);
  make_used (&scene);
  scene.facts.override = FOYER_OVERRIDE_SUPERVISOR;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  init_scene (&scene);
  make_revoked (&scene);
  scene.facts.override = FOYER_OVERRIDE_MANAGER;
  assert_verdict (&scene.facts, FOYER_VERDICT_PROVISIONAL);
}

static void
test_identity (void)
{
  Scene scene;

  /* genuine, not in the replica yet */
  init_scene (&scene);
  forget_ticket (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_PROVISIONAL);
  make_full (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_RULE);

  init_scene (&scene);
  forget_ticket (&scene);
  make_too_late (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_TOO_LATE);

  init_scene (&scene);
  forget_ticket (&scene);
  scene.facts.is_elsewhere = TRUE;
  assert_verdict (&scene.facts, FOYER_VERDICT_WRONG_EVENT);

  /* what is not proven says nothing of its event */
  scene.facts.code_state = FOYER_CODE_FORGED;
  assert_verdict (&scene.facts, FOYER_VERDICT_FORGED);

  /* a key that was withdrawn: what is known is good by itself, cancelled by itself */
  init_scene (&scene);
  scene.facts.code_state = FOYER_CODE_REVOKED;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
  make_cancelled (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_CANCELLED);

  init_scene (&scene);
  forget_ticket (&scene);
  make_replaced (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_REPLACED);

  /* found by its code: a signature by a key of elsewhere does not matter */
  init_scene (&scene);
  scene.facts.code_state = FOYER_CODE_FORGED;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  /* chosen by hand, without a code, or among several */
  init_scene (&scene);
  scene.facts.code_state = FOYER_CODE_UNREADABLE;
  scene.facts.n_matches = 2;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  /* the event is told by the ticket alone, too */
  init_scene (&scene);
  scene.ticket.event_id = other_id;
  assert_verdict (&scene.facts, FOYER_VERDICT_WRONG_EVENT);

  /* people practise at a test event's own door */
  init_scene (&scene);
  scene.event.is_test = TRUE;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
  make_test_ticket (&scene);
  assert_verdict (&scene.facts, FOYER_VERDICT_WRONG_EVENT);

  /* made valid again by somebody who knew that the money went back */
  init_scene (&scene);
  scene.ticket.is_refunded = TRUE;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
}

static void
test_list (void)
{
  Scene scene;

  init_scene (&scene);
  take_only_tier (&scene, &tier_id);
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
  memset (&scene.ticket.tier_id, 0, sizeof scene.ticket.tier_id);
  assert_verdict (&scene.facts, FOYER_VERDICT_WRONG_TIER);

  init_scene (&scene);
  scene.list.opens_at = NOW;
  scene.list.closes_at = NOW + 1;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  init_scene (&scene);
  make_unpaid (&scene);
  scene.list.allow_unpaid = TRUE;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  init_scene (&scene);
  make_full (&scene);
  scene.facts.n_inside = 9;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);

  init_scene (&scene);
  scene.order.status = FOYER_ORDER_PARTLY_REFUNDED;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
  scene.facts.order = NULL;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
}

static void
test_again (void)
{
  static const struct
  {
    FoyerDirection last;
    gboolean allow_reentry;
    gboolean allow_multiple;
    FoyerVerdict verdict;
  } cases[] = {
    { FOYER_DIRECTION_ENTRY, FALSE, FALSE, FOYER_VERDICT_ALREADY_IN },
    { FOYER_DIRECTION_ENTRY, TRUE, FALSE, FOYER_VERDICT_ALREADY_IN },
    { FOYER_DIRECTION_ENTRY, FALSE, TRUE, FOYER_VERDICT_ADMITTED },
    { FOYER_DIRECTION_EXIT, FALSE, FALSE, FOYER_VERDICT_ALREADY_IN },
    { FOYER_DIRECTION_EXIT, TRUE, FALSE, FOYER_VERDICT_ADMITTED },
    { FOYER_DIRECTION_EXIT, FALSE, TRUE, FOYER_VERDICT_ADMITTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Scene scene;

      init_scene (&scene);
      scene.facts.last = &scene.last;
      scene.last.direction = cases[i].last;
      scene.list.allow_reentry = cases[i].allow_reentry;
      scene.list.allow_multiple = cases[i].allow_multiple;
      assert_verdict (&scene.facts, cases[i].verdict);
    }

  /* inside, and the house is full of people like them */
  {
    Scene scene;

    init_scene (&scene);
    make_full (&scene);
    scene.facts.last = &scene.last;
    scene.last.direction = FOYER_DIRECTION_ENTRY;
    assert_verdict (&scene.facts, FOYER_VERDICT_ALREADY_IN);
  }
}

/* The imported list says that the person is in already; a check-in of ours at another entrance does
 * not say it of this one. */
static void
test_imported (void)
{
  Scene scene;

  init_scene (&scene);
  scene.ticket.status = FOYER_TICKET_CHECKED_IN;
  assert_verdict (&scene.facts, FOYER_VERDICT_ALREADY_IN);
  scene.facts.direction = FOYER_DIRECTION_EXIT;
  assert_verdict (&scene.facts, FOYER_VERDICT_EXITED);

  init_scene (&scene);
  scene.ticket.status = FOYER_TICKET_CHECKED_IN;
  scene.ticket.check_in_method = FOYER_METHOD_QR_SCAN;
  assert_verdict (&scene.facts, FOYER_VERDICT_ADMITTED);
  scene.facts.direction = FOYER_DIRECTION_EXIT;
  assert_verdict (&scene.facts, FOYER_VERDICT_NOT_INSIDE);
}

/* Who is inside may leave, whatever else is wrong; who is not, or is unknown, may not. */
static void
test_exit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      Scene scene;

      init_scene (&scene);
      troubles[i].spoil (&scene);
      scene.facts.direction = FOYER_DIRECTION_EXIT;
      scene.facts.last = &scene.last;
      scene.last.direction = FOYER_DIRECTION_ENTRY;
      assert_verdict (&scene.facts,
                      troubles[i].rank <= 2 ? troubles[i].verdict : FOYER_VERDICT_EXITED);

      scene.last.direction = FOYER_DIRECTION_EXIT;
      assert_verdict (&scene.facts,
                      troubles[i].rank <= 2 ? troubles[i].verdict : FOYER_VERDICT_NOT_INSIDE);
      scene.facts.last = NULL;
      assert_verdict (&scene.facts,
                      troubles[i].rank <= 2 ? troubles[i].verdict : FOYER_VERDICT_NOT_INSIDE);

      scene.facts.override = FOYER_OVERRIDE_SUPERVISOR;
      assert_verdict (&scene.facts,
                      troubles[i].rank <= 2 ? troubles[i].verdict : FOYER_VERDICT_EXITED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  foyer_uuid_init_v7 (&event_id);
  foyer_uuid_init_v7 (&other_id);
  foyer_uuid_init_v7 (&tier_id);
  foyer_uuid_init_v7 (&other_tier_id);

  g_test_add_func ("/decision/each", test_each);
  g_test_add_func ("/decision/precedence", test_precedence);
  g_test_add_func ("/decision/overrides", test_overrides);
  g_test_add_func ("/decision/override-goes-on", test_override_goes_on);
  g_test_add_func ("/decision/identity", test_identity);
  g_test_add_func ("/decision/list", test_list);
  g_test_add_func ("/decision/again", test_again);
  g_test_add_func ("/decision/imported", test_imported);
  g_test_add_func ("/decision/exit", test_exit);

  return g_test_run ();
}
