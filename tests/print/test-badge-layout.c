/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-layout.h"

#include <math.h>
#include <string.h>

#include "foyer-fitted-text.h"

#define LONG_WORD "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
#define TICKET_CODE                                                                                \
  "F7QX0%AB1C2D3E4F5G6H7J8K9L0MNPQRSTUVWXYZ $%*+-./:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"          \
  "F7QX0%AB1C2D3E4F5G6H7J8K9L0MNPQRSTUVWF"

static const char *const names[] = {
  "X",
  "Bo Li",
  "Grace Hopper",
  "Maria-Magdalena von Habsburg-Lothringen",
  "Ġorġ Þórunn Ó Briain Nguyễn Thị Minh Khai",
  "山田 太郎",
  "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る処に住む処",
  "محمد عبد الرحمن الأنصاري",
  "שירה כהן־לוי",
  "अनुष्का त्रिवेदी",
  "สมชาย ใจดีมากที่สุดในโลก",
  "🎉 Zoë 👩‍👩‍👧‍👦 Fröhlich 🎸",
  "  Grace \n\t Hopper\x01  ",
  LONG_WORD,
  LONG_WORD " " LONG_WORD,
  /* 200 characters */
  "abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi "
  "abcdefghi "
  "abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi "
  "abcdefghij",
};

static const struct
{
  const char *company;
  const char *tier;
} rests[] = {
  { "Acme, Inc.", "VIP" },
  { NULL, NULL },
  { "", "Staff" },
  { "The International Business Machines Corporation of the United Kingdom and Northern Ireland",
    "General Admission – three days with workshop, dinner and the boat trip" },
};

static gboolean
is_inside (const FoyerRect *inner, const FoyerRect *outer)
{
  return inner->x >= outer->x - 0.5 && inner->y >= outer->y - 0.5
         && inner->x + inner->width <= outer->x + outer->width + 0.5
         && inner->y + inner->height <= outer->y + outer->height + 0.5;
}

static gboolean
is_apart (const FoyerRect *a, const FoyerRect *b)
{
  return a->width == 0 || b->width == 0 || a->x + a->width <= b->x + 0.5
         || b->x + b->width <= a->x + 0.5 || a->y + a->height <= b->y + 0.5
         || b->y + b->height <= a->y + 0.5;
}

static FoyerRect
widen (const FoyerRect *rect, double by)
{
  return (FoyerRect){ rect->x - by, rect->y - by, rect->width + 2 * by, rect->height + 2 * by };
}

static void
check_places (const FoyerBadgePlaces *places, const FoyerBadge *badge)
{
  const FoyerRect *parts[] = { &places->event, &places->name, &places->company, &places->tier };
  FoyerRect        quiet = widen (&places->code, FOYER_QR_QUIET_ZONE * places->module);

  g_assert_cmpfloat (places->event.width, >, 0);
  g_assert_cmpfloat (places->name.width, >, 0);
  g_assert_true ((places->tier.width > 0)
                 == (badge->design != FOYER_BADGE_PLAIN && badge->tier != NULL
                     && *badge->tier != '\0'));
  g_assert_true ((places->company.width > 0)
                 == (badge->company != NULL && *badge->company != '\0'));
  /* A plain badge has no code; under a band it may be a little smaller. */
  if (badge->design != FOYER_BADGE_PLAIN)
    g_assert_cmpfloat (places->module, >=,
                       (badge->design == FOYER_BADGE_VIP_BAND ? 0.25 : 0.33) * FOYER_MM);
  g_assert_true ((places->code.width > 0) == (badge->design != FOYER_BADGE_PLAIN));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_assert_true (is_apart (parts[i], &quiet));
      for (guint j = 0; j < i; j++)
        g_assert_true (is_apart (parts[i], parts[j]));
    }
}

