/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-receipt.h"

G_BEGIN_DECLS

/* Receipts as they are printed every evening, for the tests and benches of this layer. */
typedef enum
{
  SAMPLE_SALE,     /* six lines and a code */
  SAMPLE_SCRIPTS,  /* the same with names in Arabic, Hebrew, Japanese and emoji */
  SAMPLE_HOSTILE,  /* everything anybody may write is a printer's command */
  SAMPLE_TICKET,
  SAMPLE_REPORT,
  SAMPLE_SLIP,
  SAMPLE_EMPTY,    /* no line was told at all */
  SAMPLE_LONG,     /* 500 lines */
  SAMPLE_HUGE,     /* amounts as large as they get */
  SAMPLE_DINAR,    /* three decimals */
  N_SAMPLES
} Sample;

#define SAMPLE_CODE "F0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABC.F"

FoyerReceipt *sample_receipt (Sample sample);
const char   *sample_name    (Sample sample);

G_END_DECLS
