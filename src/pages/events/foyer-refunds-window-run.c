/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Going through many refunds: how they go back, who consents, how far it is. */

#include "foyer-refunds-window-private.h"

#include "foyer-approval.h"
#include "foyer-ask.h"
#include "foyer-refund-words.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_way_row (FoyerRefundsWindow *self, guint way)
{
  g_autofree char *sum = foyer_refund_way_sum (self->plan, way);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (foyer_refund_way_label (way));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), foyer_refund_way_text (way));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sum);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", way);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "refunds.settle-way");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* One way alone is all of them. */
void
foyer_refunds_window_show_ways (FoyerRefundsWindow *self)
{
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->ways_list))) != NULL)
    gtk_list_box_remove (self->ways_list, row);
  for (guint way = 0; way < FOYER_N_REFUND_WAYS; way++)
    if (self->plan->n[way] > 0)
      {
        gtk_list_box_append (self->ways_list, make_way_row (self, way));
        n += way == FOYER_REFUND_WAY_UNKNOWN ? 1 : 2;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->ways_list), n > 1);
}

gboolean
foyer_refunds_window_is_running (FoyerRefundsWindow *self)
{
  return self->run != NULL && !foyer_refund_run_is_ended (self->run);
}

static void
show_run (FoyerRefundsWindow *self)
{
  guint total = foyer_refund_run_get_total (self->run);
  guint done = foyer_refund_run_get_done (self->run);
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), done, total);

  gtk_progress_bar_set_fraction (self->run_bar, total > 0 ? (double) done / total : 0);
  gtk_progress_bar_set_text (self->run_bar, text);
}

static void
run_ended_cb (FoyerRefundsWindow *self)
{
  guint n_failed = foyer_refund_run_get_failed (self->run);
  int n = (int) (foyer_refund_run_get_done (self->run) - n_failed);
  gint64 change_set = foyer_refund_run_get_change_set (self->run);
  const char *error = foyer_refund_run_get_error (self->run);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%'d refund settled", "%'d refunds settled", n), n);
  g_autofree char *problem = NULL;

  if (self->replica == NULL)
    return;
  gtk_revealer_set_reveal_child (self->run_revealer, FALSE);
  if (error != NULL)
    problem = n_failed > 0 ? g_strdup_printf (ngettext ("%'u is still to go back. %s",
                                                        "%'u are still to go back. %s", n_failed),
                                              n_failed, error)
                           : g_strdup (error);
  foyer_banner_set_title (self->problem_banner, problem != NULL ? problem : "");
  if (n > 0)
    foyer_show_toast (GTK_WIDGET (self), title);
  if (change_set != 0 && self->from != NULL)
    gtk_widget_activate_action (self->from, "win.did-change", "(xs)", change_set, title);
  foyer_refunds_window_load (self);
}

static void
start_run (FoyerRefundsWindow *self, GArray *tasks, const FoyerTillActor *actor)
{
  g_clear_object (&self->run);
  self->run = foyer_refund_run_new (self->replica, tasks, actor);
  g_signal_connect_object (self->run, "progress", G_CALLBACK (show_run), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "ended", G_CALLBACK (run_ended_cb), self, G_CONNECT_SWAPPED);
  foyer_banner_set_title (self->problem_banner, "");
  gtk_toggle_button_set_active (self->pause_button, FALSE);
  gtk_revealer_set_reveal_child (self->run_revealer, tasks->len > 1);
  show_run (self);
  foyer_refund_run_start (self->run);
}

void
foyer_refunds_window_pause (FoyerRefundsWindow *self)
{
  gboolean is_paused = gtk_toggle_button_get_active (self->pause_button);

  gtk_button_set_label (GTK_BUTTON (self->pause_button), is_paused ? _ ("_Go On") : _ ("Pa_use"));
  if (foyer_refunds_window_is_running (self))
    foyer_refund_run_pause (self->run, is_paused);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (widget);

  if (foyer_refunds_window_is_running (self))
    foyer_refund_run_stop (self->run);
}

