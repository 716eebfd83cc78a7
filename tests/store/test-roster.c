/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roster against the obvious: every ticket read as a row, looked at one by one. */
#include "foyer-roster.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "foyer-answers.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-test.h"
#include "foyer-text.h"
#include "foyer-tier.h"
#include "foyer-time.h"
#include "foyer-transaction.h"

#define N_TIERS 3

typedef struct
{
  FoyerTestDir dir;
  char *cache_dir;
  FoyerDatabase *db;
  FoyerUuid event_id;
  FoyerUuid tier_ids[N_TIERS];
  GRand *rand;
} Fixture;

static const char *const names[] = {
  "Anna Müller", "ANNA MULLER", "Grace Hopper", "山田 太郎", "Zoë", "محمد علي", "Ada Lovelace", "Bo",
  "Ångström, Anders", "Jean-Luc Ó Sé", "Li", "Grace\tHopper\n", "Łukasz", "O'Brien", "a", "An",
};
static const char *const companies[] = { "Acme, Inc.", "Ähnlich GmbH", "", "株式会社", "acme", NULL };
static const char *const words[] = {
  "anna", "an", "a",  "mul", "müller", "田", "山田 太郎", "grace hop", "acme 1", "@example", "c0", "QQQQ",
  "zoe",  "",   "  ", "o'br", "lukasz", "luka acme", "9", "li a", "AAAA BBBB", "ss", "hopper g", NULL,
};

static void
commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

static FoyerTransaction *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (fixture->db, "test", &error);

  g_assert_no_error (error);
  return transaction;
}

static void
insert (FoyerTransaction *transaction, gpointer row)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_insert (transaction, row, &error);
  g_assert_no_error (error);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static const char *
pick (GRand *rand, const char *const *from, guint n)
{
  return from[g_rand_int_range (rand, 0, n)];
}

static char *
make_code (GRand *rand)
{
  GString *code = g_string_new ("C");

  for (guint n = g_rand_boolean (rand) ? 6 : 60; n > 0; n--)
    g_string_append_c (code, "0QAB "[g_rand_int_range (rand, 0, 5)]);
  return g_string_free (code, FALSE);
}

static void
randomize (Fixture *fixture, FoyerTicket *ticket)
{
  GRand *rand = fixture->rand;

  set_text (&ticket->attendee_name, pick (rand, names, G_N_ELEMENTS (names)));
  set_text (&ticket->company, pick (rand, companies, G_N_ELEMENTS (companies)));
  g_free (ticket->attendee_email);
  ticket->attendee_email
      = g_strdup_printf ("guest%d@example.org", g_rand_int_range (rand, 0, 3000));
  g_free (ticket->qr_code);
  ticket->qr_code = make_code (rand);
  memset (&ticket->tier_id, 0, sizeof ticket->tier_id);
  if (g_rand_int_range (rand, 0, 10) > 0)
    ticket->tier_id = fixture->tier_ids[g_rand_int_range (rand, 0, N_TIERS)];
  ticket->status = g_rand_int_range (rand, 0, 3);
  ticket->check_in_time = ticket->check_out_time = FOYER_NONE;
  if (ticket->status == FOYER_TICKET_CHECKED_IN)
    {
      ticket->check_in_time = g_rand_int_range (rand, 1, 50) * G_TIME_SPAN_HOUR;
      if (g_rand_boolean (rand))
        ticket->check_out_time = ticket->check_in_time + G_TIME_SPAN_HOUR;
    }
  ticket->badge_printed_at = g_rand_boolean (rand) ? FOYER_NONE : G_TIME_SPAN_DAY;
  g_free (ticket->answers);
  ticket->answers = NULL;
  if (g_rand_boolean (rand))
    ticket->answers = foyer_answers_set (NULL, "meal", pick (rand, names, G_N_ELEMENTS (names)));
}

