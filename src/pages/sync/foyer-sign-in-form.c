/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sign-in-form.h"

#include "foyer-message-row.h"
#include "foyer-password-letter.h"
#include "foyer-remote-error.h"
#include "foyer-server-address.h"
#include "foyer-sync-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FoyerSignInForm
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  AdwEntryRow *address_row;
  FoyerMessageRow *address_message;
  AdwEntryRow *email_row;
  FoyerMessageRow *email_message;
  AdwEntryRow *password_row;
  FoyerMessageRow *password_message;
  GtkWidget *forgot_group;
  GtkWidget *busy_group;
  GtkLabel *busy_label;

  gboolean is_fixed;
  GCancellable *stop; /* (owned) (nullable) of the letter that is asked for */
};

G_DEFINE_FINAL_TYPE (FoyerSignInForm, foyer_sign_in_form, ADW_TYPE_PREFERENCES_PAGE)

enum
{
  CHANGED,
  ENTERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strpbrk (text, " \t,;<>") == NULL;
}

/* What was typed is right so far, or says how it is meant. */
static void
show_address (FoyerSignInForm *self)
{
  g_autofree char *url = NULL;
  FoyerServerAddressProblem problem =
      foyer_server_address_read (get_text (self->address_row), &url);
  g_autofree char *words = foyer_server_address_words (problem);
  g_autofree char *typed = g_strstrip (g_strdup (get_text (self->address_row)));

  if (problem == FOYER_SERVER_ADDRESS_GOOD)
    foyer_message_row_set_hint (self->address_message, GTK_WIDGET (self->address_row),
                                g_strcmp0 (url, typed) != 0 ? url : "");
  else if (problem == FOYER_SERVER_ADDRESS_EMPTY)
    foyer_message_row_set_hint (self->address_message, GTK_WIDGET (self->address_row), words);
  else
    foyer_message_row_set_error (self->address_message, GTK_WIDGET (self->address_row), words);
}

/* Not while it is being typed: who went on to the password is done with it. */
static void
show_email (FoyerSignInForm *self)
{
  g_autofree char *email = foyer_sign_in_form_dup_email (self);
  gboolean is_wrong = *email != '\0' && *get_text (self->password_row) != '\0' && !is_email (email);

  foyer_message_row_set_error (self->email_message, GTK_WIDGET (self->email_row),
                               is_wrong ? _ ("An e-mail address looks like “ada@example.org”.")
                                        : "");
}

static void
edited_cb (FoyerSignInForm *self)
{
  show_address (self);
  show_email (self);
  foyer_message_row_set_error (self->password_message, GTK_WIDGET (self->password_row), "");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
address_done_cb (FoyerSignInForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->email_row));
}

