/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The US keyboard by key position.
 *
 * A wedge scanner is a keyboard that sends positions (HID usages), and nearly all are set to the US layout when they leave
 * the factory. On a desk with a German or French layout the letters then come out wrong: Y for Z, ß for -, a dead key for +.
 * The position is still known: GTK's hardware keycode is the kernel's code (linux/input-event-codes.h) plus 8 on X11 and on
 * Wayland alike. So each key is read twice, and the reading that names a ticket is taken. */

#include "foyer-scan-machine.h"

typedef struct
{
  guint       first; /* hardware keycode of the first */
  const char *plain;
  const char *shifted;
} KeyRow;

static const KeyRow rows[] = {
  { 10, "1234567890-=", "!@#$%^&*()_+" },
  { 24, "qwertyuiop[]", "QWERTYUIOP{}" },
  { 38, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
  { 51, "\\zxcvbnm,./", "|ZXCVBNM<>?" },
  { 63, "*", "*" },
  { 65, " ", " " },
  { 79, "789-456+1230.", "789-456+1230." }, /* the keypad, for scanners that type numbers there */
  { 94, "<", ">" },
  { 106, "/", "/" },
};

gunichar
foyer_us_keyboard_read (guint    keycode,
                        gboolean shift)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n = 0;

      while (rows[i].plain[n] != '\0')
        n++;
      if (keycode >= rows[i].first && keycode < rows[i].first + n)
        return (guchar) (shift ? rows[i].shifted : rows[i].plain)[keycode - rows[i].first];
    }
  return 0;
}
