/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"
#include "foyer-importer.h"

G_BEGIN_DECLS

/* Lists in and out: “attendee import” and “attendee export”. */
FoyerCliStatus foyer_cli_run_import (FoyerCli *self,
                                     GStrv    *arguments);
FoyerCliStatus foyer_cli_run_export (FoyerCli *self,
                                     GStrv    *arguments);

/* What "import" commands have in common: EVENT FILE, --dry-run and the report. */
typedef FoyerImportReport *(*FoyerCliImport) (FoyerDatabase *db,
                                              GFile *file,
                                              const FoyerUuid *event_id,
                                              gboolean dry_run,
                                              GError **error);
FoyerCliStatus foyer_cli_import_list (FoyerCli *self, GStrv *arguments, FoyerCliImport import);
/* What "export" commands have in common: EVENT FILE, “-” for standard output. */
typedef FoyerCliStatus (*FoyerCliExport) (FoyerCli *self, const FoyerEvent *event, GError **error);
typedef FoyerCliStatus (*FoyerCliExportFile) (FoyerCli *self,
                                              const FoyerEvent *event,
                                              const char *path,
                                              GError **error);
FoyerCliStatus foyer_cli_export_list (FoyerCli *self,
                                      GStrv *arguments,
                                      FoyerCliExport to_stdout,
                                      FoyerCliExportFile to_file);
FoyerCliStatus foyer_cli_tell_written (FoyerCli *self,
                                       const char *path,
                                       gint64 rows,
                                       const char *sentence,
                                       GError **error);

G_END_DECLS
