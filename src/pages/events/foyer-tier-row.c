/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tier-row.h"

#include "foyer-dot.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-quantity.h"
#include "foyer-swatches.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME 100

struct _FoyerTierRow
{
  AdwExpanderRow parent_instance;

  FoyerDot *dot;
  AdwEntryRow *name_row;
  FoyerMessageRow *name_message;
  AdwEntryRow *price_row;
  FoyerMessageRow *price_message;
  AdwEntryRow *quantity_row;
  FoyerMessageRow *quantity_message;
  FoyerSwatches *swatches;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkLabel *sold_label;
  GtkWidget *remove_button;

  FoyerTier *tier; /* (owned) */
  char *currency;  /* (owned) */
  char *conflict;  /* (owned) (nullable) */
  gint64 n_sold;
  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (FoyerTierRow, foyer_tier_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  REMOVED,
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_name (FoyerTierRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

static gboolean
read_price (FoyerTierRow *self, gint64 *price)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->price_row))));
  g_autofree char *found = NULL;

  if (*text == '\0')
    {
      *price = 0;
      return TRUE;
    }
  return foyer_money_parse (text, self->currency, price, &found) && *price >= 0 &&
         (found == NULL || g_ascii_strcasecmp (found, self->currency) == 0);
}

static gboolean
read_quantity (FoyerTierRow *self, gint64 *quantity)
{
  return foyer_quantity_parse (gtk_editable_get_text (GTK_EDITABLE (self->quantity_row)), quantity);
}

static const char *
find_name_problem (FoyerTierRow *self)
{
  g_autofree char *name = dup_name (self);

  if (*name == '\0')
    return _ ("A tier needs a name, such as “General Admission”.");
  if (g_utf8_strlen (name, -1) > MAX_NAME)
    return _ ("The name is too long: 100 letters at most.");
  return self->conflict;
}

static char *
dup_quantity_problem (FoyerTierRow *self)
{
  gint64 quantity;

  if (!read_quantity (self, &quantity))
    return g_strdup (_ ("A whole number of tickets, such as 100."));
  return NULL;
}

static void
show_messages (FoyerTierRow *self)
{
  g_autofree char *quantity_problem = dup_quantity_problem (self);
  gint64 price;
  gint64 quantity;

  foyer_message_row_set_error (self->name_message, GTK_WIDGET (self->name_row),
                               find_name_problem (self));
  foyer_message_row_set_error (
      self->price_message, GTK_WIDGET (self->price_row),
      read_price (self, &price) ? NULL : _ ("A price in the event’s currency, such as 49.00."));
  if (quantity_problem == NULL && read_quantity (self, &quantity) && quantity != FOYER_NONE &&
      quantity < self->n_sold)
    {
      g_autofree char *hint =
          g_strdup_printf (ngettext ("%d ticket of this tier is out already.",
                                     "%d tickets of this tier are out already.", self->n_sold),
                           (int) self->n_sold);

      foyer_message_row_set_hint (self->quantity_message, GTK_WIDGET (self->quantity_row), hint);
    }
  else
    foyer_message_row_set_error (self->quantity_message, GTK_WIDGET (self->quantity_row),
                                 quantity_problem);
}

static char *
dup_sold_text (FoyerTierRow *self)
{
  if (self->tier->quantity_total != FOYER_NONE)
    /* Translators: tickets that are out, of how many: “120 of 200”. */
    return g_strdup_printf (_ ("%d of %d"), (int) self->n_sold, (int) self->tier->quantity_total);
  if (self->n_sold > 0)
    return g_strdup_printf (ngettext ("%d ticket", "%d tickets", self->n_sold), (int) self->n_sold);
  return NULL;
}

static void
show_summary (FoyerTierRow *self)
{
  g_autofree char *price = self->tier->price > 0
                               ? foyer_money_format (self->tier->price, self->currency)
                               : g_strdup (_ ("Free"));
  g_autofree char *sold = dup_sold_text (self);
  g_autofree char *subtitle = sold != NULL ? g_strdup_printf ("%s · %s", price, sold) : NULL;
  const char *name = self->tier->name;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 name != NULL && *name != '\0' ? name : _ ("New Tier"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle != NULL ? subtitle : price);
  foyer_dot_set_colour (self->dot, self->tier->colour);
}

