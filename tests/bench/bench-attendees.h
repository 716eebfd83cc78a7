/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One side each; prints its numbers in one line: opened first in the process; without a roster file: all and the first rows;
 * with one; sorted, typed, typed from the second letter on (all milliseconds), memory (MB). */
int     bench_attendees_ours   (guint        n,
                                const char  *dir);
int     bench_attendees_store  (guint        n,
                                const char  *dir);

/* A window that tells when a frame has been painted. */
typedef struct
{
  GtkWindow *window;
  guint      n_painted;
  double     rss; /* MB, of the empty window */
} BenchStage;

void    bench_stage_open       (BenchStage  *stage);
void    bench_stage_paint      (BenchStage  *stage); /* waits for the next frame */
/* Two frames are 16 ms apart: what is asked for just after one waits for the next. A person never is that quick. */
void    bench_stage_rest       (BenchStage  *stage);
double  bench_rss              (void);               /* RssAnon, MB */
double  bench_now              (void);               /* milliseconds */
double  bench_p95              (GArray      *times); /* (element-type double) */
double  bench_median           (GArray      *times);

/* What is typed: words whose first letters find much, and whose last find little. */
extern const char *const bench_words[];

G_END_DECLS
