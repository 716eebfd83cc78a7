/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char        *name;     /* for people: “Attendee lists” */
  const char *const *suffixes; /* "csv", "tsv", …, NULL-terminated; NULL takes every file */
} FoyerFileFilter;

typedef struct
{
  gboolean               save;
  const char            *title;
  const char            *accept_label; /* (nullable): _Open or _Save */
  const char            *name;         /* (nullable) proposed when saving */
  GFile                 *folder;       /* (nullable) where to begin */
  const FoyerFileFilter *filters;      /* (nullable) ends with a filter without name */
} FoyerFileChoice;

/* All that choice points to is copied or used before this returns. */
void   foyer_choose_file_async  (GtkWidget              *parent,
                                 const FoyerFileChoice  *choice,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data);
/* (transfer full) (nullable): NULL with G_IO_ERROR_CANCELLED when nothing was chosen. */
GFile *foyer_choose_file_finish (GAsyncResult           *result,
                                 GError                **error);

G_END_DECLS
