/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-problem-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _FoyerProblemPage
{
  GtkWidget parent_instance;

  AdwStatusPage *status;
  GtkLabel *details_label;

  FoyerContext *context; /* (owned) */
};

G_DEFINE_FINAL_TYPE (FoyerProblemPage, foyer_problem_page, GTK_TYPE_WIDGET)

/* What happened and what to do, once, here; the engine's own words are the details. */
static char *
describe (const GError *error, const char *file, const char **title)
{
  if (error->domain == FOYER_STORE_ERROR)
    switch ((FoyerStoreError) error->code)
      {
      case FOYER_STORE_ERROR_DAMAGED:
        *title = _ ("Foyer’s Data Is Damaged");
        return g_strdup_printf (_ ("The file %s cannot be read. It was left as it is. Put a copy "
                                   "of it from a backup in its place and try "
                                   "again, or move it away to begin anew."),
                                file);
      case FOYER_STORE_ERROR_NEWER:
        *title = _ ("Foyer Is Too Old for Its Data");
        return g_strdup_printf (_ ("The file %s was made by a newer version of Foyer. It was left "
                                   "as it is. Update Foyer, and open it "
                                   "then."),
                                file);
      case FOYER_STORE_ERROR_BUSY:
        *title = _ ("Foyer Is Open Already");
        return g_strdup_printf (_ ("Another window of Foyer, perhaps of another session, uses the "
                                   "file %s. Close that one and try again."),
                                file);
      case FOYER_STORE_ERROR_FULL:
        *title = _ ("The Disk Is Full");
        return g_strdup_printf (_ ("There is no space left for the file %s. Nothing was changed. "
                                   "Free some space and try again."),
                                file);
      case FOYER_STORE_ERROR_READ_ONLY:
        *title = _ ("Foyer Cannot Write Its Data");
        return g_strdup_printf (_ ("The file %s or its folder does not allow it. Give yourself the "
                                   "right to write there and try again."),
                                file);
      default:
        break;
      }
  *title = _ ("Foyer Cannot Open Its Data");
  return g_strdup_printf (_ ("Something is wrong with the file %s. It was left as it is."), file);
}

static void
show_error (FoyerProblemPage *self)
{
  const GError *error = foyer_context_get_error (self->context);
  g_autofree char *file = NULL;
  g_autofree char *body = NULL;
  g_autofree char *markup = NULL;
  const char *title;

  if (error == NULL)
    return;
  file = g_filename_display_name (foyer_context_get_path (self->context));
  body = describe (error, file, &title);
  markup = g_markup_escape_text (body, -1);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
  gtk_label_set_label (self->details_label, error->message);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (widget);

  foyer_context_open (self->context);
}

static void
show_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *folder = NULL;
  g_autofree char *uri = NULL;

  folder = g_path_get_dirname (foyer_context_get_path (self->context));
  uri = g_filename_to_uri (folder, NULL, NULL);
  if (uri != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
foyer_problem_page_dispose (GObject *object)
{
  FoyerProblemPage *self = FOYER_PROBLEM_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (foyer_problem_page_parent_class)->dispose (object);
}

static void
foyer_problem_page_class_init (FoyerProblemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_problem_page_dispose;

  gtk_widget_class_install_action (widget_class, "problem.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "problem.show-file", NULL, show_file_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/foyer-problem-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerProblemPage, status);
  gtk_widget_class_bind_template_child (widget_class, FoyerProblemPage, details_label);
}

static void
foyer_problem_page_init (FoyerProblemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_problem_page_new (FoyerContext *context)
{
  FoyerProblemPage *self = g_object_new (FOYER_TYPE_PROBLEM_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_error), self, G_CONNECT_SWAPPED);
  show_error (self);
  return GTK_WIDGET (self);
}
