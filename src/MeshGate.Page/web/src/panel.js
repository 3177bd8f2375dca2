// The panel: one pair and why it speaks the way it does, in the words of `meshgate explain`; or one node.

import { linkId } from './store.js';
import { ask } from './stream.js';
import { HEALTH, KINDS, NODE_HEALTH, element, milliseconds, roles } from './words.js';

const REST = 300;

export class Panel {
  #store;
  #onShow;
  #onFind;
  #opener = null;
  #shown = null;
  #timer = 0;
  #count = 0;
  #panel = document.getElementById('panel');
  #title = document.getElementById('panel-title');
  #details;
  #body = document.getElementById('panel-body');

  constructor(store, { onShow, onFind }) {
    this.#store = store;
    this.#onShow = onShow;
    this.#onFind = onFind;
    document.getElementById('panel-close').addEventListener('click', () => this.close());
    this.#panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
  }

  async pair(one, other, opener) {
    this.#open({ one, other }, `${one} and ${other}`, opener);
    this.#onShow(one, other, this.#store.links.get(linkId(one, other))?.via);
    await this.#explain();
  }

  node(name, opener) {
    this.#open({ one: name }, name, opener);
    this.#onShow(name);
    this.#details = element('div');
    const pairs = element('button', { type: 'button', textContent: 'Its pairs in the table' });
    pairs.addEventListener('click', () => this.#onFind(name));
    this.#body.replaceChildren(this.#details, pairs, this.#chooser(name));
    this.#describe();
  }

  close() {
    this.#panel.hidden = true;
    document.body.classList.remove('with-panel');
    this.#shown = null;
    this.#onShow();
    const opener = this.#opener;
    this.#opener = null;
    if (opener?.isConnected) opener.focus();
    else document.getElementById('find').focus();
  }

  /** Looks again where what is shown has changed. */
  changed({ links, nodes }) {
    if (!this.#shown) return;
    const { one, other } = this.#shown;
    if (!other) {
      if (links.set.length || links.removed.length || nodes.set.length || nodes.removed.length) this.#describe();
      return;
    }
    const touched = [...links.set, ...links.removed].includes(linkId(one, other)) || nodes.set.some((name) => name === one || name === other);
    if (touched && !this.#timer) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        if (this.#shown?.other) {
          this.#onShow(this.#shown.one, this.#shown.other, this.#store.links.get(linkId(this.#shown.one, this.#shown.other))?.via);
          this.#explain();
        }
      }, REST);
    }
  }

  #open(shown, title, opener) {
    this.#shown = shown;
    this.#opener = opener ?? this.#opener;
    this.#title.textContent = title;
    this.#body.replaceChildren();
    this.#panel.hidden = false;
    document.body.classList.add('with-panel');
    this.#title.focus();
  }

  async #explain() {
    const asked = this.#shown;
    const turn = ++this.#count;
    let pair;
    try {
      const answer = await ask(`pairs/${encodeURIComponent(asked.one)}/${encodeURIComponent(asked.other)}`);
      if (!answer.ok) throw new Error((await answer.text()).trim());
      pair = await answer.json();
    } catch (e) {
      if (turn === this.#count && this.#shown === asked) this.#body.replaceChildren(element('p', { textContent: `It cannot be explained now: ${e.message}` }));
      return;
    }
    if (turn !== this.#count || this.#shown !== asked) return;
    const link = this.#store.links.get(linkId(asked.one, asked.other));
    const kind = pair.chosen?.kind ?? 'None';
    const chosen = element('p', { className: 'chosen' }, element('span', { className: `mark ${kind.toLowerCase()}`, textContent: wayWords(pair.chosen) }));
    if (pair.chosen) chosen.append(pair.inUse ? ' in use' : ' when they speak');
    this.#body.replaceChildren(
      chosen,
      element('p', { className: 'why', textContent: pair.reason }),
      facts([
        ['Health', link ? HEALTH[link.health] : 'no session'],
        ['Round trip', milliseconds(link?.rtt ?? pair.chosen?.rttMilliseconds)],
        ['Loss', link?.loss === undefined ? '' : `${link.loss} %`],
        ['Kept awake', link?.pinned ? 'yes, by the topology' : ''],
        ['Failovers', link?.failovers ? `${link.failovers}${link.cause ? `, the last: ${link.cause}` : ''}${link.gap === undefined ? '' : `, ${link.gap} ms without traffic`}` : 'none'],
      ]),
    );
    if (pair.alternatives?.length) {
      this.#body.append(
        element('h3', { textContent: 'Other paths' }),
        element('ol', { className: 'others' }, ...pair.alternatives.map((path) => element(
          'li',
          {},
          element('strong', { textContent: wayWords(path) }),
          ` ${milliseconds(path.rttMilliseconds ?? 0)}, ${path.usable ? 'usable' : 'not usable'}`,
          element('p', { textContent: path.reason }),
        ))),
        element('p', { className: 'note', textContent: 'Round trips of paths not in use are measured where a daemon did, else guessed by region and zone.' }),
      );
    }
  }

  // Any two can be explained, also those that do not speak now.
  #chooser(name) {
    const names = element('datalist', { id: 'panel-names' }, ...[...this.#store.nodes.keys()].sort().map((value) => element('option', { value })));
    const field = element('input', { id: 'panel-peer', required: true, spellcheck: false, autocomplete: 'off' });
    field.setAttribute('list', names.id);
    const form = element('form', { className: 'chooser' }, element('label', { htmlFor: field.id, textContent: 'Explain its path to' }), field, names, element('button', { textContent: 'Explain' }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.pair(name, field.value.trim());
    });
    return form;
  }

  #describe() {
    const node = this.#store.nodes.get(this.#shown.one);
    if (!node) {
      this.#details.replaceChildren(element('p', { textContent: 'This node is gone.' }));
      return;
    }
    const count = {};
    for (const link of this.#store.links.values()) {
      if (link.one === node.name || link.other === node.name) count[link.kind] = (count[link.kind] ?? 0) + 1;
    }
    const serves = [...this.#store.links.values()].filter((link) => link.via?.split('+').includes(node.name)).length;
    this.#details.replaceChildren(
      element('p', { className: 'chosen' }, element('span', { className: `mark ${node.health.toLowerCase()}`, textContent: NODE_HEALTH[node.health] }), ` ${roles(node)}`),
      ...(node.message ? [element('p', { className: 'why', textContent: node.message })] : []),
      facts([
        ['Segment', node.segment ?? 'none: nobody\'s peer'],
        ['Region', [node.region, node.zone].filter(Boolean).join(' / ')],
        ['Addresses', node.addresses],
        ['NAT', node.nat],
        ['Pairs', Object.entries(KINDS).filter(([kind]) => count[kind]).map(([kind, words]) => `${count[kind]} ${words}`).join(', ')],
        ['Relays for', serves ? `${serves} pairs` : ''],
      ]),
    );
  }
}

const wayWords = (path) => (!path ? 'no path' : path.kind === 'Direct' ? 'direct' : path.kind === 'Turn' ? 'TURN' : path.relays?.length ? `through ${path.relays.join(' and ')}` : 'through a relay');

function facts(list) {
  return element('dl', { className: 'facts' }, ...list.filter(([, value]) => value).flatMap(([name, value]) => [element('dt', { textContent: name }), element('dd', { textContent: value })]));
}
