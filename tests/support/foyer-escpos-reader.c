/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-escpos-reader.h"

#include <string.h>

#include "foyer-receipt-text.h"

typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         at;
  char        **error;
  GPtrArray    *items;
  GString      *line;
  EscposItem    style;    /* as it is set now */
  EscposItem    seen;     /* on this line */
  char         *code;     /* stored, not printed */
  guint         module;
  char          level;
  gboolean      has_page; /* code page 858 is chosen */
} Reader;

static void
free_item (gpointer data)
{
  EscposItem *item = data;

  g_free (item->text);
  g_clear_pointer (&item->bits, g_bytes_unref);
  g_free (item);
}

static gboolean
fail (Reader *self, const char *what)
{
  if (*self->error == NULL)
    *self->error = g_strdup_printf ("%s at byte %" G_GSIZE_FORMAT, what, self->at);
  return FALSE;
}

static gboolean
take (Reader *self, guint8 *byte)
{
  if (self->at >= self->length)
    return fail (self, "The end comes too early");
  *byte = self->bytes[self->at++];
  return TRUE;
}

static EscposItem *
add (Reader *self, EscposKind kind)
{
  EscposItem *item = g_new0 (EscposItem, 1);

  item->kind = kind;
  g_ptr_array_add (self->items, item);
  return item;
}

static void
end_line (Reader *self)
{
  EscposItem *item = add (self, ESCPOS_LINE);

  *item = self->seen;
  item->kind = ESCPOS_LINE;
  item->text = g_string_free (self->line, FALSE);
  self->line = g_string_new (NULL);
  self->seen = (EscposItem){ 0 };
}

static void
print_letter (Reader *self, guint8 byte)
{
  g_string_append_unichar (self->line, foyer_receipt_text_decode (byte));
  self->seen.cells += self->style.is_double ? 2 : 1;
  self->seen.is_bold |= self->style.is_bold;
  self->seen.is_double |= self->style.is_double;
  self->seen.is_inverse |= self->style.is_inverse;
}

static gboolean
read_escape (Reader *self)
{
  guint8 command, n, on, off;

  if (!take (self, &command))
    return FALSE;
  switch (command)
    {
    case '@':
      self->style = (EscposItem){ 0 };
      self->has_page = FALSE;
      return TRUE;
    case '2':
      return TRUE;
    case 't':
      self->has_page = take (self, &n) && n == 19;
      return self->has_page || fail (self, "Another code page");
    case 'E':
      if (!take (self, &n) || n > 1)
        return fail (self, "Not bold");
      self->style.is_bold = n;
      return TRUE;
    case 'a':
      return (take (self, &n) && n <= 2) || fail (self, "Not aligned");
    case 'p':
      if (!take (self, &n) || n > 1 || !take (self, &on) || !take (self, &off))
        return fail (self, "Not a kick");
      add (self, ESCPOS_KICK)->pin = n == 0 ? 2 : 5;
      return TRUE;
    default:
      return fail (self, "Unknown after ESC");
    }
}

/* At once, before all that waits to be printed. */
static gboolean
read_at_once (Reader *self)
{
  guint8 command, function, pin, time;

  if (!take (self, &command) || command != 0x14 || !take (self, &function) || function != 1
      || !take (self, &pin) || pin > 1 || !take (self, &time) || time < 1 || time > 8)
    return fail (self, "Unknown after DLE");
  add (self, ESCPOS_KICK)->pin = pin == 0 ? 2 : 5;
  return TRUE;
}

