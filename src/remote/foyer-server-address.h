/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is wrong with a server's address as typed. */
typedef enum
{
  FOYER_SERVER_ADDRESS_GOOD,
  FOYER_SERVER_ADDRESS_EMPTY,
  FOYER_SERVER_ADDRESS_BROKEN, /* no address at all */
  FOYER_SERVER_ADDRESS_SCHEME, /* ftp:, file:, … */
  FOYER_SERVER_ADDRESS_PLAIN, /* http: to another machine: passwords would be readable on the way */
  FOYER_SERVER_ADDRESS_PASSWORD, /* a user or password in it */
  FOYER_SERVER_ADDRESS_QUERY,    /* a “?” or “#” in it */
} FoyerServerAddressProblem;

FoyerServerAddressProblem foyer_server_address_read (const char *text, char **url);
char *foyer_server_address_words (FoyerServerAddressProblem problem);

G_END_DECLS
