/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-answer.h"

G_DEFINE_FINAL_TYPE (FoyerDoorAnswer, foyer_door_answer, G_TYPE_OBJECT)

static guint changed_signal;

static void
foyer_door_answer_finalize (GObject *object)
{
  FoyerDoorAnswer *self = FOYER_DOOR_ANSWER (object);

  g_clear_pointer (&self->result, foyer_scan_result_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self->list_name);
  G_OBJECT_CLASS (foyer_door_answer_parent_class)->finalize (object);
}

static void
foyer_door_answer_class_init (FoyerDoorAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_door_answer_finalize;

  changed_signal = g_signal_new ("changed", FOYER_TYPE_DOOR_ANSWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
foyer_door_answer_init (FoyerDoorAnswer *self)
{
  self->max_inside = FOYER_NONE;
  self->time = FOYER_NONE;
}

/* result: (transfer full) */
FoyerDoorAnswer *
foyer_door_answer_new (FoyerScanResult *result)
{
  FoyerDoorAnswer *self;

  g_return_val_if_fail (result != NULL, NULL);

  self = g_object_new (FOYER_TYPE_DOOR_ANSWER, NULL);
  self->result = result;
  self->time = result->time;
  return self;
}

FoyerDoorAnswer *
foyer_door_answer_new_for_error (const GError *error)
{
  FoyerDoorAnswer *self;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (FOYER_TYPE_DOOR_ANSWER, NULL);
  self->error = g_error_copy (error);
  return self;
}

void
foyer_door_answer_set_undone (FoyerDoorAnswer *self)
{
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (self));

  if (self->is_undone)
    return;
  self->is_undone = TRUE;
  g_signal_emit (self, changed_signal, 0);
}

gboolean
foyer_door_answer_is_refused (FoyerDoorAnswer *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR_ANSWER (self), FALSE);

  return self->is_sale &&
         g_error_matches (self->error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CONFLICT);
}

/* Entries and exits can be taken back for ten minutes; what was refused changed nothing. */
gboolean
foyer_door_answer_can_undo (FoyerDoorAnswer *self,
                            gint64           now)
{
  g_return_val_if_fail (FOYER_IS_DOOR_ANSWER (self), FALSE);

  if (self->result == NULL || self->result->check_in == NULL || self->is_undone)
    return FALSE;
  if (!foyer_verdict_is_entry (self->result->verdict) && self->result->verdict != FOYER_VERDICT_EXITED)
    return FALSE;
  return now - self->result->time <= FOYER_UNDO_WINDOW;
}

/* Whose ticket it was, "" when there is none or no name is known. */
const char *
foyer_door_answer_get_name (FoyerDoorAnswer *self)
{
  g_return_val_if_fail (FOYER_IS_DOOR_ANSWER (self), "");

  if (self->result == NULL || self->result->ticket == NULL || self->result->ticket->attendee_name == NULL)
    return "";
  return self->result->ticket->attendee_name;
}
