/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-act-words.h"

#include "foyer-money.h"
#include "foyer-refund-policy.h"
#include "foyer-sell-words.h"

#include <glib/gi18n-lib.h>

static const FoyerOrderActWords all[] = {
  [FOYER_ORDER_RENAME] = { N_ ("Change Name"),
                           N_ ("_Change"),
                           N_ ("Who comes with this ticket."),
                           FOYER_ORDER_ASKS_PERSON,
                           { NULL } },
  [FOYER_ORDER_TRANSFER] = { N_ ("Give to Somebody Else"),
                             N_ ("_Give"),
                             N_ ("The ticket becomes somebody else’s, with a code of its own."),
                             FOYER_ORDER_ASKS_PERSON,
                             { NULL } },
  [FOYER_ORDER_MOVE] = { N_ ("Change Tier"),
                         N_ ("_Change"),
                         N_ ("The ticket gets a place of another tier. Its code stays valid."),
                         FOYER_ORDER_ASKS_TIER | FOYER_ORDER_ASKS_METHOD,
                         { NULL } },
  [FOYER_ORDER_SPLIT] = { N_ ("Split Order"),
                          N_ ("_Split"),
                          N_ ("Some of the tickets become an order of their own, with what was "
                              "paid for them."),
                          FOYER_ORDER_ASKS_TICKETS | FOYER_ORDER_ASKS_PERSON,
                          { NULL } },
  [FOYER_ORDER_CANCEL] = { N_ ("Cancel Tickets"),
                           N_ ("_Cancel Tickets"),
                           N_ ("Nobody comes in with a cancelled ticket. No money goes back: that "
                               "is a refund."),
                           FOYER_ORDER_ASKS_TICKETS | FOYER_ORDER_ASKS_REASON,
                           { N_ ("Wish of the buyer"), N_ ("Sold by mistake"), N_ ("Not paid") } },
  [FOYER_ORDER_REFUND] = { N_ ("Refund"),
                           N_ ("_Refund"),
                           N_ ("Money goes back, and the tickets that it was paid for end."),
                           FOYER_ORDER_ASKS_TICKETS | FOYER_ORDER_ASKS_AMOUNT |
                               FOYER_ORDER_ASKS_METHOD | FOYER_ORDER_ASKS_REASON,
                           { N_ ("Wish of the buyer"), N_ ("Sold by mistake"), N_ ("Goodwill") } },
  [FOYER_ORDER_PAY] = { N_ ("Take Payment"),
                        N_ ("_Take"),
                        N_ ("All that is due, or a part of it."),
                        FOYER_ORDER_ASKS_AMOUNT | FOYER_ORDER_ASKS_METHOD,
                        { NULL } },
  [FOYER_ORDER_RETURN] = { N_ ("Give Back What Was Paid Twice"),
                           N_ ("_Give Back"),
                           N_ ("Only what is too much goes back. The order stays as it is, and its "
                               "tickets stay valid."),
                           FOYER_ORDER_ASKS_METHOD,
                           { NULL } },
};

void
foyer_order_act_words (FoyerOrderAct act, FoyerOrderActWords *words)
{
  g_return_if_fail (act < G_N_ELEMENTS (all) && all[act].title != NULL);

  *words = all[act];
  words->title = _ (all[act].title);
  words->save_label = _ (all[act].save_label);
  words->hint = _ (all[act].hint);
  for (guint i = 0; words->reasons[i] != NULL; i++)
    words->reasons[i] = _ (all[act].reasons[i]);
}

static void
add (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
  g_free (sentence);
}

static char *
dup_money (const FoyerOrderPlan *plan, gint64 amount)
{
  return foyer_money_format (amount, plan->detail->order->currency);
}

static void
add_money (GString *text, const FoyerOrderPlan *plan, const char *format, gint64 amount)
{
  g_autofree char *money = dup_money (plan, amount);
  g_autofree char *sentence = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (format, money);
#pragma GCC diagnostic pop
  add (text, g_steal_pointer (&sentence));
}

