/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ics-event.h"

#include "foyer-html.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Without what no calendar can show: control characters but line breaks and tabs. */
static char *
clean (const char *text)
{
  GString *cleaned = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (cleaned, c);
    }
  return g_string_free (cleaned, FALSE);
}

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

/* "Name, street, town" on one line. */
static char *
make_location (const FoyerEvent *event)
{
  g_autofree char *address =
      is_there (event->venue_address) ? g_strdup (event->venue_address) : NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *line = NULL;

  if (event->venue_type == FOYER_VENUE_VIRTUAL)
    return NULL;
  if (address != NULL)
    {
      lines = g_strsplit (address, "\n", -1);
      line = g_strjoinv (", ", lines);
    }
  if (is_there (event->venue_name) && line != NULL)
    return g_strdup_printf ("%s, %s", event->venue_name, line);
  if (is_there (event->venue_name))
    return g_strdup (event->venue_name);
  return g_steal_pointer (&line);
}

/* Whoever wrote the address of a stream into the text did not mean the public. */
static char *
hide_join_address (char *text, const FoyerEvent *event)
{
  g_autoptr (GString) rest = NULL;

  if (!is_there (event->virtual_url))
    return text;
  rest = g_string_new (text);
  g_string_replace (rest, event->virtual_url, "…", 0);
  g_free (text);
  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static char *
make_description (const FoyerEvent *event)
{
  g_autofree char *full =
      is_there (event->description) ? foyer_html_to_text (event->description) : NULL;
  char *text = NULL;

  if (is_there (event->short_description) && is_there (full))
    text = g_strdup_printf ("%s\n\n%s", event->short_description, full);
  else if (is_there (event->short_description))
    text = g_strdup (event->short_description);
  else if (is_there (full))
    text = g_steal_pointer (&full);
  return text != NULL ? hide_join_address (text, event) : NULL;
}

/* The category first, then the tags. */
static GPtrArray *
list_categories (const FoyerEvent *event)
{
  g_autoptr (JsonNode) node = event->tags != NULL ? json_from_string (event->tags, NULL) : NULL;
  GPtrArray *categories = g_ptr_array_new_with_free_func (g_free);
  JsonArray *tags =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (is_there (event->category))
    g_ptr_array_add (categories, g_strdup (event->category));
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *element = json_array_get_element (tags, i);
      const char *tag = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

      if (is_there (tag))
        g_ptr_array_add (categories, g_strdup (tag));
    }
  return categories;
}

static enum icalproperty_status
get_status (const FoyerEvent *event)
{
  switch (event->status)
    {
    case FOYER_EVENT_CANCELLED:
      return ICAL_STATUS_CANCELLED;
    case FOYER_EVENT_PUBLISHED:
      return ICAL_STATUS_CONFIRMED;
    case FOYER_EVENT_DRAFT:
    default:
      return ICAL_STATUS_TENTATIVE;
    }
}

static void
add_text (icalcomponent *component, icalproperty *(*make) (const char *), const char *text)
{
  g_autofree char *cleaned = is_there (text) ? clean (text) : NULL;

  if (is_there (cleaned))
    icalcomponent_add_property (component, make (cleaned));
}

static void
add_texts (icalcomponent *component, const FoyerEvent *event)
{
  g_autofree char *description = make_description (event);
  g_autofree char *location = make_location (event);
  g_autoptr (GPtrArray) categories = list_categories (event);

  add_text (component, icalproperty_new_summary, event->title);
  add_text (component, icalproperty_new_description, description);
  add_text (component, icalproperty_new_location, location);
  if (event->venue_type != FOYER_VENUE_VIRTUAL &&
      g_strcmp0 (event->venue_url, event->virtual_url) != 0)
    add_text (component, icalproperty_new_url, event->venue_url);
  for (guint i = 0; i < categories->len; i++)
    add_text (component, icalproperty_new_categories, categories->pdata[i]);
}

static void
add_time (icalcomponent *component, icalproperty *property, FoyerIcsZone *zone)
{
  foyer_ics_zone_mark (zone, property);
  icalcomponent_add_property (component, property);
}

