/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-buyer-view.h"

#include "foyer-date-time-row.h"
#include "foyer-event-text.h"
#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-offer-words.h"
#include "foyer-row-store.h"
#include "foyer-tier-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

#define MOST 1000

/* A tier that a buyer sees. */
typedef struct
{
  FoyerUuid tier_id;
  GtkWidget *row;
  GtkSpinButton *spin;
} Line;

struct _FoyerBuyerView
{
  AdwBin parent_instance;

  FoyerDateTimeRow *moment_row;
  FoyerMessageRow *moment_message;
  AdwEntryRow *codes_row;
  AdwPreferencesGroup *tiers_group;
  FoyerMessageRow *none_message;
  GtkWidget *order_group;
  GtkWidget *discount_row;
  GtkWidget *fee_row;
  GtkLabel *subtotal_label;
  GtkLabel *discount_label;
  GtkLabel *fee_label;
  GtkLabel *total_label;
  FoyerMessageRow *refusals;

  FoyerTicketDesk *desk; /* (owned) (nullable) */
  FoyerOffer *offer;     /* (owned) (nullable) with the codes that were entered */
  FoyerPrice *price;     /* (owned) */
  GPtrArray *codes;      /* (owned) normalised, as many as were entered */
  GArray *lines;         /* (owned) of Line */
  guint generation;
  gboolean is_moment_set;
};

G_DEFINE_FINAL_TYPE (FoyerBuyerView, foyer_buyer_view, ADW_TYPE_BIN)

typedef struct
{
  FoyerUuid event_id;
  GStrv codes; /* (owned) */
} Question;

typedef struct
{
  FoyerBuyerView *self; /* (owned) */
  guint generation;
} Asked;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_strfreev (question->codes);
  g_free (question);
}

static gpointer
load_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (FoyerEvent) event =
      foyer_row_store_find (db, &FOYER_EVENT_TYPE, &question->event_id, error);

  return event != NULL ? foyer_tier_store_load_offer (
                             db, event, (const char *const *) question->codes, NULL, error)
                       : NULL;
}

static void
set_money (FoyerBuyerView *self, GtkLabel *label, gint64 amount)
{
  g_autofree char *text = foyer_money_format (amount, self->offer->event->currency);

  gtk_label_set_label (label, text);
}

static char *
describe_refusals (FoyerBuyerView *self, const FoyerCart *cart, gint64 now)
{
  GString *text = g_string_new (NULL);
  GTimeZone *zone = foyer_ticket_desk_get_zone (self->desk);

  for (guint i = 0; i < self->price->refusals->len; i++)
    {
      const FoyerRefusal *refusal = &g_array_index (self->price->refusals, FoyerRefusal, i);
      g_autofree char *words = NULL;

      if (refusal->kind == FOYER_REFUSAL_EMPTY ||
          (cart->n_items == 0 && refusal->kind == FOYER_REFUSAL_CODE_NOT_FOR_TIERS))
        continue;
      words = foyer_refusal_describe (refusal, self->offer, cart, zone, now);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  return g_string_free (text, text->len == 0);
}

static void
show_order (FoyerBuyerView *self)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoyerCartItem));
  gint64 now = foyer_date_time_row_get_instant (self->moment_row);
  g_autofree char *refusals = NULL;
  FoyerCart cart;

  if (self->offer == NULL)
    return;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      FoyerCartItem item = { line->tier_id, gtk_spin_button_get_value_as_int (line->spin),
                             FOYER_NONE };

      if (item.quantity > 0)
        g_array_append_val (items, item);
    }
  cart = (FoyerCart){ (const FoyerCartItem *) items->data, items->len,
                      (const char *const *) self->codes->pdata, self->codes->len };
  foyer_price_make (self->price, self->offer, &cart, now);
  set_money (self, self->subtotal_label, self->price->subtotal);
  set_money (self, self->discount_label, -self->price->discount);
  set_money (self, self->fee_label, self->price->service_fee);
  set_money (self, self->total_label, self->price->total);
  gtk_widget_set_visible (self->discount_row, self->price->discount > 0);
  gtk_widget_set_visible (self->fee_row, self->price->service_fee > 0);
  refusals = describe_refusals (self, &cart, now);
  foyer_message_row_set_error (self->refusals, NULL, refusals);
}

