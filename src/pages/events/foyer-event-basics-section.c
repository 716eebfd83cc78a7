/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-basics-section.h"

#include "foyer-event-section.h"
#include "foyer-message-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TITLE 200
#define MAX_SLUG  80

struct _FoyerEventBasicsSection
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *title_row;
  FoyerMessageRow *title_message;
  AdwEntryRow *slug_row;
  FoyerMessageRow *slug_message;
  AdwComboRow *status_row;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  gboolean follows_title; /* the short name is made from the title until somebody types one */
  gboolean is_loading;
};

static void section_iface_init (FoyerEventSectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerEventBasicsSection,
                               foyer_event_basics_section,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_EVENT_SECTION, section_iface_init))

static char *
dup_title (FoyerEventBasicsSection *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));
}

static const char *
get_slug (FoyerEventBasicsSection *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->slug_row));
}

static const char *
find_title_problem (FoyerEventBasicsSection *self)
{
  g_autofree char *title = dup_title (self);

  if (*title == '\0')
    return _ ("An event needs a title.");
  if (g_utf8_strlen (title, -1) > MAX_TITLE)
    return _ ("The title is too long: 200 letters at most.");
  return NULL;
}

static gboolean
is_taken (FoyerEventBasicsSection *self, const char *slug)
{
  g_autoptr (FoyerEvent) event = NULL;

  if (self->replica == NULL)
    return FALSE;
  event = foyer_event_store_find (foyer_replica_get_reader (self->replica), slug, NULL);
  return event != NULL && !foyer_uuid_equal (&event->row.id, &self->event_id);
}

static const char *
find_slug_problem (FoyerEventBasicsSection *self)
{
  const char *slug = get_slug (self);

  if (*slug == '\0')
    return find_title_problem (self) != NULL ? NULL : _ ("An event needs a short name.");
  if (strlen (slug) > MAX_SLUG)
    return _ ("The short name is too long: 80 letters at most.");
  if (strspn (slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (slug) || *slug == '-')
    return _ ("Only the letters a to z, digits, and “-” between them.");
  if (!self->follows_title && is_taken (self, slug))
    return _ ("Another event has this short name.");
  return NULL;
}

/* A new form does not complain before something was typed: an empty title is then only not valid.
 */
static void
show_problems (FoyerEventBasicsSection *self, gboolean is_fresh)
{
  foyer_message_row_set_error (self->title_message, GTK_WIDGET (self->title_row),
                               is_fresh ? NULL : find_title_problem (self));
  foyer_message_row_set_error (self->slug_message, GTK_WIDGET (self->slug_row),
                               is_fresh ? NULL : find_slug_problem (self));
}

static void
title_changed_cb (FoyerEventBasicsSection *self)
{
  if (self->is_loading)
    return;
  if (self->follows_title)
    {
      g_autofree char *title = dup_title (self);
      g_autofree char *slug = foyer_event_slug_from_title (title);

      self->is_loading = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->slug_row), *title != '\0' ? slug : "");
      self->is_loading = FALSE;
    }
  show_problems (self, FALSE);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
slug_changed_cb (FoyerEventBasicsSection *self)
{
  if (self->is_loading)
    return;
  self->follows_title = FALSE;
  show_problems (self, FALSE);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
status_changed_cb (FoyerEventBasicsSection *self)
{
  if (!self->is_loading)
    foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
load (FoyerEventSection *section, FoyerReplica *replica, const FoyerEventDraft *draft)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (section);
  const FoyerEvent *event = draft->event;

  self->is_loading = TRUE;
  g_set_object (&self->replica, replica);
  self->event_id = event->row.id;
  self->follows_title = event->row.key == 0;
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), event->title != NULL ? event->title : "");
  gtk_editable_set_text (GTK_EDITABLE (self->slug_row), event->slug != NULL ? event->slug : "");
  adw_combo_row_set_selected (self->status_row, event->status);
  self->is_loading = FALSE;
  show_problems (self, event->title == NULL);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (section);

  g_free (draft->event->title);
  draft->event->title = dup_title (self);
  if (find_slug_problem (self) == NULL)
    {
      g_free (draft->event->slug);
      draft->event->slug = *get_slug (self) != '\0' ? g_strdup (get_slug (self)) : NULL;
    }
  draft->event->status = adw_combo_row_get_selected (self->status_row);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (section);

  return find_title_problem (self) == NULL && find_slug_problem (self) == NULL;
}

static void
section_iface_init (FoyerEventSectionInterface *iface)
{
  iface->load = load;
  iface->apply = apply;
  iface->is_valid = is_valid;
}

static gboolean
foyer_event_basics_section_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_EVENT_BASICS_SECTION (widget)->title_row));
}

static void
foyer_event_basics_section_dispose (GObject *object)
{
  g_clear_object (&FOYER_EVENT_BASICS_SECTION (object)->replica);
  G_OBJECT_CLASS (foyer_event_basics_section_parent_class)->dispose (object);
}

static void
foyer_event_basics_section_class_init (FoyerEventBasicsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_basics_section_dispose;
  widget_class->grab_focus = foyer_event_basics_section_grab_focus;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-basics-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, title_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, title_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, slug_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, slug_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, status_row);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slug_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_changed_cb);
}

static void
foyer_event_basics_section_init (FoyerEventBasicsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
