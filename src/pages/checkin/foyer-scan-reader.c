/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-scan-reader.h"

#include "foyer-scan-machine.h"

struct _FoyerScanReader
{
  GObject            parent_instance;
  GtkWindow         *window;     /* (not owned) a weak pointer */
  FoyerScanMachine  *machine;    /* (owned) */
  guint              pause_source;
  GtkEditable       *field;      /* (not owned) (nullable) a weak pointer: where the burst began */
  char              *field_text; /* (owned) (nullable) what was in it then */
  int                field_start;
  int                field_end;  /* its selection */
};

G_DEFINE_FINAL_TYPE (FoyerScanReader, foyer_scan_reader, G_TYPE_OBJECT)

enum
{
  SCANNED,
  TYPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkEditable *
focused_field (FoyerScanReader *self)
{
  GtkWidget *focus = self->window != NULL ? gtk_window_get_focus (self->window) : NULL;

  if (focus == NULL || !GTK_IS_EDITABLE (focus) || !gtk_editable_get_editable (GTK_EDITABLE (focus)))
    return NULL;
  return GTK_EDITABLE (focus);
}

static void
mark_field (FoyerScanReader *self)
{
  g_set_weak_pointer (&self->field, focused_field (self));
  g_clear_pointer (&self->field_text, g_free);
  if (self->field == NULL)
    return;
  self->field_text = g_strdup (gtk_editable_get_text (self->field));
  if (!gtk_editable_get_selection_bounds (self->field, &self->field_start, &self->field_end))
    self->field_start = self->field_end = gtk_editable_get_position (self->field);
}

static void
take_back (FoyerScanReader *self)
{
  if (self->field == NULL || self->field_text == NULL)
    return;
  gtk_editable_set_text (self->field, self->field_text);
  gtk_editable_select_region (self->field, self->field_start, self->field_end);
}

/* The popover that has the focus, or NULL. */
static GtkWidget *
focused_popover (FoyerScanReader *self)
{
  GtkWidget *focus = self->window != NULL ? gtk_window_get_focus (self->window) : NULL;
  GtkNative *native = focus != NULL ? gtk_widget_get_native (focus) : NULL;

  return GTK_IS_POPOVER (native) ? GTK_WIDGET (native) : NULL;
}

/* A scan wins over whatever was asked meanwhile. */
static void
close_popovers (FoyerScanReader *self)
{
  GtkWidget *popover = focused_popover (self);

  while (popover != NULL && GTK_IS_POPOVER (popover))
    {
      GtkWidget *parent = gtk_widget_get_parent (popover);

      gtk_popover_popdown (GTK_POPOVER (popover));
      popover = parent != NULL ? GTK_WIDGET (gtk_widget_get_native (parent)) : NULL;
    }
}

static GtkEditable *
find_field (GtkWidget *from)
{
  GtkEditable *found = NULL;

  if (!gtk_widget_get_visible (from))
    return NULL;
  if (GTK_IS_TEXT (from) && gtk_widget_is_sensitive (from))
    return GTK_EDITABLE (from);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_field (child);
  return found;
}

/* A letter in a menu chooses the item that it is underlined in. */
static gboolean
choose_by_letter (GtkWidget *from,
                  guint      keyval)
{
  if (!gtk_widget_get_mapped (from))
    return FALSE;
  if (GTK_IS_LABEL (from) && gdk_keyval_to_lower (gtk_label_get_mnemonic_keyval (GTK_LABEL (from))) == keyval)
    return gtk_widget_mnemonic_activate (from, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (choose_by_letter (child, keyval))
      return TRUE;
  return FALSE;
}

/* Where typing belongs while a popover asks something: its field, or its menu. */
static GtkEditable *
field_for_popover (FoyerScanReader *self,
                   GtkWidget       *popover,
                   const char      *text)
{
  GtkEditable *field = find_field (popover);

  if (field != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (field));
      gtk_editable_select_region (field, -1, -1);
    }
  else if (g_utf8_strlen (text, 2) == 1)
    {
      choose_by_letter (popover, gdk_keyval_to_lower (gdk_unicode_to_keyval (g_utf8_get_char (text))));
    }
  return field;
}

/* What was held back goes into the field that has the focus, where it was meant to go, else to whoever listens. */
static void
give_typed (FoyerScanReader *self,
            const char      *text,
            gboolean         paused)
{
  GtkEditable *field = focused_field (self);
  GtkWidget *popover = focused_popover (self);
  int position;

  if (field == NULL && g_str_equal (text, " ") && gtk_window_get_focus (self->window) != NULL)
    {
      gtk_widget_activate (gtk_window_get_focus (self->window)); /* the space that presses a button */
      return;
    }
  if (field == NULL && popover != NULL)
    {
      field = field_for_popover (self, popover, text);
      if (field == NULL)
        return;
    }
  if (field == NULL)
    {
      g_signal_emit (self, signals[TYPED], 0, text, paused);
      return;
    }
  gtk_editable_delete_selection (field);
  position = gtk_editable_get_position (field);
  gtk_editable_insert_text (field, text, -1, &position);
  gtk_editable_set_position (field, position);
}

static void
apply (FoyerScanReader  *self,
       FoyerScanOutcome *outcome,
       gboolean          paused)
{
  if (outcome->take_back)
    take_back (self);
  if (outcome->typed != NULL)
    give_typed (self, outcome->typed, paused);
  if (outcome->mark)
    mark_field (self);
  if (outcome->scan == NULL)
    return;
  close_popovers (self);
  g_signal_emit (self, signals[SCANNED], 0, outcome->scan, outcome->scan_us);
}

static gboolean
pause_cb (gpointer data)
{
  FoyerScanReader *self = data;
  g_auto (FoyerScanOutcome) outcome = { 0 };

  self->pause_source = 0;
  foyer_scan_machine_pause (self->machine, &outcome);
  apply (self, &outcome, TRUE);
  return G_SOURCE_REMOVE;
}

/* Below the priority of events: keys that already wait are read before the pause is believed. */
static void
expect_pause (FoyerScanReader *self)
{
  g_clear_handle_id (&self->pause_source, g_source_remove);
  if (foyer_scan_machine_is_busy (self->machine))
    self->pause_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, FOYER_SCAN_PAUSE, pause_cb, self, NULL);
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R)
         || (keyval >= GDK_KEY_ISO_Lock && keyval <= GDK_KEY_ISO_Last_Group_Lock)
         || keyval == GDK_KEY_Mode_switch || keyval == GDK_KEY_Num_Lock;
}

