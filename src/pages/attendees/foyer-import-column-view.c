/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-column-view.h"

#include <string.h>

#define MIN_CHARS 12
#define MAX_CHARS 26

struct _FoyerImportColumnView
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
  GtkLabel *heading;
  FoyerImportPlan *plan; /* (owned) */
  guint column;
};

G_DEFINE_FINAL_TYPE (FoyerImportColumnView, foyer_import_column_view, GTK_TYPE_WIDGET)

enum
{
  ROLE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
selected_cb (FoyerImportColumnView *self)
{
  guint role = gtk_drop_down_get_selected (self->drop_down);

  if (self->plan == NULL || role >= FOYER_N_ROLES ||
      role == foyer_import_plan_get_column (self->plan, self->column)->role)
    return;
  g_signal_emit (self, signals[ROLE_CHOSEN], 0, role);
}

static void
add_cell (FoyerImportColumnView *self, const char *text)
{
  g_autofree char *line = g_strdup (text);
  GtkWidget *label;

  g_strdelimit (line, "\r\n\t", ' ');
  label = gtk_label_new (line);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  if (strlen (line) > 20)
    gtk_widget_set_tooltip_text (label, line);
  gtk_widget_add_css_class (label, "foyer-import-cell");
  gtk_widget_insert_before (label, GTK_WIDGET (self), NULL);
}

/* As wide as what is in it, within reason. */
static void
fit_width (FoyerImportColumnView *self, const char *label, GPtrArray *preview)
{
  glong width = g_utf8_strlen (label, -1);

  for (guint i = 0; i < preview->len && i < FOYER_IMPORT_PREVIEW_ROWS; i++)
    width = MAX (width, g_utf8_strlen (((GStrv) g_ptr_array_index (preview, i))[self->column], -1));
  gtk_label_set_width_chars (self->heading, CLAMP (width, MIN_CHARS, MAX_CHARS));
}

static void
foyer_import_column_view_dispose (GObject *object)
{
  FoyerImportColumnView *self = FOYER_IMPORT_COLUMN_VIEW (object);
  GtkWidget *child;

  g_clear_object (&self->plan);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (foyer_import_column_view_parent_class)->dispose (object);
}

static void
foyer_import_column_view_class_init (FoyerImportColumnViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_import_column_view_dispose;

  signals[ROLE_CHOSEN] =
      g_signal_new ("role-chosen", FOYER_TYPE_IMPORT_COLUMN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/import/foyer-import-column-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerImportColumnView, drop_down);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportColumnView, heading);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
foyer_import_column_view_init (FoyerImportColumnView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_import_column_view_update (FoyerImportColumnView *self)
{
  const FoyerImportColumn *column = foyer_import_plan_get_column (self->plan, self->column);

  gtk_drop_down_set_selected (self->drop_down, column->role);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), column->reason);
  if (column->role == FOYER_ROLE_IGNORE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "left-out");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "left-out");
}

GtkWidget *
foyer_import_column_view_new (FoyerImportPlan *plan, guint column, GListModel *roles)
{
  FoyerImportColumnView *self = g_object_new (FOYER_TYPE_IMPORT_COLUMN_VIEW, NULL);
  const char *label = foyer_import_plan_get_column (plan, column)->label;
  GPtrArray *preview = foyer_import_plan_get_preview (plan);

  gtk_drop_down_set_model (self->drop_down, roles);
  self->plan = g_object_ref (plan);
  self->column = column;
  gtk_label_set_label (self->heading, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), label);
  fit_width (self, label, preview);
  for (guint i = 0; i < preview->len && i < FOYER_IMPORT_PREVIEW_ROWS; i++)
    add_cell (self, ((GStrv) g_ptr_array_index (preview, i))[column]);
  foyer_import_column_view_update (self);
  return GTK_WIDGET (self);
}
