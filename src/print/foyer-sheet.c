/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "foyer-print-resources.h"

#define PRESETS_PATH "/io/github/foyerapp/Foyer/print/badges.ini"
#define MAX_PAGE     (1000 * FOYER_MM)
#define MIN_LABEL    (15 * FOYER_MM)
#define MAX_LABELS   50 /* in a row or a column */
#define TOLERANCE    (0.1 * FOYER_MM)

struct _FoyerSheet
{
  GObject parent_instance;

  char   *id;   /* (owned) */
  char   *name; /* (owned) */
  double  page_width;
  double  page_height;
  guint   columns;
  guint   rows;
  double  label_width;
  double  label_height;
  double  left;
  double  top;
  double  pitch_x;
  double  pitch_y;
  double  corner;
};

G_DEFINE_FINAL_TYPE (FoyerSheet, foyer_sheet, G_TYPE_OBJECT)

G_DEFINE_QUARK (foyer-print-error-quark, foyer_print_error)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *name;
  double      width;
  double      height;
} papers[] = {
  { "A4", 210 * FOYER_MM, 297 * FOYER_MM },
  { "Letter", 8.5 * 72, 11 * 72 },
};

static gboolean
refuse (const char *id,
        const char *what,
        GError    **error)
{
  g_set_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_INVALID,
               _ ("The sheet “%s” does not make sense: %s"), id, what);
  return FALSE;
}

/* A pair of lengths, in points; FALSE when the key is there but is no such thing. */
static gboolean
read_pair (GKeyFile   *file,
           const char *id,
           const char *key,
           double      unit,
           double     *first,
           double     *second)
{
  g_autofree double *values = NULL;
  gsize n_values;

  if (!g_key_file_has_key (file, id, key, NULL))
    return TRUE;

  values = g_key_file_get_double_list (file, id, key, &n_values, NULL);
  if (values == NULL || n_values != 2 || !isfinite (values[0]) || !isfinite (values[1]))
    return FALSE;

  *first = values[0] * unit;
  *second = values[1] * unit;
  return TRUE;
}

static gboolean
read_count (GKeyFile   *file,
            const char *id,
            const char *key,
            guint      *count)
{
  int value = g_key_file_get_integer (file, id, key, NULL);

  *count = MAX (value, 0);
  return value >= 1 && value <= MAX_LABELS;
}

static gboolean
read_paper (FoyerSheet *self,
            GKeyFile   *file,
            double      unit,
            const char **paper)
{
  g_autofree char *name = g_key_file_get_string (file, self->id, "paper", NULL);

  *paper = NULL;
  if (!read_pair (file, self->id, "page", unit, &self->page_width, &self->page_height))
    return FALSE;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (papers); i++)
    {
      if (g_ascii_strcasecmp (name, papers[i].name) != 0)
        continue;
      *paper = papers[i].name;
      self->page_width = papers[i].width;
      self->page_height = papers[i].height;
    }

  return self->page_width > 0 && self->page_width <= MAX_PAGE && self->page_height > 0
         && self->page_height <= MAX_PAGE;
}

static gboolean
check_geometry (FoyerSheet *self,
                GError    **error)
{
  double right = self->left + (self->columns - 1) * self->pitch_x + self->label_width;
  double bottom = self->top + (self->rows - 1) * self->pitch_y + self->label_height;

  if (self->label_width < MIN_LABEL || self->label_height < MIN_LABEL)
    return refuse (self->id, _ ("the labels are too small"), error);
  if (self->pitch_x < self->label_width - TOLERANCE
      || self->pitch_y < self->label_height - TOLERANCE)
    return refuse (self->id, _ ("the labels lie on one another"), error);
  if (self->left < 0 || self->top < 0 || right > self->page_width + TOLERANCE
      || bottom > self->page_height + TOLERANCE)
    return refuse (self->id, _ ("the labels do not fit on the page"), error);
  if (self->corner < 0 || self->corner > MIN (self->label_width, self->label_height) / 2)
    return refuse (self->id, _ ("the corners are too round"), error);

  return TRUE;
}

