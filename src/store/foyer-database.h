/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define FOYER_STORE_ERROR foyer_store_error_quark ()

/* By what the caller can do about it. */
typedef enum
{
  FOYER_STORE_ERROR_DAMAGED,    /* not a database, or it fails its check: restore a copy */
  FOYER_STORE_ERROR_NEWER,      /* made by a newer Foyer: update the program */
  FOYER_STORE_ERROR_BUSY,       /* another program holds it: close that one, or try again */
  FOYER_STORE_ERROR_FULL,       /* no space: free some, nothing was changed */
  FOYER_STORE_ERROR_READ_ONLY,  /* the file or folder cannot be written */
  FOYER_STORE_ERROR_NOT_FOUND,  /* no such row */
  FOYER_STORE_ERROR_CONFLICT,   /* a rule of the data says no: duplicate slug, changed meanwhile */
  FOYER_STORE_ERROR_INVALID,    /* a value is not allowed; the message names the column */
  FOYER_STORE_ERROR_FAILED,     /* anything else */
} FoyerStoreError;

GQuark foyer_store_error_quark (void);

typedef enum
{
  FOYER_DATABASE_CREATE,     /* read and write; makes and migrates the file */
  FOYER_DATABASE_READ_WRITE, /* the file must be there */
  FOYER_DATABASE_READ_ONLY,  /* bounded reads of the main thread, of the roster */
} FoyerDatabaseMode;

/* Asked every few milliseconds while another connection writes, on this one's thread. waited: microseconds so far. FALSE gives up. */
typedef gboolean (*FoyerWaitFunc) (gpointer data,
                                   gint64   waited);

/* One connection with its statement cache. Used by one thread at a time. */
#define FOYER_TYPE_DATABASE (foyer_database_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDatabase, foyer_database, FOYER, DATABASE, GObject)

FoyerDatabase *foyer_database_open          (const char         *path,
                                             FoyerDatabaseMode   mode,
                                             GError            **error);
gboolean       foyer_database_quick_check   (FoyerDatabase      *self,
                                             GCancellable       *cancellable,
                                             GError            **error);
const char    *foyer_database_get_path      (FoyerDatabase      *self);
sqlite3       *foyer_database_get_handle    (FoyerDatabase      *self);
/* sql must be a static string: the statement is cached by its address. It comes back reset and unbound; (transfer none). */
sqlite3_stmt  *foyer_database_prepare       (FoyerDatabase      *self,
                                             const char         *sql,
                                             GError            **error);
/* Steps once: SQLITE_ROW, SQLITE_DONE, or anything else with error set. Resets after DONE or an error. */
int            foyer_database_step          (FoyerDatabase      *self,
                                             sqlite3_stmt       *statement,
                                             GError            **error);
gboolean       foyer_database_exec          (FoyerDatabase      *self,
                                             const char         *sql,
                                             GError            **error);
/* Several SELECTs as of one moment. */
gboolean       foyer_database_begin_reading (FoyerDatabase      *self,
                                             gboolean           *is_mine,
                                             GError            **error);
void           foyer_database_end_reading   (FoyerDatabase      *self,
                                             gboolean            is_mine);
void           foyer_database_interrupt_on  (FoyerDatabase      *self,
                                             GCancellable       *cancellable); /* (nullable) stops long statements */
/* func (nullable): ten seconds. */
void           foyer_database_set_wait_func (FoyerDatabase      *self,
                                             FoyerWaitFunc       func,
                                             gpointer            data);
/* Makes a GError of SQLite's present state, with what was being done. */
void           foyer_database_set_error     (FoyerDatabase      *self,
                                             int                 code,
                                             GError            **error);

G_END_DECLS
