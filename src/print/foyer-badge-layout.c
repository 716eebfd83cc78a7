/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-layout.h"

#include <math.h>

#include "foyer-fitted-text.h"
#include "foyer-ink.h"
#include "foyer-test-mark.h"

/* A module is never narrower where the label has the room: below that, phones and old scanners fail. */
#define MIN_MODULE (0.33 * FOYER_MM)

/* From here on a page that is rendered at 100 dpi can still be read, in every renderer tried. */
#define GOOD_MODULE (0.65 * FOYER_MM)
#define MAX_MODULE  (1.2 * FOYER_MM)

#define LOW_LABEL (44 * FOYER_MM)

/* Texts that come again and again, as event and tier, are fitted once. */
#define MAX_CACHED 500

typedef enum
{
  STYLE_CARD,
  STYLE_STRIP,
  STYLE_PORTRAIT,
} Style;

struct _FoyerBadgeLayout
{
  PangoContext *context; /* (owned) */
  GHashTable   *texts;   /* (owned) (element-type utf8 FoyerFittedText) */
  double        width;
  double        height;
  double        margin;
  Style         style;
  FoyerBadgeLayout *below; /* (owned) (nullable) of what is under a band; made when one is drawn */
};

/* A badge being laid out: the boxes that are given to its parts, before text is fitted into them. */
typedef struct
{
  const FoyerBadge *badge;
  guint             modules; /* 0 without a code */
  double            module;
  double            inset;   /* of the code's dark modules from the label's edge: the quiet zone fits in */
  FoyerRect         event;
  FoyerRect         name;
  FoyerRect         company;
  FoyerRect         tier;
  FoyerRect         code;
  FoyerSide         side;
} Boxes;

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The widest that the dark modules may be, in three wishes: the design's, a good module's, and what the code needs at least. */
static void
size_code (FoyerBadgeLayout *self,
           Boxes            *boxes,
           double            wish,
           double            room)
{
  double n = boxes->modules;
  double width = wish;
  double most;

  /* Margin or quiet zone on either side, whichever is more. */
  most = MIN (self->width, self->height);
  most = MIN (most - 2 * self->margin, most * n / (n + 2 * FOYER_QR_QUIET_ZONE));

  if (width < GOOD_MODULE * n)
    width = MIN (GOOD_MODULE * n, room);
  if (width < MIN_MODULE * n)
    width = MIN_MODULE * n;
  width = MIN (MIN (width, MAX_MODULE * n), most);

  boxes->module = width / n;
  boxes->inset = MAX (self->margin, FOYER_QR_QUIET_ZONE * boxes->module);
  boxes->code.width = boxes->code.height = width;
}

static double
get_quiet (const Boxes *boxes)
{
  return FOYER_QR_QUIET_ZONE * boxes->module;
}

static double
get_event_size (FoyerBadgeLayout *self)
{
  return CLAMP (MIN (self->height, self->width * 0.75) * 0.062, 6, 18);
}

/* Event on top, name across, code at the lower right, company and tier beside it. */
static void
arrange_card (FoyerBadgeLayout *self,
              Boxes            *boxes)
{
  double inner = self->width - 2 * self->margin;
  double gap = self->height * 0.035;
  double band = CLAMP (self->height * 0.135, 4 * FOYER_MM, 12 * FOYER_MM);
  double row = has_text (boxes->badge->tier) ? band : 0;
  double column = inner;
  double top, row_top;

  if (has_text (boxes->badge->company))
    row += self->height * 0.16;
  if (boxes->modules > 0)
    {
      size_code (self, boxes, self->height * 0.4, MIN (self->height * 0.55, self->width * 0.4));
      boxes->code.x = self->width - boxes->inset - boxes->code.width;
      boxes->code.y = self->height - boxes->inset - boxes->code.height;
      column = boxes->code.x - get_quiet (boxes) - self->margin;
      row = MAX (row, boxes->code.height + boxes->inset - self->margin);
    }

  boxes->event = (FoyerRect){ self->margin, self->margin, inner, get_event_size (self) * 2 };
  top = self->margin + (has_text (boxes->badge->event) ? get_event_size (self) + 1.4 * gap : 0);
  row_top = self->height - self->margin - row;
  boxes->name = (FoyerRect){ self->margin, top, inner,
                             row_top - MAX (gap, get_quiet (boxes)) - top };
  boxes->tier = (FoyerRect){ self->margin, self->height - self->margin - band, column, band };
  if (boxes->modules > 0 && boxes->inset - self->margin < band / 3)
    boxes->tier.y = self->height - boxes->inset - band;
  boxes->company = (FoyerRect){ self->margin, row_top, column, 0 };
  boxes->company.height
      = (has_text (boxes->badge->tier) ? boxes->tier.y - gap : row_top + row) - row_top;
}