static gboolean
is_end (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter
         || keyval == GDK_KEY_Tab || keyval == GDK_KEY_KP_Tab || keyval == GDK_KEY_Linefeed;
}

static gboolean
is_dead (guint keyval)
{
  return (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_greek) || keyval == GDK_KEY_Multi_key;
}

static FoyerScanKey
read_key (guint           keyval,
          guint           keycode,
          GdkModifierType state)
{
  const GdkModifierType commands = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK;
  FoyerScanKey key = { .kind = FOYER_KEY_OTHER };
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (is_modifier (keyval))
    key.kind = FOYER_KEY_MODIFIER;
  else if (is_end (keyval) && (state & commands) == 0)
    key.kind = FOYER_KEY_END;
  else if ((state & commands) != 0)
    key.kind = FOYER_KEY_COMMAND;
  else if (g_unichar_isprint (letter) || is_dead (keyval))
    key.kind = FOYER_KEY_CHARACTER;
  if (key.kind == FOYER_KEY_CHARACTER)
    {
      key.typed = g_unichar_isprint (letter) ? letter : 0;
      key.us = foyer_us_keyboard_read (keycode, (state & GDK_SHIFT_MASK) != 0);
    }
  return key;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                FoyerScanReader       *self)
{
  guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));

  return foyer_scan_reader_press (self, keyval, keycode, state, time);
}

/* In the capture phase, before any widget, shortcut or input method sees the key. */
static void
listen_to (FoyerScanReader *self,
           GtkWidget       *widget)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (widget, controller);
  g_object_set_data (G_OBJECT (widget), "foyer-scan-reader", self);
}

/* The keys of a popover pass its window by, so that each is listened to from when it first has the focus. */
static void
focus_moved_cb (FoyerScanReader *self)
{
  GtkWidget *popover = focused_popover (self);

  if (popover != NULL && g_object_get_data (G_OBJECT (popover), "foyer-scan-reader") != self)
    listen_to (self, popover);
}

static void
foyer_scan_reader_finalize (GObject *object)
{
  FoyerScanReader *self = FOYER_SCAN_READER (object);

  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->field);
  g_clear_pointer (&self->machine, foyer_scan_machine_free);
  g_free (self->field_text);
  G_OBJECT_CLASS (foyer_scan_reader_parent_class)->finalize (object);
}

static void
foyer_scan_reader_class_init (FoyerScanReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_scan_reader_finalize;

  signals[SCANNED] = g_signal_new ("scanned", FOYER_TYPE_SCAN_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[TYPED] = g_signal_new ("typed", FOYER_TYPE_SCAN_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
foyer_scan_reader_init (FoyerScanReader *self)
{
  self->machine = foyer_scan_machine_new ();
}

FoyerScanReader *
foyer_scan_reader_new (GtkWindow *window)
{
  FoyerScanReader *self = g_object_new (FOYER_TYPE_SCAN_READER, NULL);

  listen_to (self, GTK_WIDGET (window));
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->window, window);
  return self;
}

/* A key press; TRUE when it must not go on. The window's own controller calls this, and so may a test. time 0 is now. */
gboolean
foyer_scan_reader_press (FoyerScanReader *self,
                         guint            keyval,
                         guint            keycode,
                         GdkModifierType  state,
                         guint32          time)
{
  g_auto (FoyerScanOutcome) outcome = { 0 };
  FoyerScanKey key;

  g_return_val_if_fail (FOYER_IS_SCAN_READER (self), FALSE);

  key = read_key (keyval, keycode, state);
  key.time = time != 0 ? time : g_get_monotonic_time () / 1000;
  key.in_text = focused_field (self) != NULL;
  foyer_scan_machine_press (self->machine, &key, &outcome);
  apply (self, &outcome, FALSE);
  expect_pause (self);
  return outcome.swallow;
}
