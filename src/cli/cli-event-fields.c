/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-event-fields.h"

#include "foyer-cli-output.h"
#include "foyer-html.h"
#include "foyer-json-list.h"
#include "foyer-money.h"
#include "foyer-percentage.h"
#include "foyer-time.h"
#include "foyer-wall-parse.h"
#include "foyer-web-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  KIND_TEXT,
  KIND_HTML,
  KIND_LIST,
  KIND_ADDRESS,
  KIND_ZONE,
  KIND_TIME,
  KIND_NUMBER,
  KIND_CURRENCY,
  KIND_MONEY,
  KIND_PERCENTAGE,
  KIND_WORD,
  KIND_BOOLEAN,
  KIND_COLOUR,
} Kind;

/* In the order in which they are read: times need the zone, money the currency. */
static const struct
{
  const char *option;
  const char *column;
  Kind kind;
  const char *help;
  const char *value;
} fields[CLI_N_EVENT_FIELDS] = {
  { "title", "title", KIND_TEXT, N_ ("Its title"), N_ ("TITLE") },
  { "slug", "slug", KIND_TEXT, N_ ("Its short name: a to z, digits and “-”"), N_ ("NAME") },
  { "summary", "short_description", KIND_TEXT, N_ ("What it is about, in 500 characters"),
    N_ ("TEXT") },
  { "description", "description", KIND_HTML, N_ ("What it is about, as HTML"), N_ ("HTML") },
  { "category", "category", KIND_TEXT, N_ ("Its category"), N_ ("TEXT") },
  { "tags", "tags", KIND_LIST, N_ ("Its tags, with commas between them"), N_ ("TAGS") },
  { "timezone", "timezone", KIND_ZONE, N_ ("Where it is, such as Europe/Berlin"), N_ ("ZONE") },
  { "start", "start_date", KIND_TIME,
    N_ ("When it starts, ISO 8601, in the event's time zone unless an offset is given"),
    N_ ("TIME") },
  { "end", "end_date", KIND_TIME, N_ ("When it ends"), N_ ("TIME") },
  { "venue-type", "venue_type", KIND_WORD, N_ ("IN_PERSON, VIRTUAL or HYBRID"), N_ ("WORD") },
  { "venue", "venue_name", KIND_TEXT, N_ ("Its venue"), N_ ("NAME") },
  { "address", "venue_address", KIND_TEXT, N_ ("The venue's address"), N_ ("TEXT") },
  { "map-url", "venue_url", KIND_ADDRESS, N_ ("A map of the venue"), N_ ("URL") },
  { "virtual-url", "virtual_url", KIND_ADDRESS, N_ ("Where to join; never public"), N_ ("URL") },
  { "capacity", "capacity", KIND_NUMBER, N_ ("How many people it holds"), N_ ("NUMBER") },
  { "currency", "currency", KIND_CURRENCY, N_ ("What is paid in, such as EUR"), N_ ("CODE") },
  { "refund-full-days", "refund_full_days", KIND_NUMBER,
    N_ ("All the money back until so many days before the start"), N_ ("NUMBER") },
  { "refund-part-hours", "refund_part_hours", KIND_NUMBER,
    N_ ("A part of it back until so many hours before the start"), N_ ("NUMBER") },
  { "refund-part-percentage", "refund_part_percentage", KIND_PERCENTAGE, N_ ("That part"),
    N_ ("PERCENT") },
  { "fee-percentage", "fee_percentage", KIND_PERCENTAGE, N_ ("Service fee, part of the price"),
    N_ ("PERCENT") },
  { "fee-fixed", "fee_fixed", KIND_MONEY, N_ ("Service fee for each ticket"), N_ ("AMOUNT") },
  { "fee-included", "fee_is_included", KIND_BOOLEAN, N_ ("Whether the price has the fee in it"),
    N_ ("yes|no") },
  { "buyer-data", "buyer_data", KIND_WORD,
    N_ ("What every buyer is asked for: OPTIONAL, NAME or NAME_AND_EMAIL"), N_ ("WORD") },
  { "accent-colour", "accent_colour", KIND_COLOUR, N_ ("Its colour, such as #1c71d8"),
    N_ ("COLOUR") },
  { "notes", "internal_notes", KIND_TEXT, N_ ("What only the organizers read"), N_ ("TEXT") },
  { "test", "is_test", KIND_BOOLEAN, N_ ("Whether it is only a test"), N_ ("yes|no") },
};

void
cli_event_fields_clear (CliEventFields *self)
{
  for (guint i = 0; i < CLI_N_EVENT_FIELDS; i++)
    g_clear_pointer (&self->values[i], g_free);
}

GOptionEntry *
cli_event_fields_entries (CliEventFields *self)
{
  GOptionEntry *entries = g_new0 (GOptionEntry, CLI_N_EVENT_FIELDS + 1);

  for (guint i = 0; i < CLI_N_EVENT_FIELDS; i++)
    entries[i] = (GOptionEntry){
      fields[i].option, 0, 0, G_OPTION_ARG_FILENAME, &self->values[i], fields[i].help,
      fields[i].value
    };
  return entries;
}

