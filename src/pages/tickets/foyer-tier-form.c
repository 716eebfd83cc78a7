/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-form.h"

#include "foyer-badge-design.h"
#include "foyer-date-time-row.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-quantity.h"
#include "foyer-swatches.h"

#include <glib/gi18n-lib.h>

/* A field that says a number or an amount. */
typedef enum
{
  NUMBER_PRICE,
  NUMBER_MIN,
  NUMBER_QUANTITY,
  NUMBER_ORDER_MIN,
  NUMBER_ORDER_MAX,
  NUMBER_GROUP_SIZE,
  NUMBER_GROUP_PAYS,
  NUMBER_GROUP_PRICE,
  N_NUMBERS,
} Number;

struct _FoyerTierForm
{
  AdwBin parent_instance;

  AdwEntryRow *name_row;
  FoyerMessageRow *name_message;
  AdwEntryRow *description_row;
  FoyerMessageRow *description_message;
  AdwComboRow *kind_row;
  GtkWidget *numbers[N_NUMBERS];
  FoyerMessageRow *messages[N_NUMBERS];
  AdwComboRow *quota_row;
  FoyerMessageRow *quota_message;
  AdwExpanderRow *start_expander;
  FoyerDateTimeRow *start_row;
  FoyerMessageRow *start_message;
  AdwExpanderRow *end_expander;
  FoyerDateTimeRow *end_row;
  FoyerMessageRow *end_message;
  GtkSwitch *early_switch;
  AdwComboRow *next_row;
  FoyerMessageRow *next_message;
  AdwComboRow *group_row;
  GtkSwitch *hidden_switch;
  FoyerSwatches *swatches;
  AdwComboRow *badge_row;

  FoyerTicketDesk *desk; /* (owned) (nullable) until loaded */
  FoyerTier *tier;       /* (owned) as it was loaded */
  GArray *quotas;        /* (owned) of FoyerUuid, those of the combo behind “None” */
  GArray *nexts;         /* (owned) the same of tiers */
  gboolean is_loading;
  gboolean is_valid;
};

G_DEFINE_FINAL_TYPE (FoyerTierForm, foyer_tier_form, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const number_names[N_NUMBERS][2] = {
  [NUMBER_PRICE] = { "price_row", "price_message" },
  [NUMBER_MIN] = { "min_row", "min_message" },
  [NUMBER_QUANTITY] = { "quantity_row", "quantity_message" },
  [NUMBER_ORDER_MIN] = { "order_min_row", "order_min_message" },
  [NUMBER_ORDER_MAX] = { "order_max_row", "order_max_message" },
  [NUMBER_GROUP_SIZE] = { "group_size_row", "group_size_message" },
  [NUMBER_GROUP_PAYS] = { "group_pays_row", "group_pays_message" },
  [NUMBER_GROUP_PRICE] = { "group_price_row", "group_price_message" },
};

static const char *
get_currency (FoyerTierForm *self)
{
  return foyer_ticket_desk_get_offer (self->desk)->event->currency;
}

static gboolean
is_money (Number number)
{
  return number == NUMBER_PRICE || number == NUMBER_MIN || number == NUMBER_GROUP_PRICE;
}

static gint64 *
get_field (FoyerTier *tier, Number number)
{
  switch (number)
    {
    case NUMBER_PRICE:
      return &tier->price;
    case NUMBER_MIN:
      return &tier->price_min;
    case NUMBER_QUANTITY:
      return &tier->quantity_total;
    case NUMBER_ORDER_MIN:
      return &tier->min_per_order;
    case NUMBER_ORDER_MAX:
      return &tier->max_per_order;
    case NUMBER_GROUP_SIZE:
      return &tier->group_size;
    case NUMBER_GROUP_PAYS:
      return &tier->group_pays;
    case NUMBER_GROUP_PRICE:
    default:
      return &tier->group_price;
    }
}

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
read_number (FoyerTierForm *self, Number number, gint64 *value)
{
  g_autofree char *text = dup_text (self->numbers[number]);
  g_autofree char *found = NULL;

  if (!is_money (number))
    return foyer_quantity_parse (text, value);
  if (*text == '\0')
    {
      *value = number == NUMBER_PRICE ? 0 : FOYER_NONE;
      return TRUE;
    }
  return foyer_money_parse (text, get_currency (self), value, &found) &&
         (found == NULL || g_ascii_strcasecmp (found, get_currency (self)) == 0);
}

/* Those that the kind of ticket or of group price has. */
static gboolean
is_asked (FoyerTierForm *self, Number number)
{
  guint kind = adw_combo_row_get_selected (self->kind_row);
  guint group = adw_combo_row_get_selected (self->group_row);
  gboolean is_paid = kind == FOYER_TIER_PAID;

  switch (number)
    {
    case NUMBER_PRICE:
      return kind != FOYER_TIER_FREE;
    case NUMBER_MIN:
      return kind == FOYER_TIER_DONATION;
    case NUMBER_GROUP_SIZE:
      return is_paid && group != FOYER_GROUP_NONE;
    case NUMBER_GROUP_PAYS:
      return is_paid && group == FOYER_GROUP_N_FOR_M;
    case NUMBER_GROUP_PRICE:
      return is_paid && group == FOYER_GROUP_PER_HEAD;
    default:
      return TRUE;
    }
}

static void
show_fields (FoyerTierForm *self)
{
  guint kind = adw_combo_row_get_selected (self->kind_row);

  for (guint i = 0; i < N_NUMBERS; i++)
    gtk_widget_set_visible (self->numbers[i], is_asked (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->group_row), kind == FOYER_TIER_PAID);
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->numbers[NUMBER_PRICE]),
      kind == FOYER_TIER_DONATION ? _ ("Suggested Donation, Empty for None") : _ ("Price"));
}

