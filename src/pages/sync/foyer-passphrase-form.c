/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-passphrase-form.h"

#include "foyer-message-row.h"

#include <glib/gi18n-lib.h>

/* Whoever has the file can try as long as they like. */
#define LEAST 8

struct _FoyerPassphraseForm
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *group;
  AdwEntryRow *first_row;
  FoyerMessageRow *first_message;
  AdwEntryRow *again_row;
  FoyerMessageRow *again_message;
  GtkWidget *busy_group;

  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (FoyerPassphraseForm, foyer_passphrase_form, ADW_TYPE_PREFERENCES_PAGE)

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
is_long_enough (FoyerPassphraseForm *self)
{
  glong n = g_utf8_strlen (get_text (self->first_row), -1);

  return self->is_new ? n >= LEAST : n > 0;
}

static gboolean
is_same (FoyerPassphraseForm *self)
{
  return !self->is_new || g_str_equal (get_text (self->first_row), get_text (self->again_row));
}

static void
edited_cb (FoyerPassphraseForm *self)
{
  gboolean is_begun = *get_text (self->again_row) != '\0';

  if (self->is_new && is_begun && !is_long_enough (self))
    foyer_message_row_set_error (self->first_message, GTK_WIDGET (self->first_row),
                                 _ ("This is too short: at least 8 characters."));
  else
    foyer_message_row_set_hint (
        self->first_message, GTK_WIDGET (self->first_row),
        self->is_new
            ? _ ("At least 8 characters; a few words that do not belong together are good.")
            : "");
  foyer_message_row_set_error (
      self->again_message, GTK_WIDGET (self->again_row),
      is_begun && !is_same (self) &&
              !g_str_has_prefix (get_text (self->first_row), get_text (self->again_row))
          ? _ ("This is not the same.")
          : "");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
first_cb (FoyerPassphraseForm *self)
{
  if (self->is_new)
    gtk_widget_grab_focus (GTK_WIDGET (self->again_row));
  else
    g_signal_emit (self, signals[ENTERED], 0);
}

static void
last_cb (FoyerPassphraseForm *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
foyer_passphrase_form_class_init (FoyerPassphraseFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_PASSPHRASE_FORM, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTERED] = g_signal_new ("entered", FOYER_TYPE_PASSPHRASE_FORM, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_MESSAGE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/sync/foyer-passphrase-form.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPassphraseForm, group);
  gtk_widget_class_bind_template_child (widget_class, FoyerPassphraseForm, first_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPassphraseForm, first_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerPassphraseForm, again_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerPassphraseForm, again_message);
  gtk_widget_class_bind_template_child (widget_class, FoyerPassphraseForm, busy_group);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_cb);
}

static void
foyer_passphrase_form_init (FoyerPassphraseForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_passphrase_form_set_new (self, TRUE);
}

void
foyer_passphrase_form_set_new (FoyerPassphraseForm *self, gboolean is_new)
{
  g_return_if_fail (FOYER_IS_PASSPHRASE_FORM (self));

  self->is_new = is_new;
  gtk_widget_set_visible (GTK_WIDGET (self->again_row), is_new);
  adw_preferences_group_set_description (
      self->group,
      is_new ? _ ("There is no keyring here that could keep your session. It can lie in a file "
                  "that a passphrase locks; you type that when Foyer starts. It is not your "
                  "password, and nobody can bring it back.")
             : _ ("The sessions of your servers lie in a file that a passphrase locks. Without it "
                  "nothing is sent or fetched; all that is here can be worked with."));
  edited_cb (self);
}

gboolean
foyer_passphrase_form_is_complete (FoyerPassphraseForm *self)
{
  g_return_val_if_fail (FOYER_IS_PASSPHRASE_FORM (self), FALSE);

  return is_long_enough (self) && is_same (self);
}

const char *
foyer_passphrase_form_get_text (FoyerPassphraseForm *self)
{
  g_return_val_if_fail (FOYER_IS_PASSPHRASE_FORM (self), "");

  return get_text (self->first_row);
}

void
foyer_passphrase_form_show_error (FoyerPassphraseForm *self, const char *message)
{
  g_return_if_fail (FOYER_IS_PASSPHRASE_FORM (self));

  foyer_message_row_set_error (self->first_message, GTK_WIDGET (self->first_row), message);
  gtk_widget_grab_focus (GTK_WIDGET (self->first_row));
}

void
foyer_passphrase_form_set_busy (FoyerPassphraseForm *self, gboolean is_busy)
{
  g_return_if_fail (FOYER_IS_PASSPHRASE_FORM (self));

  gtk_widget_set_visible (self->busy_group, is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), !is_busy);
}
