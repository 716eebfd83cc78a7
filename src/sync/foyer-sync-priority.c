/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sync-priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of 19. */
#define NICE 10

/**
 * foyer_sync_priority_lower:
 *
 * From now on this thread stands behind those at which people wait: on Linux each has a priority of
 * its own. What does not work is left out, it is only slower then. Not for a thread that writes:
 * while it is made to wait it holds the lock for which a scan waits.
 */
void
foyer_sync_priority_lower (void)
{
  setpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid), NICE);
}