/* Code at the right over the whole height, everything else beside it. */
static void
arrange_strip (FoyerBadgeLayout *self,
               Boxes            *boxes)
{
  double column = self->width - 2 * self->margin;
  double gap = self->height * 0.05;
  double band = CLAMP (self->height * 0.17, 3.5 * FOYER_MM, 8 * FOYER_MM);
  double company = has_text (boxes->badge->company) ? self->height * 0.2 : 0;
  double top, bottom;

  if (boxes->modules > 0)
    {
      size_code (self, boxes, self->width * 0.34, self->width * 0.45);
      boxes->code.x = self->width - boxes->inset - boxes->code.width;
      boxes->code.y = (self->height - boxes->code.height) / 2;
      column = boxes->code.x - MAX (get_quiet (boxes), self->margin) - self->margin;
    }

  boxes->event = (FoyerRect){ self->margin, self->margin, column, get_event_size (self) * 2.2 };
  boxes->tier = (FoyerRect){ self->margin, self->height - self->margin - band, column, band };
  top = self->margin + (has_text (boxes->badge->event) ? get_event_size (self) + gap : 0);
  bottom = has_text (boxes->badge->tier) ? boxes->tier.y - gap : self->height - self->margin;
  boxes->company = (FoyerRect){ self->margin, bottom - company, column, company };
  boxes->name = (FoyerRect){ self->margin, top, column,
                             bottom - top - (company > 0 ? company + gap / 2 : 0) };
}

/* Everything in the middle, one below the other. */
static void
arrange_portrait (FoyerBadgeLayout *self,
                  Boxes            *boxes)
{
  double inner = self->width - 2 * self->margin;
  double gap = self->height * 0.025;
  double band = CLAMP (self->height * 0.09, 5 * FOYER_MM, 14 * FOYER_MM);
  double company = has_text (boxes->badge->company) ? self->height * 0.09 : 0;
  double top = self->margin;
  double bottom = self->height - self->margin;

  boxes->event = (FoyerRect){ self->margin, top, inner, get_event_size (self) * 2 };
  if (has_text (boxes->badge->event))
    top += get_event_size (self) * 1.2 + gap;
  boxes->tier = (FoyerRect){ self->margin, bottom - band, inner, band };
  if (has_text (boxes->badge->tier))
    bottom = boxes->tier.y - gap;

  if (boxes->modules > 0)
    {
      size_code (self, boxes, self->width * 0.46, self->width * 0.6);
      bottom = MIN (bottom - MAX (get_quiet (boxes) - gap, 0), self->height - boxes->inset);
      boxes->code.x = (self->width - boxes->code.width) / 2;
      boxes->code.y = bottom - boxes->code.height;
      bottom = boxes->code.y - MAX (get_quiet (boxes), gap);
    }

  boxes->company = (FoyerRect){ self->margin, bottom - company, inner, company };
  boxes->name = (FoyerRect){ self->margin, top, inner,
                             bottom - top - (company > 0 ? company + gap : 0) };
}

static void
mirror (FoyerBadgeLayout *self,
        FoyerRect        *rect)
{
  rect->x = self->width - rect->x - rect->width;
}

static void
arrange (FoyerBadgeLayout *self,
         Boxes            *boxes)
{
  const char *name = has_text (boxes->badge->name) ? boxes->badge->name : boxes->badge->event;
  gboolean is_rtl = has_text (name) && foyer_text_runs_rtl (name);

  switch (self->style)
    {
    case STYLE_CARD:
      arrange_card (self, boxes);
      break;

    case STYLE_STRIP:
      arrange_strip (self, boxes);
      break;

    case STYLE_PORTRAIT:
      arrange_portrait (self, boxes);
      boxes->side = FOYER_SIDE_CENTRE;
      return;
    }

  boxes->side = is_rtl ? FOYER_SIDE_RIGHT : FOYER_SIDE_LEFT;
  if (!is_rtl)
    return;

  mirror (self, &boxes->event);
  mirror (self, &boxes->name);
  mirror (self, &boxes->company);
  mirror (self, &boxes->tier);
  mirror (self, &boxes->code);
}

