/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The passphrase of the file that sessions lie in where there is no keyring: twice when it is new. Signals "changed"; "entered"
 * when Enter was pressed in the last field. */
#define FOYER_TYPE_PASSPHRASE_FORM (foyer_passphrase_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPassphraseForm, foyer_passphrase_form, FOYER, PASSPHRASE_FORM, AdwPreferencesPage)

void foyer_passphrase_form_set_new (FoyerPassphraseForm *self, gboolean is_new);
gboolean foyer_passphrase_form_is_complete (FoyerPassphraseForm *self);
const char *foyer_passphrase_form_get_text (FoyerPassphraseForm *self);
void foyer_passphrase_form_show_error (FoyerPassphraseForm *self, const char *message);
void foyer_passphrase_form_set_busy (FoyerPassphraseForm *self, gboolean is_busy);

G_END_DECLS
