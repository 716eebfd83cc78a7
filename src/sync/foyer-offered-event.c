/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-offered-event.h"

#include "foyer-row-json.h"

#include <string.h>

/**
 * foyer_offered_event_free:
 * @self: (transfer full) (nullable): an event
 */
void
foyer_offered_event_free (FoyerOfferedEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->organizer);
  g_free (self->title);
  g_free (self->timezone);
  g_free (self);
}

/**
 * foyer_organizer_free:
 * @self: (transfer full) (nullable): an organizer
 */
void
foyer_organizer_free (FoyerOrganizer *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

static gboolean
is_member (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && memcmp (name, wanted, length) == 0;
}

static char *
read_text (FoyerJsonScanner *scanner)
{
  gsize length;
  const char *text = foyer_json_scanner_read_text (scanner, &length);

  return text != NULL ? g_strndup (text, length) : NULL;
}

static void
read_id (FoyerJsonScanner *scanner, FoyerUuid *id)
{
  g_autofree char *text = read_text (scanner);

  if (text == NULL || !foyer_uuid_parse (text, id))
    foyer_json_scanner_stop (scanner, "an id was expected");
}

static char *
read_name (FoyerJsonScanner *scanner)
{
  char *found = NULL;
  const char *name;
  gsize length;

  if (foyer_json_scanner_read_null (scanner))
    return NULL;
  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (found == NULL && is_member (name, length, "name"))
      found = read_text (scanner);
    else
      foyer_json_scanner_skip (scanner, NULL);
  return found;
}

static void
read_time (FoyerJsonScanner *scanner, gint64 *instant)
{
  gsize length;
  const char *text = foyer_json_scanner_read_text (scanner, &length);

  if (text == NULL || !foyer_row_json_parse_time (text, length, instant))
    foyer_json_scanner_stop (scanner, "a time was expected");
}

static gpointer
read_event (FoyerJsonScanner *scanner)
{
  FoyerOfferedEvent *event = g_new0 (FoyerOfferedEvent, 1);
  const char *name;
  gsize length;

  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_member (name, length, "id"))
      read_id (scanner, &event->id);
    else if (is_member (name, length, "organizer_id"))
      read_id (scanner, &event->organizer_id);
    else if (is_member (name, length, "title") && event->title == NULL)
      event->title = read_text (scanner);
    else if (is_member (name, length, "timezone") && event->timezone == NULL)
      event->timezone = read_text (scanner);
    else if (is_member (name, length, "start_date"))
      read_time (scanner, &event->start_date);
    else if (is_member (name, length, "organizers") && event->organizer == NULL)
      event->organizer = read_name (scanner);
    else
      foyer_json_scanner_skip (scanner, NULL);
  if (foyer_uuid_is_nil (&event->id) || foyer_uuid_is_nil (&event->organizer_id) ||
      event->title == NULL || event->timezone == NULL)
    foyer_json_scanner_stop (scanner, "id, organizer_id, title or timezone is missing");
  return event;
}

static gpointer
read_organizer (FoyerJsonScanner *scanner)
{
  FoyerOrganizer *organizer = g_new0 (FoyerOrganizer, 1);
  const char *name;
  gsize length;

  foyer_json_scanner_enter_object (scanner);
  while ((name = foyer_json_scanner_next_member (scanner, &length)) != NULL)
    if (is_member (name, length, "id"))
      read_id (scanner, &organizer->id);
    else if (is_member (name, length, "name") && organizer->name == NULL)
      organizer->name = read_text (scanner);
    else
      foyer_json_scanner_skip (scanner, NULL);
  if (foyer_uuid_is_nil (&organizer->id) || organizer->name == NULL)
    foyer_json_scanner_stop (scanner, "id or name is missing");
  return organizer;
}

static GPtrArray *
read_list (GBytes *answer,
           gpointer (*read) (FoyerJsonScanner *),
           GDestroyNotify free_one,
           GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_one);
  g_auto (FoyerJsonScanner) scanner = { 0 };
  gsize n_bytes;
  const char *text = g_bytes_get_data (answer, &n_bytes);

  foyer_json_scanner_init (&scanner, text, n_bytes);
  foyer_json_scanner_enter_array (&scanner);
  while (foyer_json_scanner_next (&scanner))
    g_ptr_array_add (list, read (&scanner));
  return foyer_json_scanner_finish (&scanner, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * foyer_offered_event_read_list:
 * @answer: what the server answered
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOfferedEvent): events; %NULL with error
 */
GPtrArray *
foyer_offered_event_read_list (GBytes *answer, GError **error)
{
  return read_list (answer, read_event, (GDestroyNotify) foyer_offered_event_free, error);
}

/**
 * foyer_organizer_read_list:
 * @answer: what the server answered
 * @error: return location
 *
 * Returns: (transfer full) (element-type FoyerOrganizer): organizers; %NULL with error
 */
GPtrArray *
foyer_organizer_read_list (GBytes *answer, GError **error)
{
  return read_list (answer, read_organizer, (GDestroyNotify) foyer_organizer_free, error);
}
