#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The help is valid Mallard, its links lead somewhere, and no page is lost from the index.
set -eu
cd "$1/help/C"
yelp-check validate ./*.page
test -z "$(yelp-check links ./*.page | tee /dev/stderr)"
test -z "$(yelp-check orphans ./*.page | tee /dev/stderr)"
for page in *.page; do
  grep -q "'${page}'" ../meson.build || { echo "help/meson.build does not list $page"; exit 1; }
done
