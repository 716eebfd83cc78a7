/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-pull-store.h"

G_BEGIN_DECLS

/* A server that this replica is kept in step with, as one person. Tokens are not here: they lie in
 * the keyring. */
typedef struct
{
  gint64 key;
  char *url;
  char *email;
  char *name; /* (nullable): the person's */
  FoyerUuid user_id;
  gint64 pushed_set;      /* the journal's change sets up to this one were told to it */
  gboolean is_signed_out; /* it asks to sign in again */
  gint64 clock_offset;    /* its clock minus ours, microseconds; FOYER_NONE while unknown */
  gint64 contact_at;      /* when it answered last; FOYER_NONE */
  gint64 offline_since;   /* FOYER_NONE while it answers */
  char *trouble;          /* (nullable): why it could not be worked with, a sentence */
  gint64 restored_at;     /* when it was noticed that it came back from an older copy; FOYER_NONE */
  gint64
      restore_answer; /* what a person said to that: 1 tell again, 0 take what it has; FOYER_NONE */
} FoyerServer;

/* An event that lies on a server and is kept here. */
typedef struct
{
  FoyerUuid event_id;
  FoyerUuid organizer_id;
  char *cursor;     /* (nullable): where its feed goes on; only the server reads it */
  FoyerLoad load;   /* not everything is here yet */
  gint64 load_rows; /* how much comes with the load, about; 0 when the server does not say */
  gint64 load_done; /* how much of it is here */
  gboolean is_new;  /* it is only here yet: the server is told of it first */
  gboolean is_gone; /* it is no longer this person's; it stays only for what was not told */
  gint64 synced_at; /* when the server last said that nothing was missing; FOYER_NONE */
  gint64 noted_at;  /* the same as the replica has it, which is not told each time */
} FoyerHostedEvent;

void foyer_server_free (FoyerServer *self);
void foyer_hosted_event_free (FoyerHostedEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerServer, foyer_server_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHostedEvent, foyer_hosted_event_free)

GPtrArray *foyer_server_store_list (FoyerDatabase *db, GError **error);
FoyerServer *foyer_server_store_get (FoyerDatabase *db, gint64 key, GError **error);
/* Signing in again as the same person is the same server. */
FoyerServer *foyer_server_store_add (FoyerDatabase *db,
                                     const char *url,
                                     const char *email,
                                     const char *name,
                                     const FoyerUuid *user_id,
                                     GError **error);
gboolean foyer_server_store_set_signed_out (FoyerDatabase *db,
                                            gint64 key,
                                            gboolean is_signed_out,
                                            GError **error);
gboolean
foyer_server_store_set_pushed (FoyerDatabase *db, gint64 key, gint64 change_set, GError **error);
/* It answered. */
gboolean foyer_server_store_set_contact (FoyerDatabase *db,
                                         gint64 key,
                                         gint64 contact_at,
                                         gint64 clock_offset, /* FOYER_NONE keeps it */
                                         GError **error);
/* It cannot be reached, or worked with. */
gboolean foyer_server_store_set_trouble (FoyerDatabase *db,
                                         gint64 key,
                                         gint64 offline_since, /* FOYER_NONE: it answers */
                                         const char *trouble,  /* (nullable) */
                                         GError **error);
gboolean
foyer_server_store_set_restored (FoyerDatabase *db, gint64 key, gint64 restored_at, GError **error);
gboolean foyer_server_store_answer_restore (FoyerDatabase *db,
                                            gint64 key,
                                            gboolean is_told_again,
                                            GError **error);
/* No longer in step: what is here of it stays as local data. */
gboolean foyer_server_store_remove (FoyerDatabase *db, gint64 key, GError **error);
/* As remove, and what is here of it is erased, for ever. */
gboolean foyer_server_store_wipe (FoyerDatabase *db, gint64 key, GError **error);
/* One event of it. */
gboolean
foyer_server_store_wipe_event (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* The events kept here; (element-type FoyerHostedEvent). */
GPtrArray *foyer_server_store_events (FoyerDatabase *db, gint64 server_key, GError **error);
gboolean foyer_server_store_keep_event (FoyerDatabase *db,
                                        gint64 server_key,
                                        const FoyerUuid *event_id,
                                        const FoyerUuid *organizer_id,
                                        GError **error);
/* A local event is to lie on the server from now on; all of it is queued. */
gboolean foyer_server_store_host_event (FoyerDatabase *db,
                                        gint64 server_key,
                                        const FoyerUuid *event_id,
                                        const FoyerUuid *organizer_id,
                                        GError **error);
/* The server knows it now. */
gboolean
foyer_server_store_set_hosted (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
gboolean foyer_server_store_set_gone (FoyerDatabase *db, const FoyerUuid *event_id, GError **error);
/* In the transaction of the rows that it stands for. before: (nullable): where the rows began; when
 * the feed is not there any more, because another program took them, BUSY. synced_at: FOYER_NONE
 * keeps it. */
gboolean foyer_server_store_set_cursor (FoyerPullStore *pull,
                                        const FoyerUuid *event_id,
                                        const char *before,
                                        const char *cursor,
                                        FoyerLoad load,
                                        gint64 synced_at,
                                        GError **error);
/* How far a load is; in the same transaction. */
gboolean foyer_server_store_set_load (FoyerPullStore *pull,
                                      const FoyerUuid *event_id,
                                      gint64 load_rows,
                                      gint64 load_done,
                                      GError **error);

G_END_DECLS
