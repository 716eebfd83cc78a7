/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-target.h"

#include "foyer-answer.h"
#include "foyer-answers.h"
#include "foyer-event-store.h"
#include "foyer-text.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_PRICES  16
#define MAX_CHECKED 4096 /* different answers that are remembered */
#define SHOWN_CHARS 60   /* of an answer, in a report */

typedef struct
{
  FoyerTier *tier; /* (owned) */
  guint index;
  gboolean is_new;
  gint64 prices[MAX_PRICES]; /* different ones that its rows paid, and how often */
  guint counts[MAX_PRICES];
  guint n_prices;
} Tier;

typedef struct
{
  FoyerQuestion *question; /* (owned) */
  gboolean is_new;
  gboolean is_used;
  GHashTable *checked; /* (owned) cell → Checked */
  gint64 misfit_row;   /* the last one that was told */
} Question;

/* What a cell comes to, which many rows have alike. */
typedef struct
{
  FoyerAnswerProblem problem;
  char *answer; /* (owned) (nullable) */
} Checked;

struct _FoyerImportTarget
{
  FoyerUuid event_id;
  FoyerImportReport *report; /* (not owned) */
  GPtrArray *tiers;          /* (owned) (element-type Tier) */
  GHashTable *by_name;       /* (owned) folded name → Tier */
  GHashTable *by_cell;       /* (owned) name as written → Tier */
  GPtrArray *questions; /* (owned) (element-type Question) one for each QUESTION column, in order */
  gint64 next_tier;
};

static void
tier_free (gpointer data)
{
  Tier *tier = data;

  foyer_tier_free (tier->tier);
  g_free (tier);
}

static void
checked_free (gpointer data)
{
  Checked *checked = data;

  g_free (checked->answer);
  g_free (checked);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  foyer_question_free (question->question);
  g_hash_table_unref (question->checked);
  g_free (question);
}

static Tier *
add_tier (FoyerImportTarget *self, FoyerTier *row, gboolean is_new)
{
  Tier *tier = g_new0 (Tier, 1);
  char *folded = foyer_text_fold (row->name, -1);

  tier->tier = row;
  tier->index = self->tiers->len;
  tier->is_new = is_new;
  self->next_tier = MAX (self->next_tier, row->sort_order + 1);
  g_ptr_array_add (self->tiers, tier);
  if (g_hash_table_contains (self->by_name, folded))
    g_free (folded);
  else
    g_hash_table_insert (self->by_name, folded, tier);
  return tier;
}

static Tier *
make_tier (FoyerImportTarget *self, const char *name)
{
  static const char *const colours[] = { "#3584e4", "#9141ac", "#e66100", "#2ec27e",
                                         "#e01b24", "#f5c211", "#865e3c", "#5e5c64" };
  FoyerTier *row = foyer_tier_new ();
  g_autofree char *whole = g_utf8_make_valid (name, -1);

  row->event_id = self->event_id;
  row->name = g_utf8_substring (whole, 0, MIN (200, g_utf8_strlen (whole, -1)));
  row->quantity_total = FOYER_NONE;
  row->sort_order = self->next_tier;
  row->colour = g_strdup (colours[self->tiers->len % G_N_ELEMENTS (colours)]);
  foyer_uuid_init_v7 (&row->row.id);
  return add_tier (self, row, TRUE);
}

static char *
make_question_code (const char *label, GHashTable *taken)
{
  g_autofree char *slug = foyer_text_make_slug (label);
  g_autofree char *base = g_strndup (*slug != '\0' ? slug : "question", 40);
  char *code;
  guint n = 1;

  code = g_strdup (base);
  while (g_hash_table_contains (taken, code))
    {
      g_free (code);
      code = g_strdup_printf ("%s-%u", base, ++n);
    }
  return code;
}

/* The label, folded, and which one of that label it is: lists ask the same twice. */
static char *
make_label_key (GHashTable *seen, const char *label)
{
  g_autofree char *folded = foyer_text_fold (label, -1);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, folded));
  char *key = g_strdup_printf ("%u %s", n, folded);

  g_hash_table_replace (seen, g_steal_pointer (&folded), GUINT_TO_POINTER (n + 1));
  return key;
}

