/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-order-columns.h"

#include "foyer-order-cell.h"
#include "foyer-text-scale.h"

#define MIN_WIDTH 40

/* What stands behind a GtkColumnViewColumn; in GTK 4.8 that has no id of its own. */
typedef struct
{
  FoyerOrderColumns *owner;
  FoyerOrderField field;
  GtkColumnViewColumn *column; /* (owned) */
  int width;                   /* in pixels for usual text; 0: what is left */
} Column;

struct _FoyerOrderColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* (unowned): owns what owns this */
  GSettings *settings; /* (owned) */
  GTimeZone *zone;     /* (owned) */
  Column columns[FOYER_N_ORDER_FIELDS];
  FoyerOrderSort asked_sort; /* of the column that was asked first */
  gboolean is_asked;
  gboolean is_filling;
};

enum
{
  SORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerOrderColumns, foyer_order_columns, G_TYPE_OBJECT)

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  gtk_list_item_set_child (item, foyer_order_cell_new (column->field, column->owner->zone));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  foyer_order_cell_set_item (FOYER_ORDER_CELL (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  foyer_order_cell_set_item (FOYER_ORDER_CELL (gtk_list_item_get_child (item)), NULL);
}

/* Records which column the view sorts by: it asks that one first. Never equal, so that it asks no
 * other. */
static int
ask_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  Column *column = data;

  if (!column->owner->is_asked)
    foyer_order_field_sort (column->field, &column->owner->asked_sort);
  column->owner->is_asked = TRUE;
  return -1;
}

static void
sorted_cb (FoyerOrderColumns *self)
{
  gboolean is_ascending;
  FoyerOrderSort sort, of_column;

  if (self->is_filling)
    return;
  sort = foyer_order_columns_get_sort (self, &is_ascending);
  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    if (foyer_order_field_sort (i, &of_column) && of_column == sort)
      g_settings_set_string (self->settings, "orders-sort", foyer_order_field_id (i));
  g_settings_set_boolean (self->settings, "orders-sort-descending", !is_ascending);
  g_signal_emit (self, signals[SORTED], 0);
}

static void
visible_cb (FoyerOrderColumns *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  if (self->is_filling)
    return;
  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    if (gtk_column_view_column_get_visible (self->columns[i].column))
      g_strv_builder_add (builder, foyer_order_field_id (i));
  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "orders-columns", (const char *const *) ids);
}

/* GTK 4.8 takes the fixed width of hidden columns, too, from what the expanding ones may have. */
static void
fit_width_cb (Column *column)
{
  FoyerOrderColumns *self = column->owner;
  gboolean is_visible = gtk_column_view_column_get_visible (column->column);
  int width = (int) (column->width * foyer_text_scale (GTK_WIDGET (self->view)));
  gboolean was_filling = self->is_filling;

  self->is_filling = TRUE;
  gtk_column_view_column_set_fixed_width (column->column, is_visible && width > 0 ? width : -1);
  self->is_filling = was_filling;
}

static void
text_scaled_cb (FoyerOrderColumns *self)
{
  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    fit_width_cb (&self->columns[i]);
}

/* A person drags it. */
static void
dragged_cb (Column *column)
{
  FoyerOrderColumns *self = column->owner;
  int width = gtk_column_view_column_get_fixed_width (column->column);
  GVariantDict dict;
  g_autoptr (GVariant) before = NULL;

  if (self->is_filling || width < MIN_WIDTH)
    return;
  column->width = (int) (width / foyer_text_scale (GTK_WIDGET (self->view)));
  before = g_settings_get_value (self->settings, "orders-widths");
  g_variant_dict_init (&dict, NULL);
  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    {
      int kept;

      if (i == column->field)
        g_variant_dict_insert (&dict, foyer_order_field_id (i), "i", column->width);
      else if (g_variant_lookup (before, foyer_order_field_id (i), "i", &kept))
        g_variant_dict_insert (&dict, foyer_order_field_id (i), "i", kept);
    }
  g_settings_set_value (self->settings, "orders-widths", g_variant_dict_end (&dict));
}

static void
add_sorter (Column *column)
{
  GtkSorter *sorter;
  FoyerOrderSort sort;

  if (!foyer_order_field_sort (column->field, &sort))
    return;
  sorter = GTK_SORTER (gtk_custom_sorter_new (ask_cb, column, NULL));
  gtk_column_view_column_set_sorter (column->column, sorter);
  g_object_unref (sorter);
}

static void
add_column (FoyerOrderColumns *self, FoyerOrderField field, int width, gboolean is_visible)
{
  Column *column = &self->columns[field];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column->owner = self;
  column->field = field;
  column->width = width;
  column->column = gtk_column_view_column_new (foyer_order_field_title (field), factory);
  add_sorter (column);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, field == FOYER_ORDER_FIELD_BUYER);
  gtk_column_view_column_set_visible (column->column, is_visible);
  fit_width_cb (column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (fit_width_cb), column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (visible_cb), self);
  g_signal_connect_swapped (column->column, "notify::fixed-width", G_CALLBACK (dragged_cb), column);
  gtk_column_view_append_column (self->view, column->column);
}

