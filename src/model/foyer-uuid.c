/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-uuid.h"

#include <sodium.h>
#include <string.h>

/* Random bytes are drawn from the kernel in blocks: an import makes 200 000 ids. */
#define POOL_SIZE    1024
#define RANDOM_BYTES 8

/* What keeps ids in order within this process: the last time given out, and unused random bytes. */
static struct
{
  GMutex mutex;
  guint64 last; /* milliseconds << 12 | part of the millisecond */
  guint8 pool[POOL_SIZE];
  gsize n_left;
} source;

/* Call with the mutex held. */
static void
draw_random (guint8 *bytes)
{
  if (source.n_left < RANDOM_BYTES)
    {
      if (sodium_init () < 0)
        g_error ("No source of random numbers");
      randombytes_buf (source.pool, POOL_SIZE);
      source.n_left = POOL_SIZE;
    }
  source.n_left -= RANDOM_BYTES;
  memcpy (bytes, source.pool + source.n_left, RANDOM_BYTES);
  sodium_memzero (source.pool + source.n_left, RANDOM_BYTES);
}

/**
 * foyer_uuid_init_v7:
 * @uuid: (out caller-allocates): the id to fill
 *
 * Makes a new UUID of version 7 (RFC 9562, method 3: the 12 bits after the milliseconds are a finer
 * clock). Each is greater than the one before it within this process, also when the clock steps
 * back. Any thread.
 */
void
foyer_uuid_init_v7 (FoyerUuid *uuid)
{
  gint64 now = g_get_real_time ();
  guint64 stamp = ((guint64) (now / 1000) << 12) | (guint64) ((now % 1000) * 4096 / 1000);

  g_return_if_fail (uuid != NULL);

  g_mutex_lock (&source.mutex);
  if (stamp <= source.last)
    stamp = source.last + 1;
  source.last = stamp;
  draw_random (uuid->bytes + 8);
  g_mutex_unlock (&source.mutex);

  for (guint i = 0; i < 6; i++)
    uuid->bytes[i] = (guint8) (stamp >> (52 - 8 * i));
  uuid->bytes[6] = (guint8) (0x70 | ((stamp >> 8) & 0x0f));
  uuid->bytes[7] = (guint8) stamp;
  uuid->bytes[8] = (uuid->bytes[8] & 0x3f) | 0x80;
}

/**
 * foyer_uuid_parse:
 * @text: (nullable): 36 characters, in either case
 * @uuid: (out caller-allocates): where to put it
 *
 * Returns: %FALSE when @text is no UUID; @uuid is then nil
 */
gboolean
foyer_uuid_parse (const char *text, FoyerUuid *uuid)
{
  guint n = 0;

  g_return_val_if_fail (uuid != NULL, FALSE);

  memset (uuid, 0, sizeof *uuid);
  if (text == NULL || strlen (text) != FOYER_UUID_STRING_SIZE - 1)
    return FALSE;

  for (guint i = 0; i < FOYER_UUID_STRING_SIZE - 1; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (text[i] == '-')
            continue;
        }
      else if (g_ascii_isxdigit (text[i]))
        {
          uuid->bytes[n / 2] |= g_ascii_xdigit_value (text[i]) << (n % 2 == 0 ? 4 : 0);
          n++;
          continue;
        }
      memset (uuid, 0, sizeof *uuid);
      return FALSE;
    }
  return TRUE;
}

/**
 * foyer_uuid_format:
 * @uuid: an id
 * @text: (out caller-allocates): where to write its 36 lower-case characters and a NUL
 */
void
foyer_uuid_format (const FoyerUuid *uuid, char text[FOYER_UUID_STRING_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *to = text;

  g_return_if_fail (uuid != NULL);

  for (guint i = 0; i < sizeof uuid->bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *to++ = '-';
      *to++ = digits[uuid->bytes[i] >> 4];
      *to++ = digits[uuid->bytes[i] & 0x0f];
    }
  *to = '\0';
}

/**
 * foyer_uuid_to_string:
 * @uuid: an id
 *
 * Returns: (transfer full): its 36 characters
 */
char *
foyer_uuid_to_string (const FoyerUuid *uuid)
{
  char *text = g_malloc (FOYER_UUID_STRING_SIZE);

  foyer_uuid_format (uuid, text);
  return text;
}

/**
 * foyer_uuid_equal:
 * @a: (type FoyerUuid): an id
 * @b: (type FoyerUuid): an id
 *
 * A GEqualFunc.
 *
 * Returns: whether they are one
 */
gboolean
foyer_uuid_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (FoyerUuid)) == 0;
}

/**
 * foyer_uuid_is_nil:
 * @uuid: an id
 *
 * Returns: %TRUE for the id that means "none"
 */
gboolean
foyer_uuid_is_nil (const FoyerUuid *uuid)
{
  static const FoyerUuid nil;

  return foyer_uuid_equal (uuid, &nil);
}

/**
 * foyer_uuid_hash:
 * @uuid: (type FoyerUuid): an id
 *
 * A GHashFunc. The random end of the id is hash enough.
 */
guint
foyer_uuid_hash (gconstpointer uuid)
{
  guint hash;

  memcpy (&hash, ((const FoyerUuid *) uuid)->bytes + 12, sizeof hash);
  return hash;
}