/* Matches every QUESTION column of the list to a question by its label. */
static void
match_questions (FoyerImportTarget *self, FoyerImportPlan *plan, GPtrArray *existing)
{
  g_autoptr (GHashTable) by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known_labels =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) list_labels =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 sort_order = 0;

  for (guint i = 0; i < existing->len; i++)
    {
      FoyerQuestion *question = g_ptr_array_index (existing, i);

      sort_order = MAX (sort_order, question->sort_order + 1);
      g_hash_table_insert (by_label, make_label_key (known_labels, question->label), question);
      g_hash_table_add (codes, g_strdup (question->code));
    }

  for (guint i = 0; i < foyer_import_plan_get_n_columns (plan); i++)
    {
      const FoyerImportColumn *column = foyer_import_plan_get_column (plan, i);
      g_autofree char *key = NULL;
      FoyerQuestion *known;
      Question *question;

      if (column->role != FOYER_ROLE_QUESTION)
        continue;
      key = make_label_key (list_labels, column->label);
      known = g_hash_table_lookup (by_label, key);
      question = g_new0 (Question, 1);
      question->checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, checked_free);
      question->is_new = known == NULL;
      if (known != NULL)
        question->question = foyer_question_copy (known);
      else
        {
          question->question = foyer_question_new ();
          question->question->event_id = self->event_id;
          question->question->label =
              g_utf8_substring (column->label, 0, MIN (300, g_utf8_strlen (column->label, -1)));
          question->question->code = make_question_code (column->label, codes);
          question->question->sort_order = sort_order++;
          g_hash_table_add (codes, g_strdup (question->question->code));
        }
      g_ptr_array_add (self->questions, question);
    }
}

/**
 * foyer_import_target_new:
 * @db: a connection
 * @event: the event; it may not be stored yet
 * @plan: what the columns mean
 * @report: told of answers that do not fit; borrowed
 * @error: return location
 *
 * Returns: (transfer full): what the event has, NULL with error
 */
FoyerImportTarget *
foyer_import_target_new (FoyerDatabase *db,
                         const FoyerEvent *event,
                         FoyerImportPlan *plan,
                         FoyerImportReport *report,
                         GError **error)
{
  g_autoptr (FoyerImportTarget) self = g_new0 (FoyerImportTarget, 1);
  g_autoptr (GPtrArray) tiers = NULL;
  g_autoptr (GPtrArray) questions = NULL;

  self->event_id = event->row.id;
  self->report = report;
  self->tiers = g_ptr_array_new_with_free_func (tier_free);
  self->questions = g_ptr_array_new_with_free_func (question_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_cell = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  tiers = foyer_event_store_tiers (db, &event->row.id, error);
  if (tiers == NULL)
    return NULL;
  for (guint i = 0; i < tiers->len; i++)
    add_tier (self, foyer_tier_copy (g_ptr_array_index (tiers, i)), FALSE);

  questions = foyer_event_store_questions (db, &event->row.id, error);
  if (questions == NULL)
    return NULL;
  match_questions (self, plan, questions);
  return g_steal_pointer (&self);
}

static void
note_price (Tier *tier, const FoyerImportRow *row)
{
  guint i = 0;

  if (!tier->is_new || row->price == FOYER_NONE)
    return;
  while (i < tier->n_prices && tier->prices[i] != row->price)
    i++;
  if (i == MAX_PRICES)
    return;
  if (i == tier->n_prices)
    tier->prices[tier->n_prices++] = row->price;
  tier->counts[i]++;
}

/* A list without tiers: the event's only one, else the general one. */
static Tier *
find_default_tier (FoyerImportTarget *self)
{
  g_autofree char *folded = foyer_text_fold (_ ("General Admission"), -1);
  Tier *tier;

  if (self->tiers->len == 1)
    return g_ptr_array_index (self->tiers, 0);
  tier = g_hash_table_lookup (self->by_name, folded);
  return tier != NULL ? tier : make_tier (self, _ ("General Admission"));
}

/**
 * foyer_import_target_find_tier:
 * @self: the target
 * @row: a row
 * @index: (out): the tier's place in the event's order
 *
 * Returns: (transfer none): the tier that the row names, made if there is none of that name
 */
const FoyerTier *
foyer_import_target_find_tier (FoyerImportTarget *self, const FoyerImportRow *row, guint *index)
{
  Tier *tier = g_hash_table_lookup (self->by_cell, row->tier);

  if (tier == NULL)
    {
      g_autofree char *folded = foyer_text_fold (row->tier, row->tier_length);

      if (row->tier_length == 0)
        tier = find_default_tier (self);
      else
        tier = g_hash_table_lookup (self->by_name, folded);
      if (tier == NULL)
        tier = make_tier (self, row->tier);
      g_hash_table_insert (self->by_cell, g_strdup (row->tier), tier);
    }
  note_price (tier, row);
  *index = tier->index;
  return tier->tier;
}

/* One JSON string. Control characters other than those with a letter of their own are written
 * \u00xx. */
static void
append_json_string (GString *to, const char *text, gsize length)
{
  const char *end = text + length, *plain = text;

  g_string_append_c (to, '"');
  for (; text < end; text++)
    {
      guint8 c = *text;

      if (c >= ' ' && c != '"' && c != '\\')
        continue;
      g_string_append_len (to, plain, text - plain);
      plain = text + 1;
      if (c == '"' || c == '\\')
        g_string_append_printf (to, "\\%c", c);
      else if (c == '\n')
        g_string_append (to, "\\n");
      else
        g_string_append_printf (to, "\\u%04x", c);
    }
  g_string_append_len (to, plain, end - plain);
  g_string_append_c (to, '"');
}

static void
append_answer (GString *to, const char *code, const char *text, gsize length)
{
  g_string_append_c (to, to->len == 0 ? '{' : ',');
  append_json_string (to, code, strlen (code));
  g_string_append_c (to, ':');
  append_json_string (to, text, length);
}

/* Answers to questions that the list does not ask stay. */
static void
append_others (FoyerImportTarget *self, GString *to, const char *before)
{
  g_autoptr (JsonNode) node = before != NULL ? json_from_string (before, NULL) : NULL;
  JsonObjectIter iter;
  const char *code;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &code, &value))
    {
      const char *text = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
      gboolean is_asked = FALSE;

      for (guint i = 0; i < self->questions->len && !is_asked; i++)
        is_asked = g_str_equal (
            ((Question *) g_ptr_array_index (self->questions, i))->question->code, code);
      if (!is_asked && text != NULL)
        append_answer (to, code, text, strlen (text));
    }
}

