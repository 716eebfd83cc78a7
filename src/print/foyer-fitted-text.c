/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-fitted-text.h"

#include <math.h>

/* Everything is shaped once, at REFERENCE points, and drawn to scale: without hinting all widths are proportional, one set of
 * fonts serves every size, and a fit is arithmetic on the widths of the characters instead of a layout per attempt. */
#define REFERENCE 48.0

/* Sizes are multiples of this, so that badges share the fonts they are drawn with. */
#define STEP 0.5

/* A text is wrapped only where that makes it larger by this; it shrinks first. */
#define WRAP_GAIN 1.25

/* Words are only broken where the text grows by this. */
#define BREAK_GAIN 1.8

#define LINE_SPACING 0.95
#define FAMILIES     "Adwaita Sans,Cantarell,Noto Sans,sans-serif"

struct _FoyerFittedText
{
  PangoLayout *layout; /* (owned) at REFERENCE */
  double       scale;
  double       x;      /* what it covers, at REFERENCE */
  double       y;
  double       width;
  double       height;
  double       baseline; /* of the first line */
  guint        n_lines;
  gboolean     is_rtl;
};

/* The characters of one paragraph in logical order, at REFERENCE. */
typedef struct
{
  const PangoLogAttr *attrs;
  int                *widths; /* in Pango units */
  guint               n;
  double              line_height;
  double              ink_height;
} Measure;

/* One line of text without control characters. */
static char *
clean (const char *text)
{
  GString *line = g_string_sized_new (64);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gboolean space = FALSE;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == ' ')
        {
          space = line->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_unichar (line, c);
    }

  return g_string_free (line, FALSE);
}

static PangoLayout *
make_layout (PangoContext *context,
             const char   *text,
             PangoWeight   weight)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);

  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, REFERENCE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_line_spacing (layout, LINE_SPACING);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);

  return layout;
}

static void
measure_run (Measure        *measure,
             PangoGlyphItem *run,
             const char     *text)
{
  int start = g_utf8_pointer_to_offset (text, text + run->item->offset);

  if (start + run->item->num_chars <= (int) measure->n)
    pango_glyph_item_get_logical_widths (run, text, measure->widths + start);
}

static void
measure_characters (Measure     *measure,
                    PangoLayout *layout)
{
  const char *text = pango_layout_get_text (layout);
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  PangoRectangle ink, logical;
  int n_attrs;

  measure->attrs = pango_layout_get_log_attrs_readonly (layout, &n_attrs);
  measure->n = n_attrs - 1;
  measure->widths = g_new0 (int, n_attrs);
  for (GSList *l = line->runs; l != NULL; l = l->next)
    measure_run (measure, l->data, text);

  pango_layout_get_extents (layout, &ink, &logical);
  measure->ink_height = ink.height;
  measure->line_height = logical.height * LINE_SPACING;
}

/* The lines that the text takes at this width, G_MAXUINT when a word is wider; any_where breaks words. */
static guint
count_lines (const Measure *measure,
             double         width,
             gboolean       any_where)
{
  guint lines = 1;
  double line = 0;
  double word = 0;

  for (guint i = 0; i < measure->n; i++)
    {
      gboolean is_break = i > 0
                          && (measure->attrs[i].is_line_break
                              || (any_where && measure->attrs[i].is_char_break));

      if (is_break)
        {
          line += word;
          word = 0;
        }
      word += measure->widths[i];
      if (measure->attrs[i].is_white || line + word <= width)
        continue;
      if (word > width)
        return G_MAXUINT;
      lines += 1;
      line = 0;
    }

  return lines;
}

/* The largest size, in steps, at which the text fits; 0 when it does at none. */
static guint
find_step (const Measure *measure,
           double         width,
           double         height,
           guint          max_steps,
           guint          max_lines,
           gboolean       any_where)
{
  guint fits = 0;
  guint too_large = max_steps + 1;

  while (too_large - fits > 1)
    {
      guint step = (fits + too_large) / 2;
      double scale = step * STEP / REFERENCE;
      guint lines = count_lines (measure, width * PANGO_SCALE / scale, any_where);
      double needed
          = (measure->ink_height + (lines - 1.0) * measure->line_height) * scale / PANGO_SCALE;

      if (lines <= max_lines && needed <= height)
        fits = step;
      else
        too_large = step;
    }

  return fits;
}

