/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 5 000 badges to PDF: Foyer, ReportLab and gLabels, each a process of its own, on the same list. Event, fitted name, company,
 * band in the tier's colour, QR code of 140 characters at level M; Latin, Greek, Cyrillic, Hebrew, Devanagari and Thai, since
 * ReportLab cannot embed a CJK font of Debian's. FOYER_BENCH_BADGES asks for another number. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "foyer-badge-sheet.h"
#include "foyer-test.h"

#define N_BADGES    5000
#define CODE_LENGTH 140
#define OUR_RUNS    3

typedef struct
{
  double seconds;
  double megabytes;
  double bytes; /* a badge */
} Cost;

static const struct
{
  const char *given[4];
  const char *family[4];
} names[] = {
  { { "Grace", "Zoë", "Jean-Luc", "Þórunn" }, { "Hopper", "Müller-Lüdenscheidt", "Ó Briain", "Nguyễn" } },
  { { "Ελένη", "Γιώργος", "Αθηνά", "Νίκος" }, { "Παπαδοπούλου", "Καραμανλής", "Βλάχου", "Ρήγας" } },
  { { "Анна", "Дмитрий", "Олександра", "Ђорђе" }, { "Иванова", "Рождественский", "Шевченко", "Петровић" } },
  { { "שירה", "דוד", "נועה", "יונתן" }, { "כהן", "בן-גוריון", "לוי", "מזרחי" } },
  { { "अनुष्का", "राजेश", "प्रिया", "विक्रम" }, { "त्रिवेदी", "शर्मा", "चट्टोपाध्याय", "सिंह" } },
  { { "สมชาย", "มาลี", "ณัฐพงษ์", "ดวงใจ" }, { "ใจดี", "รัตนโกสินทร์", "ศรีสุข", "แสงทอง" } },
};

static const char *const companies[]
    = { "Acme Inc.", "Müller & Söhne GmbH", "Österreichische Nationalbibliothek", "Kooperative Nord" };
static const char *const tiers[][2]
    = { { "VIP", "#9141ac" }, { "General Admission", "#1c71d8" }, { "Speaker", "#26a269" } };

static char *
make_code (GRand *random)
{
  static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  char *code = g_malloc (CODE_LENGTH + 1);

  for (guint i = 0; i < CODE_LENGTH; i++)
    code[i] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
  code[0] = code[CODE_LENGTH - 1] = 'F';
  code[CODE_LENGTH] = '\0';

  return code;
}

static void
write_list (const char *path,
            guint       n)
{
  g_autoptr (GString) list = g_string_new ("event,name,company,tier,colour,code\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *code = make_code (random);
      guint script = i % 3 == 0 ? (i / 3) % G_N_ELEMENTS (names) : 0;
      guint tier = g_rand_int_range (random, 0, G_N_ELEMENTS (tiers));

      g_string_append_printf (list, "GUADEC 2026,%s %s %u,%s,%s,%s,%s\n",
                              names[script].given[g_rand_int_range (random, 0, 4)],
                              names[script].family[g_rand_int_range (random, 0, 4)], i,
                              companies[g_rand_int_range (random, 0, G_N_ELEMENTS (companies))],
                              tiers[tier][0], tiers[tier][1], code);
    }
  g_file_set_contents (path, list->str, list->len, &error);
  g_assert_no_error (error);
}

/* Our side: badges from the same file, one line at a time. */

typedef struct
{
  GDataInputStream *lines;
  FoyerBadge       *badge;
} Reader;

static const FoyerBadge *
next_badge_cb (guint    n,
               gpointer data,
               GError **error)
{
  Reader *reader = data;
  g_autofree char *line = g_data_input_stream_read_line (reader->lines, NULL, NULL, error);
  g_auto (GStrv) cells = NULL;
  FoyerBadge *badge = reader->badge;

  if (line == NULL)
    return NULL;

  cells = g_strsplit (line, ",", 6);
  foyer_badge_clear (badge);
  badge->event = g_steal_pointer (&cells[0]);
  badge->name = g_steal_pointer (&cells[1]);
  badge->company = g_steal_pointer (&cells[2]);
  badge->tier = g_steal_pointer (&cells[3]);
  badge->colour = g_steal_pointer (&cells[4]);
  badge->code = g_steal_pointer (&cells[5]);
  return badge;
}

