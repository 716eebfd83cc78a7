/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-badges-page.h"

#include <glib/gi18n-lib.h>

#include "foyer-ask.h"
#include "foyer-badge-choice.h"
#include "foyer-badge-job.h"
#include "foyer-badge-preview.h"
#include "foyer-badge-sheet.h"
#include "foyer-badge-source.h"
#include "foyer-event-store.h"
#include "foyer-file-choice.h"
#include "foyer-label-picker.h"
#include "foyer-row-store.h"
#include "foyer-sheet-row.h"
#include "foyer-toast.h"

struct _FoyerBadgesPage
{
  AdwBin             parent_instance;

  GtkStack          *stack;
  AdwLeaflet        *leaflet;
  AdwComboRow       *whom_row;
  GtkStringList     *whom_list;
  AdwComboRow       *order_row;
  AdwActionRow      *printed_row;
  GtkSwitch         *leave_out_switch;
  FoyerSheetRow     *sheet_row;
  AdwActionRow      *start_row;
  GtkWidget         *picker_row;
  GtkAdjustment     *start_adjustment;
  FoyerLabelPicker  *label_picker;
  GtkStack          *act_stack;
  GtkLabel          *tally_label;
  GtkProgressBar    *progress_bar;
  GtkStack          *preview_stack;
  FoyerBadgePreview *preview;
  GtkWidget         *navigation;
  GtkLabel          *page_label;

  FoyerReplica      *replica;     /* (owned) */
  GSettings         *settings;    /* (owned) */
  FoyerUuid          event_id;
  FoyerRoster       *roster;      /* (owned) */
  GArray            *chosen;      /* (owned) (nullable) (element-type gint64) chosen elsewhere */
  GArray            *keys;        /* (owned) (nullable) (element-type gint64) whose badges are shown */
  GCancellable      *choosing;    /* (owned) (nullable) a newer choice makes an older one stale */
  GCancellable      *saving;      /* (owned) (nullable) while a PDF is written */
  gboolean           is_building; /* the rows are being filled: their changes are not the person's */
};

G_DEFINE_FINAL_TYPE (FoyerBadgesPage, foyer_badges_page, ADW_TYPE_BIN)

static FoyerSheet *
get_sheet (FoyerBadgesPage *self)
{
  return foyer_sheet_row_get_sheet (self->sheet_row);
}

static guint
get_start (FoyerBadgesPage *self)
{
  return gtk_adjustment_get_value (self->start_adjustment) - 1;
}

static void
show_page_number (FoyerBadgesPage *self)
{
  g_autofree char *text = NULL;
  guint page, n_pages;

  /* The preview tells of its end too, when the page has let go of it. */
  if (self->preview == NULL)
    return;
  page = foyer_badge_preview_get_page (self->preview);
  n_pages = foyer_badge_preview_get_n_pages (self->preview);
  text = g_strdup_printf (_("Page %'u of %'u"), page + 1, n_pages);
  gtk_label_set_label (self->page_label, text);
  gtk_widget_set_visible (self->navigation, n_pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "badges.previous-page", page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "badges.next-page", page + 1 < n_pages);
}

static void
show_tally (FoyerBadgesPage *self)
{
  guint n = self->keys != NULL ? self->keys->len : 0;
  guint n_pages = foyer_badge_preview_get_n_pages (self->preview);
  g_autofree char *badges = g_strdup_printf (ngettext ("%'u badge", "%'u badges", n), n);
  g_autofree char *pages = g_strdup_printf (ngettext ("%'u page", "%'u pages", n_pages), n_pages);
  /* Translators: “412 badges on 42 pages” */
  g_autofree char *tally = g_strdup_printf (_("%s on %s"), badges, pages);

  gtk_label_set_label (self->tally_label, n > 0 ? tally : _("No badges to print"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "badges.print", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "badges.save", n > 0);
}

static void
show_badges (FoyerBadgesPage *self)
{
  FoyerSheet *sheet = get_sheet (self);
  g_autoptr (FoyerBadgeSheet) badges = NULL;
  g_autoptr (GError) error = NULL;
  FoyerBadgeSource *source;

  if (self->keys == NULL || sheet == NULL)
    return;

  source = foyer_badge_source_new (foyer_replica_get_reader (self->replica), &self->event_id,
                                   self->keys, &error);
  if (source != NULL)
    {
      badges = foyer_badge_sheet_new (sheet, self->keys->len, foyer_badge_source_get, source,
                                      (GDestroyNotify) foyer_badge_source_free);
      foyer_badge_sheet_set_start (badges, get_start (self));
      foyer_badge_sheet_set_outlines (badges, TRUE);
    }
  foyer_badge_preview_set_badges (self->preview, badges);
  gtk_stack_set_visible_child_name (self->preview_stack, self->keys->len > 0 ? "page" : "none");
  show_page_number (self);
  show_tally (self);
}

static void
show_printed (FoyerBadgesPage *self,
              guint            n_printed)
{
  g_autofree char *title = NULL;

  title = g_strdup_printf (ngettext ("%'u of these badges was printed before",
                                     "%'u of these badges were printed before", n_printed),
                           n_printed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->printed_row), title);
  adw_action_row_set_subtitle (self->printed_row, ngettext ("Leave it out", "Leave them out", n_printed));
  gtk_widget_set_visible (GTK_WIDGET (self->printed_row), n_printed > 0);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FoyerBadgesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeChosen) chosen = foyer_badge_choose_finish (result, &error);

  if (chosen == NULL || self->roster == NULL)
    return;

  g_clear_pointer (&self->keys, g_array_unref);
  self->keys = g_array_ref (chosen->keys);
  show_printed (self, chosen->n_printed);
  gtk_stack_set_visible_child_name (self->stack, foyer_roster_get_n_rows (self->roster) > 0 ? "badges" : "empty");
  show_badges (self);
}

