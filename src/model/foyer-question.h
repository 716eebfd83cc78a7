/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-row.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_QUESTION_TEXT,
  FOYER_QUESTION_LONG_TEXT,
  FOYER_QUESTION_NUMBER,
  FOYER_QUESTION_CHOICE,
  FOYER_QUESTION_SEVERAL,
  FOYER_QUESTION_DATE,
  FOYER_QUESTION_YES_NO,
  FOYER_QUESTION_EMAIL,
  FOYER_QUESTION_PHONE,
  FOYER_QUESTION_FILE,
} FoyerQuestionType;

typedef enum
{
  FOYER_QUESTION_PER_ATTENDEE,
  FOYER_QUESTION_PER_ORDER,
} FoyerQuestionScope;

typedef enum
{
  FOYER_QUESTION_WHEN_BUYING,
  FOYER_QUESTION_AT_DOOR,
} FoyerQuestionAsked;

/* Something that an event asks its guests. Table questions. */
typedef struct
{
  FoyerRow row;
  FoyerUuid event_id;
  char *code; /* short key in a ticket's answers, unique within the event */
  char *label;
  char *help; /* a sentence below the field (nullable) */
  FoyerQuestionType type;
  char *options; /* JSON array of texts, of CHOICE and SEVERAL */
  FoyerQuestionScope scope;
  FoyerQuestionAsked asked;
  gboolean required; /* at the door, a scan without an answer says ANSWERS_REQUIRED */
  char *tier_ids;    /* JSON array of UUIDs; NULL asks every tier */
  gint64 sort_order;
} FoyerQuestion;

FOYER_DECLARE_ROW (FoyerQuestion, question, QUESTION)

gboolean foyer_question_is_due_at_door (const FoyerQuestion *self);
gboolean foyer_question_asks_tier (const FoyerQuestion *self, const FoyerUuid *tier_id);

G_END_DECLS
