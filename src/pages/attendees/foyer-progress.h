/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How far long work is, told from its thread to whoever asked for it. */
typedef struct _FoyerProgress FoyerProgress;

/* On the context of the thread that asked, now and then. */
typedef void (*FoyerProgressFunc) (guint    done,
                                   guint    total,
                                   gpointer data);

/* func (nullable): tells nobody. Once cancellable is cancelled nobody is told any more: data may be gone. */
FoyerProgress *foyer_progress_new  (FoyerProgressFunc  func,
                                    gpointer           data,
                                    GCancellable      *cancellable);
/* Any thread. */
void           foyer_progress_tell (FoyerProgress     *self,
                                    guint              done,
                                    guint              total);
void           foyer_progress_free (FoyerProgress     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerProgress, foyer_progress_free)

G_END_DECLS
