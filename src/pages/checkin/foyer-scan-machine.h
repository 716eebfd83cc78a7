/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FOYER_KEY_CHARACTER,
  FOYER_KEY_END,      /* Enter or Tab: what scanners send last */
  FOYER_KEY_MODIFIER, /* Shift and the like: never of interest by itself */
  FOYER_KEY_COMMAND,  /* with Ctrl, Alt or Super */
  FOYER_KEY_OTHER,    /* arrows, Backspace, Escape, F11 … */
} FoyerKeyKind;

/* A key press, as the machine sees it. */
typedef struct
{
  FoyerKeyKind kind;
  gint64       time;    /* milliseconds, of the display server's clock */
  gunichar     typed;   /* what the layout in use makes of it; 0 for none (a dead key) */
  gunichar     us;      /* what a US keyboard makes of the same key; 0 for unknown */
  gboolean     in_text; /* the focus is in a text field, which gets the key if it goes on */
} FoyerScanKey;

/* What is to be done, in this order. */
typedef struct
{
  gboolean take_back; /* the text field goes back to what it was at the last mark */
  char    *scan;      /* (nullable) (owned) a code was scanned: read by the layout in use */
  char    *scan_us;   /* (nullable) (owned) the same keys read as a US keyboard, if that differs */
  char    *typed;     /* (nullable) (owned) held back, and it was a person after all */
  gboolean mark;      /* remember the text field's state now */
  gboolean swallow;   /* the key ends here */
} FoyerScanOutcome;

typedef struct _FoyerScanMachine FoyerScanMachine;

#define FOYER_SCAN_PAUSE 120 /* milliseconds without a key after which foyer_scan_machine_pause () is due */

FoyerScanMachine *foyer_scan_machine_new     (void);
void              foyer_scan_machine_free    (FoyerScanMachine   *self);
void              foyer_scan_machine_press   (FoyerScanMachine   *self,
                                              const FoyerScanKey *key,
                                              FoyerScanOutcome   *outcome);
void              foyer_scan_machine_pause   (FoyerScanMachine   *self,
                                              FoyerScanOutcome   *outcome);
gboolean          foyer_scan_machine_is_busy (FoyerScanMachine   *self);
void              foyer_scan_outcome_clear   (FoyerScanOutcome   *outcome);

gunichar          foyer_us_keyboard_read     (guint               keycode,
                                              gboolean            shift);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerScanMachine, foyer_scan_machine_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerScanOutcome, foyer_scan_outcome_clear)

G_END_DECLS
