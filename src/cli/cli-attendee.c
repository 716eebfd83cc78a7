/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-exchange.h"

#include "foyer-attendee.h"
#include "foyer-cli-output.h"
#include "foyer-event-store.h"
#include "foyer-order.h"
#include "foyer-roster.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

/* What a person sees of a ticket, as a script and as a table name it. */
static const struct
{
  const char *word;
  const char *label;
} attendances[] = {
  [FOYER_ATTENDANCE_EXPECTED] = { "EXPECTED", N_ ("Expected") },
  [FOYER_ATTENDANCE_UNPAID] = { "UNPAID", N_ ("Unpaid") },
  [FOYER_ATTENDANCE_INSIDE] = { "INSIDE", N_ ("Inside") },
  [FOYER_ATTENDANCE_LEFT] = { "LEFT", N_ ("Left") },
  [FOYER_ATTENDANCE_CANCELLED] = { "CANCELLED", N_ ("Cancelled") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (attendances) == FOYER_N_ATTENDANCES);

/* What the rows of a list share. */
typedef struct
{
  FoyerCli *cli;
  GPtrArray *tiers;
  GTimeZone *zone;
} Listing;

static const char *
find_tier_name (GPtrArray *tiers, const FoyerUuid *id)
{
  for (guint i = 0; i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];

      if (foyer_uuid_equal (&tier->row.id, id))
        return tier->name;
    }
  return NULL;
}

static void
set_answers (JsonObject *object, const char *answers)
{
  JsonNode *node = answers != NULL ? json_from_string (answers, NULL) : NULL;

  if (node == NULL)
    json_object_set_object_member (object, "answers", json_object_new ());
  else
    json_object_set_member (object, "answers", node);
}

static JsonObject *
describe_attendee (const Listing *listing, const FoyerTicket *ticket, const FoyerOrder *order)
{
  FoyerAttendance attendance = foyer_attendance_of (ticket, order);
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &ticket->row.id);
  foyer_cli_set_text (object, "attendee_name", ticket->attendee_name);
  foyer_cli_set_text (object, "attendee_email", ticket->attendee_email);
  foyer_cli_set_text (object, "company", ticket->company);
  foyer_cli_set_text (object, "tier", find_tier_name (listing->tiers, &ticket->tier_id));
  foyer_cli_set_word (object, "status", ticket, "status");
  foyer_cli_set_text (object, "attendance", attendances[attendance].word);
  foyer_cli_set_text (object, "qr_code", ticket->qr_code);
  foyer_cli_set_time (object, "check_in_time", ticket->check_in_time, listing->zone);
  foyer_cli_set_time (object, "check_out_time", ticket->check_out_time, listing->zone);
  foyer_cli_set_text (object, "order_number", order != NULL ? order->order_number : NULL);
  if (order != NULL)
    foyer_cli_set_word (object, "order_status", order, "status");
  else
    foyer_cli_set_text (object, "order_status", NULL);
  foyer_cli_set_text (object, "notes", ticket->notes);
  set_answers (object, ticket->answers);
  if (!listing->cli->json)
    foyer_cli_set_text (object, "state", _ (attendances[attendance].label));
  return object;
}

static gboolean
list_one (const Listing *listing, gint64 key, FoyerCliTable *table, GError **error)
{
  FoyerDatabase *db = listing->cli->db;
  g_autoptr (FoyerTicket) ticket = foyer_row_store_get (db, &FOYER_TICKET_TYPE, key, error);
  g_autoptr (FoyerOrder) order = NULL;

  if (ticket == NULL)
    return FALSE;
  if (!foyer_uuid_is_nil (&ticket->order_id))
    order = foyer_row_store_find (db, &FOYER_ORDER_TYPE, &ticket->order_id, NULL);
  foyer_cli_table_add (table, describe_attendee (listing, ticket, order));
  return TRUE;
}

static gboolean
list_attendees (FoyerCli *self,
                const FoyerEvent *event,
                const char *search,
                gint64 limit,
                GError **error)
{
  static const FoyerCliColumn columns[] = {
    { "attendee_name", N_ ("Name"), FOYER_CLI_TEXT },
    { "company", N_ ("Company"), FOYER_CLI_TEXT },
    { "attendee_email", N_ ("E-mail"), FOYER_CLI_TEXT },
    { "tier", N_ ("Tier"), FOYER_CLI_TEXT },
    { "order_number", N_ ("Order"), FOYER_CLI_TEXT },
    { "state", N_ ("Status"), FOYER_CLI_TEXT },
    { "check_in_time", N_ ("Checked in"), FOYER_CLI_TIME },
  };
  const FoyerRosterQuery query = {
    .text = search, .arrived_from = FOYER_NONE, .arrived_to = FOYER_NONE, .sort = FOYER_SORT_NAME
  };
  g_autoptr (FoyerCliTable) table = foyer_cli_table_new (self, columns, G_N_ELEMENTS (columns));
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (event->timezone);
  g_autoptr (FoyerRoster) roster = NULL;
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GArray) keys = NULL;
  Listing listing = { .cli = self, .zone = zone };

  listing.tiers = tiers = foyer_event_store_tiers (self->db, &event->row.id, error);
  if (tiers == NULL)
    return FALSE;
  roster = foyer_roster_new (&event->row.id, NULL);
  if (!foyer_roster_load (roster, self->db, NULL, error))
    return FALSE;

  keys = foyer_roster_select (roster, &query, NULL);
  for (guint i = 0; i < keys->len && (limit == FOYER_NONE || i < limit); i++)
    if (!list_one (&listing, g_array_index (keys, gint64, i), table, error))
      return FALSE;
  return foyer_cli_table_end (table, error);
}

static FoyerCliStatus
run_list (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *search = NULL, *limit_text = NULL;
  const GOptionEntry entries[] = {
    { "search", 's', 0, G_OPTION_ARG_FILENAME, &search,
      N_ ("Only those with all of these words in name, company, e-mail, order number or code"),
      N_ ("WORDS") },
    { "limit", 0, 0, G_OPTION_ARG_FILENAME, &limit_text, N_ ("At most so many"), N_ ("NUMBER") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  gint64 limit = FOYER_NONE;

  if (!foyer_cli_parse (self, entries, arguments, 1, 1) ||
      !foyer_cli_read_text (self, "--search", search) ||
      !foyer_cli_read_number (self, "--limit", limit_text, &limit))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_ONLY, (*arguments)[0], &error);
  if (event == NULL || !list_attendees (self, event, search, limit, &error))
    return foyer_cli_refuse (self, error);
  return FOYER_CLI_DONE;
}

const FoyerCliCommand foyer_cli_attendee_commands[] = {
  { "attendee", "import", "EVENT FILE", N_ ("Import a list that another system exported"),
    foyer_cli_run_import },
  { "attendee", "list", "EVENT", N_ ("List an event's attendees by name"), run_list },
  { "attendee", "export", "EVENT FILE",
    N_ ("Write all attendees to a CSV file, “-” for standard output"), foyer_cli_run_export },
  { NULL },
};
