// The tables: what is in them, and by what they are sorted.

import { HEALTH, KINDS, NODE_HEALTH, milliseconds, roles } from './words.js';

const keys = new Map();

/** Text to sort by: numbers in names count as numbers. */
export function natural(text) {
  let key = keys.get(text);
  if (key === undefined) {
    key = text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, '0'));
    if (keys.size > 50_000) keys.clear();
    keys.set(text, key);
  }
  return key;
}

const text = (value) => natural(value ?? '');
const number = (value) => value ?? -1;
const BAD = { None: 0, Turn: 1, Relay: 2, Direct: 3, Idle: 4 };

export const TABLES = {
  pairs: {
    title: 'Pairs',
    rows: (store) => store.links,
    segments: (link, store) => [store.nodes.get(link.one)?.segment, store.nodes.get(link.other)?.segment],
    kinds: KINDS,
    kind: (link) => link.kind,
    words: (link) => `${link.one} ${link.other} ${KINDS[link.kind]} ${link.via ?? ''} ${link.reason ?? ''}`,
    sort: 'path',
    columns: [
      { id: 'one', title: 'Node', show: (l) => l.one, by: (l) => text(l.one) },
      { id: 'other', title: 'Peer', show: (l) => l.other, by: (l) => text(l.other) },
      { id: 'path', title: 'Path', show: (l) => KINDS[l.kind], by: (l) => BAD[l.kind], mark: (l) => l.kind.toLowerCase() },
      { id: 'via', title: 'Through', show: (l) => l.via ?? '', by: (l) => text(l.via) },
      { id: 'rtt', title: 'RTT', show: (l) => milliseconds(l.rtt), by: (l) => number(l.rtt), numeric: true },
      { id: 'loss', title: 'Loss', show: (l) => (l.loss === undefined ? '' : `${l.loss} %`), by: (l) => number(l.loss), numeric: true },
      { id: 'health', title: 'Health', show: (l) => HEALTH[l.health], by: (l) => ({ Down: 0, Degraded: 1, Good: 2, Unknown: 3 })[l.health], mark: (l) => l.health.toLowerCase() },
      { id: 'failovers', title: 'Failovers', show: (l) => String(l.failovers ?? 0), by: (l) => number(l.failovers), numeric: true },
      { id: 'reason', title: 'Why not direct', show: (l) => l.reason ?? '', by: (l) => text(l.reason), wide: true },
    ],
  },
  nodes: {
    title: 'Nodes',
    rows: (store) => store.nodes,
    segments: (node) => [node.segment],
    kinds: NODE_HEALTH,
    kind: (node) => node.health,
    words: (node) => `${node.name} ${roles(node)} ${node.region ?? ''} ${node.zone ?? ''} ${node.addresses ?? ''} ${node.nat ?? ''} ${node.message ?? ''}`,
    sort: 'name',
    columns: [
      { id: 'name', title: 'Node', show: (n) => n.name, by: (n) => text(n.name) },
      { id: 'health', title: 'Health', show: (n) => NODE_HEALTH[n.health], by: (n) => ({ Offline: 0, NotReady: 1, Ready: 2 })[n.health], mark: (n) => n.health.toLowerCase() },
      { id: 'roles', title: 'Role', show: roles, by: (n) => text(roles(n)) },
      { id: 'segment', title: 'Segment', show: (n) => n.segment ?? '', by: (n) => text(n.segment) },
      { id: 'region', title: 'Region', show: (n) => [n.region, n.zone].filter(Boolean).join(' / '), by: (n) => text(`${n.region ?? ''} ${n.zone ?? ''}`) },
      { id: 'addresses', title: 'Mesh addresses', show: (n) => n.addresses ?? '', by: (n) => text(n.addresses) },
      { id: 'nat', title: 'NAT', show: (n) => n.nat ?? '', by: (n) => text(n.nat) },
      { id: 'message', title: 'What is wrong', show: (n) => n.message ?? '', by: (n) => text(n.message), wide: true },
    ],
  },
  routes: {
    title: 'Routes',
    rows: (store) => store.routes,
    segments: () => [],
    kinds: { Active: 'active', FailedOver: 'failed over', Recovering: 'recovering', Failed: 'failed' },
    kind: (route) => route.state,
    words: (route) => `${route.name} ${route.source ?? ''} ${route.destination} ${route.active ?? ''} ${route.reason ?? ''}`,
    sort: 'name',
    columns: [
      { id: 'name', title: 'Route', show: (r) => r.name, by: (r) => text(r.name) },
      { id: 'source', title: 'From', show: (r) => r.source ?? 'every node', by: (r) => text(r.source) },
      { id: 'destination', title: 'To', show: (r) => r.destination, by: (r) => text(r.destination) },
      { id: 'state', title: 'State', show: (r) => TABLES.routes.kinds[r.state] ?? 'not known', by: (r) => text(r.state), mark: (r) => (r.state ?? 'unknown').toLowerCase() },
      { id: 'active', title: 'By', show: (r) => r.active ?? '', by: (r) => text(r.active) },
      { id: 'failovers', title: 'Failovers', show: (r) => String(r.failovers ?? 0), by: (r) => number(r.failovers), numeric: true },
      { id: 'reason', title: 'What is wrong', show: (r) => r.reason ?? '', by: (r) => text(r.reason), wide: true },
    ],
  },
};
