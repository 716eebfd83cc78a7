/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-section.h"

G_DEFINE_INTERFACE (FoyerEventSection, foyer_event_section, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
foyer_event_section_default_init (FoyerEventSectionInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_EVENT_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

void
foyer_event_section_load (FoyerEventSection *self,
                          FoyerReplica *replica,
                          const FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_EVENT_SECTION (self));
  g_return_if_fail (draft != NULL);

  FOYER_EVENT_SECTION_GET_IFACE (self)->load (self, replica, draft);
}

void
foyer_event_section_apply (FoyerEventSection *self, FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_EVENT_SECTION (self));
  g_return_if_fail (draft != NULL);

  FOYER_EVENT_SECTION_GET_IFACE (self)->apply (self, draft);
}

void
foyer_event_section_adapt (FoyerEventSection *self, const FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_EVENT_SECTION (self));
  g_return_if_fail (draft != NULL);

  if (FOYER_EVENT_SECTION_GET_IFACE (self)->adapt != NULL)
    FOYER_EVENT_SECTION_GET_IFACE (self)->adapt (self, draft);
}

gboolean
foyer_event_section_is_valid (FoyerEventSection *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_SECTION (self), FALSE);

  return FOYER_EVENT_SECTION_GET_IFACE (self)->is_valid (self);
}

void
foyer_event_section_focus_field (FoyerEventSection *self, const char *field)
{
  FoyerEventSectionInterface *iface;

  g_return_if_fail (FOYER_IS_EVENT_SECTION (self));

  iface = FOYER_EVENT_SECTION_GET_IFACE (self);
  if (field == NULL || iface->focus_field == NULL || !iface->focus_field (self, field))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
foyer_event_section_changed (FoyerEventSection *self)
{
  g_return_if_fail (FOYER_IS_EVENT_SECTION (self));

  g_signal_emit (self, signals[CHANGED], 0);
}

void
foyer_event_section_take_text (char **field, const char *typed)
{
  g_autofree char *after = g_strstrip (g_strdup (typed));
  g_autofree char *before = g_strstrip (g_strdup (*field != NULL ? *field : ""));

  if (g_str_equal (before, after))
    return;
  g_free (*field);
  *field = *after != '\0' ? g_steal_pointer (&after) : NULL;
}

void
foyer_event_section_show_text (gpointer editable, const char *text)
{
  g_return_if_fail (GTK_IS_EDITABLE (editable));

  if (text == NULL)
    text = "";
  if (!g_str_equal (gtk_editable_get_text (editable), text))
    gtk_editable_set_text (editable, text);
}
