/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-cashier-row.h"

#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerCashierRow
{
  AdwActionRow parent_instance;

  AdwAvatar *avatar;

  FoyerCashier *cashier; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerCashierRow, foyer_cashier_row, ADW_TYPE_ACTION_ROW)

static const char *
get_role (const FoyerCashier *cashier)
{
  return cashier->role == FOYER_CASHIER_SUPERVISOR ? _ ("Supervisor") : _ ("Cashier");
}

static char *
describe_limit (const FoyerCashier *cashier, const char *currency)
{
  g_autofree char *limit = NULL;

  if (cashier->refund_limit == FOYER_NONE)
    return g_strdup (cashier->role == FOYER_CASHIER_SUPERVISOR ? _ ("any refund")
                                                               : _ ("refunds with a supervisor"));
  limit = foyer_money_format (cashier->refund_limit, currency);
  /* Translators: so much may be given back without asking anybody. */
  return g_strdup_printf (_ ("refunds up to %s"), limit);
}

static char *
describe (const FoyerCashier *cashier, const char *currency)
{
  g_autofree char *limit = NULL;

  if (currency == NULL)
    return g_strdup (get_role (cashier));
  if (cashier->is_inactive)
    /* Translators: a role, such as Cashier. */
    return g_strdup_printf (_ ("%s · does not work here any more"), get_role (cashier));
  limit = describe_limit (cashier, currency);
  /* Translators: a role, such as Cashier; what may be refunded, such as “refunds up to €20.00”. */
  return g_strdup_printf (cashier->pin_hash != NULL ? _ ("%s · %s") : _ ("%s · %s · no PIN"),
                          get_role (cashier), limit);
}

static void
foyer_cashier_row_finalize (GObject *object)
{
  g_clear_pointer (&FOYER_CASHIER_ROW (object)->cashier, foyer_cashier_free);
  G_OBJECT_CLASS (foyer_cashier_row_parent_class)->finalize (object);
}

static void
foyer_cashier_row_class_init (FoyerCashierRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_cashier_row_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-cashier-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCashierRow, avatar);
}

static void
foyer_cashier_row_init (FoyerCashierRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_cashier_row_new (const FoyerCashier *cashier, const char *currency)
{
  FoyerCashierRow *self = g_object_new (FOYER_TYPE_CASHIER_ROW, NULL);
  g_autofree char *subtitle = describe (cashier, currency);

  self->cashier = foyer_cashier_copy (cashier);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), cashier->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_avatar_set_text (self->avatar, cashier->name);
  return GTK_WIDGET (self);
}

const FoyerCashier *
foyer_cashier_row_get_cashier (FoyerCashierRow *self)
{
  g_return_val_if_fail (FOYER_IS_CASHIER_ROW (self), NULL);

  return self->cashier;
}
