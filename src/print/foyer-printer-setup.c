/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-setup.h"

/**
 * foyer_printer_setup_new:
 * @target: as of foyer_printer_target_to_text()
 * @error: return location, %FOYER_PRINTER_ERROR_INVALID with a sentence
 *
 * Returns: (transfer full): a printer with a roll of 80 mm and a cutter, as most are, and without a drawer
 */
FoyerPrinterSetup *
foyer_printer_setup_new (const char *target, GError **error)
{
  FoyerPrinterTarget *parsed = foyer_printer_target_parse (target, error);
  FoyerPrinterSetup *self;

  if (parsed == NULL)
    return NULL;
  self = g_new0 (FoyerPrinterSetup, 1);
  self->target = parsed;
  self->paper = FOYER_PAPER_ROLL_80;
  self->escpos.has_cutter = TRUE;
  return self;
}

/**
 * foyer_printer_setup_load:
 * @settings: of the schema io.github.foyerapp.Foyer.Printer
 *
 * Reads what a person chose. What makes no sense any more counts as no printer.
 *
 * Returns: (transfer full): the printer
 */
FoyerPrinterSetup *
foyer_printer_setup_load (GSettings *settings)
{
  g_autofree char *target = NULL;
  FoyerPrinterSetup *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  target = g_settings_get_string (settings, "target");
  self = foyer_printer_setup_new (target, NULL);
  if (self == NULL)
    self = foyer_printer_setup_new ("", NULL);
  self->paper = g_settings_get_enum (settings, "paper");
  self->columns = g_settings_get_uint (settings, "columns");
  self->escpos.drawer = g_settings_get_enum (settings, "drawer");
  self->escpos.has_cutter = g_settings_get_boolean (settings, "cutter");
  self->escpos.draws_codes = g_settings_get_boolean (settings, "draw-codes");
  /* only a queue of the system prints on sheets */
  if (self->target->kind != FOYER_PRINTER_QUEUE && foyer_receipt_paper_get_columns (self->paper) == 0)
    self->paper = FOYER_PAPER_ROLL_80;
  return self;
}

/**
 * foyer_printer_setup_copy:
 * @self: a printer
 *
 * Returns: (transfer full): the same
 */
FoyerPrinterSetup *
foyer_printer_setup_copy (const FoyerPrinterSetup *self)
{
  FoyerPrinterSetup *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->target = foyer_printer_target_copy (self->target);
  return copy;
}

/**
 * foyer_printer_setup_free:
 * @self: (transfer full) (nullable): a printer
 */
void
foyer_printer_setup_free (FoyerPrinterSetup *self)
{
  if (self == NULL)
    return;

  foyer_printer_target_free (self->target);
  g_free (self);
}
