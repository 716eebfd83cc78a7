/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails: SQLite's own file system, of which the n-th write, truncation or sync gives an error, and all after it too
 * when the fault stays. Becomes the default of the process; one at a time. */
typedef enum
{
  FOYER_FAULT_FULL,     /* the disk is full: writes fail */
  FOYER_FAULT_SYNC,     /* the disk loses what it promised: syncs fail */
  FOYER_FAULT_WRITE,    /* writes fail */
} FoyerFault;

void     foyer_fault_vfs_install (void);
/* From now on the n-th operation (from 1) fails; 0 for none. */
void     foyer_fault_vfs_arm     (FoyerFault fault,
                                  guint      n,
                                  gboolean   stays);
/* Did it come to that? */
gboolean foyer_fault_vfs_has_fired (void);

G_END_DECLS
