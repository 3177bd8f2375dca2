// What the page calls things.

export const KINDS = { Direct: 'direct', Relay: 'relay node', Turn: 'TURN', None: 'no path', Idle: 'asleep' };
export const HEALTH = { Good: 'good', Degraded: 'degraded', Down: 'down', Unknown: '–' };
export const NODE_HEALTH = { Ready: 'ready', NotReady: 'not ready', Offline: 'offline' };
export const NEWS = { Failover: 'failover', Better: 'better', Worse: 'worse', Offline: 'offline', Online: 'back', Topology: 'topology', Route: 'route' };

export const milliseconds = (value) => (value === undefined ? '' : `${value.toFixed(1)} ms`);

export function roles(node) {
  return [node.hub && 'hub', node.relay && 'relay', node.gateway && 'gateway', node.drain && 'drained'].filter(Boolean).join(', ') || 'member';
}

export function pathWords(link) {
  if (!link) return '';
  const via = link.via ? ` ${link.via}` : '';
  return [`${link.one} – ${link.other}: ${KINDS[link.kind]}${via}`, milliseconds(link.rtt), link.loss ? `${link.loss} % lost` : ''].filter(Boolean).join(', ');
}

export function nodeWords(node) {
  if (!node) return '';
  return [`${node.name}: ${roles(node)}, ${NODE_HEALTH[node.health]}`, node.region, node.nat].filter(Boolean).join(' · ');
}

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
