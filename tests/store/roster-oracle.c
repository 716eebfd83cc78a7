/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roster-oracle.h"

#include <string.h>

#include "foyer-answers.h"
#include "foyer-order.h"
#include "foyer-row-store.h"
#include "foyer-text.h"
#include "foyer-tier.h"

static const char *const words[] = {
  "anna",   "an",        "a",  "mul",  "müller",    "田", "山田 太郎", "grace hop",
  "acme 1", "@example",  "c0", "QQQQ", "zoe",       "",   "  ",        "o'br",
  "lukasz", "luka acme", "9",  "li a", "AAAA BBBB", "ss", "hopper g",  NULL,
};

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

GPtrArray *
roster_oracle_read_people (RosterEvent *event)
{
  g_autoptr (GPtrArray) tickets =
      foyer_row_store_list (event->db, &FOYER_TICKET_TYPE, &event->event_id, NULL);
  g_autoptr (GPtrArray) tiers =
      foyer_row_store_list (event->db, &FOYER_TIER_TYPE, &event->event_id, NULL);
  GPtrArray *people = g_ptr_array_new_with_free_func (person_free);

  for (guint i = 0; i < tickets->len; i++)
    {
      Person *person = g_new0 (Person, 1);
      FoyerTicket *ticket = person->ticket = foyer_ticket_copy (tickets->pdata[i]);
      g_autofree char *size = foyer_answers_dup (ticket->answers, "size");
      g_autofree char *meal = foyer_answers_dup (ticket->answers, "meal");

      if (!foyer_uuid_is_nil (&ticket->order_id))
        person->order =
            foyer_row_store_find (event->db, &FOYER_ORDER_TYPE, &ticket->order_id, NULL);
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
    if ((n < 4 || strlen (person->fields[4]) <= 32 || strlen (word) >= 4) &&
        strstr (person->fields[n], word) != NULL)
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
  return has_all || (strlen (person->fields[4]) > 32 && strlen (folded) >= 4 &&
                     strstr (person->fields[4], folded) != NULL);
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
      const char *x =
          sort <= FOYER_SORT_CODE ? one->fields[sort] : one->answers[sort - FOYER_SORT_QUESTION];
      const char *y =
          sort <= FOYER_SORT_CODE ? two->fields[sort] : two->answers[sort - FOYER_SORT_QUESTION];

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

void
roster_oracle_check_query (GPtrArray *people, FoyerRoster *roster, const FoyerRosterQuery *query)
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

void
roster_oracle_randomize_query (GRand *rand, FoyerRosterQuery *query)
{
  *query = (FoyerRosterQuery){ .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE };
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

void
roster_oracle_check_all (RosterEvent *event, FoyerRoster *roster, guint n_queries)
{
  g_autoptr (GPtrArray) people = roster_oracle_read_people (event);

  check_counts (people, roster);
  for (guint i = 0; i < n_queries; i++)
    {
      FoyerRosterQuery query;

      roster_oracle_randomize_query (event->rand, &query);
      roster_oracle_check_query (people, roster, &query);
    }
}
