/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-undo-stack.h"

#define MAX_ACTS 200

typedef struct
{
  gint64 change_set;
  char *title;
} Act;

/*   undo: [ … older, newest ]      redo: [ … , undone last ]
 *
 *   Taking back moves the top of undo over to redo, under the number of the change set that took it
 * back: doing it again is taking that one back. */
struct _FoyerUndoStack
{
  GObject parent_instance;

  GArray *undo; /* (element-type Act) */
  GArray *redo; /* (element-type Act) */
};

G_DEFINE_FINAL_TYPE (FoyerUndoStack, foyer_undo_stack, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
act_clear (gpointer data)
{
  g_free (((Act *) data)->title);
}

static GArray *
make_acts (void)
{
  GArray *acts = g_array_new (FALSE, FALSE, sizeof (Act));

  g_array_set_clear_func (acts, act_clear);
  return acts;
}

static gint64
peek (GArray *acts, const char **title)
{
  const Act *act;

  if (acts->len == 0)
    return 0;
  act = &g_array_index (acts, Act, acts->len - 1);
  if (title != NULL)
    *title = act->title;
  return act->change_set;
}

static void
push (GArray *acts, gint64 change_set, const char *title)
{
  Act act = { change_set, g_strdup (title) };

  if (acts->len == MAX_ACTS)
    g_array_remove_index (acts, 0);
  g_array_append_val (acts, act);
}

/* (transfer full) (nullable) the title of the act that was taken out. */
static char *
take (GArray *acts, gint64 change_set)
{
  for (guint i = acts->len; i > 0; i--)
    if (g_array_index (acts, Act, i - 1).change_set == change_set)
      {
        char *title = g_steal_pointer (&g_array_index (acts, Act, i - 1).title);

        g_array_remove_index (acts, i - 1);
        return title;
      }
  return NULL;
}

static void
notify (FoyerUndoStack *self, gboolean could_undo, gboolean could_redo)
{
  if (could_undo != (self->undo->len > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  if (could_redo != (self->redo->len > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static void
foyer_undo_stack_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerUndoStack *self = FOYER_UNDO_STACK (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo->len > 0);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo->len > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
foyer_undo_stack_finalize (GObject *object)
{
  FoyerUndoStack *self = FOYER_UNDO_STACK (object);

  g_array_unref (self->undo);
  g_array_unref (self->redo);
  G_OBJECT_CLASS (foyer_undo_stack_parent_class)->finalize (object);
}

static void
foyer_undo_stack_class_init (FoyerUndoStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = foyer_undo_stack_get_property;
  object_class->finalize = foyer_undo_stack_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
foyer_undo_stack_init (FoyerUndoStack *self)
{
  self->undo = make_acts ();
  self->redo = make_acts ();
}

FoyerUndoStack *
foyer_undo_stack_new (void)
{
  return g_object_new (FOYER_TYPE_UNDO_STACK, NULL);
}

void
foyer_undo_stack_did (FoyerUndoStack *self, gint64 change_set, const char *title)
{
  gboolean could_undo;
  gboolean could_redo;

  g_return_if_fail (FOYER_IS_UNDO_STACK (self));
  g_return_if_fail (title != NULL);

  if (change_set == 0)
    return;
  could_undo = self->undo->len > 0;
  could_redo = self->redo->len > 0;
  push (self->undo, change_set, title);
  g_array_set_size (self->redo, 0);
  notify (self, could_undo, could_redo);
}

gint64
foyer_undo_stack_peek_undo (FoyerUndoStack *self, const char **title)
{
  g_return_val_if_fail (FOYER_IS_UNDO_STACK (self), 0);

  return peek (self->undo, title);
}

gint64
foyer_undo_stack_peek_redo (FoyerUndoStack *self, const char **title)
{
  g_return_val_if_fail (FOYER_IS_UNDO_STACK (self), 0);

  return peek (self->redo, title);
}

void
foyer_undo_stack_undone (FoyerUndoStack *self, gint64 change_set, gint64 inverse)
{
  gboolean could_undo;
  gboolean could_redo;
  GArray *to;
  g_autofree char *title = NULL;

  g_return_if_fail (FOYER_IS_UNDO_STACK (self));

  could_undo = self->undo->len > 0;
  could_redo = self->redo->len > 0;
  to = self->redo;
  title = take (self->undo, change_set);
  if (title == NULL)
    {
      to = self->undo;
      title = take (self->redo, change_set);
    }
  if (title != NULL && inverse != 0)
    push (to, inverse, title);
  notify (self, could_undo, could_redo);
}
