/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-tag-entry.h"

#include "foyer-tag-chip.h"

#include <string.h>

#define SPACING    6
#define SEPARATORS ",;\n"

struct _FoyerTagEntry
{
  GtkWidget parent_instance;

  GtkText *text; /* the last child; the chips come before it */

  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (FoyerTagEntry, foyer_tag_entry, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TAGS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static gboolean
has_tag (FoyerTagEntry *self, const char *text)
{
  g_autofree char *folded = fold (text);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != GTK_WIDGET (self->text); child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *other = fold (foyer_tag_chip_get_text (FOYER_TAG_CHIP (child)));

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

static void
removed_cb (FoyerTagEntry *self, GtkWidget *chip)
{
  GtkWidget *next = gtk_widget_get_next_sibling (chip);

  gtk_widget_grab_focus (next);
  gtk_widget_unparent (chip);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

static gboolean
add_tag (FoyerTagEntry *self, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  GtkWidget *chip;

  if (*trimmed == '\0' || has_tag (self, trimmed))
    return FALSE;
  chip = foyer_tag_chip_new (trimmed);
  g_signal_connect_object (chip, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (chip, GTK_WIDGET (self), GTK_WIDGET (self->text));
  return TRUE;
}

/* What is typed becomes one tag, or several where it was pasted as a list. */
static void
take_text (FoyerTagEntry *self)
{
  g_auto (GStrv) parts =
      g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->text)), SEPARATORS, -1);
  gboolean is_changed = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    is_changed = add_tag (self, parts[i]) || is_changed;
  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  self->is_setting = FALSE;
  if (is_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}

static void
activate_cb (FoyerTagEntry *self)
{
  take_text (self);
}

static void
changed_cb (FoyerTagEntry *self)
{
  if (!self->is_setting &&
      strpbrk (gtk_editable_get_text (GTK_EDITABLE (self->text)), SEPARATORS) != NULL)
    take_text (self);
}

static gboolean
key_pressed_cb (FoyerTagEntry *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *last = gtk_widget_get_prev_sibling (GTK_WIDGET (self->text));
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint back = is_rtl ? GDK_KEY_Right : GDK_KEY_Left;

  if (last == NULL || (key != GDK_KEY_BackSpace && key != back) ||
      gtk_editable_get_position (GTK_EDITABLE (self->text)) != 0 ||
      gtk_editable_get_selection_bounds (GTK_EDITABLE (self->text), NULL, NULL))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (last);
  return GDK_EVENT_STOP;
}

/* Places the children line by line, from the start; with place FALSE only the height is told. */
static int
lay_out (FoyerTagEntry *self, int width, gboolean place)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_width;
      int child_height;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &child_height, NULL, NULL);
      child_width = MIN (child_width, width);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + SPACING;
          line_height = 0;
        }
      /* The rest of the line is for typing. */
      if (child == GTK_WIDGET (self->text))
        child_width = width - x;
      if (place)
        gtk_widget_size_allocate (
            child,
            &(GtkAllocation){ is_rtl ? width - x - child_width : x, y, child_width, child_height },
            -1);
      x += child_width + SPACING;
      line_height = MAX (line_height, child_height);
    }
  return y + line_height;
}

static GtkSizeRequestMode
foyer_tag_entry_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_tag_entry_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  FoyerTagEntry *self = FOYER_TAG_ENTRY (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + SPACING;
    }
}

static void
foyer_tag_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (FOYER_TAG_ENTRY (widget), width, TRUE);
}

static gboolean
foyer_tag_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_TAG_ENTRY (widget)->text));
}

static void
foyer_tag_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TAGS:
      g_value_take_boxed (value, foyer_tag_entry_dup_tags (FOYER_TAG_ENTRY (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_tag_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TAGS:
      foyer_tag_entry_set_tags (FOYER_TAG_ENTRY (object), g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_tag_entry_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_tag_entry_parent_class)->dispose (object);
}

static void
foyer_tag_entry_class_init (FoyerTagEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_tag_entry_get_property;
  object_class->set_property = foyer_tag_entry_set_property;
  object_class->dispose = foyer_tag_entry_dispose;
  widget_class->get_request_mode = foyer_tag_entry_get_request_mode;
  widget_class->measure = foyer_tag_entry_measure;
  widget_class->size_allocate = foyer_tag_entry_size_allocate;
  widget_class->grab_focus = foyer_tag_entry_grab_focus;

  properties[PROP_TAGS] =
      g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/widgets/foyer-tag-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTagEntry, text);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_text);
}

static void
foyer_tag_entry_init (FoyerTagEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

char **
foyer_tag_entry_dup_tags (FoyerTagEntry *self)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  g_return_val_if_fail (FOYER_IS_TAG_ENTRY (self), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));
       child != GTK_WIDGET (self->text); child = gtk_widget_get_next_sibling (child))
    g_strv_builder_add (tags, foyer_tag_chip_get_text (FOYER_TAG_CHIP (child)));
  return g_strv_builder_end (tags);
}

void
foyer_tag_entry_set_tags (FoyerTagEntry *self, const char *const *tags)
{
  static const char *const none[] = { NULL };
  g_auto (GStrv) old = NULL;
  GtkWidget *chip;

  g_return_if_fail (FOYER_IS_TAG_ENTRY (self));

  old = foyer_tag_entry_dup_tags (self);
  if (g_strv_equal ((const char *const *) old, tags != NULL ? tags : none))
    return;
  while ((chip = gtk_widget_get_prev_sibling (GTK_WIDGET (self->text))) != NULL)
    gtk_widget_unparent (chip);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    add_tag (self, tags[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAGS]);
}