gboolean
cli_event_fields_has (CliEventFields *self, const char *option)
{
  for (guint i = 0; i < CLI_N_EVENT_FIELDS; i++)
    if (g_str_equal (fields[i].option, option))
      return self->values[i] != NULL;
  g_return_val_if_reached (FALSE);
}

static void
take_text (gpointer row, const FoyerColumn *column, char *text)
{
  g_autofree char *value = text;

  foyer_row_set_text (row, column, value != NULL ? g_strstrip (value) : NULL);
}

static FoyerCliStatus G_GNUC_PRINTF (2, 3) refuse (FoyerCli *cli, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID, format, arguments);
  va_end (arguments);
  return foyer_cli_refuse (cli, error);
}

static char *
dup_tags (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (tags, parts[i]);
  list = g_strv_builder_end (tags);
  return foyer_json_list_format ((const char *const *) list);
}

/* 19:00 stays 19:00 in the other zone. */
static void
move_to_zone (gint64 *instant, GTimeZone *from, GTimeZone *to)
{
  FoyerWall wall;
  gint64 rest = *instant % (60 * G_USEC_PER_SEC);

  if (*instant == FOYER_NONE)
    return;
  foyer_wall_from_instant (&wall, *instant, from);
  foyer_time_from_wall (to, wall.year, wall.month, wall.day, wall.hour, wall.minute, 0, instant);
  *instant += rest;
}

