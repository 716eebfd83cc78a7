/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-text.h"

#include "foyer-alt-popover.h"
#include "foyer-file-choice.h"
#include "foyer-html.h"
#include "foyer-link-popover.h"
#include "foyer-rich-write.h"

#include <glib/gi18n-lib.h>

/* Of the text, in pixels: it grows as it is written, up to what leaves room for what comes after
 * it. */
#define MIN_HEIGHT 220
#define MAX_HEIGHT 480

struct _FoyerRichText
{
  GtkWidget parent_instance;

  FoyerRichView *view;
  GtkScrolledWindow *scroller;
  GtkMenuButton *kind_button;
  GtkWidget *link_popover;   /* a child of the view, unparented in dispose */
  GtkWidget *alt_popover;    /* the same */
  FoyerRichBuffer *buffer;   /* (owned) */
  GCancellable *cancellable; /* (owned) */
  FoyerRichKind kind;
  FoyerRichStyle style;
};

G_DEFINE_FINAL_TYPE (FoyerRichText, foyer_rich_text, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_BOLD,
  PROP_ITALIC,
  PROP_KIND,
  N_PROPS,
};

enum
{
  CHANGED,
  PICTURE_OFFERED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const struct
{
  const char *name;
  const char *label;
} kinds[] = {
  [FOYER_RICH_PARAGRAPH] = { "paragraph", N_ ("Text") },
  [FOYER_RICH_HEADING] = { "heading", N_ ("Heading") },
  [FOYER_RICH_SUBHEADING] = { "subheading", N_ ("Subheading") },
  [FOYER_RICH_QUOTE] = { "quote", N_ ("Quote") },
  [FOYER_RICH_BULLET] = { "bullet", N_ ("List") },
  [FOYER_RICH_NUMBER] = { "number", N_ ("Numbered List") },
};

static void
show_state (FoyerRichText *self)
{
  FoyerRichStyle style = foyer_rich_buffer_get_style (self->buffer);
  FoyerRichStyle differ = style ^ self->style;
  FoyerRichKind kind = foyer_rich_buffer_get_kind (self->buffer);
  GtkTextIter start, end;
  gboolean is_list = kind == FOYER_RICH_BULLET || kind == FOYER_RICH_NUMBER;

  self->style = style;
  if (differ & FOYER_RICH_BOLD)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOLD]);
  if (differ & FOYER_RICH_ITALIC)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITALIC]);
  if (kind != self->kind)
    {
      self->kind = kind;
      gtk_menu_button_set_label (self->kind_button, _ (kinds[kind].label));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rich.indent", is_list);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rich.outdent", is_list);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rich.describe",
                                 foyer_rich_buffer_find_picture (self->buffer, &start, &end));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rich.undo",
                                 foyer_rich_buffer_can_undo (self->buffer));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rich.redo",
                                 foyer_rich_buffer_can_redo (self->buffer));
}

/* Called whenever the text was laid out. */
static void
grow_cb (FoyerRichText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter end;
  int y, height, needed, wanted;
  gboolean fits;

  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  needed =
      y + height + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
  wanted = CLAMP (needed, MIN_HEIGHT, MAX_HEIGHT);
  /* What may scroll takes the wheel, also with nothing to scroll: the page below would stand still.
   */
  fits = needed <= MAX_HEIGHT;
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER,
                                  fits ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  if (wanted != gtk_scrolled_window_get_min_content_height (self->scroller))
    gtk_scrolled_window_set_min_content_height (self->scroller, wanted);
}

static void
edited_cb (FoyerRichText *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
return_to_text (FoyerRichText *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view),
                                      gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
}

static void
set_kind (FoyerRichText *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      {
        /* Choosing again what it is makes it plain text. */
        foyer_rich_buffer_set_kind (self->buffer, i == foyer_rich_buffer_get_kind (self->buffer)
                                                      ? FOYER_RICH_PARAGRAPH
                                                      : i);
        return_to_text (self);
      }
}

