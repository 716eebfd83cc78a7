/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "foyer-door-answer.h"

G_BEGIN_DECLS

/* The door's one answer, as large as the window allows: icon, sentence, name, notes, what to do now, buttons.
 *
 * Its buttons activate door.undo, door.print, door.let-in, door.take-payment, door.walk-in and door.retry of the window.
 * Signal "chosen": void (FoyerVerdictView *, guint n): the n-th ticket of an AMBIGUOUS code.
 * Signal "answered": void (FoyerVerdictView *, GStrv codes, GStrv answers): the questions of ANSWERS_REQUIRED. */
#define FOYER_TYPE_VERDICT_VIEW (foyer_verdict_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerVerdictView, foyer_verdict_view, FOYER, VERDICT_VIEW, GtkWidget)

GtkWidget       *foyer_verdict_view_new         (void);
void             foyer_verdict_view_show_answer (FoyerVerdictView *self,
                                                 FoyerDoorAnswer  *answer,
                                                 GTimeZone        *zone);
void             foyer_verdict_view_show_ready  (FoyerVerdictView *self,
                                                 FoyerDirection    direction,
                                                 const char       *entrance);
/* n scans are not on disk yet: nobody knows who they are. why: a sentence. */
void             foyer_verdict_view_show_waiting (FoyerVerdictView *self,
                                                 const char       *why,
                                                 guint             n);
FoyerDoorAnswer *foyer_verdict_view_get_answer  (FoyerVerdictView *self); /* (nullable) */
const char      *foyer_verdict_view_get_style   (FoyerVerdictView *self);
gboolean         foyer_verdict_view_needs_input (FoyerVerdictView *self);
GtkWidget       *foyer_verdict_view_get_button  (FoyerVerdictView *self,
                                                 const char       *action_name);

G_END_DECLS
