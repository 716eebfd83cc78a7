/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-verdict-view.h"

#include "foyer-answer-row.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "foyer-fit-icon.h"
#include "foyer-fit-label.h"
#include "foyer-time.h"
#include "foyer-verdict-look.h"

#define SPACING   10 /* pixels, between */
#define N_BUTTONS 6
#define LET_IN    0 /* the place of that button in the table below */
#define N_PARTS   6

struct _FoyerVerdictView
{
  GtkWidget parent_instance;

  FoyerFitIcon *icon;
  FoyerFitLabel *headline;
  FoyerFitLabel *name;
  FoyerFitLabel *who;
  FoyerFitLabel *notes;
  FoyerFitLabel *next;
  GtkWidget *input;
  GtkStack *input_stack;
  GtkListBox *choices;
  GtkListBox *questions;
  GtkWidget *answer_button;
  GtkWidget *buttons[N_BUTTONS]; /* by the table below: its last children */

  FoyerDoorAnswer *answer; /* (owned) (nullable) */
  const char *style;       /* the class of its ground */
};

G_DEFINE_FINAL_TYPE (FoyerVerdictView, foyer_verdict_view, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  const char *action;
  const char *label;
  const char *key; /* printed on the button; "" for none */
} ButtonLook;

static const ButtonLook button_looks[N_BUTTONS] = {
  [LET_IN] = { "door.let-in", N_ ("Let In Anyway…"), "L" },
  { "door.take-payment", N_ ("Take Payment…"), "B" },
  { "door.walk-in", N_ ("Add as Walk-in…"), "W" },
  { "door.retry", N_ ("Try Again"), "R" },
  { "door.undo", N_ ("Undo…"), "U" },
  { "door.print", N_ ("Print Badge"), "P" },
};

/* The shares of the room that the parts get, in the order of the children; what is hidden or empty
 * leaves its share to the others. Who comes in is told by name, who does not by the reason. */
static const double entry_shares[N_PARTS] = { 5, 2, 5, 2, 2.5, 1 };
static const double other_shares[N_PARTS] = { 4, 4.5, 3, 1.5, 2.5, 2 };
static const double ready_shares[N_PARTS] = { 4, 2, 0, 0, 0, 1.5 };

/* In the narrowest window: a toast overlay asks for a height without telling the width. */
#define LEAST_WIDTH 336
#define READY_SHARE 0.55 /* of the height: with nobody before it the door is quiet */

static const double *
shares_for (FoyerVerdictView *self)
{
  if (self->answer == NULL)
    return ready_shares;
  if (self->answer->result != NULL &&
      (g_str_equal (self->style, "in") || g_str_equal (self->style, "out")))
    return entry_shares;
  return other_shares;
}

static void
list_parts (FoyerVerdictView *self, GtkWidget *parts[N_PARTS])
{
  parts[0] = GTK_WIDGET (self->icon);
  parts[1] = GTK_WIDGET (self->headline);
  parts[2] = GTK_WIDGET (self->name);
  parts[3] = GTK_WIDGET (self->who);
  parts[4] = GTK_WIDGET (self->notes);
  parts[5] = GTK_WIDGET (self->next);
}

static int
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, gboolean natural)
{
  int least = 0;
  int wish = 0;

  if (gtk_widget_get_visible (child))
    gtk_widget_measure (child, orientation, for_size, &least, &wish, NULL, NULL);
  return natural ? wish : least;
}

/* Buttons of one width stand in centred rows, as many in a row as find room. Returns the height of
 * all rows. */
static int
place_buttons (FoyerVerdictView *self, int width, int top, gboolean measure_only)
{
  GtkAllocation place = { 0, top, 0, 0 };
  int n = 0;
  int per_row;
  int i = 0;

  for (guint b = 0; b < N_BUTTONS; b++)
    if (gtk_widget_should_layout (self->buttons[b]))
      {
        place.width = MAX (place.width,
                           measure_child (self->buttons[b], GTK_ORIENTATION_HORIZONTAL, -1, TRUE));
        place.height = MAX (place.height,
                            measure_child (self->buttons[b], GTK_ORIENTATION_VERTICAL, -1, TRUE));
        n++;
      }
  if (n == 0)
    return 0;
  per_row = CLAMP ((width + SPACING) / (place.width + SPACING), 1, n);
  for (guint b = 0; b < N_BUTTONS && !measure_only; b++)
    if (gtk_widget_should_layout (self->buttons[b]))
      {
        int in_row = MIN (per_row, n - i / per_row * per_row);

        place.x = (width - in_row * (place.width + SPACING) + SPACING) / 2 +
                  i % per_row * (place.width + SPACING);
        place.y = top + i / per_row * (place.height + SPACING);
        gtk_widget_size_allocate (self->buttons[b], &place, -1);
        i++;
      }
  return (n + per_row - 1) / per_row * (place.height + SPACING);
}

