// The picture: nodes in circles by segment, lines by kind beneath them. Everything in it is in the tables too.

import cytoscape from 'cytoscape';
import { colours } from './colours.js';
import { Layout, homeOf } from './layout.js';
import { Lines } from './lines.js';
import { look } from './look.js';
import { Rooms } from './rooms.js';
import { linkId } from './store.js';
import { pathWords, nodeWords } from './words.js';

const FLASH = 4000;
const MANY = 300;
const LEGIBLE = 0.5;

export class Picture {
  #container;
  #store;
  #onNode;
  #onPair;
  #tip;
  #rooms;
  #lines;
  #colours = colours();
  #cy = null;
  #layout = new Layout();
  #picked = [];
  #isTouched = false;
  #isNamed = false;
  #isDue = false;

  constructor(container, store, { onNode, onPair }) {
    this.#container = container;
    this.#store = store;
    this.#onNode = onNode;
    this.#onPair = onPair;
    this.#lines = new Lines(container.parentElement);
    this.#rooms = new Rooms(container.parentElement);
    this.#tip = container.parentElement.appendChild(Object.assign(document.createElement('div'), { className: 'tip', hidden: true }));
    this.#tip.setAttribute('aria-hidden', 'true');
    new ResizeObserver(() => {
      if (this.#cy && !this.#isTouched) this.fit();
    }).observe(container);
  }

  /** Draws what changed, and calls back once it is on the screen. */
  draw(changes, onDrawn) {
    const moved = this.#layout.update(this.#store.nodes, this.#store.segments);
    this.#trace(changes, moved);
    if (moved) this.#lines.fresh.clear();
    if (!this.#cy) this.#begin();
    else if (moved || changes.nodes.set.length || changes.nodes.removed.length || changes.segments.set.length) this.#cy.batch(() => this.#update(changes, moved));
    if (moved && !this.#isTouched) this.fit();
    this.#point();
    this.#beneath();
    requestAnimationFrame(() => requestAnimationFrame(onDrawn));
    const { online, nodes, segments, Direct, Relay, Turn, None } = this.#store.summary();
    this.#container.setAttribute(
      'aria-label',
      `Picture of the mesh: ${online} of ${nodes} nodes ready in ${segments} ${segments === 1 ? 'segment' : 'segments'}; ${Direct} pairs speak directly, ${Relay} through relay nodes, ${Turn} through TURN, ${None} have no path.`,
    );
  }

  /** Lets what happened to a pair or a node light up for a moment. */
  flash(happenings) {
    const told = happenings.filter(({ kind, one }) => one && kind !== 'Topology').slice(-20);
    if (!this.#cy || !told.length) return;
    const pairs = told.filter(({ other }) => other).map(({ one, other }) => linkId(one, other));
    for (const id of pairs) this.#lines.fresh.set(id, this.#between(...id.split('~')));
    const nodes = told.filter(({ other }) => !other).map(({ one }) => one);
    for (const name of nodes) this.#cy.getElementById(name).addClass('fresh');
    setTimeout(() => {
      for (const id of pairs) this.#lines.fresh.delete(id);
      for (const name of nodes) this.#cy.getElementById(name).removeClass('fresh');
      this.#beneath();
    }, FLASH);
  }

  /** Points out a pair, with the relays between them; or a node with all of its pairs; or nothing. */
  pick(one, other, via) {
    if (!this.#cy) return;
    for (const name of this.#picked) this.#cy.getElementById(name).removeClass('picked');
    this.#picked = [one, other, ...(via?.split('+') ?? [])].filter(Boolean);
    for (const name of this.#picked) this.#cy.getElementById(name).addClass('picked');
    this.#point();
    this.#beneath();
  }

  fit() {
    const cy = this.#cy;
    cy.resize();
    const { left, top, right, bottom } = this.#layout.bounds;
    const [width, height] = [right - left, bottom - top];
    const zoom = Math.min(cy.width() / width, cy.height() / height, 1.2);
    cy.viewport({ zoom, pan: { x: (cy.width() - zoom * (left + right)) / 2, y: (cy.height() - zoom * (top + bottom)) / 2 } });
  }

  zoom(factor) {
    this.#isTouched = true;
    this.#cy?.zoom({ level: this.#cy.zoom() * factor, renderedPosition: { x: this.#cy.width() / 2, y: this.#cy.height() / 2 } });
  }

  showAll() {
    this.#isTouched = false;
    if (this.#cy) this.fit();
  }

  recolour() {
    this.#colours = colours();
    this.#cy?.style(look(this.#colours));
    if (this.#cy) this.#beneath();
  }

  #begin() {
    this.#isNamed = this.#store.nodes.size <= MANY;
    this.#cy = cytoscape({
      container: this.#container,
      elements: [...this.#titles(), ...[...this.#store.nodes.values()].map((node) => this.#node(node))],
      style: look(this.#colours),
      layout: { name: 'preset', fit: false },
      minZoom: 0.05,
      maxZoom: 4,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    const cy = this.#cy;
    this.fit();
    cy.on('viewport', () => {
      this.#name();
      this.#beneath();
    });
    cy.on('tap', 'node', ({ target }) => this.#onNode(target.id()));
    cy.on('tap', ({ target, renderedPosition }) => {
      const link = target === cy && this.#lines.at(renderedPosition);
      if (link) this.#onPair(link.one, link.other);
    });
    cy.on('mousemove', (event) => this.#hover(event));
    cy.on('mouseout', () => (this.#tip.hidden = true));
    cy.on('dragpan scrollzoom pinchzoom', () => (this.#isTouched = true));
  }

  #update({ nodes, segments }, moved) {
    const cy = this.#cy;
    for (const id of nodes.removed) cy.getElementById(id).remove();
    for (const name of moved ? this.#store.nodes.keys() : nodes.set) {
      const drawn = cy.getElementById(name);
      const { data, classes, position } = this.#node(this.#store.nodes.get(name));
      if (!drawn.length) cy.add({ group: 'nodes', data, classes, position });
      else drawn.classes(classes).position(position);
    }
    if (moved || segments.set.length || nodes.removed.length) {
      cy.nodes('.title').remove();
      cy.add(this.#titles());
    }
  }

  // Names of a great many nodes take their time, and nobody can read them before coming nearer.
  #name() {
    if (this.#isNamed || this.#cy.zoom() < LEGIBLE) return;
    this.#isNamed = true;
    this.#cy.nodes().not('.title').addClass('named');
  }

  // Lines know where their ends stand.
  #trace({ links, nodes }, moved) {
    const { nodes: all, links: pairs } = this.#store;
    const place = (name) => this.#layout.node(all.get(name));
    const isWhole = moved || nodes.set.length > 0;
    if (isWhole) for (const id of pairs.keys()) trace(this.#lines, id);
    else for (const id of links.set) trace(this.#lines, id);
    for (const id of links.removed) this.#lines.remove(id);
    function trace(lines, id) {
      const link = pairs.get(id);
      if (all.has(link.one) && all.has(link.other)) lines.set(id, link, place(link.one), place(link.other));
    }
  }

  // Once for each frame, however much changed in it.
  #beneath() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#drawBeneath();
    });
  }

  #drawBeneath() {
    const view = { zoom: this.#cy.zoom(), pan: this.#cy.pan() };
    this.#rooms.draw(view, this.#layout, this.#colours);
    this.#lines.draw(view, this.#colours);
  }

  #point() {
    const [one, other, ...via] = this.#picked;
    const pairs = !one ? []
      : !other ? [...this.#store.links.values()].filter((link) => link.kind !== 'Idle' && (link.one === one || link.other === one)).map((link) => [link.one, link.other])
      : [one, ...via].map((name, at) => [name, via[at] ?? other]);
    this.#lines.picked = pairs.map(([a, b]) => this.#between(a, b));
  }

  /** Where two nodes stand; nowhere, where one is gone. */
  #between(one, other) {
    const [a, b] = [this.#store.nodes.get(one), this.#store.nodes.get(other)];
    return a && b ? { from: this.#layout.node(a), to: this.#layout.node(b) } : { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } };
  }

  #node(node) {
    const classes = [node.health === 'Offline' ? 'offline' : node.health === 'NotReady' ? 'unready' : 'ready'];
    if (node.hub) classes.push('hub');
    if (node.relay) classes.push('relay');
    else if (node.gateway) classes.push('gateway');
    if (node.drain) classes.push('drain');
    if (this.#isNamed) classes.push('named');
    if (this.#picked.includes(node.name)) classes.push('picked');
    return { group: 'nodes', data: { id: node.name, label: node.name }, classes: classes.join(' '), position: this.#layout.node(node) };
  }

  #titles() {
    return [...this.#layout.segments].map((name) => {
      const { x, y, radius } = this.#layout.segment(name);
      const segment = this.#store.segments.get(name);
      const count = [...this.#store.nodes.values()].filter((node) => homeOf(node) === name).length;
      const label = segment ? `${segment.regions ?? segment.name} · ${segment.form}, ${count} ${count === 1 ? 'node' : 'nodes'}` : `nobody's peers · ${count}`;
      return { group: 'nodes', data: { id: `segment ${name}`, label, size: Math.max(15, radius / 11) }, classes: 'title', position: { x, y: y - radius - 4 } };
    });
  }

  #hover({ target, renderedPosition, cy }) {
    const text = target === cy ? pathWords(this.#lines.at(renderedPosition)) : nodeWords(this.#store.nodes.get(target.id()));
    this.#tip.hidden = !text;
    if (!text) return;
    this.#tip.textContent = text;
    this.#tip.style.left = `${Math.min(renderedPosition.x + 14, this.#container.clientWidth - 300)}px`;
    this.#tip.style.top = `${renderedPosition.y + 14}px`;
  }
}
