/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-drawer-window.h"

#include "foyer-message-row.h"
#include "foyer-money.h"
#include "foyer-suggest-row.h"
#include "foyer-till-printing.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

struct _FoyerDrawerWindow
{
  FoyerEditWindow parent_instance;

  GtkWidget *amount_group;
  GtkEditable *amount_row;
  FoyerMessageRow *amount_message;
  FoyerSuggestRow *reason_row;
  GtkLabel *hint;
  GtkLabel *problem;

  FoyerTillDesk *desk; /* (owned) */
  FoyerTillKind kind;
  GtkWidget *from; /* (nullable) weak */
};

G_DEFINE_FINAL_TYPE (FoyerDrawerWindow, foyer_drawer_window, FOYER_TYPE_EDIT_WINDOW)

#define N_REASONS 3

/* By kind: what is said around the fields. */
static const struct
{
  FoyerTillKind kind;
  const char *title;
  const char *save_label;
  const char *reason_title;
  const char *hint;
  const char *done;
  const char *reasons[N_REASONS + 1];
} words[] = {
  { FOYER_TILL_PAY_IN,
    N_ ("Pay In"),
    N_ ("Pay _In"),
    N_ ("Reason (Optional)"),
    N_ ("Money that comes into the drawer without a sale."),
    N_ ("Paid in"),
    { N_ ("Change from the bank"), N_ ("From the safe"), N_ ("From another till") } },
  { FOYER_TILL_PAY_OUT,
    N_ ("Pay Out"),
    N_ ("Pay _Out"),
    N_ ("Reason"),
    N_ ("Money that leaves the drawer without a refund."),
    N_ ("Paid out"),
    { N_ ("To the safe"), N_ ("To the bank"), N_ ("Expenses") } },
  { FOYER_TILL_NO_SALE,
    N_ ("Open Drawer"),
    N_ ("_Open Drawer"),
    N_ ("Reason"),
    N_ ("The drawer is opened without a sale. The report counts how often."),
    N_ ("Drawer opened"),
    { N_ ("Change money for a guest"), N_ ("Wrong change given"), N_ ("Look inside") } },
};

static guint
find_words (FoyerTillKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].kind == kind)
      return i;
  g_assert_not_reached ();
}

static char *
dup_text (gpointer editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));
}

/* The amount as it is typed; FALSE for none. */
static gboolean
read_amount (FoyerDrawerWindow *self, gint64 *amount)
{
  g_autofree char *text = dup_text (self->amount_row);

  *amount = 0;
  if (self->kind == FOYER_TILL_NO_SALE)
    return TRUE;
  return *text != '\0' &&
         foyer_money_parse (text, foyer_till_desk_get_currency (self->desk), amount, NULL) &&
         *amount > 0;
}

static void
changed_cb (FoyerDrawerWindow *self)
{
  g_autofree char *amount_text = NULL;
  g_autofree char *reason = NULL;
  gboolean is_amount, is_reason;
  gint64 amount;

  if (self->desk == NULL)
    return;
  amount_text = dup_text (self->amount_row);
  reason = dup_text (self->reason_row);
  is_amount = read_amount (self, &amount);
  is_reason = self->kind == FOYER_TILL_PAY_IN || *reason != '\0';
  foyer_message_row_set_error (
      self->amount_message, GTK_WIDGET (self->amount_row),
      !is_amount && *amount_text != '\0' ? _ ("Write an amount above 0, such as 20.00.") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), is_amount && is_reason);
}

static void
activated_cb (FoyerDrawerWindow *self)
{
  g_autofree char *reason = dup_text (self->reason_row);

  if (self->kind != FOYER_TILL_PAY_IN && *reason == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
}

static void
slip_printed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_print_desk_print_finish (FOYER_PRINT_DESK (source), result, &error) && from != NULL &&
      gtk_widget_get_root (from) != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("Not printed: it waits. %s"), error->message);

      foyer_show_toast (from, title);
    }
}

/* Money that comes or goes without a sale leaves a slip to sign. */
static const char *
find_slip_target (FoyerDrawerWindow *self)
{
  return self->kind != FOYER_TILL_NO_SALE
             ? foyer_print_desk_find_target (foyer_till_desk_get_prints (self->desk),
                                             FOYER_PRINT_REPORT)
             : NULL;
}

