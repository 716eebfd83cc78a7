/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-question-window.h"

#include "foyer-event-section.h"
#include "foyer-json-list.h"
#include "foyer-message-row.h"
#include "foyer-question-text.h"
#include "foyer-text-row.h"
#include "foyer-text.h"
#include "foyer-tier.h"

#include <glib/gi18n-lib.h>

#define MAX_LABEL   300
#define MAX_HELP    500
#define MAX_OPTION  200
#define MIN_OPTIONS 2

struct _FoyerQuestionWindow
{
  FoyerEditWindow parent_instance;

  AdwEntryRow *label_row;
  FoyerMessageRow *label_message;
  AdwEntryRow *help_row;
  FoyerMessageRow *help_message;
  AdwComboRow *type_row;
  FoyerTextRow *options_row;
  FoyerMessageRow *options_message;
  AdwComboRow *scope_row;
  AdwComboRow *asked_row;
  GtkSwitch *required_switch;
  GtkWidget *tiers_group;
  GtkListBox *tiers_list;
  GtkWidget *tiers_label;

  FoyerQuestion *question; /* (owned) as it was */
  GPtrArray *others;       /* (owned) (element-type FoyerQuestion) */
  GPtrArray *tiers;        /* (owned) (element-type FoyerTier) */
  GPtrArray *checks;       /* (owned) (element-type GtkCheckButton) one for each tier */
  gboolean is_loading;
  gboolean is_touched;
};

G_DEFINE_FINAL_TYPE (FoyerQuestionWindow, foyer_question_window, FOYER_TYPE_EDIT_WINDOW)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_label (FoyerQuestionWindow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->label_row))));
}

static const char *
find_label_problem (FoyerQuestionWindow *self)
{
  g_autofree char *label = dup_label (self);
  g_autofree char *folded = foyer_text_fold (label, -1);

  if (*label == '\0')
    return _ ("What is to be asked?");
  if (g_utf8_strlen (label, -1) > MAX_LABEL)
    return _ ("Too long: 300 letters at most.");
  for (guint i = 0; i < self->others->len; i++)
    {
      const FoyerQuestion *other = self->others->pdata[i];
      g_autofree char *other_folded = foyer_text_fold (other->label, -1);

      if (!foyer_uuid_equal (&other->row.id, &self->question->row.id) &&
          g_str_equal (folded, other_folded))
        return _ ("Another question asks this.");
    }
  return NULL;
}

static const char *
find_help_problem (FoyerQuestionWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->help_row));

  return g_utf8_strlen (text, -1) > MAX_HELP ? _ ("Too long: 500 letters at most.") : NULL;
}

/* The lines that say something. */
static char **
dup_options (FoyerQuestionWindow *self)
{
  g_autofree char *text = foyer_text_row_dup_text (self->options_row);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (options, lines[i]);
  return g_strv_builder_end (options);
}

static gboolean
has_options (FoyerQuestionWindow *self)
{
  return foyer_question_text_has_options (adw_combo_row_get_selected (self->type_row));
}

static const char *
find_options_problem (FoyerQuestionWindow *self)
{
  g_auto (GStrv) options = dup_options (self);

  if (!has_options (self))
    return NULL;
  if (g_strv_length (options) < MIN_OPTIONS)
    return _ ("At least two choices, each on a line of its own.");
  for (guint i = 0; options[i] != NULL; i++)
    {
      g_autofree char *folded = foyer_text_fold (options[i], -1);

      if (g_utf8_strlen (options[i], -1) > MAX_OPTION)
        return _ ("A choice is too long: 200 letters at most.");
      for (guint j = 0; j < i; j++)
        {
          g_autofree char *other = foyer_text_fold (options[j], -1);

          if (g_str_equal (folded, other))
            return _ ("Two choices are the same.");
        }
    }
  return NULL;
}

static guint
count_tiers (FoyerQuestionWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (self->checks->pdata[i]);
  return n;
}

static void
show_state (FoyerQuestionWindow *self)
{
  const char *label = find_label_problem (self);
  const char *help = find_help_problem (self);
  const char *options = find_options_problem (self);
  gboolean lacks_tier = self->checks->len > 0 && count_tiers (self) == 0;

  /* Nothing is complained about before something was typed. */
  foyer_message_row_set_error (self->label_message, GTK_WIDGET (self->label_row),
                               self->is_touched ? label : NULL);
  foyer_message_row_set_error (self->help_message, GTK_WIDGET (self->help_row), help);
  foyer_message_row_set_error (self->options_message, GTK_WIDGET (self->options_row),
                               self->is_touched ? options : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->options_row), has_options (self));
  gtk_widget_set_visible (self->tiers_label, lacks_tier);
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self),
                                  label == NULL && help == NULL && options == NULL && !lacks_tier);
}

static void
changed_cb (FoyerQuestionWindow *self)
{
  if (self->is_loading)
    return;
  self->is_touched = TRUE;
  show_state (self);
}

static gboolean
foyer_question_window_is_edited (FoyerEditWindow *window)
{
  FoyerQuestionWindow *self = FOYER_QUESTION_WINDOW (window);
  g_autoptr (FoyerQuestion) question = NULL;

  if (!self->is_touched || self->question->code == NULL)
    return self->is_touched;
  question = foyer_question_window_dup_question (self);
  return foyer_row_diff (self->question, question) != 0;
}