/* “€20.00 Cash, €29.00 Card” */
static char *
join_parts (const FoyerOrderPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    {
      g_autofree char *money = NULL;

      if (plan->parts[i] == 0)
        continue;
      money = dup_money (plan, plan->parts[i]);
      if (text->len > 0)
        g_string_append (text, _ (", "));
      g_string_append_printf (text, "%s %s", money, foyer_sell_words_method (i));
    }
  return g_string_free (text, FALSE);
}

static void
add_back (GString *text, const FoyerOrderPlan *plan)
{
  if (plan->is_planned)
    {
      g_autofree char *parts = join_parts (plan);

      /* Translators: sums, each with how it is given back: “€20.00 Cash, €29.00 Card” */
      add (text, g_strdup_printf (_ ("Goes back: %s."), parts));
    }
  if (plan->is_planned && plan->parts[FOYER_PAY_STRIPE] > 0)
    add (text, g_strdup (_ ("What was paid online waits in the list of refunds until somebody "
                            "sends it back.")));
}

static void
add_ending (GString *text, guint n)
{
  if (n > 0)
    add (text, g_strdup_printf (ngettext ("%u ticket ends, and its place is free again.",
                                          "%u tickets end, and their places are free again.", n),
                                n));
}

static void
say_refund (GString *text, const FoyerOrderPlan *plan)
{
  const FoyerOrderJob *job = plan->job;
  g_autofree char *paid = dup_money (plan, plan->terms.paid);
  g_autofree char *proposed = dup_money (plan, plan->terms.proposed);
  gboolean ends = job->ticket_ids->len > 0 || job->amount == plan->terms.most;

  add_back (text, plan);
  if (job->keeps_tickets)
    add (text, g_strdup (_ ("The tickets stay valid, although money goes back.")));
  else if (ends)
    add_ending (text, plan->n_tickets);
  else
    add (text, g_strdup (_ ("No ticket ends: only a part of the money goes back.")));
  if (foyer_refund_policy_is_set (plan->detail->event))
    add (text, g_strdup_printf (_ ("By the event’s terms, %s of %s go back now."), proposed, paid));
}

static void
say_cancel (GString *text, const FoyerOrderPlan *plan)
{
  gint64 stays = plan->terms.paid - plan->terms.returned;

  add_ending (text, plan->n_tickets);
  if (plan->detail->order->status == FOYER_ORDER_PENDING)
    add (text, g_strdup (_ ("What they cost is not due any more.")));
  else if (stays > 0)
    add_money (text, plan, _ ("%s that was paid for them stays here."), stays);
}

static void
say_split (GString *text, const FoyerOrderPlan *plan)
{
  if (plan->n_tickets == 0 || plan->n_tickets == plan->detail->tickets->len)
    {
      add (text, g_strdup (_ ("Choose some of the tickets, and leave one.")));
      return;
    }
  add (text, g_strdup_printf (ngettext ("A new order gets %u ticket. Its code stays valid.",
                                        "A new order gets %u tickets. Their codes stay valid.",
                                        plan->n_tickets),
                              plan->n_tickets));
  if (plan->terms.paid > 0 && plan->detail->order->status != FOYER_ORDER_PENDING)
    add_money (text, plan, _ ("%s that was paid goes with them; no money moves."),
               plan->terms.paid);
}

static void
say_move (GString *text, const FoyerOrderPlan *plan)
{
  gboolean is_open = plan->detail->order->status == FOYER_ORDER_PENDING;

  if (plan->difference == 0)
    add (text, g_strdup (_ ("It costs the same.")));
  else if (is_open)
    add_money (text, plan,
               plan->difference > 0 ? _ ("%s more is to be paid later, with the order.")
                                    : _ ("%s less is to be paid later, with the order."),
               ABS (plan->difference));
  else if (plan->difference > 0)
    add_money (text, plan, _ ("%s more is paid now."), plan->difference);
  else
    add_back (text, plan);
}

