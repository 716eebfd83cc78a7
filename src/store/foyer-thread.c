/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-thread.h"

#ifdef __linux__
#  include <sched.h>
#  include <sys/syscall.h>
#  include <unistd.h>

/* The shortest that the kernel takes: what an answer to a scan needs in all is a little more. */
#  define SLICE 100000 /* ns */

/* As the kernel has it; older libraries have no name for it. */
typedef struct
{
  guint32 size;
  guint32 policy;
  guint64 flags;
  gint32 nice;
  guint32 priority;
  guint64 runtime;
  guint64 deadline;
  guint64 period;
} Attributes;

#  define ATTRIBUTES_SIZE 48
#  ifndef SCHED_FLAG_RESET_ON_FORK
#    define SCHED_FLAG_RESET_ON_FORK 1
#  endif
G_STATIC_ASSERT (sizeof (Attributes) == ATTRIBUTES_SIZE);
#endif

/**
 * foyer_thread_set_prompt:
 *
 * From now on this thread asks for short turns on the processor: it has no larger part of it, but
 * when it wakes it need not wait until others have ended a turn of some milliseconds. For those
 * that answer to a scan. On Linux 6.12 and newer; else nothing changes.
 */
void
foyer_thread_set_prompt (void)
{
#if defined __linux__ && defined SYS_sched_setattr
  Attributes attributes = { .size = ATTRIBUTES_SIZE };

  if (syscall (SYS_sched_getattr, 0, &attributes, ATTRIBUTES_SIZE, 0) != 0 ||
      attributes.policy != SCHED_OTHER)
    return;
  attributes.flags = SCHED_FLAG_RESET_ON_FORK; /* of this thread alone */
  attributes.runtime = SLICE;
  if (syscall (SYS_sched_setattr, 0, &attributes, 0) != 0)
    g_debug ("The processor's turns stay as they are.");
#endif
}
