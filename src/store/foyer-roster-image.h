/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-roster-scan.h"
#include "foyer-uuid.h"

G_BEGIN_DECLS

/* The rows of a roster as they lie in its mapped file.
 *
 *   ┌────────┬────────┬──────────┬───────────┬───────┬───────┬────────┬────────┬─────────┬───────┐
 *   │ header │ keys[] │arrivals[]│starts[3][]│tiers[]│flags[]│ people │ codes  │ answers │ names │
 *   └────────┴────────┴──────────┴───────────┴───────┴───────┴────────┴────────┴─────────┴───────┘
 *             capacity slots each, n_rows used                folded text, a line per row
 *
 *   people    name␟company␟email␟order␟code\n    a code of more than FOYER_ROSTER_SHORT_CODE bytes is left out here
 *   codes     code\n                             the long ones, which are searched for words of four bytes and more
 *   answers   answer␟answer␟…\n                  one for each question that the roster knows
 *   names     ids of the tiers, codes of the questions
 *
 * The mapping is private: a row that changes is written over in memory only. Its new text goes to the tail, and the slot is flagged
 * as patched; new rows take the spare slots. Rows are in key order and never leave: a removed one is flagged as dead. */
enum
{
  FOYER_ROSTER_PEOPLE,
  FOYER_ROSTER_CODES,
  FOYER_ROSTER_ANSWERS,
  FOYER_N_ROSTER_TEXTS,
};

/* The fields of a line of people, in order. */
enum
{
  FOYER_FIELD_NAME,
  FOYER_FIELD_COMPANY,
  FOYER_FIELD_EMAIL,
  FOYER_FIELD_ORDER,
  FOYER_FIELD_CODE,
  FOYER_N_FIELDS,
};

/* flags[]: the FoyerAttendance, and these. */
enum
{
  FOYER_FLAG_STATE = 0x07,
  FOYER_FLAG_PRINTED = 0x20,
  FOYER_FLAG_PATCHED = 0x40, /* its text is in the tail; only in memory */
  FOYER_FLAG_DEAD = 0x80,
};

#define FOYER_ROSTER_FIELD_END  '\x1f'
#define FOYER_ROSTER_LINE_END   '\n'
#define FOYER_ROSTER_SHORT_CODE 32
#define FOYER_ROSTER_LONG_WORD  4
#define FOYER_ROSTER_MAX_TIERS  64
#define FOYER_ROSTER_NO_TIER    0xff
#define FOYER_ROSTER_MAX_QUESTIONS 256
#define FOYER_ROSTER_MAX_ROWS   (1u << 29)

typedef struct
{
  char    *bytes;
  guint32 *starts; /* capacity + 1; a spare slot starts at length */
  guint32  length;
  GString *tail;   /* (owned) (nullable) texts of patched rows */
} FoyerRosterText;

typedef struct
{
  gpointer        map;
  gsize           map_size;
  guint           n_rows;
  guint           capacity;
  gint64          position; /* in the journal: what happened up to there is in here */
  gint64          stamp;    /* time of that change set: tells a restored copy of the replica */
  gint64         *keys;
  gint64         *arrivals; /* FOYER_NONE: never in */
  guint8         *tiers;    /* index into tier_ids, or FOYER_ROSTER_NO_TIER */
  guint8         *flags;
  FoyerRosterText texts[FOYER_N_ROSTER_TEXTS];
  GArray         *tier_ids;  /* (owned) (element-type FoyerUuid), as first seen, never fewer */
  GPtrArray      *questions; /* (owned) (element-type utf8) codes, the same */
  GHashTable     *patches;   /* (owned) slot to FoyerRosterPatch */
} FoyerRosterImage;

/* Where in the tails a patched row's lines begin. */
typedef struct
{
  guint32 at[FOYER_N_ROSTER_TEXTS];
} FoyerRosterPatch;

/* Which replica and event a file belongs to. */
typedef struct
{
  FoyerUuid replica;
  FoyerUuid event;
} FoyerRosterOwner;

/* The head of the file, in the machine's byte order. */
typedef struct
{
  char             magic[8];
  guint32          format;
  guint32          n_rows;
  guint32          capacity;
  guint32          n_tiers;
  guint32          n_questions;
  guint32          reserved;
  FoyerRosterOwner owner;
  gint64           position;
  guint64          file_size;
  guint64          text_at[FOYER_N_ROSTER_TEXTS];
  guint64          text_length[FOYER_N_ROSTER_TEXTS];
  guint64          names_at;
  guint64          names_length;
  gint64           stamp; /* when the change set of that position was made */
  guint64          check; /* hash of everything before it */
} FoyerRosterHeader;

#define FOYER_ROSTER_MAGIC       "foyrost\n"
#define FOYER_ROSTER_FORMAT      1
#define FOYER_ROSTER_HEADER_SIZE 4096

/* Where the columns of a file for capacity rows lie. */
typedef struct
{
  gsize keys;
  gsize arrivals;
  gsize starts[FOYER_N_ROSTER_TEXTS];
  gsize tiers;
  gsize flags;
  gsize end;
} FoyerRosterLayout;

void              foyer_roster_layout_init   (FoyerRosterLayout      *layout,
                                              guint                   capacity);
void              foyer_roster_layout_place  (const FoyerRosterLayout *layout,
                                              gpointer                map,
                                              FoyerRosterImage       *image);
guint64           foyer_roster_header_sum    (const FoyerRosterHeader *header);
FoyerRosterImage *foyer_roster_image_open    (const char             *path,
                                              const FoyerRosterOwner *owner,
                                              GError                **error);
FoyerRosterImage *foyer_roster_image_map     (int                     fd,
                                              const FoyerRosterOwner *owner,
                                              GError                **error);
void              foyer_roster_image_free    (FoyerRosterImage       *self);
gboolean          foyer_roster_image_find    (const FoyerRosterImage *self,
                                              gint64                  key,
                                              guint                  *slot);
const char       *foyer_roster_image_line    (const FoyerRosterImage *self,
                                              guint                   text,
                                              guint                   slot,
                                              gsize                  *length);
const char       *foyer_roster_image_field   (const FoyerRosterImage *self,
                                              guint                   text,
                                              guint                   slot,
                                              guint                   field,
                                              gsize                  *length);
guint             foyer_roster_image_tier    (FoyerRosterImage       *self,
                                              const FoyerUuid        *tier_id);
guint             foyer_roster_image_question (FoyerRosterImage      *self,
                                              const char             *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRosterImage, foyer_roster_image_free)

/* One row on its way in: what a file's writer and a patch take. */
typedef struct
{
  gint64  key;
  gint64  arrival;
  guint8  tier;
  guint8  flags;
  GString *lines[FOYER_N_ROSTER_TEXTS]; /* folded, ended; the writer has them appended instead */
} FoyerRosterRow;

typedef enum
{
  FOYER_PATCH_NO_ROOM, /* no spare slot is left, or it would stand between others */
  FOYER_PATCH_NUMBERS,
  FOYER_PATCH_TEXT,
} FoyerPatchResult;

FoyerPatchResult  foyer_roster_image_patch   (FoyerRosterImage       *self,
                                              const FoyerRosterRow   *row,
                                              guint                  *slot);

G_END_DECLS
