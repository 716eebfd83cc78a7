/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-promo-window.h"

#include "foyer-date-time-row.h"
#include "foyer-event-text.h"
#include "foyer-kept-row.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-percentage.h"
#include "foyer-promo-store.h"
#include "foyer-promo-tiers.h"
#include "foyer-promo-uses.h"
#include "foyer-quantity.h"

#include <glib/gi18n-lib.h>

/* Index is the row of the combo. */
enum
{
  CHOICE_PERCENTAGE,
  CHOICE_PER_ORDER,
  CHOICE_PER_TICKET,
  CHOICE_KEY,
};

struct _FoyerPromoWindow
{
  FoyerEditWindow parent_instance;

  GtkWidget *many_group;
  AdwEntryRow *count_row;
  FoyerMessageRow *count_message;
  AdwEntryRow *prefix_row;
  AdwEntryRow *length_row;
  FoyerMessageRow *length_message;
  AdwEntryRow *batch_row;
  AdwEntryRow *code_row;
  FoyerMessageRow *code_message;
  AdwComboRow *discount_row;
  AdwEntryRow *value_row;
  FoyerMessageRow *value_message;
  AdwExpanderRow *tiers_expander;
  AdwExpanderRow *from_expander;
  FoyerDateTimeRow *from_row;
  FoyerMessageRow *from_message;
  AdwExpanderRow *until_expander;
  FoyerDateTimeRow *until_row;
  FoyerMessageRow *until_message;
  AdwEntryRow *uses_row;
  FoyerMessageRow *uses_message;
  AdwEntryRow *person_row;
  FoyerMessageRow *person_message;
  GtkSwitch *active_switch;
  AdwEntryRow *note_row;
  FoyerMessageRow *note_message;
  AdwPreferencesGroup *uses_group;

  FoyerTicketDesk *desk;  /* (owned) (nullable) until loaded */
  FoyerPromoCode *before; /* (owned) */
  FoyerKeptRow *kept;     /* (owned) (nullable) until it is shown, and of many codes */
  FoyerPromoTiers *tiers; /* (owned) (nullable) until loaded */
  FoyerPromoMode mode;
  gboolean is_loading;
  gboolean is_valid;
};

G_DEFINE_FINAL_TYPE (FoyerPromoWindow, foyer_promo_window, FOYER_TYPE_EDIT_WINDOW)

typedef struct
{
  FoyerPromoCode *before; /* (owned) */
  FoyerPromoCode *after;  /* (owned) */
  FoyerPromoMode mode;
  char *prefix; /* (owned) */
  gint64 length;
  gint64 count;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  foyer_promo_code_free (edit->before);
  foyer_promo_code_free (edit->after);
  g_free (edit->prefix);
  g_free (edit);
}

static gboolean
write_promo (FoyerTransaction *transaction, gconstpointer data, GError **error)
{
  const Edit *edit = data;
  g_autoptr (FoyerPromoCode) after = foyer_promo_code_copy (edit->after);
  g_autoptr (GPtrArray) made = NULL;

  if (edit->mode == FOYER_PROMO_MODE_ADD)
    return foyer_promo_store_add (transaction, after, error);
  if (edit->mode == FOYER_PROMO_MODE_EDIT)
    return foyer_promo_store_edit (transaction, edit->before, after, error);
  made = foyer_promo_store_generate (transaction, edit->after, edit->prefix, edit->length,
                                     edit->count, error);
  return made != NULL;
}