static void
add_tickets (Fixture *fixture, guint n)
{
  FoyerTransaction *transaction = begin (fixture);
  FoyerUuid order_id = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      if (g_rand_int_range (fixture->rand, 0, 3) == 0)
        {
          g_autoptr (FoyerOrder) order = foyer_order_new ();

          order->event_id = fixture->event_id;
          order->order_number = g_strdup_printf ("N%d", g_rand_int_range (fixture->rand, 0, 999));
          order->currency = g_strdup ("EUR");
          order->status
              = g_rand_boolean (fixture->rand) ? FOYER_ORDER_PENDING : FOYER_ORDER_COMPLETED;
          insert (transaction, order);
          order_id = order->row.id;
        }
      ticket->event_id = fixture->event_id;
      if (g_rand_int_range (fixture->rand, 0, 4) > 0)
        ticket->order_id = order_id;
      randomize (fixture, ticket);
      insert (transaction, ticket);
    }
  commit (transaction);
}

static void
add_event (Fixture *fixture)
{
  static const char *const tier_names[] = { "VIP", "Regular", "Student" };
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  FoyerTransaction *transaction = begin (fixture);

  event->title = g_strdup ("Conf");
  event->slug = g_strdup ("conf");
  event->timezone = g_strdup ("Europe/Berlin");
  event->currency = g_strdup ("EUR");
  event->start_date = 1;
  event->end_date = 2;
  insert (transaction, event);
  fixture->event_id = event->row.id;
  for (guint n = 0; n < N_TIERS; n++)
    {
      g_autoptr (FoyerTier) tier = foyer_tier_new ();

      tier->event_id = fixture->event_id;
      tier->name = g_strdup (tier_names[n]);
      tier->sort_order = n;
      insert (transaction, tier);
      fixture->tier_ids[n] = tier->row.id;
    }
  for (guint n = 0; n < 2; n++)
    {
      g_autoptr (FoyerQuestion) question = foyer_question_new ();

      question->event_id = fixture->event_id;
      question->code = g_strdup (n == 0 ? "size" : "meal");
      question->label = g_strdup (n == 0 ? "Size" : "Meal");
      question->sort_order = n;
      insert (transaction, question);
    }
  commit (transaction);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->dir = foyer_test_dir_new ();
  fixture->cache_dir = g_build_filename (fixture->dir, "cache", NULL);
  path = g_build_filename (fixture->dir, "foyer.sqlite", NULL);
  fixture->rand = g_rand_new_with_seed (7);
  fixture->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  add_event (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->db);
  g_rand_free (fixture->rand);
  g_free (fixture->cache_dir);
  foyer_test_dir_free (fixture->dir);
}

static FoyerRoster *
load (Fixture *fixture, const char *cache_dir)
{
  g_autoptr (GError) error = NULL;
  FoyerRoster *roster = foyer_roster_new (&fixture->event_id, cache_dir);

  g_assert_false (foyer_roster_is_ready (roster));
  foyer_roster_load (roster, fixture->db, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_roster_is_ready (roster));
  return roster;
}

static gboolean
update (Fixture *fixture, FoyerRoster *roster)
{
  g_autoptr (FoyerChanges) changes = foyer_changes_read (fixture->db, 0, NULL);

  g_assert_nonnull (changes);
  return foyer_roster_update (roster, fixture->db, changes, NULL);
}

/* --- the obvious way --- */

typedef struct
{
  FoyerTicket *ticket;
  FoyerOrder *order;
  char *fields[5]; /* folded */
  char *answers[2];
  int tier;
  FoyerAttendance state;
  const FoyerRosterQuery *query;
} Person;

static void
person_free (gpointer data)
{
  Person *self = data;

  foyer_ticket_free (self->ticket);
  g_clear_pointer (&self->order, foyer_order_free);
  for (guint n = 0; n < 5; n++)
    g_free (self->fields[n]);
  for (guint n = 0; n < 2; n++)
    g_free (self->answers[n]);
  g_free (self);
}

static char *
fold (const char *text)
{
  char *folded = foyer_text_fold (text, -1);

  for (char *c = folded; *c != '\0'; c++)
    if ((guchar) *c < 0x20)
      *c = ' ';
  return folded;
}

