/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "foyer-text-encoding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a column of a list means. */
typedef enum
{
  FOYER_ROLE_IGNORE,
  FOYER_ROLE_FULL_NAME,
  FOYER_ROLE_FIRST_NAME,
  FOYER_ROLE_LAST_NAME,
  FOYER_ROLE_EMAIL,
  FOYER_ROLE_COMPANY,
  FOYER_ROLE_TIER,
  FOYER_ROLE_VARIATION,     /* of a tier: “VIP” and “Saturday” are the tier “VIP – Saturday” */
  FOYER_ROLE_PRICE,
  FOYER_ROLE_CURRENCY,
  FOYER_ROLE_QUANTITY,      /* more than 1: so many tickets */
  FOYER_ROLE_STATUS,
  FOYER_ROLE_CHECKED_IN,    /* yes or no, a count, or a time */
  FOYER_ROLE_CHECK_IN_TIME,
  FOYER_ROLE_CODE,          /* what the source's own QR or barcode says: stays valid at the door */
  FOYER_ROLE_PUBLIC_ID,     /* names the ticket in the source, but is not scanned */
  FOYER_ROLE_ORDER_NUMBER,
  FOYER_ROLE_POSITION,      /* of the ticket in its order, or the attendee's number */
  FOYER_ROLE_BUYER_NAME,
  FOYER_ROLE_BUYER_EMAIL,
  FOYER_ROLE_NOTES,
  FOYER_ROLE_QUESTION,      /* kept as a custom question of the event */
  FOYER_N_ROLES,
} FoyerImportRole;

typedef struct
{
  char            *label;    /* the header cell; “Column 3” without one */
  char           **samples;  /* the first few different contents */
  FoyerImportRole  role;
  char            *reason;   /* why this role: a sentence */
  gboolean         is_empty; /* no content in what was looked at */
  gboolean         month_first; /* of times in it */
} FoyerImportColumn;

/* A list that somebody exported, looked at: how it is written and what its columns mean. A plain object of one thread at a
 * time; give an import a copy and keep the one that is shown. */
#define FOYER_TYPE_IMPORT_PLAN (foyer_import_plan_get_type ())
G_DECLARE_FINAL_TYPE (FoyerImportPlan, foyer_import_plan, FOYER, IMPORT_PLAN, GObject)

#define FOYER_IMPORT_ERROR foyer_import_error_quark ()

typedef enum
{
  FOYER_IMPORT_ERROR_NOT_A_LIST, /* empty, or a picture, a spreadsheet, anything but a table of text */
  FOYER_IMPORT_ERROR_NO_PERSON,  /* no column holds a name or an e-mail address: give one this role */
  FOYER_IMPORT_ERROR_CHANGED,    /* the file is another one than was looked at */
} FoyerImportError;

GQuark foyer_import_error_quark (void);

/* Whether a list begins with headings: it is found out, or a person knows better. */
typedef enum
{
  FOYER_IMPORT_HEADER_FIND,
  FOYER_IMPORT_HEADER_YES,   /* where they were found, else the first row with anything in it */
  FOYER_IMPORT_HEADER_NO,    /* every row is an attendee */
} FoyerImportHeader;

FoyerImportPlan *foyer_import_plan_new_for_file   (GFile            *file,
                                                   FoyerImportHeader header,
                                                   GCancellable     *cancellable,
                                                   GError          **error);
void             foyer_import_plan_load_async     (GFile            *file,
                                                   FoyerImportHeader header,
                                                   GCancellable     *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer          user_data);
FoyerImportPlan *foyer_import_plan_load_finish    (GAsyncResult     *result,
                                                   GError          **error);
FoyerImportPlan *foyer_import_plan_copy           (FoyerImportPlan  *self);
GFile           *foyer_import_plan_get_file       (FoyerImportPlan  *self);
const char      *foyer_import_plan_get_layout     (FoyerImportPlan  *self); /* (nullable) "Eventbrite" */
FoyerTextEncoding foyer_import_plan_get_encoding  (FoyerImportPlan  *self);
char             foyer_import_plan_get_separator  (FoyerImportPlan  *self);
gint64           foyer_import_plan_get_header_row (FoyerImportPlan  *self); /* 0: there is none */
guint            foyer_import_plan_get_n_columns  (FoyerImportPlan  *self);
const FoyerImportColumn *foyer_import_plan_get_column (FoyerImportPlan *self,
                                                   guint             column);
void             foyer_import_plan_set_role       (FoyerImportPlan  *self,
                                                   guint             column,
                                                   FoyerImportRole   role);
gint64           foyer_import_plan_get_n_rows     (FoyerImportPlan  *self); /* below the header, empty lines apart */
/* The first rows below the header, for a preview; (element-type GStrv). */
GPtrArray       *foyer_import_plan_get_preview    (FoyerImportPlan  *self);
/* “Eventbrite list, UTF-8, commas” */
char            *foyer_import_plan_describe       (FoyerImportPlan  *self);
/* A title for a new event: the file's name made readable. */
char            *foyer_import_plan_suggest_title  (FoyerImportPlan  *self);
/* The list's currency, where it names one. */
const char      *foyer_import_plan_get_currency   (FoyerImportPlan  *self); /* (nullable) */

/* “First Name”, for the drop-down of a column. */
const char      *foyer_import_role_get_label      (FoyerImportRole   role);
/* May several columns of a list have it? */
gboolean         foyer_import_role_is_shared      (FoyerImportRole   role);

G_END_DECLS
