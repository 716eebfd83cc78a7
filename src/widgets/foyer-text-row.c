/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text-row.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LINES 3

struct _FoyerTextRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkTextView *view;

  guint max_length;
  guint lines;
};

G_DEFINE_FINAL_TYPE (FoyerTextRow, foyer_text_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_MAX_LENGTH,
  PROP_LINES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static guint
get_length (FoyerTextRow *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view));
}

static void
show_count (FoyerTextRow *self)
{
  g_autofree char *count = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->count_label), self->max_length > 0);
  if (self->max_length == 0)
    return;
  /* Translators: characters written, of how many: “120 / 500”. */
  count = g_strdup_printf (_ ("%u / %u"), get_length (self), self->max_length);
  gtk_label_set_label (self->count_label, count);
  if (foyer_text_row_is_too_long (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "error");
}

static void
show_height (FoyerTextRow *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), "X");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, height * self->lines);
}

static void
changed_cb (FoyerTextRow *self)
{
  show_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
pressed_cb (FoyerTextRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
foyer_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_TEXT_ROW (widget)->view));
}

static void
foyer_text_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerTextRow *self = FOYER_TEXT_ROW (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_take_string (value, foyer_text_row_dup_text (self));
      break;
    case PROP_MAX_LENGTH:
      g_value_set_uint (value, self->max_length);
      break;
    case PROP_LINES:
      g_value_set_uint (value, self->lines);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_text_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerTextRow *self = FOYER_TEXT_ROW (object);

  switch (id)
    {
    case PROP_TEXT:
      foyer_text_row_set_text (self, g_value_get_string (value));
      break;
    case PROP_MAX_LENGTH:
      if (self->max_length != g_value_get_uint (value))
        {
          self->max_length = g_value_get_uint (value);
          show_count (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_LINES:
      if (self->lines != g_value_get_uint (value))
        {
          self->lines = g_value_get_uint (value);
          show_height (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_text_row_class_init (FoyerTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_text_row_get_property;
  object_class->set_property = foyer_text_row_set_property;
  widget_class->grab_focus = foyer_text_row_grab_focus;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_MAX_LENGTH] = g_param_spec_uint ("max-length", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_LINES] = g_param_spec_uint ("lines", NULL, NULL, 1, 100, DEFAULT_LINES, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTextRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerTextRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerTextRow, view);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
foyer_text_row_init (FoyerTextRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->lines = DEFAULT_LINES;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_height (self);
  /* The title is part of the field. */
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

char *
foyer_text_row_dup_text (FoyerTextRow *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (FOYER_IS_TEXT_ROW (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

void
foyer_text_row_set_text (FoyerTextRow *self, const char *text)
{
  GtkTextBuffer *buffer;
  g_autofree char *old = NULL;

  g_return_if_fail (FOYER_IS_TEXT_ROW (self));

  old = foyer_text_row_dup_text (self);
  if (text == NULL)
    text = "";
  if (g_str_equal (old, text))
    return;
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

gboolean
foyer_text_row_is_too_long (FoyerTextRow *self)
{
  g_return_val_if_fail (FOYER_IS_TEXT_ROW (self), FALSE);

  return self->max_length > 0 && get_length (self) > self->max_length;
}
