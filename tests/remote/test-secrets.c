/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "foyer-secrets.h"
#include "foyer-test.h"

#include <string.h>

#define URL   "https://foyer.example"
#define EMAIL "owner@foyer.example"

static FoyerSecrets *
open_file (const char *path, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  FoyerSecrets *secrets = foyer_secrets_new_file (path, passphrase, &error);

  g_assert_no_error (error);
  return secrets;
}

/* What is put there is there again, for who knows the passphrase, and nowhere to be read. */
static void
test_file (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "replica.foyer.secrets", NULL);
  g_autoptr (FoyerSecrets) secrets = open_file (path, "a door");
  g_autoptr (FoyerSecrets) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_assert_null (foyer_secrets_lookup (secrets, URL, EMAIL, &error));
  g_assert_no_error (error);
  g_assert_true (foyer_secrets_store (secrets, URL, EMAIL, "a very secret token", &error));
  g_assert_true (foyer_secrets_store (secrets, URL, "other@foyer.example", "another", &error));

  again = open_file (path, "a door");
  found = foyer_secrets_lookup (again, URL, EMAIL, &error);
  g_assert_cmpstr (found, ==, "a very secret token");
  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  g_assert_null (memmem (content, length, "token", 5));
  g_assert_null (memmem (content, length, "foyer.example", 13));

  /* Forgotten by one, it is so for the other. */
  g_assert_true (foyer_secrets_store (again, URL, EMAIL, NULL, &error));
  g_assert_null (foyer_secrets_lookup (secrets, URL, EMAIL, &error));
  g_assert_no_error (error);
}

static void
test_locked (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "secrets", NULL);
  g_autoptr (FoyerSecrets) secrets = open_file (path, "a door");
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_secrets_store (secrets, URL, EMAIL, "a token", &error));
  g_assert_null (foyer_secrets_new_file (path, "another door", &error));
  g_assert_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_null (foyer_secrets_new_file (path, "", &error));
  g_assert_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "not ours", -1, &error));
  g_assert_null (foyer_secrets_new_file (path, "a door", &error));
  g_assert_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_DAMAGED);
}

/* Without a keyring it is said that there is none: nothing is kept in plain text instead. */
static void
test_no_keyring (void)
{
  g_autoptr (FoyerSecrets) secrets = foyer_secrets_new_keyring ("a replica");
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_secrets_store (secrets, URL, EMAIL, "a token", &error));
  g_assert_error (error, FOYER_SECRETS_ERROR, FOYER_SECRETS_ERROR_NO_KEYRING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/file", test_file);
  g_test_add_func ("/secrets/locked", test_locked);
  g_test_add_func ("/secrets/no-keyring", test_no_keyring);

  return g_test_run ();
}