static const FoyerFittedText *
fit_cached (FoyerBadgeLayout *self,
            const char       *text,
            PangoWeight       weight,
            double            width,
            double            height,
            double            max_size)
{
  g_autofree char *key = NULL;
  FoyerFittedText *fitted;

  if (!has_text (text))
    return NULL;

  key = g_strdup_printf ("%d %.1f %.1f %.1f %s", weight, width, height, max_size, text);
  fitted = g_hash_table_lookup (self->texts, key);
  if (fitted != NULL)
    return fitted;

  fitted = foyer_fitted_text_new (self->context, text, weight, width, height, max_size);
  if (fitted == NULL)
    return NULL;
  if (g_hash_table_size (self->texts) >= MAX_CACHED)
    g_hash_table_remove_all (self->texts);
  g_hash_table_insert (self->texts, g_steal_pointer (&key), fitted);
  return fitted;
}

/* The top of the ink when the capitals are at this part of the box's height: with or without accents and descenders, a single
 * line stands on the same baseline from badge to badge. */
static double
get_optical_top (const FoyerFittedText *text,
                 const FoyerRect       *box,
                 double                 part)
{
  double height = foyer_fitted_text_get_height (text);
  double capitals = 0.7 * foyer_fitted_text_get_size (text);
  double top = box->y + (box->height - capitals) * part + capitals - foyer_fitted_text_get_ascent (text);

  if (foyer_fitted_text_get_n_lines (text) > 1)
    return box->y + (box->height - height) * part;

  return CLAMP (top, box->y, box->y + box->height - height);
}

/* Draws a text in its box, at this part of the height that is left, and narrows the box to what was used. */
static void
draw_text (cairo_t               *cr,
           const FoyerFittedText *text,
           FoyerSide              side,
           double                 part,
           FoyerRect             *box)
{
  double width = foyer_fitted_text_get_width (text);
  double height = foyer_fitted_text_get_height (text);
  double y = get_optical_top (text, box, part);

  foyer_fitted_text_draw (text, cr, box->x, y, box->width, side);
  if (side == FOYER_SIDE_CENTRE)
    box->x += (box->width - width) / 2;
  else if (side == FOYER_SIDE_RIGHT)
    box->x += box->width - width;
  box->y = y;
  box->width = width;
  box->height = height;
}

static void
draw_event (FoyerBadgeLayout *self,
            cairo_t          *cr,
            Boxes            *boxes,
            FoyerBadgePlaces *places)
{
  const FoyerFittedText *text
      = fit_cached (self, boxes->badge->event, PANGO_WEIGHT_SEMIBOLD, boxes->event.width,
                    boxes->event.height, get_event_size (self));
  double below;

  if (text == NULL)
    return;

  places->event = boxes->event;
  draw_text (cr, text, boxes->side, 0, &places->event);

  /* A long title takes from the name's room. */
  below = places->event.y + places->event.height + get_event_size (self) * 0.4;
  if (below > boxes->name.y)
    {
      boxes->name.height -= below - boxes->name.y;
      boxes->name.y = below;
    }
}

static void
draw_name (FoyerBadgeLayout *self,
           cairo_t          *cr,
           const Boxes      *boxes,
           FoyerBadgePlaces *places)
{
  double max_size = self->style == STYLE_PORTRAIT ? self->width * 0.23 : self->height * 0.28;
  double part = self->style == STYLE_PORTRAIT ? 0.6 : 0.5;
  g_autoptr (FoyerFittedText) text
      = foyer_fitted_text_new (self->context, boxes->badge->name, PANGO_WEIGHT_BOLD,
                               boxes->name.width, boxes->name.height, max_size);

  if (text == NULL)
    return;

  places->name = boxes->name;
  places->name_size = foyer_fitted_text_get_size (text);
  places->name_lines = foyer_fitted_text_get_n_lines (text);
  draw_text (cr, text, boxes->side, part, &places->name);
}

