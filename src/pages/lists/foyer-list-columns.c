/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-list-columns.h"

#include "foyer-text-scale.h"

#define MIN_WIDTH 40

struct _FoyerListColumns
{
  GObject parent_instance;

  GtkColumnView *view;       /* (unowned): owns what owns this */
  const FoyerListRows *rows; /* static */
  GSettings *settings;       /* (owned) */
  char *columns_key;         /* (owned) */
  char *widths_key;          /* (owned) */
  char *sort_key;            /* (owned) */
  char *descending_key;      /* (owned) */
  GTimeZone *zone;           /* (owned) */
  GPtrArray *columns;        /* (owned) (element-type Column) */
  int asked_sort;            /* of the column that was asked first */
  gboolean is_asked;
  gboolean is_filling;
};

/* What stands behind a GtkColumnViewColumn; in GTK 4.8 that has no id of its own. */
typedef struct
{
  FoyerListColumn as_described; /* with an id and a title of its own */
  FoyerListColumns *owner;
  GtkColumnViewColumn *column; /* (owned) */
  int width;                   /* in pixels for usual text; 0: as its cells ask */
} Column;

enum
{
  SORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerListColumns, foyer_list_columns, G_TYPE_OBJECT)

static void
column_free (gpointer data)
{
  Column *self = data;

  g_signal_handlers_disconnect_by_data (self->column, self->owner);
  g_signal_handlers_disconnect_by_data (self->column, self);
  g_object_unref (self->column);
  g_free ((char *) self->as_described.id);
  g_free ((char *) self->as_described.title);
  g_free (self);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  FoyerListColumns *self = column->owner;
  GtkWidget *cell = self->rows->new_cell (&column->as_described, self->zone);

  foyer_text_cell_set_at_end (FOYER_TEXT_CELL (cell), column->as_described.is_at_end);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  foyer_list_cell_set_item (FOYER_LIST_CELL (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  foyer_list_cell_set_item (FOYER_LIST_CELL (gtk_list_item_get_child (item)), NULL);
}

/* Records which column the view sorts by: it asks that one first. Never equal, so that it asks no
 * other. */
static int
ask_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  Column *column = data;

  if (!column->owner->is_asked)
    column->owner->asked_sort = column->as_described.sort;
  column->owner->is_asked = TRUE;
  return -1;
}

static Column *
find_column (FoyerListColumns *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (g_str_equal (column->as_described.id, id))
        return column;
    }
  return NULL;
}

static void
sorted_cb (FoyerListColumns *self)
{
  gboolean is_descending;
  int sort;

  if (self->is_filling)
    return;
  if (foyer_list_columns_get_sort (self, &sort, &is_descending))
    for (guint i = 0; i < self->columns->len; i++)
      {
        const FoyerListColumn *column = self->columns->pdata[i];

        if (column->sort == sort)
          g_settings_set_string (self->settings, self->sort_key, column->id);
      }
  g_settings_set_boolean (self->settings, self->descending_key, is_descending);
  g_signal_emit (self, signals[SORTED], 0);
}

/* Those of other events keep their place in the settings. */
static void
visible_cb (FoyerListColumns *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) ids = NULL;

  if (self->is_filling)
    return;
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (gtk_column_view_column_get_visible (column->column))
        g_strv_builder_add (builder, column->as_described.id);
    }
  before = g_settings_get_strv (self->settings, self->columns_key);
  for (guint i = 0; before[i] != NULL; i++)
    if (find_column (self, before[i]) == NULL)
      g_strv_builder_add (builder, before[i]);
  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, self->columns_key, (const char *const *) ids);
}

/* GTK 4.8 takes the fixed width of hidden columns, too, from what the expanding ones may have. */
static void
fit_width_cb (Column *column)
{
  FoyerListColumns *self = column->owner;
  gboolean is_visible = gtk_column_view_column_get_visible (column->column);
  int width = (int) (column->width * foyer_text_scale (GTK_WIDGET (self->view)));
  gboolean was_filling = self->is_filling;

  self->is_filling = TRUE;
  gtk_column_view_column_set_fixed_width (column->column, is_visible && width > 0 ? width : -1);
  self->is_filling = was_filling;
}

