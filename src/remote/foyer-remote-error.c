/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-remote-error.h"

G_DEFINE_QUARK (foyer - remote - error - quark, foyer_remote_error)