static void
store_fields (FoyerTierRow *self)
{
  gint64 price;
  gint64 quantity;

  g_free (self->tier->name);
  self->tier->name = dup_name (self);
  if (read_price (self, &price))
    self->tier->price = price;
  if (read_quantity (self, &quantity))
    self->tier->quantity_total = quantity;
  g_free (self->tier->colour);
  self->tier->colour = g_strdup (foyer_swatches_get_colour (self->swatches));
}

static void
changed_cb (FoyerTierRow *self)
{
  if (self->is_loading)
    return;
  store_fields (self);
  show_messages (self);
  show_summary (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
up_cb (FoyerTierRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
down_cb (FoyerTierRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
remove_cb (FoyerTierRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
foyer_tier_row_finalize (GObject *object)
{
  FoyerTierRow *self = FOYER_TIER_ROW (object);

  g_clear_pointer (&self->tier, foyer_tier_free);
  g_free (self->currency);
  g_free (self->conflict);
  G_OBJECT_CLASS (foyer_tier_row_parent_class)->finalize (object);
}

static void
foyer_tier_row_class_init (FoyerTierRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_tier_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_TIER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", FOYER_TYPE_TIER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", FOYER_TYPE_TIER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (FOYER_TYPE_DOT);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SWATCHES);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-tier-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, dot);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, name_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, price_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, price_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, quantity_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, quantity_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, swatches);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, sold_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerTierRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
foyer_tier_row_init (FoyerTierRow *self)
{
  self->is_loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_loading = FALSE;
}

FoyerTierRow *
foyer_tier_row_new (const FoyerTier *tier, const char *currency)
{
  FoyerTierRow *self = g_object_new (FOYER_TYPE_TIER_ROW, NULL);
  g_autofree char *price = NULL;
  g_autofree char *quantity = foyer_quantity_format (tier->quantity_total);

  self->is_loading = TRUE;
  self->tier = foyer_tier_copy (tier);
  self->currency = g_strdup (currency);
  price = foyer_money_to_plain (tier->price, currency);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), tier->name != NULL ? tier->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->price_row), price);
  gtk_editable_set_text (GTK_EDITABLE (self->quantity_row), quantity);
  foyer_swatches_set_colour (self->swatches, tier->colour);
  self->is_loading = FALSE;
  if (tier->name != NULL)
    show_messages (self);
  show_summary (self);
  return self;
}

const FoyerTier *
foyer_tier_row_get_tier (FoyerTierRow *self)
{
  g_return_val_if_fail (FOYER_IS_TIER_ROW (self), NULL);

  return self->tier;
}

gboolean
foyer_tier_row_is_valid (FoyerTierRow *self)
{
  gint64 price;
  gint64 quantity;

  g_return_val_if_fail (FOYER_IS_TIER_ROW (self), FALSE);

  return find_name_problem (self) == NULL && read_price (self, &price) &&
         read_quantity (self, &quantity);
}

void
foyer_tier_row_set_currency (FoyerTierRow *self, const char *currency)
{
  g_return_if_fail (FOYER_IS_TIER_ROW (self));

  if (currency == NULL || g_strcmp0 (self->currency, currency) == 0)
    return;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  /* What is typed stays and is read anew: 49 yen, not 0.49. */
  changed_cb (self);
}

void
foyer_tier_row_set_n_sold (FoyerTierRow *self, gint64 n_sold)
{
  g_return_if_fail (FOYER_IS_TIER_ROW (self));

  if (self->n_sold == n_sold)
    return;
  self->n_sold = n_sold;
  gtk_widget_set_sensitive (self->remove_button, n_sold == 0);
  gtk_label_set_label (self->sold_label,
                       n_sold > 0 ? _ ("A tier with tickets cannot be removed.") : "");
  show_messages (self);
  show_summary (self);
}

void
foyer_tier_row_set_conflict (FoyerTierRow *self, const char *conflict)
{
  g_return_if_fail (FOYER_IS_TIER_ROW (self));

  if (g_strcmp0 (self->conflict, conflict) == 0)
    return;
  g_free (self->conflict);
  self->conflict = g_strdup (conflict);
  show_messages (self);
}

void
foyer_tier_row_set_place (FoyerTierRow *self, gboolean is_first, gboolean is_last)
{
  g_return_if_fail (FOYER_IS_TIER_ROW (self));

  gtk_widget_set_sensitive (self->up_button, !is_first);
  gtk_widget_set_sensitive (self->down_button, !is_last);
}