static FoyerAttendance
attendance_of (const Person *person)
{
  const FoyerTicket *ticket = person->ticket;

  if (ticket->status == FOYER_TICKET_CANCELLED)
    return FOYER_ATTENDANCE_CANCELLED;
  if (ticket->status == FOYER_TICKET_CHECKED_IN)
    return ticket->check_out_time == FOYER_NONE ? FOYER_ATTENDANCE_INSIDE : FOYER_ATTENDANCE_LEFT;
  if (person->order != NULL && person->order->status == FOYER_ORDER_PENDING)
    return FOYER_ATTENDANCE_UNPAID;
  return FOYER_ATTENDANCE_EXPECTED;
}

static GPtrArray *
read_people (Fixture *fixture)
{
  g_autoptr (GPtrArray) tickets
      = foyer_row_store_list (fixture->db, &FOYER_TICKET_TYPE, &fixture->event_id, NULL);
  g_autoptr (GPtrArray) tiers
      = foyer_row_store_list (fixture->db, &FOYER_TIER_TYPE, &fixture->event_id, NULL);
  GPtrArray *people = g_ptr_array_new_with_free_func (person_free);

  for (guint i = 0; i < tickets->len; i++)
    {
      Person *person = g_new0 (Person, 1);
      FoyerTicket *ticket = person->ticket = foyer_ticket_copy (tickets->pdata[i]);
      g_autofree char *size = foyer_answers_dup (ticket->answers, "size");
      g_autofree char *meal = foyer_answers_dup (ticket->answers, "meal");

      if (!foyer_uuid_is_nil (&ticket->order_id))
        person->order
            = foyer_row_store_find (fixture->db, &FOYER_ORDER_TYPE, &ticket->order_id, NULL);
      person->fields[0] = fold (ticket->attendee_name);
      person->fields[1] = fold (ticket->company);
      person->fields[2] = fold (ticket->attendee_email);
      person->fields[3] = fold (person->order != NULL ? person->order->order_number : NULL);
      person->fields[4] = fold (ticket->qr_code);
      person->answers[0] = fold (size);
      person->answers[1] = fold (meal);
      person->tier = -1;
      for (guint n = 0; n < tiers->len; n++)
        if (foyer_uuid_equal (&((FoyerTier *) tiers->pdata[n])->row.id, &ticket->tier_id))
          person->tier = n;
      person->state = attendance_of (person);
      g_ptr_array_add (people, person);
    }
  return people;
}

