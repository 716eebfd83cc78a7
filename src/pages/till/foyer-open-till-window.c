/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-open-till-window.h"

#include "foyer-count-view.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerOpenTillWindow
{
  FoyerEditWindow parent_instance;

  FoyerCountView *count;

  FoyerTillDesk *desk; /* (owned) */
  GtkWidget *from;     /* (nullable) weak */
};

G_DEFINE_FINAL_TYPE (FoyerOpenTillWindow, foyer_open_till_window, FOYER_TYPE_EDIT_WINDOW)

static void
changed_cb (FoyerOpenTillWindow *self)
{
  gint64 sum;

  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self),
                                  foyer_count_view_get_sum (self->count, &sum));
}

static void
done_cb (FoyerOpenTillWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOpenTillWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (foyer_till_desk_act_finish (FOYER_TILL_DESK (source), result, NULL, &error))
    {
      if (self->from != NULL)
        foyer_show_toast (self->from, _ ("The till is open"));
      foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (self), 0, NULL);
    }
  else
    foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), error->message);
}

static void
foyer_open_till_window_save (FoyerEditWindow *window)
{
  FoyerOpenTillWindow *self = FOYER_OPEN_TILL_WINDOW (window);
  g_autoptr (GArray) counted = foyer_count_view_dup_counted (self->count);
  FoyerTillAct act = { .kind = FOYER_TILL_OPEN, .counted = counted };

  foyer_count_view_get_sum (self->count, &act.amount);
  foyer_till_desk_act_async (self->desk, &act, opened_cb, g_object_ref (self));
}

static gboolean
foyer_open_till_window_is_edited (FoyerEditWindow *window)
{
  return !foyer_count_view_is_empty (FOYER_OPEN_TILL_WINDOW (window)->count);
}

static void
foyer_open_till_window_dispose (GObject *object)
{
  FoyerOpenTillWindow *self = FOYER_OPEN_TILL_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_open_till_window_parent_class)->dispose (object);
}

static void
foyer_open_till_window_class_init (FoyerOpenTillWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_open_till_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_open_till_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_open_till_window_save;

  g_type_ensure (FOYER_TYPE_COUNT_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-open-till-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOpenTillWindow, count);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
foyer_open_till_window_init (FoyerOpenTillWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_open_till_window_present (GtkWidget *from, FoyerTillDesk *desk)
{
  FoyerOpenTillWindow *self = g_object_new (FOYER_TYPE_OPEN_TILL_WINDOW, "transient-for",
                                            gtk_widget_get_root (from), NULL);

  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->from, from);
  foyer_count_view_set_currency (self->count, foyer_till_desk_get_currency (desk));
  foyer_count_view_focus (self->count);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