static char *
dup_text (gpointer row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

static const char *
get_currency (FoyerPromoWindow *self)
{
  return foyer_ticket_desk_get_offer (self->desk)->event->currency;
}

static gboolean
read_value (FoyerPromoWindow *self, gint64 *value)
{
  g_autofree char *text = dup_text (self->value_row);
  guint choice = adw_combo_row_get_selected (self->discount_row);

  *value = 0;
  if (choice == CHOICE_KEY)
    return TRUE;
  if (text == NULL)
    return FALSE;
  if (choice == CHOICE_PERCENTAGE)
    return foyer_percentage_parse (text, value) && *value > 0;
  return foyer_money_parse (text, get_currency (self), value, NULL) && *value > 0;
}

static gboolean
read_number (AdwEntryRow *row, gint64 *number)
{
  return foyer_quantity_parse (gtk_editable_get_text (GTK_EDITABLE (row)), number) && *number != 0;
}

static gint64
read_time (AdwExpanderRow *expander, FoyerDateTimeRow *row, gint64 before)
{
  if (!adw_expander_row_get_enable_expansion (expander))
    return FOYER_NONE;
  return foyer_date_time_row_is_valid (row) ? foyer_date_time_row_get_instant (row) : before;
}

static FoyerPromoCode *
dup_promo (FoyerPromoWindow *self)
{
  FoyerPromoCode *promo = foyer_promo_code_copy (self->before);
  guint choice = adw_combo_row_get_selected (self->discount_row);
  gint64 number;

  g_free (promo->code);
  promo->code =
      self->mode == FOYER_PROMO_MODE_GENERATE ? g_strdup ("CODE") : dup_text (self->code_row);
  promo->discount_type = choice == CHOICE_PER_ORDER || choice == CHOICE_PER_TICKET
                             ? FOYER_DISCOUNT_FIXED
                             : FOYER_DISCOUNT_PERCENTAGE;
  if (choice == CHOICE_PER_ORDER || choice == CHOICE_PER_TICKET)
    promo->applies_to =
        choice == CHOICE_PER_TICKET ? FOYER_PROMO_PER_TICKET : FOYER_PROMO_PER_ORDER;
  if (read_value (self, &number))
    promo->discount_value = number;
  g_free (promo->tier_ids);
  promo->tier_ids = self->tiers != NULL ? foyer_promo_tiers_dup (self->tiers) : NULL;
  promo->valid_from = read_time (self->from_expander, self->from_row, promo->valid_from);
  promo->valid_until = read_time (self->until_expander, self->until_row, promo->valid_until);
  if (read_number (self->uses_row, &number))
    promo->max_uses = number;
  if (read_number (self->person_row, &number))
    promo->max_per_person = number;
  promo->is_inactive = !gtk_switch_get_active (self->active_switch);
  g_free (promo->note);
  promo->note = dup_text (self->note_row);
  if (self->mode == FOYER_PROMO_MODE_GENERATE)
    {
      g_free (promo->batch);
      promo->batch = dup_text (self->batch_row);
    }
  return promo;
}

static void
tell (FoyerPromoWindow *self, FoyerMessageRow *message, gpointer row, const char *problem)
{
  foyer_message_row_set_error (message, row, problem);
  if (problem != NULL)
    self->is_valid = FALSE;
}

static const char *
find_value_problem (FoyerPromoWindow *self, const FoyerPromoCode *promo)
{
  guint choice = adw_combo_row_get_selected (self->discount_row);
  gint64 value;

  if (!read_value (self, &value))
    return choice == CHOICE_PERCENTAGE
               ? _ ("Write a percentage above 0, 100 at most.")
               : _ ("Write an amount in the event’s currency, such as 49.00.");
  if (choice == CHOICE_KEY && promo->tier_ids == NULL)
    return _ ("Choose below the hidden tiers that it shows.");
  return NULL;
}

static void
show_many_messages (FoyerPromoWindow *self)
{
  g_autofree char *few = NULL;
  gint64 count = 0, length = 0;
  gboolean has_count =
      read_number (self->count_row, &count) && count != FOYER_NONE && count <= FOYER_PROMO_DRAW_MAX;
  gboolean has_length = read_number (self->length_row, &length) && length != FOYER_NONE;
  guint least = has_count ? foyer_promo_code_least_length (count) : 4;

  if (!has_length || length < least || length > 30)
    few =
        g_strdup_printf (_ ("Write a number from %u to 30, so that nobody guesses a code."), least);
  tell (self, self->count_message, self->count_row,
        has_count ? NULL : _ ("Write a number from 1 to 100,000."));
  tell (self, self->length_message, self->length_row, few);
}

static void
show_messages (FoyerPromoWindow *self)
{
  const char *unread = _ ("Not understood. Try “fri 7pm”, “22.11. 19:00” or “tomorrow 18:30”.");
  g_autoptr (FoyerPromoCode) promo = dup_promo (self);
  g_autofree char *code = foyer_promo_code_normalise (promo->code);
  gboolean has_end_problem =
      (foyer_promo_check (promo) >> FOYER_PROMO_PROBLEM_END_BEFORE_START & 1) != 0;
  gint64 number;

  self->is_valid = TRUE;
  if (self->mode == FOYER_PROMO_MODE_GENERATE)
    show_many_messages (self);
  else
    tell (self, self->code_message, self->code_row,
          promo->code == NULL ? _ ("A promo code needs a code.")
          : code == NULL      ? _ ("A code has 40 characters at most and no spaces inside.")
                              : NULL);
  tell (self, self->value_message, self->value_row, find_value_problem (self, promo));
  tell (self, self->from_message, self->from_row,
        adw_expander_row_get_enable_expansion (self->from_expander) &&
                !foyer_date_time_row_is_valid (self->from_row)
            ? unread
            : NULL);
  tell (self, self->until_message, self->until_row,
        adw_expander_row_get_enable_expansion (self->until_expander) &&
                !foyer_date_time_row_is_valid (self->until_row)
            ? unread
        : has_end_problem ? _ ("The code must end after it starts.")
                          : NULL);
  tell (self, self->uses_message, self->uses_row,
        read_number (self->uses_row, &number) ? NULL : _ ("Write a whole number of 1 or more."));
  tell (self, self->person_message, self->person_row,
        read_number (self->person_row, &number) ? NULL : _ ("Write a whole number of 1 or more."));
  tell (self, self->note_message, self->note_row,
        promo->note != NULL && g_utf8_strlen (promo->note, -1) > 2000
            ? _ ("A note has 2,000 characters at most.")
            : NULL);
}

static void
show_fields (FoyerPromoWindow *self)
{
  guint choice = adw_combo_row_get_selected (self->discount_row);

  gtk_widget_set_visible (GTK_WIDGET (self->value_row), choice != CHOICE_KEY);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value_row),
                                 choice == CHOICE_PERCENTAGE ? _ ("Percent") : _ ("Amount"));
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), self->is_valid);
}