static void
foyer_question_window_save (FoyerEditWindow *window)
{
  g_signal_emit (window, signals[DONE], 0);
  foyer_edit_window_show_saved (window, 0, NULL);
}

static void
add_tier (FoyerQuestionWindow *self, const FoyerTier *tier)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tier->name != NULL ? tier->name : "");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check),
      self->question->tier_ids == NULL ||
          foyer_json_list_has_id (self->question->tier_ids, &tier->row.id));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->tiers_list, row);
  g_ptr_array_add (self->checks, check);
}

static void
show_question (FoyerQuestionWindow *self)
{
  g_auto (GStrv) options = foyer_json_list_parse (self->question->options);
  g_autofree char *lines = g_strjoinv ("\n", options);

  self->is_loading = TRUE;
  foyer_event_section_show_text (self->label_row, self->question->label);
  foyer_event_section_show_text (self->help_row, self->question->help);
  adw_combo_row_set_selected (self->type_row, self->question->type);
  foyer_text_row_set_text (self->options_row, lines);
  adw_combo_row_set_selected (self->scope_row, self->question->scope);
  adw_combo_row_set_selected (self->asked_row, self->question->asked);
  gtk_switch_set_active (self->required_switch, self->question->required);
  for (guint i = 0; i < self->tiers->len; i++)
    add_tier (self, self->tiers->pdata[i]);
  gtk_widget_set_visible (self->tiers_group, self->tiers->len > 0);
  self->is_loading = FALSE;
  show_state (self);
}

/* All tiers, also those that are yet to be, is said by none. */
static char *
dup_tier_ids (FoyerQuestionWindow *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (count_tiers (self) == self->checks->len)
    return NULL;
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      {
        g_autofree char *id = foyer_uuid_to_string (&((FoyerTier *) self->tiers->pdata[i])->row.id);

        g_strv_builder_add (ids, id);
      }
  list = g_strv_builder_end (ids);
  return foyer_json_list_format ((const char *const *) list);
}

static void
foyer_question_window_finalize (GObject *object)
{
  FoyerQuestionWindow *self = FOYER_QUESTION_WINDOW (object);

  g_clear_pointer (&self->question, foyer_question_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->tiers, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_question_window_parent_class)->finalize (object);
}

static void
foyer_question_window_class_init (FoyerQuestionWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_question_window_finalize;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_question_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_question_window_save;

  signals[DONE] = g_signal_new ("done", FOYER_TYPE_QUESTION_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-question-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, label_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, label_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, help_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, help_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, type_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, options_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, options_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, scope_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, asked_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, required_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, tiers_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, tiers_list);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionWindow, tiers_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_question_window_init (FoyerQuestionWindow *self)
{
  self->is_loading = TRUE;
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_loading = FALSE;
}

GtkWindow *
foyer_question_window_new (GtkWindow *parent,
                           const FoyerQuestion *question,
                           GPtrArray *tiers,
                           GPtrArray *others)
{
  FoyerQuestionWindow *self =
      g_object_new (FOYER_TYPE_QUESTION_WINDOW, "transient-for", parent, NULL);

  self->question = question != NULL ? foyer_question_copy (question) : foyer_question_new ();
  self->tiers = foyer_event_draft_copy_rows (tiers);
  self->others = foyer_event_draft_copy_rows (others);
  if (question == NULL)
    gtk_window_set_title (GTK_WINDOW (self), _ ("New Question"));
  show_question (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->label_row));
  return GTK_WINDOW (self);
}

FoyerQuestion *
foyer_question_window_dup_question (FoyerQuestionWindow *self)
{
  FoyerQuestion *question;
  g_auto (GStrv) options = NULL;
  g_auto (GStrv) before = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (FOYER_IS_QUESTION_WINDOW (self), NULL);

  question = foyer_question_copy (self->question);
  options = dup_options (self);
  before = foyer_json_list_parse (question->options);
  label = dup_label (self);
  foyer_event_section_take_text (&question->label, label);
  foyer_event_section_take_text (&question->help,
                                 gtk_editable_get_text (GTK_EDITABLE (self->help_row)));
  question->type = adw_combo_row_get_selected (self->type_row);
  /* Choices that another kind hides stay, as it may be changed back. */
  if (!g_strv_equal ((const char *const *) options, (const char *const *) before))
    {
      g_free (question->options);
      question->options = foyer_json_list_format ((const char *const *) options);
    }
  question->scope = adw_combo_row_get_selected (self->scope_row);
  question->asked = adw_combo_row_get_selected (self->asked_row);
  question->required = gtk_switch_get_active (self->required_switch);
  if (self->checks->len > 0)
    {
      g_free (question->tier_ids);
      question->tier_ids = dup_tier_ids (self);
    }
  if (foyer_uuid_is_nil (&question->row.id))
    foyer_uuid_init_v7 (&question->row.id);
  /* The code names the answers: it stays when the words change. */
  if (question->code == NULL)
    question->code = foyer_question_text_code (label, self->others);
  return question;
}
