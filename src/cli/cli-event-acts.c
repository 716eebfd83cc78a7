/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to an event as a whole. */
#include "foyer-cli-output.h"

#include "foyer-event-acts-store.h"
#include "foyer-event-cancel-store.h"
#include "foyer-event-copy-store.h"
#include "foyer-event-plain-act.h"
#include "foyer-event-store.h"
#include "foyer-money.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static JsonObject *
describe (const FoyerEvent *event)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &event->row.id);
  foyer_cli_set_text (object, "slug", event->slug);
  foyer_cli_set_text (object, "title", event->title);
  foyer_cli_set_time (object, "start_date", event->start_date, zone);
  foyer_cli_set_time (object, "end_date", event->end_date, zone);
  foyer_cli_set_word (object, "status", event, "status");
  json_object_set_boolean_member (object, "is_test", event->is_test);
  json_object_set_boolean_member (object, "is_archived", event->archived_at != FOYER_NONE);
  json_object_set_boolean_member (object, "is_template", event->is_template);
  return object;
}

static FoyerCliStatus
print (FoyerCli *self, JsonObject *object, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  return foyer_cli_print (self, object, sentence, &error) ? FOYER_CLI_DONE
                                                          : foyer_cli_refuse (self, error);
}

/* Acts without a choice
 * -----------------------------------------------------------------------------------------------
 */

/* Said before, not after. */
static gboolean
refuse_tickets (GError **error)
{
  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT,
                       _ ("Its tickets would stay cancelled: it was cancelled so long ago that "
                          "nobody knows any more which of them were good. Add --without-tickets "
                          "to restore it all the same."));
  return FALSE;
}

/* One transaction; the event as it is then. A deleted one is told as it was. */
static FoyerEvent *
act_on (FoyerCli *self,
        const char *slug,
        FoyerEventAct act,
        gboolean without_tickets,
        GError **error)
{
  g_autoptr (FoyerEvent) before =
      foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, slug, error);
  g_autoptr (FoyerTransaction) transaction = NULL;
  g_autoptr (FoyerEvent) after = NULL;
  gint64 n_tickets;

  if (before == NULL)
    return NULL;
  transaction = foyer_transaction_begin (self->db, foyer_event_plain_act_get_kind (act), error);
  if (transaction == NULL ||
      !foyer_event_plain_act_run (act, transaction, &before->row.id, &n_tickets, error) ||
      (n_tickets < 0 && !without_tickets && !refuse_tickets (error)) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  after = foyer_event_acts_get (self->db, &before->row.id, NULL);
  return after != NULL ? g_steal_pointer (&after) : g_steal_pointer (&before);
}

static FoyerCliStatus
run_parsed (FoyerCli *self, GStrv *arguments, FoyerEventAct act, gboolean without_tickets)
{
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  event = act_on (self, (*arguments)[0], act, without_tickets, &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);
  object = describe (event);
  /* Translators: an event, and what was done: “event publish”. */
  sentence = g_strdup_printf (_ ("“%s”: %s %s done."), event->title, self->command->group,
                              self->command->name);
  return print (self, object, sentence);
}

static FoyerCliStatus
run_act (FoyerCli *self, GStrv *arguments, FoyerEventAct act)
{
  return foyer_cli_parse (self, NULL, arguments, 1, 1) ? run_parsed (self, arguments, act, FALSE)
                                                       : FOYER_CLI_USAGE;
}

static FoyerCliStatus
run_unpublish (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_UNPUBLISH);
}

static FoyerCliStatus
run_restore (FoyerCli *self, GStrv *arguments)
{
  gboolean without_tickets = FALSE;
  const GOptionEntry entries[] = {
    { "without-tickets", 0, 0, G_OPTION_ARG_NONE, &without_tickets,
      N_ ("Also when its tickets stay cancelled"), NULL },
    { NULL },
  };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  return run_parsed (self, arguments, FOYER_EVENT_ACT_RESTORE, without_tickets);
}

static FoyerCliStatus
run_archive (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_ARCHIVE);
}

static FoyerCliStatus
run_unarchive (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_UNARCHIVE);
}

static FoyerCliStatus
run_start_test (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_START_TEST);
}

static FoyerCliStatus
run_end_test (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_END_TEST);
}

static FoyerCliStatus
run_delete (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_DELETE);
}

/* Publish
 * -------------------------------------------------------------------------------------------------------------
 */

