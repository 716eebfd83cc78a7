/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-csv-dialect.h"
#include "foyer-csv-reader.h"
#include "foyer-import-plan.h"

G_BEGIN_DECLS

struct _FoyerImportPlan
{
  GObject            parent_instance;
  GFile             *file;       /* (owned) */
  char              *stamp;      /* (owned) size and time of the file that was looked at */
  char              *name;       /* (owned) as a person sees it */
  FoyerTextEncoding  encoding;
  FoyerCsvDialect    dialect;
  FoyerImportHeader  header;     /* as asked for */
  gint64             header_row; /* 0: none */
  gint64             first_row;  /* the first row that may be an attendee */
  gint64             n_rows;
  const char        *layout;     /* (nullable) static */
  char              *currency;   /* (owned) (nullable) */
  GArray            *columns;    /* (element-type FoyerImportColumn) */
  GPtrArray         *preview;    /* (element-type GStrv) */
};

/* Fills an empty plan by looking through its file. */
gboolean        foyer_import_plan_look  (FoyerImportPlan  *self,
                                         GCancellable     *cancellable,
                                         GError          **error);
/* Stands before the first record below a “sep=” line. */
FoyerCsvReader *foyer_import_plan_open  (FoyerImportPlan  *self,
                                         GCancellable     *cancellable,
                                         GError          **error);
/* What tells one state of a file from another. */
char           *foyer_import_plan_stamp (GFile            *file,
                                         char            **display_name, /* (out) (optional) */
                                         GCancellable     *cancellable,
                                         GError          **error);
G_END_DECLS
