/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "foyer-thread.h"

#ifdef __linux__
#  include <sched.h>
#  include <sys/syscall.h>
#  include <unistd.h>
#endif

/* Nanoseconds of this thread's turns; 0 where that is not known, or all of it has no turns of its own. */
static guint64
read_slice (void)
{
#if defined __linux__ && defined SYS_sched_getattr
  guint64 words[6] = { 0 };

  /* The fourth is the runtime, after size and policy, flags, niceness and priority. */
  if (syscall (SYS_sched_getattr, 0, words, sizeof words, 0) != 0)
    return 0;
  return ((const guint32 *) words)[1] == SCHED_OTHER ? words[3] : 0;
#else
  return 0;
#endif
}

static gpointer
read_own (gpointer slice)
{
  *(guint64 *) slice = read_slice ();
  return NULL;
}

static gpointer
be_prompt (gpointer data)
{
  guint64 *slices = data;

  foyer_thread_set_prompt ();
  slices[0] = read_slice ();
  g_thread_join (g_thread_new ("child", read_own, &slices[1]));
  return NULL;
}

/* Its turns are shorter than those of others, and of threads that it starts. */
static void
test_prompt (void)
{
  guint64 slices[2], usual = read_slice ();

  g_thread_join (g_thread_new ("prompt", be_prompt, slices));
  if (usual == 0)
    {
      g_test_skip ("This kernel knows no turns.");
      return;
    }
  g_assert_cmpuint (slices[0], <, usual);
  g_assert_cmpuint (slices[1], ==, usual);
  g_assert_cmpuint (read_slice (), ==, usual);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/thread/prompt", test_prompt);

  return g_test_run ();
}
