/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event.h"
#include "foyer-image.h"
#include "foyer-remote-error.h"
#include "foyer-row-json.h"
#include "foyer-ticket.h"

#include <string.h>

#define HEAD                                                                                       \
  "\"id\": \"01900000-0000-7000-8000-000000000601\", \"version\": 3, \"updated_at\": "             \
  "\"2026-11-22T18:42:07.25+00:00\", "                                                             \
  "\"deleted_at\": null"

static FoyerTicket *
read_ticket (const char *json, FoyerColumnSet *present, GError **error)
{
  g_auto (FoyerJsonScanner) scanner;
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();

  foyer_json_scanner_init (&scanner, json, strlen (json));
  foyer_row_json_read (&scanner, ticket, present);
  return foyer_json_scanner_finish (&scanner, error) ? g_steal_pointer (&ticket) : NULL;
}

static void
test_read (void)
{
  static const char json[] =
      "{" HEAD ", \"chg\": \"771\", \"event_id\": \"01900000-0000-7000-8000-000000000101\", "
      "\"order_id\": null,"
      " \"attendee_name\": \"Zo\\u00eb \\\"Z\\\"\", \"company\": \"\", \"answers\": {\"diet\": "
      "[\"vegan\"]}, \"price\": 1250,"
      " \"status\": \"CHECKED_IN\", \"check_in_method\": \"MANUAL\", \"check_in_time\": "
      "\"2026-11-22T23:59:59.999999+05:30\","
      " \"is_blocked\": true, \"badge_print_count\": 0, \"source_key\": 99, "
      "\"from_a_newer_server\": {\"deep\": [1, 2]}}";
  g_autoptr (GError) error = NULL;
  FoyerColumnSet present;
  g_autoptr (FoyerTicket) ticket = read_ticket (json, &present, &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  id = foyer_uuid_to_string (&ticket->row.id);
  g_assert_cmpstr (id, ==, "01900000-0000-7000-8000-000000000601");
  g_assert_cmpint (ticket->row.version, ==, 3);
  g_assert_cmpint (ticket->row.updated_at, ==, G_GINT64_CONSTANT (1795372927250000));
  g_assert_cmpint (ticket->row.deleted_at, ==, FOYER_NONE);
  g_assert_true (foyer_uuid_is_nil (&ticket->order_id));
  g_assert_cmpstr (ticket->attendee_name, ==, "Zoë \"Z\"");
  g_assert_null (ticket->company);
  g_assert_cmpstr (ticket->answers, ==, "{\"diet\": [\"vegan\"]}");
  g_assert_cmpint (ticket->price, ==, 1250);
  g_assert_cmpint (ticket->status, ==, FOYER_TICKET_CHECKED_IN);
  g_assert_cmpint (ticket->check_in_method, ==, FOYER_METHOD_MANUAL);
  g_assert_cmpint (ticket->check_in_time, ==, G_GINT64_CONSTANT (1795372199999999));
  g_assert_true (ticket->is_blocked);
  /* of this replica alone: a server does not set it */
  g_assert_cmpint (ticket->source_key, ==, FOYER_NONE);
  g_assert_true (present & 1);
  g_assert_cmpuint (present & ~foyer_row_json_columns (&FOYER_TICKET_TYPE), ==, 0);
  g_assert_cmpuint (present, !=, foyer_row_json_columns (&FOYER_TICKET_TYPE));
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *json;
    const char *said;
  } cases[] = {
    { "{" HEAD ", \"price\": \"12\"}", "price" },
    { "{" HEAD ", \"price\": null}", "price" },
    { "{" HEAD ", \"price\": 12.5}", "price" },
    { "{" HEAD ", \"attendee_name\": null}", "attendee_name" },
    { "{" HEAD ", \"attendee_name\": 7}", "attendee_name" },
    { "{" HEAD ", \"attendee_name\": [\"a\"]}", "attendee_name" },
    { "{" HEAD ", \"event_id\": \"01900000\"}", "event_id" },
    { "{" HEAD ", \"event_id\": \"zz900000-0000-7000-8000-000000000101\"}", "event_id" },
    { "{" HEAD ", \"status\": \"LOST\"}", "status" },
    { "{" HEAD ", \"status\": \"VALI\"}", "status" },
    { "{" HEAD ", \"status\": \"\"}", "status" },
    { "{" HEAD ", \"status\": null}", "status" },
    { "{" HEAD ", \"is_blocked\": 1}", "is_blocked" },
    { "{" HEAD ", \"check_in_time\": \"2026-02-30T00:00:00+00:00\"}", "check_in_time" },
    { "{" HEAD ", \"check_in_time\": \"infinity\"}", "check_in_time" },
    { "{\"id\": 7, \"version\": 1}", "id" },
    { "{\"version\": 1, \"updated_at\": \"2026-11-22T18:42:07+00:00\", \"deleted_at\": null}",
      "missing" },
    { "{}", "missing" },
    { "[]", "object" },
    { "null", "object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerColumnSet present;

      g_test_message ("%s", cases[i].json);
      g_assert_null (read_ticket (cases[i].json, &present, &error));
      g_assert_error (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_UNDERSTOOD);
      g_assert_nonnull (strstr (error->message, cases[i].said));
    }
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    gboolean is_good;
    gint64 seconds;
    int microseconds;
  } cases[] = {
    { "1970-01-01T00:00:00+00:00", TRUE, 0, 0 },
    { "1969-12-31T23:59:59.5Z", TRUE, -1, 500000 },
    { "2000-02-29T12:00:00+00", TRUE, 951825600, 0 },
    { "2026-11-22 18:42:07.123456-03:30", TRUE, 1795385527, 123456 },
    { "2026-11-22T18:42:07.123456789+00:00", TRUE, 1795372927, 123456 },
    { "0001-01-01T00:00:00+00:00", TRUE, G_GINT64_CONSTANT (-62135596800), 0 },
    { "9999-12-31T23:59:59+00:00", TRUE, G_GINT64_CONSTANT (253402300799), 0 },
    { "1900-02-29T00:00:00Z", FALSE, 0, 0 },
    { "2026-13-01T00:00:00Z", FALSE, 0, 0 },
    { "2026-00-01T00:00:00Z", FALSE, 0, 0 },
    { "2026-04-31T00:00:00Z", FALSE, 0, 0 },
    { "2026-11-22T24:00:00Z", FALSE, 0, 0 },
    { "2026-11-22T18:42:07", FALSE, 0, 0 },
    { "2026-11-22T18:42:07+1", FALSE, 0, 0 },
    { "2026-11-22T18:42:07+00:0", FALSE, 0, 0 },
    { "2026-11-22", FALSE, 0, 0 },
    { "12026-11-22T18:42:07Z", FALSE, 0, 0 },
    { "2026-11-22T18:42:07+00:00 BC", FALSE, 0, 0 },
    { "", FALSE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (foyer_row_json_parse_time (cases[i].text, strlen (cases[i].text), &instant),
                       ==, cases[i].is_good);
      if (cases[i].is_good)
        g_assert_cmpint (instant, ==, cases[i].seconds * G_USEC_PER_SEC + cases[i].microseconds);
    }
}

/* Each column of a type, written and read, is the same; so is “none” in each. */
static void
check_round_trip (const FoyerRow *row)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (FoyerRow) again = foyer_row_new (row->type);
  g_auto (FoyerJsonScanner) scanner;
  g_autoptr (GError) error = NULL;
  FoyerColumnSet set = foyer_row_json_columns (row->type), present;

  foyer_row_json_write (json, row, set);
  g_string_truncate (json, json->len - 1);
  g_string_append (
      json, ", \"version\": 1, \"updated_at\": \"2026-11-22T18:42:07Z\", \"deleted_at\": null}");
  foyer_json_scanner_init (&scanner, json->str, json->len);
  foyer_row_json_read (&scanner, again, &present);
  foyer_json_scanner_finish (&scanner, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (present, ==, set);
  g_assert_cmpuint (foyer_row_diff (row, again), ==, 0);
  g_assert_true (foyer_uuid_equal (&row->id, &again->id));
}

static void
test_round_trip (void)
{
  g_autoptr (FoyerTicket) ticket = foyer_ticket_new ();
  g_autoptr (FoyerImage) image = foyer_image_new ();
  static const guint8 data[] = { 0, 1, 0xfe, 0xff, '\\', '"' };

  foyer_uuid_init_v7 (&ticket->row.id);
  foyer_uuid_init_v7 (&ticket->event_id);
  ticket->attendee_name = g_strdup ("\"Back\\slash\"\n\t\001\037 – Ωmega 🎫");
  ticket->qr_code = g_strdup ("X");
  check_round_trip (&ticket->row);

  ticket->answers = g_strdup ("{\"a\":[1,null]}");
  ticket->check_in_time = -1;
  ticket->check_out_time = G_GINT64_CONSTANT (1795372927123456);
  ticket->status = FOYER_TICKET_CANCELLED;
  ticket->is_refunded = TRUE;
  ticket->price = FOYER_MONEY_MAX;
  check_round_trip (&ticket->row);

  foyer_uuid_init_v7 (&image->row.id);
  foyer_uuid_init_v7 (&image->event_id);
  image->media_type = g_strdup ("image/png");
  image->width = image->height = 1;
  image->data = g_bytes_new_static (data, sizeof data);
  check_round_trip (&image->row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row-json/read", test_read);
  g_test_add_func ("/row-json/refuses", test_refuses);
  g_test_add_func ("/row-json/times", test_times);
  g_test_add_func ("/row-json/round-trip", test_round_trip);

  return g_test_run ();
}
