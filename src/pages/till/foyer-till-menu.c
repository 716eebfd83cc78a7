/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-till-menu.h"

#include "foyer-close-till-window.h"
#include "foyer-drawer-window.h"
#include "foyer-open-till-window.h"
#include "foyer-prints-window.h"
#include "foyer-till-cashier.h"
#include "foyer-till-report-window.h"
#include "foyer-till-sessions-window.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

/* Lives as long as its actions do. */
typedef struct
{
  GtkWidget *widget;   /* (nullable) weak */
  FoyerTillDesk *desk; /* (owned) */
  GSimpleActionGroup *group; /* borrowed */
} Menu;

typedef void (*Step) (Menu *self, GtkWidget *from);

/* An act that somebody has to have a name for. */
typedef struct
{
  GWeakRef group; /* of the menu */
  Step step;
} Wish;

#define KEY "foyer-till-menu"

static void
wish_free (Wish *wish)
{
  g_weak_ref_clear (&wish->group);
  g_free (wish);
}

/* The widget may have gone from its window, or be gone, while somebody typed a PIN. */
static GtkWidget *
get_widget (Menu *self)
{
  return self->widget != NULL && gtk_widget_get_root (self->widget) != NULL ? self->widget : NULL;
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wish *wish = data;
  g_autoptr (GObject) group = g_weak_ref_get (&wish->group);
  g_autoptr (GError) error = NULL;
  gboolean is_named = foyer_till_cashier_ask_finish (result, &error);
  Menu *self = group != NULL ? g_object_get_data (group, KEY) : NULL;
  GtkWidget *widget = self != NULL ? get_widget (self) : NULL;

  if (widget != NULL && is_named && wish->step != NULL)
    wish->step (self, widget);
  else if (widget != NULL && error != NULL)
    foyer_show_toast (widget, error->message);
  wish_free (wish);
}

static Wish *
make_wish (Menu *self, Step step)
{
  Wish *wish = g_new0 (Wish, 1);

  g_weak_ref_init (&wish->group, self->group);
  wish->step = step;
  return wish;
}

static void
do_named (Menu *self, Step step)
{
  GtkWidget *widget = get_widget (self);

  if (widget != NULL)
    foyer_till_cashier_need_async (widget, self->desk, NULL, named_cb, make_wish (self, step));
}

static void
open_step (Menu *self, GtkWidget *from)
{
  foyer_open_till_window_present (from, self->desk);
}

static void
pay_in_step (Menu *self, GtkWidget *from)
{
  foyer_drawer_window_present (from, self->desk, FOYER_TILL_PAY_IN);
}

static void
pay_out_step (Menu *self, GtkWidget *from)
{
  foyer_drawer_window_present (from, self->desk, FOYER_TILL_PAY_OUT);
}

static void
no_sale_step (Menu *self, GtkWidget *from)
{
  foyer_drawer_window_present (from, self->desk, FOYER_TILL_NO_SALE);
}

static void
x_step (Menu *self, GtkWidget *from)
{
  foyer_till_report_window_present_x (from, self->desk);
}

static void
close_step (Menu *self, GtkWidget *from)
{
  foyer_close_till_window_present (from, self->desk);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  do_named (data, open_step);
}

static void
pay_in_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  do_named (data, pay_in_step);
}

static void
pay_out_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  do_named (data, pay_out_step);
}

static void
no_sale_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  do_named (data, no_sale_step);
}

static void
x_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  do_named (data, x_step);
}

static void
close_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  do_named (data, close_step);
}

static void
cashier_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWidget *widget = get_widget (self);

  if (widget != NULL)
    foyer_till_cashier_ask_async (widget, self->desk, NULL, named_cb, make_wish (self, NULL));
}

static void
lock_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_till_desk_lock (((Menu *) data)->desk);
}

static void
sessions_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWidget *widget = get_widget (self);

  if (widget != NULL)
    foyer_till_sessions_window_present (widget, self->desk);
}

static void
prints_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *self = data;
  GtkWidget *widget = get_widget (self);

  if (widget != NULL)
    foyer_prints_window_present (widget, foyer_till_desk_get_prints (self->desk));
}

static const GActionEntry entries[] = {
  { "open", open_action },         { "pay-in", pay_in_action },     { "pay-out", pay_out_action },
  { "no-sale", no_sale_action },   { "x", x_action },               { "close", close_action },
  { "cashier", cashier_action },   { "lock", lock_action },         { "sessions", sessions_action },
  { "prints", prints_action },
};

static void
show_state (Menu *self)
{
  gboolean is_ready = foyer_till_desk_is_ready (self->desk);
  gboolean is_open = foyer_till_desk_is_open (self->desk);
  gboolean has_cashiers = foyer_till_desk_get_cashiers (self->desk)->len > 0;
  const struct
  {
    const char *action;
    gboolean is_enabled;
  } states[] = {
    { "open", is_ready && !is_open },
    { "pay-in", is_open },
    { "pay-out", is_open },
    { "no-sale", is_open },
    { "x", is_open },
    { "close", is_open },
    { "cashier", is_ready && has_cashiers },
    { "lock", foyer_till_desk_get_cashier (self->desk) != NULL },
    { "sessions", is_ready },
    { "prints", foyer_print_desk_get_waiting (foyer_till_desk_get_prints (self->desk))->len > 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), states[i].action);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), states[i].is_enabled);
    }
}

static void
changed_cb (GSimpleActionGroup *group)
{
  show_state (g_object_get_data (G_OBJECT (group), KEY));
}

static void
menu_free (gpointer data)
{
  Menu *self = data;

  g_clear_weak_pointer (&self->widget);
  g_object_unref (self->desk);
  g_free (self);
}

void
foyer_till_menu_install (GtkWidget *widget, FoyerTillDesk *desk)
{
  g_autoptr (GSimpleActionGroup) group = NULL;
  Menu *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (FOYER_IS_TILL_DESK (desk));

  group = g_simple_action_group_new ();
  self = g_new0 (Menu, 1);
  g_set_weak_pointer (&self->widget, widget);
  self->desk = g_object_ref (desk);
  self->group = group;
  g_object_set_data_full (G_OBJECT (group), KEY, self, menu_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), group, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_till_desk_get_prints (desk), "changed", G_CALLBACK (changed_cb),
                           group, G_CONNECT_SWAPPED);
  show_state (self);
  gtk_widget_insert_action_group (widget, "till", G_ACTION_GROUP (group));
}

GMenuModel *
foyer_till_menu_new_model (void)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/foyerapp/Foyer/till/foyer-till-menu.ui");

  return g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

char *
foyer_till_menu_describe (FoyerTillDesk *desk)
{
  const FoyerCashier *cashier;

  g_return_val_if_fail (FOYER_IS_TILL_DESK (desk), NULL);

  if (!foyer_till_desk_is_ready (desk))
    return g_strdup ("");
  cashier = foyer_till_desk_get_cashier (desk);
  if (!foyer_till_desk_is_open (desk))
    {
      if (cashier == NULL)
        return g_strdup (_ ("Till closed"));
      /* Translators: the name of a cashier. */
      return g_strdup_printf (_ ("%s · till closed"), cashier->name);
    }
  if (foyer_till_desk_needs_cashier (desk))
    return g_strdup (_ ("Till open · nobody is at it"));
  if (cashier == NULL)
    return g_strdup (_ ("Till open"));
  return g_strdup_printf (_ ("%s · till open"), cashier->name);
}
