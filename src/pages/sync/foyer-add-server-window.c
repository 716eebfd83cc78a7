/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-add-server-window.h"

#include "foyer-ask.h"
#include "foyer-event-choice.h"
#include "foyer-first-load.h"
#include "foyer-passphrase-form.h"
#include "foyer-sign-in-form.h"
#include "foyer-sync-text.h"
#include "foyer-toast.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  STEP_SIGN_IN,
  STEP_PASSPHRASE,
  STEP_EVENTS,
  STEP_LOAD,
} Step;

struct _FoyerAddServerWindow
{
  FoyerEditWindow parent_instance;

  GtkStack *stack;
  FoyerSignInForm *sign_in;
  FoyerPassphraseForm *passphrase;
  FoyerEventChoice *choice;
  FoyerFirstLoad *load;

  FoyerSyncDesk *desk; /* (owned) */
  Step step;
  gint64 server_key;     /* once it is known; 0 */
  gboolean is_again;     /* signs in again: nothing is chosen afterwards */
  gboolean is_unlocking; /* only the passphrase is asked for */
  gboolean is_listed;    /* the events came */
  GCancellable *stop;    /* (owned) (nullable) of what is asked of the server */
};

G_DEFINE_FINAL_TYPE (FoyerAddServerWindow, foyer_add_server_window, FOYER_TYPE_EDIT_WINDOW)

/* Whether the window was closed while it was waited for. */
static gboolean
is_gone (FoyerAddServerWindow *self)
{
  return self->stack == NULL || !gtk_widget_get_realized (GTK_WIDGET (self));
}

static gboolean
is_busy (FoyerAddServerWindow *self)
{
  return self->stop != NULL;
}

static gboolean
has_choice (FoyerAddServerWindow *self)
{
  g_autoptr (GPtrArray) added = foyer_event_choice_get_added (self->choice);
  g_autoptr (GPtrArray) removed = foyer_event_choice_get_removed (self->choice);

  return self->is_listed && added->len + removed->len > 0;
}

static gboolean
can_go_on (FoyerAddServerWindow *self)
{
  switch (self->step)
    {
    case STEP_SIGN_IN:
      return foyer_sign_in_form_is_complete (self->sign_in);
    case STEP_PASSPHRASE:
      return foyer_passphrase_form_is_complete (self->passphrase);
    case STEP_EVENTS:
      return has_choice (self);
    case STEP_LOAD:
    default:
      return TRUE;
    }
}

static void
show_state (FoyerAddServerWindow *self)
{
  foyer_edit_window_set_can_save (FOYER_EDIT_WINDOW (self), !is_busy (self) && can_go_on (self));
  foyer_sign_in_form_set_busy (self->sign_in, is_busy (self) && self->step == STEP_SIGN_IN);
  foyer_passphrase_form_set_busy (self->passphrase,
                                  is_busy (self) && self->step == STEP_PASSPHRASE);
}

static void
edited_cb (FoyerAddServerWindow *self)
{
  if (self->stack != NULL)
    show_state (self);
}

static void
entered_cb (FoyerAddServerWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
}

static void
go_to (FoyerAddServerWindow *self, Step step)
{
  static const char *const pages[] = { "sign-in", "passphrase", "events", "load" };
  const char *labels[] = { _ ("_Sign In"), self->is_unlocking ? _ ("_Unlock") : _ ("_Next"),
                           _ ("_Keep Here"), _ ("_Done") };
  const char *backs[] = { _ ("_Cancel"), _ ("_Cancel"),
                          self->is_listed ? _ ("_Cancel") : _ ("_Later"), NULL };
  const char *titles[] = { self->is_again ? _ ("Sign In Again") : _ ("Add Server"),
                           self->is_unlocking ? _ ("Unlock") : _ ("Passphrase"),
                           _ ("Choose Events"), _ ("Your Events") };

  self->step = step;
  g_object_set (self, "save-label", labels[step], "cancel-label", backs[step], NULL);
  gtk_window_set_title (GTK_WINDOW (self), titles[step]);
  gtk_stack_set_visible_child_name (self->stack, pages[step]);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  show_state (self);
}

