/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-dates-window.h"

#include <glib/gi18n-lib.h>

#define SHOW_MS 300

struct _FoyerDatesWindow
{
  AdwWindow parent_instance;

  GtkProgressBar *progress;
  GtkWidget *cancel_button;

  GCancellable *cancellable; /* (owned) */
  guint source;
};

G_DEFINE_FINAL_TYPE (FoyerDatesWindow, foyer_dates_window, ADW_TYPE_WINDOW)

static gboolean
show_cb (gpointer data)
{
  FoyerDatesWindow *self = data;

  self->source = 0;
  gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* It stays until what is stopped has ended. */
static gboolean
foyer_dates_window_close_request (GtkWindow *window)
{
  FoyerDatesWindow *self = FOYER_DATES_WINDOW (window);

  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  g_cancellable_cancel (self->cancellable);
  return GDK_EVENT_STOP;
}

static void
foyer_dates_window_dispose (GObject *object)
{
  FoyerDatesWindow *self = FOYER_DATES_WINDOW (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (foyer_dates_window_parent_class)->dispose (object);
}

static void
foyer_dates_window_finalize (GObject *object)
{
  g_clear_object (&FOYER_DATES_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (foyer_dates_window_parent_class)->finalize (object);
}

static void
foyer_dates_window_class_init (FoyerDatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_dates_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_dates_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_dates_window_close_request;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/calendar/foyer-dates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDatesWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerDatesWindow, cancel_button);
}

static void
foyer_dates_window_init (FoyerDatesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FoyerDatesWindow *
foyer_dates_window_new (GtkWidget *from, GCancellable *cancellable)
{
  GtkRoot *root = gtk_widget_get_root (from);
  FoyerDatesWindow *self = g_object_new (FOYER_TYPE_DATES_WINDOW, "transient-for",
                                         GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->cancellable = g_object_ref (cancellable);
  self->source = g_timeout_add (SHOW_MS, show_cb, self);
  return self;
}

void
foyer_dates_window_tell (guint done, guint total, gpointer data)
{
  FoyerDatesWindow *self = data;
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u dates"), done, total);

  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / total : 0);
  gtk_progress_bar_set_text (self->progress, text);
}

void
foyer_dates_window_end (FoyerDatesWindow *self)
{
  g_return_if_fail (FOYER_IS_DATES_WINDOW (self));

  /* The window below may be gone before the last reference to this one is. */
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}
