/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-text.h"

#include <string.h>

/* XXH64 as its specification says it (Yann Collet, “XXH64 algorithm description”): public, quick,
 * the same on every machine. */
#define PRIME_1 G_GUINT64_CONSTANT (0x9e3779b185ebca87)
#define PRIME_2 G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f)
#define PRIME_3 G_GUINT64_CONSTANT (0x165667b19e3779f9)
#define PRIME_4 G_GUINT64_CONSTANT (0x85ebca77c2b2ae63)
#define PRIME_5 G_GUINT64_CONSTANT (0x27d4eb2f165667c5)

#define STRIPE 32

static inline guint64
rotate (guint64 value, guint bits)
{
  return (value << bits) | (value >> (64 - bits));
}

static inline guint64
read_64 (const char *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_LE (value);
}

static inline guint32
read_32 (const char *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_LE (value);
}

static inline guint64
mix_lane (guint64 lane, guint64 input)
{
  return rotate (lane + input * PRIME_2, 31) * PRIME_1;
}

static inline guint64
merge_lane (guint64 hash, guint64 lane)
{
  return (hash ^ mix_lane (0, lane)) * PRIME_1 + PRIME_4;
}

static guint64
hash_stripes (const char **text, const char *end, guint64 seed)
{
  guint64 lanes[4] = { seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1 };
  guint64 hash;

  for (; end - *text >= STRIPE; *text += STRIPE)
    for (guint i = 0; i < 4; i++)
      lanes[i] = mix_lane (lanes[i], read_64 (*text + 8 * i));

  hash =
      rotate (lanes[0], 1) + rotate (lanes[1], 7) + rotate (lanes[2], 12) + rotate (lanes[3], 18);
  for (guint i = 0; i < 4; i++)
    hash = merge_lane (hash, lanes[i]);
  return hash;
}

/**
 * foyer_text_hash:
 * @text: (nullable): bytes
 * @length: how many
 * @seed: another seed is another hash; the hash of one part is the seed of the next
 *
 * XXH64 of the bytes. It is stored in files: it never changes. Not for secrets. Any thread.
 *
 * Returns: the hash
 */
guint64
foyer_text_hash (const char *text, gsize length, guint64 seed)
{
  const char *end = text + length;
  guint64 hash;

  g_return_val_if_fail (text != NULL || length == 0, 0);

  hash = length >= STRIPE ? hash_stripes (&text, end, seed) : seed + PRIME_5;
  hash += length;

  for (; end - text >= 8; text += 8)
    hash = rotate (hash ^ mix_lane (0, read_64 (text)), 27) * PRIME_1 + PRIME_4;
  if (end - text >= 4)
    {
      hash = rotate (hash ^ read_32 (text) * PRIME_1, 23) * PRIME_2 + PRIME_3;
      text += 4;
    }
  for (; text < end; text++)
    hash = rotate (hash ^ (guint8) *text * PRIME_5, 11) * PRIME_1;

  hash = (hash ^ (hash >> 33)) * PRIME_2;
  hash = (hash ^ (hash >> 29)) * PRIME_3;
  return hash ^ (hash >> 32);
}
