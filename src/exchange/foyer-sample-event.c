/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sample-event.h"

#include "foyer-check-in-store.h"
#include "foyer-event-store.h"
#include "foyer-identity.h"
#include "foyer-money.h"
#include "foyer-order-store.h"
#include "foyer-row-store.h"
#include "foyer-sample-people.h"
#include "foyer-ticket-store.h"

#define N_ARRIVED 124
#define OPEN_FOR  (70 * G_TIME_SPAN_MINUTE)
#define BEGINS_IN (25 * G_TIME_SPAN_MINUTE)
#define LENGTH    (4 * G_TIME_SPAN_HOUR)
#define ROUND_TO  (15 * G_TIME_SPAN_MINUTE)
#define CAPACITY  400
#define ON_SALE   (28 * G_TIME_SPAN_DAY)

static const struct
{
  gint64 price; /* in whole units of the currency */
  gint64 quantity;
  const char *colour;
} tiers[] = {
  { 35, 280, "#3584e4" },
  { 90, 40, "#9141ac" },
  { 15, 80, "#33d17a" },
};

/* What is made once and then used for every guest. */
typedef struct
{
  FoyerTransaction *transaction;
  FoyerEvent *event;
  FoyerTier *tiers[3];
  FoyerUuid entrances[2];
  FoyerUuid device_id;
  FoyerOrder *order; /* (owned) of the guests who came together */
  gint64 total;      /* what their tickets cost so far */
  gboolean is_pending;
  gint64 now;
  guint32 state;
} Making;

