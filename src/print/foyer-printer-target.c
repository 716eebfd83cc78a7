/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-target.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME 512

static const char *const prefixes[FOYER_N_PRINTER_KINDS] = { "", "queue:", "device:", "network:" };
static const guint bauds[] = { 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 };

G_DEFINE_QUARK (foyer-printer-error-quark, foyer_printer_error)

/* A number at the end of a device's path, after a comma, is the speed of its line. */
static gboolean
take_baud (FoyerPrinterTarget *self, GError **error)
{
  char *comma = strrchr (self->name, ',');
  guint64 baud;

  if (comma == NULL || !g_ascii_isdigit (comma[1]))
    return TRUE;
  if (g_ascii_string_to_unsigned (comma + 1, 10, 0, G_MAXUINT, &baud, NULL))
    for (guint i = 0; i < G_N_ELEMENTS (bauds); i++)
      if (bauds[i] == baud)
        {
          self->baud = baud;
          *comma = '\0';
          return TRUE;
        }
  g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
               _ ("“%s” is no speed of a serial line: 9600, 19200, 38400 and 115200 are usual."),
               comma + 1);
  return FALSE;
}

static gboolean
take_device (FoyerPrinterTarget *self, const char *address, GError **error)
{
  self->name = g_strdup (address);
  if (!g_path_is_absolute (address))
    {
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
                   _ ("“%s” is no device: write its whole path, such as /dev/usb/lp0."), address);
      return FALSE;
    }
  return take_baud (self, error);
}

static gboolean
take_network (FoyerPrinterTarget *self, const char *address, GError **error)
{
  g_autoptr (GSocketConnectable) place
      = strchr (address, '/') == NULL && strchr (address, ' ') == NULL
            ? g_network_address_parse (address, FOYER_PRINTER_PORT, NULL)
            : NULL;

  if (place == NULL || *g_network_address_get_hostname (G_NETWORK_ADDRESS (place)) == '\0'
      || g_network_address_get_port (G_NETWORK_ADDRESS (place)) == 0)
    {
      g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
                   _ ("“%s” is no address in a network, such as 192.168.1.20 or printer.local."),
                   address);
      return FALSE;
    }
  self->name = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (place)));
  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (place));
  return TRUE;
}

static gboolean
take_queue (FoyerPrinterTarget *self, const char *address, GError **error)
{
  self->name = g_strdup (address);
  if (strpbrk (address, "/#?") == NULL)
    return TRUE;
  g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
               _ ("“%s” is not the name of a print queue."), address);
  return FALSE;
}

static gboolean
take_address (FoyerPrinterTarget *self, const char *address, GError **error)
{
  switch (self->kind)
    {
    case FOYER_PRINTER_QUEUE:
      return take_queue (self, address, error);

    case FOYER_PRINTER_DEVICE:
      return take_device (self, address, error);

    case FOYER_PRINTER_NETWORK:
      return take_network (self, address, error);

    case FOYER_PRINTER_NONE:
    default:
      return TRUE;
    }
}

static const char *
get_question (FoyerPrinterKind kind)
{
  switch (kind)
    {
    case FOYER_PRINTER_QUEUE:
      return _ ("Choose a print queue.");

    case FOYER_PRINTER_DEVICE:
      return _ ("Write the path of the device, such as /dev/usb/lp0.");

    case FOYER_PRINTER_NETWORK:
    case FOYER_PRINTER_NONE:
    default:
      return _ ("Write the address of the printer, such as 192.168.1.20.");
    }
}

/**
 * foyer_printer_target_new:
 * @kind: how the printer is connected
 * @address: its queue, path, or host with or without a port
 * @error: return location, %FOYER_PRINTER_ERROR_INVALID with a sentence
 *
 * Checks what a person wrote.
 *
 * Returns: (transfer full): the target, %NULL with @error set
 */
FoyerPrinterTarget *
foyer_printer_target_new (FoyerPrinterKind kind, const char *address, GError **error)
{
  g_autoptr (FoyerPrinterTarget) self = g_new0 (FoyerPrinterTarget, 1);
  g_autofree char *text = g_strstrip (g_strdup (address != NULL ? address : ""));

  self->kind = kind;
  if (kind == FOYER_PRINTER_NONE)
    return g_steal_pointer (&self);
  if (*text == '\0')
    {
      g_set_error_literal (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
                           get_question (kind));
      return NULL;
    }
  if (strlen (text) > MAX_NAME || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
                           _ ("That is too long for a printer."));
      return NULL;
    }

  return take_address (self, text, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * foyer_printer_target_parse:
 * @text: as of foyer_printer_target_to_text(); a path or a host alone is understood, too
 * @error: return location, %FOYER_PRINTER_ERROR_INVALID with a sentence
 *
 * Returns: (transfer full): the target, %NULL with @error set
 */
FoyerPrinterTarget *
foyer_printer_target_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0')
    return foyer_printer_target_new (FOYER_PRINTER_NONE, NULL, error);
  for (guint kind = FOYER_PRINTER_QUEUE; kind < FOYER_N_PRINTER_KINDS; kind++)
    if (g_str_has_prefix (text, prefixes[kind]))
      return foyer_printer_target_new (kind, text + strlen (prefixes[kind]), error);
  if (g_path_is_absolute (text))
    return foyer_printer_target_new (FOYER_PRINTER_DEVICE, text, error);

  g_set_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID,
               _ ("“%s” is no printer: write queue:NAME, device:/dev/usb/lp0 or network:HOST."), text);
  return NULL;
}

/**
 * foyer_printer_target_copy:
 * @self: a target
 *
 * Returns: (transfer full): the same
 */
FoyerPrinterTarget *
foyer_printer_target_copy (const FoyerPrinterTarget *self)
{
  FoyerPrinterTarget *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  return copy;
}

/**
 * foyer_printer_target_free:
 * @self: (transfer full) (nullable): a target
 */
void
foyer_printer_target_free (FoyerPrinterTarget *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

static char *
dup_address (const FoyerPrinterTarget *self)
{
  if (self->kind == FOYER_PRINTER_DEVICE && self->baud > 0)
    return g_strdup_printf ("%s,%u", self->name, self->baud);
  if (self->kind != FOYER_PRINTER_NETWORK)
    return g_strdup (self->name != NULL ? self->name : "");
  if (self->port == FOYER_PRINTER_PORT)
    return g_strdup (self->name);
  return g_strdup_printf (strchr (self->name, ':') != NULL ? "[%s]:%u" : "%s:%u", self->name,
                          self->port);
}

/**
 * foyer_printer_target_to_text:
 * @self: a target
 *
 * Returns: (transfer full): what foyer_printer_target_parse() reads back
 */
char *
foyer_printer_target_to_text (const FoyerPrinterTarget *self)
{
  g_autofree char *address = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  address = dup_address (self);
  return g_strconcat (prefixes[self->kind], address, NULL);
}

/**
 * foyer_printer_target_describe:
 * @self: a target
 *
 * Returns: (transfer full): its address, for people
 */
char *
foyer_printer_target_describe (const FoyerPrinterTarget *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == FOYER_PRINTER_NONE ? g_strdup (_ ("None")) : dup_address (self);
}