static void
draw_company (FoyerBadgeLayout *self,
              cairo_t          *cr,
              const Boxes      *boxes,
              FoyerBadgePlaces *places)
{
  double max_size = CLAMP (MIN (self->height, self->width * 0.75) * 0.085, 7, 24);
  const FoyerFittedText *text
      = fit_cached (self, boxes->badge->company, PANGO_WEIGHT_NORMAL, boxes->company.width,
                    boxes->company.height, max_size);

  if (text == NULL)
    return;

  places->company = boxes->company;
  draw_text (cr, text, boxes->side, 0, &places->company);
}

static void
trace_rounded (cairo_t         *cr,
               const FoyerRect *rect,
               double           radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, rect->x + rect->width - radius, rect->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, rect->x + rect->width - radius, rect->y + rect->height - radius, radius, 0,
             G_PI_2);
  cairo_arc (cr, rect->x + radius, rect->y + rect->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, rect->x + radius, rect->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_tier (FoyerBadgeLayout *self,
           cairo_t          *cr,
           const Boxes      *boxes,
           FoyerBadgePlaces *places)
{
  FoyerRect inner = boxes->tier;
  FoyerInk ground = foyer_ink_parse (boxes->badge->colour);
  double padding = inner.height * 0.4;
  const FoyerFittedText *text;

  text = fit_cached (self, boxes->badge->tier, PANGO_WEIGHT_BOLD, inner.width - 2 * padding,
                     inner.height * 0.74, inner.height * 0.54);
  if (text == NULL)
    return;

  places->tier = boxes->tier;
  trace_rounded (cr, &boxes->tier, inner.height * 0.22);
  cairo_set_source_rgb (cr, ground.red, ground.green, ground.blue);
  cairo_fill (cr);

  /* A pale band is lost on white paper. */
  if (foyer_ink_get_luminance (ground) > 0.8)
    {
      cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
      cairo_set_line_width (cr, 0.5);
      trace_rounded (cr, &boxes->tier, inner.height * 0.22);
      cairo_stroke (cr);
    }

  inner.x += padding;
  inner.width -= 2 * padding;
  if (foyer_ink_wants_white (ground))
    cairo_set_source_rgb (cr, 1, 1, 1);
  else
    cairo_set_source_rgb (cr, 0, 0, 0);
  foyer_fitted_text_draw (text, cr, inner.x, get_optical_top (text, &inner, 0.5), inner.width,
                          FOYER_SIDE_CENTRE);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

static double
get_band_height (FoyerBadgeLayout *self)
{
  return CLAMP (self->height * 0.2, 5 * FOYER_MM, 18 * FOYER_MM);
}

/* The tier across the whole top, to the very edge: it is seen from across the hall. */
static void
draw_band (FoyerBadgeLayout *self,
           cairo_t          *cr,
           const FoyerBadge *badge,
           FoyerBadgePlaces *places)
{
  FoyerRect band = { 0, 0, self->width, get_band_height (self) };
  FoyerRect inner = { self->margin, 0, self->width - 2 * self->margin, band.height };
  FoyerInk ground = foyer_ink_parse (badge->colour);
  const FoyerFittedText *text = fit_cached (self, badge->tier, PANGO_WEIGHT_HEAVY, inner.width,
                                            inner.height * 0.8, inner.height * 0.62);

  cairo_rectangle (cr, band.x, band.y, band.width, band.height);
  cairo_set_source_rgb (cr, ground.red, ground.green, ground.blue);
  cairo_fill (cr);
  if (text == NULL)
    return;

  places->tier = band;
  if (foyer_ink_wants_white (ground))
    cairo_set_source_rgb (cr, 1, 1, 1);
  else
    cairo_set_source_rgb (cr, 0, 0, 0);
  foyer_fitted_text_draw (text, cr, inner.x, get_optical_top (text, &inner, 0.5), inner.width,
                          FOYER_SIDE_CENTRE);
  cairo_set_source_rgb (cr, 0, 0, 0);
}

static void
move_down (FoyerRect *rect,
           double     by)
{
  if (rect->width > 0)
    rect->y += by;
}

/* The rest of the badge as on a lower label. */
static void
draw_below (FoyerBadgeLayout *self,
            cairo_t          *cr,
            const FoyerBadge *badge,
            const FoyerQr    *code,
            FoyerBadgePlaces *places)
{
  FoyerBadge rest = *badge;
  double height = get_band_height (self);

  if (self->below == NULL)
    self->below = foyer_badge_layout_new (self->width, self->height - height, 0);
  rest.tier = NULL;
  rest.design = FOYER_BADGE_STANDARD;
  cairo_save (cr);
  cairo_translate (cr, 0, height);
  foyer_badge_layout_draw (self->below, cr, &rest, code, places);
  cairo_restore (cr);
  move_down (&places->event, height);
  move_down (&places->name, height);
  move_down (&places->company, height);
  move_down (&places->code, height);
}

/**
 * foyer_badge_layout_new:
 * @width: of the label, in points
 * @height: of the label, in points
 * @corner: radius of the label's corners, in points
 *
 * Returns: (transfer full): the default design for labels of this size, to be used on the calling thread
 */
FoyerBadgeLayout *
foyer_badge_layout_new (double width,
                        double height,
                        double corner)
{
  FoyerBadgeLayout *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_new0 (FoyerBadgeLayout, 1);
  self->context = foyer_fitted_text_context ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) foyer_fitted_text_free);
  self->width = width;
  self->height = height;
  self->margin = CLAMP (MIN (width, height) * 0.075, 2.2 * FOYER_MM, 7 * FOYER_MM);
  self->margin = MAX (self->margin, corner * 0.4);

  if (height > width * 1.1)
    self->style = STYLE_PORTRAIT;
  else
    self->style = height < LOW_LABEL ? STYLE_STRIP : STYLE_CARD;

  return self;
}