/* Any text answers a question for text, as the list has it. */
static gboolean
is_checked (const Question *question)
{
  return !question->is_new && question->question->type != FOYER_QUESTION_TEXT &&
         question->question->type != FOYER_QUESTION_LONG_TEXT &&
         question->question->type != FOYER_QUESTION_FILE;
}

static const Checked *
check_cell (Question *question, const FoyerCell *cell)
{
  g_autofree char *text = g_strndup (cell->text, cell->length);
  Checked *checked = g_hash_table_lookup (question->checked, text);

  if (checked != NULL)
    return checked;
  if (g_hash_table_size (question->checked) >= MAX_CHECKED)
    g_hash_table_remove_all (question->checked);
  checked = g_new0 (Checked, 1);
  checked->problem = foyer_answer_check (question->question, text, &checked->answer);
  g_hash_table_insert (question->checked, g_steal_pointer (&text), checked);
  return checked;
}

/* Once for a row, of however many tickets. */
static void
tell_misfit (FoyerImportTarget *self,
             Question *question,
             const FoyerImportRow *row,
             const FoyerCell *cell,
             FoyerAnswerProblem problem)
{
  g_autofree char *text = g_strndup (cell->text, cell->length);
  g_autofree char *whole = g_utf8_make_valid (text, -1);
  g_autofree char *shown = NULL;

  if (question->misfit_row == row->row)
    return;
  question->misfit_row = row->row;
  shown = g_utf8_strlen (whole, -1) > SHOWN_CHARS ? g_utf8_substring (whole, 0, SHOWN_CHARS)
                                                  : g_steal_pointer (&whole);
  /* Translators: an answer, the question, and what would fit, a sentence */
  foyer_import_report_misfit (self->report, row->row,
                              g_strdup_printf (_ ("“%1$s” is no answer to “%2$s”. %3$s"), shown,
                                               question->question->label,
                                               foyer_answer_problem_text (problem)));
}

