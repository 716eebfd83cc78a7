/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-import-plan.h"

G_BEGIN_DECLS

/* What a header cell says that its column means. */
typedef enum
{
  FOYER_HEADER_UNKNOWN,
  FOYER_HEADER_GENERAL, /* “E-mail”: somebody's */
  FOYER_HEADER_EXACT,   /* “Attendee e-mail”, “Barcode”: no doubt */
} FoyerHeaderStrength;

/* The words that exported lists of many systems and languages put over their columns. */
typedef struct _FoyerHeaderWords FoyerHeaderWords;

FoyerHeaderWords    *foyer_header_words_new       (void);
FoyerHeaderStrength  foyer_header_words_find      (FoyerHeaderWords *self,
                                                   const char       *header,
                                                   FoyerImportRole  *role);
void                 foyer_header_words_free      (FoyerHeaderWords *self);
/* Folded, everything that is no letter or digit a single space. */
char                *foyer_header_words_normalize (const char       *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHeaderWords, foyer_header_words_free)

G_END_DECLS