static void
foyer_verdict_view_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  int sum = 0;
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int size =
          gtk_widget_should_layout (child) ? measure_child (child, orientation, -1, FALSE) : 0;

      sum += size > 0 && !GTK_IS_BUTTON (child) ? size + SPACING : 0;
      most = MAX (most, size);
    }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    sum += place_buttons (FOYER_VERDICT_VIEW (widget),
                          for_size > 0 ? for_size : MAX (most, LEAST_WIDTH), 0, TRUE);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = most;
  else
    *minimum = *natural = sum;
}

static void
foyer_verdict_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerVerdictView *self = FOYER_VERDICT_VIEW (widget);
  const double *shares = shares_for (self);
  int buttons = place_buttons (self, width, 0, TRUE);
  int input = MIN (measure_child (self->input, GTK_ORIENTATION_VERTICAL, width, TRUE), height / 2);
  double room = height - buttons - input - (input > 0 ? SPACING : 0);
  double total = 0;
  double y = 0;
  GtkWidget *parts[N_PARTS];
  GtkAllocation place = { 0, 0, width, 0 };

  list_parts (self, parts);
  if (shares == ready_shares)
    {
      y = room * (1 - READY_SHARE) / 2;
      room *= READY_SHARE;
    }
  for (guint i = 0; i < N_PARTS; i++)
    if (gtk_widget_should_layout (parts[i]))
      {
        total += shares[i];
        room -= SPACING;
      }
  for (guint i = 0; i < N_PARTS; i++)
    {
      int least;

      if (!gtk_widget_should_layout (parts[i]))
        continue;
      least = measure_child (parts[i], GTK_ORIENTATION_VERTICAL, width, FALSE);
      place.y = (int) y;
      place.height = MAX ((int) (room * shares[i] / MAX (total, 1)), least);
      gtk_widget_size_allocate (parts[i], &place, -1);
      y += place.height + SPACING;
    }
  if (input > 0)
    {
      place.y = height - buttons - input - SPACING;
      place.height = input;
      gtk_widget_size_allocate (self->input, &place, -1);
    }
  place_buttons (self, width, height - buttons + SPACING, FALSE);
  for (GtkWidget *child = gtk_widget_get_last_child (widget); GTK_IS_POPOVER (child);
       child = gtk_widget_get_prev_sibling (child))
    gtk_popover_present (GTK_POPOVER (child));
}

static void
set_style (FoyerVerdictView *self, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = style;
  gtk_widget_add_css_class (GTK_WIDGET (self), style);
}

static void
set_text (FoyerFitLabel *label, const char *text)
{
  foyer_fit_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
choice_activated_cb (GtkListBox *list, GtkListBoxRow *row, FoyerVerdictView *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, (guint) gtk_list_box_row_get_index (row));
}

static void
answer_cb (FoyerVerdictView *self)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
  g_auto (GStrv) code_list = NULL;
  g_auto (GStrv) answer_list = NULL;

  for (guint i = 0; self->answer->questions != NULL && i < self->answer->questions->len; i++)
    {
      const FoyerQuestion *question = g_ptr_array_index (self->answer->questions, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->questions, (int) i);
      g_autofree char *text = NULL;

      if (!foyer_answer_row_read (GTK_WIDGET (row), &text) || text == NULL)
        {
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
      g_strv_builder_add (codes, question->code);
      g_strv_builder_add (answers, text);
    }
  code_list = g_strv_builder_end (codes);
  answer_list = g_strv_builder_end (answers);
  g_signal_emit (self, signals[ANSWERED], 0, code_list, answer_list);
}

static void
offer_choices (FoyerVerdictView *self, GPtrArray *matches)
{
  clear_list (self->choices);
  for (guint i = 0; i < matches->len; i++)
    {
      const FoyerTicket *ticket = g_ptr_array_index (matches, i);
      const char *name =
          ticket->attendee_name != NULL ? ticket->attendee_name : _ ("Without a name");
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *number = i < 9 ? g_strdup_printf ("%u", i + 1) : g_strdup ("");
      GtkWidget *key = gtk_label_new (number);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ticket->status == FOYER_TICKET_CHECKED_IN
                                                             ? _ ("Already in")
                                                         : ticket->company != NULL ? ticket->company
                                                                                   : "");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_add_css_class (key, "dim-label");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), key);
      gtk_list_box_append (self->choices, row);
    }
  gtk_stack_set_visible_child_name (self->input_stack, "choices");
}

