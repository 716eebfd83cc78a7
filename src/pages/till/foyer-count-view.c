/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-count-view.h"

#include "foyer-count-row.h"
#include "foyer-message-row.h"
#include "foyer-money.h"

#include <glib/gi18n-lib.h>

struct _FoyerCountView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *notes_group;
  GtkListBox *notes;
  GtkListBox *coins;
  GtkEditable *sum_row;
  FoyerMessageRow *sum_message;
  GtkLabel *total;

  GPtrArray *rows; /* (element-type FoyerCountRow) in order; children of the lists */
  char *currency;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerCountView, foyer_count_view, ADW_TYPE_BIN)

enum
{
  CHANGED,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_sum (FoyerCountView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "sum") == 0;
}

static char *
dup_typed (FoyerCountView *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->sum_row)));
}

static void
changed_cb (FoyerCountView *self)
{
  gint64 sum = 0;
  gboolean is_valid;
  g_autofree char *money = NULL;
  g_autofree char *typed = NULL;

  if (self->currency == NULL)
    return;
  is_valid = foyer_count_view_get_sum (self, &sum);
  money = foyer_money_format (sum, self->currency);
  typed = dup_typed (self);
  gtk_label_set_label (self->total, is_valid ? money : "–");
  foyer_message_row_set_error (self->sum_message, GTK_WIDGET (self->sum_row),
                               is_sum (self) && !is_valid && *typed != '\0'
                                   ? _ ("Write an amount, such as 150.00.")
                                   : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sum_activated_cb (FoyerCountView *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
row_done_cb (FoyerCountView *self, FoyerCountRow *row)
{
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  if (index + 1 < self->rows->len)
    foyer_count_row_focus (self->rows->pdata[index + 1]);
  else
    g_signal_emit (self, signals[DONE], 0);
}

static void
foyer_count_view_finalize (GObject *object)
{
  FoyerCountView *self = FOYER_COUNT_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_free (self->currency);
  G_OBJECT_CLASS (foyer_count_view_parent_class)->finalize (object);
}

static void
foyer_count_view_class_init (FoyerCountViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_count_view_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_COUNT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", FOYER_TYPE_COUNT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-count-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, notes_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, notes);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, coins);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, sum_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, sum_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerCountView, total);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sum_activated_cb);
}

static void
foyer_count_view_init (FoyerCountView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
foyer_count_view_set_currency (FoyerCountView *self, const char *currency)
{
  g_autoptr (GArray) list = NULL;
  gboolean has_notes = FALSE;

  g_return_if_fail (FOYER_IS_COUNT_VIEW (self));
  g_return_if_fail (self->currency == NULL);

  self->currency = g_strdup (currency);
  list = foyer_denominations_list (currency);
  for (guint i = 0; i < list->len; i++)
    {
      const FoyerDenomination *denomination = &g_array_index (list, FoyerDenomination, i);
      GtkWidget *row = foyer_count_row_new (denomination->value, currency);

      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "done", G_CALLBACK (row_done_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (denomination->is_note ? self->notes : self->coins, row);
      has_notes |= denomination->is_note;
    }
  gtk_widget_set_visible (self->notes_group, has_notes);
  changed_cb (self);
}

GArray *
foyer_count_view_dup_counted (FoyerCountView *self)
{
  GArray *counted;

  g_return_val_if_fail (FOYER_IS_COUNT_VIEW (self), NULL);

  if (is_sum (self))
    return NULL;
  counted = g_array_new (FALSE, FALSE, sizeof (FoyerCounted));
  for (guint i = 0; i < self->rows->len; i++)
    {
      FoyerCounted one = { .value = foyer_count_row_get_value (self->rows->pdata[i]),
                           .n = foyer_count_row_get_n (self->rows->pdata[i]) };

      if (one.n > 0)
        g_array_append_val (counted, one);
    }
  return counted;
}

gboolean
foyer_count_view_get_sum (FoyerCountView *self, gint64 *sum)
{
  g_autoptr (GArray) counted = NULL;
  g_autofree char *typed = NULL;

  g_return_val_if_fail (FOYER_IS_COUNT_VIEW (self), FALSE);

  counted = foyer_count_view_dup_counted (self);
  if (counted != NULL)
    return foyer_counted_sum (counted, sum);
  typed = dup_typed (self);
  return *typed != '\0' && foyer_money_parse (typed, self->currency, sum, NULL) && *sum >= 0;
}

gboolean
foyer_count_view_is_empty (FoyerCountView *self)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (FOYER_IS_COUNT_VIEW (self), TRUE);

  typed = dup_typed (self);
  for (guint i = 0; i < self->rows->len; i++)
    if (foyer_count_row_get_n (self->rows->pdata[i]) > 0)
      return FALSE;
  return *typed == '\0';
}

void
foyer_count_view_focus (FoyerCountView *self)
{
  g_return_if_fail (FOYER_IS_COUNT_VIEW (self));

  if (is_sum (self) || self->rows->len == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->sum_row));
  else
    foyer_count_row_focus (self->rows->pdata[0]);
}
