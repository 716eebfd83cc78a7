/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-label-picker.h"

#include "foyer-page-place.h"

#define HEIGHT 148
#define GAP    1.0
#define RADIUS 2.0

struct _FoyerLabelPicker
{
  GtkWidget      parent_instance;

  FoyerSheet    *sheet;      /* (owned) (nullable) */
  GtkAdjustment *adjustment; /* (owned) (nullable) */
  int            hovered;    /* label under the pointer, -1 for none */
};

G_DEFINE_FINAL_TYPE (FoyerLabelPicker, foyer_label_picker, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SHEET,
  PROP_ADJUSTMENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Labels that touch on paper are shown with a line of air between. */
static graphene_rect_t
place_label (FoyerLabelPicker      *self,
             const graphene_rect_t *page,
             double                 scale,
             guint                  n)
{
  FoyerRect label;
  graphene_rect_t rect;

  foyer_sheet_get_label (self->sheet, n, &label);
  graphene_rect_init (&rect, page->origin.x + label.x * scale, page->origin.y + label.y * scale,
                      label.width * scale, label.height * scale);
  graphene_rect_inset (&rect, GAP, GAP);
  return rect;
}

static int
find_label (FoyerLabelPicker *self,
            double            x,
            double            y)
{
  graphene_rect_t page;
  double scale;

  if (self->sheet == NULL)
    return -1;

  page = foyer_page_place (GTK_WIDGET (self), self->sheet, 1, &scale);
  for (guint i = 0; i < foyer_sheet_get_n_labels (self->sheet); i++)
    {
      graphene_rect_t rect = place_label (self, &page, scale, i);

      if (graphene_rect_contains_point (&rect, &GRAPHENE_POINT_INIT (x, y)))
        return i;
    }
  return -1;
}

static void
pressed_cb (FoyerLabelPicker *self,
            int               n_press,
            double            x,
            double            y)
{
  int label = find_label (self, x, y);

  if (label >= 0 && self->adjustment != NULL)
    gtk_adjustment_set_value (self->adjustment, label + 1);
}

static void
motion_cb (FoyerLabelPicker *self,
           double            x,
           double            y)
{
  int label = find_label (self, x, y);

  if (label == self->hovered)
    return;

  self->hovered = label;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (FoyerLabelPicker *self)
{
  self->hovered = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_label (GtkSnapshot           *snapshot,
            const graphene_rect_t *rect,
            const GdkRGBA         *colour)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, rect, MIN (RADIUS, rect->size.height / 3));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, colour, rect);
  gtk_snapshot_pop (snapshot);
}

/* Free labels in the accent colour, those used up before in a shade of the text's. */
static void
foyer_label_picker_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  FoyerLabelPicker *self = FOYER_LABEL_PICKER (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GskRoundedRect outline;
  GdkRGBA text, accent;
  graphene_rect_t page;
  double scale;
  guint start;

  if (self->sheet == NULL)
    return;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = text;
  start = self->adjustment != NULL ? gtk_adjustment_get_value (self->adjustment) - 1 : 0;
  page = foyer_page_place (widget, self->sheet, 1, &scale);
  gsk_rounded_rect_init_from_rect (&outline, &page, RADIUS);
  text.alpha = 0.3;
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ text, text, text, text });

  for (guint i = 0; i < foyer_sheet_get_n_labels (self->sheet); i++)
    {
      graphene_rect_t rect = place_label (self, &page, scale, i);
      GdkRGBA colour = i < start ? text : accent;

      colour.alpha = i < start ? 0.15 : i == start ? 1 : 0.55;
      if ((int) i == self->hovered)
        colour.alpha = MIN (colour.alpha + 0.2, 1);
      draw_label (snapshot, &rect, &colour);
    }
}

static void
foyer_label_picker_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : HEIGHT * 2 / 3;
}

static void
set_adjustment (FoyerLabelPicker *self,
                GtkAdjustment    *adjustment)
{
  g_set_object (&self->adjustment, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
}

static void
foyer_label_picker_dispose (GObject *object)
{
  FoyerLabelPicker *self = FOYER_LABEL_PICKER (object);

  g_clear_object (&self->sheet);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (foyer_label_picker_parent_class)->dispose (object);
}

static void
foyer_label_picker_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FoyerLabelPicker *self = FOYER_LABEL_PICKER (object);

  switch (property_id)
    {
    case PROP_SHEET:
      g_value_set_object (value, self->sheet);
      break;

    case PROP_ADJUSTMENT:
      g_value_set_object (value, self->adjustment);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_label_picker_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  FoyerLabelPicker *self = FOYER_LABEL_PICKER (object);

  switch (property_id)
    {
    case PROP_SHEET:
      foyer_label_picker_set_sheet (self, g_value_get_object (value));
      break;

    case PROP_ADJUSTMENT:
      set_adjustment (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_label_picker_class_init (FoyerLabelPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_label_picker_dispose;
  object_class->get_property = foyer_label_picker_get_property;
  object_class->set_property = foyer_label_picker_set_property;
  widget_class->snapshot = foyer_label_picker_snapshot;
  widget_class->measure = foyer_label_picker_measure;

  properties[PROP_SHEET]
      = g_param_spec_object ("sheet", NULL, NULL, FOYER_TYPE_SHEET,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ADJUSTMENT] = g_param_spec_object ("adjustment", NULL, NULL, GTK_TYPE_ADJUSTMENT,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "labelpicker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
foyer_label_picker_init (FoyerLabelPicker *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->hovered = -1;
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

void
foyer_label_picker_set_sheet (FoyerLabelPicker *self,
                              FoyerSheet       *sheet)
{
  g_return_if_fail (FOYER_IS_LABEL_PICKER (self));

  if (!g_set_object (&self->sheet, sheet))
    return;

  self->hovered = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHEET]);
}
