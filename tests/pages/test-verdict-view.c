/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <math.h>

#include "foyer-door-samples.h"
#include "foyer-door-sound.h"
#include "foyer-time.h"
#include "foyer-verdict-look.h"
#include "foyer-verdict-view.h"

#define LONG_NAME "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior of Philadelphia"

/* The table of the design: which ground each verdict has. */
static const char *const grounds[FOYER_N_VERDICTS] = {
  [FOYER_VERDICT_ADMITTED] = "in",          [FOYER_VERDICT_PROVISIONAL] = "in",
  [FOYER_VERDICT_EXITED] = "out",           [FOYER_VERDICT_ALREADY_IN] = "no",
  [FOYER_VERDICT_ANSWERS_REQUIRED] = "look", [FOYER_VERDICT_UNPAID] = "look",
  [FOYER_VERDICT_UNAPPROVED] = "look",      [FOYER_VERDICT_WRONG_TIER] = "look",
  [FOYER_VERDICT_TOO_EARLY] = "look",       [FOYER_VERDICT_TOO_LATE] = "look",
  [FOYER_VERDICT_RULE] = "look",            [FOYER_VERDICT_NOT_INSIDE] = "look",
  [FOYER_VERDICT_WRONG_EVENT] = "no",       [FOYER_VERDICT_CANCELLED] = "no",
  [FOYER_VERDICT_REFUNDED] = "no",          [FOYER_VERDICT_EXPIRED] = "no",
  [FOYER_VERDICT_BLOCKED] = "no",           [FOYER_VERDICT_REPLACED] = "no",
  [FOYER_VERDICT_REVOKED_KEY] = "no",       [FOYER_VERDICT_FORGED] = "no",
  [FOYER_VERDICT_TEST_TICKET] = "no",       [FOYER_VERDICT_AMBIGUOUS] = "look",
  [FOYER_VERDICT_UNKNOWN] = "look",         [FOYER_VERDICT_UNREADABLE] = "look",
};

static void
take_once (GHashTable *seen,
           const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_hash_table_add (seen, g_strdup (text)));
}

static void
test_looks (void)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) icons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i <= FOYER_N_VERDICTS; i++)
    {
      g_autoptr (FoyerDoorAnswer) answer = i < FOYER_N_VERDICTS ? foyer_door_sample_new (i, "Grace Hopper")
                                                                : foyer_door_sample_new_failed ();
      g_autofree char *sentence = foyer_verdict_look_say (answer, NULL, foyer_time_now ());
      g_autofree char *icon = NULL;
      g_autoptr (GBytes) sound = NULL;
      FoyerVerdictLook look;

      foyer_verdict_look_init_for (&look, answer);
      g_assert_cmpstr (look.style, ==, i < FOYER_N_VERDICTS ? grounds[i] : "failed");
      take_once (words, look.word);
      take_once (icons, look.icon);
      take_once (steps, look.next);
      take_once (sentences, sentence);
      icon = g_strdup_printf ("/io/github/foyerapp/Foyer/checkin/icons/scalable/actions/%s.svg", look.icon);
      g_assert_true (g_resources_get_info (icon, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
      sound = g_resources_lookup_data (foyer_tone_get_resource (look.tone), G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_assert_nonnull (sound);
      g_assert_cmpuint (g_bytes_get_size (sound), >, 2000);
    }
}

typedef struct
{
  FoyerVerdict verdict;
  const char  *sentence;
} Sentence;

static void
test_sentences (void)
{
  const gint64 now = (gint64) 1795372927 * G_USEC_PER_SEC;
  const Sentence sentences[] = {
    { FOYER_VERDICT_ALREADY_IN, "Already in, at North door, 18:42" },
    { FOYER_VERDICT_TOO_EARLY, "Too early: from 19:42" },
    { FOYER_VERDICT_TOO_LATE, "Too late: was until 17:42" },
    { FOYER_VERDICT_WRONG_TIER, "North door does not take VIP" },
    { FOYER_VERDICT_RULE, "Full: 200 people are inside" },
    { FOYER_VERDICT_WRONG_EVENT, "For another event: Jazz Night, Nov 23 20:42" },
    { FOYER_VERDICT_AMBIGUOUS, "Fits 2 tickets: choose one" },
    { FOYER_VERDICT_EXITED, "Out, was in since 18:42" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (FoyerDoorAnswer) answer = foyer_door_sample_new (sentences[i].verdict, "Grace Hopper");
      g_autofree char *sentence = foyer_verdict_look_say (answer, NULL, now);

      g_assert_cmpstr (sentence, ==, sentences[i].sentence);
    }
}

/* What is missing is left out; nothing says (null). */
static void
test_bare (void)
{
  for (guint i = 0; i < FOYER_N_VERDICTS; i++)
    {
      FoyerScanResult *result = g_new0 (FoyerScanResult, 1);
      g_autoptr (FoyerDoorAnswer) answer = NULL;
      g_autofree char *sentence = NULL;
      g_autofree char *who = NULL;

      result->verdict = i;
      result->ticket = foyer_ticket_new ();
      result->tier = foyer_tier_new ();
      result->order = foyer_order_new ();
      result->other_event = foyer_event_new ();
      answer = foyer_door_answer_new (result);
      sentence = foyer_verdict_look_say (answer, NULL, 0);
      who = foyer_verdict_look_say_who (answer);
      g_assert_nonnull (sentence);
      g_assert_null (strstr (sentence, "null"));
      g_assert_cmpstr (who, ==, "");
      g_assert_cmpstr (foyer_door_answer_get_name (answer), ==, "");
    }
}

static double
luminance (const char *css,
           const char *name)
{
  g_autofree char *definition = g_strdup_printf ("@define-color %s #", name);
  const char *found = strstr (css, definition);
  double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;
  guint rgb;

  g_assert_nonnull (found);
  rgb = (guint) g_ascii_strtoull (found + strlen (definition), NULL, 16);
  for (guint i = 0; i < 3; i++)
    {
      double c = ((rgb >> (16 - 8 * i)) & 255) / 255.0;
      sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4));
    }
  return sum;
}

/* The formula is WCAG 2's. */
static void
test_contrast (void)
{
  const char *const styles[] = { "in", "out", "look", "no", "failed" };
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/foyerapp/Foyer/checkin/checkin.css",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *css = g_bytes_get_data (bytes, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *ground = g_strdup_printf ("door_%s_ground", styles[i]);
      g_autofree char *ink = g_strdup_printf ("door_%s_ink", styles[i]);
      double a = luminance (css, ground);
      double b = luminance (css, ink);

      g_assert_cmpfloat ((MAX (a, b) + 0.05) / (MIN (a, b) + 0.05), >=, 4.5);
    }
}

