/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-attendee-columns.h"

#include <string.h>

#include "foyer-attendee-cell.h"
#include "foyer-question.h"
#include "foyer-text-scale.h"

struct _FoyerAttendeeColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* (unowned): owns what owns this */
  GSettings *settings; /* (owned) */
  GTimeZone *zone;     /* (owned) */
  GPtrArray *columns;  /* (owned) (element-type Column) */
  guint asked_sort;    /* of the column that was asked first */
  gboolean is_asked;
  gboolean is_filling;
};

/* What stands behind a GtkColumnViewColumn; in GTK 4.8 that has no id of its own. */
typedef struct
{
  FoyerAttendeeColumns *owner;
  FoyerAttendeeField field; /* FOYER_N_ATTENDEE_FIELDS: a question */
  guint sort;
  char *id;                    /* (owned) */
  char *title;                 /* (owned) */
  char *question_code;         /* (owned) (nullable) */
  GtkColumnViewColumn *column; /* (owned) */
  int width;                   /* in pixels for usual text; 0: as its cells ask */
} Column;

enum
{
  SORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerAttendeeColumns, foyer_attendee_columns, G_TYPE_OBJECT)

static void
column_free (gpointer data)
{
  Column *self = data;

  g_signal_handlers_disconnect_by_data (self->column, self->owner);
  g_signal_handlers_disconnect_by_data (self->column, self);
  g_object_unref (self->column);
  g_free (self->id);
  g_free (self->title);
  g_free (self->question_code);
  g_free (self);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Column *column)
{
  gtk_list_item_set_child (item,
                           column->question_code != NULL
                               ? foyer_attendee_cell_new_question (column->question_code)
                               : foyer_attendee_cell_new (column->field, column->owner->zone));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  foyer_attendee_cell_set_attendee (FOYER_ATTENDEE_CELL (gtk_list_item_get_child (item)),
                                    gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  foyer_attendee_cell_set_attendee (FOYER_ATTENDEE_CELL (gtk_list_item_get_child (item)), NULL);
}

/* Records which column the view sorts by: it asks that one first. Never equal, so that it asks no
 * other. */
static int
ask_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  Column *column = data;

  if (!column->owner->is_asked)
    column->owner->asked_sort = column->sort;
  column->owner->is_asked = TRUE;
  return -1;
}

static Column *
find_column (FoyerAttendeeColumns *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (g_str_equal (column->id, id))
        return column;
    }
  return NULL;
}

static void
save_sort (FoyerAttendeeColumns *self)
{
  gboolean descending;
  guint sort = foyer_attendee_columns_get_sort (self, &descending);

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (column->sort == sort)
        g_settings_set_string (self->settings, "attendees-sort", column->id);
    }
  g_settings_set_boolean (self->settings, "attendees-sort-descending", descending);
}

static void
sorted_cb (FoyerAttendeeColumns *self)
{
  if (self->is_filling)
    return;
  save_sort (self);
  g_signal_emit (self, signals[SORTED], 0);
}

static void
visible_cb (FoyerAttendeeColumns *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  g_auto (GStrv) before = NULL;

  if (self->is_filling)
    return;
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (gtk_column_view_column_get_visible (column->column))
        g_strv_builder_add (builder, column->id);
    }
  /* Questions of other events keep their place. */
  before = g_settings_get_strv (self->settings, "attendees-columns");
  for (guint i = 0; before[i] != NULL; i++)
    if (find_column (self, before[i]) == NULL)
      g_strv_builder_add (builder, before[i]);
  ids = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "attendees-columns", (const char *const *) ids);
}

static gboolean
is_chosen (FoyerAttendeeColumns *self, const char *id)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, "attendees-columns");

  return g_strv_contains ((const char *const *) ids, id);
}

/* GTK 4.8 takes the fixed width of hidden columns, too, from what the expanding ones may have. */
static void
fit_width_cb (Column *column)
{
  gboolean is_visible = gtk_column_view_column_get_visible (column->column);
  int width = (int) (column->width * foyer_text_scale (GTK_WIDGET (column->owner->view)));

  gtk_column_view_column_set_fixed_width (column->column, is_visible && width > 0 ? width : -1);
}

