/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-session-row.h"

#include "foyer-device-store.h"
#include "foyer-event-text.h"
#include "foyer-money.h"
#include "foyer-row-store.h"
#include "foyer-time.h"

#include <glib/gi18n-lib.h>

struct _FoyerTillSessionRow
{
  AdwActionRow parent_instance;

  GtkLabel *difference;

  FoyerTillSessionInfo info;
};

G_DEFINE_FINAL_TYPE (FoyerTillSessionRow, foyer_till_session_row, ADW_TYPE_ACTION_ROW)

static char *
dup_title (const FoyerTillSessionInfo *info, FoyerTillDesk *desk)
{
  FoyerDatabase *db = foyer_replica_get_reader (foyer_till_desk_get_replica (desk));
  g_autofree char *device =
      info->is_here ? NULL : foyer_device_store_dup_other (db, &info->device_id);

  if (info->is_here)
    return g_strdup_printf (_ ("Session %d"), (int) info->number);
  /* Translators: of another desk, by its name. */
  return g_strdup_printf (_ ("Session %d of %s"), (int) info->number,
                          device != NULL ? device : _ ("another desk"));
}

static char *
dup_cashier (const FoyerTillSessionInfo *info, FoyerTillDesk *desk)
{
  FoyerDatabase *db = foyer_replica_get_reader (foyer_till_desk_get_replica (desk));
  g_autoptr (FoyerCashier) cashier = NULL;

  if (!foyer_uuid_is_nil (&info->opened_by))
    cashier = foyer_row_store_find (db, &FOYER_CASHIER_TYPE, &info->opened_by, NULL);
  return cashier != NULL ? g_strdup (cashier->name) : NULL;
}

static char *
dup_subtitle (const FoyerTillSessionInfo *info, FoyerTillDesk *desk)
{
  GTimeZone *zone = foyer_till_desk_get_zone (desk);
  gint64 now = foyer_time_now ();
  g_autofree char *opened = foyer_event_text_moment (info->opened_at, zone, now);
  g_autofree char *cashier = dup_cashier (info, desk);
  g_autofree char *when = NULL;

  if (info->closed_at == FOYER_NONE)
    /* Translators: when the till was opened. */
    when = g_strdup_printf (_ ("Since %s"), opened);
  else
    {
      g_autofree char *closed = foyer_event_text_moment (info->closed_at, zone, now);

      when = g_strdup_printf ("%s – %s", opened, closed);
    }
  return cashier != NULL ? g_strdup_printf ("%s · %s", when, cashier) : g_steal_pointer (&when);
}

static void
show_difference (FoyerTillSessionRow *self)
{
  const FoyerTillSessionInfo *info = &self->info;
  g_autofree char *money = NULL;

  if (info->closed_at == FOYER_NONE)
    gtk_label_set_label (self->difference, _ ("Open"));
  else if (info->difference == 0 || info->difference == FOYER_NONE)
    gtk_label_set_label (self->difference, _ ("Right"));
  else
    {
      money = foyer_money_format (info->difference, info->currency);
      gtk_label_set_label (self->difference, money);
      /* The sign stays before the amount. */
      gtk_widget_set_direction (GTK_WIDGET (self->difference), GTK_TEXT_DIR_LTR);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->difference),
                            money != NULL ? "warning" : "dim-label");
}

static void
foyer_till_session_row_class_init (FoyerTillSessionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-till-session-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTillSessionRow, difference);
}

static void
foyer_till_session_row_init (FoyerTillSessionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_till_session_row_new (const FoyerTillSessionInfo *info, FoyerTillDesk *desk)
{
  FoyerTillSessionRow *self = g_object_new (FOYER_TYPE_TILL_SESSION_ROW, NULL);
  g_autofree char *title = dup_title (info, desk);
  g_autofree char *subtitle = dup_subtitle (info, desk);

  self->info = *info;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  show_difference (self);
  return GTK_WIDGET (self);
}

const FoyerTillSessionInfo *
foyer_till_session_row_get_info (FoyerTillSessionRow *self)
{
  g_return_val_if_fail (FOYER_IS_TILL_SESSION_ROW (self), NULL);

  return &self->info;
}