static void
offer_questions (FoyerVerdictView *self, GPtrArray *questions)
{
  clear_list (self->questions);
  for (guint i = 0; i < questions->len; i++)
    {
      const FoyerQuestion *question = g_ptr_array_index (questions, i);
      GtkWidget *row = foyer_answer_row_new (question);

      if (foyer_answer_row_is_entry (row))
        g_signal_connect_object (row, "entry-activated", G_CALLBACK (answer_cb), self,
                                 G_CONNECT_SWAPPED);
      else if (ADW_IS_EXPANDER_ROW (row))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      gtk_list_box_append (self->questions, row);
    }
  gtk_stack_set_visible_child_name (self->input_stack, "questions");
}

static void
update_input (FoyerVerdictView *self)
{
  const FoyerScanResult *result = self->answer != NULL ? self->answer->result : NULL;
  gboolean choices =
      result != NULL && result->verdict == FOYER_VERDICT_AMBIGUOUS && result->matches != NULL;
  gboolean questions = result != NULL && result->verdict == FOYER_VERDICT_ANSWERS_REQUIRED &&
                       self->answer->questions != NULL && self->answer->questions->len > 0;

  if (choices)
    offer_choices (self, result->matches);
  if (questions)
    offer_questions (self, self->answer->questions);
  gtk_widget_set_visible (self->input, choices || questions);
  if (questions)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->questions, 0)));
}

static void
name_button (GtkWidget *button, const char *words)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
update_buttons (FoyerVerdictView *self)
{
  gboolean is_exit = self->answer != NULL && self->answer->direction == FOYER_DIRECTION_EXIT;

  for (guint i = 0; i < N_BUTTONS; i++)
    gtk_widget_set_visible (self->buttons[i],
                            foyer_verdict_look_offers (self->answer, button_looks[i].action));
  /* Whoever leaves is let out, by the same act. */
  name_button (self->buttons[LET_IN],
               is_exit ? _ ("Let Out Anyway…") : _ (button_looks[LET_IN].label));
}

/* Screen readers have no live regions in GTK 4.8: the view takes the whole answer as its label, so
 * that it is said when it changes or is asked for. */
static void
update_accessible (FoyerVerdictView *self)
{
  GString *text = g_string_new (foyer_fit_label_get_text (self->headline));
  FoyerFitLabel *others[] = { self->name, self->who, self->notes, self->next };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (others[i])))
      g_string_append_printf (text, ". %s", foyer_fit_label_get_text (others[i]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str,
                                  -1);
  g_string_free (text, TRUE);
}

static void
foyer_verdict_view_dispose (GObject *object)
{
  FoyerVerdictView *self = FOYER_VERDICT_VIEW (object);
  GtkWidget *child;

  g_clear_object (&self->answer);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_verdict_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/checkin/foyer-verdict-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, headline);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, who);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, notes);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, next);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, input);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, input_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, choices);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, questions);
  gtk_widget_class_bind_template_child (widget_class, FoyerVerdictView, answer_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
}

static void
foyer_verdict_view_class_init (FoyerVerdictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_verdict_view_dispose;
  widget_class->measure = foyer_verdict_view_measure;
  widget_class->size_allocate = foyer_verdict_view_size_allocate;

  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_VERDICT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ANSWERED] = g_signal_new ("answered", FOYER_TYPE_VERDICT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRV);

  g_type_ensure (FOYER_TYPE_FIT_ICON);
  g_type_ensure (FOYER_TYPE_FIT_LABEL);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "verdict");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/foyerapp/Foyer/checkin/icons");
}

static GtkWidget *
make_button (const ButtonLook *look)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (_ (look->label));
  GtkWidget *key = gtk_label_new (look->key);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (key, "key");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), key);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "door-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), look->action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (look->label), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, look->key,
                                  -1);
  return button;
}

static void
foyer_verdict_view_init (FoyerVerdictView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_BUTTONS; i++)
    {
      self->buttons[i] = make_button (&button_looks[i]);
      gtk_widget_set_parent (self->buttons[i], GTK_WIDGET (self));
    }
  foyer_verdict_view_show_ready (self, FOYER_DIRECTION_ENTRY, "");
}