/* “Avery L7418 – 8 labels of 86.5 × 55.5 mm”, or the name that the file gives. */
static char *
make_name (FoyerSheet *self,
           GKeyFile   *file,
           const char *unit,
           double      scale,
           const char *paper)
{
  g_autofree char *given = g_key_file_get_locale_string (file, self->id, "name", NULL, NULL);
  g_autofree char *product = g_key_file_get_string (file, self->id, "product", NULL);
  g_autofree char *size = NULL;
  const char *head = product != NULL ? product : paper;
  guint n = foyer_sheet_get_n_labels (self);

  if (given != NULL && *given != '\0' && g_utf8_validate (given, -1, NULL))
    return g_steal_pointer (&given);

  /* Translators: the size of a label, width and height with their unit */
  size = g_strdup_printf (_ ("%.4g × %.4g %s"), self->label_width / scale,
                          self->label_height / scale, unit);
  if (head == NULL)
    /* Translators: %s is a size: “62 × 100 mm” */
    return g_strdup_printf (_ ("Single Label, %s"), size);

  /* Translators: a sheet of labels: “A4 – 10 labels of 85 × 54 mm” */
  return g_strdup_printf (ngettext ("%s – %u label of %s", "%s – %u labels of %s", n), head, n,
                          size);
}

static gboolean
read_preset (FoyerSheet *self,
             GKeyFile   *file,
             GError    **error)
{
  g_autofree char *unit = g_key_file_get_string (file, self->id, "unit", NULL);
  gboolean is_inch = g_strcmp0 (unit, "in") == 0;
  double scale = is_inch ? 72.0 : FOYER_MM;
  const char *paper;

  if (unit != NULL && !is_inch && g_strcmp0 (unit, "mm") != 0)
    return refuse (self->id, _ ("the unit is neither mm nor in"), error);
  if (!read_paper (self, file, scale, &paper))
    return refuse (self->id, _ ("the paper is not known"), error);
  if (!read_count (file, self->id, "columns", &self->columns)
      || !read_count (file, self->id, "rows", &self->rows))
    return refuse (self->id, _ ("there must be 1 to 50 columns and rows"), error);
  if (!read_pair (file, self->id, "label", scale, &self->label_width, &self->label_height)
      || !read_pair (file, self->id, "origin", scale, &self->left, &self->top))
    return refuse (self->id, _ ("a length is missing"), error);

  self->pitch_x = self->label_width;
  self->pitch_y = self->label_height;
  if (!read_pair (file, self->id, "pitch", scale, &self->pitch_x, &self->pitch_y))
    return refuse (self->id, _ ("a length is missing"), error);

  if (g_key_file_has_key (file, self->id, "corner", NULL))
    self->corner = g_key_file_get_double (file, self->id, "corner", NULL) * scale;
  if (!check_geometry (self, error))
    return FALSE;

  self->name = make_name (self, file, is_inch ? "in" : "mm", scale, paper);
  return TRUE;
}

static FoyerSheet *
find_by_id (GPtrArray  *sheets,
            const char *id)
{
  for (guint i = 0; i < sheets->len; i++)
    {
      FoyerSheet *sheet = g_ptr_array_index (sheets, i);

      if (g_strcmp0 (sheet->id, id) == 0)
        return sheet;
    }
  return NULL;
}

static void
add_presets (GPtrArray *sheets,
             GKeyFile  *file)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerSheet) sheet = foyer_sheet_new_from_key_file (file, groups[i], &error);

      if (sheet == NULL)
        g_info ("%s", error->message);
      else if (find_by_id (sheets, groups[i]) == NULL)
        g_ptr_array_add (sheets, g_steal_pointer (&sheet));
    }
}

static void
add_built_in (GPtrArray *sheets)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (foyer_print_get_resource (), PRESETS_PATH,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes != NULL && g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL))
    add_presets (sheets, file);
}

static int
compare_names_cb (gconstpointer a,
                  gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

static void
add_from_folder (GPtrArray  *sheets,
                 const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".ini"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names_cb);

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      if (g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_TRANSLATIONS, &error))
        add_presets (sheets, file);
      else
        g_info ("%s: %s", path, error->message);
    }
}

