/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cli-output.h"

#include "foyer-check-in-store.h"
#include "foyer-thread.h"
#include "foyer-time.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Bytes of a line that are kept: more is no code. The rest of the line is read and dropped. */
#define LINE_MAX_BYTES 8192

typedef struct
{
  FoyerCli *cli;
  FoyerScanRequest request; /* but the code */
  GTimeZone *zone;
  gboolean has_told; /* that it waits */
} Door;

/* As it was decided on; where that was nothing, as it came. */
static char *
dup_code (const FoyerScanResult *result, const char *raw)
{
  if (result->code != NULL && *result->code != '\0')
    return g_strdup (result->code);
  return g_utf8_make_valid (raw, -1);
}

static void
set_earlier (JsonObject *object, const FoyerScanResult *result, GTimeZone *zone)
{
  JsonObject *earlier;

  if (result->earlier == NULL)
    return;
  earlier = json_object_new ();
  foyer_cli_set_time (earlier, "time", result->earlier->time, zone);
  foyer_cli_set_text (earlier, "entrance", result->earlier_list);
  if (result->earlier_desk != NULL)
    foyer_cli_set_text (earlier, "desk", result->earlier_desk);
  json_object_set_object_member (object, "earlier", earlier);
}

static gint64
get_check_in_time (const FoyerScanResult *result)
{
  if (result->ticket != NULL)
    return result->ticket->check_in_time;
  return foyer_verdict_is_entry (result->verdict) ? result->time : FOYER_NONE;
}

static JsonObject *
describe_result (const FoyerScanResult *result, const char *raw, GTimeZone *zone)
{
  g_autofree char *code = dup_code (result, raw);
  const FoyerTicket *ticket = result->ticket;
  JsonObject *object = json_object_new ();

  foyer_cli_set_text (object, "code", code);
  foyer_cli_set_text (object, "verdict", foyer_verdict_to_token (result->verdict));
  foyer_cli_set_text (object, "attendee_name", ticket != NULL ? ticket->attendee_name : NULL);
  foyer_cli_set_text (object, "tier", result->tier != NULL ? result->tier->name : NULL);
  foyer_cli_set_time (object, "check_in_time", get_check_in_time (result), zone);
  foyer_cli_set_time (object, "time", result->time, zone);

  set_earlier (object, result, zone);
  if (ticket != NULL && ticket->notes != NULL)
    foyer_cli_set_text (object, "notes", ticket->notes);
  if (result->verdict == FOYER_VERDICT_WRONG_EVENT && result->other_event != NULL)
    foyer_cli_set_text (object, "other_event", result->other_event->slug);
  if (result->verdict == FOYER_VERDICT_TOO_EARLY)
    foyer_cli_set_time (object, "valid_from", result->valid_from, zone);
  if (result->verdict == FOYER_VERDICT_TOO_LATE)
    foyer_cli_set_time (object, "valid_until", result->valid_until, zone);
  return object;
}

static char *
tell_result (const FoyerScanResult *result, const char *raw, GTimeZone *zone)
{
  const char *name = result->ticket != NULL ? result->ticket->attendee_name : NULL;
  g_autofree char *code = dup_code (result, raw);
  g_autofree char *time = foyer_time_format_short (get_check_in_time (result), zone, result->time);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%-16s %s", foyer_verdict_to_token (result->verdict),
                          name != NULL ? name : code);
  if (result->tier != NULL)
    g_string_append_printf (text, " · %s", result->tier->name);
  if (*time != '\0')
    g_string_append_printf (text, " · %s", time);
  return g_string_free (text, FALSE);
}

/* When it returns TRUE the fact is on disk and the answer is out. */
static gboolean
scan (Door *door, const char *raw, GError **error)
{
  g_autoptr (FoyerScanResult) result = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *sentence = NULL;
  FoyerScanRequest request = door->request;

  request.code = raw;
  result = foyer_check_in_store_scan (door->cli->db, &request, error);
  if (result == NULL)
    return FALSE;

  object = describe_result (result, raw, door->zone);
  sentence = tell_result (result, raw, door->zone);
  return foyer_cli_print (door->cli, object, sentence, error);
}

/* A line without its end; FALSE at the end of the file. What cannot be a code, too long or with a
 * NUL in it, becomes bytes that are no UTF-8, so that the door answers for it. */