/* Draws for real and looks where there is ink. */
static void
check_badge (FoyerBadgeLayout *layout,
             const FoyerRect  *label,
             const FoyerBadge *badge,
             const FoyerQr    *code)
{
  /* Ink is told in whole points, and a band goes to the very edge. */
  const FoyerRect  ground = { 0, 0, ceil (label->width), ceil (label->height) };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t         *cr = cairo_create (surface);
  FoyerBadgePlaces places;
  FoyerRect        ink, quiet;

  foyer_badge_layout_draw (layout, cr, badge, code, &places);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &ink.x, &ink.y, &ink.width, &ink.height);
  g_test_message ("%.1f pt, %u lines, ink %.1f %.1f %.1f %.1f on %.1f × %.1f", places.name_size,
                  places.name_lines, ink.x, ink.y, ink.width, ink.height, label->width,
                  label->height);

  g_assert_true (is_inside (&ink, &ground));
  quiet = widen (&places.code, FOYER_QR_QUIET_ZONE * places.module);
  g_assert_true (is_inside (&quiet, &ground));
  check_places (&places, badge);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_everything_fits (void)
{
  g_autoptr (GPtrArray) sheets = foyer_sheet_list ("/nonexistent");
  g_autoptr (FoyerQr) code = foyer_qr_new (TICKET_CODE);

  for (guint s = 0; s < sheets->len; s++)
    {
      FoyerRect label;
      g_autoptr (FoyerBadgeLayout) layout = NULL;

      foyer_sheet_get_label (sheets->pdata[s], 0, &label);
      layout = foyer_badge_layout_new (label.width, label.height,
                                       foyer_sheet_get_corner (sheets->pdata[s]));
      g_test_message ("%s", foyer_sheet_get_id (sheets->pdata[s]));
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        for (guint j = 0; j < G_N_ELEMENTS (rests); j++)
          {
            FoyerBadge badge = { (char *) (j == 3 ? "Международная конференция разработчиков "
                                                    "свободного ПО, Санкт-Петербург"
                                                  : "GUADEC 2026"),
                                 (char *) names[i],
                                 (char *) rests[j].company,
                                 (char *) rests[j].tier,
                                 (char *) "#1c71d8",
                                 (char *) TICKET_CODE };

            for (guint d = 0; d < FOYER_N_BADGE_DESIGNS; d++)
              {
                badge.design = d;
                check_badge (layout, &label, &badge, code);
              }
          }
    }
}

/* Nothing of a name is cut off or left out: all of its characters are in the lines, without an
 * ellipsis. */
static void
test_name_is_whole (void)
{
  PangoContext *context = foyer_fitted_text_context ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (double width = 60; width <= 300; width *= 1.7)
      {
        g_autoptr (FoyerFittedText) text =
            foyer_fitted_text_new (context, names[i], PANGO_WEIGHT_BOLD, width, 40, 44);

        g_assert_nonnull (text);
        g_assert_cmpfloat (foyer_fitted_text_get_width (text), <=, width + 0.1);
        g_assert_cmpfloat (foyer_fitted_text_get_height (text), <=, 40.1);
        g_assert_cmpfloat (foyer_fitted_text_get_size (text), >, 0);
      }

  g_object_unref (context);
}

static const struct
{
  const char *text;
  double      width;
  guint       n_lines;
  double      least;
  double      most;
} fits[] = {
  { "Bo", 200, 1, 40, 40 },                                       /* the largest allowed */
  { "Grace Hopper", 200, 1, 20, 39 },                             /* shrinks first */
  { "Grace Brewster Murray Hopper of the Navy", 200, 2, 12, 30 }, /* then wraps */
  { LONG_WORD, 200, 3, 8, 30 },                                   /* breaks at last */
  { "Grace\nHopper", 400, 1, 40, 40 },                            /* line ends are spaces */
};

