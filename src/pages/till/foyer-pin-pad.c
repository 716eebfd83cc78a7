/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-pin-pad.h"

#include "foyer-cashier.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

struct _FoyerPinPad
{
  GtkWidget parent_instance;

  GtkLabel *dots;
  GtkLabel *problem;
  GtkWidget *grid;

  char pin[FOYER_PIN_MAX + 1];
  gboolean is_busy;        /* a PIN is being checked: what is typed meanwhile is the next one */
  gboolean is_enter_typed; /* of the next one */
};

G_DEFINE_FINAL_TYPE (FoyerPinPad, foyer_pin_pad, GTK_TYPE_WIDGET)

enum
{
  ENTERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_state (FoyerPinPad *self)
{
  guint n = strlen (self->pin);
  g_autoptr (GString) dots = g_string_new (NULL);
  g_autofree char *words =
      g_strdup_printf (ngettext ("PIN, %u digit typed", "PIN, %u digits typed", n), n);

  for (guint i = 0; i < MAX (n, FOYER_PIN_MIN); i++)
    g_string_append (dots, i < n ? "●" : "○");
  gtk_label_set_label (self->dots, dots->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dots), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  if (self->is_busy)
    gtk_widget_add_css_class (GTK_WIDGET (self->dots), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->dots), "dim-label");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pin.enter",
                                 n >= FOYER_PIN_MIN && !self->is_enter_typed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pin.erase", n > 0 && !self->is_enter_typed);
}

static void
type_digit (FoyerPinPad *self, char digit)
{
  guint n = strlen (self->pin);

  if (self->is_enter_typed || n == FOYER_PIN_MAX)
    return;
  self->pin[n] = digit;
  self->pin[n + 1] = '\0';
  foyer_pin_pad_set_problem (self, NULL);
  show_state (self);
}

static void
type_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);

  if (g_ascii_isdigit (*text))
    type_digit (FOYER_PIN_PAD (widget), *text);
}

static void
erase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPinPad *self = FOYER_PIN_PAD (widget);

  self->pin[strlen (self->pin) - 1] = '\0';
  show_state (self);
}

static void
enter (FoyerPinPad *self)
{
  g_autofree char *pin = g_strdup (self->pin);

  foyer_pin_pad_clear (self);
  g_signal_emit (self, signals[ENTERED], 0, pin);
  sodium_memzero (pin, strlen (pin));
}

static void
enter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPinPad *self = FOYER_PIN_PAD (widget);

  if (!self->is_busy)
    {
      enter (self);
      return;
    }
  self->is_enter_typed = TRUE;
  show_state (self);
}

/* Wherever the focus is among the keys: a digit is a digit, of any script and of either block of
 * keys. */
static gboolean
key_cb (FoyerPinPad *self, guint keyval, guint keycode, GdkModifierType state)
{
  gunichar character = gdk_keyval_to_unicode (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (g_unichar_isdigit (character))
    type_digit (self, '0' + g_unichar_digit_value (character));
  else if (keyval == GDK_KEY_BackSpace)
    gtk_widget_activate_action (GTK_WIDGET (self), "pin.erase", NULL);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter)
    gtk_widget_activate_action (GTK_WIDGET (self), "pin.enter", NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
foyer_pin_pad_dispose (GObject *object)
{
  FoyerPinPad *self = FOYER_PIN_PAD (object);

  sodium_memzero (self->pin, sizeof self->pin);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (foyer_pin_pad_parent_class)->dispose (object);
}

static void
foyer_pin_pad_class_init (FoyerPinPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_pin_pad_dispose;
  signals[ENTERED] = g_signal_new ("entered", FOYER_TYPE_PIN_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/foyerapp/Foyer/till/foyer-pin-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPinPad, dots);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinPad, problem);
  gtk_widget_class_bind_template_child (widget_class, FoyerPinPad, grid);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_install_action (widget_class, "pin.type", "s", type_action);
  gtk_widget_class_install_action (widget_class, "pin.erase", NULL, erase_action);
  gtk_widget_class_install_action (widget_class, "pin.enter", NULL, enter_action);
}

static void
foyer_pin_pad_init (FoyerPinPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Keys have the same places everywhere. */
  gtk_widget_set_direction (self->grid, GTK_TEXT_DIR_LTR);
  show_state (self);
}

GtkWidget *
foyer_pin_pad_new (void)
{
  return g_object_new (FOYER_TYPE_PIN_PAD, NULL);
}

void
foyer_pin_pad_clear (FoyerPinPad *self)
{
  g_return_if_fail (FOYER_IS_PIN_PAD (self));

  sodium_memzero (self->pin, sizeof self->pin);
  self->is_enter_typed = FALSE;
  show_state (self);
}

void
foyer_pin_pad_set_problem (FoyerPinPad *self, const char *problem)
{
  g_return_if_fail (FOYER_IS_PIN_PAD (self));

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
}

void
foyer_pin_pad_set_busy (FoyerPinPad *self, gboolean is_busy)
{
  g_return_if_fail (FOYER_IS_PIN_PAD (self));

  self->is_busy = is_busy;
  if (!is_busy && self->is_enter_typed)
    enter (self);
  else
    show_state (self);
}