static FoyerCliStatus
run_check (FoyerCli *self, GStrv *arguments)
{
  static const FoyerCliColumn columns[] = {
    { "severity", N_ ("Severity"), FOYER_CLI_TEXT },
    { "problem", N_ ("Problem"), FOYER_CLI_TEXT },
    { "field", N_ ("Field"), FOYER_CLI_TEXT },
    { "sentence", N_ ("What to do"), FOYER_CLI_TEXT },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 1, 1))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event != NULL)
    items = foyer_event_acts_check (self->db, &event->row.id, foyer_time_now (), &error);
  if (items == NULL)
    return foyer_cli_refuse (self, error);

  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < items->len; i++)
    {
      const FoyerPublishItem *item = items->pdata[i];
      gboolean is_must = foyer_publish_problem_get_severity (item->problem) == FOYER_PUBLISH_MUST;
      g_autofree char *sentence = foyer_publish_item_dup_sentence (item);
      JsonObject *row = json_object_new ();

      foyer_cli_set_text (row, "severity", is_must ? "MUST" : "SHOULD");
      foyer_cli_set_text (row, "problem", foyer_publish_problem_get_token (item->problem));
      foyer_cli_set_text (row, "field", foyer_publish_problem_get_field (item->problem));
      foyer_cli_set_text (row, "subject", item->subject);
      foyer_cli_set_text (row, "sentence", sentence);
      foyer_cli_table_add (table, row);
    }
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_publish (FoyerCli *self, GStrv *arguments)
{
  return run_act (self, arguments, FOYER_EVENT_ACT_PUBLISH);
}

/* Cancel
 * --------------------------------------------------------------------------------------------------------------
 */

typedef struct
{
  char *subject;
  char *message;
  gboolean without_refunds;
  gboolean is_dry;
} CancelOptions;

static void
clear_cancel_options (CancelOptions *options)
{
  g_free (options->subject);
  g_free (options->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CancelOptions, clear_cancel_options)

static gboolean
cancel (FoyerCli *self, const FoyerUuid *id, const CancelOptions *options, GError **error)
{
  const FoyerEventCancel how = { .subject = options->subject,
                                 .body = options->message,
                                 .reason = _ ("Event cancelled"),
                                 .without_refunds = options->without_refunds };
  g_autoptr (FoyerTransaction) transaction =
      foyer_transaction_begin (self->db, "cancel-event", error);

  return transaction != NULL &&
         foyer_event_cancel_store_cancel (transaction, id, &how, foyer_time_now (), NULL, NULL,
                                          NULL, error) &&
         foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error);
}

static FoyerCliStatus
tell_cancelled (FoyerCli *self,
                const FoyerEvent *event,
                const FoyerEventStake *stake,
                const CancelOptions *options)
{
  gint64 n_refunds = options->without_refunds ? 0 : stake->n_refunds;
  gint64 total = options->without_refunds ? 0 : stake->refund_total;
  const char *currency = *stake->currency != '\0' ? stake->currency : NULL;
  g_autofree char *amount =
      currency != NULL ? foyer_money_format (total, currency) : g_strdup (_ ("several currencies"));
  g_autofree char *sentence = NULL;
  g_autoptr (JsonObject) object = describe (event);

  foyer_cli_set_number (object, "tickets", stake->n_tickets);
  foyer_cli_set_number (object, "orders", stake->n_orders);
  foyer_cli_set_number (object, "unpaid", stake->n_unpaid);
  foyer_cli_set_number (object, "addresses", stake->n_addresses);
  foyer_cli_set_number (object, "refunds", n_refunds);
  foyer_cli_set_number (object, "refund_total", total);
  foyer_cli_set_text (object, "currency", currency);
  /* Translators: an event, its tickets, its refunds and their sum. */
  sentence =
      g_strdup_printf (options->is_dry ? _ ("“%s” would end: %d tickets, %d refunds (%s).")
                                       : _ ("“%s” is cancelled: %d tickets, %d refunds (%s)."),
                       event->title, (int) stake->n_tickets, (int) n_refunds, amount);
  return print (self, object, sentence);
}

static FoyerCliStatus
run_cancel (FoyerCli *self, GStrv *arguments)
{
  g_auto (CancelOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "subject", 0, 0, G_OPTION_ARG_FILENAME, &options.subject,
      N_ ("Subject of a message to prepare"), N_ ("TEXT") },
    { "message", 0, 0, G_OPTION_ARG_FILENAME, &options.message, N_ ("What the message says"),
      N_ ("TEXT") },
    { "no-refunds", 0, 0, G_OPTION_ARG_NONE, &options.without_refunds, N_ ("Propose no refunds"),
      NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.is_dry, N_ ("Only tell what would happen"),
      NULL },
    { NULL },
  };
  g_autoptr (FoyerEvent) before = NULL;
  g_autoptr (FoyerEvent) after = NULL;
  g_autoptr (GError) error = NULL;
  FoyerEventStake stake;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) ||
      !foyer_cli_read_text (self, "--subject", options.subject) ||
      !foyer_cli_read_text (self, "--message", options.message))
    return FOYER_CLI_USAGE;
  if (options.message != NULL && options.subject == NULL)
    return foyer_cli_usage (self, _ ("A message needs --subject."));

  before = foyer_cli_open_event (
      self, options.is_dry ? FOYER_DATABASE_READ_ONLY : FOYER_DATABASE_READ_WRITE, (*arguments)[0],
      &error);
  if (before == NULL ||
      !foyer_event_cancel_store_survey (self->db, &before->row.id, &stake, &error) ||
      (!options.is_dry && !cancel (self, &before->row.id, &options, &error)))
    return foyer_cli_refuse (self, error);
  after = foyer_event_acts_get (self->db, &before->row.id, &error);
  return after != NULL ? tell_cancelled (self, after, &stake, &options)
                       : foyer_cli_refuse (self, error);
}

