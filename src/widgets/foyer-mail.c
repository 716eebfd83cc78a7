/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-mail.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_MAIL "org.freedesktop.portal.Email"

/* As long as a line of base64 may be. */
#define LINE 76

typedef struct
{
  char *address;
  char *subject;
  char *body;
  char *path;
} Draft;

static void
draft_free (Draft *self)
{
  g_free (self->address);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->path);
  g_free (self);
}

static void
append_base64 (GString *to, const char *data, gsize size)
{
  g_autofree char *text = g_base64_encode ((const guchar *) data, size);

  for (gsize i = 0; text[i] != '\0'; i += MIN (LINE, strlen (text + i)))
    g_string_append_printf (to, "%.*s\r\n", LINE, text + i);
}

/* A header is ASCII, and one line: no address and no title adds another. */
static void
append_header (GString *to, const char *name, const char *value)
{
  g_autofree char *line = g_strdelimit (g_strdup (value), "\r\n", ' ');
  g_autofree char *encoded = g_base64_encode ((const guchar *) line, strlen (line));

  if (g_str_is_ascii (line))
    g_string_append_printf (to, "%s: %s\r\n", name, line);
  else
    g_string_append_printf (to, "%s: =?UTF-8?B?%s?=\r\n", name, encoded);
}

char *
foyer_mail_to_draft (const FoyerMail *mail, GError **error)
{
  g_autofree char *name = g_path_get_basename (mail->path);
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *attached = NULL;
  GString *text;
  gsize size;

  if (!g_file_get_contents (mail->path, &attached, &size, error))
    return NULL;
  text = g_string_new ("X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
  append_header (text, "To", mail->address);
  append_header (text, "Subject", mail->subject);
  g_string_append_printf (text,
                          "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n"
                          "Content-Type: text/plain; charset=UTF-8\r\n"
                          "Content-Transfer-Encoding: base64\r\n\r\n",
                          boundary, boundary);
  append_base64 (text, mail->body, strlen (mail->body));
  g_string_append_printf (text,
                          "--%s\r\nContent-Type: application/pdf\r\n"
                          "Content-Transfer-Encoding: base64\r\n"
                          "Content-Disposition: attachment; filename=\"%s\"\r\n\r\n",
                          boundary, name);
  append_base64 (text, attached, size);
  g_string_append_printf (text, "--%s--\r\n", boundary);
  return g_string_free (text, FALSE);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("No program on this computer writes e-mail. Save the tickets as PDF "
                          "and send them in another way."));
  return FALSE;
}

static gboolean
open_draft (const Draft *draft, GError **error)
{
  const FoyerMail mail = { draft->address, draft->subject, draft->body, draft->path };
  g_autoptr (GAppInfo) program = g_app_info_get_default_for_type ("message/rfc822", FALSE);
  g_autofree char *path = g_strconcat (draft->path, ".eml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = NULL;

  if (program == NULL)
    return refuse (error);
  text = foyer_mail_to_draft (&mail, error);
  if (text == NULL || !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                                 0600, error))
    return FALSE;
  file = g_file_new_for_path (path);
  return g_app_info_launch (program, &(GList){ .data = file }, NULL, NULL) || refuse (error);
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), NULL, result, &refusal);
  GError *error = NULL;

  if (answer != NULL || open_draft (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* FALSE: what is attached cannot be read. */
static gboolean
ask_portal (GTask *task, GDBusConnection *bus, GError **error)
{
  const Draft *draft = g_task_get_task_data (task);
  g_autoptr (GUnixFDList) files = g_unix_fd_list_new ();
  g_auto (GVariantBuilder) handles = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ah"));
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  int fd = open (draft->path, O_RDONLY | O_CLOEXEC);
  int handle = fd >= 0 ? g_unix_fd_list_append (files, fd, error) : -1;

  if (fd >= 0)
    close (fd);
  if (handle < 0)
    return FALSE;
  g_variant_builder_add (&handles, "h", handle);
  g_variant_dict_insert (&options, "address", "s", draft->address);
  g_variant_dict_insert (&options, "subject", "s", draft->subject);
  g_variant_dict_insert (&options, "body", "s", draft->body);
  g_variant_dict_insert_value (&options, "attachment_fds", g_variant_builder_end (&handles));
  g_dbus_connection_call_with_unix_fd_list (
      bus, PORTAL, PORTAL_PATH, PORTAL_MAIL, "ComposeEmail",
      g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options)), G_VARIANT_TYPE ("(o)"),
      G_DBUS_CALL_FLAGS_NONE, -1, files, NULL, composed_cb, g_object_ref (task));
  return TRUE;
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  GError *error = NULL;

  if (bus != NULL && ask_portal (task, bus, NULL))
    return;
  if (open_draft (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
foyer_mail_write_async (const FoyerMail *mail, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Draft *draft = g_new0 (Draft, 1);

  g_task_set_source_tag (task, foyer_mail_write_async);
  draft->address = g_strdup (mail->address);
  draft->subject = g_strdup (mail->subject);
  draft->body = g_strdup (mail->body);
  draft->path = g_strdup (mail->path);
  g_task_set_task_data (task, draft, (GDestroyNotify) draft_free);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, task);
}

gboolean
foyer_mail_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