static char *
describe_first (const FoyerTierProblems *problems, const FoyerTier *tier, const int *wanted)
{
  for (guint i = 0; wanted[i] >= 0; i++)
    if (foyer_tier_problems_has (problems, wanted[i]))
      return foyer_tier_problem_describe (wanted[i], problems, tier);
  return NULL;
}

#define P(name) FOYER_TIER_PROBLEM_##name

static const int number_problems[N_NUMBERS][4] = {
  [NUMBER_PRICE] = { P (PRICE_NEGATIVE), P (PRICE_HIGH), -1 },
  [NUMBER_MIN] = { P (MIN_NEGATIVE), P (MIN_HIGH), P (MIN_ABOVE_SUGGESTION), -1 },
  [NUMBER_QUANTITY] = { P (QUANTITY_BAD), P (QUANTITY_BELOW_TAKEN), -1 },
  [NUMBER_ORDER_MIN] = { P (MIN_ORDER_BAD), -1 },
  [NUMBER_ORDER_MAX] = { P (MAX_ORDER_BAD), P (MAX_BELOW_MIN), -1 },
  [NUMBER_GROUP_SIZE] = { P (GROUP_SIZE_BAD), -1 },
  [NUMBER_GROUP_PAYS] = { P (GROUP_PAYS_BAD), -1 },
  [NUMBER_GROUP_PRICE] = { P (GROUP_PRICE_BAD), -1 },
};

static void
tell (FoyerTierForm *self, FoyerMessageRow *message, gpointer row, char *problem)
{
  foyer_message_row_set_error (message, row, problem);
  if (problem != NULL)
    self->is_valid = FALSE;
  g_free (problem);
}

static void
show_number (FoyerTierForm *self,
             Number i,
             const FoyerTierProblems *problems,
             const FoyerTier *tier)
{
  gint64 value;
  char *problem = NULL;

  if (is_asked (self, i) && !read_number (self, i, &value))
    problem = g_strdup (is_money (i) ? _ ("Write an amount in the event’s currency, such as 49.00.")
                                     : _ ("Write a whole number."));
  else if (is_asked (self, i))
    problem = describe_first (problems, tier, number_problems[i]);
  tell (self, self->messages[i], self->numbers[i], problem);
}

static char *
describe_time (AdwExpanderRow *expander, FoyerDateTimeRow *row)
{
  if (!adw_expander_row_get_enable_expansion (expander) || foyer_date_time_row_is_valid (row))
    return NULL;
  return g_strdup (_ ("Not understood. Try “fri 7pm”, “22.11. 19:00” or “tomorrow 18:30”."));
}

static void
show_messages (FoyerTierForm *self)
{
  static const int name[] = { P (NAME_MISSING), P (NAME_LONG), P (NAME_TAKEN), -1 };
  static const int description[] = { P (DESCRIPTION_LONG), -1 };
  static const int quota[] = { P (QUOTA_UNKNOWN), P (QUOTA_BELOW_TAKEN), -1 };
  static const int start[] = { P (START_AFTER_EVENT), -1 };
  static const int end[] = { P (END_BEFORE_START), -1 };
  static const int next[] = { P (NEXT_UNKNOWN), P (NEXT_CIRCLE), P (NEXT_NEVER), -1 };
  g_autoptr (FoyerTier) tier = foyer_tier_form_dup_tier (self);
  FoyerTierProblems problems;
  char *start_problem = describe_time (self->start_expander, self->start_row);
  char *end_problem = describe_time (self->end_expander, self->end_row);

  foyer_tier_check (tier, foyer_ticket_desk_get_offer (self->desk), &problems);
  self->is_valid = TRUE;
  for (guint i = 0; i < N_NUMBERS; i++)
    show_number (self, i, &problems, tier);
  tell (self, self->name_message, self->name_row, describe_first (&problems, tier, name));
  tell (self, self->description_message, self->description_row,
        describe_first (&problems, tier, description));
  tell (self, self->quota_message, self->quota_row, describe_first (&problems, tier, quota));
  tell (self, self->start_message, self->start_row,
        start_problem != NULL ? start_problem : describe_first (&problems, tier, start));
  tell (self, self->end_message, self->end_row,
        end_problem != NULL ? end_problem : describe_first (&problems, tier, end));
  tell (self, self->next_message, self->next_row, describe_first (&problems, tier, next));
}