static gboolean
read_line (GString *line)
{
  gboolean is_spoiled = FALSE;
  int c;

  g_string_truncate (line, 0);
  while ((c = getc (stdin)) != EOF && c != '\n')
    {
      is_spoiled = is_spoiled || c == '\0' || line->len >= LINE_MAX_BYTES;
      if (!is_spoiled)
        g_string_append_c (line, c);
    }
  if (is_spoiled)
    g_string_assign (line, "\xff");
  return c != EOF || line->len > 0;
}

static gboolean
scan_lines (Door *door, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  while (read_line (line))
    if (!scan (door, line->str, error))
      return FALSE;
  if (ferror (stdin))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Standard input cannot be read: %s."),
                   g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static gboolean
scan_codes (Door *door, char **codes, GError **error)
{
  if (*codes == NULL || (g_str_equal (*codes, "-") && codes[1] == NULL))
    return scan_lines (door, error);
  for (; *codes != NULL; codes++)
    if (!scan (door, *codes, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_method (FoyerCli *self, const char *text, FoyerCheckInMethod *method)
{
  if (text == NULL)
    return TRUE;
  for (int i = FOYER_METHOD_QR_SCAN; foyer_check_in_method_words[i] != NULL; i++)
    if (g_ascii_strcasecmp (text, foyer_check_in_method_words[i]) == 0)
      {
        *method = i;
        return TRUE;
      }
  foyer_cli_usage (self, _ ("The value of --method must be QR_SCAN, MANUAL or SELF, not “%s”."),
                   text);
  return FALSE;
}

/* Whoever stands at the door is not turned away because a list is being imported: it waits, and
 * says so once. */
static gboolean
wait_cb (gpointer data, gint64 waited)
{
  Door *door = data;

  if (waited > G_TIME_SPAN_SECOND && !door->has_told)
    {
      door->has_told = TRUE;
      fprintf (stderr, "foyerctl: %s\n", _ ("Waiting for another program to finish writing…"));
    }
  return TRUE;
}

/* Whoever runs a door is to know that nothing is expected here; for a program a draft is as good
 * as any other event. */
static void
tell_status (FoyerCli *self, const FoyerEvent *event)
{
  if (event->status == FOYER_EVENT_CANCELLED)
    fprintf (stderr, "foyerctl: %s\n", _ ("This event is cancelled: its tickets let nobody in."));
  else if (event->status == FOYER_EVENT_DRAFT && !self->json)
    fprintf (stderr, "foyerctl: %s\n",
             _ ("This event is not published. Tickets let people in all the same."));
}

static FoyerCliStatus
run_check_in (FoyerCli *self, GStrv *arguments)
{
  g_autofree char *at = NULL, *method = NULL;
  gboolean is_exit = FALSE;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &at, N_ ("When it was; now without this"), N_ ("TIME") },
    { "exit", 0, 0, G_OPTION_ARG_NONE, &is_exit, N_ ("They leave"), NULL },
    { "method", 0, 0, G_OPTION_ARG_FILENAME, &method, N_ ("QR_SCAN (unless given), MANUAL or SELF"),
      N_ ("METHOD") },
    { NULL },
  };
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GError) error = NULL;
  Door door = { .cli = self, .request = { .method = FOYER_METHOD_QR_SCAN, .time = FOYER_NONE } };

  if (!foyer_cli_parse (self, entries, arguments, 1, G_MAXUINT) ||
      !read_method (self, method, &door.request.method))
    return FOYER_CLI_USAGE;
  /* garbage is told before anything is opened */
  if (!foyer_cli_read_time (self, "--at", at, NULL, &door.request.time))
    return FOYER_CLI_USAGE;
  event = foyer_cli_open_event (self, FOYER_DATABASE_READ_WRITE, (*arguments)[0], &error);
  if (event == NULL)
    return foyer_cli_refuse (self, error);

  zone = foyer_time_zone_load (event->timezone);
  foyer_cli_read_time (self, "--at", at, zone, &door.request.time);
  door.zone = zone;
  door.request.event_id = event->row.id;
  door.request.direction = is_exit ? FOYER_DIRECTION_EXIT : FOYER_DIRECTION_ENTRY;
  foyer_database_set_wait_func (self->db, wait_cb, &door);
  foyer_thread_set_prompt ();
  tell_status (self, event);
  return scan_codes (&door, *arguments + 1, &error) ? FOYER_CLI_DONE
                                                    : foyer_cli_refuse (self, error);
}

const FoyerCliCommand foyer_cli_check_in_commands[] = {
  { "check-in", NULL, "EVENT [CODE… | -]",
    N_ ("Check people in by their codes, from standard input with “-”"), run_check_in },
  { NULL },
};