static void
email_done_cb (FoyerSignInForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
last_cb (FoyerSignInForm *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
set_waiting (FoyerSignInForm *self, const char *text)
{
  gtk_label_set_label (self->busy_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->busy_group, text != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), text == NULL);
  gtk_widget_set_sensitive (self->forgot_group, text == NULL);
}

/* The server does not tell who has an account, so this says the same to everybody. */
static void
show_letter (FoyerSignInForm *self)
{
  g_autofree char *email = foyer_sign_in_form_dup_email (self);
  g_autofree char *words = g_strdup_printf (
      _ ("If “%s” has an account there, a letter is on its way. Its link lets you set a new "
         "password within an hour; then sign in here with that."),
      email);

  foyer_message_row_set_hint (self->password_message, GTK_WIDGET (self->password_row), words);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

static void
letter_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerSignInForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_heard = foyer_password_letter_ask_finish (result, &error);

  if (self->stop == NULL) /* disposed of */
    return;
  g_clear_object (&self->stop);
  set_waiting (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
  if (is_heard)
    show_letter (self);
  else
    foyer_sign_in_form_show_error (self, error);
}

/* Only what a letter needs is asked for. */
static void
forgot_cb (FoyerSignInForm *self)
{
  g_autofree char *url = foyer_sign_in_form_dup_url (self);
  g_autofree char *email = foyer_sign_in_form_dup_email (self);
  g_autofree char *host = NULL;
  g_autofree char *text = NULL;

  if (url == NULL)
    {
      foyer_message_row_set_error (self->address_message, GTK_WIDGET (self->address_row),
                                   _ ("Type the address of the server first: it sends you a "
                                      "letter."));
      gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
      return;
    }
  if (!is_email (email))
    {
      foyer_message_row_set_error (self->email_message, GTK_WIDGET (self->email_row),
                                   _ ("Type your e-mail address: the letter goes there."));
      gtk_widget_grab_focus (GTK_WIDGET (self->email_row));
      return;
    }
  /* A field must not have the focus when it goes dead. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  host = foyer_sync_text_host (url);
  text = g_strdup_printf (_ ("Asking %s for a letter…"), host);
  set_waiting (self, text);
  self->stop = g_cancellable_new ();
  g_signal_emit (self, signals[CHANGED], 0);
  foyer_password_letter_ask_async (url, email, self->stop, letter_cb, g_object_ref (self));
}

static void
foyer_sign_in_form_dispose (GObject *object)
{
  FoyerSignInForm *self = FOYER_SIGN_IN_FORM (object);

  g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (foyer_sign_in_form_parent_class)->dispose (object);
}

static void
foyer_sign_in_form_class_init (FoyerSignInFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_sign_in_form_dispose;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_SIGN_IN_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTERED] = g_signal_new ("entered", FOYER_TYPE_SIGN_IN_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-sign-in-form.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, address_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, email_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, email_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, password_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, password_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, forgot_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, busy_group);
  gtk_widget_class_bind_template_child (widget_class, FoyerSignInForm, busy_label);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, email_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_cb);
  gtk_widget_class_bind_template_callback (widget_class, forgot_cb);
}

static void
foyer_sign_in_form_init (FoyerSignInForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_address (self);
}

void
foyer_sign_in_form_set_fixed (FoyerSignInForm *self, const char *url, const char *email)
{
  g_return_if_fail (FOYER_IS_SIGN_IN_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->address_row), url);
  gtk_editable_set_text (GTK_EDITABLE (self->email_row), email);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_row), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->email_row), FALSE);
  adw_preferences_group_set_description (
      self->group, _ ("The server asks for your password again. What is here stays here."));
  self->is_fixed = TRUE;
}

gboolean
foyer_sign_in_form_is_complete (FoyerSignInForm *self)
{
  g_autofree char *url = foyer_sign_in_form_dup_url (self);
  g_autofree char *email = foyer_sign_in_form_dup_email (self);

  return self->stop == NULL && url != NULL && is_email (email) &&
         *get_text (self->password_row) != '\0';
}

gboolean
foyer_sign_in_form_is_edited (FoyerSignInForm *self)
{
  g_return_val_if_fail (FOYER_IS_SIGN_IN_FORM (self), FALSE);

  return *get_text (self->password_row) != '\0' ||
         (!self->is_fixed &&
          (*get_text (self->address_row) != '\0' || *get_text (self->email_row) != '\0'));
}

char *
foyer_sign_in_form_dup_url (FoyerSignInForm *self)
{
  char *url = NULL;

  g_return_val_if_fail (FOYER_IS_SIGN_IN_FORM (self), NULL);

  foyer_server_address_read (get_text (self->address_row), &url);
  return url;
}

char *
foyer_sign_in_form_dup_email (FoyerSignInForm *self)
{
  g_return_val_if_fail (FOYER_IS_SIGN_IN_FORM (self), NULL);

  return g_strstrip (g_strdup (get_text (self->email_row)));
}

const char *
foyer_sign_in_form_get_password (FoyerSignInForm *self)
{
  g_return_val_if_fail (FOYER_IS_SIGN_IN_FORM (self), "");

  return get_text (self->password_row);
}

void
foyer_sign_in_form_show_error (FoyerSignInForm *self, const GError *error)
{
  g_autofree char *words = foyer_sync_text_error (error);
  gboolean is_about_person =
      g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_SIGNED_OUT) ||
      g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_NOT_ALLOWED) ||
      g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_REFUSED) ||
      g_error_matches (error, FOYER_REMOTE_ERROR, FOYER_REMOTE_ERROR_BUSY);
  GtkWidget *field =
      GTK_WIDGET (is_about_person || self->is_fixed ? self->password_row : self->address_row);

  g_return_if_fail (FOYER_IS_SIGN_IN_FORM (self));

  foyer_message_row_set_error (is_about_person || self->is_fixed ? self->password_message
                                                                 : self->address_message,
                               field, words);
  gtk_widget_grab_focus (field);
}

void
foyer_sign_in_form_set_busy (FoyerSignInForm *self, gboolean is_busy)
{
  g_autofree char *url = foyer_sign_in_form_dup_url (self);
  g_autofree char *host = url != NULL ? foyer_sync_text_host (url) : NULL;
  g_autofree char *text =
      is_busy && host != NULL ? g_strdup_printf (_ ("Signing in to %s…"), host) : NULL;

  if (self->stop == NULL)
    set_waiting (self, text);
}

void
foyer_sign_in_form_forget_password (FoyerSignInForm *self)
{
  g_return_if_fail (FOYER_IS_SIGN_IN_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->password_row), "");
}