static struct icaltimetype
make_utc (gint64 instant)
{
  return foyer_ics_zone_make_time (NULL, instant / G_USEC_PER_SEC);
}

/**
 * foyer_ics_event_new:
 * @event: an event
 * @zone: its zone
 * @uid: what it is known by in calendars, the same for ever
 *
 * Returns: (transfer full): a VEVENT
 */
icalcomponent *
foyer_ics_event_new (const FoyerEvent *event, FoyerIcsZone *zone, const FoyerUuid *uid)
{
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);
  GTimeZone *clock = foyer_ics_zone_get (zone);
  g_autofree char *id = foyer_uuid_to_string (uid);
  g_autofree char *full = g_strconcat (id, "@foyerapp.github.io", NULL);
  gint64 start = foyer_wall_seconds_from_instant (event->start_date, clock);
  gint64 end = foyer_wall_seconds_from_instant (event->end_date, clock);

  icalcomponent_add_property (component, icalproperty_new_uid (full));
  icalcomponent_add_property (component,
                              icalproperty_new_dtstamp (make_utc (event->row.updated_at)));
  icalcomponent_add_property (component,
                              icalproperty_new_lastmodified (make_utc (event->row.updated_at)));
  add_time (component, icalproperty_new_dtstart (foyer_ics_zone_make_time (zone, start)), zone);
  add_time (component, icalproperty_new_dtend (foyer_ics_zone_make_time (zone, end)), zone);
  icalcomponent_add_property (component, icalproperty_new_status (get_status (event)));
  add_texts (component, event);
  return component;
}

/**
 * foyer_ics_event_digest:
 * @event: an event
 *
 * Returns: (transfer full): all that a calendar shows of it but its date
 */
char *
foyer_ics_event_digest (const FoyerEvent *event)
{
  g_autofree char *length =
      g_strdup_printf ("%" G_GINT64_FORMAT " %d %d %d", event->end_date - event->start_date,
                       event->status, event->venue_type, event->description != NULL);
  const char *const texts[] = { event->timezone,    event->title,       event->short_description,
                                event->description, event->venue_name,  event->venue_address,
                                event->venue_url,   event->virtual_url, event->category,
                                event->tags };
  GString *digest = g_string_new (length);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (digest, "\x1f%s", texts[i] != NULL ? texts[i] : "");
  return g_string_free (digest, FALSE);
}

/**
 * foyer_ics_event_add_rule:
 * @component: a VEVENT
 * @rule: how it repeats
 * @n_dates: how often
 *
 * An end is told as COUNT: that of a wall time would have to be told in UTC.
 */
void
foyer_ics_event_add_rule (icalcomponent *component, const FoyerRecurrence *rule, guint n_dates)
{
  g_autofree char *text = foyer_recurrence_with_count (rule, n_dates);

  icalcomponent_add_property (component,
                              icalproperty_new_rrule (icalrecurrencetype_from_string (text)));
}

/**
 * foyer_ics_event_add_exception:
 * @component: a VEVENT with a rule
 * @zone: its zone
 * @wall: when there is none, though the rule says so
 */
void
foyer_ics_event_add_exception (icalcomponent *component, FoyerIcsZone *zone, gint64 wall)
{
  add_time (component, icalproperty_new_exdate (foyer_ics_zone_make_time (zone, wall)), zone);
}

/**
 * foyer_ics_event_add_addition:
 * @component: a VEVENT with a rule
 * @zone: its zone
 * @wall: when there is another one
 */
void
foyer_ics_event_add_addition (icalcomponent *component, FoyerIcsZone *zone, gint64 wall)
{
  struct icaldatetimeperiodtype date = { foyer_ics_zone_make_time (zone, wall),
                                         icalperiodtype_null_period () };

  add_time (component, icalproperty_new_rdate (date), zone);
}

/**
 * foyer_ics_event_set_instead:
 * @component: a VEVENT
 * @zone: the series' zone
 * @wall: the date of the series for which it stands
 */
void
foyer_ics_event_set_instead (icalcomponent *component, FoyerIcsZone *zone, gint64 wall)
{
  add_time (component, icalproperty_new_recurrenceid (foyer_ics_zone_make_time (zone, wall)), zone);
}
