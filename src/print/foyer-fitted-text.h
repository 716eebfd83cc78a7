/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A text made as large as a box allows: it shrinks, then wraps at words, at last anywhere. Nothing of it is ever cut off. */
typedef struct _FoyerFittedText FoyerFittedText;

typedef enum
{
  FOYER_SIDE_LEFT,
  FOYER_SIDE_CENTRE,
  FOYER_SIDE_RIGHT,
} FoyerSide;

gboolean         foyer_text_runs_rtl            (const char            *text);
PangoContext    *foyer_fitted_text_context      (void);
FoyerFittedText *foyer_fitted_text_new          (PangoContext          *context,
                                                 const char            *text,
                                                 PangoWeight            weight,
                                                 double                 width,
                                                 double                 height,
                                                 double                 max_size);
void             foyer_fitted_text_free         (FoyerFittedText       *self);
double           foyer_fitted_text_get_width    (const FoyerFittedText *self);
double           foyer_fitted_text_get_height   (const FoyerFittedText *self);
double           foyer_fitted_text_get_ascent   (const FoyerFittedText *self);
double           foyer_fitted_text_get_size     (const FoyerFittedText *self);
guint            foyer_fitted_text_get_n_lines  (const FoyerFittedText *self);
void             foyer_fitted_text_draw         (const FoyerFittedText *self,
                                                 cairo_t               *cr,
                                                 double                 x,
                                                 double                 y,
                                                 double                 width,
                                                 FoyerSide              side);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFittedText, foyer_fitted_text_free)

G_END_DECLS