static gboolean
read_code (Reader *self)
{
  guint8 low, high;
  const guint8 *data;
  guint length;

  if (!take (self, &low) || !take (self, &high))
    return FALSE;
  length = low + 256 * high;
  if (length < 3 || self->at + length > self->length)
    return fail (self, "A code is cut off");
  data = self->bytes + self->at;
  self->at += length;
  if (data[0] != '1')
    return fail (self, "Not a QR code");
  switch (data[1])
    {
    case 'A':
      return (length == 4 && data[2] == '2') || fail (self, "Not model 2");
    case 'C':
      self->module = data[2];
      return length == 3 || fail (self, "Not a module");
    case 'E':
      self->level = "LMQH"[(data[2] - '0') & 3];
      return length == 3 || fail (self, "Not a level");
    case 'P':
      g_free (self->code);
      self->code = g_strndup ((const char *) data + 3, length - 3);
      return TRUE;
    case 'Q':
      if (length != 3 || self->code == NULL)
        return fail (self, "No code to print");
      {
        EscposItem *item = add (self, ESCPOS_QR);

        item->text = g_strdup (self->code);
        item->width = self->module;
        item->level = self->level;
      }
      return TRUE;
    default:
      return fail (self, "Unknown of codes");
    }
}

static gboolean
read_raster (Reader *self)
{
  guint8 head[6];
  EscposItem *item;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    if (!take (self, &head[i]))
      return FALSE;
  length = (gsize) (head[2] + 256 * head[3]) * (head[4] + 256 * head[5]);
  if (head[0] != '0' || head[1] != 0 || length == 0 || self->at + length > self->length)
    return fail (self, "Not a picture");
  item = add (self, ESCPOS_RASTER);
  item->width = (head[2] + 256 * head[3]) * 8;
  item->height = head[4] + 256 * head[5];
  item->bits = g_bytes_new (self->bytes + self->at, length);
  self->at += length;
  return TRUE;
}

static gboolean
read_group (Reader *self)
{
  guint8 command, n, feed;

  if (!take (self, &command))
    return FALSE;
  switch (command)
    {
    case '!':
      if (!take (self, &n) || (n != 0 && n != 0x11))
        return fail (self, "Another size");
      self->style.is_double = n == 0x11;
      return TRUE;
    case 'B':
      if (!take (self, &n) || n > 1)
        return fail (self, "Not inverse");
      self->style.is_inverse = n;
      return TRUE;
    case 'V':
      if (!take (self, &n) || n != 'B' || !take (self, &feed))
        return fail (self, "Another cut");
      add (self, ESCPOS_CUT);
      return TRUE;
    case 'v':
      return read_raster (self);
    case '(':
      return (take (self, &n) && n == 'k' && read_code (self)) || fail (self, "Unknown after GS (");
    default:
      return fail (self, "Unknown after GS");
    }
}

static gboolean
read_one (Reader *self)
{
  guint8 byte;

  if (!take (self, &byte))
    return FALSE;
  if (byte == '\n')
    {
      end_line (self);
      return TRUE;
    }
  if (byte == 0x10)
    return read_at_once (self);
  if (byte == 0x1b || byte == 0x1d)
    {
      if (self->line->len > 0 && byte == 0x1d && self->at < self->length
          && strchr ("vV(", self->bytes[self->at]) != NULL)
        return fail (self, "A line has no end");
      return byte == 0x1b ? read_escape (self) : read_group (self);
    }
  if (foyer_receipt_text_decode (byte) == 0)
    return fail (self, "A control character");
  if (!self->has_page)
    return fail (self, "Text without a code page");
  print_letter (self, byte);
  return TRUE;
}

GPtrArray *
foyer_escpos_read (GBytes *bytes, char **error)
{
  Reader self = { .error = error };
  gboolean is_good = TRUE;

  *error = NULL;
  self.bytes = g_bytes_get_data (bytes, &self.length);
  self.items = g_ptr_array_new_with_free_func (free_item);
  self.line = g_string_new (NULL);
  while (is_good && self.at < self.length)
    is_good = read_one (&self);
  if (is_good && self.line->len > 0)
    is_good = fail (&self, "The last line has no end");
  g_string_free (self.line, TRUE);
  g_free (self.code);
  if (is_good)
    return self.items;
  g_ptr_array_unref (self.items);
  return NULL;
}
