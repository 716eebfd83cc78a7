/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells a scanner from a person by the speed of the keys. Pure: keys with their times in, what to do out.
 *
 * Kept is the latest burst: the keys that may be one scan.
 *
 *   key ─┬─ within 50 ms ────────────────────────────▸ joins the burst
 *        ├─ within 120 ms ─┬─ the burst is a machine's ▸ joins it: scanners hiccup, radio ones most
 *        │                 └─ it is not ─────────────▸ the burst was typed; a new one begins
 *        └─ later ─────────────────────────────────▸ the burst ends, as by the pause; a new one begins
 *
 *   Enter or Tab, or the pause: a burst that is_scan () is a scan, anything else was typed.
 *
 * In a text field the first keys of a burst go on, so that a person never waits; from the fourth fast key on they are held. A scan
 * takes the first ones back. Out of text fields every character is held, because a letter or a space may press a button; what
 * turns out to be typed is handed over to be put where typing belongs. */

#include "foyer-scan-machine.h"

#define FAST_GAP   35   /* milliseconds: the median of a scanner; a person's is 60 and more */
#define BRISK_GAP  20   /* milliseconds: no two keys of a person in a row */
#define JOIN_GAP   50   /* milliseconds */
#define HICCUPS    8    /* keys at least for each gap over JOIN_GAP */
#define MIN_LENGTH 6    /* characters of a scan */
#define MIN_BRISK  3    /* characters of a short one, brisk throughout and ended by Enter or Tab */
#define HOLD_FROM  4    /* characters */
#define AFTER_SCAN 300  /* milliseconds: an Enter so soon after a scan still belongs to it */
#define MAX_LENGTH 1024 /* characters; the rest of a longer one is dropped, no code is so long */

struct _FoyerScanMachine
{
  GString *typed;      /* the burst by the layout in use */
  GString *us;         /* and by a US keyboard */
  GArray  *gaps;       /* of gint64, n_keys - 1 of them */
  gint64   last;       /* time of the last key */
  gint64   scanned_at; /* time of the last scan's last key; -1 for none */
  guint    n_keys;
  guint    n_passed;   /* bytes of typed that went on */
  gboolean has_passed; /* a key went on into a text field, be it a dead one */
  gboolean is_whole;   /* every key made a character of the layout in use */
  gboolean is_same;    /* every key made the same character: a key held down */
  gboolean is_machine; /* held since it was surely fast */
};

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static gint64
median_gap (FoyerScanMachine *self)
{
  g_autoptr (GArray) sorted = NULL;

  if (self->gaps->len == 0)
    return G_MAXINT64;
  sorted = g_array_copy (self->gaps);
  g_array_sort (sorted, compare_gaps);
  return g_array_index (sorted, gint64, sorted->len / 2);
}

static guint
count_gaps_over (FoyerScanMachine *self,
                 gint64            limit)
{
  guint n = 0;

  for (guint i = 0; i < self->gaps->len; i++)
    n += g_array_index (self->gaps, gint64, i) > limit;
  return n;
}

static gboolean
is_fast (FoyerScanMachine *self)
{
  return self->n_keys >= MIN_BRISK && median_gap (self) <= (self->is_same ? BRISK_GAP : FAST_GAP);
}

static gboolean
is_scan (FoyerScanMachine *self,
         gboolean          ended,
         gint64            end_gap)
{
  if (self->n_keys >= MIN_LENGTH)
    return is_fast (self) && count_gaps_over (self, JOIN_GAP) * HICCUPS <= self->n_keys;
  return ended && self->n_keys >= MIN_BRISK && end_gap <= BRISK_GAP && count_gaps_over (self, BRISK_GAP) == 0;
}

static void
forget (FoyerScanMachine *self)
{
  g_string_truncate (self->typed, 0);
  g_string_truncate (self->us, 0);
  g_array_set_size (self->gaps, 0);
  self->n_keys = 0;
  self->n_passed = 0;
  self->has_passed = FALSE;
  self->is_whole = TRUE;
  self->is_same = TRUE;
  self->is_machine = FALSE;
}

static void
give_scan (FoyerScanMachine *self,
           FoyerScanOutcome *outcome)
{
  gboolean differs = !g_str_equal (self->typed->str, self->us->str);

  outcome->take_back = self->has_passed;
  if (self->is_whole || self->us->len == 0)
    {
      outcome->scan = g_strdup (self->typed->str);
      outcome->scan_us = differs && self->us->len > 0 ? g_strdup (self->us->str) : NULL;
    }
  else
    {
      outcome->scan = g_strdup (self->us->str); /* a dead key took part: that reading is not whole */
    }
  self->scanned_at = self->last;
  forget (self);
}

static void
give_typed (FoyerScanMachine *self,
            FoyerScanOutcome *outcome)
{
  if (self->typed->len > self->n_passed)
    outcome->typed = g_strdup (self->typed->str + self->n_passed);
  forget (self);
}

static void
end_burst (FoyerScanMachine *self,
           FoyerScanOutcome *outcome)
{
  if (self->n_keys == 0)
    return;
  if (is_scan (self, FALSE, 0))
    give_scan (self, outcome);
  else
    give_typed (self, outcome);
}