static void
choose (FoyerBadgesPage *self)
{
  FoyerBadgeChoice choice = {
    .whom = adw_combo_row_get_selected (self->whom_row),
    .by_name = adw_combo_row_get_selected (self->order_row) == 0,
    .leave_out = gtk_switch_get_active (self->leave_out_switch),
    .chosen = self->chosen,
  };

  if (!foyer_roster_is_ready (self->roster))
    return;

  g_cancellable_cancel (self->choosing);
  g_clear_object (&self->choosing);
  self->choosing = g_cancellable_new ();
  foyer_badge_choose_async (self->roster, &choice, self->choosing, chosen_cb, g_object_ref (self));
}

static void
choice_changed_cb (FoyerBadgesPage *self)
{
  if (self->is_building)
    return;

  g_settings_set_boolean (self->settings, "badge-by-name",
                          adw_combo_row_get_selected (self->order_row) == 0);
  choose (self);
}

/* How many labels of the sheet that was printed on last are used up. */
static guint
get_kept_start (FoyerBadgesPage *self,
                FoyerSheet      *sheet)
{
  g_autoptr (GVariant) starts = g_settings_get_value (self->settings, "badge-starts");
  guint start = 0;

  g_variant_lookup (starts, foyer_sheet_get_id (sheet), "u", &start);
  return start < foyer_sheet_get_n_labels (sheet) ? start : 0;
}

static void
keep_start (FoyerBadgesPage *self,
            FoyerSheet      *sheet,
            guint            start)
{
  g_autoptr (GVariant) starts = g_settings_get_value (self->settings, "badge-starts");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *id;
  guint value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{su}"));
  g_variant_iter_init (&iter, starts);
  while (g_variant_iter_next (&iter, "{&su}", &id, &value))
    if (!g_str_equal (id, foyer_sheet_get_id (sheet)))
      g_variant_builder_add (&builder, "{su}", id, value);
  if (start > 0)
    g_variant_builder_add (&builder, "{su}", foyer_sheet_get_id (sheet), start);
  g_settings_set_value (self->settings, "badge-starts", g_variant_builder_end (&builder));
}

/* The next badges go on the labels that are left. */
static void
use_up (FoyerBadgesPage *self,
        FoyerBadgeJob   *job)
{
  FoyerSheet *sheet = foyer_badge_job_get_sheet (job);
  guint start = foyer_badge_job_get_n_used (job);

  keep_start (self, sheet, start);
  if (get_sheet (self) == sheet)
    gtk_adjustment_set_value (self->start_adjustment, start + 1);
}

static void
sheet_changed_cb (FoyerBadgesPage *self)
{
  FoyerSheet *sheet = get_sheet (self);
  guint n_labels;

  if (sheet == NULL)
    return;

  n_labels = foyer_sheet_get_n_labels (sheet);
  gtk_adjustment_set_upper (self->start_adjustment, n_labels);
  gtk_adjustment_set_value (self->start_adjustment, get_kept_start (self, sheet) + 1);
  foyer_label_picker_set_sheet (self->label_picker, sheet);
  gtk_widget_set_visible (GTK_WIDGET (self->start_row), n_labels > 1);
  gtk_widget_set_visible (self->picker_row, n_labels > 1);
  show_badges (self);
}

static void
start_changed_cb (FoyerBadgesPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "badges.new-sheet", get_start (self) > 0);
  show_badges (self);
}

static void
page_changed_cb (FoyerBadgesPage *self)
{
  show_page_number (self);
}

