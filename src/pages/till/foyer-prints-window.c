/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-prints-window.h"

#include "foyer-file-choice.h"
#include "foyer-part.h"
#include "foyer-print-job-row.h"
#include "foyer-printer-queue.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerPrintsWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;

  FoyerPrintDesk *desk;      /* (owned) (nullable) NULL once it is closed */
  GCancellable *cancellable; /* (owned) */
  GStrv queues;              /* (owned) (nullable) */
  gint64 saved;              /* key of what a file is chosen for */
};

G_DEFINE_FINAL_TYPE (FoyerPrintsWindow, foyer_prints_window, ADW_TYPE_WINDOW)

static void
show (FoyerPrintsWindow *self)
{
  GPtrArray *waiting;
  GtkListBoxRow *old;

  if (self->desk == NULL)
    return;
  waiting = foyer_print_desk_get_waiting (self->desk);
  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  for (guint i = 0; i < waiting->len; i++)
    gtk_list_box_append (self->list, foyer_print_job_row_new (waiting->pdata[i], self->desk,
                                                              (const char *const *) self->queues));
  gtk_stack_set_visible_child_name (self->stack, waiting->len > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prints.try-all", waiting->len > 0);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintsWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_printed = foyer_print_desk_print_finish (FOYER_PRINT_DESK (source), result, &error);

  if (self->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  foyer_show_toast (GTK_WIDGET (self->list), is_printed ? _ ("Done") : error->message);
}

static void
try_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPrintsWindow *self = FOYER_PRINTS_WINDOW (widget);
  const char *target;
  gint64 key;

  g_variant_get (parameter, "(x&s)", &key, &target);
  foyer_print_desk_try_async (self->desk, key, *target != '\0' ? target : NULL, tried_cb,
                              g_object_ref (self));
}

/* One after the other, in the order in which they were asked for. */
static void
try_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPrintsWindow *self = FOYER_PRINTS_WINDOW (widget);
  GPtrArray *waiting = foyer_print_desk_get_waiting (self->desk);

  for (guint i = 0; i < waiting->len; i++)
    foyer_print_desk_try_async (self->desk, ((FoyerWaitingPrint *) waiting->pdata[i])->job->key,
                                NULL, tried_cb, g_object_ref (self));
}

static void
drop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_print_desk_drop (FOYER_PRINTS_WINDOW (widget)->desk, g_variant_get_int64 (parameter));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintsWindow) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->desk != NULL)
    foyer_print_desk_save_async (self->desk, self->saved, file, tried_cb, g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPrintsWindow *self = FOYER_PRINTS_WINDOW (widget);
  GPtrArray *waiting = foyer_print_desk_get_waiting (self->desk);
  const char *const suffixes[] = { "pdf", NULL };
  const FoyerFileFilter filters[] = { { _ ("PDF documents"), suffixes }, { NULL, NULL } };
  g_autofree char *file_name = NULL;
  FoyerFileChoice choice = { .save = TRUE, .title = _ ("Save as PDF"), .filters = filters };

  self->saved = g_variant_get_int64 (parameter);
  for (guint i = 0; i < waiting->len; i++)
    {
      const FoyerWaitingPrint *print = waiting->pdata[i];

      if (print->job->key == self->saved && file_name == NULL)
        file_name = g_strdup_printf ("%s.pdf", print->title);
    }
  choice.name = file_name != NULL ? g_strdelimit (file_name, "/\\:", '-') : NULL;
  foyer_choose_file_async (widget, &choice, NULL, chosen_cb, g_object_ref (self));
}

static void
queues_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPrintsWindow) self = data;

  g_strfreev (self->queues);
  self->queues = foyer_printer_queue_list_finish (result, NULL);
  if (self->queues != NULL && self->queues[0] != NULL)
    show (self);
}

static void
foyer_prints_window_unrealize (GtkWidget *widget)
{
  FoyerPrintsWindow *self = FOYER_PRINTS_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  GTK_WIDGET_CLASS (foyer_prints_window_parent_class)->unrealize (widget);
}

static void
foyer_prints_window_dispose (GObject *object)
{
  g_clear_object (&FOYER_PRINTS_WINDOW (object)->desk);
  G_OBJECT_CLASS (foyer_prints_window_parent_class)->dispose (object);
}

static void
foyer_prints_window_finalize (GObject *object)
{
  FoyerPrintsWindow *self = FOYER_PRINTS_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_strfreev (self->queues);
  G_OBJECT_CLASS (foyer_prints_window_parent_class)->finalize (object);
}

static void
foyer_prints_window_class_init (FoyerPrintsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_prints_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_prints_window_finalize;
  widget_class->unrealize = foyer_prints_window_unrealize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-prints-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerPrintsWindow, list);
  gtk_widget_class_install_action (widget_class, "prints.try", "(xs)", try_action);
  gtk_widget_class_install_action (widget_class, "prints.try-all", NULL, try_all_action);
  gtk_widget_class_install_action (widget_class, "prints.save", "x", save_action);
  gtk_widget_class_install_action (widget_class, "prints.drop", "x", drop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
foyer_prints_window_init (FoyerPrintsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

GtkWidget *
foyer_prints_window_present (GtkWidget *from, FoyerPrintDesk *desk)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (from));
  FoyerPrintsWindow *self = g_object_new (FOYER_TYPE_PRINTS_WINDOW, "transient-for", parent,
                                          /* its help is an action of the program */
                                          "application", gtk_window_get_application (parent), NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  foyer_printer_queue_list_async (self->cancellable, queues_cb, g_object_ref (self));
  show (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

char *
foyer_prints_describe (FoyerPrintDesk *desk)
{
  guint n = foyer_print_desk_get_waiting (desk)->len;

  if (n == 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("%d print waits", "%d prints wait", n), (int) n);
}
