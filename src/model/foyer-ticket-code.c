/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-ticket-code.h"

#include "foyer-base45.h"

#include <sodium.h>
#include <string.h>

/* A code of ours: 90 bytes in base45 between two fixed characters, 137 characters, a QR code of
 * version 6 at level M.
 *
 *   F  version 1 | key id 4 | event tag 4 | tier 1 | random 16 | Ed25519 signature 64  .
 *
 * The fixed characters keep the spaces of base45 from the edges, where scanners and spreadsheets
 * take them off. */
#define FIRST_CHARACTER 'F'
#define LAST_CHARACTER  '.'

typedef struct
{
  guint8 version;
  guint8 key_id[4];
  guint8 event_tag[4];
  guint8 tier_index;
  guint8 random[16];
} Payload;

typedef struct
{
  Payload payload;
  guint8 signature[crypto_sign_BYTES];
} Ticket;

#define VERSION      1
#define TEST_VERSION 129 /* for practising */
#define TEXT_LENGTH  (FOYER_BASE45_SIZE (sizeof (Ticket)) + 2)

G_STATIC_ASSERT (sizeof (Payload) == 26);
G_STATIC_ASSERT (sizeof (Ticket) == 90);
G_STATIC_ASSERT (TEXT_LENGTH == 137);

/* What is signed says what it is for: the key could sign other things one day. */
typedef struct
{
  char purpose[16];
  Payload payload;
} Message;

static Message
make_message (const Payload *payload)
{
  Message message = { .purpose = "foyer-ticket-1", .payload = *payload };

  return message;
}

static void
ensure_sodium (void)
{
  if (sodium_init () < 0)
    g_error ("No source of random numbers");
}

/**
 * foyer_signing_key_init_public:
 * @key: (out caller-allocates): a key that codes are examined with
 * @public_key: somebody's public half
 *
 * Any thread.
 */
void
foyer_signing_key_init_public (FoyerSigningKey *key, const guint8 public_key[32])
{
  guint8 hash[crypto_generichash_BYTES];

  g_return_if_fail (key != NULL && public_key != NULL);

  ensure_sodium ();
  memset (key, 0, sizeof *key);
  memcpy (key->public_key, public_key, sizeof key->public_key);
  crypto_generichash (hash, sizeof hash, key->public_key, sizeof key->public_key, NULL, 0);
  memcpy (key->id, hash, sizeof key->id);
}

/**
 * foyer_signing_key_generate:
 * @key: (out caller-allocates): a new pair, known by its own id
 *
 * Any thread.
 */
void
foyer_signing_key_generate (FoyerSigningKey *key)
{
  guint8 public_key[32], secret_key[64];

  g_return_if_fail (key != NULL);

  ensure_sodium ();
  crypto_sign_keypair (public_key, secret_key);
  foyer_signing_key_init_public (key, public_key);
  memcpy (key->secret_key, secret_key, sizeof key->secret_key);
  sodium_memzero (secret_key, sizeof secret_key);
}

static char *
make_code (const FoyerSigningKey *key, const FoyerUuid *event_id, guint tier_index, guint8 version)
{
  Ticket ticket = { .payload = { .version = version, .tier_index = MIN (tier_index, 255) } };
  Message message;
  char *text;

  ensure_sodium ();
  memcpy (ticket.payload.key_id, key->id, sizeof ticket.payload.key_id);
  memcpy (ticket.payload.event_tag, event_id->bytes + 12, sizeof ticket.payload.event_tag);
  randombytes_buf (ticket.payload.random, sizeof ticket.payload.random);
  message = make_message (&ticket.payload);
  crypto_sign_detached (ticket.signature, NULL, (const guint8 *) &message, sizeof message,
                        key->secret_key);

  text = g_malloc (TEXT_LENGTH + 1);
  text[0] = FIRST_CHARACTER;
  foyer_base45_encode ((const guint8 *) &ticket, sizeof ticket, text + 1);
  text[TEXT_LENGTH - 1] = LAST_CHARACTER;
  text[TEXT_LENGTH] = '\0';
  return text;
}