static void
text_scaled_cb (FoyerListColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    fit_width_cb (self->columns->pdata[i]);
}

/* A person drags it. */
static void
dragged_cb (Column *column)
{
  FoyerListColumns *self = column->owner;
  const char *id = column->as_described.id;
  int width = gtk_column_view_column_get_fixed_width (column->column);
  g_autoptr (GVariant) before = NULL;
  GVariantDict dict;

  if (self->is_filling || width < MIN_WIDTH)
    return;
  column->width = (int) (width / foyer_text_scale (GTK_WIDGET (self->view)));
  before = g_settings_get_value (self->settings, self->widths_key);
  g_variant_dict_init (&dict, before);
  g_variant_dict_insert (&dict, id, "i", column->width);
  g_settings_set_value (self->settings, self->widths_key, g_variant_dict_end (&dict));
}

static void
add_sorter (Column *column)
{
  GtkSorter *sorter;

  if (column->as_described.sort < 0)
    return;
  sorter = GTK_SORTER (gtk_custom_sorter_new (ask_cb, column, NULL));
  gtk_column_view_column_set_sorter (column->column, sorter);
  g_object_unref (sorter);
}

static gboolean
is_chosen (FoyerListColumns *self, const char *id)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, self->columns_key);

  return g_strv_contains ((const char *const *) ids, id);
}

/* In GTK 4.8 a title has no alignment of its own. The header has a button for each column, in it a
 * box with a label and the arrow of what is sorted by, which gives way to the side. */
static void
align_last_title (FoyerListColumns *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  if (!GTK_IS_BOX (box) || !GTK_IS_LABEL (label))
    return;
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
}

static void
add_column (FoyerListColumns *self, const FoyerListColumn *described)
{
  Column *column = g_new0 (Column, 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, self->widths_key);
  int dragged;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column->as_described = *described;
  column->as_described.id = g_strdup (described->id);
  column->as_described.title = g_strdup (described->title);
  column->owner = self;
  column->width = described->width;
  if (g_variant_lookup (kept, described->id, "i", &dragged) && dragged >= MIN_WIDTH)
    column->width = dragged;
  column->column = gtk_column_view_column_new (described->title, factory);
  add_sorter (column);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, described->expands);
  gtk_column_view_column_set_visible (column->column,
                                      described->is_always || is_chosen (self, described->id));
  fit_width_cb (column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (fit_width_cb), column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (visible_cb), self);
  g_signal_connect_swapped (column->column, "notify::fixed-width", G_CALLBACK (dragged_cb), column);
  g_ptr_array_add (self->columns, column);
  gtk_column_view_append_column (self->view, column->column);
  if (described->is_at_end)
    align_last_title (self);
}

static void
sort_as_kept (FoyerListColumns *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, self->sort_key);
  Column *column = find_column (self, id);
  gboolean is_descending = g_settings_get_boolean (self->settings, self->descending_key);

  if (column != NULL && column->as_described.sort < 0)
    column = NULL;
  gtk_column_view_sort_by_column (self->view, column != NULL ? column->column : NULL,
                                  is_descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
foyer_list_columns_finalize (GObject *object)
{
  FoyerListColumns *self = FOYER_LIST_COLUMNS (object);

  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->settings);
  g_free (self->columns_key);
  g_free (self->widths_key);
  g_free (self->sort_key);
  g_free (self->descending_key);

  G_OBJECT_CLASS (foyer_list_columns_parent_class)->finalize (object);
}

