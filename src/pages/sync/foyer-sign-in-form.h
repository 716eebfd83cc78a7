/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where a server is, who signs in, and the password. Signals "changed"; "entered" when Enter was pressed in the last field. */
#define FOYER_TYPE_SIGN_IN_FORM (foyer_sign_in_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSignInForm, foyer_sign_in_form, FOYER, SIGN_IN_FORM, AdwPreferencesPage)

/* Of a server that is set up: only the password is asked for. */
void foyer_sign_in_form_set_fixed (FoyerSignInForm *self, const char *url, const char *email);
gboolean foyer_sign_in_form_is_complete (FoyerSignInForm *self);
/* What would be lost. */
gboolean foyer_sign_in_form_is_edited (FoyerSignInForm *self);
/* (transfer full) (nullable): while the address is none. */
char *foyer_sign_in_form_dup_url (FoyerSignInForm *self);
char *foyer_sign_in_form_dup_email (FoyerSignInForm *self);
const char *foyer_sign_in_form_get_password (FoyerSignInForm *self);
/* Beside the field that it is about. */
void foyer_sign_in_form_show_error (FoyerSignInForm *self, const GError *error);
void foyer_sign_in_form_set_busy (FoyerSignInForm *self, gboolean is_busy);
void foyer_sign_in_form_forget_password (FoyerSignInForm *self);

G_END_DECLS
