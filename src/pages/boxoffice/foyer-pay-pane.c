/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pay-pane.h"

#include "foyer-denominations.h"
#include "foyer-digit-pad.h"
#include "foyer-money.h"
#include "foyer-sell-words.h"

#include <glib/gi18n-lib.h>

#define COLUMNS 3

struct _FoyerPayPane
{
  AdwBin parent_instance;

  GtkLabel *due_title;
  GtkLabel *due;
  GtkWidget *parts;
  GtkWidget *methods;
  GtkEntry *reference;
  GtkGrid *suggestions;
  GtkLabel *given_title;
  GtkLabel *given;
  GtkLabel *problem;
  GtkWidget *change_row;
  GtkLabel *change_title;
  GtkLabel *change;
  GtkWidget *open_till;
  GtkLabel *take_label;
  GtkWidget *aside;

  FoyerSellDesk *desk;  /* (owned) (nullable) */
  gint64 suggested_for; /* the due that is suggested for */
};

G_DEFINE_FINAL_TYPE (FoyerPayPane, foyer_pay_pane, ADW_TYPE_BIN)

static char *
format (FoyerPayPane *self, gint64 amount)
{
  return foyer_money_format (amount, foyer_sell_desk_get_currency (self->desk));
}

static void
set_money (FoyerPayPane *self, GtkLabel *label, gint64 amount)
{
  g_autofree char *text = format (self, amount);

  gtk_label_set_label (label, text);
}

static void
reference_changed_cb (FoyerPayPane *self)
{
  if (self->desk != NULL)
    foyer_sell_desk_set_reference (self->desk,
                                   gtk_editable_get_text (GTK_EDITABLE (self->reference)));
}

static void
reference_activate_cb (FoyerPayPane *self)
{
  foyer_sell_desk_take (self->desk);
}

/* Showing
 * ------------------------------------------------------------------------------------------ */

static GtkWidget *
make_suggestion (FoyerPayPane *self, gint64 amount, gboolean is_exact)
{
  g_autofree char *text = format (self, amount);
  g_autofree char *said = is_exact ? g_strdup_printf (_ ("Exactly %s"), text) : NULL;
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_size_request (button, -1, 48);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "sell-note");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sell.give");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", amount);
  if (said != NULL)
    gtk_widget_set_tooltip_text (button, said);
  return button;
}

/* Only made anew for another amount. */
static void
show_suggestions (FoyerPayPane *self, const FoyerSellTender *tender)
{
  gint64 amounts[FOYER_TENDERED_MAX];
  gint64 due = tender->method == FOYER_PAY_CASH ? tender->due : 0;
  GtkWidget *child;
  guint n;

  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), due > 0);
  if (due == self->suggested_for)
    return;
  self->suggested_for = due;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions))) != NULL)
    gtk_grid_remove (self->suggestions, child);
  n = due > 0 ? foyer_tendered_suggest (tender->currency, due, amounts) : 0;
  /* Parts that are paid need the room of the second row. */
  if (tender->parts->len > 0)
    n = MIN (n, COLUMNS);
  for (guint i = 0; i < n; i++)
    gtk_grid_attach (self->suggestions, make_suggestion (self, amounts[i], i == 0),
                     (int) (i % COLUMNS), (int) (i / COLUMNS), 1, 1);
}

static GtkWidget *
make_part (FoyerPayPane *self, const FoyerTender *part, guint n)
{
  gint64 amount = part->amount != FOYER_NONE ? part->amount : part->tendered;
  g_autofree char *money = amount != FOYER_NONE ? format (self, amount) : g_strdup ("");
  g_autofree char *tip =
      g_strdup_printf (_ ("Give back %s %s"), foyer_sell_words_method (part->method), money);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (foyer_sell_words_method (part->method));
  GtkWidget *label = gtk_label_new (money);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (label, "sell-amount");
  gtk_widget_set_size_request (button, 44, 44);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sell.drop");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", n);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
show_parts (FoyerPayPane *self, const FoyerSellTender *tender)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->parts)) != NULL)
    gtk_box_remove (GTK_BOX (self->parts), child);
  for (guint i = 0; i < tender->parts->len; i++)
    gtk_box_append (GTK_BOX (self->parts),
                    make_part (self, &g_array_index (tender->parts, FoyerTender, i), i));
  gtk_label_set_label (self->due_title, tender->parts->len > 0 ? _ ("Still to pay") : _ ("To pay"));
}

static void
show_given (FoyerPayPane *self, const FoyerSellTender *tender)
{
  gtk_label_set_label (self->given_title,
                       tender->typed->len == 0 ? _ ("Given: exactly that") : _ ("Given"));
  if (tender->typed->len == 0)
    set_money (self, self->given, tender->due);
  else
    gtk_label_set_label (self->given, tender->typed->str);
}

static gboolean
is_part (const FoyerSellTender *tender)
{
  return tender->rest > 0 && tender->typed->len > 0 && tender->state == FOYER_TENDER_FINE;
}

