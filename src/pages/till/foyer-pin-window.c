/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pin-window.h"

#include "foyer-cashier-row.h"
#include "foyer-cashier-store.h"
#include "foyer-part.h"
#include "foyer-pin-pad.h"

/*   who ── chosen, has a PIN ──▸ pin ── right ──▸ answered
 *    ▴ └── has none ─────────────│──────────────────▴
 *    └────── back ───────────────┘
 */
struct _FoyerPinWindow
{
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkStack *stack;
  GtkLabel *who_why;
  GtkListBox *list;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *pin_why;
  FoyerPinPad *pad;
  AdwStatusPage *nobody;

  char *path;             /* (owned) of the replica */
  GPtrArray *cashiers;    /* (owned) of FoyerCashier */
  FoyerCashier *chosen;   /* (nullable) one of them */
  GTask *task;            /* (owned) (nullable) until it is answered */
  GCancellable *checking; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (FoyerPinWindow, foyer_pin_window, ADW_TYPE_WINDOW)

static void
answer (FoyerPinWindow *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_pointer (task, g_memdup2 (&self->chosen->row.id, sizeof (FoyerUuid)), g_free);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
show_page (FoyerPinWindow *self, const char *page)
{
  gboolean is_pin = g_str_equal (page, "pin");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->back_button, is_pin && self->cashiers->len > 1);
  gtk_widget_grab_focus (is_pin ? GTK_WIDGET (self->pad) : GTK_WIDGET (self->list));
}

static void
choose (FoyerPinWindow *self, FoyerCashier *cashier)
{
  self->chosen = cashier;
  if (cashier->pin_hash == NULL)
    {
      answer (self);
      return;
    }
  gtk_label_set_label (self->name, cashier->name);
  adw_avatar_set_text (self->avatar, cashier->name);
  foyer_pin_pad_clear (self->pad);
  foyer_pin_pad_set_problem (self->pad, NULL);
  show_page (self, "pin");
}

static void
row_activated_cb (FoyerPinWindow *self, GtkListBoxRow *row)
{
  choose (self, self->cashiers->pdata[gtk_list_box_row_get_index (row)]);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPinWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_right = foyer_cashier_store_check_pin_finish (result, &error);

  if (self->task == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->checking);
  if (is_right)
    {
      answer (self);
      return;
    }
  foyer_pin_pad_set_problem (self->pad, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->pad));
  foyer_pin_pad_set_busy (self->pad, FALSE);
}

static void
entered_cb (FoyerPinWindow *self, const char *pin)
{
  foyer_pin_pad_set_busy (self->pad, TRUE);
  self->checking = g_cancellable_new ();
  foyer_cashier_store_check_pin_async (self->path, self->chosen, pin, self->checking, checked_cb,
                                       g_object_ref (self));
}

static void
stop_checking (FoyerPinWindow *self)
{
  if (self->checking == NULL)
    return;
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  foyer_pin_pad_clear (self->pad);
  foyer_pin_pad_set_busy (self->pad, FALSE);
}

/* One step back, and from the first one out. */
static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerPinWindow *self = FOYER_PIN_WINDOW (widget);

  if (!gtk_widget_get_visible (self->back_button))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  stop_checking (self);
  show_page (self, "who");
}

static void
cancelled_cb (FoyerPinWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Whoever waits for a PIN to be checked keeps the object alive: this is when the window goes. */
static void
give_up (FoyerPinWindow *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_cancel (self->checking);
  if (task != NULL)
    g_task_return_pointer (task, NULL, NULL);
}

static void
foyer_pin_window_unrealize (GtkWidget *widget)
{
  give_up (FOYER_PIN_WINDOW (widget));
  GTK_WIDGET_CLASS (foyer_pin_window_parent_class)->unrealize (widget);
}

static void
foyer_pin_window_dispose (GObject *object)
{
  FoyerPinWindow *self = FOYER_PIN_WINDOW (object);

  give_up (self);
  g_clear_object (&self->checking);
  G_OBJECT_CLASS (foyer_pin_window_parent_class)->dispose (object);
}

static void
foyer_pin_window_finalize (GObject *object)
{
  FoyerPinWindow *self = FOYER_PIN_WINDOW (object);

  g_clear_pointer (&self->cashiers, g_ptr_array_unref);
  g_free (self->path);
  g_assert (self->task == NULL);
  G_OBJECT_CLASS (foyer_pin_window_parent_class)->finalize (object);
}

static void
foyer_pin_window_class_init (FoyerPinWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_pin_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_pin_window_finalize;
  widget_class->unrealize = foyer_pin_window_unrealize;

  g_type_ensure (FOYER_TYPE_PIN_PAD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/till/foyer-pin-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, who_why);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, avatar);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, pin_why);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, pad);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinWindow, nobody);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_install_action (widget_class, "who.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "who.back", NULL);
}

static void
foyer_pin_window_init (FoyerPinWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_part_when_closed (GTK_WINDOW (self));
}

static void
show_why (GtkLabel *label, const char *why)
{
  gtk_label_set_label (label, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (label), why != NULL);
}

void
foyer_pin_window_ask_async (GtkWidget *from,
                            const FoyerPinQuestion *question,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  FoyerPinWindow *self = g_object_new (FOYER_TYPE_PIN_WINDOW, "transient-for",
                                       gtk_widget_get_root (from), "title", question->title, NULL);

  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, foyer_pin_window_ask_async);
  self->path = g_strdup (question->path);
  self->cashiers = g_ptr_array_new_with_free_func (foyer_row_free);
  for (guint i = 0; i < question->cashiers->len; i++)
    {
      g_ptr_array_add (self->cashiers, foyer_cashier_copy (question->cashiers->pdata[i]));
      gtk_list_box_append (self->list, foyer_cashier_row_new (self->cashiers->pdata[i], NULL));
    }
  show_why (self->who_why, question->why);
  show_why (self->pin_why, question->why);
  adw_status_page_set_description (self->nobody, question->nobody);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
  if (self->cashiers->len == 0)
    gtk_stack_set_visible_child_name (self->stack, "nobody");
  else if (self->cashiers->len == 1)
    choose (self, self->cashiers->pdata[0]);
  else
    show_page (self, "who");
}

gboolean
foyer_pin_window_ask_finish (GAsyncResult *result, FoyerUuid *cashier_id, GError **error)
{
  g_autofree FoyerUuid *chosen = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  chosen = g_task_propagate_pointer (G_TASK (result), error);
  if (chosen == NULL)
    return FALSE;
  *cashier_id = *chosen;
  return TRUE;
}