static void
changed_cb (FoyerPromoWindow *self)
{
  if (self->is_loading || self->desk == NULL)
    return;
  show_messages (self);
  show_fields (self);
  if (self->kept != NULL)
    {
      g_autoptr (FoyerPromoCode) promo = dup_promo (self);

      foyer_kept_row_write (self->kept, &promo->row);
    }
}

static gboolean
foyer_promo_window_is_edited (FoyerEditWindow *window)
{
  FoyerPromoWindow *self = FOYER_PROMO_WINDOW (window);
  g_autoptr (FoyerPromoCode) promo = dup_promo (self);

  return foyer_row_diff (self->before, promo) != 0;
}

static void
foyer_promo_window_save (FoyerEditWindow *window)
{
  const char *const titles[] = {
    [FOYER_PROMO_MODE_ADD] = _ ("Promo code added"),
    [FOYER_PROMO_MODE_EDIT] = _ ("Promo code changed"),
    [FOYER_PROMO_MODE_GENERATE] = _ ("Promo codes generated"),
  };
  FoyerPromoWindow *self = FOYER_PROMO_WINDOW (window);
  Edit *edit = g_new0 (Edit, 1);
  FoyerTicketAct act = {
    .kind = self->mode == FOYER_PROMO_MODE_GENERATE ? "generate-promo-codes" : "edit-promo-code",
    .write = write_promo,
    .data = edit,
    .data_free = edit_free,
    .is_of_codes = TRUE,
  };

  edit->before = foyer_promo_code_copy (self->before);
  edit->after = dup_promo (self);
  edit->mode = self->mode;
  edit->prefix = dup_text (self->prefix_row);
  read_number (self->length_row, &edit->length);
  read_number (self->count_row, &edit->count);
  /* Codes by the thousand are for one date. */
  if (self->mode == FOYER_PROMO_MODE_ADD ||
      (self->mode == FOYER_PROMO_MODE_EDIT && foyer_row_diff (edit->before, edit->after) != 0))
    act.edited = g_strdup_printf (_ ("promo code “%s”"), edit->after->code);
  foyer_ticket_desk_save (self->desk, window, titles[self->mode], &act);
}

static void
foyer_promo_window_dispose (GObject *object)
{
  FoyerPromoWindow *self = FOYER_PROMO_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->kept);
  g_clear_pointer (&self->before, foyer_promo_code_free);
  g_clear_pointer (&self->tiers, foyer_promo_tiers_free);
  G_OBJECT_CLASS (foyer_promo_window_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, FoyerPromoWindow, name)

