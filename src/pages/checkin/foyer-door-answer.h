/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-check-in-store.h"
#include "foyer-question.h"

G_BEGIN_DECLS

/* What came of one scan, as the screen keeps it: never changed after it was shown, but that it can be undone. */
#define FOYER_TYPE_DOOR_ANSWER (foyer_door_answer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoorAnswer, foyer_door_answer, FOYER, DOOR_ANSWER, GObject)

struct _FoyerDoorAnswer
{
  GObject          parent_instance;

  FoyerScanResult *result;     /* (owned) (nullable): NULL when it could not be written */
  GError          *error;      /* (owned) (nullable): then why */
  FoyerDirection   direction;
  gint64           time;
  char            *list_name;  /* (owned) the entrance */
  gint64           max_inside; /* of the entrance; FOYER_NONE */
  GPtrArray       *questions;  /* (owned) (nullable) (element-type FoyerQuestion): ANSWERS_REQUIRED: still to answer */
  gboolean         is_undone;
  gboolean         is_walk_in; /* they got their ticket here just now */
  gboolean         is_sale;    /* with error: something was to be sold or paid first */
};

FoyerDoorAnswer *foyer_door_answer_new           (FoyerScanResult *result);
FoyerDoorAnswer *foyer_door_answer_new_for_error (const GError    *error);
void             foyer_door_answer_set_undone    (FoyerDoorAnswer *self);
gboolean         foyer_door_answer_can_undo      (FoyerDoorAnswer *self,
                                                  gint64           now);
/* What was to be done is not possible, and error says why: it was not for want of a disk. */
gboolean         foyer_door_answer_is_refused    (FoyerDoorAnswer *self);
const char      *foyer_door_answer_get_name      (FoyerDoorAnswer *self);
/* Signal "changed". */

G_END_DECLS
