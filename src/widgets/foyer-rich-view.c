/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-view.h"

#include "foyer-rich-clipboard.h"

#include <glib/gi18n-lib.h>

#define GAP       8
#define BAR_WIDTH 3
#define LONG_WORD 1000 /* letters */

struct _FoyerRichView
{
  GtkTextView parent_instance;

  FoyerRichBuffer *buffer; /* (owned) */
  guint wrap_source;       /* before the next layout */
  gboolean is_composing;   /* an input method has something half written */
};

G_DEFINE_FINAL_TYPE (FoyerRichView, foyer_rich_view, GTK_TYPE_TEXT_VIEW)

enum
{
  LINK_ACTIVATED,
  PICTURE_OFFERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Text decides itself where it begins; only where it does not, the interface does. */
static gboolean
line_is_rtl (FoyerRichView *self, const GtkTextIter *line)
{
  GtkTextIter end = *line;
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_text (line, &end);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  return pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0)) ==
         PANGO_DIRECTION_RTL;
}

static void
draw_sign (FoyerRichView *self, GtkSnapshot *snapshot, const GtkTextIter *line, FoyerRichKind kind)
{
  gboolean is_rtl = line_is_rtl (self, line);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *sign = NULL;
  GdkRectangle place;
  GdkRGBA colour;
  int width, height;

  if (kind == FOYER_RICH_BULLET)
    sign = g_strdup ("•");
  else /* behind the mark of its direction: that of the interface may be another */
    sign = g_strdup_printf (
        "%s%u.", is_rtl ? "\xe2\x80\x8f" : "\xe2\x80\x8e",
        foyer_rich_buffer_get_line_number (self->buffer, gtk_text_iter_get_line (line)));
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), sign);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), line, &place);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (is_rtl ? MAX (place.x, place.x + place.width) + GAP
                                             : MIN (place.x, place.x + place.width) - GAP - width,
                                      place.y + (place.height - height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_bar (FoyerRichView *self, GtkSnapshot *snapshot, const GtkTextIter *line)
{
  GdkRectangle place;
  GdkRGBA colour;
  int y, height;
  float x;

  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), line, &y, &height);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), line, &place);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.3;
  x = line_is_rtl (self, line) ? MAX (place.x, place.x + place.width) + GAP
                               : MIN (place.x, place.x + place.width) - GAP - BAR_WIDTH;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, y, BAR_WIDTH, height));
}

static void
foyer_rich_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  FoyerRichView *self = FOYER_RICH_VIEW (view);
  GdkRectangle visible;
  GtkTextIter at;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &at, visible.y, NULL);
  do
    {
      FoyerRichKind kind =
          foyer_rich_buffer_get_line_kind (self->buffer, gtk_text_iter_get_line (&at), NULL);
      int y, height;

      gtk_text_view_get_line_yrange (view, &at, &y, &height);
      if (y > visible.y + visible.height)
        break;
      if (kind == FOYER_RICH_BULLET || kind == FOYER_RICH_NUMBER)
        draw_sign (self, snapshot, &at, kind);
      else if (kind == FOYER_RICH_QUOTE)
        draw_bar (self, snapshot, &at);
    }
  while (gtk_text_iter_forward_line (&at));
}

static void
foyer_rich_view_copy_clipboard (GtkTextView *view)
{
  foyer_rich_clipboard_copy (FOYER_RICH_VIEW (view));
}

static void
foyer_rich_view_cut_clipboard (GtkTextView *view)
{
  foyer_rich_clipboard_copy (FOYER_RICH_VIEW (view));
  gtk_text_buffer_delete_selection (gtk_text_view_get_buffer (view), TRUE,
                                    gtk_text_view_get_editable (view));
}

static void
foyer_rich_view_paste_clipboard (GtkTextView *view)
{
  foyer_rich_clipboard_paste (FOYER_RICH_VIEW (view), FALSE);
}

static void
break_within_line (FoyerRichView *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, FOYER_RICH_BREAK, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static gboolean
handle_key (FoyerRichView *self, guint key, GdkModifierType state)
{
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (state == GDK_SHIFT_MASK)
        {
          break_within_line (self);
          return TRUE;
        }
      return state == 0 && foyer_rich_buffer_break_line (self->buffer);
    case GDK_KEY_BackSpace:
      return (state == 0 || state == GDK_SHIFT_MASK) &&
             foyer_rich_buffer_erase_backwards (self->buffer);
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      /* Outside of a list Tab goes on to the next field. */
      return state == 0 && foyer_rich_buffer_indent (self->buffer, 1);
    case GDK_KEY_ISO_Left_Tab:
      return state == GDK_SHIFT_MASK && foyer_rich_buffer_indent (self->buffer, -1);
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (FoyerRichView *self, guint key, guint code, GdkModifierType state)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);

  state &= GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  if (self->is_composing || !gtk_text_view_get_editable (GTK_TEXT_VIEW (self)) ||
      !handle_key (self, key, state))
    return FALSE;
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (buffer));
  return TRUE;
}