static void
add_columns (FoyerOrderColumns *self)
{
  static const int widths[FOYER_N_ORDER_FIELDS] = {
    [FOYER_ORDER_FIELD_NUMBER] = 74,   [FOYER_ORDER_FIELD_TIME] = 100,
    [FOYER_ORDER_FIELD_TICKETS] = 68,  [FOYER_ORDER_FIELD_TOTAL] = 96,
    [FOYER_ORDER_FIELD_PAID] = 96,     [FOYER_ORDER_FIELD_STATUS] = 136,
    [FOYER_ORDER_FIELD_CHANNEL] = 108,
  };
  g_auto (GStrv) shown = g_settings_get_strv (self->settings, "orders-columns");
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, "orders-widths");

  for (guint field = 0; field < FOYER_N_ORDER_FIELDS; field++)
    {
      const char *id = foyer_order_field_id (field);
      int width = widths[field], dragged;

      if (g_variant_lookup (kept, id, "i", &dragged) && dragged >= MIN_WIDTH)
        width = dragged;
      add_column (self, field, width,
                  field == FOYER_ORDER_FIELD_NUMBER || field == FOYER_ORDER_FIELD_BUYER ||
                      g_strv_contains ((const char *const *) shown, id));
    }
}

static void
sort_as_kept (FoyerOrderColumns *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "orders-sort");
  gboolean descending = g_settings_get_boolean (self->settings, "orders-sort-descending");
  guint found = FOYER_ORDER_FIELD_TIME;

  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    if (g_str_equal (id, foyer_order_field_id (i)) &&
        gtk_column_view_column_get_sorter (self->columns[i].column) != NULL)
      found = i;
  gtk_column_view_sort_by_column (self->view, self->columns[found].column,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
foyer_order_columns_finalize (GObject *object)
{
  FoyerOrderColumns *self = FOYER_ORDER_COLUMNS (object);

  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    {
      g_signal_handlers_disconnect_by_data (self->columns[i].column, &self->columns[i]);
      g_signal_handlers_disconnect_by_data (self->columns[i].column, self);
      g_clear_object (&self->columns[i].column);
    }
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (foyer_order_columns_parent_class)->finalize (object);
}

static void
foyer_order_columns_class_init (FoyerOrderColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_order_columns_finalize;

  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_order_columns_init (FoyerOrderColumns *self)
{
}

FoyerOrderColumns *
foyer_order_columns_new (GtkColumnView *view, GSettings *settings, GTimeZone *zone)
{
  FoyerOrderColumns *self = g_object_new (FOYER_TYPE_ORDER_COLUMNS, NULL);

  self->view = view;
  self->settings = g_object_ref (settings);
  self->zone = g_time_zone_ref (zone);
  self->is_filling = TRUE;
  add_columns (self);
  sort_as_kept (self);
  self->is_filling = FALSE;
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorted_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (view)), "notify::gtk-xft-dpi",
                           G_CALLBACK (text_scaled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
foyer_order_columns_fill_chooser (FoyerOrderColumns *self, GtkBox *box)
{
  g_return_if_fail (FOYER_IS_ORDER_COLUMNS (self));

  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    {
      GtkWidget *check;

      if (i == FOYER_ORDER_FIELD_NUMBER || i == FOYER_ORDER_FIELD_BUYER)
        continue;
      check = gtk_check_button_new_with_label (foyer_order_field_title (i));
      g_object_bind_property (self->columns[i].column, "visible", check, "active",
                              G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      gtk_box_append (box, check);
    }
}

/* A sorter of columns tells its first column only by asking it. */
FoyerOrderSort
foyer_order_columns_get_sort (FoyerOrderColumns *self, gboolean *is_ascending)
{
  GtkSorter *sorter;
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);

  *is_ascending = FALSE;
  g_return_val_if_fail (FOYER_IS_ORDER_COLUMNS (self), FOYER_ORDER_SORT_TIME);

  sorter = gtk_column_view_get_sorter (self->view);
  self->is_asked = FALSE;
  *is_ascending = gtk_sorter_compare (sorter, one, other) == GTK_ORDERING_SMALLER;
  return self->is_asked ? self->asked_sort : FOYER_ORDER_SORT_TIME;
}

char *
foyer_order_columns_dup_row (FoyerOrderColumns *self, const FoyerOrderEntry *entry)
{
  GString *row = g_string_new (NULL);

  g_return_val_if_fail (FOYER_IS_ORDER_COLUMNS (self), g_string_free (row, FALSE));

  for (guint i = 0; i < FOYER_N_ORDER_FIELDS; i++)
    {
      g_autofree char *cell = NULL;

      if (!gtk_column_view_column_get_visible (self->columns[i].column))
        continue;
      cell = entry != NULL ? foyer_order_field_dup (i, entry, self->zone)
                           : g_strdup (foyer_order_field_title (i));
      if (row->len > 0)
        g_string_append_c (row, '\t');
      g_string_append (row, cell != NULL ? g_strdelimit (cell, "\t\n\r", ' ') : "");
    }
  return g_string_free (row, FALSE);
}