static void
replica_changed_cb (FoyerBadgesPage *self,
                    FoyerChanges    *changes)
{
  if (foyer_changes_touch (changes, &FOYER_EVENT_TYPE) || foyer_changes_touch (changes, &FOYER_TIER_TYPE))
    show_badges (self);
}

/* Done: one sentence, and the way back. */
static void
finish_job (FoyerBadgesPage *self,
            FoyerBadgeJob   *job,
            GAsyncResult    *result,
            const char      *failure,
            const char      *success)
{
  g_autoptr (GError) error = NULL;
  gint64 change_set = foyer_badge_job_finish (job, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error == NULL && self->settings != NULL)
    use_up (self, job);
  if (error != NULL)
    foyer_tell (GTK_WIDGET (self), failure, error->message);
  else
    foyer_show_undo_toast (GTK_WIDGET (self), success, change_set);
}

static FoyerBadgeJob *
make_job (FoyerBadgesPage *self)
{
  return foyer_badge_job_new (self->replica, &self->event_id, get_sheet (self), self->keys, get_start (self));
}

static void
printed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (FoyerBadgesPage) self = data;
  FoyerBadgeJob *job = FOYER_BADGE_JOB (source);
  guint n = foyer_badge_job_get_n_badges (job);
  g_autofree char *success = g_strdup_printf (ngettext ("%'u badge printed", "%'u badges printed", n), n);

  finish_job (self, job, result, _("The badges could not be printed"), success);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FoyerBadgesPage *self = FOYER_BADGES_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (FoyerBadgeJob) job = make_job (self);

  foyer_badge_job_print_async (job, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                               GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, NULL, self->settings,
                               "badge-print-settings", printed_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (FoyerBadgesPage) self = data;
  FoyerBadgeJob *job = FOYER_BADGE_JOB (source);
  guint n = foyer_badge_job_get_n_badges (job);
  g_autofree char *success = NULL;

  g_clear_object (&self->saving);
  /* The page may have been left meanwhile. */
  if (self->act_stack != NULL)
    gtk_stack_set_visible_child_name (self->act_stack, "act");
  success = g_strdup_printf (ngettext ("%'u badge saved, and marked as printed",
                                       "%'u badges saved, and marked as printed", n),
                             n);
  finish_job (self, job, result, _("The badges could not be saved"), success);
}

void
foyer_badges_page_save (FoyerBadgesPage *self,
                        GFile           *file)
{
  g_autoptr (FoyerBadgeJob) job = NULL;

  g_return_if_fail (FOYER_IS_BADGES_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->saving != NULL || self->keys == NULL || self->keys->len == 0)
    return;

  job = make_job (self);
  self->saving = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  g_object_bind_property (job, "progress", self->progress_bar, "fraction", G_BINDING_DEFAULT);
  gtk_stack_set_visible_child_name (self->act_stack, "work");
  foyer_badge_job_save_async (job, file, self->saving, saved_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (FoyerBadgesPage) self = data;
  g_autoptr (GFile) file = foyer_choose_file_finish (result, NULL);

  if (file != NULL && self->replica != NULL)
    foyer_badges_page_save (self, file);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const char *const suffixes[] = { "pdf", NULL };
  FoyerBadgesPage *self = FOYER_BADGES_PAGE (widget);
  const FoyerFileFilter filters[] = { { _("PDF documents"), suffixes }, { NULL } };
  g_autoptr (FoyerEvent) event = NULL;
  g_autofree char *proposed = NULL;
  FoyerFileChoice choice = { .save = TRUE, .title = _("Save Badges"), .filters = filters };

  event = foyer_row_store_find (foyer_replica_get_reader (self->replica), &FOYER_EVENT_TYPE,
                                &self->event_id, NULL);
  /* Translators: a file name: “Badges GUADEC 2026.pdf” */
  proposed = g_strdup_printf (_("Badges %s.pdf"), event != NULL && event->title != NULL ? event->title : "");
  g_strdelimit (proposed, "/\\", '-');
  choice.name = proposed;
  foyer_choose_file_async (widget, &choice, NULL, file_chosen_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_cancellable_cancel (FOYER_BADGES_PAGE (widget)->saving);
}

static void
new_sheet_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  FoyerBadgesPage *self = FOYER_BADGES_PAGE (widget);

  keep_start (self, get_sheet (self), 0);
  gtk_adjustment_set_value (self->start_adjustment, 1);
}

static void
turn_page_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  FoyerBadgesPage *self = FOYER_BADGES_PAGE (widget);
  guint page = foyer_badge_preview_get_page (self->preview);

  if (g_str_equal (name, "badges.previous-page"))
    page -= page > 0 ? 1 : 0;
  else if (page + 1 < foyer_badge_preview_get_n_pages (self->preview))
    page += 1;
  foyer_badge_preview_set_page (self->preview, page);
}