static void
take_extents (FoyerFittedText *self)
{
  PangoRectangle ink, logical;
  int left, right;

  pango_layout_get_extents (self->layout, &ink, &logical);
  left = MIN (ink.x, logical.x);
  right = MAX (ink.x + ink.width, logical.x + logical.width);
  self->x = (double) left / PANGO_SCALE;
  self->width = (double) (right - left) / PANGO_SCALE;
  self->y = (double) ink.y / PANGO_SCALE;
  self->height = (double) ink.height / PANGO_SCALE;
  self->baseline = (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE;
  self->n_lines = pango_layout_get_line_count (self->layout);
}

/* Wraps for real at this size and says whether all of it is inside. */
static gboolean
try_wrapped (FoyerFittedText *self,
             double           width,
             double           height)
{
  pango_layout_set_width (self->layout, floor (width / self->scale * PANGO_SCALE));
  take_extents (self);

  return self->width * self->scale <= width + 0.01 && self->height * self->scale <= height + 0.01;
}

static void
fit (FoyerFittedText *self,
     double           width,
     double           height,
     double           max_size)
{
  Measure measure = { 0 };
  guint max_steps = MAX (max_size / STEP, 1);
  guint step, single;

  measure_characters (&measure, self->layout);
  single = find_step (&measure, width, height, max_steps, 1, FALSE);
  step = find_step (&measure, width, height, max_steps, G_MAXUINT - 1, FALSE);
  if (step <= single * WRAP_GAIN)
    step = single;
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD);

  if (step < max_steps)
    {
      guint broken = find_step (&measure, width, height, max_steps, G_MAXUINT - 1, TRUE);

      if (broken > step * BREAK_GAIN)
        {
          step = broken;
          pango_layout_set_wrap (self->layout, PANGO_WRAP_CHAR);
        }
    }
  g_free (measure.widths);

  self->scale = MAX (step, 1) * STEP / REFERENCE;
  take_extents (self);
  if (step > 0 && step == single && self->width * self->scale <= width)
    return;

  /* What wrapping changes in the shapes is found by doing it; the last steps are finer, since something must fit. */
  while (!try_wrapped (self, width, height) && self->scale * REFERENCE > 0.1)
    self->scale -= (self->scale * REFERENCE > 2 * STEP ? STEP : self->scale * REFERENCE / 4)
                   / REFERENCE;
}

/**
 * foyer_text_runs_rtl:
 * @text: any text
 *
 * Returns: whether the first letter of @text belongs to a script that is written from right to left
 */
gboolean
foyer_text_runs_rtl (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *p = text; *p != '\0' && g_unichar_validate (g_utf8_get_char_validated (p, -1));
       p = g_utf8_next_char (p))
    {
      if (!g_unichar_isalpha (g_utf8_get_char (p)))
        continue;

      switch ((int) g_unichar_get_script (g_utf8_get_char (p)))
        {
        case G_UNICODE_SCRIPT_ADLAM:
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_MANDAIC:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_SAMARITAN:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
          return TRUE;

        default:
          return FALSE;
        }
    }

  return FALSE;
}

/**
 * foyer_fitted_text_context:
 *
 * Makes a context in which text is measured as a printer sets it: in points, without hinting or rounding. It belongs to the
 * calling thread.
 *
 * Returns: (transfer full): a context
 */
PangoContext *
foyer_fitted_text_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);

  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);

  return context;
}

/**
 * foyer_fitted_text_new:
 * @context: from foyer_fitted_text_context()
 * @text: (nullable): any text; line ends and control characters count as spaces
 * @weight: of the font
 * @width: of the box, in points
 * @height: of the box, in points
 * @max_size: the largest font size, in points
 *
 * Fits @text into a box. A single line is preferred as long as it does not cost a fifth of the size.
 *
 * Returns: (transfer full) (nullable): the fitted text, %NULL when there is nothing to show or no room
 */
