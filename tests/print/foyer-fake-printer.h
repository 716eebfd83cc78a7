/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A receipt printer at a pseudo-terminal or at a port of this machine, with a thread of its own. */
typedef struct _FakePrinter FakePrinter;

typedef enum
{
  FAKE_ANSWERS,    /* DLE EOT as it is told to */
  FAKE_SILENT,     /* prints, says nothing */
  FAKE_STUCK,      /* takes nothing */
} FakeManner;

FakePrinter *fake_printer_new_pty    (FakeManner   manner);
FakePrinter *fake_printer_new_port   (FakeManner   manner);
const char  *fake_printer_get_target (FakePrinter *self);
/* What it answers to DLE EOT n; after so many bytes it answers worse instead. */
void         fake_printer_set_answer (FakePrinter *self,
                                      guint        n,
                                      guint8       answer);
void         fake_printer_fail_after (FakePrinter *self,
                                      gsize        bytes,
                                      guint        n,
                                      guint8       answer);
/* Ends it; what it was sent, without the questions. (transfer full) */
GBytes      *fake_printer_end        (FakePrinter *self);

/* A print service with these queues: good, low, stopped, empty, open, closed, picky, private; all others are not found. */
typedef struct _FakeService FakeService;

FakeService *fake_service_new        (void);
guint        fake_service_get_port   (FakeService *self);
/* What the last job was told under this name, as IPP writes it; (transfer full) (nullable). For the time when none comes. */
char        *fake_service_dup_told   (FakeService *self,
                                      const char  *name);
/* How many documents came. */
guint        fake_service_count      (FakeService *self);
GBytes      *fake_service_end        (FakeService *self,      /* the last document, (nullable) */
                                      char       **format);

G_END_DECLS
