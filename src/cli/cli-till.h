/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-cli-output.h"
#include "foyer-sale-store.h"

G_BEGIN_DECLS

/* What the commands of the box office share. */

/* Options that say who does it; PINs are read from standard input, one a line. */
typedef struct
{
  char *cashier; /* (owned) (nullable) names */
  char *approver;
  FoyerTillActor actor;
} CliTill;

#define CLI_CASHIER_ENTRY(till)                                                                    \
  {                                                                                                \
    "cashier", 0, 0, G_OPTION_ARG_STRING, &(till).cashier,                                         \
        N_ ("Who is at the till; their PIN is read from standard input"), N_ ("NAME")              \
  }
#define CLI_APPROVER_ENTRY(till)                                                                   \
  {                                                                                                \
    "approver", 0, 0, G_OPTION_ARG_STRING, &(till).approver,                                       \
        N_ ("The supervisor who allows it; their PIN is the next line"), N_ ("NAME")               \
  }
#define CLI_TILL_ENTRIES(till) CLI_CASHIER_ENTRY (till), CLI_APPROVER_ENTRY (till)

void cli_till_clear (CliTill *self);
/* Looks the names up and checks the PINs. */
gboolean
cli_till_identify (CliTill *self, FoyerCli *cli, const FoyerUuid *event_id, GError **error);
/* One line of standard input without its end; NULL at its end. */
char *cli_till_read_line (void);
/* METHOD[:AMOUNT][@REFERENCE], and METHOD:REFERENCE where that is no amount. FALSE: the reason was
 * printed. (element-type FoyerTender); their references belong to the texts. */
GArray *cli_till_read_tenders (FoyerCli *cli,
                               char **texts, /* (nullable) */
                               const char *currency);
/* A FoyerPayMethod, -1 for none. FALSE: the reason was printed. */
gboolean cli_till_read_method (FoyerCli *cli,
                               const char *text, /* (nullable) */
                               int *method);
gboolean cli_till_read_amount (FoyerCli *cli,
                               const char *option,
                               const char *text,
                               const char *currency,
                               gint64 *amount);
/* By number, in any case; NULL with NOT_FOUND. */
FoyerOrder *
cli_till_find_order (FoyerCli *cli, const FoyerEvent *event, const char *number, GError **error);
/* (element-type FoyerTicket), by their places. */
GPtrArray *cli_till_read_tickets (FoyerCli *cli, const FoyerOrder *order, GError **error);
JsonObject *cli_till_describe_order (const FoyerOrder *order);
JsonArray *cli_till_describe_tickets (GPtrArray *tickets);
JsonArray *cli_till_describe_payments (GPtrArray *payments);
/* With what the result says of money, printed. */
FoyerCliStatus
cli_till_print_result (FoyerCli *cli, const FoyerSaleResult *result, const char *sentence);
/* The same of what was just sold: is_mailed: the server writes to the buyer when it hears of it. */
FoyerCliStatus cli_till_print_sale (FoyerCli *cli,
                                    const FoyerSaleResult *result,
                                    const char *sentence,
                                    gboolean is_mailed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliTill, cli_till_clear)

G_END_DECLS