static gboolean
has_word (const Person *person, const char *word)
{
  for (guint n = 0; n < 5; n++)
    if ((n < 4 || strlen (person->fields[4]) <= 32 || strlen (word) >= 4)
        && strstr (person->fields[n], word) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_text (const Person *person, const char *text)
{
  g_autofree char *folded = fold (text);
  g_auto (GStrv) split = g_strsplit (g_strstrip (folded), " ", -1);
  gboolean has_all = TRUE;

  for (guint i = 0; split[i] != NULL; i++)
    has_all &= split[i][0] == '\0' || has_word (person, split[i]);
  return has_all
         || (strlen (person->fields[4]) > 32 && strlen (folded) >= 4
             && strstr (person->fields[4], folded) != NULL);
}

static gboolean
fits (const Person *person, const FoyerRosterQuery *query)
{
  gint64 time = person->ticket->check_in_time;

  if (query->tiers != 0 && (person->tier < 0 || ((query->tiers >> person->tier) & 1) == 0))
    return FALSE;
  if (query->states != 0 && ((query->states >> person->state) & 1) == 0)
    return FALSE;
  if ((query->arrived_from != FOYER_NONE || query->arrived_to != FOYER_NONE) && time == FOYER_NONE)
    return FALSE;
  if (query->arrived_from != FOYER_NONE && time < query->arrived_from)
    return FALSE;
  if (query->arrived_to != FOYER_NONE && time >= query->arrived_to)
    return FALSE;
  if (query->unprinted && person->ticket->badge_printed_at != FOYER_NONE)
    return FALSE;
  return query->text == NULL || has_text (person, query->text);
}

static gint64
number_of (const Person *person, guint sort)
{
  switch (sort)
    {
    case FOYER_SORT_TIER:
      return person->tier < 0 ? FOYER_NONE : person->tier;
    case FOYER_SORT_STATE:
      return person->state;
    case FOYER_SORT_ARRIVED:
      return person->ticket->check_in_time;
    default:
      return person->ticket->row.key;
    }
}

static int
compare_people_cb (gconstpointer a, gconstpointer b)
{
  const Person *one = *(Person *const *) a;
  const Person *two = *(Person *const *) b;
  const FoyerRosterQuery *query = one->query;
  guint sort = query->sort;
  int result;

  if (sort <= FOYER_SORT_CODE || sort >= FOYER_SORT_QUESTION)
    {
      const char *x = sort <= FOYER_SORT_CODE ? one->fields[sort]
                                              : one->answers[sort - FOYER_SORT_QUESTION];
      const char *y = sort <= FOYER_SORT_CODE ? two->fields[sort]
                                              : two->answers[sort - FOYER_SORT_QUESTION];

      if ((*x == '\0') != (*y == '\0'))
        return *x == '\0' ? 1 : -1;
      result = strcmp (x, y);
    }
  else
    {
      gint64 x = number_of (one, sort);
      gint64 y = number_of (two, sort);

      if ((x == FOYER_NONE) != (y == FOYER_NONE))
        return x == FOYER_NONE ? 1 : -1;
      result = (x > y) - (x < y);
    }
  if (result != 0)
    return query->descending ? -result : result;
  return one->ticket->row.key < two->ticket->row.key ? -1 : 1;
}

static void
check_query (GPtrArray *people, FoyerRoster *roster, const FoyerRosterQuery *query)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  g_autoptr (GArray) keys = foyer_roster_select (roster, query, NULL);

  for (guint i = 0; i < people->len; i++)
    {
      Person *person = people->pdata[i];

      person->query = query;
      if (fits (person, query))
        g_ptr_array_add (expected, person);
    }
  g_ptr_array_sort (expected, compare_people_cb);
  g_assert_cmpuint (keys->len, ==, expected->len);
  for (guint i = 0; i < keys->len; i++)
    g_assert_cmpint (g_array_index (keys, gint64, i), ==,
                     ((Person *) expected->pdata[i])->ticket->row.key);
}

static void
randomize_query (GRand *rand, FoyerRosterQuery *query)
{
  *query = (FoyerRosterQuery) { .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE };
  query->text = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
  query->sort = g_rand_int_range (rand, 0, FOYER_SORT_QUESTION + 2);
  query->descending = g_rand_boolean (rand);
  if (g_rand_int_range (rand, 0, 3) == 0)
    query->tiers = g_rand_int_range (rand, 0, 8);
  if (g_rand_int_range (rand, 0, 3) == 0)
    query->states = g_rand_int_range (rand, 0, 1 << FOYER_N_ATTENDANCES);
  if (g_rand_int_range (rand, 0, 4) == 0)
    query->arrived_from = g_rand_int_range (rand, 0, 50) * G_TIME_SPAN_HOUR;
  if (g_rand_int_range (rand, 0, 4) == 0)
    query->arrived_to = g_rand_int_range (rand, 0, 50) * G_TIME_SPAN_HOUR;
  query->unprinted = g_rand_int_range (rand, 0, 4) == 0;
}

static void
check_counts (GPtrArray *people, FoyerRoster *roster)
{
  for (int tier = -1; tier < N_TIERS; tier++)
    {
      FoyerRosterCounts counts, expected = { 0 };

      for (guint i = 0; i < people->len; i++)
        {
          const Person *person = people->pdata[i];

          expected.total += tier < 0 || person->tier == tier;
          expected.by_state[person->state] += tier < 0 || person->tier == tier;
        }
      foyer_roster_count (roster, tier, &counts);
      g_assert_cmpmem (&counts, sizeof counts, &expected, sizeof expected);
    }
  g_assert_cmpuint (foyer_roster_get_n_rows (roster), ==, people->len);
}

static void
check_all (Fixture *fixture, FoyerRoster *roster, guint n_queries)
{
  g_autoptr (GPtrArray) people = read_people (fixture);

  check_counts (people, roster);
  for (guint i = 0; i < n_queries; i++)
    {
      FoyerRosterQuery query;

      randomize_query (fixture->rand, &query);
      check_query (people, roster, &query);
    }
}

/* --- tests --- */

static void
test_new (Fixture *fixture, gconstpointer data)
{
  FoyerRoster *roster = foyer_roster_new (&fixture->event_id, NULL);
  FoyerRosterQuery query = { .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE };
  g_autoptr (GArray) keys = foyer_roster_select (roster, &query, NULL);

  g_assert_cmpuint (keys->len, ==, 0);
  g_assert_cmpuint (foyer_roster_get_n_rows (roster), ==, 0);
  g_assert_finalize_object (roster);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = load (fixture, fixture->cache_dir);

  check_all (fixture, roster, 50);
}

static void
test_select (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;

  add_tickets (fixture, 3000);
  roster = load (fixture, NULL);
  check_all (fixture, roster, 400);
}

/* Letter by letter, each narrowing what the one before has left, and back again. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "anna mull", "guest12@example", "grace c0", "cqab" };
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GPtrArray) people = NULL;

  add_tickets (fixture, 3000);
  roster = load (fixture, NULL);
  people = read_people (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    for (gsize step = 0; step < 2 * strlen (typed[i]); step++)
      {
        gsize length = MIN (step, 2 * strlen (typed[i]) - step);
        g_autofree char *text = g_strndup (typed[i], length);
        FoyerRosterQuery query = { .text = text,
                                   .arrived_from = FOYER_NONE,
                                   .arrived_to = FOYER_NONE };

        check_query (people, roster, &query);
      }
}

static void
change_some (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) tickets
      = foyer_row_store_list (fixture->db, &FOYER_TICKET_TYPE, &fixture->event_id, NULL);
  g_autoptr (GPtrArray) orders
      = foyer_row_store_list (fixture->db, &FOYER_ORDER_TYPE, &fixture->event_id, NULL);
  FoyerTransaction *transaction = begin (fixture);

  for (guint i = 0; i < n; i++)
    {
      guint which = g_rand_int_range (fixture->rand, 0, tickets->len);
      FoyerTicket *before = tickets->pdata[which];
      FoyerTicket *after = foyer_ticket_copy (before);

      if (g_rand_int_range (fixture->rand, 0, 5) == 0)
        {
          g_assert_true (foyer_transaction_remove (transaction, before, NULL));
          g_ptr_array_remove_index_fast (tickets, which);
          foyer_ticket_free (after);
          continue;
        }
      if (g_rand_boolean (fixture->rand))
        randomize (fixture, after);
      else
        after->badge_printed_at = g_rand_int (fixture->rand);
      g_assert_true (foyer_transaction_update (transaction, before, after, NULL));
      foyer_ticket_free (before);
      tickets->pdata[which] = after;
    }
  for (guint i = 0; i < n / 10 + 1 && orders->len > 0; i++)
    {
      FoyerOrder *before = orders->pdata[g_rand_int_range (fixture->rand, 0, orders->len)];
      g_autoptr (FoyerOrder) after = foyer_order_copy (before);

      after->status = after->status == FOYER_ORDER_PENDING ? FOYER_ORDER_COMPLETED
                                                           : FOYER_ORDER_PENDING;
      foyer_transaction_update (transaction, before, after, NULL);
    }
  commit (transaction);
}

static gint64
last_change_set (Fixture *fixture)
{
  return foyer_journal_get_position (fixture->db, NULL);
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;

  add_tickets (fixture, 1500);
  roster = load (fixture, fixture->cache_dir);
  for (guint round = 0; round < 12; round++)
    {
      /* Orders are there before the change, and must follow it. */
      check_all (fixture, roster, 12);
      change_some (fixture, 40);
      add_tickets (fixture, 5);
      if (round % 3 == 2)
        g_assert_true (foyer_journal_undo (fixture->db, last_change_set (fixture) - 1, NULL, NULL,
                                           NULL));
      g_assert_true (update (fixture, roster));
      g_assert_true (update (fixture, roster));
      check_all (fixture, roster, 30);
    }
}