/**
 * foyer_ticket_code_new:
 * @key: a pair with its secret half
 * @event_id: whose ticket it is
 * @tier_index: the tier's place in the event's order; from 255 on they are told as 255
 *
 * Makes a code that nobody can guess and that proves itself: about 20 µs. Any thread.
 *
 * Returns: (transfer full): 137 characters of a QR code's alphanumeric mode
 */
char *
foyer_ticket_code_new (const FoyerSigningKey *key, const FoyerUuid *event_id, guint tier_index)
{
  g_return_val_if_fail (key != NULL && event_id != NULL, NULL);

  return make_code (key, event_id, tier_index, VERSION);
}

/**
 * foyer_ticket_code_new_test:
 * @key: a pair with its secret half
 * @event_id: whose ticket it is
 * @tier_index: the tier's place in the event's order
 *
 * As foyer_ticket_code_new (), for practising.
 *
 * Returns: (transfer full): a code that says so itself, on every desk
 */
char *
foyer_ticket_code_new_test (const FoyerSigningKey *key, const FoyerUuid *event_id, guint tier_index)
{
  g_return_val_if_fail (key != NULL && event_id != NULL, NULL);

  return make_code (key, event_id, tier_index, TEST_VERSION);
}

static FoyerCodeState
verify (const Ticket *ticket, const FoyerSigningKey *keys, guint n_keys)
{
  Message message = make_message (&ticket->payload);

  /* Whoever signed it: nobody gains by saying so of a code. */
  if (ticket->payload.version == TEST_VERSION)
    return FOYER_CODE_TEST;
  if (ticket->payload.version != VERSION)
    return FOYER_CODE_FORGED;

  ensure_sodium ();
  for (guint i = 0; i < n_keys; i++)
    if (memcmp (keys[i].id, ticket->payload.key_id, sizeof keys[i].id) == 0 &&
        crypto_sign_verify_detached (ticket->signature, (const guint8 *) &message, sizeof message,
                                     keys[i].public_key) == 0)
      return keys[i].is_revoked ? FOYER_CODE_REVOKED : FOYER_CODE_GENUINE;
  return FOYER_CODE_FORGED;
}

/**
 * foyer_ticket_code_examine:
 * @code: (nullable): a cleaned code, see foyer_scan_clean ()
 * @keys: (array length=n_keys): the keys that are known
 * @n_keys: how many
 * @claims: (out) (optional): what a code that is GENUINE or REVOKED says; all zero for others
 *
 * Asks the code alone, without any look-up: about 60 µs for one of ours, nothing for others. Any
 * thread.
 *
 * Returns: what it is
 */
FoyerCodeState
foyer_ticket_code_examine (const char *code,
                           const FoyerSigningKey *keys,
                           guint n_keys,
                           FoyerCodeClaims *claims)
{
  gsize length = code != NULL ? strlen (code) : 0;
  FoyerCodeState state;
  Ticket ticket;

  if (claims != NULL)
    memset (claims, 0, sizeof *claims);

  if (length == 0 || !g_utf8_validate_len (code, length, NULL) ||
      g_utf8_strlen (code, length) > FOYER_CODE_MAX_LENGTH)
    return FOYER_CODE_UNREADABLE;
  if (length != TEXT_LENGTH || code[0] != FIRST_CHARACTER || code[length - 1] != LAST_CHARACTER)
    return FOYER_CODE_FOREIGN;
  if (!foyer_base45_decode (code + 1, length - 2, (guint8 *) &ticket))
    return FOYER_CODE_FORGED;

  state = verify (&ticket, keys, n_keys);
  if (claims != NULL && state != FOYER_CODE_FORGED)
    {
      memcpy (claims->key_id, ticket.payload.key_id, sizeof claims->key_id);
      memcpy (claims->event_tag, ticket.payload.event_tag, sizeof claims->event_tag);
      claims->tier_index = ticket.payload.tier_index;
    }
  return state;
}