static GtkWidget *
open_window (GtkWidget *view,
             int        width,
             int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  foyer_door_settle (view);
  return window;
}

static void
test_view (void)
{
  GtkWidget *view = foyer_verdict_view_new ();
  GtkWidget *window = open_window (view, 660, 640);

  g_assert_cmpstr (foyer_verdict_view_get_style (FOYER_VERDICT_VIEW (view)), ==, "ready");
  for (guint i = 0; i <= FOYER_N_VERDICTS; i++)
    {
      g_autoptr (FoyerDoorAnswer) answer = i < FOYER_N_VERDICTS ? foyer_door_sample_new (i, "Grace Hopper")
                                                                : foyer_door_sample_new_failed ();
      g_autofree char *name = g_strdup_printf ("verdict-%s", i < FOYER_N_VERDICTS ? foyer_verdict_to_token (i) : "FAILED");
      const char *style = i < FOYER_N_VERDICTS ? grounds[i] : "failed";
      GtkWidget *undo = foyer_verdict_view_get_button (FOYER_VERDICT_VIEW (view), "door.undo");

      foyer_verdict_view_show_answer (FOYER_VERDICT_VIEW (view), answer, NULL);
      g_assert_true (gtk_widget_has_css_class (view, style));
      g_assert_false (gtk_widget_has_css_class (view, "ready"));
      g_assert_true (gtk_widget_get_visible (undo)
                     == (i == FOYER_VERDICT_ADMITTED || i == FOYER_VERDICT_PROVISIONAL || i == FOYER_VERDICT_EXITED));
      g_assert_true (foyer_verdict_view_needs_input (FOYER_VERDICT_VIEW (view))
                     == (i == FOYER_VERDICT_AMBIGUOUS || i == FOYER_VERDICT_ANSWERS_REQUIRED));
      foyer_door_take_picture (window, name);
    }
  foyer_verdict_view_show_ready (FOYER_VERDICT_VIEW (view), FOYER_DIRECTION_ENTRY, "North door");
  g_assert_null (foyer_verdict_view_get_answer (FOYER_VERDICT_VIEW (view)));
  foyer_door_take_picture (window, "verdict-ready");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_undone (void)
{
  GtkWidget *view = g_object_ref_sink (foyer_verdict_view_new ());
  g_autoptr (FoyerDoorAnswer) answer = foyer_door_sample_new (FOYER_VERDICT_ADMITTED, "Grace Hopper");

  g_assert_true (foyer_door_answer_can_undo (answer, answer->time + FOYER_UNDO_WINDOW));
  g_assert_false (foyer_door_answer_can_undo (answer, answer->time + FOYER_UNDO_WINDOW + 1));
  foyer_door_answer_set_undone (answer);
  g_assert_false (foyer_door_answer_can_undo (answer, answer->time));
  foyer_verdict_view_show_answer (FOYER_VERDICT_VIEW (view), answer, NULL);
  g_assert_cmpstr (foyer_verdict_view_get_style (FOYER_VERDICT_VIEW (view)), ==, "ready");
  g_assert_finalize_object (view);
}

typedef struct
{
  const char *name;
  int         width;
  int         height;
} Size;

/* Nothing is clipped or pushes the window, whatever its size and the name's length. */
static void
test_sizes (void)
{
  const Size sizes[] = { { "narrow", 360, 420 }, { "portrait", 720, 900 }, { "wide", 1280, 700 }, { "huge", 2560, 1800 } };
  const char *const names[] = { "Bo", LONG_NAME, "山田 太郎", "محمد بن عبد الله آل سعود", "นายสมชาย ใจดี" };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GtkWidget *view = foyer_verdict_view_new ();
      GtkWidget *window = open_window (view, sizes[i].width, sizes[i].height);

      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autoptr (FoyerDoorAnswer) answer = foyer_door_sample_new (j % 2 == 0 ? FOYER_VERDICT_ADMITTED
                                                                                 : FOYER_VERDICT_ALREADY_IN, names[j]);
          g_autofree char *name = g_strdup_printf ("size-%s-%zu", sizes[i].name, j);

          foyer_verdict_view_show_answer (FOYER_VERDICT_VIEW (view), answer, NULL);
          foyer_door_take_picture (window, name);
          g_assert_cmpint (gtk_widget_get_width (window), ==, sizes[i].width);
          g_assert_cmpint (gtk_widget_get_height (window), ==, sizes[i].height);
          for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
            {
              graphene_rect_t bounds;

              if (!gtk_widget_get_visible (child) || !gtk_widget_compute_bounds (child, window, &bounds))
                continue;
              g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, sizes[i].height + 1);
              g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, sizes[i].width + 1);
            }
        }
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* Text of twice the size: still nothing clipped. */
static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *view;
  GtkWidget *window;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  view = foyer_verdict_view_new ();
  window = open_window (view, 660, 640);
  for (guint i = 0; i < FOYER_N_VERDICTS; i++)
    {
      g_autoptr (FoyerDoorAnswer) answer = foyer_door_sample_new (i, LONG_NAME);
      g_autofree char *name = g_strdup_printf ("large-%s", foyer_verdict_to_token (i));

      foyer_verdict_view_show_answer (FOYER_VERDICT_VIEW (view), answer, NULL);
      foyer_door_take_picture (window, name);
      g_assert_cmpint (gtk_widget_get_height (window), <=, 900);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_silence (void)
{
  FoyerDoorSound *sound = foyer_door_sound_new ();

  foyer_door_sound_play (sound, FOYER_TONE_IN); /* off: nothing is tried */
  g_object_set (sound, "enabled", TRUE, NULL);
  for (guint i = 0; i < FOYER_N_TONES; i++)
    foyer_door_sound_play (sound, i); /* no sound server here: no warning, no failure */
  g_assert_finalize_object (sound);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GtkCssProvider) css = NULL;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/foyerapp/Foyer/checkin/checkin.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_test_add_func ("/verdict/looks", test_looks);
  g_test_add_func ("/verdict/sentences", test_sentences);
  g_test_add_func ("/verdict/bare", test_bare);
  g_test_add_func ("/verdict/contrast", test_contrast);
  g_test_add_func ("/verdict/view", test_view);
  g_test_add_func ("/verdict/undone", test_undone);
  g_test_add_func ("/verdict/sizes", test_sizes);
  g_test_add_func ("/verdict/large-text", test_large_text);
  g_test_add_func ("/verdict/silence", test_silence);
  return g_test_run ();
}