/* A hidden tier is seen by whoever has a code for it that can be used now. */
static gboolean
is_seen (FoyerBuyerView *self, guint tier, gint64 now)
{
  const FoyerTier *row = foyer_offer_tier (self->offer, tier)->tier;
  const FoyerCartItem item = { row->row.id, 1, FOYER_NONE };
  const FoyerCart cart = { &item, 1, (const char *const *) self->codes->pdata, self->codes->len };

  if (!row->is_hidden)
    return TRUE;
  foyer_price_make (self->price, self->offer, &cart, now);
  for (guint i = 0; i < self->price->refusals->len; i++)
    if (g_array_index (self->price->refusals, FoyerRefusal, i).kind == FOYER_REFUSAL_HIDDEN)
      return FALSE;
  return TRUE;
}

static char *
describe_tier (FoyerBuyerView *self, guint i, const FoyerTierSale *sale, gint64 now)
{
  const FoyerTier *tier = foyer_offer_tier (self->offer, i)->tier;
  g_autofree char *price = tier->price > 0
                               ? foyer_money_format (tier->price, self->offer->event->currency)
                           : tier->kind == FOYER_TIER_DONATION ? g_strdup (_ ("Donation"))
                                                               : g_strdup (_ ("Free"));
  g_autofree char *state =
      foyer_tier_sale_describe (sale, self->offer, foyer_ticket_desk_get_zone (self->desk), now);

  return g_strdup_printf ("%s · %s", price, state);
}

static Line *
need_line (FoyerBuyerView *self, guint i, const FoyerTier *tier)
{
  Line line = { .tier_id = tier->row.id };
  Line *found = i < self->lines->len ? &g_array_index (self->lines, Line, i) : NULL;

  if (found != NULL)
    {
      if (!foyer_uuid_equal (&found->tier_id, &tier->row.id))
        {
          found->tier_id = tier->row.id;
          gtk_spin_button_set_value (found->spin, 0);
        }
      return found;
    }
  line.row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line.row), FALSE);
  line.spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MOST, 1));
  gtk_widget_set_valign (GTK_WIDGET (line.spin), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line.row), GTK_WIDGET (line.spin));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line.row), GTK_WIDGET (line.spin));
  g_signal_connect_object (line.spin, "value-changed", G_CALLBACK (show_order), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->tiers_group, line.row);
  g_array_append_val (self->lines, line);
  return &g_array_index (self->lines, Line, i);
}

static void
show_tiers (FoyerBuyerView *self)
{
  gint64 now = foyer_date_time_row_get_instant (self->moment_row);
  guint n = 0;

  if (self->offer == NULL)
    return;
  for (guint i = 0; i < self->offer->tiers->len; i++)
    {
      const FoyerTier *tier = foyer_offer_tier (self->offer, i)->tier;
      g_autofree char *subtitle = NULL;
      FoyerTierSale sale;
      Line *line;

      if (!is_seen (self, i, now))
        continue;
      line = need_line (self, n++, tier);
      foyer_tier_sale_read (self->offer, i, TRUE, now, &sale);
      subtitle = describe_tier (self, i, &sale, now);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), tier->name);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (line->row), 2);
      gtk_widget_set_tooltip_text (line->row, tier->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (line->row), subtitle);
      gtk_accessible_update_property (GTK_ACCESSIBLE (line->spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      tier->name, -1);
    }
  while (self->lines->len > n)
    {
      adw_preferences_group_remove (self->tiers_group,
                                    g_array_index (self->lines, Line, self->lines->len - 1).row);
      g_array_set_size (self->lines, self->lines->len - 1);
    }
  foyer_message_row_set_hint (
      self->none_message, NULL,
      n > 0 ? NULL : _ ("There is no ticket that a buyer could see at this moment."));
  gtk_widget_set_visible (self->order_group, n > 0);
  show_order (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (FoyerBuyerView) self = asked->self;
  FoyerOffer *offer = foyer_replica_run_finish (FOYER_REPLICA (source), result, NULL);
  gboolean is_late = asked->generation != self->generation || self->desk == NULL;

  g_free (asked);
  if (offer == NULL || is_late)
    {
      g_clear_pointer (&offer, foyer_offer_free);
      return;
    }
  g_clear_pointer (&self->offer, foyer_offer_free);
  self->offer = offer;
  self->offer->is_preview = TRUE;
  show_tiers (self);
}