static void
fold_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  adw_leaflet_navigate (FOYER_BADGES_PAGE (widget)->leaflet, g_str_equal (name, "badges.show-preview")
                                                                 ? ADW_NAVIGATION_DIRECTION_FORWARD
                                                                 : ADW_NAVIGATION_DIRECTION_BACK);
}

static void
foyer_badges_page_dispose (GObject *object)
{
  FoyerBadgesPage *self = FOYER_BADGES_PAGE (object);

  g_cancellable_cancel (self->choosing);
  g_clear_object (&self->choosing);
  g_clear_object (&self->saving);
  g_clear_object (&self->roster);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);

  G_OBJECT_CLASS (foyer_badges_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/foyerapp/Foyer/badges/foyer-badges-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, whom_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, whom_list);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, order_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, printed_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, leave_out_switch);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, start_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, picker_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, start_adjustment);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, label_picker);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, act_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, tally_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, preview);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, FoyerBadgesPage, page_label);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
foyer_badges_page_class_init (FoyerBadgesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_badges_page_dispose;

  g_type_ensure (FOYER_TYPE_BADGE_PREVIEW);
  g_type_ensure (FOYER_TYPE_LABEL_PICKER);
  g_type_ensure (FOYER_TYPE_SHEET_ROW);
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "badgespage");

  gtk_widget_class_install_action (widget_class, "badges.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "badges.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "badges.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "badges.new-sheet", NULL, new_sheet_action);
  gtk_widget_class_install_action (widget_class, "badges.previous-page", NULL, turn_page_action);
  gtk_widget_class_install_action (widget_class, "badges.next-page", NULL, turn_page_action);
  gtk_widget_class_install_action (widget_class, "badges.show-preview", NULL, fold_action);
  gtk_widget_class_install_action (widget_class, "badges.hide-preview", NULL, fold_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "badges.previous-page", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "badges.next-page", NULL);
}

static void
foyer_badges_page_init (FoyerBadgesPage *self)
{
  self->is_building = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_badges_page_new (FoyerReplica    *replica,
                       GSettings       *settings,
                       const FoyerUuid *event_id)
{
  FoyerBadgesPage *self;

  g_return_val_if_fail (FOYER_IS_REPLICA (replica), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (FOYER_TYPE_BADGES_PAGE, NULL);
  self->replica = g_object_ref (replica);
  self->settings = g_object_ref (settings);
  self->event_id = *event_id;
  self->roster = foyer_replica_ref_roster (replica, event_id);
  adw_combo_row_set_selected (self->order_row, g_settings_get_boolean (settings, "badge-by-name") ? 0 : 1);
  g_settings_bind (settings, "badge-sheet", self->sheet_row, "sheet-id", G_SETTINGS_BIND_DEFAULT);
  sheet_changed_cb (self);
  start_changed_cb (self);
  show_tally (self);
  self->is_building = FALSE;

  g_signal_connect_object (self->roster, "changed", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->roster, "notify::is-ready", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self, G_CONNECT_SWAPPED);
  choose (self);

  return GTK_WIDGET (self);
}

void
foyer_badges_page_set_keys (FoyerBadgesPage *self,
                            const gint64    *keys,
                            guint            n_keys)
{
  gboolean had_chosen;

  g_return_if_fail (FOYER_IS_BADGES_PAGE (self));

  had_chosen = self->chosen != NULL;
  g_clear_pointer (&self->chosen, g_array_unref);
  self->is_building = TRUE;
  if (n_keys > 0)
    {
      self->chosen = g_array_append_vals (g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_keys), keys, n_keys);
      if (!had_chosen)
        gtk_string_list_append (self->whom_list, _("Chosen Attendees"));
    }
  else if (had_chosen)
    gtk_string_list_remove (self->whom_list, FOYER_BADGES_CHOSEN);
  adw_combo_row_set_selected (self->whom_row, n_keys > 0 ? FOYER_BADGES_CHOSEN : FOYER_BADGES_EVERYBODY);
  gtk_switch_set_active (self->leave_out_switch, FALSE);
  foyer_badge_preview_set_page (self->preview, 0);
  self->is_building = FALSE;
  choose (self);
}

void
foyer_badges_page_choose_unprinted (FoyerBadgesPage *self)
{
  g_return_if_fail (FOYER_IS_BADGES_PAGE (self));

  adw_combo_row_set_selected (self->whom_row, FOYER_BADGES_UNPRINTED);
}
