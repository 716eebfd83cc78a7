/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-edit-window.h"

#include "foyer-ask.h"
#include "foyer-part.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AdwHeaderBar *header;
  GtkBox *box;
  GtkButton *cancel_button;
  GtkButton *save_button;
  GtkWidget *form;

  GCancellable *cancellable; /* (owned) ends with the window, and a question with it */
  gboolean can_save;
  gboolean is_saving;
  gboolean is_asking;
} FoyerEditWindowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerEditWindow, foyer_edit_window, ADW_TYPE_WINDOW)

enum
{
  PROP_0,
  PROP_FORM,
  PROP_EXTRA,
  PROP_SAVE_LABEL,
  PROP_CANCEL_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SAVED,
  SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static FoyerEditWindowPrivate *
get_private (FoyerEditWindow *self)
{
  return foyer_edit_window_get_instance_private (self);
}

static gboolean
is_closed (FoyerEditWindow *self)
{
  return g_cancellable_is_cancelled (get_private (self)->cancellable);
}

static void
show_state (FoyerEditWindow *self)
{
  FoyerEditWindowPrivate *priv = get_private (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "edit.save",
                                 priv->can_save && !priv->is_saving);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerEditWindow *self = FOYER_EDIT_WINDOW (widget);
  FoyerEditWindowPrivate *priv = get_private (self);

  if (priv->is_saving || !priv->can_save)
    return;
  foyer_edit_window_begin_saving (self);
  FOYER_EDIT_WINDOW_GET_CLASS (self)->save (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEditWindow) self = data;

  get_private (self)->is_asking = FALSE;
  if (!foyer_ask_finish (result, NULL) || is_closed (self))
    return;
  g_signal_emit (self, signals[SETTLED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What is being saved is waited for: it closes the window, or says why it cannot. */
static gboolean
foyer_edit_window_close_request (GtkWindow *window)
{
  FoyerEditWindow *self = FOYER_EDIT_WINDOW (window);
  FoyerEditWindowPrivate *priv = get_private (self);

  if (priv->is_saving || priv->is_asking)
    return GDK_EVENT_STOP;
  if (!FOYER_EDIT_WINDOW_GET_CLASS (self)->is_edited (self))
    return GTK_WINDOW_CLASS (foyer_edit_window_parent_class)->close_request (window);
  priv->is_asking = TRUE;
  foyer_ask_async (GTK_WIDGET (self), _ ("Discard the Changes?"),
                   _ ("What you changed here is not saved."), _ ("_Discard"), FOYER_ASK_DESTRUCTIVE,
                   priv->cancellable, asked_cb, g_object_ref (self));
  return GDK_EVENT_STOP;
}

static void
foyer_edit_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerEditWindowPrivate *priv = get_private (FOYER_EDIT_WINDOW (object));

  switch (id)
    {
    case PROP_FORM:
      priv->form = g_value_get_object (value);
      gtk_box_append (priv->box, priv->form);
      break;
    case PROP_EXTRA:
      adw_header_bar_pack_end (priv->header, g_value_get_object (value));
      break;
    case PROP_SAVE_LABEL:
      gtk_button_set_label (priv->save_button, g_value_get_string (value));
      break;
    case PROP_CANCEL_LABEL:
      gtk_widget_set_visible (GTK_WIDGET (priv->cancel_button), g_value_get_string (value) != NULL);
      if (g_value_get_string (value) != NULL)
        gtk_button_set_label (priv->cancel_button, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Who waits for an answer keeps the object alive: this is when the window goes, not when it is
 * disposed of. */
static void
foyer_edit_window_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (get_private (FOYER_EDIT_WINDOW (widget))->cancellable);
  GTK_WIDGET_CLASS (foyer_edit_window_parent_class)->unrealize (widget);
}

static void
foyer_edit_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_edit_window_parent_class)->map (widget);
  /* What is to be filled in, not the first of the buttons above it. */
  if (gtk_window_get_focus (GTK_WINDOW (widget)) == NULL)
    gtk_widget_child_focus (get_private (FOYER_EDIT_WINDOW (widget))->form, GTK_DIR_TAB_FORWARD);
}

static void
foyer_edit_window_dispose (GObject *object)
{
  g_cancellable_cancel (get_private (FOYER_EDIT_WINDOW (object))->cancellable);
  G_OBJECT_CLASS (foyer_edit_window_parent_class)->dispose (object);
}

static void
foyer_edit_window_finalize (GObject *object)
{
  g_clear_object (&get_private (FOYER_EDIT_WINDOW (object))->cancellable);
  G_OBJECT_CLASS (foyer_edit_window_parent_class)->finalize (object);
}

static void
foyer_edit_window_class_init (FoyerEditWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = foyer_edit_window_set_property;
  object_class->dispose = foyer_edit_window_dispose;
  object_class->finalize = foyer_edit_window_finalize;
  widget_class->map = foyer_edit_window_map;
  widget_class->unrealize = foyer_edit_window_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_edit_window_close_request;

  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, GTK_TYPE_WIDGET, flags);
  /* beside the button that saves */
  properties[PROP_EXTRA] = g_param_spec_object ("extra", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SAVE_LABEL] = g_param_spec_string ("save-label", NULL, NULL, NULL, flags);
  /* (nullable) without it there is nothing to go back to */
  properties[PROP_CANCEL_LABEL] = g_param_spec_string ("cancel-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SAVED] = g_signal_new ("saved", FOYER_TYPE_EDIT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  signals[SETTLED] = g_signal_new ("settled", FOYER_TYPE_EDIT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-edit-window.ui");
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEditWindow, box);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEditWindow, header);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEditWindow, cancel_button);
  gtk_widget_class_bind_template_child_private (widget_class, FoyerEditWindow, save_button);
  gtk_widget_class_install_action (widget_class, "edit.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "edit.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "edit.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "edit.save", NULL);
}

static void
foyer_edit_window_init (FoyerEditWindow *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
  show_state (self);
}

void
foyer_edit_window_set_can_save (FoyerEditWindow *self, gboolean can_save)
{
  g_return_if_fail (FOYER_IS_EDIT_WINDOW (self));

  get_private (self)->can_save = can_save;
  show_state (self);
}

void
foyer_edit_window_begin_saving (FoyerEditWindow *self)
{
  g_return_if_fail (FOYER_IS_EDIT_WINDOW (self));

  get_private (self)->is_saving = TRUE;
  show_state (self);
}

void
foyer_edit_window_show_saved (FoyerEditWindow *self, gint64 change_set, const char *title)
{
  g_return_if_fail (FOYER_IS_EDIT_WINDOW (self));

  get_private (self)->is_saving = FALSE;
  g_signal_emit (self, signals[SETTLED], 0);
  if (is_closed (self))
    return;
  if (change_set != 0)
    g_signal_emit (self, signals[SAVED], 0, change_set, title);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
foyer_edit_window_show_failure (FoyerEditWindow *self, const char *message)
{
  FoyerEditWindowPrivate *priv;

  g_return_if_fail (FOYER_IS_EDIT_WINDOW (self));

  priv = get_private (self);
  priv->is_saving = FALSE;
  if (is_closed (self))
    return;
  show_state (self);
  if (message != NULL)
    foyer_show_toast (GTK_WIDGET (self), message);
}

gboolean
foyer_edit_window_is_saving (FoyerEditWindow *self)
{
  g_return_val_if_fail (FOYER_IS_EDIT_WINDOW (self), FALSE);

  return get_private (self)->is_saving;
}
