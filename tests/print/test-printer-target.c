/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-printer-target.h"

static const struct
{
  const char      *text;
  FoyerPrinterKind kind;
  const char      *name;
  guint            port;
  guint            baud;
  const char      *written; /* NULL: the same */
} targets[] = {
  { "", FOYER_PRINTER_NONE, NULL, 0, 0, NULL },
  { "queue:Epson TM-T20", FOYER_PRINTER_QUEUE, "Epson TM-T20", 0, 0, NULL },
  { "device:/dev/usb/lp0", FOYER_PRINTER_DEVICE, "/dev/usb/lp0", 0, 0, NULL },
  { "/dev/usb/lp0", FOYER_PRINTER_DEVICE, "/dev/usb/lp0", 0, 0, "device:/dev/usb/lp0" },
  { "device:/dev/ttyUSB0,19200", FOYER_PRINTER_DEVICE, "/dev/ttyUSB0", 0, 19200, NULL },
  { "device:/tmp/a,b", FOYER_PRINTER_DEVICE, "/tmp/a,b", 0, 0, NULL },
  { "network:192.168.1.20", FOYER_PRINTER_NETWORK, "192.168.1.20", 9100, 0, NULL },
  { "network:printer.local:9101", FOYER_PRINTER_NETWORK, "printer.local", 9101, 0, NULL },
  { "network: printer.local ", FOYER_PRINTER_NETWORK, "printer.local", 9100, 0, "network:printer.local" },
  { "network:[fe80::1]:9101", FOYER_PRINTER_NETWORK, "fe80::1", 9101, 0, NULL },
};

static void
test_reads (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerPrinterTarget) target = foyer_printer_target_parse (targets[i].text, &error);
      g_autoptr (FoyerPrinterTarget) copy = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      copy = foyer_printer_target_copy (target);
      text = foyer_printer_target_to_text (copy);
      g_assert_cmpint (copy->kind, ==, targets[i].kind);
      g_assert_cmpstr (copy->name, ==, targets[i].name);
      g_assert_cmpuint (copy->port, ==, targets[i].port);
      g_assert_cmpuint (copy->baud, ==, targets[i].baud);
      g_assert_cmpstr (text, ==, targets[i].written != NULL ? targets[i].written : targets[i].text);
    }
}

static void
test_refuses (void)
{
  static const char *const bad[]
      = { "queue:",         "queue:a/b",       "queue:../../admin", "device:",
          "device:lp0",     "device:/dev/ttyS0,123", "network:",    "network:host:0",
          "network:host:x", "network:a b",     "network:http://host/", "printer",
          "ftp:host",       "device:/dev/ttyS0,99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerPrinterTarget) target = foyer_printer_target_parse (bad[i], &error);

      g_test_message ("%s: %s", bad[i], error != NULL ? error->message : "taken");
      g_assert_null (target);
      g_assert_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID);
    }
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_printer_target_new (FOYER_PRINTER_QUEUE, text, &error));
  g_assert_error (error, FOYER_PRINTER_ERROR, FOYER_PRINTER_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/printer-target/reads", test_reads);
  g_test_add_func ("/printer-target/refuses", test_refuses);
  g_test_add_func ("/printer-target/too-long", test_too_long);

  return g_test_run ();
}
