/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The least that a scan could be, as the other side of sync-door.c: one row, made durable by SQLite in a
 * file of its own beside the replica, by a thread that is asked by the main thread and answers there. */
typedef struct _BareCommit BareCommit;

/* Milliseconds from the question to the answer, and of the commit alone. */
typedef void (*BareCommitDone) (gpointer data,
                                double   all,
                                double   commit);

BareCommit *bare_commit_new  (const char     *replica_path,
                              BareCommitDone  done,
                              gpointer        data);
void        bare_commit_ask  (BareCommit     *self);
void        bare_commit_free (BareCommit     *self);

G_END_DECLS