/* More than the spare slots: a new file is written, or the roster says that it is to be made anew. */
static void
test_growth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = load (fixture, fixture->cache_dir);

  for (guint round = 0; round < 4; round++)
    {
      add_tickets (fixture, 2500);
      g_assert_true (update (fixture, roster));
      check_all (fixture, roster, 10);
    }
  add_tickets (fixture, 6000);
  g_assert_false (update (fixture, roster));
  g_assert_true (foyer_roster_load (roster, fixture->db, NULL, NULL));
  check_all (fixture, roster, 10);
}

static void
test_tiers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GPtrArray) tiers = NULL;
  FoyerTransaction *transaction;

  add_tickets (fixture, 500);
  roster = load (fixture, fixture->cache_dir);
  check_all (fixture, roster, 30);

  tiers = foyer_row_store_list (fixture->db, &FOYER_TIER_TYPE, &fixture->event_id, NULL);
  transaction = begin (fixture);
  {
    g_autoptr (FoyerTier) after = foyer_tier_copy (tiers->pdata[0]);
    g_autoptr (FoyerTier) added = foyer_tier_new ();

    after->sort_order = 10;
    g_assert_true (foyer_transaction_update (transaction, tiers->pdata[0], after, NULL));
    g_assert_true (foyer_transaction_remove (transaction, tiers->pdata[1], NULL));
    added->event_id = fixture->event_id;
    added->name = g_strdup ("New");
    added->sort_order = 1;
    insert (transaction, added);
    fixture->tier_ids[1] = added->row.id;
  }
  commit (transaction);
  change_some (fixture, 50);
  g_assert_true (update (fixture, roster));
  check_all (fixture, roster, 100);
}