static void
text_scaled_cb (FoyerAttendeeColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    fit_width_cb (self->columns->pdata[i]);
}

static void
add_column (FoyerAttendeeColumns *self, Column *column, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (ask_cb, column, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column->owner = self;
  column->column = gtk_column_view_column_new (column->title, factory);
  gtk_column_view_column_set_sorter (column->column, sorter);
  g_object_unref (sorter);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  column->width = width;
  gtk_column_view_column_set_expand (column->column, column->field == FOYER_ATTENDEE_NAME ||
                                                         column->field == FOYER_ATTENDEE_COMPANY);
  gtk_column_view_column_set_visible (column->column, column->field == FOYER_ATTENDEE_NAME ||
                                                          is_chosen (self, column->id));
  fit_width_cb (column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (fit_width_cb), column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (visible_cb), self);
  g_ptr_array_add (self->columns, column);
  gtk_column_view_append_column (self->view, column->column);
}

static void
add_fields (FoyerAttendeeColumns *self)
{
  static const int widths[FOYER_N_ATTENDEE_FIELDS] = {
    /* The name, and the company, take what is left. */
    [FOYER_ATTENDEE_COMPANY] = 150, [FOYER_ATTENDEE_EMAIL] = 230,   [FOYER_ATTENDEE_TIER] = 160,
    [FOYER_ATTENDEE_STATUS] = 120,  [FOYER_ATTENDEE_ARRIVED] = 105, [FOYER_ATTENDEE_ORDER] = 90,
    [FOYER_ATTENDEE_CODE] = 180,
  };

  for (guint field = 0; field < FOYER_N_ATTENDEE_FIELDS; field++)
    {
      Column *column = g_new0 (Column, 1);

      column->field = field;
      column->sort = foyer_attendee_field_sort (field);
      column->id = g_strdup (foyer_attendee_field_id (field));
      column->title = g_strdup (foyer_attendee_field_title (field));
      add_column (self, column, widths[field]);
    }
}

static void
sort_as_kept (FoyerAttendeeColumns *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "attendees-sort");
  Column *column = find_column (self, id);
  gboolean descending = g_settings_get_boolean (self->settings, "attendees-sort-descending");

  gtk_column_view_sort_by_column (self->view, column != NULL ? column->column : NULL,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
foyer_attendee_columns_finalize (GObject *object)
{
  FoyerAttendeeColumns *self = FOYER_ATTENDEE_COLUMNS (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (foyer_attendee_columns_parent_class)->finalize (object);
}

static void
foyer_attendee_columns_class_init (FoyerAttendeeColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_attendee_columns_finalize;

  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_attendee_columns_init (FoyerAttendeeColumns *self)
{
  self->columns = g_ptr_array_new_with_free_func (column_free);
}

FoyerAttendeeColumns *
foyer_attendee_columns_new (GtkColumnView *view, GSettings *settings, GTimeZone *zone)
{
  FoyerAttendeeColumns *self = g_object_new (FOYER_TYPE_ATTENDEE_COLUMNS, NULL);

  self->view = view;
  self->settings = g_object_ref (settings);
  self->zone = g_time_zone_ref (zone);
  self->is_filling = TRUE;
  add_fields (self);
  sort_as_kept (self);
  self->is_filling = FALSE;
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed", G_CALLBACK (sorted_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (view)), "notify::gtk-xft-dpi",
                           G_CALLBACK (text_scaled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
foyer_attendee_columns_set_questions (FoyerAttendeeColumns *self, GPtrArray *questions)
{
  g_return_if_fail (FOYER_IS_ATTENDEE_COLUMNS (self));

  self->is_filling = TRUE;
  while (self->columns->len > FOYER_N_ATTENDEE_FIELDS)
    {
      Column *column = self->columns->pdata[self->columns->len - 1];

      gtk_column_view_remove_column (self->view, column->column);
      g_ptr_array_remove_index (self->columns, self->columns->len - 1);
    }
  for (guint i = 0; i < questions->len; i++)
    {
      const FoyerQuestion *question = questions->pdata[i];
      Column *column = g_new0 (Column, 1);

      column->field = FOYER_N_ATTENDEE_FIELDS;
      column->sort = FOYER_SORT_QUESTION + i;
      column->id = g_strconcat ("question:", question->code, NULL);
      column->title = g_strdup (question->label != NULL ? question->label : question->code);
      column->question_code = g_strdup (question->code);
      add_column (self, column, 150);
    }
  sort_as_kept (self);
  self->is_filling = FALSE;
}

void
foyer_attendee_columns_fill_chooser (FoyerAttendeeColumns *self, GtkBox *box)
{
  GtkWidget *child;

  g_return_if_fail (FOYER_IS_ATTENDEE_COLUMNS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (column->field == FOYER_ATTENDEE_NAME)
        continue;
      child = gtk_check_button_new_with_label (column->title);
      g_object_bind_property (column->column, "visible", child, "active",
                              G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
      gtk_box_append (box, child);
    }
}

/* A sorter of columns tells its first column only by asking it. */
guint
foyer_attendee_columns_get_sort (FoyerAttendeeColumns *self, gboolean *descending)
{
  GtkSorter *sorter;
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);

  g_return_val_if_fail (FOYER_IS_ATTENDEE_COLUMNS (self), FOYER_SORT_ADDED);

  sorter = gtk_column_view_get_sorter (self->view);
  self->is_asked = FALSE;
  *descending = gtk_sorter_compare (sorter, one, other) == GTK_ORDERING_LARGER;
  return self->is_asked ? self->asked_sort : FOYER_SORT_ADDED;
}

static char *
dup_cell (FoyerAttendeeColumns *self, Column *column, FoyerAttendee *attendee)
{
  g_autofree char *text = column->question_code != NULL
                              ? foyer_attendee_dup_answer (attendee, column->question_code)
                              : foyer_attendee_dup_field (attendee, column->field, self->zone);

  return text != NULL ? g_strdelimit (g_steal_pointer (&text), "\t\n\r", ' ') : g_strdup ("");
}

/* The columns as they stand: which are shown, in the order to which they were dragged. */
static GPtrArray *
list_shown (FoyerAttendeeColumns *self)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  GPtrArray *shown = g_ptr_array_new ();

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

static char *
join_shown (FoyerAttendeeColumns *self, FoyerAttendee *attendee)
{
  g_autoptr (GPtrArray) shown = list_shown (self);
  GString *row = g_string_new (NULL);

  for (guint i = 0; i < shown->len; i++)
    {
      Column *column = shown->pdata[i];
      g_autofree char *cell =
          attendee != NULL ? dup_cell (self, column, attendee) : g_strdup (column->title);

      if (i > 0)
        g_string_append_c (row, '\t');
      g_string_append (row, cell);
    }
  return g_string_free (row, FALSE);
}

char *
foyer_attendee_columns_dup_row (FoyerAttendeeColumns *self, FoyerAttendee *attendee)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_COLUMNS (self), NULL);

  return join_shown (self, attendee);
}

char *
foyer_attendee_columns_dup_header (FoyerAttendeeColumns *self)
{
  g_return_val_if_fail (FOYER_IS_ATTENDEE_COLUMNS (self), NULL);

  return join_shown (self, NULL);
}

char **
foyer_attendee_columns_list_exported (FoyerAttendeeColumns *self)
{
  static const char *const headings[FOYER_N_ATTENDEE_FIELDS] = {
    [FOYER_ATTENDEE_NAME] = "Name",          [FOYER_ATTENDEE_COMPANY] = "Company",
    [FOYER_ATTENDEE_EMAIL] = "Email",        [FOYER_ATTENDEE_TIER] = "Ticket",
    [FOYER_ATTENDEE_STATUS] = "Status",      [FOYER_ATTENDEE_ARRIVED] = "Checked in at",
    [FOYER_ATTENDEE_ORDER] = "Order number", [FOYER_ATTENDEE_CODE] = "Code",
  };
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (FOYER_IS_ATTENDEE_COLUMNS (self), NULL);

  shown = list_shown (self);
  for (guint i = 0; i < shown->len; i++)
    {
      const Column *column = shown->pdata[i];

      g_strv_builder_add (builder,
                          column->question_code != NULL ? column->id : headings[column->field]);
    }
  return g_strv_builder_end (builder);
}
