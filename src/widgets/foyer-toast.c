/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define UNDO_SECONDS 8

static AdwToast *
make_toast (const char *title)
{
  /* The title of a toast is markup; a guest may be named “Marks & <Sons>”. */
  g_autofree char *markup = g_markup_escape_text (title, -1);

  return adw_toast_new (markup);
}

/* Who acted may be gone from the screen by the time the act is done, because it was done: a deleted
 * event's editor. Then the window that is in use says so. */
static GtkWidget *
find_anchor (GtkWidget *from)
{
  GApplication *application = g_application_get_default ();
  GtkWindow *window = NULL;

  if (gtk_widget_get_root (from) != NULL)
    return from;
  if (GTK_IS_APPLICATION (application))
    window = gtk_application_get_active_window (GTK_APPLICATION (application));
  return window != NULL ? GTK_WIDGET (window) : from;
}

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  GtkRoot *root;

  if (overlay == NULL && (root = gtk_widget_get_root (from)) != NULL && GTK_IS_WINDOW (root))
    {
      /* A popover or the window itself: its own overlay is the outermost child of the window. */
      GtkWidget *content =
          ADW_IS_APPLICATION_WINDOW (root)
              ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (root))
              : (ADW_IS_WINDOW (root) ? adw_window_get_content (ADW_WINDOW (root)) : NULL);

      if (content != NULL && ADW_IS_TOAST_OVERLAY (content))
        overlay = content;
    }

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

static void
show (GtkWidget *from, AdwToast *toast)
{
  AdwToastOverlay *overlay = find_overlay (from);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (overlay, toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

void
foyer_show_toast (GtkWidget *from, const char *title)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (title != NULL);

  show (find_anchor (from), make_toast (title));
}

void
foyer_show_undo_toast (GtkWidget *from, const char *title, gint64 change_set)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (title != NULL);

  from = find_anchor (from);
  toast = make_toast (title);
  if (change_set != 0)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-change");
      adw_toast_set_action_target (toast, "x", change_set);
      adw_toast_set_timeout (toast, UNDO_SECONDS);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      /* The window's undo (Ctrl+Z) learns of the act. A window without that action need not. */
      gtk_widget_activate_action (from, "win.did-change", "(xs)", change_set, title);
    }
  show (from, toast);
}
