/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-print-targets.h"

#include "foyer-badge-printer.h"

#define QUEUE "queue:"

struct _FoyerPrintTargets
{
  GSettings *settings;  /* (owned) (nullable) */
  GHashTable *printers; /* (owned) of target to FoyerReceiptPrinter */
};

FoyerPrintTargets *
foyer_print_targets_new (void)
{
  FoyerPrintTargets *self = g_new0 (FoyerPrintTargets, 1);

  self->printers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
foyer_print_targets_free (FoyerPrintTargets *self)
{
  g_clear_object (&self->settings);
  g_hash_table_unref (self->printers);
  g_free (self);
}

void
foyer_print_targets_set_settings (FoyerPrintTargets *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
}

GSettings *
foyer_print_targets_get_settings (FoyerPrintTargets *self)
{
  return self->settings;
}

static gboolean
is_child (const char *target)
{
  return g_strcmp0 (target, FOYER_PRINT_RECEIPT_PRINTER) == 0 ||
         g_strcmp0 (target, FOYER_PRINT_TICKET_PRINTER) == 0;
}

FoyerPrinterSetup *
foyer_print_targets_load_setup (FoyerPrintTargets *self, const char *target)
{
  g_autoptr (GSettings) child = NULL;
  FoyerPrinterSetup *setup = NULL;

  if (is_child (target) && self->settings != NULL)
    {
      child = g_settings_get_child (self->settings, target);
      return foyer_printer_setup_load (child);
    }
  if (target != NULL && !is_child (target))
    setup = foyer_printer_setup_new (target, NULL);
  if (setup == NULL)
    return foyer_printer_setup_new ("", NULL);
  /* Any queue of the system prints sheets; what it does with a roll nobody knows. */
  if (setup->target->kind == FOYER_PRINTER_QUEUE)
    setup->paper = FOYER_PAPER_A4;
  return setup;
}

static gboolean
is_same_setup (const FoyerPrinterSetup *a, const FoyerPrinterSetup *b)
{
  g_autofree char *a_text = foyer_printer_target_to_text (a->target);
  g_autofree char *b_text = foyer_printer_target_to_text (b->target);

  return g_str_equal (a_text, b_text) && a->paper == b->paper && a->columns == b->columns &&
         a->escpos.drawer == b->escpos.drawer && a->escpos.has_cutter == b->escpos.has_cutter &&
         a->escpos.draws_codes == b->escpos.draws_codes;
}

FoyerReceiptPrinter *
foyer_print_targets_ref_printer (FoyerPrintTargets *self, const char *target)
{
  g_autoptr (FoyerPrinterSetup) setup = foyer_print_targets_load_setup (self, target);
  g_autofree char *key = foyer_printer_target_to_text (setup->target);
  FoyerReceiptPrinter *printer = g_hash_table_lookup (self->printers, key);

  if (printer == NULL || !is_same_setup (foyer_receipt_printer_get_setup (printer), setup))
    {
      printer = foyer_receipt_printer_new (setup);
      g_hash_table_replace (self->printers, g_steal_pointer (&key), printer);
    }
  return g_object_ref (printer);
}

static gboolean
is_set_up (FoyerPrintTargets *self, const char *target)
{
  g_autoptr (FoyerPrinterSetup) setup = foyer_print_targets_load_setup (self, target);

  return setup->target->kind != FOYER_PRINTER_NONE;
}

char *
foyer_print_targets_dup_queue (FoyerPrintTargets *self, const char *target)
{
  if (target != NULL && g_str_has_prefix (target, QUEUE))
    return g_strdup (target + strlen (QUEUE));
  return self->settings != NULL ? foyer_badge_printer_dup_queue (self->settings) : NULL;
}

const char *
foyer_print_targets_find (FoyerPrintTargets *self, FoyerPrintKind kind)
{
  if (kind == FOYER_PRINT_BADGE)
    {
      g_autofree char *queue = foyer_print_targets_dup_queue (self, NULL);

      return queue != NULL ? FOYER_PRINT_BADGE_PRINTER : NULL;
    }
  if (kind == FOYER_PRINT_TICKETS && is_set_up (self, FOYER_PRINT_TICKET_PRINTER))
    return FOYER_PRINT_TICKET_PRINTER;
  return is_set_up (self, FOYER_PRINT_RECEIPT_PRINTER) ? FOYER_PRINT_RECEIPT_PRINTER : NULL;
}
