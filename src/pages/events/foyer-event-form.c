/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-event-form.h"

#include "foyer-event-basics-section.h"
#include "foyer-event-box-office-section.h"
#include "foyer-event-branding-section.h"
#include "foyer-event-capacity-section.h"
#include "foyer-event-cover-section.h"
#include "foyer-event-description-section.h"
#include "foyer-event-notes-section.h"
#include "foyer-event-questions-section.h"
#include "foyer-event-refund-section.h"
#include "foyer-event-section.h"
#include "foyer-event-tiers-section.h"
#include "foyer-event-when-section.h"
#include "foyer-event-where-section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_AT_ONCE     3 /* as many as a high window shows */
#define SIDE_WIDTH    190
#define SIDE_SPACE    24
#define CONTENT_WIDTH 600
#define WIDE          (SIDE_WIDTH + 530)
#define VERY_WIDE     (CONTENT_WIDTH + 2 * (SIDE_WIDTH + SIDE_SPACE))

/*    side              scroller
 *   ┌────────────┬──────────────────────┐
 *   │ Basics     │      ┌────────┐      │
 *   │ When       │      │ basics │      │  content: box (the sections), danger
 *   │ Where      │      └────────┘      │
 *   │            │      ┌────────┐      │
 *   └────────────┴──────────────────────┘
 */
struct _FoyerEventForm
{
  GtkWidget parent_instance;

  GtkWidget *side;
  GtkListBox *index;
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkBox *box;
  GtkWidget *danger;

  FoyerReplica *replica;  /* (owned) (nullable) */
  FoyerEventDraft *draft; /* (owned) (nullable) */
  GPtrArray
      *sections; /* (element-type FoyerEventSection) those that are made; children of the box */
  GArray *kinds; /* of guint: which of the table they are, made or not */
  char *wanted;  /* (owned) (nullable) the field to be shown once it has a place */
  guint tick;
  guint source;
  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (FoyerEventForm, foyer_event_form, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The name is what win.show-field names; the title stands in the index. */
static const struct
{
  const char *name;
  const char *title;
  GType (*get_type) (void);
  gboolean is_for_new; /* asked when an event is created */
  gboolean is_for_old; /* asked of one that is there */
} kinds[] = {
  { "basics", N_ ("Basics"), foyer_event_basics_section_get_type, TRUE, TRUE },
  { "when", N_ ("When"), foyer_event_when_section_get_type, TRUE, TRUE },
  { "where", N_ ("Where"), foyer_event_where_section_get_type, TRUE, TRUE },
  { "description", N_ ("Description"), foyer_event_description_section_get_type, FALSE, TRUE },
  { "cover", N_ ("Cover Picture"), foyer_event_cover_section_get_type, FALSE, TRUE },
  { "capacity", N_ ("Capacity"), foyer_event_capacity_section_get_type, TRUE, TRUE },
  /* Once there is an event, its tiers have a page of their own. */
  { "tiers", N_ ("Ticket Tiers"), foyer_event_tiers_section_get_type, TRUE, FALSE },
  { "refund", N_ ("Refunds"), foyer_event_refund_section_get_type, FALSE, TRUE },
  { "questions", N_ ("Questions"), foyer_event_questions_section_get_type, FALSE, TRUE },
  { "box-office", N_ ("Box Office"), foyer_event_box_office_section_get_type, FALSE, TRUE },
  { "branding", N_ ("Branding"), foyer_event_branding_section_get_type, FALSE, TRUE },
  { "notes", N_ ("Internal Notes"), foyer_event_notes_section_get_type, FALSE, TRUE },
};

static guint
get_kind (FoyerEventForm *self, guint position)
{
  return g_array_index (self->kinds, guint, position);
}

/* Where the section begins, from the top of what is scrolled. */
static gboolean
find_top (FoyerEventForm *self, GtkWidget *widget, double *top)
{
  graphene_rect_t bounds;

  if (gtk_widget_get_height (widget) == 0 ||
      !gtk_widget_compute_bounds (widget, self->content, &bounds))
    return FALSE;
  *top = bounds.origin.y;
  return TRUE;
}

static void
show_problems (FoyerEventForm *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->index, i));

      if (foyer_event_section_is_valid (self->sections->pdata[i]))
        gtk_widget_remove_css_class (row, "error");
      else
        gtk_widget_add_css_class (row, "error");
    }
}