GtkWidget *
foyer_verdict_view_new (void)
{
  return g_object_new (FOYER_TYPE_VERDICT_VIEW, NULL);
}

void
foyer_verdict_view_show_answer (FoyerVerdictView *self, FoyerDoorAnswer *answer, GTimeZone *zone)
{
  g_autofree char *headline = NULL;
  g_autofree char *who = NULL;
  FoyerVerdictLook look;

  g_return_if_fail (FOYER_IS_VERDICT_VIEW (self));
  g_return_if_fail (FOYER_IS_DOOR_ANSWER (answer));

  g_set_object (&self->answer, answer);
  foyer_verdict_look_init_for (&look, answer);
  headline = answer->is_undone ? g_strdup (_ ("Taken back"))
                               : foyer_verdict_look_say (answer, zone, foyer_time_now ());
  who = answer->error != NULL ? foyer_verdict_look_say_error (answer->error)
                              : foyer_verdict_look_say_who (answer);
  set_style (self, answer->is_undone ? "ready" : look.style);
  foyer_fit_icon_set_icon_name (self->icon, look.icon);
  set_text (self->headline, headline);
  set_text (self->name, foyer_door_answer_get_name (answer));
  set_text (self->who, who);
  set_text (self->notes, answer->result != NULL && answer->result->ticket != NULL
                             ? answer->result->ticket->notes
                             : NULL);
  if (answer->is_undone)
    set_text (self->next, foyer_verdict_look_say_undone (answer));
  else
    set_text (self->next,
              g_str_equal (look.style, "in") && answer->result->verdict == FOYER_VERDICT_ADMITTED
                  ? NULL
                  : look.next);
  update_input (self);
  update_buttons (self);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Nobody is before the door, or nothing is known of them yet. */
static void
show_without_answer (FoyerVerdictView *self,
                     const char *style,
                     const char *icon,
                     const char *headline,
                     const char *next)
{
  g_clear_object (&self->answer);
  set_style (self, style);
  foyer_fit_icon_set_icon_name (self->icon, icon);
  set_text (self->headline, headline);
  set_text (self->name, NULL);
  set_text (self->who, NULL);
  set_text (self->notes, NULL);
  set_text (self->next, next);
  update_input (self);
  update_buttons (self);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
foyer_verdict_view_show_ready (FoyerVerdictView *self,
                               FoyerDirection direction,
                               const char *entrance)
{
  g_return_if_fail (FOYER_IS_VERDICT_VIEW (self));

  show_without_answer (self, "ready", "foyer-door-ready-symbolic",
                       direction == FOYER_DIRECTION_EXIT ? _ ("Ready to scan people out")
                                                         : _ ("Ready to scan"),
                       _ ("Hold a ticket under the scanner, or type a name."));
}

void
foyer_verdict_view_show_waiting (FoyerVerdictView *self, const char *why, guint n)
{
  g_autofree char *next =
      g_strdup_printf (ngettext ("%'u scan is kept and decided then.",
                                 "%'u scans are kept and decided then, in order.", n),
                       n);

  g_return_if_fail (FOYER_IS_VERDICT_VIEW (self));

  show_without_answer (self, "look", "foyer-door-too-early-symbolic", why, next);
}

FoyerDoorAnswer *
foyer_verdict_view_get_answer (FoyerVerdictView *self)
{
  g_return_val_if_fail (FOYER_IS_VERDICT_VIEW (self), NULL);

  return self->answer;
}

const char *
foyer_verdict_view_get_style (FoyerVerdictView *self)
{
  g_return_val_if_fail (FOYER_IS_VERDICT_VIEW (self), NULL);

  return self->style;
}

/* TRUE while it asks something: such an answer stays until it is dealt with. */
gboolean
foyer_verdict_view_needs_input (FoyerVerdictView *self)
{
  g_return_val_if_fail (FOYER_IS_VERDICT_VIEW (self), FALSE);

  return gtk_widget_get_visible (self->input);
}

/* The button of an action, whether shown or not; NULL for none. */
GtkWidget *
foyer_verdict_view_get_button (FoyerVerdictView *self, const char *action_name)
{
  g_return_val_if_fail (FOYER_IS_VERDICT_VIEW (self), NULL);

  for (guint i = 0; i < N_BUTTONS; i++)
    if (g_str_equal (button_looks[i].action, action_name))
      return self->buttons[i];
  return NULL;
}
