// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a calendar with ical.js, which shares nothing with what wrote it, and prints every date as one JSON object a line.
// Usage: node read-ics.mjs FOLDER-OF-ICAL.JS FILE
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(path.join(folder, 'dist', 'ical.js')));
const text = fs.readFileSync(file, 'utf8');
const calendar = new ICAL.Component(ICAL.parse(text));

for (const component of calendar.getAllSubcomponents('vtimezone'))
  ICAL.TimezoneService.register(new ICAL.Timezone(component));

const events = calendar.getAllSubcomponents('vevent').map(component => new ICAL.Event(component));
const print = (event, start, end) => console.log(JSON.stringify({
  uid: event.uid,
  title: event.summary,
  start: start.toJSDate().toISOString(),
  end: end.toJSDate().toISOString(),
  location: event.location,
  description: event.description,
  url: event.component.getFirstPropertyValue('url'),
  status: event.component.getFirstPropertyValue('status'),
  categories: event.component.getAllProperties('categories').flatMap(property => property.getValues()),
}));

for (const event of events) {
  if (event.isRecurrenceException())
    continue;
  for (const other of events)
    if (other.isRecurrenceException() && other.uid === event.uid)
      event.relateException(other);
  if (!event.isRecurring()) {
    print(event, event.startDate, event.endDate);
    continue;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const details = event.getOccurrenceDetails(next);
    print(details.item, details.startDate, details.endDate);
  }
}