static void
making_clear (Making *making)
{
  g_clear_pointer (&making->transaction, foyer_transaction_free);
  g_clear_pointer (&making->event, foyer_event_free);
  g_clear_pointer (&making->order, foyer_order_free);
  for (guint i = 0; i < G_N_ELEMENTS (making->tiers); i++)
    g_clear_pointer (&making->tiers[i], foyer_tier_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

/* xorshift: the same sample every time. */
static guint
draw (Making *making, guint below)
{
  making->state ^= making->state << 13;
  making->state ^= making->state >> 17;
  making->state ^= making->state << 5;
  return making->state % below;
}

static gint64
get_unit (const char *currency)
{
  gint64 unit = 1;

  for (guint i = foyer_currency_get_decimals (currency); i > 0; i--)
    unit *= 10;
  return unit;
}

static gboolean
add_event (Making *making, const FoyerSampleWords *words, GError **error)
{
  FoyerEvent *event = making->event = foyer_event_new ();
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (FoyerCheckInList) second = foyer_check_in_list_new ();
  g_autoptr (FoyerCheckInList) first = NULL;

  event->title = g_strdup (words->title);
  event->timezone = g_strdup (words->timezone);
  event->venue_name = g_strdup (words->venue);
  event->venue_address = g_strdup (words->address);
  event->currency = g_strdup (words->currency);
  event->capacity = CAPACITY;
  event->status = FOYER_EVENT_PUBLISHED;
  event->start_date = (making->now + BEGINS_IN) / ROUND_TO * ROUND_TO;
  event->end_date = event->start_date + LENGTH;
  if (!foyer_event_store_add (making->transaction, event, error))
    return FALSE;

  lists = foyer_row_store_list (foyer_transaction_get_db (making->transaction),
                                &FOYER_CHECK_IN_LIST_TYPE, &event->row.id, error);
  if (lists == NULL)
    return FALSE;
  g_return_val_if_fail (lists->len > 0, FALSE);
  making->entrances[0] = ((FoyerRow *) lists->pdata[0])->id;
  first = foyer_check_in_list_copy (lists->pdata[0]);
  g_free (first->name);
  first->name = g_strdup (words->entrances[0]);
  if (!foyer_transaction_update (making->transaction, lists->pdata[0], first, error))
    return FALSE;

  second->event_id = event->row.id;
  second->name = g_strdup (words->entrances[1]);
  second->allow_reentry = TRUE;
  second->sort_order = 1;
  if (!foyer_transaction_insert (making->transaction, second, error))
    return FALSE;
  making->entrances[1] = second->row.id;
  return TRUE;
}

static gboolean
add_tiers (Making *making, const FoyerSampleWords *words, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    {
      FoyerTier *tier = making->tiers[i] = foyer_tier_new ();

      tier->event_id = making->event->row.id;
      tier->name = g_strdup (words->tiers[i]);
      tier->price = tiers[i].price * get_unit (words->currency);
      tier->quantity_total = tiers[i].quantity;
      tier->colour = g_strdup (tiers[i].colour);
      tier->sort_order = i;
      if (!foyer_transaction_insert (making->transaction, tier, error))
        return FALSE;
    }
  return TRUE;
}

/* It costs what its tickets do. */
static gboolean
close_order (Making *making, GError **error)
{
  g_autoptr (FoyerOrder) before = g_steal_pointer (&making->order);
  g_autoptr (FoyerOrder) after = NULL;

  if (before == NULL)
    return TRUE;
  after = foyer_order_copy (before);
  after->total = after->subtotal = making->total;
  making->total = 0;
  return foyer_transaction_update (making->transaction, before, after, error);
}

/* The later somebody comes in the list, the later they bought. */
static gint64
get_bought (const Making *making, guint n)
{
  return making->now - ON_SALE + (ON_SALE - G_TIME_SPAN_HOUR) * (gint64) n / FOYER_N_SAMPLE_PEOPLE;
}

/* Two guests of three come with the one before them: orders of one, two and three tickets. */
static gboolean
add_order (Making *making, guint n, const char *name, const char *email, GError **error)
{
  g_autoptr (FoyerOrder) order = foyer_order_new ();

  if (!close_order (making, error))
    return FALSE;
  making->is_pending = draw (making, 14) == 0;
  order->event_id = making->event->row.id;
  order->order_number = g_strdup_printf ("S%04u", 1000 + n * 7);
  order->buyer_name = g_strdup (name);
  order->buyer_email = g_strdup (email);
  order->currency = g_strdup (making->event->currency);
  order->status = making->is_pending ? FOYER_ORDER_PENDING : FOYER_ORDER_COMPLETED;
  order->channel = FOYER_CHANNEL_IMPORT;
  order->created_at = get_bought (making, n);
  if (!foyer_transaction_insert (making->transaction, order, error))
    return FALSE;
  making->order = g_steal_pointer (&order);
  return TRUE;
}

static gboolean
add_fact (Making *making,
          const FoyerTicket *ticket,
          gint64 time,
          FoyerVerdict verdict,
          GError **error)
{
  g_autoptr (FoyerCheckIn) fact = foyer_check_in_new ();

  fact->event_id = making->event->row.id;
  fact->list_id = making->entrances[draw (making, 5) < 3 ? 0 : 1];
  fact->device_id = making->device_id;
  fact->direction = FOYER_DIRECTION_ENTRY;
  fact->method = FOYER_METHOD_QR_SCAN;
  fact->time = time;
  fact->verdict = verdict;
  if (ticket != NULL)
    fact->ticket_id = ticket->row.id;
  else
    fact->code = g_strdup ("4006381333931");
  return foyer_transaction_insert (making->transaction, fact, error);
}

/* The nearer the beginning, the more come: the square root of an even spread. */
static gint64
draw_arrival (Making *making)
{
  guint far = draw (making, 1000);
  guint other = draw (making, 1000);

  return making->now - OPEN_FOR * MIN (far, other) / 1000 - draw (making, 60) * G_TIME_SPAN_SECOND;
}

static gboolean
add_guest (Making *making, guint n, GError **error)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  guint tier = draw (making, 10);
  gboolean arrives;
  gint64 arrival = 0;

  ticket->attendee_name = foyer_sample_person_name (n);
  ticket->attendee_email = g_strdup_printf ("guest%03u@example.org", n + 1);
  ticket->company = g_strdup (foyer_sample_person_company (n));
  if ((n == 0 || draw (making, 3) == 0) &&
      !add_order (making, n, ticket->attendee_name, ticket->attendee_email, error))
    return FALSE;

  tier = tier < 7 ? 0 : tier == 7 ? 1 : 2;
  ticket->event_id = making->event->row.id;
  ticket->tier_id = making->tiers[tier]->row.id;
  ticket->order_id = making->order->row.id;
  ticket->price = making->tiers[tier]->price;
  ticket->check_in_time = ticket->check_out_time = FOYER_NONE;
  if (draw (making, 26) == 0)
    {
      ticket->status = FOYER_TICKET_CANCELLED;
      ticket->is_refunded = draw (making, 2) == 0;
    }
  else
    making->total += ticket->price;
  if (draw (making, 40) == 0)
    ticket->notes = g_strdup ("♿ → 2");

  arrives = ticket->status == FOYER_TICKET_VALID && !making->is_pending &&
            draw (making, FOYER_N_SAMPLE_PEOPLE) < N_ARRIVED * 9 / 8;
  if (arrives)
    {
      arrival = draw_arrival (making);
      ticket->status = FOYER_TICKET_CHECKED_IN;
      ticket->check_in_time = arrival;
      ticket->check_in_method = FOYER_METHOD_QR_SCAN;
    }
  if (!foyer_ticket_store_add (making->transaction, ticket, error))
    return FALSE;
  if (!arrives)
    return TRUE;
  if (!add_fact (making, ticket, arrival, FOYER_VERDICT_ADMITTED, error))
    return FALSE;
  /* Some show their code again, and one came with a bottle's bar code. */
  if (draw (making, 30) == 0 &&
      !add_fact (making, ticket, MIN (arrival + 4 * G_TIME_SPAN_MINUTE, making->now),
                 FOYER_VERDICT_ALREADY_IN, error))
    return FALSE;
  return n != 100 || add_fact (making, NULL, arrival, FOYER_VERDICT_UNKNOWN, error);
}

/**
 * foyer_sample_event_add:
 * @db: a connection that writes
 * @words: what is said in the person's language
 * @now: when it is
 * @event_id: (out): the event
 * @change_set: (out): all of it, to be undone
 * @error: return location
 *
 * Returns: %FALSE with error; then nothing was written
 */
gboolean
foyer_sample_event_add (FoyerDatabase *db,
                        const FoyerSampleWords *words,
                        gint64 now,
                        FoyerUuid *event_id,
                        gint64 *change_set,
                        GError **error)
{
  g_auto (Making) making = { .now = now, .state = 2463534242U };

  g_return_val_if_fail (words != NULL && event_id != NULL, FALSE);

  making.transaction = foyer_transaction_begin (db, "sample", error);
  if (making.transaction == NULL || !foyer_identity_read (db, NULL, &making.device_id, error) ||
      !add_event (&making, words, error) || !add_tiers (&making, words, error))
    return FALSE;
  for (guint n = 0; n < FOYER_N_SAMPLE_PEOPLE; n++)
    if (!add_guest (&making, n, error))
      return FALSE;
  if (!close_order (&making, error))
    return FALSE;
  *event_id = making.event->row.id;
  return foyer_transaction_commit (g_steal_pointer (&making.transaction), change_set, error);
}

/**
 * foyer_sample_words_free:
 * @words: (transfer full) (nullable): allocated with g_new()
 */
void
foyer_sample_words_free (FoyerSampleWords *words)
{
  if (words == NULL)
    return;
  g_free (words->title);
  g_free (words->venue);
  g_free (words->address);
  for (guint i = 0; i < G_N_ELEMENTS (words->tiers); i++)
    g_free (words->tiers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (words->entrances); i++)
    g_free (words->entrances[i]);
  g_free (words->timezone);
  g_free (words->currency);
  g_free (words);
}
