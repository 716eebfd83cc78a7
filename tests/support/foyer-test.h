/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder of this test's own, erased with all in it when it goes out of scope. */
typedef char *FoyerTestDir;

FoyerTestDir foyer_test_dir_new  (void);
void         foyer_test_dir_free (FoyerTestDir dir);

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (FoyerTestDir, foyer_test_dir_free, NULL)

/* Iterates the main context until condition () says TRUE; fails the test after two minutes, telling which
 * condition did not come. Nothing sleeps. */
#define foyer_test_wait_for(condition, data) \
  foyer_test_wait_for_at (condition, data, #condition, __FILE__, __LINE__)

void         foyer_test_wait_for_at (gboolean  (*condition) (gpointer data),
                                     gpointer    data,
                                     const char *what,
                                     const char *file,
                                     int         line);

/* Newer libadwaita asks the labels of its message dialogs for widths that they never get, which GTK warns of;
 * everything else stays fatal. Once, before anything is logged. */
void         foyer_test_forgive_message_dialogs (void);

G_END_DECLS