/* The step at hand is over, well or not: another can begin. */
static void
end_step (FoyerAddServerWindow *self)
{
  g_clear_object (&self->stop);
  foyer_edit_window_show_failure (FOYER_EDIT_WINDOW (self), NULL);
}

static GCancellable *
begin_step (FoyerAddServerWindow *self)
{
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  /* A field must not have the focus when it goes dead. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  show_state (self);
  return self->stop;
}

/* Choose what is kept
 * ----------------------------------------------------------------------------------------------
 */

static GPtrArray *
read_kept (FoyerAddServerWindow *self)
{
  FoyerDatabase *db = foyer_replica_get_reader (foyer_sync_desk_get_replica (self->desk));
  GPtrArray *kept = foyer_server_store_events (db, self->server_key, NULL);

  return kept != NULL ? kept : g_ptr_array_new ();
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAddServerWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
      foyer_sync_engine_list_events_finish (FOYER_SYNC_ENGINE (source), result, &error);

  if (is_gone (self))
    return;
  end_step (self);
  if (events != NULL)
    {
      g_autoptr (GPtrArray) kept = read_kept (self);

      self->is_listed = TRUE;
      foyer_event_choice_set_events (self->choice, events, kept);
    }
  else
    {
      g_autofree char *words = foyer_sync_text_error (error);

      foyer_event_choice_show_problem (self->choice, words);
    }
  show_state (self);
}

static void
list_events (FoyerAddServerWindow *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);

  foyer_event_choice_show_loading (self->choice);
  if (engine == NULL)
    foyer_event_choice_show_problem (
        self->choice, _ ("The sessions of your servers are locked. Type the passphrase."));
  else
    foyer_sync_engine_list_events_async (engine, self->server_key, begin_step (self), listed_cb,
                                         g_object_ref (self));
}

static void
show_keeping_failure (FoyerAddServerWindow *self, const GError *error)
{
  g_autofree char *words = foyer_sync_text_error (error);

  show_state (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    foyer_show_toast (GTK_WIDGET (self->stack), words);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAddServerWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_sync_engine_act_finish (FOYER_SYNC_ENGINE (source), result, &error);

  if (is_gone (self))
    return;
  end_step (self);
  if (!is_done)
    {
      show_keeping_failure (self, error);
      return;
    }
  foyer_first_load_follow (self->load, self->desk, self->server_key);
  go_to (self, STEP_LOAD);
}

static void
keep_added (FoyerAddServerWindow *self)
{
  g_autoptr (GPtrArray) added = foyer_event_choice_get_added (self->choice);
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);

  if (added->len == 0 || engine == NULL)
    {
      end_step (self);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  foyer_sync_engine_keep_async (engine, self->server_key, added, begin_step (self), kept_cb,
                                g_object_ref (self));
}

/* What is not told yet is told first; then the engine erases it. */
static gpointer
let_go_on_thread (FoyerDatabase *db, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    if (!foyer_server_store_set_gone (db, g_ptr_array_index (ids, i), error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
let_go_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAddServerWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_sync_desk_run_finish (self->desk, result, &error);

  if (is_gone (self))
    return;
  if (is_done)
    keep_added (self);
  else
    {
      end_step (self);
      show_keeping_failure (self, error);
    }
}

static void
let_go (FoyerAddServerWindow *self, GPtrArray *events)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < events->len; i++)
    {
      const FoyerOfferedEvent *event = g_ptr_array_index (events, i);

      g_ptr_array_add (ids, g_memdup2 (&event->id, sizeof event->id));
    }
  foyer_sync_desk_run_async (self->desk, let_go_on_thread, ids, (GDestroyNotify) g_ptr_array_unref,
                             NULL, let_go_cb, g_object_ref (self));
}

static void
removal_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAddServerWindow) self = data;
  g_autoptr (GPtrArray) removed = NULL;

  if (is_gone (self))
    return;
  if (!foyer_ask_finish (result, NULL))
    {
      end_step (self);
      show_state (self);
      return;
    }
  removed = foyer_event_choice_get_removed (self->choice);
  let_go (self, removed);
}