/* Copies
 * --------------------------------------------------------------------------------------------------------------
 */

static const struct
{
  const char *word;
  FoyerCopyParts part;
} parts[] = {
  { "tiers", FOYER_COPY_TIERS },
  { "promo-codes", FOYER_COPY_PROMO_CODES },
  { "questions", FOYER_COPY_QUESTIONS },
  { "entrances", FOYER_COPY_ENTRANCES },
  { "description", FOYER_COPY_DESCRIPTION },
  { "notes", FOYER_COPY_NOTES },
  { "guests", FOYER_COPY_GUESTS },
  { "all", FOYER_COPY_ALL },
  { "nothing", 0 },
};

/* "tiers,questions"; without it all but the guests. */
static gboolean
read_parts (FoyerCli *self, const char *value, FoyerCopyParts *taken)
{
  g_auto (GStrv) words = value != NULL ? g_strsplit (value, ",", -1) : NULL;

  *taken = FOYER_COPY_ALL_BUT_GUESTS;
  if (words == NULL)
    return TRUE;
  *taken = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint k;

      for (k = 0; k < G_N_ELEMENTS (parts); k++)
        if (g_str_equal (words[i], parts[k].word))
          break;
      if (k == G_N_ELEMENTS (parts))
        {
          foyer_cli_usage (self,
                           _ ("There is no part “%s”; write tiers, promo-codes, questions, "
                              "entrances, description, notes, guests, all or nothing."),
                           words[i]);
          return FALSE;
        }
      *taken |= parts[k].part;
    }
  return TRUE;
}

typedef struct
{
  char *title;
  char *slug;
  char *start;
  char *take;
} CopyOptions;

static void
clear_copy_options (CopyOptions *options)
{
  g_free (options->title);
  g_free (options->slug);
  g_free (options->start);
  g_free (options->take);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopyOptions, clear_copy_options)

static FoyerEvent *
copy (FoyerCli *self,
      const FoyerUuid *id,
      const FoyerEventCopy *how,
      const char *kind,
      GError **error)
{
  g_autoptr (FoyerTransaction) transaction = foyer_transaction_begin (self->db, kind, error);
  FoyerUuid copy_id;

  if (transaction == NULL ||
      !foyer_event_copy_store_copy (transaction, id, how, NULL, NULL, NULL, &copy_id, error) ||
      !foyer_transaction_commit (g_steal_pointer (&transaction), NULL, error))
    return NULL;
  return foyer_event_acts_get (self->db, &copy_id, error);
}

static FoyerCliStatus
tell_copied (FoyerCli *self, const FoyerEvent *event)
{
  g_autoptr (JsonObject) object = describe (event);
  g_autofree char *sentence = g_strdup_printf (_ ("Added “%s” as %s."), event->title, event->slug);

  return print (self, object, sentence);
}

