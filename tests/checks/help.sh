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
# F1 knows only faces and pages that there are.
sed -n 's/^  { "\(Foyer[A-Za-z]*\)", "\([^"]*\)" },$/\1 \2/p' "$1/src/app/foyer-help-topics.c" |
  while read -r type topic; do
    page="${topic%%#*}"
    grep -qrw --include="*.h" "$type" "$1/src/pages" || { echo "F1: there is no $type"; exit 1; }
    test -f "$page.page" || { echo "F1: there is no help page $page"; exit 1; }
    test "$page" = "$topic" || grep -q "<\(section\|item\) id=\"${topic#*#}\"" "$page.page" ||
      { echo "F1: $page has no section ${topic#*#}"; exit 1; }
  done