/**
 * foyer_badge_layout_free:
 * @self: (transfer full) (nullable): a layout
 */
void
foyer_badge_layout_free (FoyerBadgeLayout *self)
{
  if (self == NULL)
    return;

  foyer_badge_layout_free (self->below);
  g_hash_table_unref (self->texts);
  g_object_unref (self->context);
  g_free (self);
}

/**
 * foyer_badge_layout_draw:
 * @self: a layout
 * @cr: where to draw; the label's top left corner is the origin
 * @badge: what to draw
 * @code: (nullable): the QR code of the badge's code
 * @places: (out caller-allocates) (optional): where everything came to be
 *
 * Draws one badge by its design. The name is as large as fits and never clipped; the code keeps four modules of white around.
 */
void
foyer_badge_layout_draw (FoyerBadgeLayout *self,
                         cairo_t          *cr,
                         const FoyerBadge *badge,
                         const FoyerQr    *code,
                         FoyerBadgePlaces *places)
{
  FoyerBadgePlaces drawn = { 0 };
  FoyerBadge plain;
  Boxes boxes = { .badge = badge };

  g_return_if_fail (self != NULL && cr != NULL && badge != NULL);

  if (badge->design == FOYER_BADGE_VIP_BAND && has_text (badge->tier))
    {
      draw_below (self, cr, badge, code, &drawn);
      draw_band (self, cr, badge, &drawn);
      if (places != NULL)
        *places = drawn;
      return;
    }
  if (badge->design == FOYER_BADGE_PLAIN)
    {
      plain = *badge;
      plain.tier = NULL;
      boxes.badge = &plain;
      code = NULL;
    }

  boxes.modules = code != NULL ? foyer_qr_get_size (code) : 0;
  arrange (self, &boxes);
  if (badge->is_test || badge->is_training)
    foyer_test_mark_draw (cr, self->width, self->height,
                          badge->is_training ? "TRAINING" : "TEST");
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_event (self, cr, &boxes, &drawn);
  draw_name (self, cr, &boxes, &drawn);
  draw_company (self, cr, &boxes, &drawn);
  draw_tier (self, cr, &boxes, &drawn);
  if (code != NULL)
    {
      drawn.code = boxes.code;
      drawn.module = boxes.module;
      foyer_qr_draw (code, cr, boxes.code.x, boxes.code.y, boxes.code.width);
    }

  if (places != NULL)
    *places = drawn;
}
