/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-where-section.h"

#include "foyer-event-section.h"
#include "foyer-message-row.h"
#include "foyer-web-address.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME    200
#define MAX_ADDRESS 500
#define MAX_URL     2000

struct _FoyerEventWhereSection
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *type_row;
  AdwEntryRow *name_row;
  FoyerMessageRow *name_message;
  AdwEntryRow *address_row;
  FoyerMessageRow *address_message;
  AdwEntryRow *map_row;
  GtkWidget *map_button;
  FoyerMessageRow *map_message;
  AdwEntryRow *link_row;
  FoyerMessageRow *link_message;

  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventWhereSection,
                               foyer_event_where_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_longer (AdwEntryRow *row, glong max)
{
  return g_utf8_strlen (get_text (row), -1) > max;
}

static const char *
find_name_problem (FoyerEventWhereSection *self)
{
  return is_longer (self->name_row, MAX_NAME) ? _ ("Too long: 200 letters at most.") : NULL;
}

static const char *
find_address_problem (FoyerEventWhereSection *self)
{
  return is_longer (self->address_row, MAX_ADDRESS) ? _ ("Too long: 500 letters at most.") : NULL;
}

static const char *
find_url_problem (AdwEntryRow *row)
{
  g_autofree char *url = NULL;

  if (is_longer (row, MAX_URL))
    return _ ("Too long: 2,000 letters at most.");
  return foyer_web_address_read (get_text (row), &url)
             ? NULL
             : _ ("A web address, such as https://example.com/room.");
}

/* Without a link of its own, the map looks for the address. */
static char *
dup_map (FoyerEventWhereSection *self)
{
  g_autofree char *place =
      g_strdup_printf ("%s %s", get_text (self->name_row), get_text (self->address_row));
  g_autofree char *query = NULL;
  char *url;

  if (!foyer_web_address_read (get_text (self->map_row), &url))
    return NULL;
  if (url != NULL || *g_strstrip (place) == '\0')
    return url;
  query = g_uri_escape_string (place, NULL, FALSE);
  return g_strconcat ("https://www.openstreetmap.org/search?query=", query, NULL);
}

static void
show_link_message (FoyerEventWhereSection *self)
{
  const char *problem = find_url_problem (self->link_row);

  if (problem != NULL)
    foyer_message_row_set_error (self->link_message, GTK_WIDGET (self->link_row), problem);
  else
    foyer_message_row_set_hint (self->link_message, GTK_WIDGET (self->link_row),
                                _ ("Not on public pages: only who has a ticket learns it."));
}

static void
show_state (FoyerEventWhereSection *self)
{
  FoyerVenueType type = adw_combo_row_get_selected (self->type_row);
  gboolean has_place = type != FOYER_VENUE_VIRTUAL;
  gboolean has_link = type != FOYER_VENUE_IN_PERSON;
  g_autofree char *map = dup_map (self);

  foyer_message_row_set_error (self->name_message, GTK_WIDGET (self->name_row),
                               has_place ? find_name_problem (self) : NULL);
  foyer_message_row_set_error (self->address_message, GTK_WIDGET (self->address_row),
                               has_place ? find_address_problem (self) : NULL);
  foyer_message_row_set_error (self->map_message, GTK_WIDGET (self->map_row),
                               has_place ? find_url_problem (self->map_row) : NULL);
  if (has_link)
    show_link_message (self);
  else
    foyer_message_row_set_hint (self->link_message, GTK_WIDGET (self->link_row), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), has_place);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), has_place);
  gtk_widget_set_visible (GTK_WIDGET (self->map_row), has_place);
  gtk_widget_set_visible (GTK_WIDGET (self->link_row), has_link);
  gtk_widget_set_visible (self->map_button, map != NULL);
  gtk_link_button_set_uri (GTK_LINK_BUTTON (self->map_button), map != NULL ? map : "");
}

static void
changed_cb (FoyerEventWhereSection *self)
{
  if (self->is_loading)
    return;
  show_state (self);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventWhereSection *self = FOYER_EVENT_WHERE_SECTION (section);
  const FoyerEvent *event = draft->event;

  self->is_loading = TRUE;
  adw_combo_row_set_selected (self->type_row, event->venue_type);
  foyer_event_section_show_text (self->name_row, event->venue_name);
  foyer_event_section_show_text (self->address_row, event->venue_address);
  foyer_event_section_show_text (self->map_row, event->venue_url);
  foyer_event_section_show_text (self->link_row, event->virtual_url);
  self->is_loading = FALSE;
  show_state (self);
}

static void
take_url (char **field, AdwEntryRow *row)
{
  g_autofree char *url = NULL;

  if (find_url_problem (row) == NULL && foyer_web_address_read (get_text (row), &url) &&
      g_strcmp0 (*field, url) != 0)
    foyer_event_section_take_text (field, url != NULL ? url : "");
}

/* What the kind of event hides stays: it may be changed back. */
static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventWhereSection *self = FOYER_EVENT_WHERE_SECTION (section);

  draft->event->venue_type = adw_combo_row_get_selected (self->type_row);
  if (find_name_problem (self) == NULL)
    foyer_event_section_take_text (&draft->event->venue_name, get_text (self->name_row));
  if (find_address_problem (self) == NULL)
    foyer_event_section_take_text (&draft->event->venue_address, get_text (self->address_row));
  take_url (&draft->event->venue_url, self->map_row);
  take_url (&draft->event->virtual_url, self->link_row);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventWhereSection *self = FOYER_EVENT_WHERE_SECTION (section);
  FoyerVenueType type = adw_combo_row_get_selected (self->type_row);

  if (type != FOYER_VENUE_VIRTUAL &&
      (find_name_problem (self) != NULL || find_address_problem (self) != NULL ||
       find_url_problem (self->map_row) != NULL))
    return FALSE;
  return type == FOYER_VENUE_IN_PERSON || find_url_problem (self->link_row) == NULL;
}

static gboolean
focus_field (FoyerEventSection *section, const char *field)
{
  FoyerEventWhereSection *self = FOYER_EVENT_WHERE_SECTION (section);
  const struct
  {
    const char *name;
    gpointer row;
  } fields[] = {
    { "venue", self->name_row },
    { "address", self->address_row },
    { "map", self->map_row },
    { "link", self->link_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, field))
      return gtk_widget_get_visible (fields[i].row) && gtk_widget_grab_focus (fields[i].row);
  return FALSE;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
  iface->focus_field = focus_field;
}

static void
foyer_event_where_section_class_init (FoyerEventWhereSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-where-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, type_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, address_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, address_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, map_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, map_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, map_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, link_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventWhereSection, link_message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_event_where_section_init (FoyerEventWhereSection *self)
{
  /* Its rows tell changes while they are made. */
  self->is_loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_loading = FALSE;
}