static void
link_answered_cb (FoyerRichText *self, const char *words, const char *address)
{
  GtkTextIter start, end;

  if (words != NULL && address != NULL)
    foyer_rich_buffer_insert_link (self->buffer, words, address);
  else
    {
      gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
      foyer_rich_buffer_set_link (self->buffer, &start, &end, address);
    }
  return_to_text (self);
}

static void
point_to (FoyerRichText *self, GtkWidget *popover, const GtkTextIter *at)
{
  GdkRectangle place;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), at, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET,
                                         place.x, place.y, &place.x, &place.y);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
}

static void
alt_answered_cb (FoyerRichText *self, const char *words)
{
  foyer_rich_buffer_set_alt (self->buffer, *words != '\0' ? words : NULL);
  return_to_text (self);
}

/* The picture is selected, so that it is seen what is talked about. */
static void
describe_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRichText *self = FOYER_RICH_TEXT (widget);
  g_autofree char *alt = NULL;
  GtkTextIter start, end;

  if (!foyer_rich_buffer_find_picture (self->buffer, &start, &end))
    return;
  alt = foyer_rich_buffer_dup_alt (self->buffer);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  point_to (self, self->alt_popover, &start);
  foyer_alt_popover_show (FOYER_ALT_POPOVER (self->alt_popover), alt);
}

/* The link at the cursor is selected, so that it is seen what is talked about. */
static void
link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRichText *self = FOYER_RICH_TEXT (widget);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  gboolean has_selection;
  const char *address;
  GtkTextIter start, end;

  has_selection = gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  address = foyer_rich_buffer_get_link (self->buffer, &start, has_selection ? NULL : &start,
                                        has_selection ? NULL : &end);
  if (address != NULL && !has_selection)
    {
      gtk_text_buffer_select_range (buffer, &start, &end);
      has_selection = TRUE;
    }
  point_to (self, self->link_popover, &start);
  foyer_link_popover_show (FOYER_LINK_POPOVER (self->link_popover), address, !has_selection);
}

static void
link_activated_cb (FoyerRichText *self, const char *address)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, address, GDK_CURRENT_TIME);
}

static void
picture_offered_cb (FoyerRichText *self, GObject *picture)
{
  g_signal_emit (self, signals[PICTURE_OFFERED], 0, picture);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRichText) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[PICTURE_OFFERED], 0, file);
}

static void
picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "jpg", "jpeg", "png", "webp", NULL };
  FoyerRichText *self = FOYER_RICH_TEXT (widget);
  const FoyerFileFilter filters[] = { { _ ("Pictures"), suffixes }, { NULL } };
  const FoyerFileChoice choice = {
    .title = _ ("Choose a Picture"),
    .accept_label = _ ("_Insert"),
    .filters = filters,
  };

  foyer_choose_file_async (widget, &choice, self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
indent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRichText *self = FOYER_RICH_TEXT (widget);

  foyer_rich_buffer_indent (self->buffer, g_str_equal (name, "rich.indent") ? 1 : -1);
}

static void
plain_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRichText *self = FOYER_RICH_TEXT (widget);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    foyer_rich_buffer_set_link (self->buffer, &start, &end, NULL);
  foyer_rich_buffer_set_style (self->buffer, FOYER_RICH_BOLD | FOYER_RICH_ITALIC, FALSE);
  foyer_rich_buffer_set_kind (self->buffer, FOYER_RICH_PARAGRAPH);
  gtk_text_buffer_end_user_action (buffer);
  return_to_text (self);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerRichText *self = FOYER_RICH_TEXT (widget);

  if (g_str_equal (name, "rich.undo"))
    foyer_rich_buffer_undo (self->buffer);
  else
    foyer_rich_buffer_redo (self->buffer);
  return_to_text (self);
}

static void
paste_plain_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_rich_view_paste_plainly (FOYER_RICH_TEXT (widget)->view);
}

