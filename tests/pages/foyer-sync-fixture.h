/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-acts-fixture.h"
#include "foyer-sync-desk.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A desk with an engine that works, and a server in this process that knows one person, “ada@example.org” with the password
 * “right”, three events of two organizers, and that has never anything new. */
typedef struct
{
  FoyerActs acts;
  FoyerSyncDesk *desk; /* (owned) its sessions lie in a file */
  SoupServer *server;  /* (owned) */
  char *url;           /* (owned) */
  gboolean is_slow;    /* signing in is not answered */
  guint n_letters;     /* that a new password was asked for */
} FoyerSyncBench;

void foyer_sync_bench_set_up (FoyerSyncBench *self, gconstpointer data);
void foyer_sync_bench_tear_down (FoyerSyncBench *self, gconstpointer data);
/* Signs in without a window; the server's key. */
gint64 foyer_sync_bench_sign_in (FoyerSyncBench *self);
/* Notes that the server refused the first ticket. */
void foyer_sync_bench_refuse (FoyerSyncBench *self, gint64 server_key, const char *message);
/* Waits until one of the labels below it says so. */
void foyer_sync_bench_wait_says (gpointer from, const char *words);
/* Answers the question that is asked. */
void foyer_sync_bench_answer (const char *response);

G_END_DECLS