static void
changed_cb (FoyerTierForm *self)
{
  if (self->is_loading)
    return;
  show_fields (self);
  show_messages (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_text (char **field, gpointer row)
{
  char *text = dup_text (row);

  g_free (*field);
  *field = *text != '\0' ? text : NULL;
  if (*field == NULL)
    g_free (text);
}

static FoyerUuid
get_choice (AdwComboRow *row, GArray *ids)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected == 0 || selected > ids->len)
    return (FoyerUuid){ 0 };
  return g_array_index (ids, FoyerUuid, selected - 1);
}

static void
apply_times (FoyerTierForm *self, FoyerTier *tier)
{
  if (!adw_expander_row_get_enable_expansion (self->start_expander))
    tier->sale_start = FOYER_NONE;
  else if (foyer_date_time_row_is_valid (self->start_row))
    tier->sale_start = foyer_date_time_row_get_instant (self->start_row);
  if (!adw_expander_row_get_enable_expansion (self->end_expander))
    tier->sale_end = FOYER_NONE;
  else if (foyer_date_time_row_is_valid (self->end_row))
    tier->sale_end = foyer_date_time_row_get_instant (self->end_row);
}

FoyerTier *
foyer_tier_form_dup_tier (FoyerTierForm *self)
{
  FoyerTier *tier;
  guint badge;

  g_return_val_if_fail (FOYER_IS_TIER_FORM (self), NULL);

  tier = foyer_tier_copy (self->tier);
  set_text (&tier->name, self->name_row);
  set_text (&tier->description, self->description_row);
  tier->kind = adw_combo_row_get_selected (self->kind_row);
  tier->group_kind = tier->kind == FOYER_TIER_PAID ? adw_combo_row_get_selected (self->group_row)
                                                   : FOYER_GROUP_NONE;
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      gint64 value;

      if (is_asked (self, i) && read_number (self, i, &value))
        *get_field (tier, i) = value;
      else if (!is_asked (self, i))
        *get_field (tier, i) = i == NUMBER_PRICE ? 0 : FOYER_NONE;
    }
  tier->quota_id = get_choice (self->quota_row, self->quotas);
  tier->next_tier_id = get_choice (self->next_row, self->nexts);
  apply_times (self, tier);
  tier->is_early_bird = gtk_switch_get_active (self->early_switch);
  tier->is_hidden = gtk_switch_get_active (self->hidden_switch);
  g_free (tier->colour);
  tier->colour = g_strdup (foyer_swatches_get_colour (self->swatches));
  badge = adw_combo_row_get_selected (self->badge_row);
  if (badge != (guint) foyer_badge_design_parse (tier->badge_layout))
    {
      g_free (tier->badge_layout);
      tier->badge_layout =
          badge == FOYER_BADGE_STANDARD ? NULL : g_strdup (foyer_badge_design_words[badge]);
    }
  return tier;
}

/* “None” and the quotas of the event; keeps what is chosen. */
static void
fill_quotas (FoyerTierForm *self, const FoyerUuid *chosen)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("None"));
  g_array_set_size (self->quotas, 0);
  for (guint i = 0; i < offer->quotas->len; i++)
    {
      const FoyerQuota *quota = foyer_offer_quota (offer, i)->quota;

      gtk_string_list_append (names, quota->name);
      g_array_append_val (self->quotas, quota->row.id);
      if (foyer_uuid_equal (&quota->row.id, chosen))
        selected = i + 1;
    }
  adw_combo_row_set_model (self->quota_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->quota_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->quota_row), offer->quotas->len > 0);
}

static void
fill_nexts (FoyerTierForm *self)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (self->desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("None"));
  g_array_set_size (self->nexts, 0);
  for (guint i = 0; i < offer->tiers->len; i++)
    {
      const FoyerTier *tier = foyer_offer_tier (offer, i)->tier;

      if (foyer_uuid_equal (&tier->row.id, &self->tier->row.id))
        continue;
      gtk_string_list_append (names, tier->name);
      g_array_append_val (self->nexts, tier->row.id);
      if (foyer_uuid_equal (&tier->row.id, &self->tier->next_tier_id))
        selected = self->nexts->len;
    }
  adw_combo_row_set_model (self->next_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->next_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->next_row), self->nexts->len > 0);
}