static void
foyer_list_columns_class_init (FoyerListColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_list_columns_finalize;

  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_list_columns_init (FoyerListColumns *self)
{
  self->columns = g_ptr_array_new_with_free_func (column_free);
}

FoyerListColumns *
foyer_list_columns_new (GtkColumnView *view,
                        const FoyerListRows *rows,
                        GSettings *settings,
                        const char *name,
                        GTimeZone *zone)
{
  FoyerListColumns *self = g_object_new (FOYER_TYPE_LIST_COLUMNS, NULL);

  self->view = view;
  self->rows = rows;
  self->settings = g_object_ref (settings);
  self->zone = g_time_zone_ref (zone);
  self->columns_key = g_strconcat (name, "-columns", NULL);
  self->widths_key = g_strconcat (name, "-widths", NULL);
  self->sort_key = g_strconcat (name, "-sort", NULL);
  self->descending_key = g_strconcat (name, "-sort-descending", NULL);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorted_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (view)), "notify::gtk-xft-dpi",
                           G_CALLBACK (text_scaled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
foyer_list_columns_set (FoyerListColumns *self,
                        guint first,
                        const FoyerListColumn *columns,
                        guint n_columns)
{
  g_return_if_fail (FOYER_IS_LIST_COLUMNS (self));

  self->is_filling = TRUE;
  while (self->columns->len > first)
    {
      Column *column = self->columns->pdata[self->columns->len - 1];

      gtk_column_view_remove_column (self->view, column->column);
      g_ptr_array_remove_index (self->columns, self->columns->len - 1);
    }
  for (guint i = 0; i < n_columns; i++)
    add_column (self, &columns[i]);
  sort_as_kept (self);
  self->is_filling = FALSE;
}

void
foyer_list_columns_fill_chooser (FoyerListColumns *self, GtkBox *box)
{
  GtkWidget *child;

  g_return_if_fail (FOYER_IS_LIST_COLUMNS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (column->as_described.is_always)
        continue;
      child = gtk_check_button_new_with_label (column->as_described.title);
      g_object_bind_property (column->column, "visible", child, "active",
                              G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      gtk_box_append (box, child);
    }
}

/* A sorter of columns tells its first column only by asking it. */
gboolean
foyer_list_columns_get_sort (FoyerListColumns *self, int *sort, gboolean *is_descending)
{
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);

  g_return_val_if_fail (FOYER_IS_LIST_COLUMNS (self), FALSE);

  self->is_asked = FALSE;
  *is_descending = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), one, other) ==
                   GTK_ORDERING_LARGER;
  *sort = self->asked_sort;
  return self->is_asked;
}

GPtrArray *
foyer_list_columns_list_shown (FoyerListColumns *self)
{
  GPtrArray *shown = g_ptr_array_new ();
  GListModel *model;

  g_return_val_if_fail (FOYER_IS_LIST_COLUMNS (self), shown);

  model = gtk_column_view_get_columns (self->view);
  for (guint position = 0; position < g_list_model_get_n_items (model); position++)
    {
      g_autoptr (GtkColumnViewColumn) at = g_list_model_get_item (model, position);

      for (guint i = 0; i < self->columns->len; i++)
        if (((Column *) self->columns->pdata[i])->column == at &&
            gtk_column_view_column_get_visible (at))
          g_ptr_array_add (shown, self->columns->pdata[i]);
    }
  return shown;
}

char *
foyer_list_columns_dup_row (FoyerListColumns *self, FoyerKeyedItem *item)
{
  GString *row = g_string_new (NULL);
  g_autoptr (GPtrArray) shown = foyer_list_columns_list_shown (self);

  for (guint i = 0; i < shown->len; i++)
    {
      const FoyerListColumn *column = shown->pdata[i];
      g_autofree char *text =
          item != NULL ? self->rows->dup_text (item, column, self->zone) : g_strdup (column->title);

      if (i > 0)
        g_string_append_c (row, '\t');
      if (text != NULL)
        g_string_append (row, g_strdelimit (text, "\t\n\r", ' '));
    }
  return g_string_free (row, FALSE);
}
