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

  if (overlay == NULL && (root = gtk_widget_get_root (from)) != NULL && GTK_IS_WINDOW (root) &&
      gtk_window_get_child (GTK_WINDOW (root)) != NULL)
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

/* The toasts with an Undo that an overlay shows or will show. */
static GPtrArray *
get_undo_toasts (AdwToastOverlay *overlay)
{
  GPtrArray *toasts = g_object_get_data (G_OBJECT (overlay), "foyer-undo-toasts");

  if (toasts == NULL)
    {
      toasts = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (overlay), "foyer-undo-toasts", toasts,
                              (GDestroyNotify) g_ptr_array_unref);
    }
  return toasts;
}

static void
dismissed_cb (AdwToast *toast, AdwToastOverlay *overlay)
{
  g_ptr_array_remove (get_undo_toasts (overlay), toast);
}

static void
show (GtkWidget *from, AdwToast *toast)
{
  AdwToastOverlay *overlay = find_overlay (from);

  if (overlay != NULL)
    {
      if (adw_toast_get_action_target_value (toast) != NULL)
        {
          g_ptr_array_add (get_undo_toasts (overlay), g_object_ref (toast));
          g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0);
        }
      adw_toast_overlay_add_toast (overlay, toast);
    }
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
foyer_show_toast_with_way (GtkWidget *from,
                           const char *title,
                           const char *button_label,
                           const char *action_name)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (title != NULL);
  g_return_if_fail (action_name != NULL);

  toast = make_toast (title);
  adw_toast_set_button_label (toast, button_label);
  adw_toast_set_action_name (toast, action_name);
  show (find_anchor (from), toast);
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

void
foyer_drop_undo_toast (GtkWidget *from, gint64 change_set)
{
  AdwToastOverlay *overlay;
  GPtrArray *toasts;

  g_return_if_fail (GTK_IS_WIDGET (from));

  overlay = find_overlay (from);
  if (overlay == NULL)
    return;
  toasts = get_undo_toasts (overlay);
  for (guint i = toasts->len; i > 0; i--)
    {
      AdwToast *toast = toasts->pdata[i - 1];

      /* libadwaita 1.2 aborts when one is dismissed while it makes room for another. */
      if (g_variant_get_int64 (adw_toast_get_action_target_value (toast)) == change_set)
        {
          adw_toast_set_button_label (toast, NULL);
          adw_toast_set_timeout (toast, 1);
        }
    }
}