/* The drawer opens with it. */
static void
print_slip (FoyerDrawerWindow *self, FoyerTillDesk *desk, const FoyerTillActed *acted)
{
  g_autoptr (FoyerPrintJob) job = NULL;

  if (acted->slip == 0)
    {
      foyer_till_printing_open_drawer (desk, self->from);
      return;
    }
  job = foyer_print_job_new (foyer_till_desk_get_event_id (desk), FOYER_PRINT_REPORT);
  job->key = acted->slip;
  job->target = g_strdup (FOYER_PRINT_RECEIPT_PRINTER);
  foyer_print_job_set_record (job, &acted->record_id);
  foyer_print_desk_print_async (foyer_till_desk_get_prints (desk), job, TRUE, slip_printed_cb,
                                self->from != NULL ? g_object_ref (self->from) : NULL);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDrawerWindow) self = data;
  g_autoptr (GError) error = NULL;
  FoyerTillActed acted;

  if (foyer_till_desk_act_finish (FOYER_TILL_DESK (source), result, &acted, &error))
    {
      print_slip (self, FOYER_TILL_DESK (source), &acted);
      if (self->from != NULL)
        foyer_show_toast (self->from, _ (words[find_words (self->kind)].done));
      foyer_edit_window_show_saved (FOYER_EDIT_WINDOW (self), 0, NULL);
      return;
    }
  foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), NULL);
  /* Closed meanwhile: there is nothing to say it in any more. */
  if (self->desk == NULL)
    return;
  gtk_label_set_label (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
foyer_drawer_window_save (FoyerEditWindow *window)
{
  FoyerDrawerWindow *self = FOYER_DRAWER_WINDOW (window);
  g_autofree char *reason = dup_text (self->reason_row);
  FoyerTillAct act = { .kind = self->kind,
                       .reason = *reason != '\0' ? reason : NULL,
                       .slip_target = find_slip_target (self) };

  read_amount (self, &act.amount);
  foyer_till_desk_act_async (self->desk, &act, acted_cb, g_object_ref (self));
}

/* A word or two are soon typed again: nobody is asked. */
static gboolean
foyer_drawer_window_is_edited (FoyerEditWindow *window)
{
  return FALSE;
}

static void
foyer_drawer_window_dispose (GObject *object)
{
  FoyerDrawerWindow *self = FOYER_DRAWER_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_drawer_window_parent_class)->dispose (object);
}

static void
foyer_drawer_window_class_init (FoyerDrawerWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_drawer_window_dispose;
  FOYER_EDIT_WINDOW_CLASS (klass)->is_edited = foyer_drawer_window_is_edited;
  FOYER_EDIT_WINDOW_CLASS (klass)->save = foyer_drawer_window_save;

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  g_type_ensure (FOYER_TYPE_SUGGEST_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-drawer-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDrawerWindow, amount_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerDrawerWindow, amount_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerDrawerWindow, amount_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerDrawerWindow, reason_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerDrawerWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerDrawerWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
foyer_drawer_window_init (FoyerDrawerWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_words (FoyerDrawerWindow *self)
{
  guint w = find_words (self->kind);
  const char *reasons[N_REASONS + 1] = { NULL };

  for (guint i = 0; i < N_REASONS; i++)
    reasons[i] = _ (words[w].reasons[i]);
  gtk_window_set_title (GTK_WINDOW (self), _ (words[w].title));
  g_object_set (self, "save-label", _ (words[w].save_label), NULL);
  gtk_label_set_label (self->hint, _ (words[w].hint));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason_row), _ (words[w].reason_title));
  foyer_suggest_row_set_suggestions (self->reason_row, reasons);
  gtk_widget_set_visible (self->amount_group, self->kind != FOYER_TILL_NO_SALE);
}

GtkWidget *
foyer_drawer_window_present (GtkWidget *from, FoyerTillDesk *desk, FoyerTillKind kind)
{
  FoyerDrawerWindow *self =
      g_object_new (FOYER_TYPE_DRAWER_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  self->desk = g_object_ref (desk);
  self->kind = kind;
  g_set_weak_pointer (&self->from, from);
  show_words (self);
  changed_cb (self);
  gtk_widget_grab_focus (kind == FOYER_TILL_NO_SALE ? GTK_WIDGET (self->reason_row)
                                                    : GTK_WIDGET (self->amount_row));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