static void
preedit_cb (FoyerRichView *self, const char *text)
{
  self->is_composing = text != NULL && *text != '\0';
}

static const char *
find_link (FoyerRichView *self, double x, double y)
{
  GtkTextIter at;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, x, y,
                                         &buffer_x, &buffer_y);
  return gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &at, buffer_x, buffer_y)
             ? foyer_rich_buffer_get_link (self->buffer, &at, NULL, NULL)
             : NULL;
}

static void
pressed_cb (GtkGesture *gesture, int n, double x, double y, FoyerRichView *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const char *link = state & GDK_CONTROL_MASK ? find_link (self, x, y) : NULL;

  if (link == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[LINK_ACTIVATED], 0, link);
}

static gboolean
query_tooltip_cb (FoyerRichView *self, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  const char *link = by_keyboard ? NULL : find_link (self, x, y);
  g_autofree char *text = NULL;

  if (link == NULL)
    return FALSE;
  /* Translators: an address and how to open it */
  text = g_strdup_printf (_ ("%s (Ctrl+click to open)"), link);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static gboolean
drop_cb (FoyerRichView *self, const GValue *value, double x, double y)
{
  GtkTextIter at;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, x, y,
                                         &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &at, buffer_x, buffer_y);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &at);
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
      g_signal_emit (self, signals[PICTURE_OFFERED], 0, item->data);
  else
    g_signal_emit (self, signals[PICTURE_OFFERED], 0, g_value_get_object (value));
  return TRUE;
}

static void
show_theme (FoyerRichView *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour;

  if (gtk_style_context_lookup_color (context, "accent_color", &colour))
    foyer_rich_buffer_set_link_colour (self->buffer, &colour);
}

static void
foyer_rich_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_rich_view_parent_class)->css_changed (widget, change);
  show_theme (FOYER_RICH_VIEW (widget));
}

/* Scripts that are written without spaces break between any two letters anyway. */
static gboolean
has_long_word (const char *text)
{
  guint n = 0;

  for (; *text != '\0' && n < LONG_WORD; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      n = g_unichar_isspace (c) || g_unichar_iswide (c) ? 0 : n + 1;
    }
  return n >= LONG_WORD;
}

/* To break such a word where a word breaks, Pango measures all that is left of it anew for every
 * line: 20 000 letters take more than a second a key. Between any two letters it takes a tenth. */
static gboolean
choose_wrap_cb (gpointer data)
{
  FoyerRichView *self = data;
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self),
                               has_long_word (text) ? GTK_WRAP_CHAR : GTK_WRAP_WORD_CHAR);
  self->wrap_source = 0;
  return G_SOURCE_REMOVE;
}

/* Once for however many changes, and before they are laid out. */
static void
choose_wrap_soon (FoyerRichView *self)
{
  if (self->wrap_source == 0)
    self->wrap_source = g_idle_add_full (G_PRIORITY_DEFAULT, choose_wrap_cb, self, NULL);
}

static void
foyer_rich_view_finalize (GObject *object)
{
  FoyerRichView *self = FOYER_RICH_VIEW (object);

  g_clear_handle_id (&self->wrap_source, g_source_remove);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (foyer_rich_view_parent_class)->finalize (object);
}

static void
foyer_rich_view_class_init (FoyerRichViewClass *klass)
{
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_rich_view_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = foyer_rich_view_css_changed;
  view_class->snapshot_layer = foyer_rich_view_snapshot_layer;
  view_class->copy_clipboard = foyer_rich_view_copy_clipboard;
  view_class->cut_clipboard = foyer_rich_view_cut_clipboard;
  view_class->paste_clipboard = foyer_rich_view_paste_clipboard;

  signals[LINK_ACTIVATED] = g_signal_new ("link-activated", FOYER_TYPE_RICH_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PICTURE_OFFERED] =
      g_signal_new ("picture-offered", FOYER_TYPE_RICH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
foyer_rich_view_init (FoyerRichView *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  self->buffer = foyer_rich_buffer_new ();
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), GTK_TEXT_BUFFER (self->buffer));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), GTK_WRAP_WORD_CHAR);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (choose_wrap_soon), self,
                           G_CONNECT_SWAPPED);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self), FALSE);

  /* Before the text's own: these keys have a meaning of their own in a list. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drop), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));

  g_signal_connect (self, "preedit-changed", G_CALLBACK (preedit_cb), NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

FoyerRichBuffer *
foyer_rich_view_get_buffer (FoyerRichView *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_VIEW (self), NULL);

  return self->buffer;
}

void
foyer_rich_view_paste_plainly (FoyerRichView *self)
{
  g_return_if_fail (FOYER_IS_RICH_VIEW (self));

  foyer_rich_clipboard_paste (self, TRUE);
}
