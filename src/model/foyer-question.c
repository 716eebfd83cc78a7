/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-question.h"

#include "foyer-json-list.h"

static const char *const type_words[] = { "TEXT",    "LONG_TEXT", "NUMBER", "CHOICE",
                                          "SEVERAL", "DATE",      "YES_NO", "EMAIL",
                                          "PHONE",   "FILE",      NULL };
static const char *const scope_words[] = { "ATTENDEE", "ORDER", NULL };
static const char *const asked_words[] = { "BUYING", "AT_DOOR", NULL };

/* clang-format off */
static const FoyerColumn columns[] = {
  FOYER_COLUMN (FoyerQuestion, event_id, UUID, .flags = FOYER_COLUMN_REQUIRED),
  FOYER_COLUMN (FoyerQuestion, code, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 64),
  FOYER_COLUMN (FoyerQuestion, label, TEXT, .flags = FOYER_COLUMN_REQUIRED, .max = 300),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, help, TEXT, .max = 500),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, type, ENUM, .words = type_words),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, options, JSON),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, scope, ENUM, .words = scope_words),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, asked, ENUM, .words = asked_words),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, required, BOOLEAN),
  FOYER_COLUMN_SINCE (2, FoyerQuestion, tier_ids, JSON),
  FOYER_COLUMN (FoyerQuestion, sort_order, INTEGER, .flags = FOYER_COLUMN_REQUIRED),
};
/* clang-format on */

const FoyerRowType FOYER_QUESTION_TYPE = {
  .table = "questions",
  .number = 5,
  .size = sizeof (FoyerQuestion),
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
};

/**
 * foyer_question_is_due_at_door:
 * @self: a question
 *
 * Returns: whether nobody may come in who has not answered it
 */
gboolean
foyer_question_is_due_at_door (const FoyerQuestion *self)
{
  return self->required && self->asked == FOYER_QUESTION_AT_DOOR;
}

/**
 * foyer_question_asks_tier:
 * @self: a question
 * @tier_id: a ticket's tier
 *
 * Returns: whether who has a ticket of that tier is asked
 */
gboolean
foyer_question_asks_tier (const FoyerQuestion *self, const FoyerUuid *tier_id)
{
  return self->tier_ids == NULL || foyer_json_list_has_id (self->tier_ids, tier_id);
}