static void
test_shrinks_then_wraps (void)
{
  PangoContext *context = foyer_fitted_text_context ();

  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    {
      g_autoptr (FoyerFittedText) text =
          foyer_fitted_text_new (context, fits[i].text, PANGO_WEIGHT_BOLD, fits[i].width, 60, 40);
      double size = foyer_fitted_text_get_size (text);

      g_test_message ("%u: %.1f pt in %u lines", i, size, foyer_fitted_text_get_n_lines (text));
      g_assert_cmpuint (foyer_fitted_text_get_n_lines (text), ==, fits[i].n_lines);
      g_assert_cmpfloat (size, >=, fits[i].least);
      g_assert_cmpfloat (size, <=, fits[i].most);
    }

  g_assert_null (foyer_fitted_text_new (context, NULL, PANGO_WEIGHT_BOLD, 100, 60, 40));
  g_assert_null (foyer_fitted_text_new (context, " \n ", PANGO_WEIGHT_BOLD, 100, 60, 40));
  g_object_unref (context);
}

/* A wrapped or shrunk name is as large as can be: one step more does not fit. */
static void
test_as_large_as_fits (void)
{
  PangoContext *context = foyer_fitted_text_context ();

  for (guint i = 2; i < 5; i++)
    {
      g_autoptr (FoyerFittedText) text =
          foyer_fitted_text_new (context, names[i], PANGO_WEIGHT_BOLD, 200, 44, 100);
      double width = foyer_fitted_text_get_width (text);
      double size = foyer_fitted_text_get_size (text);

      if (foyer_fitted_text_get_n_lines (text) == 1)
        g_assert_cmpfloat (width * (size + 0.5) / size, >, 200);
      else
        g_assert_cmpfloat (size, >, 10);
    }

  g_object_unref (context);
}

