#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every XML file of the tree is well formed: templates, resource bundles, icons, help, schema.
set -eu
cd "$1"
find src data help flatpak tests \( -name '*.ui' -o -name '*.xml' -o -name '*.svg' -o -name '*.page' -o -name '*.xml.in' \) \
  -exec xmllint --noout --nonet {} +
