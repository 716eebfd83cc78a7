/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event-draft-fixture.h"

FoyerQuestion *
draft_make_question (const char *code, FoyerQuestionType type)
{
  FoyerQuestion *question = foyer_question_new ();

  foyer_uuid_init_v7 (&question->row.id);
  question->code = g_strdup (code);
  question->label = g_strdup_printf ("%s?", code);
  question->type = type;
  return question;
}

FoyerDatabase *
draft_open_database (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerDatabase *db = foyer_database_open (path, FOYER_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  return db;
}

void
draft_save (const FoyerEventDraft *before,
            FoyerEventDraft *after,
            FoyerDatabase *db,
            gint64 *change_set)
{
  g_autoptr (GError) error = NULL;

  *change_set = -1;
  foyer_event_draft_save (before, after, db, change_set, &error);
  g_assert_no_error (error);
}
