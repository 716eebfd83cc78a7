/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to orders after they were sold. */
#include "cli-tier-options.h"
#include "cli-till.h"

#include "foyer-money.h"
#include "foyer-order-acts-store.h"
#include "foyer-row-store.h"
#include "foyer-tier-store.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CliTill till;
  char **tickets;
  char **pays;
  char *amount;
  char *method;
  char *reason;
  char *name;
  char *email;
  char *tier;
  gboolean keeps_tickets;
  gboolean allows_rest;
} Options;

static void
options_clear (Options *self)
{
  cli_till_clear (&self->till);
  g_strfreev (self->tickets);
  g_strfreev (self->pays);
  g_free (self->amount);
  g_free (self->method);
  g_free (self->reason);
  g_free (self->name);
  g_free (self->email);
  g_free (self->tier);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* An order that is worked on. */
typedef struct
{
  FoyerEvent *event;  /* (owned) */
  FoyerOrder *order;  /* (owned) */
  GArray *ticket_ids; /* (owned) of FoyerUuid */
  int method;
  gint64 amount;
} Work;

static void
work_clear (Work *self)
{
  foyer_event_free (self->event);
  foyer_order_free (self->order);
  g_clear_pointer (&self->ticket_ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* A ticket of the order by its place, from 1, or by its id. */
static gboolean
find_ticket (GPtrArray *tickets, const char *text, FoyerUuid *id)
{
  guint64 place;

  if (g_ascii_string_to_unsigned (text, 10, 1, tickets->len, &place, NULL))
    {
      *id = ((const FoyerTicket *) tickets->pdata[place - 1])->row.id;
      return TRUE;
    }
  return foyer_uuid_parse (text, id);
}

static gboolean
find_tickets (FoyerCli *cli, Work *work, char **texts, GError **error)
{
  g_autoptr (GPtrArray) tickets = cli_till_read_tickets (cli, work->order, error);

  work->ticket_ids = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  for (guint i = 0; tickets != NULL && texts != NULL && texts[i] != NULL; i++)
    {
      FoyerUuid id;

      if (!find_ticket (tickets, texts[i], &id))
        {
          g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       _ ("The order has no ticket “%s”."), texts[i]);
          return FALSE;
        }
      g_array_append_val (work->ticket_ids, id);
    }
  return tickets != NULL;
}

/* What a command can be told; anything else is no option of it. */
typedef enum
{
  ASKS_TILL = 1 << 0,
  ASKS_TICKET = 1 << 1,
  ASKS_PAY = 1 << 2,
  ASKS_AMOUNT = 1 << 3,
  ASKS_METHOD = 1 << 4,
  ASKS_REASON = 1 << 5,
  ASKS_PERSON = 1 << 6,
  ASKS_TIER = 1 << 7,
  ASKS_KEEP = 1 << 8,
  ASKS_REST = 1 << 9,
  ASKS_ONE = 1 << 10, /* one ticket */
} Asks;

static gboolean
parse (FoyerCli *cli, GStrv *arguments, Options *options, Asks asks)
{
  const struct
  {
    Asks asks;
    GOptionEntry entry;
  } all[] = {
    { ASKS_TILL, CLI_CASHIER_ENTRY (options->till) },
    { ASKS_TILL, CLI_APPROVER_ENTRY (options->till) },
    { ASKS_TICKET,
      { "ticket", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->tickets,
        N_ ("One of its tickets, by its place or id"), N_ ("TICKET") } },
    { ASKS_PAY,
      { "pay", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->pays,
        N_ ("What is handed over, such as cash:50.00 or card"), N_ ("METHOD") } },
    { ASKS_AMOUNT,
      { "amount", 0, 0, G_OPTION_ARG_STRING, &options->amount, N_ ("How much goes back"),
        N_ ("AMOUNT") } },
    { ASKS_METHOD,
      { "method", 0, 0, G_OPTION_ARG_STRING, &options->method,
        N_ ("How it goes back, when not as it was paid"), N_ ("METHOD") } },
    { ASKS_REASON,
      { "reason", 0, 0, G_OPTION_ARG_STRING, &options->reason, N_ ("Why"), N_ ("TEXT") } },
    { ASKS_PERSON,
      { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_ ("The new name"), N_ ("NAME") } },
    { ASKS_PERSON,
      { "email", 0, 0, G_OPTION_ARG_STRING, &options->email, N_ ("The new e-mail address"),
        N_ ("ADDRESS") } },
    { ASKS_TIER,
      { "tier", 0, 0, G_OPTION_ARG_STRING, &options->tier, N_ ("The new tier"), N_ ("NAME") } },
    { ASKS_KEEP,
      { "keep-tickets", 0, 0, G_OPTION_ARG_NONE, &options->keeps_tickets,
        N_ ("The tickets stay valid"), NULL } },
    { ASKS_REST,
      { "rest-later", 0, 0, G_OPTION_ARG_NONE, &options->allows_rest,
        N_ ("Less than it costs is taken: the order waits for the rest"), NULL } },
  };
  GOptionEntry entries[G_N_ELEMENTS (all) + 1] = { 0 };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((asks & all[i].asks) != 0)
      entries[n++] = all[i].entry;
  return foyer_cli_parse (cli, entries, arguments, 2, 2);
}

/* Parses EVENT ORDER, opens, finds, identifies. FALSE: the status to end with is set. */
static gboolean
begin (FoyerCli *cli,
       GStrv *arguments,
       Options *options,
       Asks asks,
       Work *work,
       FoyerCliStatus *status)
{
  g_autoptr (GError) error = NULL;

  *status = FOYER_CLI_USAGE;
  if (!parse (cli, arguments, options, asks) ||
      !foyer_cli_read_text (cli, "--reason", options->reason) ||
      !foyer_cli_read_text (cli, "--name", options->name) ||
      !foyer_cli_read_text (cli, "--email", options->email) ||
      !foyer_cli_read_text (cli, "--tier", options->tier) ||
      !cli_till_read_method (cli, options->method, &work->method))
    return FALSE;
  work->event = foyer_cli_open_event (cli, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  work->amount = FOYER_NONE;
  if (work->event != NULL && options->amount != NULL &&
      !cli_till_read_amount (cli, "--amount", options->amount, work->event->currency,
                             &work->amount))
    return FALSE;
  if (work->event != NULL &&
      (work->order = cli_till_find_order (cli, work->event, (*arguments)[1], &error)) != NULL &&
      find_tickets (cli, work, options->tickets, &error) &&
      cli_till_identify (&options->till, cli, &work->event->row.id, &error))
    return TRUE;
  *status = foyer_cli_refuse (cli, error);
  return FALSE;
}

/* The one ticket that is meant: named, or the only one. */
static gboolean
need_ticket (FoyerCli *cli, Work *work, FoyerUuid *id)
{
  g_autoptr (GPtrArray) tickets = cli_till_read_tickets (cli, work->order, NULL);

  if (work->ticket_ids->len == 1)
    *id = g_array_index (work->ticket_ids, FoyerUuid, 0);
  else if (work->ticket_ids->len == 0 && tickets != NULL && tickets->len == 1)
    *id = ((const FoyerTicket *) tickets->pdata[0])->row.id;
  else
    {
      foyer_cli_usage (cli, _ ("Name one ticket with --ticket."));
      return FALSE;
    }
  return TRUE;
}

/* What is handed over, and how: “€20.00 CASH, €25.00 CARD”; NULL when nothing is. */
static char *
describe_money (const FoyerSaleResult *done, FoyerPaymentKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < done->payments->len; i++)
    {
      const FoyerPayment *payment = done->payments->pdata[i];
      g_autofree char *sum =
          foyer_money_format (payment->amount + payment->rounding, payment->currency);

      if (payment->kind == kind)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", sum,
                                foyer_pay_method_words[payment->method]);
    }
  return g_string_free (text, text->len == 0);
}

/* before: the order as it was named: what was split off is another. */
static char *
describe_done (const FoyerSaleResult *done, const FoyerOrder *before)
{
  const char *number = done->order->order_number;
  g_autofree char *back = describe_money (done, FOYER_PAYMENT_REFUND);
  g_autofree char *taken = describe_money (done, FOYER_PAYMENT_PAYMENT);

  if (!foyer_uuid_equal (&done->order->row.id, &before->row.id))
    return g_strdup_printf (_ ("Order %s was made"), number);
  if (back != NULL)
    return g_strdup_printf (_ ("Order %s: done. Goes back: %s."), number, back);
  if (taken != NULL)
    return g_strdup_printf (_ ("Order %s: done. Taken: %s."), number, taken);
  return g_strdup_printf (_ ("Order %s: done."), number);
}

static FoyerCliStatus
end (FoyerCli *cli,
     const Work *work,
     FoyerTransaction *transaction,
     FoyerSaleResult *result,
     GError *failure)
{
  g_autoptr (FoyerSaleResult) done = result;
  g_autoptr (GError) error = failure;
  g_autofree char *sentence = NULL;

  if (error != NULL || !foyer_transaction_commit (transaction, NULL, &error))
    {
      if (failure != NULL)
        foyer_transaction_free (transaction);
      return foyer_cli_refuse (cli, error);
    }
  sentence = describe_done (done, work->order);
  return cli_till_print_result (cli, done, sentence);
}

/* What is done to an order: begins the transaction, which end () ends. */
typedef gboolean (*OrderAct) (FoyerCli *cli,
                              FoyerTransaction *transaction,
                              const Options *options,
                              const Work *work,
                              const FoyerUuid *ticket_id,
                              const GArray *tenders,
                              FoyerSaleResult **result,
                              GError **error);

static FoyerSaleResult *
result_of (FoyerCli *cli, const Work *work)
{
  FoyerSaleResult *result = g_new0 (FoyerSaleResult, 1);

  result->order = foyer_row_store_get (cli->db, &FOYER_ORDER_TYPE, work->order->row.key, NULL);
  result->tickets = cli_till_read_tickets (cli, work->order, NULL);
  result->payments = g_ptr_array_new ();
  return result;
}

static FoyerCliStatus
run (FoyerCli *cli, GStrv *arguments, const char *kind, Asks asks, OrderAct act)
{
  g_auto (Options) options = { { NULL } };
  g_auto (Work) work = { NULL };
  g_autoptr (GArray) tenders = NULL;
  FoyerTransaction *transaction;
  FoyerSaleResult *result = NULL;
  FoyerUuid ticket_id = { 0 };
  FoyerCliStatus status;
  GError *error = NULL;

  if (!begin (cli, arguments, &options, asks, &work, &status))
    return status;
  tenders = cli_till_read_tenders (cli, options.pays, work.order->currency);
  if (tenders == NULL || ((asks & ASKS_ONE) != 0 && !need_ticket (cli, &work, &ticket_id)))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (cli->db, kind, &error);
  if (transaction == NULL)
    {
      g_autoptr (GError) failure = error;

      return foyer_cli_refuse (cli, failure);
    }
  act (cli, transaction, &options, &work, &ticket_id, tenders, &result, &error);
  if (error == NULL && result == NULL)
    result = result_of (cli, &work);
  return end (cli, &work, transaction, result, error);
}

static gboolean
refund (FoyerCli *cli,
        FoyerTransaction *transaction,
        const Options *options,
        const Work *work,
        const FoyerUuid *ticket_id,
        const GArray *tenders,
        FoyerSaleResult **result,
        GError **error)
{
  FoyerOrderRefund how;

  foyer_order_refund_init (&how, &work->order->row.id);
  how.ticket_ids = (const FoyerUuid *) work->ticket_ids->data;
  how.n_tickets = work->ticket_ids->len;
  how.method = work->method;
  how.reason = options->reason;
  how.keeps_tickets = options->keeps_tickets;
  how.actor = options->till.actor;
  how.amount = work->amount;
  return foyer_order_acts_refund (transaction, &how, result, error);
}

/* What was paid twice. */
static gboolean
give_excess (FoyerCli *cli,
             FoyerTransaction *transaction,
             const Options *options,
             const Work *work,
             const FoyerUuid *ticket_id,
             const GArray *tenders,
             FoyerSaleResult **result,
             GError **error)
{
  return foyer_order_acts_return_excess (transaction, &work->order->row.id, work->method,
                                         &options->till.actor, result, error);
}

static gboolean
cancel (FoyerCli *cli,
        FoyerTransaction *transaction,
        const Options *options,
        const Work *work,
        const FoyerUuid *ticket_id,
        const GArray *tenders,
        FoyerSaleResult **result,
        GError **error)
{
  return foyer_order_acts_cancel (transaction, &work->order->row.id,
                                  (const FoyerUuid *) work->ticket_ids->data, work->ticket_ids->len,
                                  options->reason, &options->till.actor, error);
}

static gboolean
undo_sale (FoyerCli *cli,
           FoyerTransaction *transaction,
           const Options *options,
           const Work *work,
           const FoyerUuid *ticket_id,
           const GArray *tenders,
           FoyerSaleResult **result,
           GError **error)
{
  return foyer_sale_store_void (transaction, &work->order->row.id, options->reason,
                                &options->till.actor, result, error);
}

static gboolean
pay (FoyerCli *cli,
     FoyerTransaction *transaction,
     const Options *options,
     const Work *work,
     const FoyerUuid *ticket_id,
     const GArray *tenders,
     FoyerSaleResult **result,
     GError **error)
{
  return foyer_sale_store_pay (transaction, &work->order->row.id,
                               (const FoyerTender *) tenders->data, tenders->len,
                               options->allows_rest, &options->till.actor, result, error);
}

static gboolean
transfer (FoyerCli *cli,
          FoyerTransaction *transaction,
          const Options *options,
          const Work *work,
          const FoyerUuid *ticket_id,
          const GArray *tenders,
          FoyerSaleResult **result,
          GError **error)
{
  return foyer_order_acts_transfer (transaction, ticket_id, options->name, options->email, NULL,
                                    error);
}

/* Of a ticket, or without one of the buyer. */
static gboolean
give_name (FoyerCli *cli,
           FoyerTransaction *transaction,
           const Options *options,
           const Work *work,
           const FoyerUuid *ticket_id,
           const GArray *tenders,
           FoyerSaleResult **result,
           GError **error)
{
  if (work->ticket_ids->len == 0)
    return foyer_order_acts_set_buyer (transaction, &work->order->row.id, options->name,
                                       options->email, error);
  for (guint i = 0; i < work->ticket_ids->len; i++)
    if (!foyer_order_acts_rename (transaction, &g_array_index (work->ticket_ids, FoyerUuid, i),
                                  options->name, options->email, error))
      return FALSE;
  return TRUE;
}

static gboolean
move (FoyerCli *cli,
      FoyerTransaction *transaction,
      const Options *options,
      const Work *work,
      const FoyerUuid *ticket_id,
      const GArray *tenders,
      FoyerSaleResult **result,
      GError **error)
{
  g_autoptr (FoyerOffer) offer =
      foyer_tier_store_load_offer (cli->db, work->event, NULL, NULL, error);
  const char *name = options->tier != NULL ? options->tier : "";
  int tier = offer != NULL ? cli_find_tier (offer, name) : -1;

  if (offer != NULL && tier < 0)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                 _ ("There is no tier “%s”."), name);
  return tier >= 0 && foyer_order_acts_move (transaction, ticket_id,
                                             &foyer_offer_tier (offer, tier)->tier->row.id,
                                             (const FoyerTender *) tenders->data, tenders->len,
                                             work->method, &options->till.actor, result, error);
}

