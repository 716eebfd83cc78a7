/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-database.h"
#include "foyer-event.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The exit status: the interface of scripts. */
typedef enum
{
  FOYER_CLI_DONE = 0,
  FOYER_CLI_REFUSED = 1, /* the reason is on standard error */
  FOYER_CLI_USAGE = 2,   /* the command line makes no sense */
} FoyerCliStatus;

typedef struct _FoyerCli FoyerCli;

/* arguments are those after the command's words; NULL-terminated, in the encoding of file names. */
typedef FoyerCliStatus (*FoyerCliFunc) (FoyerCli *self, GStrv *arguments);

typedef struct
{
  const char *group;     /* "event" */
  const char *name;      /* (nullable) "add"; NULL where the group is the command */
  const char *arguments; /* what follows, as help shows it */
  const char *summary;
  FoyerCliFunc run;
} FoyerCliCommand;

struct _FoyerCli
{
  const FoyerCliCommand *command; /* the one that runs */
  char *replica;                  /* (owned) (nullable) as given */
  gboolean json;
  FoyerDatabase *db; /* (owned) (nullable) */
};

extern const FoyerCliCommand foyer_cli_allot_commands[];
extern const FoyerCliCommand foyer_cli_event_commands[];
extern const FoyerCliCommand foyer_cli_event_acts_commands[];
extern const FoyerCliCommand foyer_cli_refund_commands[];
extern const FoyerCliCommand foyer_cli_series_commands[];
extern const FoyerCliCommand foyer_cli_tier_commands[];
extern const FoyerCliCommand foyer_cli_promo_commands[];
extern const FoyerCliCommand foyer_cli_price_commands[];
extern const FoyerCliCommand foyer_cli_attendee_commands[];
extern const FoyerCliCommand foyer_cli_check_in_commands[];
extern const FoyerCliCommand foyer_cli_badges_commands[];
extern const FoyerCliCommand foyer_cli_conflicts_commands[];
extern const FoyerCliCommand foyer_cli_login_commands[];
extern const FoyerCliCommand foyer_cli_sync_commands[];
extern const FoyerCliCommand foyer_cli_sell_commands[];
extern const FoyerCliCommand foyer_cli_order_list_commands[];
extern const FoyerCliCommand foyer_cli_order_commands[];
extern const FoyerCliCommand foyer_cli_cash_commands[];
extern const FoyerCliCommand foyer_cli_cashier_commands[];

/* Parses options (also --replica, --json, --help) and counts what is left in arguments. FALSE: the
 * reason was printed. */
gboolean foyer_cli_parse (FoyerCli *self,
                          const GOptionEntry *entries,
                          GStrv *arguments,
                          guint least,
                          guint most);
FoyerCliStatus foyer_cli_usage (FoyerCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
FoyerCliStatus foyer_cli_refuse (FoyerCli *self, const GError *error);
/* A line on standard error that is no reason to stop. */
void foyer_cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Opens self->db, once. */
gboolean foyer_cli_open (FoyerCli *self, FoyerDatabaseMode mode, GError **error);
/* Opens it and finds the event by slug or id. */
FoyerEvent *foyer_cli_open_event (FoyerCli *self,
                                  FoyerDatabaseMode mode,
                                  const char *slug_or_id,
                                  GError **error);

/* Values of options. Each prints what is wrong and gives FALSE. */
gboolean foyer_cli_read_text (FoyerCli *self, const char *option, const char *value);
gboolean
foyer_cli_read_number (FoyerCli *self, const char *option, const char *value, gint64 *number);
gboolean foyer_cli_read_time (FoyerCli *self,
                              const char *option,
                              const char *value,
                              GTimeZone *zone,
                              gint64 *instant);

G_END_DECLS
