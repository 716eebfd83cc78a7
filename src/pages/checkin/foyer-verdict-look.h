/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-door-answer.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_TONE_IN,
  FOYER_TONE_OUT,
  FOYER_TONE_LOOK,
  FOYER_TONE_NO,
  FOYER_N_TONES,
} FoyerTone;

/* How a verdict looks, sounds and reads. Colour never stands alone: the icon and the word say the same. */
typedef struct
{
  const char *style; /* class of its ground: in, out, look, no */
  const char *icon;
  FoyerTone   tone;
  const char *word;  /* translated: the shortest way to say it, for lists */
  const char *next;  /* translated: what the person at the door does now */
} FoyerVerdictLook;

void  foyer_verdict_look_init         (FoyerVerdictLook *look,
                                       FoyerVerdict      verdict);
void  foyer_verdict_look_init_failed  (FoyerVerdictLook *look);
void  foyer_verdict_look_init_for     (FoyerVerdictLook *look,
                                       FoyerDoorAnswer  *answer);
char *foyer_verdict_look_say          (FoyerDoorAnswer  *answer,
                                       GTimeZone        *zone,
                                       gint64            now);
char *foyer_verdict_look_say_who      (FoyerDoorAnswer  *answer);
/* Of one that was taken back: what stays as it is. */
const char *foyer_verdict_look_say_undone (FoyerDoorAnswer *answer);
char *foyer_verdict_look_say_error    (const GError     *error);
gboolean foyer_verdict_look_offers (FoyerDoorAnswer *answer, /* (nullable) */
                                    const char      *action);

G_END_DECLS
