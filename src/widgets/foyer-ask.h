/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_ASK_DEFAULT,
  FOYER_ASK_SUGGESTED,
  FOYER_ASK_DESTRUCTIVE,
} FoyerAskStyle;

/* One question with Cancel and one answer. Cancel is what Escape, closing and a cancelled cancellable say. */
void     foyer_ask_async  (GtkWidget            *parent,
                           const char           *heading,
                           const char           *body, /* (nullable) plain text */
                           const char           *action_label,
                           FoyerAskStyle         style,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
/* TRUE when the action was chosen; FALSE, without an error, when it was not. */
gboolean foyer_ask_finish (GAsyncResult         *result,
                           GError              **error);
/* One question with two answers and a way to answer later; the second is what is suggested. Escape and closing are “later”. */
void     foyer_choose_async (GtkWidget          *parent,
                           const char           *heading,
                           const char           *body,
                           const char           *later_label,
                           const char *const     labels[2],
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
/* Which of the two; -1 for later. */
int      foyer_choose_finish (GAsyncResult      *result);
/* Something to read and close. */
void     foyer_tell       (GtkWidget            *parent,
                           const char           *heading,
                           const char           *body);

G_END_DECLS
