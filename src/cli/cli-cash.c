/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The till's sessions and its drawer; cashiers; the audit. */
#include "cli-till.h"

#include "foyer-money.h"
#include "foyer-receipt-pages.h"
#include "foyer-receipt-printer.h"
#include "foyer-row-store.h"
#include "foyer-till-audit.h"
#include "foyer-till-names-store.h"
#include "foyer-till-receipt.h"
#include "foyer-till-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CliTill till;
  char **counts;
  char *reason;
  char *printer;
  char *pdf;
} Options;

static void
options_clear (Options *self)
{
  cli_till_clear (&self->till);
  g_strfreev (self->counts);
  g_free (self->reason);
  g_free (self->printer);
  g_free (self->pdf);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Parses, opens and identifies. NULL: the status to end with is set. */
static FoyerEvent *
begin (FoyerCli *cli, GStrv *arguments, guint n_arguments, Options *options, FoyerCliStatus *status)
{
  const GOptionEntry entries[] = {
    CLI_TILL_ENTRIES (options->till),
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options->reason, N_ ("Why"), N_ ("TEXT") },
    { "count", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->counts,
      N_ ("Notes or coins that were counted, such as 20.00=3"), N_ ("VALUE=N") },
    { "print", 0, 0, G_OPTION_ARG_STRING, &options->printer,
      N_ ("Print the report, such as on device:/dev/usb/lp0 or queue:Epson"), N_ ("PRINTER") },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &options->pdf, N_ ("Write the report as a PDF"),
      N_ ("FILE") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  *status = FOYER_CLI_USAGE;
  if (!foyer_cli_parse (cli, entries, arguments, 1, n_arguments) ||
      !foyer_cli_read_text (cli, "--reason", options->reason))
    return NULL;
  event = foyer_cli_open_event (cli, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event != NULL && cli_till_identify (&options->till, cli, &event->row.id, &error))
    return g_steal_pointer (&event);
  *status = foyer_cli_refuse (cli, error);
  return NULL;
}

/* An amount, or what was counted. */
static gboolean
read_sum (FoyerCli *cli,
          const char *text,
          const Options *options,
          const char *currency,
          GArray *counted,
          gint64 *sum)
{
  if (text != NULL)
    return cli_till_read_amount (cli, "AMOUNT", text, currency, sum);
  for (guint i = 0; options->counts != NULL && options->counts[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (options->counts[i], "=", 2);
      FoyerCounted item;

      if (parts[0] == NULL || parts[1] == NULL ||
          !cli_till_read_amount (cli, "--count", parts[0], currency, &item.value) ||
          !g_ascii_string_to_signed (parts[1], 10, 0, 1000000, &item.n, NULL))
        {
          foyer_cli_usage (cli, _ ("The value of %s must be such as 20.00=3."), "--count");
          return FALSE;
        }
      g_array_append_val (counted, item);
    }
  if (counted->len == 0)
    {
      foyer_cli_usage (cli, _ ("Say how much lies in the drawer, as an amount or with --count."));
      return FALSE;
    }
  if (foyer_counted_sum (counted, sum))
    return TRUE;
  foyer_cli_usage (cli, _ ("The value of %s must be such as 20.00=3."), "--count");
  return FALSE;
}

static JsonObject *
describe_report (FoyerCli *cli, const FoyerTillReport *report)
{
  JsonObject *object = json_object_new ();
  JsonObject *methods = json_object_new ();
  JsonArray *tiers = json_array_new ();

  foyer_cli_set_id (object, "session_id", &report->session_id);
  foyer_cli_set_number (object, "number", report->number);
  foyer_cli_set_text (object, "currency", report->currency);
  foyer_cli_set_number (object, "float", report->opening_float);
  foyer_cli_set_number (object, "sales", report->n_sales);
  foyer_cli_set_number (object, "tickets", report->n_tickets);
  foyer_cli_set_number (object, "revenue", report->revenue);
  foyer_cli_set_number (object, "service_fees", report->service_fees);
  foyer_cli_set_number (object, "sold", report->sold);
  foyer_cli_set_number (object, "open_rest", report->open_rest);
  foyer_cli_set_number (object, "rounding", report->rounding);
  foyer_cli_set_number (object, "paid_in", report->pay_in);
  foyer_cli_set_number (object, "paid_out", report->pay_out);
  foyer_cli_set_number (object, "no_sales", report->n_no_sale);
  foyer_cli_set_number (object, "voids", report->n_void);
  foyer_cli_set_number (object, "drawer", report->drawer);
  foyer_cli_set_number (object, "counted", report->counted);
  foyer_cli_set_number (object, "difference", report->difference);
  foyer_cli_set_text (object, "reason", report->reason);
  for (guint i = 0; i < FOYER_N_PAY_METHODS; i++)
    {
      JsonObject *method = json_object_new ();

      foyer_cli_set_number (method, "paid", report->paid[i]);
      foyer_cli_set_number (method, "refunded", report->refunded[i]);
      json_object_set_object_member (methods, foyer_pay_method_words[i], method);
    }
  json_object_set_object_member (object, "methods", methods);
  for (guint i = 0; i < report->tiers->len; i++)
    {
      const FoyerTillTierSum *sum = &g_array_index (report->tiers, FoyerTillTierSum, i);
      g_autoptr (FoyerTier) tier =
          foyer_row_store_find (cli->db, &FOYER_TIER_TYPE, &sum->tier_id, NULL);
      JsonObject *line = json_object_new ();

      foyer_cli_set_text (line, "tier", tier != NULL ? tier->name : NULL);
      foyer_cli_set_number (line, "quantity", sum->quantity);
      foyer_cli_set_number (line, "amount", sum->amount);
      json_array_add_object_element (tiers, line);
    }
  json_object_set_array_member (object, "tiers", tiers);
  return object;
}

/* What a window prints, it prints. */
static FoyerReceipt *
make_paper (FoyerCli *cli, const FoyerTillReport *report, GError **error)
{
  g_autoptr (FoyerTillNames) names = foyer_till_names_store_read (cli->db, report, error);
  FoyerTillReceipt options = { .made_at = foyer_time_now (), .copied_at = FOYER_NONE };

  return names != NULL ? foyer_till_receipt_build (report, names, &options) : NULL;
}

static gboolean
print_paper (FoyerReceipt *receipt, const char *target, GError **error)
{
  g_autoptr (FoyerPrinterSetup) setup = foyer_printer_setup_new (target, error);
  g_autoptr (FoyerReceiptPrinter) printer = NULL;

  if (setup == NULL)
    return FALSE;
  printer = foyer_receipt_printer_new (setup);
  return foyer_receipt_printer_print (printer, receipt, FALSE, NULL, error);
}

static gboolean
write_paper (FoyerReceipt *receipt, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (FoyerReceiptPages) pages = foyer_receipt_pages_new (receipt, FOYER_PAPER_ROLL_80, 0);

  return foyer_receipt_pages_save_pdf (pages, file, NULL, error);
}

/* The till is as it is whatever becomes of the paper. */
static gboolean
give_out (FoyerCli *cli, const FoyerTillReport *report, const Options *options, JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReceipt) receipt = NULL;

  if (options->printer == NULL && options->pdf == NULL)
    return TRUE;
  receipt = make_paper (cli, report, &error);
  if (receipt != NULL && options->pdf != NULL && !write_paper (receipt, options->pdf, &error))
    g_clear_pointer (&receipt, foyer_receipt_unref);
  if (receipt != NULL && options->printer != NULL &&
      !print_paper (receipt, options->printer, &error))
    g_clear_pointer (&receipt, foyer_receipt_unref);
  json_object_set_boolean_member (object, "is_printed", receipt != NULL);
  if (receipt == NULL)
    foyer_cli_note (_ ("The report is written down, but not printed. %s"), error->message);
  return receipt != NULL;
}

static FoyerCliStatus
print_report (FoyerCli *cli, const FoyerTillReport *report, const Options *options)
{
  g_autoptr (JsonObject) object = describe_report (cli, report);
  gboolean is_given = give_out (cli, report, options, object);
  g_autofree char *revenue = foyer_money_format (report->revenue, report->currency);
  g_autofree char *drawer = foyer_money_format (report->drawer, report->currency);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;
  int n = (int) report->n_sales;

  sentence = g_strdup_printf (ngettext ("Session %d: %d sale, %s taken, %s in the drawer.",
                                        "Session %d: %d sales, %s taken, %s in the drawer.", n),
                              (int) report->number, n, revenue, drawer);
  if (!foyer_cli_print (cli, object, sentence, &error))
    return foyer_cli_refuse (cli, error);
  return is_given ? FOYER_CLI_DONE : FOYER_CLI_REFUSED;
}

static FoyerCliStatus
print_drawer (FoyerCli *cli, const FoyerEvent *event)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL, *drawer = NULL;
  FoyerTillSession session;
  gboolean is_open;

  if (!foyer_till_store_get_session (cli->db, &event->row.id, &session, &error))
    return foyer_cli_refuse (cli, error);
  is_open = !foyer_uuid_is_nil (&session.session_id);
  json_object_set_boolean_member (object, "is_open", is_open);
  foyer_cli_set_number (object, "drawer", is_open ? session.drawer : FOYER_NONE);
  foyer_cli_set_number (object, "float", is_open ? session.opening_float : FOYER_NONE);
  foyer_cli_set_text (object, "currency", event->currency);
  if (is_open)
    foyer_cli_set_id (object, "session_id", &session.session_id);
  drawer = foyer_money_format (session.drawer, event->currency);
  sentence = is_open ? g_strdup_printf (_ ("The till is open, with %s in the drawer."), drawer)
                     : g_strdup (_ ("The till is closed."));
  return foyer_cli_print (cli, object, sentence, &error) ? FOYER_CLI_DONE
                                                         : foyer_cli_refuse (cli, error);
}