static void
foyer_sheet_finalize (GObject *object)
{
  FoyerSheet *self = FOYER_SHEET (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (foyer_sheet_parent_class)->finalize (object);
}

static void
foyer_sheet_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  FoyerSheet *self = FOYER_SHEET (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
foyer_sheet_class_init (FoyerSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = foyer_sheet_finalize;
  object_class->get_property = foyer_sheet_get_property;

  properties[PROP_ID]
      = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME]
      = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_sheet_init (FoyerSheet *self)
{
}

/**
 * foyer_sheet_list:
 * @user_dir: (nullable): folder with the user's presets, %NULL for `foyer/sheets` in the user's data folder
 *
 * Lists the presets that may be printed on: the program's own in their order, then the user's by file name. Presets that do
 * not make sense are left out and named in the log; a name that is taken already is left out.
 *
 * Reads small files; may be called from any thread.
 *
 * Returns: (transfer full) (element-type FoyerSheet): the sheets, never empty
 */
GPtrArray *
foyer_sheet_list (const char *user_dir)
{
  GPtrArray *sheets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folder = NULL;

  if (user_dir == NULL)
    user_dir = folder = g_build_filename (g_get_user_data_dir (), "foyer", "sheets", NULL);

  add_built_in (sheets);
  add_from_folder (sheets, user_dir);

  return sheets;
}

/**
 * foyer_sheet_find:
 * @user_dir: (nullable): as for foyer_sheet_list()
 * @id: a preset's token, as `a4-2x5`
 * @error: return location, %FOYER_PRINT_ERROR_NO_SHEET
 *
 * Returns: (transfer full): the sheet, or %NULL with @error set
 */
FoyerSheet *
foyer_sheet_find (const char *user_dir,
                  const char *id,
                  GError    **error)
{
  g_autoptr (GPtrArray) sheets = NULL;
  FoyerSheet *sheet;

  g_return_val_if_fail (id != NULL, NULL);

  sheets = foyer_sheet_list (user_dir);
  sheet = find_by_id (sheets, id);
  if (sheet != NULL)
    return g_object_ref (sheet);

  g_set_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_NO_SHEET,
               _ ("There is no sheet named “%s”."), id);
  return NULL;
}

/**
 * foyer_sheet_new_from_key_file:
 * @file: a key file as `data/sheets/badges.ini` describes it
 * @id: the group to read
 * @error: return location, %FOYER_PRINT_ERROR_INVALID
 *
 * Reads one preset and checks it: its labels lie on the page, beside one another.
 *
 * Returns: (transfer full): the sheet, or %NULL with @error set
 */
FoyerSheet *
foyer_sheet_new_from_key_file (GKeyFile   *file,
                               const char *id,
                               GError    **error)
{
  g_autoptr (FoyerSheet) self = NULL;

  g_return_val_if_fail (file != NULL && id != NULL, NULL);

  self = g_object_new (FOYER_TYPE_SHEET, NULL);
  self->id = g_strdup (id);
  if (!read_preset (self, file, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * foyer_sheet_get_id:
 * @self: a sheet
 *
 * Returns: (transfer none): the token of the preset, never translated
 */
const char *
foyer_sheet_get_id (FoyerSheet *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET (self), NULL);

  return self->id;
}

/**
 * foyer_sheet_get_name:
 * @self: a sheet
 *
 * Returns: (transfer none): what a person is shown, translated
 */
const char *
foyer_sheet_get_name (FoyerSheet *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET (self), NULL);

  return self->name;
}

/**
 * foyer_sheet_get_page:
 * @self: a sheet
 * @width: (out): in points
 * @height: (out): in points
 */
void
foyer_sheet_get_page (FoyerSheet *self,
                      double     *width,
                      double     *height)
{
  g_return_if_fail (FOYER_IS_SHEET (self));

  *width = self->page_width;
  *height = self->page_height;
}

/**
 * foyer_sheet_get_columns:
 * @self: a sheet
 *
 * Returns: labels in a row, at least 1
 */
guint
foyer_sheet_get_columns (FoyerSheet *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET (self), 0);

  return self->columns;
}

/**
 * foyer_sheet_get_rows:
 * @self: a sheet
 *
 * Returns: labels in a column, at least 1
 */
guint
foyer_sheet_get_rows (FoyerSheet *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET (self), 0);

  return self->rows;
}

/**
 * foyer_sheet_get_n_labels:
 * @self: a sheet
 *
 * Returns: labels on one page, at least 1
 */
guint
foyer_sheet_get_n_labels (FoyerSheet *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET (self), 0);

  return self->columns * self->rows;
}

/**
 * foyer_sheet_get_corner:
 * @self: a sheet
 *
 * Returns: the radius of a label's corners, in points
 */
double
foyer_sheet_get_corner (FoyerSheet *self)
{
  g_return_val_if_fail (FOYER_IS_SHEET (self), 0);

  return self->corner;
}

/**
 * foyer_sheet_get_label:
 * @self: a sheet
 * @n: a label of the page, counted from 0, row by row
 * @rect: (out caller-allocates): where it is on the page, in points
 */
void
foyer_sheet_get_label (FoyerSheet *self,
                       guint       n,
                       FoyerRect  *rect)
{
  g_return_if_fail (FOYER_IS_SHEET (self));
  g_return_if_fail (n < foyer_sheet_get_n_labels (self));

  rect->x = self->left + (n % self->columns) * self->pitch_x;
  rect->y = self->top + (n / self->columns) * self->pitch_y;
  rect->width = self->label_width;
  rect->height = self->label_height;
}
