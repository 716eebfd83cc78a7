/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-close-till-window.h"

#include "foyer-count-view.h"
#include "foyer-money.h"
#include "foyer-suggest-row.h"
#include "foyer-till-report-window.h"

#include <glib/gi18n-lib.h>

/*   count ── Next ──▸ result ── Close Till ──▸ the Z report
 *     ◂──── Count Again ─┘
 */
struct _FoyerCloseTillWindow
{
  FoyerEditWindow parent_instance;

  GtkStack *stack;
  FoyerCountView *count;
  GtkLabel *verdict;
  GtkLabel *counted_label;
  GtkLabel *expected_label;
  GtkLabel *difference_label;
  GtkWidget *reason_group;
  FoyerSuggestRow *reason_row;
  GtkLabel *problem;

  FoyerTillDesk *desk; /* (owned) (nullable) NULL once it is closed */
  GtkWidget *from;     /* (nullable) weak */
  gint64 difference;   /* of the result that is shown */
};

G_DEFINE_FINAL_TYPE (FoyerCloseTillWindow, foyer_close_till_window, FOYER_TYPE_EDIT_WINDOW)

static gboolean
is_counting (FoyerCloseTillWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "count") == 0;
}

static char *
dup_reason (FoyerCloseTillWindow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_row))));
}

static void
changed_cb (FoyerCloseTillWindow *self)
{
  g_autofree char *reason = NULL;
  gint64 sum;

  if (self->desk == NULL)
    return;
  reason = dup_reason (self);
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self),
                                  is_counting (self) ? foyer_count_view_get_sum (self->count, &sum)
                                                     : self->difference == 0 || *reason != '\0');
}

static void
done_cb (FoyerCloseTillWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
}

/* From left to right among words of the other direction, too. */
static char *
dup_money (FoyerCloseTillWindow *self, gint64 amount)
{
  g_autofree char *money = foyer_money_format (amount, foyer_till_desk_get_currency (self->desk));

  return g_strdup_printf ("\u2066%s\u2069", money);
}

static void
set_money (FoyerCloseTillWindow *self, GtkLabel *label, gint64 amount)
{
  g_autofree char *money = dup_money (self, amount);

  gtk_label_set_label (label, money);
}

static void
show_verdict (FoyerCloseTillWindow *self)
{
  g_autofree char *money = dup_money (self, ABS (self->difference));
  g_autofree char *words = NULL;

  if (self->difference == 0)
    words = g_strdup (_ ("The till is right"));
  else if (self->difference > 0)
    words = g_strdup_printf (_ ("%s too much"), money);
  else
    words = g_strdup_printf (_ ("%s too little"), money);
  gtk_label_set_label (self->verdict, words);
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict),
                            self->difference == 0 ? "success" : "warning");
}

static void
show_result (FoyerCloseTillWindow *self)
{
  gint64 expected = foyer_till_desk_get_session (self->desk)->drawer;
  gint64 sum = 0;

  foyer_count_view_get_sum (self->count, &sum);
  self->difference = sum - expected;
  set_money (self, self->counted_label, sum);
  set_money (self, self->expected_label, expected);
  set_money (self, self->difference_label, self->difference);
  show_verdict (self);
  gtk_widget_set_visible (self->reason_group, self->difference != 0);
  gtk_stack_set_visible_child_name (self->stack, "result");
  g_object_set (self, "save-label", _ ("_Close Till"), NULL);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Close Till"));
  if (self->difference != 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
  changed_cb (self);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCloseTillWindow *self = FOYER_CLOSE_TILL_WINDOW (widget);

  if (foyer_edit_window_is_saving (FOYER_EDIT_WINDOW (self)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "count");
  g_object_set (self, "save-label", _ ("_Next"), NULL);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Count the Drawer"));
  foyer_count_view_focus (self->count);
  changed_cb (self);
}

/* Something was sold while it was counted. */
static void
desk_changed_cb (FoyerCloseTillWindow *self)
{
  if (self->desk != NULL && !is_counting (self) && foyer_till_desk_is_open (self->desk) &&
      !foyer_edit_window_is_saving (FOYER_EDIT_WINDOW (self)))
    show_result (self);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCloseTillWindow) self = data;
  FoyerTillDesk *desk = FOYER_TILL_DESK (source);
  g_autoptr (GtkWidget) from = self->from != NULL ? g_object_ref (self->from) : NULL;
  g_autoptr (GError) error = NULL;
  FoyerTillActed acted;

  if (foyer_till_desk_act_finish (desk, result, &acted, &error))
    {
      foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (self), 0, NULL);
      if (from != NULL && gtk_widget_get_root (from) != NULL)
        foyer_till_report_window_present (from, desk, &acted.session_id, FALSE);
      return;
    }
  foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), NULL);
  if (self->desk == NULL)
    return;
  desk_changed_cb (self);
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
foyer_close_till_window_save (FoyerEditWindow *window)
{
  FoyerCloseTillWindow *self = FOYER_CLOSE_TILL_WINDOW (window);
  g_autoptr (GArray) counted = NULL;
  g_autofree char *reason = NULL;
  FoyerTillAct act = { .kind = FOYER_TILL_CLOSE };

  if (is_counting (self))
    {
      foyer_edit_window_show_failure (window, NULL);
      show_result (self);
      return;
    }
  counted = foyer_count_view_dup_counted (self->count);
  reason = dup_reason (self);
  act.counted = counted;
  act.reason = *reason != '\0' ? reason : NULL;
  foyer_count_view_get_sum (self->count, &act.amount);
  foyer_till_desk_act_async (self->desk, &act, closed_cb, g_object_ref (self));
}

static gboolean
foyer_close_till_window_is_edited (FoyerEditWindow *window)
{
  return !foyer_count_view_is_empty (FOYER_CLOSE_TILL_WINDOW (window)->count);
}

static void
foyer_close_till_window_dispose (GObject *object)
{
  FoyerCloseTillWindow *self = FOYER_CLOSE_TILL_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_close_till_window_parent_class)->dispose (object);
}

static void
foyer_close_till_window_class_init (FoyerCloseTillWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_close_till_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_close_till_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_close_till_window_save;

  g_type_ensure (FOYER_TYPE_COUNT_VIEW);
  g_type_ensure (FOYER_TYPE_SUGGEST_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-close-till-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, count);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, verdict);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, counted_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, expected_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, difference_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, reason_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, reason_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCloseTillWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_install_action (widget_class, "close-till.again", NULL, again_action);
}

static void
foyer_close_till_window_init (FoyerCloseTillWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_close_till_window_present (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerCloseTillWindow *self = g_object_new (FOYER_TYPE_CLOSE_TILL_WINDOW, "transient-for",
                                             gtk_widget_get_root (from), NULL);
  const char *const reasons[] = { _ ("Wrong change given"), _ ("Counted twice, reason unknown"),
                                  _ ("A payment was noted wrongly"), NULL };

  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->from, from);
  foyer_suggest_row_set_suggestions (self->reason_row, reasons);
  foyer_count_view_set_currency (self->count, foyer_till_desk_get_currency (desk));
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  foyer_count_view_focus (self->count);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
