/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roster-event.h"

#include <string.h>

#include "foyer-answers.h"
#include "foyer-event.h"
#include "foyer-order.h"
#include "foyer-question.h"
#include "foyer-row-store.h"
#include "foyer-tier.h"

static const char *const names[] = {
  "Anna Müller", "ANNA MULLER",     "Grace Hopper", "山田 太郎",        "Zoë",
  "محمد علي",    "Ada Lovelace",    "Bo",           "Ångström, Anders", "Jean-Luc Ó Sé",
  "Li",          "Grace\tHopper\n", "Łukasz",       "O'Brien",          "a",
  "An",
};
static const char *const companies[] = {
  "Acme, Inc.", "Ähnlich GmbH", "", "株式会社", "acme", NULL
};

void
roster_event_commit (FoyerTransaction *transaction)
{
  g_autoptr (GError) error = NULL;

  foyer_transaction_commit (transaction, NULL, &error);
  g_assert_no_error (error);
}

FoyerTransaction *
roster_event_begin (RosterEvent *event)
{
  g_autoptr (GError) error = NULL;
  FoyerTransaction *transaction = foyer_transaction_begin (event->db, "test", &error);

  g_assert_no_error (error);
  return transaction;
}

void
roster_event_insert (FoyerTransaction *transaction, gpointer row)
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
roster_event_randomize (RosterEvent *event, FoyerTicket *ticket)
{
  GRand *rand = event->rand;

  set_text (&ticket->attendee_name, pick (rand, names, G_N_ELEMENTS (names)));
  set_text (&ticket->company, pick (rand, companies, G_N_ELEMENTS (companies)));
  g_free (ticket->attendee_email);
  ticket->attendee_email =
      g_strdup_printf ("guest%d@example.org", g_rand_int_range (rand, 0, 3000));
  g_free (ticket->qr_code);
  ticket->qr_code = make_code (rand);
  memset (&ticket->tier_id, 0, sizeof ticket->tier_id);
  if (g_rand_int_range (rand, 0, 10) > 0)
    ticket->tier_id = event->tier_ids[g_rand_int_range (rand, 0, N_TIERS)];
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

void
roster_event_add_tickets (RosterEvent *event, guint n)
{
  FoyerTransaction *transaction = roster_event_begin (event);
  FoyerUuid order_id = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

      if (g_rand_int_range (event->rand, 0, 3) == 0)
        {
          g_autoptr (FoyerOrder) order = foyer_order_new ();

          order->event_id = event->event_id;
          order->order_number = g_strdup_printf ("N%d", g_rand_int_range (event->rand, 0, 999));
          order->currency = g_strdup ("EUR");
          order->status =
              g_rand_boolean (event->rand) ? FOYER_ORDER_PENDING : FOYER_ORDER_COMPLETED;
          roster_event_insert (transaction, order);
          order_id = order->row.id;
        }
      ticket->event_id = event->event_id;
      if (g_rand_int_range (event->rand, 0, 4) > 0)
        ticket->order_id = order_id;
      roster_event_randomize (event, ticket);
      roster_event_insert (transaction, ticket);
    }
  roster_event_commit (transaction);
}

static void
add_event (RosterEvent *event)
{
  static const char *const tier_names[] = { "VIP", "Regular", "Student" };
  g_autoptr (FoyerEvent) row = foyer_event_new ();
  FoyerTransaction *transaction = roster_event_begin (event);

  row->title = g_strdup ("Conf");
  row->slug = g_strdup ("conf");
  row->timezone = g_strdup ("Europe/Berlin");
  row->currency = g_strdup ("EUR");
  row->start_date = 1;
  row->end_date = 2;
  roster_event_insert (transaction, row);
  event->event_id = row->row.id;
  for (guint n = 0; n < N_TIERS; n++)
    {
      g_autoptr (FoyerTier) tier = foyer_tier_new ();

      tier->event_id = event->event_id;
      tier->name = g_strdup (tier_names[n]);
      tier->sort_order = n;
      roster_event_insert (transaction, tier);
      event->tier_ids[n] = tier->row.id;
    }
  for (guint n = 0; n < 2; n++)
    {
      g_autoptr (FoyerQuestion) question = foyer_question_new ();

      question->event_id = event->event_id;
      question->code = g_strdup (n == 0 ? "size" : "meal");
      question->label = g_strdup (n == 0 ? "Size" : "Meal");
      question->sort_order = n;
      roster_event_insert (transaction, question);
    }
  roster_event_commit (transaction);
}

void
roster_event_set_up (RosterEvent *event, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  event->dir = foyer_test_dir_new ();
  event->cache_dir = g_build_filename (event->dir, "cache", NULL);
  path = g_build_filename (event->dir, "foyer.sqlite", NULL);
  event->rand = g_rand_new_with_seed (7);
  event->db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  add_event (event);
}

void
roster_event_tear_down (RosterEvent *event, gconstpointer data)
{
  g_assert_finalize_object (event->db);
  g_rand_free (event->rand);
  g_free (event->cache_dir);
  foyer_test_dir_free (event->dir);
}

FoyerRoster *
roster_event_load (RosterEvent *event, const char *cache_dir)
{
  g_autoptr (GError) error = NULL;
  FoyerRoster *roster = foyer_roster_new (&event->event_id, cache_dir);

  g_assert_false (foyer_roster_is_ready (roster));
  foyer_roster_load (roster, event->db, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_roster_is_ready (roster));
  foyer_roster_set_ready (roster);
  g_assert_true (foyer_roster_is_ready (roster));
  return roster;
}

gboolean
roster_event_update (RosterEvent *event, FoyerRoster *roster)
{
  g_autoptr (FoyerChanges) changes = foyer_changes_read (event->db, 0, NULL);

  g_assert_nonnull (changes);
  return foyer_roster_update (roster, event->db, changes, NULL);
}

void
roster_event_change_some (RosterEvent *event, guint n)
{
  g_autoptr (GPtrArray) tickets =
      foyer_row_store_list (event->db, &FOYER_TICKET_TYPE, &event->event_id, NULL);
  g_autoptr (GPtrArray) orders =
      foyer_row_store_list (event->db, &FOYER_ORDER_TYPE, &event->event_id, NULL);
  FoyerTransaction *transaction = roster_event_begin (event);

  for (guint i = 0; i < n; i++)
    {
      guint which = g_rand_int_range (event->rand, 0, tickets->len);
      FoyerTicket *before = tickets->pdata[which];
      FoyerTicket *after = foyer_ticket_copy (before);

      if (g_rand_int_range (event->rand, 0, 5) == 0)
        {
          g_assert_true (foyer_transaction_remove (transaction, before, NULL));
          g_ptr_array_remove_index_fast (tickets, which);
          foyer_ticket_free (after);
          continue;
        }
      if (g_rand_boolean (event->rand))
        roster_event_randomize (event, after);
      else
        after->badge_printed_at = g_rand_int (event->rand);
      g_assert_true (foyer_transaction_update (transaction, before, after, NULL));
      foyer_ticket_free (before);
      tickets->pdata[which] = after;
    }
  for (guint i = 0; i < n / 10 + 1 && orders->len > 0; i++)
    {
      FoyerOrder *before = orders->pdata[g_rand_int_range (event->rand, 0, orders->len)];
      g_autoptr (FoyerOrder) after = foyer_order_copy (before);

      after->status =
          after->status == FOYER_ORDER_PENDING ? FOYER_ORDER_COMPLETED : FOYER_ORDER_PENDING;
      foyer_transaction_update (transaction, before, after, NULL);
    }
  roster_event_commit (transaction);
}