static char *
find_file (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->cache_dir, 0, NULL);
  const char *name = g_dir_read_name (dir);

  g_assert_nonnull (name);
  g_assert_null (g_dir_read_name (dir));
  return g_build_filename (fixture->cache_dir, name, NULL);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  g_autofree char *path = NULL;
  GStatBuf first, second;

  add_tickets (fixture, 1000);
  roster = load (fixture, fixture->cache_dir);
  g_clear_object (&roster);
  path = find_file (fixture);
  g_assert_cmpint (g_stat (path, &first), ==, 0);
  g_assert_cmpint (first.st_mode & 0777, ==, 0600);

  change_some (fixture, 50);
  roster = load (fixture, fixture->cache_dir);
  check_all (fixture, roster, 50);
  /* It was taken, not made anew. */
  g_assert_cmpint (g_stat (path, &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);
}

/* Whatever the file holds, what is shown is what the replica holds. */
static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *good = NULL;
  gsize length;

  add_tickets (fixture, 300);
  g_object_unref (load (fixture, fixture->cache_dir));
  path = find_file (fixture);
  g_assert_true (g_file_get_contents (path, &good, &length, NULL));

  for (guint round = 0; round < 120; round++)
    {
      g_autofree char *bad = g_memdup2 (good, length);
      g_autoptr (FoyerRoster) roster = NULL;
      gsize kept = length;

      switch (round % 4)
        {
        case 0: /* cut off */
          kept = g_rand_int_range (fixture->rand, 0, length);
          break;
        case 1: /* in the header */
          bad[g_rand_int_range (fixture->rand, 0, 160)] ^= 1 << g_rand_int_range (fixture->rand, 0, 8);
          break;
        case 2: /* the columns after the arrivals: starts, tiers, flags */
          {
            gsize from = 4096 + 16 * (300 + 4096 + 300 / 16) + 64;
            gsize to = from + 12 * (300 + 4096 + 300 / 16);

            for (guint i = 0; i < 200; i++)
              bad[g_rand_int_range (fixture->rand, from, to)] = g_rand_int (fixture->rand);
            break;
          }
        default: /* zeros */
          memset (bad + g_rand_int_range (fixture->rand, 0, 4096), 0, 4096);
        }
      g_assert_true (g_file_set_contents (path, bad, kept, NULL));
      roster = load (fixture, fixture->cache_dir);
      if (round % 4 != 2)
        check_all (fixture, roster, 2);
      else
        {
          /* Nothing here may lead astray into memory that is not ours. */
          FoyerRosterQuery query = { .text = "anna",
                                     .sort = FOYER_SORT_EMAIL,
                                     .arrived_from = FOYER_NONE,
                                     .arrived_to = FOYER_NONE };
          g_autoptr (GArray) keys = foyer_roster_select (roster, &query, NULL);

          g_assert_nonnull (keys);
        }
    }
}