/* Those that are meant, waiting for a question or for consent. */
typedef struct
{
  FoyerRefundsWindow *self; /* (owned) */
  GArray *tasks;            /* (owned) (element-type FoyerRefundTask) */
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->self);
  g_array_unref (wish->tasks);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
approved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Wish) wish = data;
  g_autoptr (GError) error = NULL;
  FoyerTillActor actor;
  gboolean is_approved = foyer_approval_refund_finish (result, &actor, &error);

  if (wish->self->replica == NULL || foyer_refunds_window_is_running (wish->self))
    return;
  if (is_approved)
    start_run (wish->self, wish->tasks, &actor);
  else if (error != NULL)
    foyer_show_toast (GTK_WIDGET (wish->self), error->message);
}

/* Who gives back by hand may have to ask: for the largest sum, once. */
static void
grant (Wish *wish)
{
  FoyerRefundsWindow *self = wish->self;
  gint64 largest = 0;
  gboolean is_by_hand = FALSE;

  for (guint i = 0; i < wish->tasks->len; i++)
    {
      const FoyerRefundTask *task = &g_array_index (wish->tasks, FoyerRefundTask, i);

      if (!foyer_refund_way_is_by_hand (task->way))
        continue;
      is_by_hand = TRUE;
      largest = MAX (largest, task->amount);
    }
  if (is_by_hand)
    {
      foyer_approval_refund_async (GTK_WIDGET (self), self->desk, largest, self->event->currency,
                                   self->cancellable, approved_cb, wish);
      return;
    }
  if (!foyer_refunds_window_is_running (self))
    start_run (self, wish->tasks, &(FoyerTillActor){ 0 });
  wish_free (wish);
}

/* way: all of one; FOYER_N_REFUND_WAYS for all. key: that one alone; else 0. */
static Wish *
wish_for (FoyerRefundsWindow *self, guint way, gint64 key)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->self = g_object_ref (self);
  wish->tasks = g_array_new (FALSE, FALSE, sizeof (FoyerRefundTask));
  for (guint i = 0; self->plan != NULL && i < self->plan->tasks->len; i++)
    {
      const FoyerRefundTask *task = &g_array_index (self->plan->tasks, FoyerRefundTask, i);

      if (key != 0 ? task->key == key : way == FOYER_N_REFUND_WAYS || task->way == way)
        g_array_append_vals (wish->tasks, task, 1);
    }
  return wish;
}

static void
way_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wish *wish = data;

  if (foyer_ask_finish (result, NULL) && wish->self->replica != NULL)
    grant (wish);
  else
    wish_free (wish);
}

static void
settle_way_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRefundsWindow *self = FOYER_REFUNDS_WINDOW (widget);
  guint way = g_variant_get_uint32 (parameter);
  g_autofree char *heading = NULL;

  if (self->plan == NULL || way >= FOYER_N_REFUND_WAYS || foyer_refunds_window_is_running (self))
    return;
  heading = foyer_refund_way_ask (self->plan, way);
  foyer_ask_async (widget, heading, foyer_refund_way_explain (way),
                   foyer_refund_way_is_by_hand (way) ? _ ("_Given Back") : _ ("_Confirm"),
                   FOYER_ASK_SUGGESTED, self->cancellable, way_asked_cb, wish_for (self, way, 0));
}

gboolean
foyer_refunds_window_has_by_hand (FoyerRefundsWindow *self, gint64 key)
{
  for (guint i = 0; self->plan != NULL && i < self->plan->tasks->len; i++)
    {
      const FoyerRefundTask *task = &g_array_index (self->plan->tasks, FoyerRefundTask, i);

      if ((key == 0 || task->key == key) && foyer_refund_way_is_by_hand (task->way))
        return TRUE;
    }
  return FALSE;
}

void
foyer_refunds_window_pay_out (FoyerRefundsWindow *self, gint64 key)
{
  grant (wish_for (self, FOYER_N_REFUND_WAYS, key));
}

void
foyer_refunds_window_install_run (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "refunds.settle-way", "u", settle_way_action);
  gtk_widget_class_install_action (widget_class, "refunds.stop", NULL, stop_action);
}
