/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-door-sound.h"

#include <gsound.h>

#define FOLDER "/io/github/foyerapp/Foyer/checkin/sounds/"

struct _FoyerDoorSound
{
  GObject        parent_instance;

  gboolean       enabled;
  gboolean       is_broken;            /* no sound here: not tried again */
  GSoundContext *context;              /* (owned) (nullable) made at the first tone */
  char          *files[FOYER_N_TONES]; /* (owned) (nullable) sound servers read files, not resources */
};

G_DEFINE_FINAL_TYPE (FoyerDoorSound, foyer_door_sound, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const resources[FOYER_N_TONES] = {
  [FOYER_TONE_IN] = FOLDER "in.wav",
  [FOYER_TONE_OUT] = FOLDER "out.wav",
  [FOYER_TONE_LOOK] = FOLDER "look.wav",
  [FOYER_TONE_NO] = FOLDER "no.wav",
};

/* Copies the tone into the user's cache, where the sound server can read it. */
static gboolean
unpack (FoyerDoorSound *self,
        FoyerTone       tone)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (self->files[tone] != NULL)
    return TRUE;
  bytes = g_resources_lookup_data (resources[tone], G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return FALSE;
  folder = g_build_filename (g_get_user_cache_dir (), "foyer", "sounds", NULL);
  name = g_path_get_basename (resources[tone]);
  path = g_build_filename (folder, name, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL))
    return FALSE;
  self->files[tone] = g_steal_pointer (&path);
  return TRUE;
}

static void
foyer_door_sound_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_ENABLED)
    g_value_set_boolean (value, FOYER_DOOR_SOUND (object)->enabled);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_door_sound_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (id == PROP_ENABLED)
    FOYER_DOOR_SOUND (object)->enabled = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
foyer_door_sound_finalize (GObject *object)
{
  FoyerDoorSound *self = FOYER_DOOR_SOUND (object);

  g_clear_object (&self->context);
  for (guint i = 0; i < FOYER_N_TONES; i++)
    g_free (self->files[i]);
  G_OBJECT_CLASS (foyer_door_sound_parent_class)->finalize (object);
}

static void
foyer_door_sound_class_init (FoyerDoorSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_door_sound_get_property;
  object_class->set_property = foyer_door_sound_set_property;
  object_class->finalize = foyer_door_sound_finalize;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_door_sound_init (FoyerDoorSound *self)
{
}

FoyerDoorSound *
foyer_door_sound_new (void)
{
  return g_object_new (FOYER_TYPE_DOOR_SOUND, NULL);
}

/* Starts the tone and returns at once. The sound server keeps it after the first time. */
void
foyer_door_sound_play (FoyerDoorSound *self,
                       FoyerTone       tone)
{
  g_return_if_fail (FOYER_IS_DOOR_SOUND (self));
  g_return_if_fail (tone < FOYER_N_TONES);

  if (!self->enabled || self->is_broken)
    return;
  if (self->context == NULL)
    self->context = gsound_context_new (NULL, NULL);
  if (self->context == NULL || !unpack (self, tone)
      || !gsound_context_play_simple (self->context, NULL, NULL, GSOUND_ATTR_MEDIA_FILENAME, self->files[tone],
                                      GSOUND_ATTR_MEDIA_ROLE, "event",
                                      GSOUND_ATTR_CANBERRA_CACHE_CONTROL, "permanent", NULL))
    self->is_broken = TRUE;
}

const char *
foyer_tone_get_resource (FoyerTone tone)
{
  g_return_val_if_fail (tone < FOYER_N_TONES, NULL);

  return resources[tone];
}