typedef gboolean (*SimpleAct) (FoyerTransaction *transaction,
                               const FoyerUuid *event_id,
                               const FoyerTillActor *actor,
                               gint64 amount,
                               const char *reason,
                               GError **error);

static gboolean
no_sale (FoyerTransaction *transaction,
         const FoyerUuid *event_id,
         const FoyerTillActor *actor,
         gint64 amount,
         const char *reason,
         GError **error)
{
  return foyer_till_store_no_sale (transaction, event_id, actor, reason, error);
}

static gboolean
hand_over (FoyerTransaction *transaction,
           const FoyerUuid *event_id,
           const FoyerTillActor *actor,
           gint64 amount,
           const char *reason,
           GError **error)
{
  return foyer_till_store_hand_over (transaction, event_id, actor, error);
}

static FoyerCliStatus
act_simply (FoyerCli *cli, GStrv *arguments, SimpleAct act, gboolean has_amount)
{
  g_auto (Options) options = { { NULL } };
  FoyerCliStatus status;
  g_autoptr (FoyerEvent) event = begin (cli, arguments, has_amount ? 2 : 1, &options, &status);
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;
  gint64 amount = 0;

  if (event == NULL)
    return status;
  if (has_amount && (*arguments)[1] == NULL)
    return foyer_cli_usage (cli, _ ("Say how much."));
  if (has_amount &&
      !cli_till_read_amount (cli, "AMOUNT", (*arguments)[1], event->currency, &amount))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (cli->db, FOYER_TILL_KIND_CASH, &error);
  if (transaction == NULL ||
      !act (transaction, &event->row.id, &options.till.actor, amount, options.reason, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (cli, error);
  return print_drawer (cli, event);
}

static FoyerCliStatus
run_in (FoyerCli *self, GStrv *arguments)
{
  return act_simply (self, arguments, foyer_till_store_pay_in, TRUE);
}

static FoyerCliStatus
run_out (FoyerCli *self, GStrv *arguments)
{
  return act_simply (self, arguments, foyer_till_store_pay_out, TRUE);
}

static FoyerCliStatus
run_no_sale (FoyerCli *self, GStrv *arguments)
{
  return act_simply (self, arguments, no_sale, FALSE);
}

static FoyerCliStatus
run_hand_over (FoyerCli *self, GStrv *arguments)
{
  return act_simply (self, arguments, hand_over, FALSE);
}

static FoyerCliStatus
run_open (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { { NULL } };
  FoyerCliStatus status;
  g_autoptr (FoyerEvent) event = begin (self, arguments, 2, &options, &status);
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));
  g_autoptr (GError) error = NULL;
  gint64 sum;

  if (event == NULL)
    return status;
  if (!read_sum (self, (*arguments)[1], &options, event->currency, counted, &sum))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (self->db, FOYER_TILL_KIND_CASH, &error);
  if (transaction == NULL ||
      !foyer_till_store_open (transaction, &event->row.id, &options.till.actor, counted, sum,
                              &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print_drawer (self, event);
}

static FoyerCliStatus
run_close (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { { NULL } };
  FoyerCliStatus status;
  g_autoptr (FoyerEvent) event = begin (self, arguments, 2, &options, &status);
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerTillReport) report = NULL;
  g_autoptr (GArray) counted = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));
  g_autoptr (GError) error = NULL;
  gint64 sum;

  if (event == NULL)
    return status;
  if (!read_sum (self, (*arguments)[1], &options, event->currency, counted, &sum))
    return FOYER_CLI_USAGE;
  transaction = foyer_transaction_begin (self->db, FOYER_TILL_KIND_CASH, &error);
  if (transaction == NULL ||
      !foyer_till_store_close (transaction, &event->row.id, &options.till.actor, counted, sum,
                               options.reason, &report, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print_report (self, report, &options);
}

static FoyerCliStatus
run_x (FoyerCli *self, GStrv *arguments)
{
  g_auto (Options) options = { { NULL } };
  FoyerCliStatus status;
  g_autoptr (FoyerEvent) event = begin (self, arguments, 1, &options, &status);
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerTillReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (event == NULL)
    return status;
  transaction = foyer_transaction_begin (self->db, FOYER_TILL_KIND_CASH, &error);
  if (transaction == NULL ||
      !foyer_till_store_x (transaction, &event->row.id, &options.till.actor, &report, &error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, &error))
    return foyer_cli_refuse (self, error);
  return print_report (self, report, &options);
}

static FoyerCliStatus
run_status (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  return event != NULL ? print_drawer (self, event) : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "number", N_ ("Session"), FOYER_CLI_NUMBER }, { "opened_at", N_ ("Opened"), FOYER_CLI_TIME },
    { "closed_at", N_ ("Closed"), FOYER_CLI_TIME }, { "taken", N_ ("Taken"), FOYER_CLI_NUMBER },
    { "off", N_ ("Difference"), FOYER_CLI_NUMBER },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GArray) sessions = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    sessions = foyer_till_store_list_sessions (self->db, &event->row.id, &error);
  if (sessions == NULL)
    return foyer_cli_refuse (self, error);
  zone = foyer_time_zone_load (event->timezone);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < sessions->len; i++)
    {
      const FoyerTillSessionInfo *info = &g_array_index (sessions, FoyerTillSessionInfo, i);
      g_autoptr (FoyerTillReport) report =
          foyer_till_store_report (self->db, &info->session_id, &error);
      g_autofree char *taken = NULL, *off = NULL;
      JsonObject *row;

      if (report == NULL)
        return foyer_cli_refuse (self, error);
      row = describe_report (self, report);
      taken = foyer_money_format (report->revenue, report->currency);
      if (report->difference != FOYER_NONE)
        off = foyer_money_format (report->difference, report->currency);
      foyer_cli_set_text (row, "taken", taken);
      foyer_cli_set_text (row, "off", off);
      foyer_cli_set_time (row, "opened_at", info->opened_at, zone);
      foyer_cli_set_time (row, "closed_at", info->closed_at, zone);
      json_object_set_boolean_member (row, "is_here", info->is_here);
      foyer_cli_table_add (table, row);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_verify (FoyerCli *self, GStrv *arguments)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (FoyerTillAudit) audit = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  JsonArray *findings;
  int n;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    audit = foyer_till_audit_run (self->db, &event->row.id, NULL, NULL, NULL, &error);
  if (audit == NULL)
    return foyer_cli_refuse (self, error);
  object = json_object_new ();
  findings = json_array_new ();
  for (guint i = 0; i < audit->findings->len; i++)
    {
      const FoyerFinding *finding = &g_array_index (audit->findings, FoyerFinding, i);
      g_autofree char *words = foyer_finding_describe (finding);
      JsonObject *item = json_object_new ();

      foyer_cli_set_text (item, "kind", foyer_finding_words[finding->kind]);
      foyer_cli_set_number (item, "sequence", finding->sequence);
      if (*finding->order_number != 0)
        foyer_cli_set_text (item, "order", finding->order_number);
      foyer_cli_set_text (item, "message", words);
      json_array_add_object_element (findings, item);
      if (!self->json)
        foyer_cli_note ("%s", words);
    }
  foyer_cli_set_number (object, "tills", audit->n_tills);
  foyer_cli_set_number (object, "records", audit->n_records);
  foyer_cli_set_number (object, "payments", audit->n_payments);
  foyer_cli_set_number (object, "orders", audit->n_orders);
  json_object_set_array_member (object, "findings", findings);
  n = (int) (audit->findings->len > 0 ? audit->findings->len : audit->n_records);
  sentence = audit->findings->len > 0
                 ? g_strdup_printf (ngettext ("%d problem found.", "%d problems found.", n), n)
                 : g_strdup_printf (ngettext ("The books hold: %d record read.",
                                              "The books hold: %d records read.", n),
                                    n);
  if (!foyer_cli_print (self, object, sentence, &error))
    return foyer_cli_refuse (self, error);
  return audit->findings->len == 0 ? FOYER_CLI_DONE : FOYER_CLI_REFUSED;
}

const FoyerCliCommand foyer_cli_cash_commands[] = {
  { "cash", "open", "EVENT [FLOAT]", N_ ("Open the till"), run_open },
  { "cash", "in", "EVENT AMOUNT", N_ ("Put money into the drawer"), run_in },
  { "cash", "out", "EVENT AMOUNT", N_ ("Take money out of the drawer"), run_out },
  { "cash", "no-sale", "EVENT", N_ ("Note that the drawer is opened"), run_no_sale },
  { "cash", "hand-over", "EVENT", N_ ("Somebody else is at the till"), run_hand_over },
  { "cash", "x", "EVENT", N_ ("Make an X report"), run_x },
  { "cash", "close", "EVENT [COUNTED]", N_ ("Close the till, with its Z report"), run_close },
  { "cash", "status", "EVENT", N_ ("Say whether the till is open"), run_status },
  { "cash", "list", "EVENT", N_ ("List the sessions of the tills"), run_list },
  { "audit", "verify", "EVENT", N_ ("Check the books of the tills"), run_verify },
  { NULL },
};