/* A copy of the replica was put back, and went another way: same numbers in the journal, other people. */
static void
test_restored_replica (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup (foyer_database_get_path (fixture->db));
  g_autofree char *contents = NULL;
  g_autoptr (FoyerRoster) roster = NULL;
  gsize length;

  add_tickets (fixture, 100);
  g_clear_object (&fixture->db);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  fixture->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  change_some (fixture, 20);
  g_object_unref (load (fixture, fixture->cache_dir));

  g_clear_object (&fixture->db);
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  fixture->db = foyer_database_open (path, FOYER_DATABASE_READ_WRITE, NULL);
  g_assert_nonnull (fixture->db);
  change_some (fixture, 20);
  roster = load (fixture, fixture->cache_dir);
  check_all (fixture, roster, 50);
}

static void
test_unwritable_cache (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_the_way = g_build_filename (fixture->dir, "file", NULL);
  g_autofree char *cache_dir = g_build_filename (in_the_way, "cache", NULL);
  g_autoptr (FoyerRoster) roster = NULL;

  add_tickets (fixture, 100);
  g_assert_true (g_file_set_contents (in_the_way, "", 0, NULL));
  roster = load (fixture, cache_dir);
  check_all (fixture, roster, 20);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  FoyerRosterQuery query = { .text = "an", .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE };

  add_tickets (fixture, 100);
  roster = load (fixture, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (foyer_roster_select (roster, &query, cancellable));
}

static gpointer
read_in_thread (gpointer data)
{
  FoyerRoster *roster = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint i = 0; i < 300; i++)
    {
      FoyerRosterQuery query;
      g_autoptr (GArray) keys = NULL;

      randomize_query (rand, &query);
      keys = foyer_roster_select (roster, &query, NULL);
      for (guint n = 0; n < keys->len; n++)
        g_assert_cmpint (g_array_index (keys, gint64, n), >, 0);
    }
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = NULL;
  GThread *readers[3];

  add_tickets (fixture, 2000);
  roster = load (fixture, fixture->cache_dir);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    readers[i] = g_thread_new ("reader", read_in_thread, roster);
  for (guint i = 0; i < 10; i++)
    {
      change_some (fixture, 30);
      g_assert_true (update (fixture, roster));
    }
  g_assert_true (foyer_roster_load (roster, fixture->db, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_thread_join (readers[i]);
  check_all (fixture, roster, 30);
}

static void
count_cb (FoyerRoster *roster, guint *n)
{
  (*n)++;
}

static gboolean
is_told_cb (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_signals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerRoster) roster = foyer_roster_new (&fixture->event_id, NULL);
  guint n_ready = 0, n_changed = 0;

  g_signal_connect_swapped (roster, "notify::is-ready", G_CALLBACK (count_cb), &n_ready);
  g_signal_handlers_disconnect_by_func (roster, count_cb, &n_ready);
  g_signal_connect (roster, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_true (foyer_roster_load (roster, fixture->db, NULL, NULL));
  g_assert_cmpuint (n_changed, ==, 0);
  foyer_test_wait_for (is_told_cb, &n_changed);
  g_assert_cmpuint (n_changed, ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/roster/new", test_new);
  ADD ("/roster/empty", test_empty);
  ADD ("/roster/select", test_select);
  ADD ("/roster/typing", test_typing);
  ADD ("/roster/update", test_update);
  ADD ("/roster/growth", test_growth);
  ADD ("/roster/tiers", test_tiers);
  ADD ("/roster/file", test_file);
  ADD ("/roster/damaged-file", test_damaged_file);
  ADD ("/roster/restored-replica", test_restored_replica);
  ADD ("/roster/unwritable-cache", test_unwritable_cache);
  ADD ("/roster/cancelled", test_cancelled);
  ADD ("/roster/threads", test_threads);
  ADD ("/roster/signals", test_signals);
  return g_test_run ();
}
