/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sentence across the top of a page, with at most one button. Empty title: not shown.
 * Properties: "title", "button-label", "action-name", "style" (FoyerBannerStyle). */
#define FOYER_TYPE_BANNER (foyer_banner_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBanner, foyer_banner, FOYER, BANNER, GtkWidget)

typedef enum
{
  FOYER_BANNER_INFO,
  FOYER_BANNER_WARNING,
  FOYER_BANNER_ERROR,
} FoyerBannerStyle;

GtkWidget  *foyer_banner_new              (void);
const char *foyer_banner_get_title        (FoyerBanner      *self);
void        foyer_banner_set_title        (FoyerBanner      *self,
                                           const char       *title);
const char *foyer_banner_get_button_label (FoyerBanner      *self);
void        foyer_banner_set_button_label (FoyerBanner      *self,
                                           const char       *label);
const char *foyer_banner_get_action_name  (FoyerBanner      *self);
void        foyer_banner_set_action_name  (FoyerBanner      *self,
                                           const char       *action_name);
void        foyer_banner_set_style        (FoyerBanner      *self,
                                           FoyerBannerStyle  style);

G_END_DECLS