static void
section_changed_cb (FoyerEventForm *self)
{
  if (self->is_loading)
    return;

  self->is_loading = TRUE;
  for (guint i = 0; i < self->sections->len; i++)
    foyer_event_section_apply (self->sections->pdata[i], self->draft);
  for (guint i = 0; i < self->sections->len; i++)
    foyer_event_section_adapt (self->sections->pdata[i], self->draft);
  /* An adapted section may read its fields otherwise: 49 in yen. */
  for (guint i = 0; i < self->sections->len; i++)
    foyer_event_section_apply (self->sections->pdata[i], self->draft);
  self->is_loading = FALSE;

  show_problems (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
load_section (FoyerEventForm *self, FoyerEventSection *section)
{
  self->is_loading = TRUE;
  foyer_event_section_load (section, self->replica, self->draft);
  self->is_loading = FALSE;
}

static void
build_next (FoyerEventForm *self)
{
  guint kind = get_kind (self, self->sections->len);
  GtkWidget *section = g_object_new (kinds[kind].get_type (), NULL);

  gtk_box_append (self->box, section);
  g_ptr_array_add (self->sections, section);
  g_signal_connect_object (section, "changed", G_CALLBACK (section_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load_section (self, FOYER_EVENT_SECTION (section));
}

static gboolean
build_rest_cb (gpointer data)
{
  FoyerEventForm *self = data;

  if (self->sections->len < self->kinds->len)
    build_next (self);
  if (self->sections->len < self->kinds->len)
    return G_SOURCE_CONTINUE;
  show_problems (self);
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
first_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (widget);

  self->tick = 0;
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_LOW, build_rest_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
add_index_row (FoyerEventForm *self, const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, title);
  gtk_list_box_append (self->index, label);
}

/* Which sections there are to be is known with the first draft. */
static void
choose_sections (FoyerEventForm *self)
{
  gboolean is_new = self->draft->event->row.key == 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (is_new ? !kinds[i].is_for_new : !kinds[i].is_for_old)
        continue;
      g_array_append_val (self->kinds, i);
      add_index_row (self, _ (kinds[i].title));
    }
  gtk_list_box_select_row (self->index, gtk_list_box_get_row_at_index (self->index, 0));
  while (self->sections->len < MIN (N_AT_ONCE, self->kinds->len))
    build_next (self);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), first_frame_cb, NULL, NULL);
}

static int
find_section (FoyerEventForm *self, const char *name)
{
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_str_equal (kinds[get_kind (self, i)].name, name))
      return i;
  return -1;
}

static void
scroll_to (FoyerEventForm *self, double top)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), MAX (top, 0));
}

static GtkWidget *
find_wanted (FoyerEventForm *self, const char **field)
{
  const char *slash = strchr (self->wanted, '/');
  g_autofree char *name =
      slash != NULL ? g_strndup (self->wanted, slash - self->wanted) : g_strdup (self->wanted);

  *field = slash != NULL ? slash + 1 : NULL;
  return self->sections->pdata[find_section (self, name)];
}

/* At once, that nothing is lost of what is typed meanwhile; and only once, or it would be selected
 * and typed over. Focus brings itself in sight, from where it was before scrolling: it goes first. */
static void
focus_wanted (FoyerEventForm *self)
{
  const char *field;
  GtkWidget *section = find_wanted (self, &field);

  foyer_event_section_focus_field (FOYER_EVENT_SECTION (section), field);
}

/* FALSE as long as it has no place: it was made just now. */
static gboolean
show_wanted (FoyerEventForm *self)
{
  const char *field;
  GtkWidget *section = find_wanted (self, &field);
  double top;
  guint i;

  if (!find_top (self, section, &top))
    return FALSE;
  scroll_to (self, top);
  /* Of sections that cannot be scrolled to the top, too, and of short ones. */
  if (g_ptr_array_find (self->sections, section, &i))
    gtk_list_box_select_row (self->index, gtk_list_box_get_row_at_index (self->index, i));
  g_clear_pointer (&self->wanted, g_free);
  return TRUE;
}

static gboolean
show_wanted_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (widget);

  return self->wanted == NULL || show_wanted (self) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
row_activated_cb (FoyerEventForm *self, GtkListBoxRow *row)
{
  foyer_event_form_show_field (self, kinds[get_kind (self, gtk_list_box_row_get_index (row))].name);
}

/* The index tells where one is: the last section that begins above the upper third. */
static void
scrolled_cb (FoyerEventForm *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);
  guint current = 0;

  for (guint i = 0; i < self->sections->len; i++)
    {
      double top;

      if (find_top (self, self->sections->pdata[i], &top) && top <= value + page / 3)
        current = i;
    }
  gtk_list_box_select_row (self->index, gtk_list_box_get_row_at_index (self->index, current));
}

static GtkSizeRequestMode
foyer_event_form_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
foyer_event_form_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (widget);

  gtk_widget_measure (GTK_WIDGET (self->scroller), orientation, -1, minimum, natural, NULL, NULL);
}