static void
say_pay (GString *text, const FoyerOrderPlan *plan)
{
  add_money (text, plan, _ ("%s is due."), plan->detail->due);
  if (plan->change > 0)
    add_money (text, plan, _ ("Change: %s."), plan->change);
  if (plan->detail->returned > plan->detail->paid)
    add (text, g_strdup (_ ("It went back once too often; the tickets stay as they are.")));
  else if (plan->rest > 0)
    add_money (text, plan, _ ("%s is still to be paid then; the tickets are not valid before."),
               plan->rest);
  else
    add (text, g_strdup (_ ("The order is paid then, and its tickets are valid.")));
}

char *
foyer_order_act_words_plan (const FoyerOrderPlan *plan)
{
  GString *text = g_string_new (NULL);

  switch (plan->job->act)
    {
    case FOYER_ORDER_RENAME:
      add (text, g_strdup (_ ("The code stays valid. What was printed before has the old name.")));
      break;
    case FOYER_ORDER_TRANSFER:
      add (text, g_strdup (_ ("The old code dies: nobody comes in with it any more. Print the "
                              "ticket, or send it again, with its new code.")));
      break;
    case FOYER_ORDER_MOVE:
      say_move (text, plan);
      break;
    case FOYER_ORDER_SPLIT:
      say_split (text, plan);
      break;
    case FOYER_ORDER_CANCEL:
      say_cancel (text, plan);
      break;
    case FOYER_ORDER_REFUND:
      say_refund (text, plan);
      break;
    case FOYER_ORDER_PAY:
      say_pay (text, plan);
      break;
    case FOYER_ORDER_RETURN:
      add_back (text, plan);
      break;
    case FOYER_ORDER_SET_BUYER:
    case FOYER_ORDER_COPY:
    default:
      break;
    }
  return g_string_free (text, FALSE);
}

/* What has to be handed over now. */
static char *
say_result (const FoyerSaleResult *result)
{
  gint64 back = 0;
  g_autofree char *money = NULL;

  for (guint i = 0; i < result->payments->len; i++)
    {
      const FoyerPayment *payment = result->payments->pdata[i];

      if (payment->kind == FOYER_PAYMENT_REFUND)
        back += payment->amount + payment->rounding;
    }
  if (result->change > 0)
    {
      money = foyer_money_format (result->change, result->order->currency);
      return g_strdup_printf (_ ("Paid. Change: %s"), money);
    }
  if (back > 0)
    {
      money = foyer_money_format (back, result->order->currency);
      return g_strdup_printf (_ ("%s goes back"), money);
    }
  return result->proposed > 0 ? g_strdup (_ ("Noted in the list of refunds")) : NULL;
}

char *
foyer_order_act_words_done (FoyerOrderAct act, const FoyerSaleResult *result)
{
  char *text = result != NULL && act != FOYER_ORDER_SPLIT ? say_result (result) : NULL;

  if (text != NULL)
    return text;
  switch (act)
    {
    case FOYER_ORDER_TRANSFER:
      return g_strdup (_ ("The ticket has a new code"));
    case FOYER_ORDER_SPLIT:
      return g_strdup_printf (_ ("Order %s was made"), result->order->order_number);
    case FOYER_ORDER_CANCEL:
      return g_strdup (_ ("Tickets cancelled"));
    case FOYER_ORDER_PAY:
      return g_strdup (_ ("Paid"));
    case FOYER_ORDER_RENAME:
    case FOYER_ORDER_MOVE:
    case FOYER_ORDER_REFUND:
    case FOYER_ORDER_RETURN:
    case FOYER_ORDER_SET_BUYER:
    case FOYER_ORDER_COPY:
    default:
      return g_strdup (_ ("Order changed"));
    }
}