static FoyerCliStatus
read_zone (FoyerCli *cli, const char *value, FoyerEvent *event)
{
  g_autoptr (GTimeZone) zone = foyer_time_zone_load (value);
  g_autoptr (GTimeZone) old =
      event->timezone != NULL ? foyer_time_zone_load (event->timezone) : NULL;

  if (zone == NULL)
    return refuse (cli, _ ("There is no time zone “%s”; write one such as Europe/Berlin."), value);
  if (old != NULL)
    {
      move_to_zone (&event->start_date, old, zone);
      move_to_zone (&event->end_date, old, zone);
    }
  g_free (event->timezone);
  event->timezone = g_strdup (value);
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
read_word (FoyerCli *cli,
           const char *option,
           const char *value,
           gpointer row,
           const FoyerColumn *column)
{
  g_autofree char *words = g_strjoinv (", ", (GStrv) column->words);

  for (int i = 0; column->words[i] != NULL; i++)
    if (g_ascii_strcasecmp (column->words[i], value) == 0)
      {
        FOYER_COLUMN_FIELD (row, column, int) = i;
        return FOYER_CLI_DONE;
      }
  return foyer_cli_usage (cli, _ ("The value of %s must be one of %s, not “%s”."), option, words,
                          value);
}

static FoyerCliStatus
read_boolean (FoyerCli *cli, guint n, const char *value, gpointer row, const FoyerColumn *column)
{
  gboolean is_yes = g_ascii_strcasecmp (value, "yes") == 0;

  if (!is_yes && g_ascii_strcasecmp (value, "no") != 0)
    return foyer_cli_usage (cli, _ ("The value of --%s must be yes or no, not “%s”."),
                            fields[n].option, value);
  FOYER_COLUMN_FIELD (row, column, gboolean) = is_yes;
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
read_money (FoyerCli *cli, const char *value, const FoyerEvent *event, gint64 *amount)
{
  g_autofree char *found = NULL;
  gint64 read;

  if (!foyer_money_parse (value, event->currency, &read, &found) || read < 0 ||
      (found != NULL && g_ascii_strcasecmp (found, event->currency) != 0))
    return foyer_cli_usage (cli, _ ("“%s” is no amount of the event's currency."), value);
  if (read > FOYER_MONEY_MAX)
    return refuse (cli, _ ("“%s” is more than can be paid."), value);
  *amount = read;
  return FOYER_CLI_DONE;
}

static FoyerCliStatus
read_currency (FoyerCli *cli, const char *value, gpointer row, const FoyerColumn *column)
{
  g_autofree char *code = g_ascii_strup (value, -1);

  if (!foyer_currency_is_known (code))
    return refuse (cli, _ ("There is no currency “%s”; write one such as EUR."), value);
  take_text (row, column, g_steal_pointer (&code));
  return FOYER_CLI_DONE;
}

static gboolean
is_colour (const char *value)
{
  return strlen (value) == 7 && *value == '#' && strspn (value + 1, "0123456789abcdefABCDEF") == 6;
}

/* An empty value takes away what is there, where something may be absent. */
static FoyerCliStatus
read_field (FoyerCli *cli, guint n, const char *value, FoyerEvent *event)
{
  const FoyerColumn *column = foyer_row_type_find (&FOYER_EVENT_TYPE, fields[n].column);
  g_autofree char *option = g_strconcat ("--", fields[n].option, NULL);
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *url = NULL;
  g_autofree char *html = NULL;
  gint64 *number = &FOYER_COLUMN_FIELD (event, column, gint64);

  if (!foyer_cli_read_text (cli, option, value))
    return FOYER_CLI_USAGE;
  switch (fields[n].kind)
    {
    case KIND_TEXT:
      take_text (event, column, g_strdup (value));
      return FOYER_CLI_DONE;
    case KIND_HTML:
      html = foyer_html_sanitise (value);
      if (html == NULL) /* it would be gone, not clean */
        return refuse (cli, _ ("%s: this HTML is too long, or too deeply nested."), option);
      take_text (event, column, *html != '\0' ? g_steal_pointer (&html) : NULL);
      return FOYER_CLI_DONE;
    case KIND_LIST:
      take_text (event, column, dup_tags (value));
      return FOYER_CLI_DONE;
    case KIND_ADDRESS:
      if (!foyer_web_address_read (value, &url))
        return refuse (cli, _ ("“%s” is no web address such as https://example.com."), value);
      take_text (event, column, g_steal_pointer (&url));
      return FOYER_CLI_DONE;
    case KIND_ZONE:
      return read_zone (cli, value, event);
    case KIND_TIME:
      zone = foyer_time_zone_load (event->timezone);
      return foyer_cli_read_time (cli, option, value, zone, number) ? FOYER_CLI_DONE
                                                                    : FOYER_CLI_USAGE;
    case KIND_NUMBER:
      if (*value == '\0')
        *number = FOYER_NONE;
      else if (!foyer_cli_read_number (cli, option, value, number))
        return FOYER_CLI_USAGE;
      return FOYER_CLI_DONE;
    case KIND_PERCENTAGE:
      return foyer_percentage_parse (value, number)
                 ? FOYER_CLI_DONE
                 : foyer_cli_usage (cli, _ ("The value of %s must be 0 to 100, not “%s”."), option,
                                    value);
    case KIND_CURRENCY:
      return read_currency (cli, value, event, column);
    case KIND_MONEY:
      if (*value != '\0')
        return read_money (cli, value, event, number);
      *number = FOYER_NONE;
      return FOYER_CLI_DONE;
    case KIND_WORD:
      return read_word (cli, option, value, event, column);
    case KIND_BOOLEAN:
      return read_boolean (cli, n, value, event, column);
    case KIND_COLOUR:
      if (*value != '\0' && !is_colour (value))
        return foyer_cli_usage (cli, _ ("“%s” is no colour such as #1c71d8."), value);
      take_text (event, column, g_strdup (value));
      return FOYER_CLI_DONE;
    default:
      g_return_val_if_reached (FOYER_CLI_USAGE);
    }
}

FoyerCliStatus
cli_event_fields_apply (CliEventFields *self, FoyerCli *cli, FoyerEvent *event)
{
  for (guint i = 0; i < CLI_N_EVENT_FIELDS; i++)
    {
      FoyerCliStatus status = FOYER_CLI_DONE;

      if (self->values[i] != NULL)
        status = read_field (cli, i, self->values[i], event);
      if (status != FOYER_CLI_DONE)
        return status;
    }
  return FOYER_CLI_DONE;
}

static void
set_json (JsonObject *object, const char *name, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  json_object_set_member (object, name,
                          node != NULL ? g_steal_pointer (&node) : json_node_new (JSON_NODE_NULL));
}

JsonObject *
cli_event_fields_describe (gconstpointer row, GTimeZone *zone)
{
  const FoyerRow *head = row;
  JsonObject *object = json_object_new ();

  foyer_cli_set_id (object, "id", &head->id);
  for (guint i = 0; i < head->type->n_columns; i++)
    {
      const FoyerColumn *column = &head->type->columns[i];

      switch (column->type)
        {
        case FOYER_COLUMN_TEXT:
          foyer_cli_set_text (object, column->name, FOYER_COLUMN_FIELD (row, column, char *const));
          break;
        case FOYER_COLUMN_JSON:
          set_json (object, column->name, FOYER_COLUMN_FIELD (row, column, char *const));
          break;
        case FOYER_COLUMN_INTEGER:
          foyer_cli_set_number (object, column->name,
                                FOYER_COLUMN_FIELD (row, column, const gint64));
          break;
        case FOYER_COLUMN_TIME:
          foyer_cli_set_time (object, column->name, FOYER_COLUMN_FIELD (row, column, const gint64),
                              zone);
          break;
        case FOYER_COLUMN_BOOLEAN:
          json_object_set_boolean_member (object, column->name,
                                          FOYER_COLUMN_FIELD (row, column, const gboolean));
          break;
        case FOYER_COLUMN_ENUM:
          foyer_cli_set_word (object, column->name, row, column->name);
          break;
        case FOYER_COLUMN_UUID:
          if (foyer_uuid_is_nil (&FOYER_COLUMN_FIELD (row, column, const FoyerUuid)))
            json_object_set_null_member (object, column->name);
          else
            foyer_cli_set_id (object, column->name,
                              &FOYER_COLUMN_FIELD (row, column, const FoyerUuid));
          break;
        default:
          break;
        }
    }
  return object;
}
