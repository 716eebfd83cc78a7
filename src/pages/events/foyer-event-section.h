/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-event-draft.h"
#include "foyer-replica.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A part of the event editor: a few fields that belong together.
 *
 *   draft ── load ──▸ fields ── "changed" ──▸ editor ── apply ──▸ draft ── adapt ──▸ the other
 * sections
 */
#define FOYER_TYPE_EVENT_SECTION (foyer_event_section_get_type ())
G_DECLARE_INTERFACE (FoyerEventSection, foyer_event_section, FOYER, EVENT_SECTION, GtkWidget)

struct _FoyerEventSectionInterface
{
  GTypeInterface parent_iface;

  void (*load) (FoyerEventSection *self, FoyerReplica *replica, const FoyerEventDraft *draft);
  void (*apply) (FoyerEventSection *self, FoyerEventDraft *draft);
  /* (optional) Another section changed the draft. */
  void (*adapt) (FoyerEventSection *self, const FoyerEventDraft *draft);
  gboolean (*is_valid) (FoyerEventSection *self);
  /* (optional) FALSE when there is no such field. */
  gboolean (*focus_field) (FoyerEventSection *self, const char *field);
};

void foyer_event_section_load (FoyerEventSection *self,
                               FoyerReplica *replica,
                               const FoyerEventDraft *draft);
/* Writes the fields that are valid; the others stay as they were in the draft. */
void foyer_event_section_apply (FoyerEventSection *self, FoyerEventDraft *draft);
void foyer_event_section_adapt (FoyerEventSection *self, const FoyerEventDraft *draft);
gboolean foyer_event_section_is_valid (FoyerEventSection *self);
/* field: (nullable) without one, or when there is none of that name, the section's first. */
void foyer_event_section_focus_field (FoyerEventSection *self, const char *field);
/* For implementations: what was typed, trimmed, NULL for nothing. A field that only differs in
 * blanks around it stays as it is. */
void foyer_event_section_take_text (char **field, const char *typed);
/* The cursor stays where it is when the text is the same. */
void foyer_event_section_show_text (gpointer editable, const char *text);
/* For implementations: a person changed a field. Signal "changed". */
void foyer_event_section_changed (FoyerEventSection *self);

G_END_DECLS
