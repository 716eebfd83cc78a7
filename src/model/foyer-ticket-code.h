/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-uuid.h"

G_BEGIN_DECLS

/* What a code says of itself, before any look-up. */
typedef enum
{
  FOYER_CODE_FOREIGN,    /* not of our making: an opaque string, looked up exactly */
  FOYER_CODE_GENUINE,    /* ours, the signature holds, the key is known and stands */
  FOYER_CODE_REVOKED,    /* ours, the signature holds, the key was withdrawn */
  FOYER_CODE_FORGED,     /* looks like ours, the signature does not hold or the key is unknown */
  FOYER_CODE_TEST,       /* says of itself that it is for practising: of a training till, of a test event */
  FOYER_CODE_UNREADABLE, /* empty, too long, or not text */
} FoyerCodeState;

#define FOYER_CODE_MAX_LENGTH 512 /* characters after cleaning; longer is unreadable */

/* A device's Ed25519 pair. */
typedef struct
{
  guint8 id[4];          /* first bytes of the public key's BLAKE2b hash: names the key in a code */
  guint8 public_key[32];
  guint8 secret_key[64]; /* libsodium's form: seed and public key; all zero where only the public half is known */
  gboolean is_revoked;
} FoyerSigningKey;

/* What a genuine code carries. */
typedef struct
{
  guint8 key_id[4];
  guint8 event_tag[4];   /* last bytes of the event's id */
  guint8 tier_index;
} FoyerCodeClaims;

void           foyer_signing_key_generate (FoyerSigningKey       *key);
void           foyer_signing_key_init_public (FoyerSigningKey    *key,
                                              const guint8        public_key[32]);
char          *foyer_ticket_code_new      (const FoyerSigningKey *key,
                                           const FoyerUuid       *event_id,
                                           guint                  tier_index);
/* The same with a mark that it is for practising: no door of a real event admits it. */
char          *foyer_ticket_code_new_test (const FoyerSigningKey *key,
                                           const FoyerUuid       *event_id,
                                           guint                  tier_index);
FoyerCodeState foyer_ticket_code_examine  (const char            *code,
                                           const FoyerSigningKey *keys,
                                           guint                  n_keys,
                                           FoyerCodeClaims       *claims);
char          *foyer_scan_clean           (const char            *raw,
                                           gssize                 length);

G_END_DECLS
