/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-question-text.h"

#include "foyer-json-list.h"
#include "foyer-text.h"
#include "foyer-tier.h"

#include <glib/gi18n-lib.h>

const char *
foyer_question_text_type (FoyerQuestionType type)
{
  switch (type)
    {
    case FOYER_QUESTION_TEXT:
      return _ ("Short Text");
    case FOYER_QUESTION_LONG_TEXT:
      return _ ("Long Text");
    case FOYER_QUESTION_NUMBER:
      return _ ("Number");
    case FOYER_QUESTION_CHOICE:
      return _ ("One Choice");
    case FOYER_QUESTION_SEVERAL:
      return _ ("Several Choices");
    case FOYER_QUESTION_DATE:
      return _ ("Date");
    case FOYER_QUESTION_YES_NO:
      return _ ("Yes or No");
    case FOYER_QUESTION_EMAIL:
      return _ ("E-Mail Address");
    case FOYER_QUESTION_PHONE:
      return _ ("Phone Number");
    case FOYER_QUESTION_FILE:
      return _ ("File");
    default:
      g_return_val_if_reached ("");
    }
}

gboolean
foyer_question_text_has_options (FoyerQuestionType type)
{
  return type == FOYER_QUESTION_CHOICE || type == FOYER_QUESTION_SEVERAL;
}

static void
append_tiers (GPtrArray *parts, const char *tier_ids, GPtrArray *tiers)
{
  for (guint i = 0; tiers != NULL && i < tiers->len; i++)
    {
      const FoyerTier *tier = tiers->pdata[i];

      if (tier->name != NULL && foyer_json_list_has_id (tier_ids, &tier->row.id))
        g_ptr_array_add (parts, tier->name);
    }
}

char *
foyer_question_text_summary (const FoyerQuestion *question, GPtrArray *tiers)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) foyer_question_text_type (question->type));
  if (question->required)
    g_ptr_array_add (parts, _ ("Required"));
  if (question->scope == FOYER_QUESTION_PER_ORDER)
    g_ptr_array_add (parts, _ ("Once for an order"));
  if (question->asked == FOYER_QUESTION_AT_DOOR)
    g_ptr_array_add (parts, _ ("At the door"));
  if (question->tier_ids != NULL)
    append_tiers (parts, question->tier_ids, tiers);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static gboolean
is_taken (const char *code, GPtrArray *others)
{
  for (guint i = 0; i < others->len; i++)
    if (g_strcmp0 (((FoyerQuestion *) others->pdata[i])->code, code) == 0)
      return TRUE;
  return FALSE;
}

char *
foyer_question_text_code (const char *label, GPtrArray *others)
{
  g_autofree char *slug = foyer_text_make_slug (label);
  const char *base = *slug != '\0' ? slug : "question";
  char *code = g_strdup (base);

  for (guint n = 2; is_taken (code, others); n++)
    {
      g_free (code);
      code = g_strdup_printf ("%.50s-%u", base, n);
    }
  return code;
}
