/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-basics-section.h"

#include "foyer-event-category.h"
#include "foyer-event-section.h"
#include "foyer-json-list.h"
#include "foyer-message-row.h"
#include "foyer-suggest-row.h"
#include "foyer-tag-entry.h"
#include "foyer-text-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SLUG     80
#define MAX_CATEGORY 80

struct _FoyerEventBasicsSection
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *title_row;
  FoyerMessageRow *title_message;
  AdwEntryRow *slug_row;
  FoyerMessageRow *slug_message;
  FoyerTextRow *summary_row;
  FoyerMessageRow *summary_message;
  FoyerSuggestRow *category_row;
  FoyerMessageRow *category_message;
  GtkWidget *tags_row;
  FoyerTagEntry *tags_entry;

  FoyerReplica *replica; /* (owned) */
  FoyerUuid event_id;
  char *tags;              /* (owned) (nullable) as they were loaded … */
  char **shown_tags;       /* (owned) (nullable) … and as they are shown */
  gboolean has_categories; /* they were asked for */
  gboolean follows_title;  /* the short name is made from the title until somebody types one */
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
  if (g_utf8_strlen (title, -1) > FOYER_EVENT_TITLE_MAX)
    return _ ("The title is too long: 255 letters at most.");
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

static const char *
find_summary_problem (FoyerEventBasicsSection *self)
{
  return foyer_text_row_is_too_long (self->summary_row)
             ? _ ("Too long: 500 letters at most. The description has room for more.")
             : NULL;
}

static const char *
find_category_problem (FoyerEventBasicsSection *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->category_row));

  return g_utf8_strlen (text, -1) > MAX_CATEGORY ? _ ("Too long: 80 letters at most.") : NULL;
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
  foyer_message_row_set_error (self->summary_message, GTK_WIDGET (self->summary_row),
                               find_summary_problem (self));
  foyer_message_row_set_error (self->category_message, GTK_WIDGET (self->category_row),
                               find_category_problem (self));
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
changed_cb (FoyerEventBasicsSection *self)
{
  if (self->is_loading)
    return;
  show_problems (self, FALSE);
  foyer_event_section_changed (FOYER_EVENT_SECTION (self));
}

static void
categories_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEventBasicsSection) self = data;
  g_auto (GStrv) categories = foyer_event_category_list_finish (FOYER_REPLICA (source), result);

  if (categories != NULL && self->category_row != NULL)
    foyer_suggest_row_set_suggestions (self->category_row, (const char *const *) categories);
}

static void
ask_for_categories (FoyerEventBasicsSection *self)
{
  if (self->has_categories || self->replica == NULL)
    return;
  self->has_categories = TRUE;
  foyer_event_category_list_async (self->replica, categories_cb, g_object_ref (self));
}

static void
show_tags (FoyerEventBasicsSection *self, const char *tags)
{
  g_auto (GStrv) items = foyer_json_list_parse (tags);

  foyer_tag_entry_set_tags (self->tags_entry, (const char *const *) items);
  g_free (self->tags);
  self->tags = g_strdup (tags);
  g_strfreev (self->shown_tags);
  self->shown_tags = foyer_tag_entry_dup_tags (self->tags_entry);
}

/* However a list was written, it is written anew only when a tag came or went. */
static char *
dup_tags (FoyerEventBasicsSection *self)
{
  g_auto (GStrv) items = foyer_tag_entry_dup_tags (self->tags_entry);

  if (self->shown_tags != NULL &&
      g_strv_equal ((const char *const *) items, (const char *const *) self->shown_tags))
    return g_strdup (self->tags);
  return foyer_json_list_format ((const char *const *) items);
}

/* What can wait until the event is there. */
static void
show_rows (FoyerEventBasicsSection *self, gboolean is_new)
{
  gtk_widget_set_visible (GTK_WIDGET (self->summary_row), !is_new);
  gtk_widget_set_visible (GTK_WIDGET (self->category_row), !is_new);
  gtk_widget_set_visible (self->tags_row, !is_new);
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
  show_rows (self, event->row.key == 0);
  foyer_event_section_show_text (self->title_row, event->title);
  foyer_event_section_show_text (self->slug_row, event->slug);
  foyer_text_row_set_text (self->summary_row, event->short_description);
  foyer_event_section_show_text (self->category_row, event->category);
  show_tags (self, event->tags);
  self->is_loading = FALSE;
  show_problems (self, event->title == NULL);
  ask_for_categories (self);
}

static void
apply (FoyerEventSection *section, FoyerEventDraft *draft)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (section);
  g_autofree char *summary = foyer_text_row_dup_text (self->summary_row);

  foyer_event_section_take_text (&draft->event->title,
                                 gtk_editable_get_text (GTK_EDITABLE (self->title_row)));
  if (find_slug_problem (self) == NULL)
    foyer_event_section_take_text (&draft->event->slug, get_slug (self));
  foyer_event_section_take_text (&draft->event->short_description, summary);
  foyer_event_section_take_text (&draft->event->category,
                                 gtk_editable_get_text (GTK_EDITABLE (self->category_row)));
  g_free (draft->event->tags);
  draft->event->tags = dup_tags (self);
}

static gboolean
is_valid (FoyerEventSection *section)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (section);

  return find_title_problem (self) == NULL && find_slug_problem (self) == NULL &&
         find_summary_problem (self) == NULL && find_category_problem (self) == NULL;
}

static gboolean
focus_field (FoyerEventSection *section, const char *field)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (section);
  const struct
  {
    const char *name;
    gpointer row;
  } fields[] = {
    { "title", self->title_row },     { "slug", self->slug_row },
    { "summary", self->summary_row }, { "category", self->category_row },
    { "tags", self->tags_entry },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, field))
      return gtk_widget_grab_focus (fields[i].row);
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
foyer_event_basics_section_finalize (GObject *object)
{
  FoyerEventBasicsSection *self = FOYER_EVENT_BASICS_SECTION (object);

  g_free (self->tags);
  g_strfreev (self->shown_tags);
  G_OBJECT_CLASS (foyer_event_basics_section_parent_class)->finalize (object);
}

static void
foyer_event_basics_section_class_init (FoyerEventBasicsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_event_basics_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_event_basics_section_finalize;
  widget_class->grab_focus = foyer_event_basics_section_grab_focus;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SUGGEST_ROW);
  g_type_ensure (FOYER_TYPE_TAG_ENTRY);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-basics-section.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, title_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, title_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, slug_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, slug_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, summary_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, summary_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, category_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, category_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, tags_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventBasicsSection, tags_entry);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slug_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_event_basics_section_init (FoyerEventBasicsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
