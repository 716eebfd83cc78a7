/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-csv-reader.h"
#include "foyer-header-words.h"

G_BEGIN_DECLS

#define FOYER_MAX_DISTINCT 32

/* What was seen in a column while the list was looked through. */
typedef struct
{
  char      *label;      /* (owned) header cell, empty without a header */
  gint64     n_filled;   /* of all rows; the rest is of the first FOYER_EVIDENCE_ROWS */
  guint      n_looked;   /* filled cells among those */
  guint      n_emails;
  guint      n_names;    /* two or more words of letters */
  GPtrArray *distinct;   /* (element-type utf8) (owned) different contents, at most FOYER_MAX_DISTINCT + 1 */
  guint      n_repeated; /* cells whose content was among them already */
  guint      max_first;  /* of dates written 09/01/26: the most in the first and the second place, of all rows */
  guint      max_second;
  gboolean   has_ampm;
} FoyerColumnEvidence;

#define FOYER_EVIDENCE_ROWS 2000

void        foyer_column_evidence_init  (FoyerColumnEvidence *self,
                                         const char          *label);
void        foyer_column_evidence_add   (FoyerColumnEvidence *self,
                                         const FoyerCell     *cell,
                                         gboolean             is_counted_only);
void        foyer_column_evidence_clear (FoyerColumnEvidence *self);

/* Gives each column its role and reason; returns the layout's name: “Eventbrite”, or NULL for none of those that are known. */
const char *foyer_column_match          (const FoyerColumnEvidence *evidence,
                                         guint                      n_columns,
                                         FoyerHeaderWords          *words,
                                         FoyerImportColumn         *columns);

G_END_DECLS
