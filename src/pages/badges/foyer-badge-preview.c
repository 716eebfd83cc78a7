/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badge-preview.h"

#include "foyer-page-place.h"

#include <glib/gi18n-lib.h>

#define MARGIN   18
#define MIN_SIZE 200

struct _FoyerBadgePreview
{
  GtkWidget        parent_instance;

  FoyerBadgeSheet *badges; /* (owned) (nullable) */
  guint            page;
};

G_DEFINE_FINAL_TYPE (FoyerBadgePreview, foyer_badge_preview, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PAGE,
  PROP_N_PAGES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
describe (FoyerBadgePreview *self)
{
  g_autofree char *label = NULL;

  if (self->badges != NULL)
    label = g_strdup_printf (_("Preview of page %'u of %'u"), self->page + 1,
                             foyer_badge_preview_get_n_pages (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : _("Preview"), -1);
}

static void
foyer_badge_preview_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  FoyerBadgePreview *self = FOYER_BADGE_PREVIEW (widget);
  g_autoptr (GError) error = NULL;
  GskRoundedRect outline;
  graphene_rect_t rect;
  double scale;
  cairo_t *cr;

  if (self->badges == NULL)
    return;

  rect = foyer_page_place (widget, foyer_badge_sheet_get_sheet (self->badges), MARGIN, &scale);
  gsk_rounded_rect_init_from_rect (&outline, &rect, 2);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &(GdkRGBA){ 0, 0, 0, 0.25 }, 0, 1, 1, 6);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, &rect);

  cr = gtk_snapshot_append_cairo (snapshot, &rect);
  cairo_translate (cr, rect.origin.x, rect.origin.y);
  cairo_scale (cr, scale, scale);
  if (!foyer_badge_sheet_draw_page (self->badges, cr, self->page, &error))
    g_debug ("A page cannot be shown: %s", error->message);
  cairo_destroy (cr);
}

static void
foyer_badge_preview_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : 560;
}

static void
foyer_badge_preview_dispose (GObject *object)
{
  FoyerBadgePreview *self = FOYER_BADGE_PREVIEW (object);

  g_clear_object (&self->badges);

  G_OBJECT_CLASS (foyer_badge_preview_parent_class)->dispose (object);
}

static void
foyer_badge_preview_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  FoyerBadgePreview *self = FOYER_BADGE_PREVIEW (object);

  switch (property_id)
    {
    case PROP_PAGE:
      g_value_set_uint (value, self->page);
      break;

    case PROP_N_PAGES:
      g_value_set_uint (value, foyer_badge_preview_get_n_pages (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_badge_preview_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_PAGE:
      foyer_badge_preview_set_page (FOYER_BADGE_PREVIEW (object), g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_badge_preview_class_init (FoyerBadgePreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_badge_preview_dispose;
  object_class->get_property = foyer_badge_preview_get_property;
  object_class->set_property = foyer_badge_preview_set_property;
  widget_class->snapshot = foyer_badge_preview_snapshot;
  widget_class->measure = foyer_badge_preview_measure;

  properties[PROP_PAGE]
      = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_N_PAGES] = g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "badgepreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_badge_preview_init (FoyerBadgePreview *self)
{
  describe (self);
}

void
foyer_badge_preview_set_badges (FoyerBadgePreview *self,
                                FoyerBadgeSheet   *badges)
{
  guint last;

  g_return_if_fail (FOYER_IS_BADGE_PREVIEW (self));

  g_set_object (&self->badges, badges);
  last = MAX (foyer_badge_preview_get_n_pages (self), 1) - 1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PAGES]);
  if (self->page > last)
    foyer_badge_preview_set_page (self, last);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
foyer_badge_preview_get_page (FoyerBadgePreview *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_PREVIEW (self), 0);

  return self->page;
}

void
foyer_badge_preview_set_page (FoyerBadgePreview *self,
                              guint              page)
{
  g_return_if_fail (FOYER_IS_BADGE_PREVIEW (self));

  if (self->page == page)
    return;

  self->page = page;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

guint
foyer_badge_preview_get_n_pages (FoyerBadgePreview *self)
{
  g_return_val_if_fail (FOYER_IS_BADGE_PREVIEW (self), 0);

  return self->badges != NULL ? foyer_badge_sheet_get_n_pages (self->badges) : 0;
}
