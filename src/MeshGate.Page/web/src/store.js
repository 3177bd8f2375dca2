// What the page knows of the mesh, kept current by the server's updates.

export const linkId = (one, other) => (one < other ? `${one}~${other}` : `${other}~${one}`);

export class Store {
  nodes = new Map();
  segments = new Map();
  links = new Map();
  routes = new Map();
  happenings = [];
  hidden = 0;
  connected = true;
  revision = 0;

  /** Takes an update in and says what changed: keys of nodes, segments, links and routes that are new, changed or gone. */
  apply(update) {
    const changes = {
      nodes: take(this.nodes, update.nodes, (n) => n.name, update.goneNodes, update.full),
      segments: take(this.segments, update.segments, (s) => s.name, update.goneSegments, update.full),
      links: take(this.links, update.links, (l) => linkId(l.one, l.other), update.goneLinks, update.full),
      routes: take(this.routes, update.routes, (r) => r.name, update.goneRoutes, update.full),
      happenings: [],
    };
    // A whole picture repeats what was told before the connection broke.
    const last = this.happenings.length ? this.happenings[this.happenings.length - 1].at : '';
    const isFirst = this.revision === 0;
    changes.happenings = update.full ? update.happenings.filter((h) => h.at > last) : update.happenings;
    changes.told = update.full && isFirst ? [] : changes.happenings;
    this.happenings = this.happenings.concat(changes.happenings).slice(-100);
    this.hidden = update.hidden ?? 0;
    this.connected = update.connected;
    this.revision = update.revision;
    return changes;
  }

  summary() {
    const count = { Direct: 0, Relay: 0, Turn: 0, None: 0, Idle: 0 };
    for (const link of this.links.values()) count[link.kind]++;
    let online = 0;
    for (const node of this.nodes.values()) if (node.health === 'Ready') online++;
    return { nodes: this.nodes.size, online, segments: this.segments.size, ...count, Direct: count.Direct + this.hidden };
  }
}

function take(map, fresh, key, gone, full) {
  const set = [];
  const removed = new Set(gone);
  if (full) {
    const kept = new Set(fresh.map(key));
    for (const name of map.keys()) if (!kept.has(name)) removed.add(name);
  }
  for (const name of removed) map.delete(name);
  for (const item of fresh) {
    const name = key(item);
    if (full && map.has(name) && JSON.stringify(map.get(name)) === JSON.stringify(item)) continue;
    map.set(name, item);
    set.push(name);
  }
  return { set, removed: [...removed] };
}