static gboolean
split (FoyerCli *cli,
       FoyerTransaction *transaction,
       const Options *options,
       const Work *work,
       const FoyerUuid *ticket_id,
       const GArray *tenders,
       FoyerSaleResult **result,
       GError **error)
{
  return foyer_order_acts_split (
      transaction, &work->order->row.id, (const FoyerUuid *) work->ticket_ids->data,
      work->ticket_ids->len, options->name, options->email, &options->till.actor, result, error);
}

static FoyerCliStatus
run_refund (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_ORDER,
              ASKS_TILL | ASKS_TICKET | ASKS_AMOUNT | ASKS_METHOD | ASKS_REASON | ASKS_KEEP,
              refund);
}

static FoyerCliStatus
run_return (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_ORDER, ASKS_TILL | ASKS_METHOD, give_excess);
}

static FoyerCliStatus
run_cancel (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_ORDER, ASKS_TILL | ASKS_TICKET | ASKS_REASON,
              cancel);
}

static FoyerCliStatus
run_void (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_SALE, ASKS_TILL | ASKS_REASON, undo_sale);
}

static FoyerCliStatus
run_pay (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_SALE, ASKS_TILL | ASKS_PAY | ASKS_REST, pay);
}

static FoyerCliStatus
run_transfer (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, "transfer-ticket", ASKS_ONE | ASKS_TICKET | ASKS_PERSON, transfer);
}

