/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A message that somebody is to look at and to send, in the desktop's own mail program. All of it is borrowed. */
typedef struct
{
  const char *address;
  const char *subject;
  const char *body;
  const char *path;    /* of what is attached: a PDF */
} FoyerMail;

/* Asks the desktop (its portal for e-mail); where it has none, a draft is opened as a file. Finish: FALSE with a sentence: nothing
 * writes e-mail on this computer. */
void     foyer_mail_write_async  (const FoyerMail     *mail,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
gboolean foyer_mail_write_finish (GAsyncResult        *result,
                                  GError             **error);
/* The draft as a file, with what is attached: (transfer full), NULL with error. */
char    *foyer_mail_to_draft     (const FoyerMail     *mail,
                                  GError             **error);

G_END_DECLS