static void
foyer_promo_window_class_init (FoyerPromoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_promo_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_promo_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_promo_window_save;

  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-promo-window.ui");
  BIND (many_group);
  BIND (count_row);
  BIND (count_message);
  BIND (prefix_row);
  BIND (length_row);
  BIND (length_message);
  BIND (batch_row);
  BIND (code_row);
  BIND (code_message);
  BIND (discount_row);
  BIND (value_row);
  BIND (value_message);
  BIND (tiers_expander);
  BIND (from_expander);
  BIND (from_row);
  BIND (from_message);
  BIND (until_expander);
  BIND (until_row);
  BIND (until_message);
  BIND (uses_row);
  BIND (uses_message);
  BIND (person_row);
  BIND (person_message);
  BIND (active_switch);
  BIND (note_row);
  BIND (note_message);
  BIND (uses_group);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_promo_window_init (FoyerPromoWindow *self)
{
  self->is_loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_date_time_row_set_format (self->from_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
  foyer_date_time_row_set_format (self->until_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
}

static void
load_time (AdwExpanderRow *expander,
           FoyerDateTimeRow *row,
           GTimeZone *zone,
           gint64 time,
           gint64 otherwise)
{
  foyer_date_time_row_set_zone (row, zone);
  foyer_date_time_row_set_instant (row, time != FOYER_NONE ? time : otherwise);
  adw_expander_row_set_enable_expansion (expander, time != FOYER_NONE);
  adw_expander_row_set_expanded (expander, time != FOYER_NONE);
}

static void
load_values (FoyerPromoWindow *self, const FoyerPromoCode *promo)
{
  g_autofree char *value = promo->discount_type == FOYER_DISCOUNT_PERCENTAGE
                               ? foyer_percentage_format (promo->discount_value)
                               : foyer_money_to_plain (promo->discount_value, get_currency (self));
  g_autofree char *uses = foyer_quantity_format (promo->max_uses);
  g_autofree char *person = foyer_quantity_format (promo->max_per_person);
  guint choice = promo->discount_value == 0                          ? CHOICE_KEY
                 : promo->discount_type == FOYER_DISCOUNT_PERCENTAGE ? CHOICE_PERCENTAGE
                 : promo->applies_to == FOYER_PROMO_PER_TICKET       ? CHOICE_PER_TICKET
                                                                     : CHOICE_PER_ORDER;

  gtk_editable_set_text (GTK_EDITABLE (self->code_row), promo->code != NULL ? promo->code : "");
  adw_combo_row_set_selected (self->discount_row, choice);
  gtk_editable_set_text (GTK_EDITABLE (self->value_row), value);
  gtk_editable_set_text (GTK_EDITABLE (self->uses_row), uses);
  gtk_editable_set_text (GTK_EDITABLE (self->person_row), person);
  gtk_switch_set_active (self->active_switch, !promo->is_inactive);
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), promo->note != NULL ? promo->note : "");
  gtk_editable_set_text (GTK_EDITABLE (self->count_row), "100");
  gtk_editable_set_text (GTK_EDITABLE (self->length_row), "8");
}

static void
load_promo (FoyerPromoWindow *self, const FoyerPromoCode *promo)
{
  GTimeZone *zone = foyer_ticket_desk_get_zone (self->desk);
  gint64 start = foyer_ticket_desk_get_offer (self->desk)->event->start_date;

  self->is_loading = TRUE;
  load_values (self, promo);
  foyer_promo_tiers_load (self->tiers, promo);
  load_time (self->from_expander, self->from_row, zone, promo->valid_from,
             start - 30 * G_TIME_SPAN_DAY);
  load_time (self->until_expander, self->until_row, zone, promo->valid_until, start);
  self->is_loading = FALSE;
}

/* What was left unsaved; many codes are made at once or not at all. */
static gboolean
load_kept (FoyerPromoWindow *self)
{
  g_autoptr (FoyerPromoCode) left = NULL;
  FoyerKeptRow *kept;

  if (self->mode == FOYER_PROMO_MODE_GENERATE)
    return FALSE;
  kept = foyer_kept_row_new (FOYER_EDIT_WINDOW (self), self->desk, &self->before->row);
  left = foyer_kept_row_read (kept);
  if (left != NULL)
    load_promo (self, left);
  self->kept = kept;
  return left != NULL;
}

GtkWindow *
foyer_promo_window_new (GtkWindow *parent,
                        FoyerTicketDesk *desk,
                        const FoyerPromoCode *promo,
                        FoyerPromoMode mode)
{
  FoyerPromoWindow *self = g_object_new (FOYER_TYPE_PROMO_WINDOW, "transient-for", parent, NULL);
  gboolean is_many = mode == FOYER_PROMO_MODE_GENERATE;
  FoyerPromoCode *said;
  gboolean has_kept;

  self->desk = g_object_ref (desk);
  self->mode = mode;
  self->before = foyer_promo_code_copy (promo);
  self->tiers = foyer_promo_tiers_new (self->tiers_expander, foyer_ticket_desk_get_offer (desk),
                                       G_CALLBACK (changed_cb), self);
  load_promo (self, promo);
  foyer_promo_uses_fill (self->uses_group, foyer_ticket_desk_get_replica (desk), promo);
  gtk_widget_set_visible (self->many_group, is_many);
  gtk_widget_set_visible (GTK_WIDGET (self->code_row), !is_many);
  if (is_many)
    g_object_set (self, "save-label", _ ("_Generate"), NULL);
  gtk_window_set_title (GTK_WINDOW (self), is_many ? _ ("Generate Promo Codes")
                                           : mode == FOYER_PROMO_MODE_ADD ? _ ("New Promo Code")
                                                                          : promo->code);
  /* As the fields say it, so that nothing typed is nothing changed. */
  said = dup_promo (self);
  foyer_promo_code_free (self->before);
  self->before = said;
  has_kept = load_kept (self);
  show_messages (self);
  if (mode == FOYER_PROMO_MODE_ADD && !has_kept)
    foyer_message_row_set_error (self->code_message, GTK_WIDGET (self->code_row), NULL);
  show_fields (self);
  gtk_widget_grab_focus (GTK_WIDGET (is_many ? self->count_row : self->code_row));
  return GTK_WINDOW (self);
}