static void
load (FoyerBuyerView *self)
{
  Question *question;
  Asked *asked;

  if (foyer_ticket_desk_get_offer (self->desk) == NULL)
    return;
  foyer_date_time_row_set_zone (self->moment_row, foyer_ticket_desk_get_zone (self->desk));
  if (!self->is_moment_set)
    foyer_date_time_row_set_instant (self->moment_row, foyer_time_now ());
  self->is_moment_set = TRUE;

  question = g_new0 (Question, 1);
  asked = g_new0 (Asked, 1);
  question->event_id = *foyer_ticket_desk_get_event_id (self->desk);
  question->codes =
      g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->codes_row)), " ,;", -1);
  g_ptr_array_set_size (self->codes, 0);
  for (guint i = 0; question->codes[i] != NULL; i++)
    {
      char *code = foyer_promo_code_normalise (question->codes[i]);

      if (code != NULL)
        g_ptr_array_add (self->codes, code);
    }
  asked->self = g_object_ref (self);
  asked->generation = ++self->generation;
  foyer_replica_run_async (foyer_ticket_desk_get_replica (self->desk), FOYER_PRIORITY_LONG,
                           load_on_thread, question, question_free,
                           (GDestroyNotify) foyer_offer_free, NULL, loaded_cb, asked);
}

static void
codes_changed_cb (FoyerBuyerView *self)
{
  if (self->desk != NULL)
    load (self);
}

static void
moment_edited_cb (FoyerBuyerView *self)
{
  gboolean is_valid = foyer_date_time_row_is_valid (self->moment_row);

  foyer_message_row_set_error (
      self->moment_message, GTK_WIDGET (self->moment_row),
      is_valid ? NULL : _ ("Not understood. Try “fri 7pm”, “22.11. 19:00” or “tomorrow 18:30”."));
  if (is_valid)
    show_tiers (self);
}

static void
foyer_buyer_view_dispose (GObject *object)
{
  FoyerBuyerView *self = FOYER_BUYER_VIEW (object);

  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_buyer_view_parent_class)->dispose (object);
}

static void
foyer_buyer_view_finalize (GObject *object)
{
  FoyerBuyerView *self = FOYER_BUYER_VIEW (object);

  g_clear_pointer (&self->offer, foyer_offer_free);
  g_clear_pointer (&self->price, foyer_price_free);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_array_unref);
  G_OBJECT_CLASS (foyer_buyer_view_parent_class)->finalize (object);
}

static void
foyer_buyer_view_class_init (FoyerBuyerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_buyer_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_buyer_view_finalize;
  g_type_ensure (FOYER_TYPE_DATE_TIME_ROW);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/tickets/foyer-buyer-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, moment_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, moment_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, codes_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, tiers_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, none_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, order_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, discount_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, fee_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, subtotal_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, discount_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, fee_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, total_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBuyerView, refusals);
  gtk_widget_class_bind_template_callback (widget_class, codes_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, moment_edited_cb);
}

static void
foyer_buyer_view_init (FoyerBuyerView *self)
{
  self->price = foyer_price_new ();
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_date_time_row_set_format (self->moment_row, foyer_event_text_read_wall,
                                  foyer_event_text_write_wall);
}

void
foyer_buyer_view_set_desk (FoyerBuyerView *self, FoyerTicketDesk *desk)
{
  g_return_if_fail (FOYER_IS_BUYER_VIEW (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}