static void
draw_one (const char *name, FoyerBadgePlaces *places)
{
  g_autoptr (FoyerBadgeLayout) layout = foyer_badge_layout_new (85 * FOYER_MM, 54 * FOYER_MM, 0);
  g_autoptr (FoyerQr) code = foyer_qr_new (TICKET_CODE);
  FoyerBadge       badge = { (char *) "GUADEC", (char *) name, NULL, (char *) "VIP", NULL, NULL };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t         *cr = cairo_create (surface);

  foyer_badge_layout_draw (layout, cr, &badge, code, places);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_mirrored (void)
{
  FoyerBadgePlaces latin, hebrew;
  double           middle = 85 * FOYER_MM / 2;

  draw_one ("Grace Hopper", &latin);
  draw_one ("שירה כהן", &hebrew);

  g_assert_cmpfloat (latin.code.x, >, middle);
  g_assert_cmpfloat (latin.name.x, <, middle / 4);
  g_assert_cmpfloat (hebrew.code.x, <, middle / 4);
  g_assert_cmpfloat (hebrew.name.x + hebrew.name.width, >, 1.75 * middle);
  g_assert_cmpfloat_with_epsilon (latin.code.x + hebrew.code.x + latin.code.width, 2 * middle,
                                  0.01);
}

/* A long code of another system gets more room, at the cost of the rest. */
static void
test_long_code_gets_room (void)
{
  g_autoptr (FoyerBadgeLayout) layout = foyer_badge_layout_new (85 * FOYER_MM, 54 * FOYER_MM, 0);
  g_autofree char *text = g_strnfill (500, 'x');
  g_autoptr (FoyerQr) code = foyer_qr_new (text);
  FoyerBadge badge = {
    (char *) "GUADEC", (char *) "Grace Hopper", (char *) "Acme", (char *) "VIP", NULL, text
  };

  check_badge (layout, &(FoyerRect){ 0, 0, 85 * FOYER_MM, 54 * FOYER_MM }, &badge, code);
}

static guint32
paint_tier (const char *colour, double *darkest)
{
  g_autoptr (FoyerBadgeLayout) layout = foyer_badge_layout_new (85 * FOYER_MM, 54 * FOYER_MM, 0);
  FoyerBadge       badge = { NULL, NULL, NULL, (char *) "VIP", (char *) colour, NULL };
  FoyerBadgePlaces places;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 241, 153);
  cairo_t         *cr = cairo_create (surface);
  guint32          ground;
  int              stride = cairo_image_surface_get_stride (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  foyer_badge_layout_draw (layout, cr, &badge, NULL, &places);
  cairo_surface_flush (surface);

  ground = ((guint32 *) (cairo_image_surface_get_data (surface)
                         + (int) (places.tier.y + places.tier.height / 2)
                               * stride))[(int) places.tier.x + 6]
           & 0xffffff;
  *darkest = 255;
  for (int y = places.tier.y + 3; y < places.tier.y + places.tier.height - 3; y++)
    for (int x = places.tier.x + 6; x < places.tier.x + places.tier.width - 6; x++)
      {
        guint32 pixel = ((guint32 *) (cairo_image_surface_get_data (surface) + y * stride))[x];

        *darkest = MIN (*darkest, pixel >> 8 & 0xff);
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return ground;
}

static const struct
{
  const char *colour;
  guint32     ground;
  gboolean    dark_text;
} colours[] = {
  { "#9141ac", 0x9141ac, FALSE }, { "#f6d32d", 0xf6d32d, TRUE },   { "#ffffff", 0xffffff, TRUE },
  { "#000000", 0x000000, FALSE }, { NULL, 0x3d3846, FALSE },       { "red", 0x3d3846, FALSE },
  { "#12345", 0x3d3846, FALSE },  { "#1234567", 0x3d3846, FALSE },
};

/* A badge of a test event says so, and its code is read all the same: nothing of the mark is dark. */
static void
test_test_mark (void)
{
  guint n_marked = 0;
  cairo_surface_t *surfaces[2];

  for (guint is_test = 0; is_test < 2; is_test++)
    {
      g_autoptr (FoyerBadgeLayout) layout = foyer_badge_layout_new (255, 155, 0);
      g_autoptr (FoyerBadge) badge = foyer_badge_new ();
      cairo_t *cr;

      badge->name = g_strdup ("Grace Hopper");
      badge->is_test = is_test;
      surfaces[is_test] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 255, 155);
      cr = cairo_create (surfaces[is_test]);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      foyer_badge_layout_draw (layout, cr, badge, NULL, NULL);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[is_test]);
    }
  for (int y = 0; y < 155; y++)
    for (int x = 0; x < 255; x++)
      {
        guint32 pixels[2];

        for (guint i = 0; i < 2; i++)
          pixels[i] = ((guint32 *) (cairo_image_surface_get_data (surfaces[i]) +
                                    y * cairo_image_surface_get_stride (surfaces[i])))[x] &
                      0xff;
        if (pixels[0] == 0xff && pixels[1] != 0xff)
          {
            n_marked++;
            g_assert_cmpuint (pixels[1], >, 0xd0);
          }
      }
  g_assert_cmpuint (n_marked, >, 255 * 155 / 20);
  for (guint i = 0; i < 2; i++)
    cairo_surface_destroy (surfaces[i]);
}

static void
test_tier_is_readable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    {
      double darkest;

      g_assert_cmphex (paint_tier (colours[i].colour, &darkest), ==, colours[i].ground);
      if (colours[i].dark_text)
        g_assert_cmpfloat (darkest, <, 40);
      else
        g_assert_cmpfloat (darkest, ==, colours[i].ground >> 8 & 0xff);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/badge-layout/everything-fits", test_everything_fits);
  g_test_add_func ("/badge-layout/name-is-whole", test_name_is_whole);
  g_test_add_func ("/badge-layout/shrinks-then-wraps", test_shrinks_then_wraps);
  g_test_add_func ("/badge-layout/as-large-as-fits", test_as_large_as_fits);
  g_test_add_func ("/badge-layout/mirrored", test_mirrored);
  g_test_add_func ("/badge-layout/long-code-gets-room", test_long_code_gets_room);
  g_test_add_func ("/badge-layout/tier-is-readable", test_tier_is_readable);
  g_test_add_func ("/badge-layout/test-mark", test_test_mark);

  return g_test_run ();
}