static int
draw_ours (const char *list,
           const char *output,
           guint       n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) in = g_file_new_for_path (list);
  g_autoptr (GFile) out = g_file_new_for_path (output);
  g_autoptr (FoyerSheet) sheet = foyer_sheet_find (NULL, "a4-2x5", &error);
  g_autoptr (FoyerBadgeSheet) badges = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (in, NULL, &error);
  Reader reader = { g_data_input_stream_new (G_INPUT_STREAM (stream)), foyer_badge_new () };

  g_free (g_data_input_stream_read_line (reader.lines, NULL, NULL, &error));
  badges = foyer_badge_sheet_new (sheet, n, next_badge_cb, &reader, NULL);
  foyer_badge_sheet_save_pdf (badges, out, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (reader.lines);
  foyer_badge_free (reader.badge);

  return 0;
}

static Cost
run (const char *const *argv,
     const char        *output,
     guint              n)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  GStatBuf info = { 0 };
  Cost cost = { 0 };
  GPid pid;
  int status;

  g_spawn_async (NULL, (char **) argv, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                     | G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  wait4 (pid, &status, 0, &usage);
  cost.seconds = (g_get_monotonic_time () - start) / 1e6;
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_cmpint (g_stat (output, &info), ==, 0);
  cost.megabytes = usage.ru_maxrss / 1024.0;
  cost.bytes = (double) info.st_size / n;

  return cost;
}

static void
write_glabels (const char *target,
               const char *list)
{
  g_autofree char *template
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "bench", "badges.glabels", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) document = NULL;

  g_file_get_contents (template, &text, NULL, &error);
  g_assert_no_error (error);
  document = g_string_new (text);
  g_string_replace (document, "badges.csv", list, 1);
  g_file_set_contents (target, document->str, document->len, &error);
  g_assert_no_error (error);
}

static void
print_ratio (guint       n,
             const char *other_name,
             Cost        ours,
             Cost        other,
             double      asked)
{
  double ratio = other.seconds / ours.seconds;

  printf ("BENCH\t%u badges to PDF, beside %s\t%.2f s\t%.1f s\t%.0f×\t≥ %.0f×\t%s\n", n, other_name,
           ours.seconds, other.seconds, ratio, asked, ratio >= asked ? "ok" : "MISSED");
}

static void
print_limit (guint       n,
             const char *what,
             const char *unit,
             double      ours,
             double      reportlab,
             double      glabels,
             double      asked)
{
  printf ("BENCH\t%u badges: %s\t%.0f %s\tReportLab %.0f, gLabels %.0f\t\t≤ %.0f %s\t%s\n", n, what,
           ours, unit, reportlab, glabels, asked, unit, ours <= asked ? "ok" : "MISSED");
}

static void
compare (const char *self,
         guint       n)
{
  g_auto (FoyerTestDir) dir = foyer_test_dir_new ();
  g_autofree char *list = g_build_filename (dir, "badges.csv", NULL);
  g_autofree char *output = g_build_filename (dir, "badges.pdf", NULL);
  g_autofree char *document = g_build_filename (dir, "badges.glabels", NULL);
  g_autofree char *script
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "bench", "reportlab-badges.py", NULL);
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *ours_argv[] = { self, list, output, number, NULL };
  const char *reportlab_argv[] = { "/usr/bin/python3", script, list, output, NULL };
  const char *glabels_argv[] = { "glabels-3-batch", "-o", output, document, NULL };
  Cost ours = { G_MAXDOUBLE }, reportlab, glabels;

  write_list (list, n);
  write_glabels (document, list);
  for (guint i = 0; i < OUR_RUNS; i++)
    {
      Cost cost = run (ours_argv, output, n);

      if (cost.seconds < ours.seconds)
        ours = cost;
    }
  reportlab = run (reportlab_argv, output, n);
  glabels = run (glabels_argv, output, n);

  print_ratio (n, "ReportLab", ours, reportlab, 30);
  print_ratio (n, "gLabels", ours, glabels, 20);
  print_limit (n, "memory", "MB", ours.megabytes, reportlab.megabytes, glabels.megabytes, 100);
  print_limit (n, "file per badge", "bytes", ours.bytes, reportlab.bytes, glabels.bytes, 2048);
}

int
main (int    argc,
      char **argv)
{
  const char *asked = g_getenv ("FOYER_BENCH_BADGES");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (argc == 4)
    return draw_ours (argv[1], argv[2], g_ascii_strtoull (argv[3], NULL, 10));

  compare (self, asked != NULL ? g_ascii_strtoull (asked, NULL, 10) : N_BADGES);
  return 0;
}