FoyerFittedText *
foyer_fitted_text_new (PangoContext *context,
                       const char   *text,
                       PangoWeight   weight,
                       double        width,
                       double        height,
                       double        max_size)
{
  g_autofree char *line = NULL;
  FoyerFittedText *self;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  line = clean (text != NULL ? text : "");
  if (*line == '\0' || width <= 0 || height <= 0)
    return NULL;

  self = g_new0 (FoyerFittedText, 1);
  self->layout = make_layout (context, line, weight);
  self->is_rtl = pango_layout_get_direction (self->layout, 0) == PANGO_DIRECTION_RTL;
  fit (self, width, height, max_size);

  return self;
}

/**
 * foyer_fitted_text_free:
 * @self: (transfer full) (nullable): a fitted text
 */
void
foyer_fitted_text_free (FoyerFittedText *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->layout);
  g_free (self);
}

/**
 * foyer_fitted_text_get_width:
 * @self: a fitted text
 *
 * Returns: the width it takes, in points
 */
double
foyer_fitted_text_get_width (const FoyerFittedText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width * self->scale;
}

/**
 * foyer_fitted_text_get_height:
 * @self: a fitted text
 *
 * Returns: the height that its ink takes, in points
 */
double
foyer_fitted_text_get_height (const FoyerFittedText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height * self->scale;
}

/**
 * foyer_fitted_text_get_ascent:
 * @self: a fitted text
 *
 * Returns: from the top of its ink to the first line's baseline, in points
 */
double
foyer_fitted_text_get_ascent (const FoyerFittedText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (self->baseline - self->y) * self->scale;
}

/**
 * foyer_fitted_text_get_size:
 * @self: a fitted text
 *
 * Returns: the size of the font, in points
 */
double
foyer_fitted_text_get_size (const FoyerFittedText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->scale * REFERENCE;
}

/**
 * foyer_fitted_text_get_n_lines:
 * @self: a fitted text
 *
 * Returns: the lines it is set in, at least 1
 */
guint
foyer_fitted_text_get_n_lines (const FoyerFittedText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_lines;
}

/* Pango turns "left" round for a paragraph that runs from right to left. */
static PangoAlignment
get_alignment (const FoyerFittedText *self,
               FoyerSide              side)
{
  if (side == FOYER_SIDE_CENTRE)
    return PANGO_ALIGN_CENTER;

  return (side == FOYER_SIDE_RIGHT) != self->is_rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

/**
 * foyer_fitted_text_draw:
 * @self: a fitted text
 * @cr: where to draw, with the colour as its source
 * @x: left edge of the box, in points
 * @y: top of the ink, in points
 * @width: of the box
 * @side: where its lines are in the box
 */
void
foyer_fitted_text_draw (const FoyerFittedText *self,
                        cairo_t               *cr,
                        double                 x,
                        double                 y,
                        double                 width,
                        FoyerSide              side)
{
  double offset = 0;

  g_return_if_fail (self != NULL && cr != NULL);

  if (pango_layout_get_alignment (self->layout) != get_alignment (self, side))
    pango_layout_set_alignment (self->layout, get_alignment (self, side));

  /* A wrapped text is as wide as its box and aligned by Pango; a single line is moved as a whole. */
  if (pango_layout_get_width (self->layout) == -1)
    {
      double rest = width - self->width * self->scale;

      offset = -self->x * self->scale;
      if (side != FOYER_SIDE_LEFT)
        offset += side == FOYER_SIDE_RIGHT ? rest : rest / 2;
    }

  cairo_save (cr);
  cairo_translate (cr, x + offset, y - self->y * self->scale);
  cairo_scale (cr, self->scale, self->scale);
  pango_cairo_show_layout (cr, self->layout);
  cairo_restore (cr);
}
