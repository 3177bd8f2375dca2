// The lines of the picture: drawn in one go for each kind, beneath the nodes, since a mesh has many times more lines than nodes. Kinds differ
// by colour and by form: nobody has to tell colours apart.

const NEAR = 5;
const WIDEST = 1.6;

// From quiet to loud: the later lie on top.
const FORMS = [
  { kind: 'Idle', colour: 'idle', width: 0.8, dash: [], alpha: [0.4, 0.08] },
  { kind: 'Direct', colour: 'direct', width: 1.4, dash: [], alpha: [0.6, 0.12] },
  { kind: 'Relay', colour: 'relay', width: 2, dash: [7, 4], alpha: [0.95, 0.6] },
  { kind: 'Turn', colour: 'turn', width: 2.4, dash: [0.1, 5], cap: 'round', alpha: [0.95, 0.7] },
  { kind: 'None', colour: 'none', width: 2.6, dash: [11, 7], alpha: [1, 1] },
];
const DENSE = 1500;
// A path of thousands of lines takes a browser many times as long as the same lines in paths of a few.
const BUNCH = 50;

export class Lines {
  #canvas;
  #context;
  #layer = document.createElement('canvas');
  #segments = new Map(); // id -> { link, from, to }
  #view = { zoom: 1, pan: { x: 0, y: 0 } };

  /** Ends of lines to point out: those that a person picked, and those where something just happened. */
  picked = [];
  fresh = new Map();

  constructor(container) {
    this.#canvas = container.insertBefore(document.createElement('canvas'), container.firstChild);
    this.#canvas.className = 'lines';
    this.#context = this.#canvas.getContext('2d');
  }

  get count() {
    return this.#segments.size;
  }

  set(id, link, from, to) {
    this.#segments.set(id, { link, from, to });
  }

  remove(id) {
    this.#segments.delete(id);
  }

  /** Draws all of them. */
  draw(view, colours) {
    this.#view = view;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (this.#canvas.width !== Math.round(width * ratio) || this.#canvas.height !== Math.round(height * ratio)) {
      this.#canvas.width = Math.round(width * ratio);
      this.#canvas.height = Math.round(height * ratio);
    }
    const context = this.#context;
    const scale = ratio * view.zoom;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    const place = (onto) => onto.setTransform(scale, 0, 0, scale, view.pan.x * ratio, view.pan.y * ratio);
    place(context);
    // As thick as they are at a middling zoom, whatever the zoom: a mesh of a thousand nodes must not fade away.
    const unit = Math.min(Math.max(view.zoom, 0.45), WIDEST) / view.zoom;
    const dense = this.count > DENSE ? 1 : 0;
    const kinds = new Map(FORMS.map(({ kind }) => [kind, []]));
    const poor = [];
    for (const segment of this.#segments.values()) {
      kinds.get(segment.link.kind)?.push(segment);
      if (segment.link.health === 'Degraded') poor.push(segment);
    }
    this.#stroke({ colour: 'warn', width: 7, dash: [], alpha: [0.35, 0.15] }, poor, unit, dense, colours, place);
    this.#mark([...this.fresh.values()], 12, 0.35, unit, colours);
    for (const form of FORMS) this.#stroke(form, kinds.get(form.kind), unit, dense, colours, place);
    this.#mark(this.picked, 5, 0.8, unit, colours);
  }

  /** The pair whose line is under a point of the canvas; undefined where there is none. */
  at(point) {
    const { zoom, pan } = this.#view;
    const p = { x: (point.x - pan.x) / zoom, y: (point.y - pan.y) / zoom };
    let best = NEAR / zoom;
    let found;
    for (const { link, from, to } of this.#segments.values()) {
      const distance = distanceTo(p, from, to);
      if (distance < best) [best, found] = [distance, link];
    }
    return found;
  }

  #mark(lines, width, alpha, unit, colours) {
    const context = this.#context;
    context.strokeStyle = colours.accent;
    context.globalAlpha = alpha;
    context.lineWidth = width * unit;
    context.lineCap = 'round';
    context.setLineDash([]);
    context.beginPath();
    for (const { from, to } of lines) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.stroke();
  }

  #stroke({ colour, width, dash, cap, alpha }, segments, unit, dense, colours, place) {
    if (!segments.length) return;
    const pen = { colour: colours[colour], width: width * unit * (dense ? 0.8 : 1), cap: cap ?? 'butt', dash: dash.map((length) => length * unit) };
    const context = this.#context;
    context.globalAlpha = alpha[dense];
    if (segments.length <= BUNCH || alpha[dense] === 1) {
      trace(context, segments, pen);
      return;
    }
    // Bunches would shine through each other: they are drawn opaque elsewhere, and laid over the picture as one.
    const { width: across, height: down } = this.#canvas;
    if (this.#layer.width !== across || this.#layer.height !== down) Object.assign(this.#layer, { width: across, height: down });
    const layer = this.#layer.getContext('2d');
    layer.setTransform(1, 0, 0, 1, 0, 0);
    layer.clearRect(0, 0, across, down);
    place(layer);
    trace(layer, segments, pen);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#layer, 0, 0);
    place(context);
  }
}

function trace(context, segments, { colour, width, cap, dash }) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = cap;
  context.setLineDash(dash);
  for (let first = 0; first < segments.length; first += BUNCH) {
    context.beginPath();
    for (const { from, to } of segments.slice(first, first + BUNCH)) {
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.stroke();
  }
}

function distanceTo(p, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}