static FoyerCliStatus
run_duplicate (FoyerCli *self, GStrv *arguments)
{
  g_auto (CopyOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "start", 0, 0, G_OPTION_ARG_FILENAME, &options.start,
      N_ ("When the copy starts; all other times move along"), N_ ("TIME") },
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &options.title, N_ ("Its title"), N_ ("TITLE") },
    { "slug", 0, 0, G_OPTION_ARG_FILENAME, &options.slug, N_ ("Its short name"), N_ ("SLUG") },
    { "take", 0, 0, G_OPTION_ARG_FILENAME, &options.take,
      N_ ("What to take along: tiers, promo-codes, questions, entrances, description, notes, "
          "guests, all or nothing"),
      N_ ("PARTS") },
    { NULL },
  };
  g_autoptr (FoyerEvent) from = NULL;
  g_autoptr (FoyerEvent) to = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  FoyerEventCopy how = { .start_date = FOYER_NONE };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) ||
      !foyer_cli_read_text (self, "--title", options.title) ||
      !foyer_cli_read_text (self, "--slug", options.slug) ||
      !read_parts (self, options.take, &how.parts))
    return FOYER_CLI_USAGE;
  if (options.start == NULL)
    return foyer_cli_usage (self, _ ("A copy needs --start."));

  from = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (from == NULL)
    return foyer_cli_refuse (self, error);
  zone = foyer_time_zone_load (from->timezone);
  if (!foyer_cli_read_time (self, "--start", options.start, zone, &how.start_date))
    return FOYER_CLI_USAGE;
  how.title = options.title;
  how.slug = options.slug;
  to = copy (self, &from->row.id, &how, from->is_template ? "new-from-template" : "duplicate-event",
             &error);
  return to != NULL ? tell_copied (self, to) : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_template (FoyerCli *self, GStrv *arguments)
{
  g_auto (CopyOptions) options = { NULL };
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_FILENAME, &options.title, N_ ("What the template is called"),
      N_ ("TITLE") },
    { "take", 0, 0, G_OPTION_ARG_FILENAME, &options.take, N_ ("What to take along"), N_ ("PARTS") },
    { NULL },
  };
  g_autoptr (FoyerEvent) from = NULL;
  g_autoptr (FoyerEvent) to = NULL;
  g_autoptr (GError) error = NULL;
  FoyerEventCopy how = { .start_date = FOYER_NONE, .is_template = TRUE };

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) ||
      !foyer_cli_read_text (self, "--title", options.title) ||
      !read_parts (self, options.take, &how.parts))
    return FOYER_CLI_USAGE;
  how.title = options.title;
  from = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (from != NULL)
    to = copy (self, &from->row.id, &how, "save-template", &error);
  return to != NULL ? tell_copied (self, to) : foyer_cli_refuse (self, error);
}

/* Lists that are shown only where asked for. */
static FoyerCliStatus
list (FoyerCli *self, GStrv *arguments, GPtrArray *(*read) (FoyerDatabase *db, GError **error))
{
  static const FoyerCliColumn columns[] = {
    { "slug", N_ ("Event"), FOYER_CLI_TEXT },
    { "title", N_ ("Title"), FOYER_CLI_TEXT },
    { "start_date", N_ ("Start"), FOYER_CLI_TIME },
    { "status", N_ ("Status"), FOYER_CLI_TEXT },
  };
  g_autoptr (FoyerCliTable) table = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  if (!foyer_cli_parse (self, NULL, arguments, 0, 0))
    return FOYER_CLI_USAGE;
  if (!foyer_cli_open (self, FOYER_DATABASE_READ_ONLY, &error))
    return g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND)
               ? FOYER_CLI_DONE
               : foyer_cli_refuse (self, error);
  events = read (self->db, &error);
  if (events == NULL)
    return foyer_cli_refuse (self, error);
  table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < events->len; i++)
    foyer_cli_table_add (table, describe (events->pdata[i]));
  return foyer_cli_table_end (table, &error) ? FOYER_CLI_DONE : foyer_cli_refuse (self, error);
}

static FoyerCliStatus
run_templates (FoyerCli *self, GStrv *arguments)
{
  return list (self, arguments, foyer_event_store_list_templates);
}

static FoyerCliStatus
run_archived (FoyerCli *self, GStrv *arguments)
{
  return list (self, arguments, foyer_event_store_list_archived);
}

const FoyerCliCommand foyer_cli_event_acts_commands[] = {
  { "event", "check", "EVENT", N_ ("List what an event lacks before it is published"), run_check },
  { "event", "publish", "EVENT", N_ ("Publish an event"), run_publish },
  { "event", "unpublish", "EVENT", N_ ("Make an event a draft again"), run_unpublish },
  { "event", "cancel", "EVENT", N_ ("Cancel an event with its tickets"), run_cancel },
  { "event", "restore", "EVENT", N_ ("Let a cancelled event take place after all"), run_restore },
  { "event", "archive", "EVENT", N_ ("Take an event out of the lists"), run_archive },
  { "event", "unarchive", "EVENT", N_ ("Put an archived event back"), run_unarchive },
  { "event", "archived", "", N_ ("List the archived events"), run_archived },
  { "event", "start-test", "EVENT", N_ ("Turn the test mode on"), run_start_test },
  { "event", "end-test", "EVENT", N_ ("Turn the test mode off"), run_end_test },
  { "event", "duplicate", "EVENT|TEMPLATE --start TIME",
    N_ ("Copy an event, or begin one with a template"), run_duplicate },
  { "event", "template", "EVENT", N_ ("Save an event as a template"), run_template },
  { "event", "templates", "", N_ ("List the templates"), run_templates },
  { "event", "delete", "EVENT", N_ ("Delete an event or a template"), run_delete },
  { NULL },
};
