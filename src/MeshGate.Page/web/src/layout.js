// Where things stand. A node keeps its place as long as it is in its segment, a segment as long as none outgrows its room: who looks away
// and back finds everything where it was.

const STEP = 58;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const MARGIN = 46;
const ASPECT = 1.7;

export class Layout {
  #slots = new Map(); // segment -> { of: Map(name -> slot), room }
  #centres = new Map(); // segment -> { x, y, radius }

  /** Takes the mesh in. Answers whether segments moved, and so all nodes with them. */
  update(nodes, segments) {
    const members = new Map([...segments.keys()].map((name) => [name, []]));
    for (const node of nodes.values()) {
      const home = homeOf(node);
      if (!members.has(home)) members.set(home, []);
      members.get(home).push(node);
    }
    let moved = false;
    for (const name of this.#slots.keys()) {
      if (!members.has(name)) {
        this.#slots.delete(name);
        moved = true;
      }
    }
    for (const [name, list] of members) moved = this.#seat(name, list) || moved;
    if (moved) this.#place();
    return moved;
  }

  segment(name) {
    return this.#centres.get(name);
  }

  node(node) {
    const centre = this.#centres.get(homeOf(node));
    const slot = this.#slots.get(homeOf(node)).of.get(node.name);
    // The first two would stand too close, were one of them in the very middle.
    const distance = STEP * Math.sqrt(slot + 0.5);
    const angle = slot * GOLDEN - Math.PI / 2;
    return { x: centre.x + distance * Math.cos(angle), y: centre.y + distance * Math.sin(angle) };
  }

  /** What holds everything, titles too. */
  get bounds() {
    const all = [...this.#centres.values()];
    if (!all.length) return { left: -100, top: -100, right: 100, bottom: 100 };
    const title = Math.max(40, ...all.map(({ radius }) => radius / 6));
    return {
      left: Math.min(...all.map(({ x, radius }) => x - radius)) - MARGIN / 2,
      right: Math.max(...all.map(({ x, radius }) => x + radius)) + MARGIN / 2,
      top: Math.min(...all.map(({ y, radius }) => y - radius)) - title,
      bottom: Math.max(...all.map(({ y, radius }) => y + radius)) + MARGIN / 2,
    };
  }

  get segments() {
    return this.#centres.keys();
  }

  #seat(name, list) {
    const held = this.#slots.get(name) ?? { of: new Map(), room: 0 };
    const isNew = !this.#slots.has(name);
    this.#slots.set(name, held);
    const present = new Set(list.map((node) => node.name));
    for (const seated of held.of.keys()) if (!present.has(seated)) held.of.delete(seated);
    const taken = new Set(held.of.values());
    let free = 0;
    // Hubs in the middle, relays around them: of those who come together. Later ones take what is free.
    for (const node of list.filter((n) => !held.of.has(n.name)).sort(byDuty)) {
      while (taken.has(free)) free++;
      held.of.set(node.name, free);
      taken.add(free);
    }
    const most = Math.max(1, ...held.of.values()) + 1;
    if (most <= held.room) return isNew;
    // Room for a quarter more, so that one more node does not move the whole mesh.
    held.room = Math.ceil(most * 1.2);
    return true;
  }

  // Rows of circles, about as wide as a screen.
  #place() {
    this.#centres.clear();
    const circles = [...this.#slots]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([name, { room }]) => ({ name, radius: STEP * Math.sqrt(room + 0.5) + MARGIN * 0.55 }));
    const area = circles.reduce((sum, c) => sum + (2 * c.radius + MARGIN) ** 2, 0);
    const width = Math.max(Math.sqrt(area * ASPECT), ...circles.map((c) => 2 * c.radius + MARGIN));
    const rows = [];
    for (const circle of circles) {
      const row = rows[rows.length - 1];
      if (row && row.width + 2 * circle.radius + MARGIN <= width * 1.05) {
        row.items.push(circle);
        row.width += 2 * circle.radius + MARGIN;
      } else {
        rows.push({ items: [circle], width: 2 * circle.radius + MARGIN });
      }
    }
    let y = 0;
    for (const row of rows) {
      const tallest = Math.max(...row.items.map((c) => c.radius));
      let x = -row.width / 2;
      for (const circle of row.items) {
        x += circle.radius + MARGIN / 2;
        this.#centres.set(circle.name, { x, y: y + tallest, radius: circle.radius });
        x += circle.radius + MARGIN / 2;
      }
      y += 2 * tallest + MARGIN * 1.6;
    }
  }
}

/** The segment of a node; those that are nobody's peer stand together. */
export const homeOf = (node) => node.segment ?? '';

const duty = (node) => (node.hub ? 0 : node.relay ? 1 : node.gateway ? 2 : 3);
const byDuty = (a, b) => duty(a) - duty(b) || a.name.localeCompare(b.name, 'en', { numeric: true });