static void
foyer_rich_text_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerRichText *self = FOYER_RICH_TEXT (object);

  switch (id)
    {
    case PROP_BOLD:
      g_value_set_boolean (value, (self->style & FOYER_RICH_BOLD) != 0);
      break;
    case PROP_ITALIC:
      g_value_set_boolean (value, (self->style & FOYER_RICH_ITALIC) != 0);
      break;
    case PROP_KIND:
      g_value_set_string (value, kinds[self->kind].name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_rich_text_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerRichText *self = FOYER_RICH_TEXT (object);

  switch (id)
    {
    case PROP_BOLD:
    case PROP_ITALIC:
      foyer_rich_buffer_set_style (self->buffer,
                                   id == PROP_BOLD ? FOYER_RICH_BOLD : FOYER_RICH_ITALIC,
                                   g_value_get_boolean (value));
      return_to_text (self);
      break;
    case PROP_KIND:
      set_kind (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
foyer_rich_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_RICH_TEXT (widget)->view));
}

static void
foyer_rich_text_dispose (GObject *object)
{
  FoyerRichText *self = FOYER_RICH_TEXT (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller),
                                          self);
  if (self->buffer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->buffer, self);
      foyer_rich_buffer_set_picture_func (self->buffer, NULL, NULL);
    }
  g_clear_pointer (&self->link_popover, gtk_widget_unparent);
  g_clear_pointer (&self->alt_popover, gtk_widget_unparent);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_rich_text_parent_class)->dispose (object);
}