static void
load_number (FoyerTierForm *self, Number number)
{
  gint64 value = *get_field (self->tier, number);
  g_autofree char *text = NULL;

  if (!is_money (number))
    text = foyer_quantity_format (value);
  else if (value != FOYER_NONE &&
           (value != 0 || number != NUMBER_PRICE || self->tier->kind != FOYER_TIER_DONATION))
    text = foyer_money_to_plain (value, get_currency (self));
  gtk_editable_set_text (GTK_EDITABLE (self->numbers[number]), text != NULL ? text : "");
}

static void
load_time (AdwExpanderRow *expander,
           FoyerDateTimeRow *row,
           GTimeZone *zone,
           gint64 time,
           gint64 else_time)
{
  foyer_date_time_row_set_zone (row, zone);
  foyer_date_time_row_set_instant (row, time != FOYER_NONE ? time : else_time);
  adw_expander_row_set_enable_expansion (expander, time != FOYER_NONE);
  adw_expander_row_set_expanded (expander, time != FOYER_NONE);
}

void
foyer_tier_form_load (FoyerTierForm *self, FoyerTicketDesk *desk, const FoyerTier *tier)
{
  const FoyerOffer *offer = foyer_ticket_desk_get_offer (desk);
  GTimeZone *zone = foyer_ticket_desk_get_zone (desk);
  gint64 start = offer->event->start_date;

  g_return_if_fail (FOYER_IS_TIER_FORM (self));

  self->is_loading = TRUE;
  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->tier, foyer_tier_free);
  self->tier = foyer_tier_copy (tier);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), tier->name != NULL ? tier->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->description_row),
                         tier->description != NULL ? tier->description : "");
  adw_combo_row_set_selected (self->kind_row, tier->kind);
  adw_combo_row_set_selected (self->group_row, tier->group_kind);
  for (guint i = 0; i < N_NUMBERS; i++)
    load_number (self, i);
  fill_quotas (self, &tier->quota_id);
  fill_nexts (self);
  load_time (self->start_expander, self->start_row, zone, tier->sale_start,
             start - 30 * G_TIME_SPAN_DAY);
  load_time (self->end_expander, self->end_row, zone, tier->sale_end, start - 7 * G_TIME_SPAN_DAY);
  gtk_switch_set_active (self->early_switch, tier->is_early_bird);
  gtk_switch_set_active (self->hidden_switch, tier->is_hidden);
  foyer_swatches_set_colour (self->swatches, tier->colour);
  adw_combo_row_set_selected (self->badge_row, foyer_badge_design_parse (tier->badge_layout));
  self->is_loading = FALSE;
  show_fields (self);
  if (tier->name != NULL)
    show_messages (self);
}

gboolean
foyer_tier_form_is_valid (FoyerTierForm *self)
{
  g_return_val_if_fail (FOYER_IS_TIER_FORM (self), FALSE);

  return self->is_valid;
}

void
foyer_tier_form_focus (FoyerTierForm *self)
{
  g_return_if_fail (FOYER_IS_TIER_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
foyer_tier_form_finalize (GObject *object)
{
  FoyerTierForm *self = FOYER_TIER_FORM (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->tier, foyer_tier_free);
  g_clear_pointer (&self->quotas, g_array_unref);
  g_clear_pointer (&self->nexts, g_array_unref);
  G_OBJECT_CLASS (foyer_tier_form_parent_class)->finalize (object);
}

static void
foyer_tier_form_class_init (FoyerTierFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_tier_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_TIER_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SWATCHES);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-tier-form.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, description_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, description_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, kind_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, quota_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, quota_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, start_expander);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, start_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, start_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, end_expander);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, end_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, end_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, early_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, next_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, next_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, group_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, hidden_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, swatches);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierForm, badge_row);
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      gtk_widget_class_bind_template_child_full (widget_class, number_names[i][0], FALSE,
                                                 G_STRUCT_OFFSET (FoyerTierForm, numbers) +
                                                     i * sizeof (gpointer));
      gtk_widget_class_bind_template_child_full (widget_class, number_names[i][1], FALSE,
                                                 G_STRUCT_OFFSET (FoyerTierForm, messages) +
                                                     i * sizeof (gpointer));
    }
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_tier_form_init (FoyerTierForm *self)
{
  self->is_loading = TRUE;
  self->quotas = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  self->nexts = g_array_new (FALSE, FALSE, sizeof (FoyerUuid));
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_date_time_row_set_format (self->start_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
  foyer_date_time_row_set_format (self->end_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
}
