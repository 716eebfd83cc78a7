/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What happened, as a list of lines: what, by whom, when; the newest first. */
typedef struct _FoyerSteps FoyerSteps;

FoyerSteps *foyer_steps_new      (void);
void        foyer_steps_free     (FoyerSteps *self);
/* text: (transfer full). icon, style: static strings. */
void        foyer_steps_add      (FoyerSteps *self,
                                  gint64      time,
                                  const char *icon,
                                  const char *style,
                                  char       *text);
/* detail: (transfer full) (nullable) who did it and where. */
void        foyer_steps_add_with (FoyerSteps *self,
                                  gint64      time,
                                  const char *icon,
                                  const char *style,
                                  char       *text,
                                  char       *detail);
/* In the place of what the box has. */
void        foyer_steps_show     (FoyerSteps *self,
                                  GtkBox     *box,
                                  GTimeZone  *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSteps, foyer_steps_free)

G_END_DECLS