/* x: from the start of the parent */
static void
place (GtkWidget *child, GtkWidget *parent, int x, int width, int height)
{
  gboolean is_rtl = gtk_widget_get_direction (parent) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = { is_rtl ? gtk_widget_get_width (parent) - x - width : x, 0, width,
                               height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

/* The side has its place where there is one, and else is not there. */
static void
foyer_event_form_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (widget);
  gboolean is_wide = width >= WIDE && self->draft != NULL && self->draft->event->row.key != 0;
  int minimum;
  int side_width;

  gtk_widget_set_child_visible (self->side, is_wide);
  gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  side_width = MAX (minimum, SIDE_WIDTH);
  /* The sections stay in the middle as long as there is room for the side beside them. */
  place (GTK_WIDGET (self->scroller), widget, is_wide && width < VERY_WIDE ? side_width : 0,
         is_wide && width < VERY_WIDE ? width - side_width : width, height);
  if (is_wide)
    place (self->side, widget,
           width < VERY_WIDE ? 0 : (width - CONTENT_WIDTH) / 2 - SIDE_SPACE - side_width,
           side_width, height);
}

static gboolean
foyer_event_form_grab_focus (GtkWidget *widget)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (widget);

  return self->sections->len > 0 && gtk_widget_grab_focus (self->sections->pdata[0]);
}

static void
foyer_event_form_dispose (GObject *object)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller),
                                          self);
  g_ptr_array_set_size (self->sections, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_event_form_parent_class)->dispose (object);
}

static void
foyer_event_form_finalize (GObject *object)
{
  FoyerEventForm *self = FOYER_EVENT_FORM (object);

  foyer_event_draft_free (self->draft);
  g_ptr_array_unref (self->sections);
  g_array_unref (self->kinds);
  g_free (self->wanted);
  G_OBJECT_CLASS (foyer_event_form_parent_class)->finalize (object);
}

static void
foyer_event_form_class_init (FoyerEventFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_event_form_dispose;
  object_class->finalize = foyer_event_form_finalize;
  widget_class->get_request_mode = foyer_event_form_get_request_mode;
  widget_class->measure = foyer_event_form_measure;
  widget_class->size_allocate = foyer_event_form_size_allocate;
  widget_class->grab_focus = foyer_event_form_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_EVENT_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/events/foyer-event-form.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEventForm, side);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventForm, index);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventForm, content);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventForm, box);
  gtk_widget_class_bind_template_child (widget_class, FoyerEventForm, danger);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
foyer_event_form_init (FoyerEventForm *self)
{
  self->sections = g_ptr_array_new ();
  self->kinds = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
foyer_event_form_load (FoyerEventForm *self, FoyerReplica *replica, FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_EVENT_FORM (self));
  g_return_if_fail (draft != NULL);

  g_set_object (&self->replica, replica);
  foyer_event_draft_free (self->draft);
  self->draft = draft;
  gtk_widget_set_visible (self->danger, draft->event->row.key != 0);
  if (self->kinds->len == 0)
    choose_sections (self);
  else
    for (guint i = 0; i < self->sections->len; i++)
      load_section (self, self->sections->pdata[i]);
  show_problems (self);
}

static gboolean
have_same_keys (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    if (((FoyerRow *) a->pdata[i])->key != ((FoyerRow *) b->pdata[i])->key)
      return FALSE;
  return TRUE;
}

/* Whether what a section shows is what the draft has, and is known to be stored where it is. */
static gboolean
agrees (FoyerEventSection *section, const FoyerEventDraft *draft)
{
  g_autoptr (FoyerEventDraft) applied = foyer_event_draft_copy (draft);

  foyer_event_section_apply (section, applied);
  return foyer_event_draft_equal (applied, draft) &&
         have_same_keys (applied->tiers, draft->tiers) &&
         have_same_keys (applied->questions, draft->questions);
}

void
foyer_event_form_reload (FoyerEventForm *self, FoyerEventDraft *draft)
{
  g_return_if_fail (FOYER_IS_EVENT_FORM (self));
  g_return_if_fail (draft != NULL && self->draft != NULL);

  foyer_event_draft_free (self->draft);
  self->draft = draft;
  for (guint i = 0; i < self->sections->len; i++)
    if (!agrees (self->sections->pdata[i], draft))
      load_section (self, self->sections->pdata[i]);
  show_problems (self);
}

const FoyerEventDraft *
foyer_event_form_get_draft (FoyerEventForm *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_FORM (self), NULL);

  return self->draft;
}

gboolean
foyer_event_form_is_valid (FoyerEventForm *self)
{
  g_return_val_if_fail (FOYER_IS_EVENT_FORM (self), FALSE);

  for (guint i = 0; i < self->sections->len; i++)
    if (!foyer_event_section_is_valid (self->sections->pdata[i]))
      return FALSE;
  return TRUE;
}

void
foyer_event_form_build (FoyerEventForm *self)
{
  g_return_if_fail (FOYER_IS_EVENT_FORM (self));

  while (self->sections->len < self->kinds->len)
    build_next (self);
  show_problems (self);
}

gboolean
foyer_event_form_show_field (FoyerEventForm *self, const char *field)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (FOYER_IS_EVENT_FORM (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  parts = g_strsplit (field, "/", 2);
  if (parts[0] == NULL || find_section (self, parts[0]) < 0)
    return FALSE;
  foyer_event_form_build (self);
  g_free (self->wanted);
  self->wanted = g_strdup (field);
  focus_wanted (self);
  if (!show_wanted (self))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), show_wanted_cb, NULL, NULL);
  return TRUE;
}
