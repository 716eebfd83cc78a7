/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-mail.h"

#include "foyer-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* What stands in base64 after these words. */
static char *
decode_after (const char *text, const char *words)
{
  const char *begin = strstr (text, words);
  const char *end;
  g_autofree char *encoded = NULL;
  gsize size;
  g_autofree guchar *data = NULL;

  g_assert_nonnull (begin);
  begin = strstr (begin, "\r\n\r\n") + 4;
  end = strstr (begin, "--");
  encoded = g_strndup (begin, (gsize) (end - begin));
  data = g_base64_decode (encoded, &size);
  return g_strndup ((const char *) data, size);
}

/* A draft is one message to one person, whatever they are called, with the file as it is. */
static void
test_draft (void)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "K7FQ22.pdf", NULL);
  FoyerMail mail = { "ada@example.org\r\nBcc: eve@example.org", "Your tickets for Zoë", "Grüße\n",
                     path };
  g_autofree char *text = NULL;
  g_autofree char *body = NULL;
  g_autofree char *attached = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "%PDF-1.5 tickets", -1, &error));
  text = foyer_mail_to_draft (&mail, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "X-Unsent: 1\r\n"));
  g_assert_nonnull (strstr (text, "To: ada@example.org  Bcc: eve@example.org\r\n"));
  g_assert_null (strstr (text, "\r\nBcc:"));
  g_assert_nonnull (strstr (text, "Subject: =?UTF-8?B?"));
  g_assert_nonnull (strstr (text, "filename=\"K7FQ22.pdf\""));
  body = decode_after (text, "text/plain");
  g_assert_cmpstr (body, ==, "Grüße\n");
  attached = decode_after (text, "application/pdf");
  g_assert_cmpstr (attached, ==, "%PDF-1.5 tickets");
  g_unlink (path);
  g_clear_pointer (&text, g_free);
  text = foyer_mail_to_draft (&mail, &error);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mail/draft", test_draft);
  return g_test_run ();
}