/* What does not fit is told, and the ticket keeps the answer that it had. */
static void
append_cell (FoyerImportTarget *self,
             GString *to,
             Question *question,
             const FoyerImportRow *row,
             const FoyerCell *cell,
             const char *before)
{
  const char *code = question->question->code;
  const Checked *checked = is_checked (question) ? check_cell (question, cell) : NULL;
  g_autofree char *kept = NULL;

  if (checked == NULL)
    append_answer (to, code, cell->text, cell->length);
  else if (checked->problem == FOYER_ANSWER_FINE && checked->answer != NULL)
    append_answer (to, code, checked->answer, strlen (checked->answer));
  else if (checked->problem != FOYER_ANSWER_FINE && checked->problem != FOYER_ANSWER_MISSING)
    {
      tell_misfit (self, question, row, cell, checked->problem);
      kept = foyer_answers_dup (before, code);
      if (kept != NULL)
        append_answer (to, code, kept, strlen (kept));
    }
}

static gboolean
same_answers (const char *a, const char *b)
{
  g_autoptr (JsonNode) first = a != NULL ? json_from_string (a, NULL) : NULL;
  g_autoptr (JsonNode) second = b != NULL ? json_from_string (b, NULL) : NULL;

  return first != NULL && second != NULL && json_node_equal (first, second);
}

/**
 * foyer_import_target_make_answers:
 * @self: the target
 * @row: a row
 * @before: (nullable): the answers that the ticket has
 *
 * Empty cells are no answers. What does not fit its question is told in the report, and the ticket
 * keeps the answer that it had. When nothing differs the result is @before, letter by letter.
 *
 * Returns: (transfer full) (nullable): a JSON object, %NULL for no answers
 */
char *
foyer_import_target_make_answers (FoyerImportTarget *self,
                                  const FoyerImportRow *row,
                                  const char *before)
{
  GString *json = g_string_sized_new (128);
  g_autofree char *made = NULL;

  if (before != NULL)
    append_others (self, json, before);
  for (guint i = 0; i < self->questions->len; i++)
    {
      Question *question = g_ptr_array_index (self->questions, i);

      if (row->answers[i].length == 0)
        continue;
      question->is_used = TRUE;
      append_cell (self, json, question, row, &row->answers[i], before);
    }
  if (json->len > 0)
    g_string_append_c (json, '}');
  made = g_string_free (json, json->len == 0);
  if (before != NULL && same_answers (before, made))
    return g_strdup (before);
  return g_steal_pointer (&made);
}

/* The price that most of its rows paid: vouchers make exceptions. */
static gint64
get_usual_price (const Tier *tier)
{
  guint best = 0;

  for (guint i = 1; i < tier->n_prices; i++)
    if (tier->counts[i] > tier->counts[best])
      best = i;
  return tier->n_prices > 0 ? tier->prices[best] : 0;
}

/**
 * foyer_import_target_write:
 * @self: the target
 * @transaction: (nullable): where to; %NULL in a dry run
 * @tiers_added: (out): how many tiers are new
 * @questions_added: (out): how many questions are new
 * @error: return location
 *
 * Returns: %FALSE with error
 */
gboolean
foyer_import_target_write (FoyerImportTarget *self,
                           FoyerTransaction *transaction,
                           gint64 *tiers_added,
                           gint64 *questions_added,
                           GError **error)
{
  for (guint i = 0; i < self->tiers->len; i++)
    {
      Tier *tier = g_ptr_array_index (self->tiers, i);

      if (!tier->is_new)
        continue;
      tier->tier->price = get_usual_price (tier);
      if (transaction != NULL && !foyer_transaction_insert (transaction, tier->tier, error))
        return FALSE;
      ++*tiers_added;
    }
  for (guint i = 0; i < self->questions->len; i++)
    {
      Question *question = g_ptr_array_index (self->questions, i);

      if (!question->is_new || !question->is_used)
        continue;
      if (transaction != NULL && !foyer_transaction_insert (transaction, question->question, error))
        return FALSE;
      ++*questions_added;
    }
  return TRUE;
}

/**
 * foyer_import_target_free:
 * @self: (transfer full): the target
 */
void
foyer_import_target_free (FoyerImportTarget *self)
{
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->by_cell, g_hash_table_unref);
  g_free (self);
}
