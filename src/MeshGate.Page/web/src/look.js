// How nodes look, and titles of segments. The lines draw themselves: see lines.js.

export function look(c) {
  return [
    {
      selector: 'node',
      style: {
        width: 20, height: 20, shape: 'ellipse', 'background-color': c.node, 'border-width': 2, 'border-color': c.segment,
        color: c.text, 'font-size': 12, 'font-family': 'system-ui, sans-serif', 'text-valign': 'bottom', 'text-margin-y': 4,
        'text-outline-color': c.segment, 'text-outline-width': 2, 'min-zoomed-font-size': 7.5, 'z-index': 20, 'z-index-compare': 'manual', 'overlay-opacity': 0,
      },
    },
    { selector: 'node.named, node.picked', style: { label: 'data(label)' } },
    { selector: 'node.relay', style: { shape: 'diamond', width: 27, height: 27 } },
    { selector: 'node.gateway', style: { shape: 'round-rectangle', width: 22, height: 22 } },
    { selector: 'node.hub', style: { 'background-color': c.hub, width: 32, height: 32, 'border-width': 3 } },
    { selector: 'node.unready', style: { 'border-color': c.warn, 'border-width': 4 } },
    { selector: 'node.drain', style: { 'border-style': 'double', 'border-color': c.warn, 'border-width': 5 } },
    { selector: 'node.offline', style: { 'background-color': c.surface, 'border-color': c.offline, 'border-width': 3, 'border-style': 'dashed', color: c.muted } },
    {
      selector: 'node.title',
      style: {
        label: 'data(label)', width: 1, height: 1, 'background-opacity': 0, 'border-width': 0, 'text-valign': 'top', 'text-margin-y': 0, 'font-size': 'data(size)', 'font-weight': 600,
        color: c.muted, 'text-outline-color': c.surface, 'text-outline-width': 3, 'min-zoomed-font-size': 4, events: 'no',
      },
    },
    { selector: '.fresh', style: { 'underlay-color': c.accent, 'underlay-opacity': 0.35, 'underlay-padding': 7, 'underlay-shape': 'ellipse' } },
    { selector: 'node.picked', style: { 'underlay-color': c.accent, 'underlay-opacity': 0.4, 'underlay-padding': 9, 'underlay-shape': 'ellipse', 'min-zoomed-font-size': 0, 'font-weight': 700, 'z-index': 32 } },
  ];
}