static void
keep (FoyerAddServerWindow *self)
{
  g_autoptr (GPtrArray) removed = foyer_event_choice_get_removed (self->choice);
  g_autofree char *heading = NULL;

  if (removed->len == 0)
    {
      keep_added (self);
      return;
    }
  heading = g_strdup_printf (ngettext ("Remove %u Event from This Device?",
                                       "Remove %u Events from This Device?", removed->len),
                             removed->len);
  foyer_ask_async (
      GTK_WIDGET (self), heading,
      _ ("What was not sent yet is sent first. On the server everything stays, and you "
         "can choose it again."),
      _ ("_Remove"), FOYER_ASK_DESTRUCTIVE, begin_step (self), removal_answered_cb,
      g_object_ref (self));
}

/* Sign in
 * ----------------------------------------------------------------------------------------------
 */

static void begin_sign_in (FoyerAddServerWindow *self);

static void
show_sign_in_failure (FoyerAddServerWindow *self, const GError *error)
{
  gboolean needs_file =
      g_error_matches (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_NO_KEYRING) ||
      g_error_matches (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED);

  if (needs_file)
    {
      foyer_passphrase_form_set_new (self->passphrase, !foyer_sync_desk_has_file (self->desk));
      go_to (self, STEP_PASSPHRASE);
      return;
    }
  show_state (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    foyer_sign_in_form_show_error (self->sign_in, error);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAddServerWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 key = foyer_sync_engine_sign_in_finish (FOYER_SYNC_ENGINE (source), result, &error);

  foyer_sync_desk_look (self->desk);
  if (is_gone (self))
    return;
  end_step (self);
  if (key < 0)
    {
      show_sign_in_failure (self, error);
      return;
    }
  foyer_sign_in_form_forget_password (self->sign_in);
  self->server_key = key;
  if (self->is_again)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  go_to (self, STEP_EVENTS);
  list_events (self);
}

static void
begin_sign_in (FoyerAddServerWindow *self)
{
  FoyerSyncEngine *engine = foyer_sync_desk_get_engine (self->desk);
  g_autofree char *url = foyer_sign_in_form_dup_url (self->sign_in);
  g_autofree char *email = foyer_sign_in_form_dup_email (self->sign_in);

  if (engine == NULL && foyer_sync_desk_has_file (self->desk))
    {
      end_step (self);
      foyer_passphrase_form_set_new (self->passphrase, FALSE);
      go_to (self, STEP_PASSPHRASE);
      return;
    }
  if (engine == NULL)
    engine = foyer_sync_desk_need_engine (self->desk);
  foyer_sync_engine_sign_in_async (engine, url, email,
                                   foyer_sign_in_form_get_password (self->sign_in),
                                   begin_step (self), signed_in_cb, g_object_ref (self));
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAddServerWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = foyer_sync_desk_unlock_finish (FOYER_SYNC_DESK (source), result, &error);

  if (is_gone (self))
    return;
  end_step (self);
  if (!is_done)
    {
      show_state (self);
      foyer_passphrase_form_show_error (self->passphrase, error->message);
    }
  else if (self->is_unlocking)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    {
      go_to (self, STEP_SIGN_IN);
      gtk_widget_activate_action (GTK_WIDGET (self), "edit.save", NULL);
    }
}

static void
foyer_add_server_window_save (FoyerEditWindow *window)
{
  FoyerAddServerWindow *self = FOYER_ADD_SERVER_WINDOW (window);

  switch (self->step)
    {
    case STEP_SIGN_IN:
      begin_sign_in (self);
      break;
    case STEP_PASSPHRASE:
      foyer_sync_desk_unlock_async (self->desk, foyer_passphrase_form_get_text (self->passphrase),
                                    begin_step (self), unlocked_cb, g_object_ref (self));
      break;
    case STEP_EVENTS:
      keep (self);
      break;
    case STEP_LOAD:
    default:
      foyer_edit_window_show_saved (window, 0, NULL);
    }
}

/* Where nothing else wants it, Enter goes on. */
static void
foyer_add_server_window_activate_default (GtkWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "edit.save", NULL);
}

