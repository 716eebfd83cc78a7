/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-store-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (foyer - store - error - quark, foyer_store_error)

static FoyerStoreError
kind_of (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FOYER_STORE_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FOYER_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return FOYER_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return FOYER_STORE_ERROR_READ_ONLY;
    case SQLITE_CONSTRAINT:
      return FOYER_STORE_ERROR_CONFLICT;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
      return FOYER_STORE_ERROR_INVALID;
    default:
      return FOYER_STORE_ERROR_FAILED;
    }
}

/**
 * foyer_store_error_set:
 * @error: (nullable): return location
 * @code: SQLite's result code
 * @path: the file
 * @detail: (nullable): SQLite's own message, told where no better sentence exists
 *
 * Makes the error of this layer. An interrupted statement becomes %G_IO_ERROR_CANCELLED, since only
 * a cancellable interrupts. Any thread.
 */
void
foyer_store_error_set (GError **error, int code, const char *path, const char *detail)
{
  FoyerStoreError kind = kind_of (code);
  g_autofree char *name = g_filename_display_basename (path);

  if (detail == NULL)
    detail = sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("Cancelled. Nothing was changed."));
      return;
    }

  switch (kind)
    {
    case FOYER_STORE_ERROR_DAMAGED:
      g_set_error (
          error, FOYER_STORE_ERROR, kind,
          _ ("“%s” is damaged or is no Foyer file. Nothing was changed in it. Restore a copy."),
          name);
      break;
    case FOYER_STORE_ERROR_BUSY:
      g_set_error (
          error, FOYER_STORE_ERROR, kind,
          _ ("Another program is writing to “%s” just now. Wait until it is done and try again."),
          name);
      break;
    case FOYER_STORE_ERROR_FULL:
      g_set_error_literal (
          error, FOYER_STORE_ERROR, kind,
          _ ("The disk is full. Nothing was changed. Free some space and try again."));
      break;
    case FOYER_STORE_ERROR_READ_ONLY:
      g_set_error (error, FOYER_STORE_ERROR, kind,
                   _ ("“%s” cannot be written. Check that you own the file and its folder."), name);
      break;
    case FOYER_STORE_ERROR_CONFLICT:
      g_set_error (error, FOYER_STORE_ERROR, kind,
                   _ ("This contradicts what is stored already (%s)."), detail);
      break;
    case FOYER_STORE_ERROR_INVALID:
      g_set_error (error, FOYER_STORE_ERROR, kind, _ ("A value is not allowed (%s)."), detail);
      break;
    case FOYER_STORE_ERROR_FAILED:
    case FOYER_STORE_ERROR_NEWER:
    case FOYER_STORE_ERROR_NOT_FOUND:
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                   _ ("Reading or writing “%s” failed (%s)."), name, detail);
      break;
    }
}