static void
foyer_rich_text_finalize (GObject *object)
{
  FoyerRichText *self = FOYER_RICH_TEXT (object);

  g_clear_object (&self->buffer);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (foyer_rich_text_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
    const char *target;
  } keys[] = {
    { GDK_KEY_b, GDK_CONTROL_MASK, "rich.bold", NULL },
    { GDK_KEY_i, GDK_CONTROL_MASK, "rich.italic", NULL },
    { GDK_KEY_k, GDK_CONTROL_MASK, "rich.link", NULL },
    { GDK_KEY_k, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.describe", NULL },
    { GDK_KEY_z, GDK_CONTROL_MASK, "rich.undo", NULL },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "rich.redo", NULL },
    { GDK_KEY_y, GDK_CONTROL_MASK, "rich.redo", NULL },
    { GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "rich.paste-plain", NULL },
    { GDK_KEY_m, GDK_CONTROL_MASK, "rich.plain", NULL },
    { GDK_KEY_0, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.kind", "paragraph" },
    { GDK_KEY_1, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.kind", "heading" },
    { GDK_KEY_2, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.kind", "subheading" },
    { GDK_KEY_7, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.kind", "number" },
    { GDK_KEY_8, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.kind", "bullet" },
    { GDK_KEY_9, GDK_CONTROL_MASK | GDK_ALT_MASK, "rich.kind", "quote" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, keys[i].target != NULL ? "s" : NULL,
                                         keys[i].target);
}

static void
foyer_rich_text_class_init (FoyerRichTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = foyer_rich_text_get_property;
  object_class->set_property = foyer_rich_text_set_property;
  object_class->dispose = foyer_rich_text_dispose;
  object_class->finalize = foyer_rich_text_finalize;
  widget_class->grab_focus = foyer_rich_text_grab_focus;

  properties[PROP_BOLD] = g_param_spec_boolean ("bold", NULL, NULL, FALSE, flags);
  properties[PROP_ITALIC] = g_param_spec_boolean ("italic", NULL, NULL, FALSE, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "paragraph", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_RICH_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[PICTURE_OFFERED] =
      g_signal_new ("picture-offered", FOYER_TYPE_RICH_TEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_install_property_action (widget_class, "rich.bold", "bold");
  gtk_widget_class_install_property_action (widget_class, "rich.italic", "italic");
  gtk_widget_class_install_property_action (widget_class, "rich.kind", "kind");
  gtk_widget_class_install_action (widget_class, "rich.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "rich.picture", NULL, picture_action);
  gtk_widget_class_install_action (widget_class, "rich.describe", NULL, describe_action);
  gtk_widget_class_install_action (widget_class, "rich.indent", NULL, indent_action);
  gtk_widget_class_install_action (widget_class, "rich.outdent", NULL, indent_action);
  gtk_widget_class_install_action (widget_class, "rich.plain", NULL, plain_action);
  gtk_widget_class_install_action (widget_class, "rich.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "rich.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "rich.paste-plain", NULL, paste_plain_action);
  add_keys (widget_class);

  g_type_ensure (FOYER_TYPE_RICH_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-rich-text.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRichText, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerRichText, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerRichText, kind_button);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_offered_cb);
}

static void
foyer_rich_text_init (FoyerRichText *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = g_object_ref (foyer_rich_view_get_buffer (self->view));
  g_signal_connect_swapped (self->buffer, "state-changed", G_CALLBACK (show_state), self);
  g_signal_connect_swapped (self->buffer, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                            G_CALLBACK (grow_cb), self);
  self->link_popover = foyer_link_popover_new ();
  gtk_widget_set_parent (self->link_popover, GTK_WIDGET (self->view));
  g_signal_connect_object (self->link_popover, "answered", G_CALLBACK (link_answered_cb), self,
                           G_CONNECT_SWAPPED);
  self->alt_popover = foyer_alt_popover_new ();
  gtk_widget_set_parent (self->alt_popover, GTK_WIDGET (self->view));
  g_signal_connect_object (self->alt_popover, "answered", G_CALLBACK (alt_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_label (self->kind_button, _ (kinds[self->kind].label));
  show_state (self);
}

GtkWidget *
foyer_rich_text_new (void)
{
  return g_object_new (FOYER_TYPE_RICH_TEXT, NULL);
}

void
foyer_rich_text_set_html (FoyerRichText *self, const char *html)
{
  g_autoptr (GPtrArray) blocks = NULL;

  g_return_if_fail (FOYER_IS_RICH_TEXT (self));

  blocks = foyer_html_read (html != NULL ? html : "");
  if (blocks == NULL) /* too much of it, or too deep: nothing that could be shown */
    blocks = g_ptr_array_new ();
  foyer_rich_buffer_set_blocks (self->buffer, blocks);
}

char *
foyer_rich_text_dup_html (FoyerRichText *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_TEXT (self), NULL);

  return foyer_rich_write (foyer_rich_buffer_get_blocks (self->buffer));
}

void
foyer_rich_text_set_picture_func (FoyerRichText *self, FoyerRichPictureFunc func, gpointer data)
{
  g_return_if_fail (FOYER_IS_RICH_TEXT (self));

  foyer_rich_buffer_set_picture_func (self->buffer, func, data);
}

void
foyer_rich_text_insert_picture (FoyerRichText *self, const char *id, const char *alt)
{
  g_autoptr (GPtrArray) blocks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);

  g_return_if_fail (FOYER_IS_RICH_TEXT (self));
  g_return_if_fail (foyer_rich_image_is_valid (id));

  g_ptr_array_add (blocks, foyer_rich_block_new (FOYER_RICH_PARAGRAPH, 0));
  foyer_rich_block_append_image (blocks->pdata[0], id, alt, FOYER_RICH_PLAIN, NULL);
  foyer_rich_buffer_insert_blocks (self->buffer, blocks);
}

FoyerRichView *
foyer_rich_text_get_view (FoyerRichText *self)
{
  g_return_val_if_fail (FOYER_IS_RICH_TEXT (self), NULL);

  return self->view;
}

gboolean
foyer_rich_text_act (FoyerRichText *self, const char *action)
{
  g_return_val_if_fail (FOYER_IS_RICH_TEXT (self), FALSE);

  if ((g_str_equal (action, "rich.undo") && !foyer_rich_buffer_can_undo (self->buffer)) ||
      (g_str_equal (action, "rich.redo") && !foyer_rich_buffer_can_redo (self->buffer)))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}