static void
append (FoyerScanMachine   *self,
        const FoyerScanKey *key,
        FoyerScanOutcome   *outcome)
{
  gint64 gap = key->time - self->last;

  if (self->n_keys >= MAX_LENGTH)
    return;
  if (self->n_keys > 0)
    {
      g_array_append_val (self->gaps, gap);
      self->is_same &= key->typed == g_utf8_get_char (self->typed->str) && key->typed != 0;
    }
  else
    {
      outcome->mark = key->in_text;
    }
  if (key->typed != 0)
    g_string_append_unichar (self->typed, key->typed);
  else
    self->is_whole = FALSE;
  if (key->us != 0)
    g_string_append_unichar (self->us, key->us);
  self->n_keys++;
}

static void
press_character (FoyerScanMachine   *self,
                 const FoyerScanKey *key,
                 FoyerScanOutcome   *outcome)
{
  gint64 gap = key->time - self->last;
  gboolean holds;

  if (self->n_keys > 0 && gap > FOYER_SCAN_PAUSE)
    end_burst (self, outcome);
  else if (self->n_keys > 0 && gap > JOIN_GAP && !is_fast (self))
    give_typed (self, outcome);

  holds = self->typed->len > self->n_passed;
  append (self, key, outcome);
  if (!self->is_machine)
    self->is_machine = self->n_keys >= HOLD_FROM && is_fast (self);
  outcome->swallow = self->is_machine || holds || !key->in_text;
  if (!outcome->swallow)
    {
      self->n_passed = self->typed->len;
      self->has_passed = TRUE;
    }
  self->last = key->time;
}

static void
press_end (FoyerScanMachine   *self,
           const FoyerScanKey *key,
           FoyerScanOutcome   *outcome)
{
  gint64 gap = key->time - self->last;

  if (self->n_keys == 0)
    {
      /* the second half of Enter and line feed, or one that came late */
      outcome->swallow = self->scanned_at >= 0 && key->time - self->scanned_at <= AFTER_SCAN;
      return;
    }
  if (gap <= FOYER_SCAN_PAUSE && is_scan (self, TRUE, gap))
    {
      self->last = key->time;
      give_scan (self, outcome);
      outcome->swallow = TRUE;
      return;
    }
  end_burst (self, outcome);
}

/**
 * foyer_scan_machine_new:
 *
 * Returns: (transfer full): a machine that has seen nothing
 */
FoyerScanMachine *
foyer_scan_machine_new (void)
{
  FoyerScanMachine *self = g_new0 (FoyerScanMachine, 1);

  self->typed = g_string_new (NULL);
  self->us = g_string_new (NULL);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->scanned_at = -1;
  forget (self);
  return self;
}

void
foyer_scan_machine_free (FoyerScanMachine *self)
{
  if (self == NULL)
    return;
  g_string_free (self->typed, TRUE);
  g_string_free (self->us, TRUE);
  g_array_unref (self->gaps);
  g_free (self);
}

/**
 * foyer_scan_machine_press:
 * @self: a machine
 * @key: the key
 * @outcome: (out caller-allocates): what to do; to be cleared
 *
 * Takes a key press. One press can end a burst and begin another.
 */
void
foyer_scan_machine_press (FoyerScanMachine   *self,
                          const FoyerScanKey *key,
                          FoyerScanOutcome   *outcome)
{
  g_return_if_fail (self != NULL && key != NULL && outcome != NULL);

  *outcome = (FoyerScanOutcome){ 0 };
  switch (key->kind)
    {
    case FOYER_KEY_CHARACTER:
      press_character (self, key, outcome);
      break;
    case FOYER_KEY_END:
      press_end (self, key, outcome);
      break;
    case FOYER_KEY_COMMAND:
      /* some scanners send separators as Ctrl and a character: nothing that should act */
      if (self->is_machine && key->time - self->last <= FOYER_SCAN_PAUSE)
        {
          outcome->swallow = TRUE;
          self->last = key->time;
        }
      else
        {
          end_burst (self, outcome);
        }
      break;
    case FOYER_KEY_OTHER:
      end_burst (self, outcome);
      break;
    case FOYER_KEY_MODIFIER:
    default:
      break;
    }
}

/**
 * foyer_scan_machine_pause:
 * @self: a machine
 * @outcome: (out caller-allocates): what to do; to be cleared
 *
 * To be called when no key came for FOYER_SCAN_PAUSE: scanners that send neither Enter nor Tab end so.
 */
void
foyer_scan_machine_pause (FoyerScanMachine *self,
                          FoyerScanOutcome *outcome)
{
  g_return_if_fail (self != NULL && outcome != NULL);

  *outcome = (FoyerScanOutcome){ 0 };
  end_burst (self, outcome);
}

/* TRUE while keys wait for the pause. */
gboolean
foyer_scan_machine_is_busy (FoyerScanMachine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_keys > 0;
}

void
foyer_scan_outcome_clear (FoyerScanOutcome *outcome)
{
  g_clear_pointer (&outcome->scan, g_free);
  g_clear_pointer (&outcome->scan_us, g_free);
  g_clear_pointer (&outcome->typed, g_free);
}