static FoyerCliStatus
run_rename (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, "rename-order", ASKS_TICKET | ASKS_PERSON, give_name);
}

static FoyerCliStatus
run_move (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_ORDER,
              ASKS_ONE | ASKS_TILL | ASKS_TICKET | ASKS_TIER | ASKS_PAY | ASKS_METHOD, move);
}

static FoyerCliStatus
run_split (FoyerCli *self, GStrv *arguments)
{
  return run (self, arguments, FOYER_TILL_KIND_ORDER, ASKS_TILL | ASKS_TICKET | ASKS_PERSON, split);
}

const FoyerCliCommand foyer_cli_order_commands[] = {
  { "order", "pay", "EVENT ORDER", N_ ("Take what is still due"), run_pay },
  { "order", "void", "EVENT ORDER", N_ ("Take a sale back, with all of its money"), run_void },
  { "order", "refund", "EVENT ORDER", N_ ("Give money back"), run_refund },
  { "order", "return", "EVENT ORDER", N_ ("Give back what was paid twice"), run_return },
  { "order", "cancel", "EVENT ORDER", N_ ("Cancel tickets without any money"), run_cancel },
  { "order", "transfer", "EVENT ORDER", N_ ("Give a ticket to somebody else, with a new code"),
    run_transfer },
  { "order", "move", "EVENT ORDER", N_ ("Change the tier of a ticket"), run_move },
  { "order", "rename", "EVENT ORDER", N_ ("Change the name of the buyer or of a guest"),
    run_rename },
  { "order", "split", "EVENT ORDER", N_ ("Make an order of some of the tickets"), run_split },
  { NULL },
};
