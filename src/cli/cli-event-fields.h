/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli.h"

G_BEGIN_DECLS

/* The fields of an event as options, and as members of an object. */
#define CLI_N_EVENT_FIELDS 26

typedef struct
{
  char *values[CLI_N_EVENT_FIELDS]; /* (owned) (nullable) as they stand on the command line */
} CliEventFields;

void cli_event_fields_clear (CliEventFields *self);
/* (transfer container) */
GOptionEntry *cli_event_fields_entries (CliEventFields *self);
gboolean cli_event_fields_has (CliEventFields *self, const char *option);
/* Into event, which has the fields that are not given. */
FoyerCliStatus cli_event_fields_apply (CliEventFields *self, FoyerCli *cli, FoyerEvent *event);
/* Every column of an event, or of another row with a zone for its times. */
JsonObject *cli_event_fields_describe (gconstpointer row, GTimeZone *zone);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliEventFields, cli_event_fields_clear)

G_END_DECLS