/* What comes back, or what is still to be paid then: the larger of what anybody asks. Its room is
 * kept for it, so that no key moves away under a finger. */
static void
show_change (FoyerPayPane *self, const FoyerSellTender *tender)
{
  gboolean leaves_rest = is_part (tender);
  gboolean has_change = tender->change > 0;

  gtk_label_set_label (self->change_title, leaves_rest  ? _ ("Then still to pay")
                                           : has_change ? _ ("Change")
                                                        : "");
  gtk_label_set_label (self->change, "");
  if (leaves_rest || has_change)
    set_money (self, self->change, leaves_rest ? tender->rest : tender->change);
}

static char *
describe_take (FoyerPayPane *self, const FoyerSellTender *tender, gboolean is_paying)
{
  gint64 amount = tender->given != FOYER_NONE ? tender->given : tender->due;
  g_autofree char *money = NULL;

  if (!is_paying)
    return g_strdup (_ ("Pay"));
  if (tender->due == 0 && tender->total == 0)
    return g_strdup (_ ("Hand Out"));
  money = format (self, is_part (tender) ? amount : tender->due);
  /* Translators: the button that takes money: “Take €24.00” */
  return g_strdup_printf (_ ("Take %s"), money);
}

static const char *
describe_reference (FoyerPayMethod method)
{
  if (method == FOYER_PAY_VOUCHER)
    return _ ("Number of the voucher");
  return method == FOYER_PAY_CARD ? _ ("Receipt of the terminal, if wanted")
                                  : _ ("Reference, if wanted");
}

static void
show_reference (FoyerPayPane *self, const FoyerSellTender *tender)
{
  const char *hint = describe_reference (tender->method);
  GtkEditable *editable = GTK_EDITABLE (self->reference);

  gtk_widget_set_visible (GTK_WIDGET (self->reference), tender->method != FOYER_PAY_CASH);
  gtk_entry_set_placeholder_text (self->reference, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reference), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hint, -1);
  if (tender->reference == NULL && *gtk_editable_get_text (editable) != '\0' &&
      (gtk_widget_get_state_flags (GTK_WIDGET (editable)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_editable_set_text (editable, "");
  else if (tender->known != NULL && g_strcmp0 (tender->known, tender->reference) == 0 &&
           g_strcmp0 (gtk_editable_get_text (editable), tender->reference) != 0)
    gtk_editable_set_text (editable, tender->reference); /* it is asked for once more */
}

static void
show (FoyerPayPane *self)
{
  const FoyerSellTender *tender = foyer_sell_desk_get_tender (self->desk);
  const FoyerTillSight *till = foyer_sell_desk_get_till (self->desk);
  FoyerSellPhase phase = foyer_sell_desk_get_phase (self->desk);
  gboolean is_paying = phase == FOYER_SELL_PAYING || phase == FOYER_SELL_WRITING;
  const char *problem = is_paying ? foyer_sell_desk_get_problem (self->desk) : NULL;
  gboolean needs_till;
  g_autofree char *take = NULL;

  if (foyer_sell_desk_get_offer (self->desk) == NULL)
    return;
  set_money (self, self->due, tender->due);
  show_parts (self, tender);
  show_suggestions (self, tender);
  show_given (self, tender);
  show_change (self, tender);
  show_reference (self, tender);
  take = describe_take (self, tender, is_paying);
  gtk_label_set_label (self->take_label, take);
  gtk_widget_set_visible (self->methods, tender->total > 0 || !is_paying);
  gtk_widget_set_visible (self->aside, is_paying);
  needs_till =
      till != NULL && !till->is_open && tender->total > 0 && tender->method == FOYER_PAY_CASH;
  gtk_widget_set_visible (self->open_till, needs_till);
  /* Without a drawer there is none to give it from; a problem stands in its place. */
  gtk_widget_set_visible (self->change_row, is_paying && tender->total > 0 && !needs_till &&
                                                (problem == NULL || tender->typed->len > 0));
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
foyer_pay_pane_dispose (GObject *object)
{
  FoyerPayPane *self = FOYER_PAY_PANE (object);

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_pay_pane_parent_class)->dispose (object);
}

static void
foyer_pay_pane_class_init (FoyerPayPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_pay_pane_dispose;
  g_type_ensure (FOYER_TYPE_DIGIT_PAD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/boxoffice/foyer-pay-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, due_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, due);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, parts);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, methods);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, reference);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, suggestions);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, given_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, given);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, change_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, change_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, change);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, open_till);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, take_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPayPane, aside);
  gtk_widget_class_bind_template_callback (widget_class, reference_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_activate_cb);
}

static void
foyer_pay_pane_init (FoyerPayPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_pay_pane_set_desk (FoyerPayPane *self, FoyerSellDesk *desk)
{
  g_return_if_fail (FOYER_IS_PAY_PANE (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

void
foyer_pay_pane_focus_reference (FoyerPayPane *self)
{
  g_return_if_fail (FOYER_IS_PAY_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->reference));
}
