/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-image-header.h"

#include <string.h>

/* By their first bytes; “?” is any byte. */
static const struct
{
  const char *magic;
  gsize length;
  FoyerImageFormat format;
  const char *name;
} formats[] = {
  { "\xff\xd8\xff", 3, FOYER_IMAGE_JPEG, "JPEG" },
  { "\x89PNG\r\n\x1a\n", 8, FOYER_IMAGE_PNG, "PNG" },
  { "RIFF????WEBP", 12, FOYER_IMAGE_WEBP, "WebP" },
  { "GIF8", 4, FOYER_IMAGE_OTHER, "GIF" },
  { "????ftypheic", 12, FOYER_IMAGE_OTHER, "HEIC" },
  { "????ftypheix", 12, FOYER_IMAGE_OTHER, "HEIC" },
  { "????ftypmif1", 12, FOYER_IMAGE_OTHER, "HEIC" },
  { "????ftypavif", 12, FOYER_IMAGE_OTHER, "AVIF" },
  { "II*\0", 4, FOYER_IMAGE_OTHER, "TIFF" },
  { "MM\0*", 4, FOYER_IMAGE_OTHER, "TIFF" },
  { "8BPS", 4, FOYER_IMAGE_OTHER, "Photoshop" },
  { "%PDF", 4, FOYER_IMAGE_OTHER, "PDF" },
  { "BM????\0\0\0\0", 10, FOYER_IMAGE_OTHER, "BMP" },
};

static gboolean
matches (const guint8 *bytes, gsize n_bytes, const char *magic, gsize length)
{
  if (n_bytes < length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (magic[i] != '?' && (guint8) magic[i] != bytes[i])
      return FALSE;
  return TRUE;
}

static guint
read_16 (const guint8 *bytes)
{
  return bytes[0] << 8 | bytes[1];
}

static guint32
read_32 (const guint8 *bytes)
{
  return (guint32) read_16 (bytes) << 16 | read_16 (bytes + 2);
}

/* Chunks: length, type, that many bytes, checksum. */
static void
read_png (const guint8 *bytes, gsize n_bytes, FoyerImageHeader *header)
{
  gsize at = 8;

  while (n_bytes - at >= 12)
    {
      gsize length = read_32 (bytes + at);

      if (memcmp (bytes + at + 4, "IHDR", 4) == 0 && length >= 8 && n_bytes - at >= 16)
        {
          header->width = read_32 (bytes + at + 8);
          header->height = read_32 (bytes + at + 12);
        }
      if (memcmp (bytes + at + 4, "IEND", 4) == 0)
        header->is_complete = TRUE;
      if (header->is_complete || length > n_bytes - at - 12)
        return;
      at += length + 12;
    }
}

static gboolean
tells_size (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Segments: 0xff, marker, length with itself, bytes; after “start of scan” comes data, in which
 * 0xff 0xd9 can only be the end. */
static void
read_jpeg (const guint8 *bytes, gsize n_bytes, FoyerImageHeader *header)
{
  gsize at = 2;

  while (n_bytes - at >= 4)
    {
      guint8 marker = bytes[at + 1];
      gsize length = read_16 (bytes + at + 2);

      if (bytes[at] != 0xff)
        return;
      if (marker == 0xff) /* filling */
        {
          at++;
          continue;
        }
      if (tells_size (marker) && n_bytes - at >= 9)
        {
          header->height = read_16 (bytes + at + 5);
          header->width = read_16 (bytes + at + 7);
        }
      if (marker == 0xda)
        break;
      if (length < 2 || length + 2 > n_bytes - at)
        return;
      at += length + 2;
    }
  for (gsize i = at; i + 1 < n_bytes; i++)
    if (bytes[i] == 0xff && bytes[i + 1] == 0xd9)
      header->is_complete = TRUE;
}

static guint
read_24_little (const guint8 *bytes)
{
  return bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}

static void
read_webp (const guint8 *bytes, gsize n_bytes, FoyerImageHeader *header)
{
  if (n_bytes < 30)
    return;
  header->is_complete =
      (bytes[4] | bytes[5] << 8 | bytes[6] << 16 | (gsize) bytes[7] << 24) <= n_bytes - 8;
  if (memcmp (bytes + 12, "VP8X", 4) == 0)
    {
      header->width = read_24_little (bytes + 24) + 1;
      header->height = read_24_little (bytes + 27) + 1;
    }
  else if (memcmp (bytes + 12, "VP8 ", 4) == 0)
    {
      header->width = (bytes[26] | bytes[27] << 8) & 0x3fff;
      header->height = (bytes[28] | bytes[29] << 8) & 0x3fff;
    }
  else if (memcmp (bytes + 12, "VP8L", 4) == 0)
    {
      guint32 bits = bytes[21] | bytes[22] << 8 | bytes[23] << 16 | (guint32) bytes[24] << 24;

      header->width = (bits & 0x3fff) + 1;
      header->height = (bits >> 14 & 0x3fff) + 1;
    }
}

/**
 * foyer_image_header_read:
 * @bytes: a file that may be a picture, or anything
 * @n_bytes: how many
 * @header: (out): what it says
 */
void
foyer_image_header_read (const guint8 *bytes, gsize n_bytes, FoyerImageHeader *header)
{
  *header = (FoyerImageHeader){ 0 };
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (matches (bytes, n_bytes, formats[i].magic, formats[i].length))
      {
        header->format = formats[i].format;
        header->name = formats[i].name;
        break;
      }
  switch (header->format)
    {
    case FOYER_IMAGE_JPEG:
      read_jpeg (bytes, n_bytes, header);
      break;
    case FOYER_IMAGE_PNG:
      read_png (bytes, n_bytes, header);
      break;
    case FOYER_IMAGE_WEBP:
      read_webp (bytes, n_bytes, header);
      break;
    default:
      break;
    }
}
