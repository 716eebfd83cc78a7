// SPDX-License-Identifier: GPL-3.0-or-later
// A client that nobody of us wrote, @supabase/postgrest-js, as a visitor, a buyer and a desk. Arguments: the folder of
// node_modules, the URL, and what to sign in with; it prints what it found as JSON.
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';

const [modules, url, email, password, eventId, tierId, listId] = process.argv.slice(2);
const { PostgrestClient } = createRequire(modules + '/')('@supabase/postgrest-js');

async function expect(request, status = 200) {
  const answer = await request;
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.error ?? answer.data)}`);
  return answer;
}

const visitor = new PostgrestClient(url);
const found = {};

const list = await expect(visitor.from('published_events').select('title, slug, published_tiers(name, price)', { count: 'exact' })
  .textSearch('search', 'halls', { type: 'websearch', config: 'simple' }).order('start_date').range(0, 19), 200);
found.events = list.data.map(event => event.title);
found.total = list.count;
found.tiers = list.data[0].published_tiers.length;

const wrong = await expect(visitor.rpc('sign_in', { email, password: 'wrong-one' }), 401);
found.wrong = wrong.error.code;

const purchase = {
  event_id: eventId, client_key: randomUUID(), lines: [{ tier_id: tierId, quantity: 2 }],
  buyer_name: 'Ines Independent', buyer_email: 'ines@foyer.example',
};
const order = (await expect(visitor.rpc('purchase', purchase))).data;
found.isSameOrder = (await expect(visitor.rpc('purchase', purchase))).data.id === order.id;

const session = (await expect(visitor.rpc('sign_in', { email, password }))).data;
const desk = new PostgrestClient(url, { headers: { Authorization: `Bearer ${session.access_token}` } });
const paid = (await expect(desk.rpc('complete_order', {
  order_id: order.id, payments: [{ id: randomUUID(), method: 'STRIPE', amount: order.total, reference: 'pi_' + randomUUID() }],
}))).data;
found.status = paid.status;

const scans = paid.tickets.map(ticket => (
  { id: randomUUID(), qr_code: ticket.qr_code, at: '2030-06-01T19:00:00Z', list_id: listId }));
found.verdicts = (await expect(desk.rpc('check_in', { event_id: eventId, check_ins: scans }))).data.map(answer => answer.verdict);

const one = (await expect(desk.from('events').select('id, version, title').eq('id', eventId).single())).data;
const change = title => desk.from('events').update({ title }).eq('id', eventId).eq('version', one.version).select('title');
found.changed = (await expect(change(one.title + '!'))).data.length;
found.changedAgain = (await expect(change(one.title))).data.length;
found.stranger = (await expect(visitor.from('orders').select(), 401)).error.code;

console.log(JSON.stringify(found));
