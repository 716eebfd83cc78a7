/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-import-outcome.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _FoyerImportOutcome
{
  GtkWidget parent_instance;

  GtkLabel *added;
  GtkLabel *updated;
  GtkLabel *unchanged;
  GtkLabel *skipped;
  GtkLabel *more;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (FoyerImportOutcome, foyer_import_outcome, GTK_TYPE_WIDGET)

static void
foyer_import_outcome_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (foyer_import_outcome_parent_class)->dispose (object);
}

static void
foyer_import_outcome_class_init (FoyerImportOutcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_import_outcome_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/import/foyer-import-outcome.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerImportOutcome, added);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportOutcome, updated);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportOutcome, unchanged);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportOutcome, skipped);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportOutcome, more);
  gtk_widget_class_bind_template_child (widget_class, FoyerImportOutcome, spinner);
}

static void
foyer_import_outcome_init (FoyerImportOutcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_number (GtkLabel *label, gint64 number, const char *style)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, number);

  gtk_label_set_label (label, text);
  if (number > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), style);
}

static void
add_part (GPtrArray *parts, gint64 n, char *text)
{
  if (n > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

/* “New: 6 tiers, 6 questions, 326 orders” */
static char *
describe_more (const FoyerImportReport *report)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  int tiers = (int) report->tiers_added, questions = (int) report->questions_added,
      orders = (int) report->orders_added;

  add_part (parts, tiers,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d tier", "%'d tiers", tiers), tiers));
  add_part (
      parts, orders,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d order", "%'d orders", orders), orders));
  add_part (
      parts, questions,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d question", "%'d questions", questions),
                       questions));
  if (parts->len == 0)
    {
      if (report->added + report->updated == 0 && report->unchanged > 0)
        return g_strdup (_ ("Nothing is new in this list."));
      return g_strdup ("");
    }
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list: “6 tiers, 326 orders” */
  list = g_strjoinv (_ (", "), (char **) parts->pdata);
  /* Translators: %s is such as “6 tiers, 326 orders, 6 questions” */
  return g_strdup_printf (_ ("New with them: %s"), list);
}

void
foyer_import_outcome_show (FoyerImportOutcome *self, const FoyerImportReport *report)
{
  g_autofree char *more = NULL;

  if (report == NULL)
    {
      gtk_label_set_label (self->added, "–");
      gtk_label_set_label (self->updated, "–");
      gtk_label_set_label (self->unchanged, "–");
      gtk_label_set_label (self->skipped, "–");
      gtk_label_set_label (self->more, "");
      return;
    }
  show_number (self->added, report->added, "success");
  show_number (self->updated, report->updated, "accent");
  show_number (self->unchanged, report->unchanged, "foyer-plain");
  show_number (self->skipped, report->skipped, "warning");
  more = describe_more (report);
  gtk_label_set_label (self->more, more);
}

void
foyer_import_outcome_set_busy (FoyerImportOutcome *self, gboolean is_busy)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  if (is_busy)
    gtk_label_set_label (self->more, _ ("Trying the import…"));
}

char *
foyer_import_outcome_describe (const FoyerImportReport *report)
{
  gint64 n = report->added + report->updated;

  if (report->updated == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'d attendee added", "%'d attendees added", (gulong) n),
        (int) n);
  if (report->added == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'d attendee updated", "%'d attendees updated", (gulong) n),
        (int) n);
  return g_strdup_printf (_ ("%1$'d attendees added, %2$'d updated"), (int) report->added,
                          (int) report->updated);
}