static gboolean
foyer_add_server_window_is_edited (FoyerEditWindow *window)
{
  FoyerAddServerWindow *self = FOYER_ADD_SERVER_WINDOW (window);

  switch (self->step)
    {
    case STEP_SIGN_IN:
      return foyer_sign_in_form_is_edited (self->sign_in);
    case STEP_PASSPHRASE:
      return !self->is_unlocking;
    case STEP_EVENTS:
      return has_choice (self);
    case STEP_LOAD:
    default:
      return FALSE;
    }
}

/* While the server is waited for, closing stops that; the form is there again as it was filled in.
 */
static gboolean
foyer_add_server_window_close_request (GtkWindow *window)
{
  FoyerAddServerWindow *self = FOYER_ADD_SERVER_WINDOW (window);

  if (is_busy (self) && (self->step != STEP_EVENTS || self->is_listed))
    {
      g_cancellable_cancel (self->stop);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (foyer_add_server_window_parent_class)->close_request (window);
}

static void
foyer_add_server_window_dispose (GObject *object)
{
  FoyerAddServerWindow *self = FOYER_ADD_SERVER_WINDOW (object);

  g_cancellable_cancel (self->stop);
  G_OBJECT_CLASS (foyer_add_server_window_parent_class)->dispose (object);
}

/* The desk is needed to end what was begun with it. */
static void
foyer_add_server_window_finalize (GObject *object)
{
  FoyerAddServerWindow *self = FOYER_ADD_SERVER_WINDOW (object);

  g_clear_object (&self->stop);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (foyer_add_server_window_parent_class)->finalize (object);
}

static void
foyer_add_server_window_class_init (FoyerAddServerWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerEditWindowClass *edit_class = FOYER_EDIT_WINDOW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_add_server_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = foyer_add_server_window_finalize;
  GTK_WINDOW_CLASS (klass)->activate_default = foyer_add_server_window_activate_default;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_add_server_window_close_request;
  edit_class->is_edited = foyer_add_server_window_is_edited;
  edit_class->save = foyer_add_server_window_save;

  g_type_ensure (FOYER_TYPE_EVENT_CHOICE);
  g_type_ensure (FOYER_TYPE_FIRST_LOAD);
  g_type_ensure (FOYER_TYPE_PASSPHRASE_FORM);
  g_type_ensure (FOYER_TYPE_SIGN_IN_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-add-server-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerAddServerWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerAddServerWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, FoyerAddServerWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, FoyerAddServerWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, FoyerAddServerWindow, load);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_events);
}

static void
foyer_add_server_window_init (FoyerAddServerWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static FoyerAddServerWindow *
new_window (GtkWindow *parent, FoyerSyncDesk *desk)
{
  FoyerAddServerWindow *self =
      g_object_new (FOYER_TYPE_ADD_SERVER_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  return self;
}

GtkWindow *
foyer_add_server_window_new (GtkWindow *parent, FoyerSyncDesk *desk)
{
  FoyerAddServerWindow *self = new_window (parent, desk);

  go_to (self, STEP_SIGN_IN);
  return GTK_WINDOW (self);
}

GtkWindow *
foyer_add_server_window_new_again (GtkWindow *parent,
                                   FoyerSyncDesk *desk,
                                   const FoyerServer *server)
{
  FoyerAddServerWindow *self = new_window (parent, desk);

  self->is_again = TRUE;
  self->server_key = server->key;
  foyer_sign_in_form_set_fixed (self->sign_in, server->url, server->email);
  go_to (self, STEP_SIGN_IN);
  return GTK_WINDOW (self);
}

GtkWindow *
foyer_add_server_window_new_choice (GtkWindow *parent,
                                    FoyerSyncDesk *desk,
                                    const FoyerServer *server)
{
  FoyerAddServerWindow *self = new_window (parent, desk);

  self->server_key = server->key;
  go_to (self, STEP_EVENTS);
  g_object_set (self, "cancel-label", _ ("_Cancel"), NULL);
  list_events (self);
  return GTK_WINDOW (self);
}

GtkWindow *
foyer_add_server_window_new_unlock (GtkWindow *parent, FoyerSyncDesk *desk)
{
  FoyerAddServerWindow *self = new_window (parent, desk);

  self->is_unlocking = TRUE;
  foyer_passphrase_form_set_new (self->passphrase, FALSE);
  go_to (self, STEP_PASSPHRASE);
  return GTK_WINDOW (self);
}
