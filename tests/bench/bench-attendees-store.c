/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one writes first: an object per row in a GListStore, a filter model and a sort model above
 * it. */
#include "bench-attendees.h"

#include <adwaita.h>
#include <string.h>

#include "foyer-database.h"
#include "foyer-text.h"

#define BENCH_TYPE_ROW (bench_row_get_type ())
G_DECLARE_FINAL_TYPE (BenchRow, bench_row, BENCH, ROW, GObject)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COMPANY,
  PROP_TIER,
  PROP_STATUS,
  PROP_ARRIVED,
  PROP_ORDER,
  N_PROPS,
};

struct _BenchRow
{
  GObject parent_instance;

  char *texts[N_PROPS];
  char *folded;
};

static const char *const names[] = {
  NULL, "name", "company", "tier", "status", "arrived", "order"
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (BenchRow, bench_row, G_TYPE_OBJECT)

static void
bench_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, BENCH_ROW (object)->texts[id]);
}

static void
bench_row_finalize (GObject *object)
{
  BenchRow *self = BENCH_ROW (object);

  for (guint i = 0; i < N_PROPS; i++)
    g_free (self->texts[i]);
  g_free (self->folded);
  G_OBJECT_CLASS (bench_row_parent_class)->finalize (object);
}

static void
bench_row_class_init (BenchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = bench_row_get_property;
  G_OBJECT_CLASS (klass)->finalize = bench_row_finalize;
  for (guint i = 1; i < N_PROPS; i++)
    props[i] =
        g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
bench_row_init (BenchRow *self)
{
}

static GListStore *
read_rows (FoyerDatabase *db)
{
  static const char sql[] =
      "SELECT t.attendee_name, t.company, r.name, t.status, t.check_in_time, o.order_number, "
      "t.attendee_email, t.qr_code FROM tickets AS t LEFT JOIN ticket_tiers AS r ON r.id = "
      "t.tier_id LEFT JOIN orders AS o ON o.id = t.order_id WHERE t.deleted_at IS NULL";
  GListStore *store = g_list_store_new (BENCH_TYPE_ROW);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) folded = g_string_new (NULL);
  sqlite3_stmt *statement = foyer_database_prepare (db, sql, NULL);

  while (foyer_database_step (db, statement, NULL) == SQLITE_ROW)
    {
      BenchRow *row = g_object_new (BENCH_TYPE_ROW, NULL);

      g_string_truncate (folded, 0);
      for (guint i = 0; i < 8; i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, i);

          if (i < 6)
            row->texts[i + 1] = g_strdup (text != NULL ? text : "");
          if (text != NULL)
            foyer_text_fold_append (folded, text, -1);
          g_string_append_c (folded, '\n');
        }
      row->folded = g_strndup (folded->str, folded->len);
      g_ptr_array_add (rows, row);
    }
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return store;
}

static gboolean
filter_cb (gpointer item, gpointer data)
{
  const char *const *text = data;

  return *text == NULL || strstr (BENCH_ROW (item)->folded, *text) != NULL;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_inscription_new (NULL));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  BenchRow *row = gtk_list_item_get_item (item);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            row->texts[GPOINTER_TO_UINT (data)]);
}

static GtkWidget *
make_view (void)
{
  GtkWidget *view = gtk_column_view_new (NULL);

  for (guint i = 1; i < N_PROPS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      GtkExpression *expression = gtk_property_expression_new (BENCH_TYPE_ROW, NULL, names[i]);
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (names[i], factory);
      gtk_column_view_column_set_fixed_width (column, 150);
      gtk_column_view_column_set_sorter (column, GTK_SORTER (gtk_string_sorter_new (expression)));
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  return view;
}

static double
sort (BenchStage *stage, GtkColumnView *view, guint n)
{
  static const guint columns[] = { 1, 2, 3, 4, 5 };
  GListModel *model = gtk_column_view_get_columns (view);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  /* Half a minute for each column of a million: one tells enough. */
  for (guint i = 0; i < (n > 200000 ? 1 : G_N_ELEMENTS (columns)); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, columns[i]);
      double start, time;

      bench_stage_rest (stage);
      start = bench_now ();
      gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
      bench_stage_paint (stage);
      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  return bench_median (times);
}

static void
type (BenchStage *stage, GtkFilter *filter, char **typed, GArray *any, GArray *second)
{
  for (guint i = 0; bench_words[i] != NULL; i++)
    for (const char *end = g_utf8_next_char (bench_words[i]); end != NULL;
         end = *end != '\0' ? g_utf8_next_char (end) : NULL)
      {
        gboolean is_first = end == g_utf8_next_char (bench_words[i]);
        double start, time;

        g_free (*typed);
        *typed = foyer_text_fold (bench_words[i], end - bench_words[i]);
        bench_stage_rest (stage);
        start = bench_now ();
        gtk_filter_changed (filter,
                            is_first ? GTK_FILTER_CHANGE_DIFFERENT : GTK_FILTER_CHANGE_MORE_STRICT);
        bench_stage_paint (stage);
        time = bench_now () - start;
        g_array_append_val (any, time);
        if (!is_first)
          g_array_append_val (second, time);
      }
}

int
bench_attendees_store (guint n, const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "replica.foyer", NULL);
  g_autoptr (FoyerDatabase) db = foyer_database_open (path, FOYER_DATABASE_READ_ONLY, NULL);
  g_autoptr (GArray) any = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (double));
  BenchStage stage = { 0 };
  char *typed = NULL;
  GtkWidget *view, *scroller;
  GtkFilter *filter;
  GListModel *model;
  double start, opened, sorted;

  adw_init ();
  bench_stage_open (&stage);
  start = bench_now ();
  view = make_view ();
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, &typed, NULL));
  model = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (read_rows (db)), filter));
  model = G_LIST_MODEL (gtk_sort_list_model_new (
      model, g_object_ref (gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)))));
  {
    g_autoptr (GtkColumnViewColumn) name =
        g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)), 0);

    gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (view), name, GTK_SORT_ASCENDING);
  }
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view),
                             GTK_SELECTION_MODEL (gtk_multi_selection_new (model)));
  gtk_window_set_child (stage.window, scroller);
  bench_stage_paint (&stage);
  opened = bench_now () - start;
  sorted = sort (&stage, GTK_COLUMN_VIEW (view), n);
  type (&stage, filter, &typed, any, second);
  g_print ("%f %f %f %f %f %f %f %f\n", opened, opened, opened, opened, sorted, bench_p95 (any),
           bench_p95 (second), bench_rss () - stage.rss);
  return 0;
}
