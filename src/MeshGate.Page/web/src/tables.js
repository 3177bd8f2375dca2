// The tables: the picture's equal for whoever reads rather than looks, and for finding anything.

import { TABLES } from './columns.js';
import { element } from './words.js';

const PAGE = 50;

export class Tables {
  #store;
  #onOpen;
  #shown = 'pairs';
  #sort = {};
  #page = 0;
  #rows = [];
  #body;
  #heads = new Map();
  #at = Object.fromEntries(['find', 'kind', 'segment', 'count', 'previous', 'next', 'tabs', 'tablepanel', 'clear', 'kind-label'].map((id) => [id, document.getElementById(id)]));

  constructor(store, onOpen) {
    this.#store = store;
    this.#onOpen = onOpen;
    for (const [id, table] of Object.entries(TABLES)) {
      this.#sort[id] = { column: table.sort, down: false };
      const tab = element('button', { type: 'button', id: `tab-${id}`, textContent: table.title });
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', 'tablepanel');
      tab.addEventListener('click', () => this.show(id));
      tab.addEventListener('keydown', (event) => this.#step(event));
      this.#at.tabs.append(tab);
    }
    for (const id of ['find', 'kind', 'segment']) this.#at[id].addEventListener('input', () => this.refresh(true));
    this.#at.clear.addEventListener('click', () => this.filter('', true));
    this.#at.previous.addEventListener('click', () => this.#turn(-1));
    this.#at.next.addEventListener('click', () => this.#turn(1));
    this.show('pairs');
  }

  /** Shows one of the tables. */
  show(id) {
    this.#shown = id;
    const table = TABLES[id];
    for (const tab of this.#at.tabs.children) {
      tab.setAttribute('aria-selected', String(tab.id === `tab-${id}`));
      tab.tabIndex = tab.id === `tab-${id}` ? 0 : -1;
    }
    this.#at.tablepanel.setAttribute('aria-labelledby', `tab-${id}`);
    this.#at['kind-label'].firstChild.textContent = id === 'pairs' ? 'Path ' : id === 'nodes' ? 'Health ' : 'State ';
    this.#at.kind.replaceChildren(new Option('all', ''), ...Object.entries(table.kinds).map(([value, words]) => new Option(words, value)));
    this.#heads = new Map(table.columns.map((column) => [column.id, this.#head(column)]));
    this.#body = element('tbody');
    const grid = element('table', {}, element('caption', { className: 'quiet', textContent: table.title }), element('thead', {}, element('tr', {}, ...this.#heads.values())), this.#body);
    this.#at.tablepanel.replaceChildren(grid);
    this.refresh(true);
  }

  /** Looks for a text in the table that is shown. */
  filter(text, all = false) {
    this.#at.find.value = text;
    if (all) this.#at.kind.value = this.#at.segment.value = '';
    this.refresh(true);
  }

  /** Brings the table up to date: sorted, filtered, one page of it. */
  refresh(fromStart = false) {
    if (fromStart) this.#page = 0;
    this.#segments();
    const table = TABLES[this.#shown];
    const { column, down } = this.#sort[this.#shown];
    const by = table.columns.find((c) => c.id === column).by;
    const found = [];
    const words = this.#at.find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const kind = this.#at.kind.value;
    const segment = this.#at.segment.value;
    let total = 0;
    for (const [id, item] of table.rows(this.#store)) {
      total++;
      if (kind && table.kind(item) !== kind) continue;
      if (segment && !table.segments(item, this.#store).includes(segment)) continue;
      if (words.length) {
        const text = table.words(item).toLowerCase();
        if (!words.every((word) => text.includes(word))) continue;
      }
      found.push({ id, item, key: by(item) });
    }
    const sign = down ? -1 : 1;
    found.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.id < b.id ? -1 : 1));
    this.#page = Math.max(0, Math.min(this.#page, Math.ceil(found.length / PAGE) - 1));
    const first = this.#page * PAGE;
    this.#fill(table, found.slice(first, first + PAGE));
    for (const [id, head] of this.#heads) head.setAttribute('aria-sort', id !== column ? 'none' : down ? 'descending' : 'ascending');
    const hidden = this.#shown === 'pairs' && this.#store.hidden ? `, and ${this.#store.hidden} more direct ones that are not listed` : '';
    const count = found.length === 0 ? `None of ${total}${hidden}` : `${first + 1}–${Math.min(first + PAGE, found.length)} of ${found.length}${found.length < total ? ` found, ${total} in all` : ''}${hidden}`;
    if (this.#at.count.textContent !== count) this.#at.count.textContent = count;
    this.#at.previous.disabled = this.#page === 0;
    this.#at.next.disabled = first + PAGE >= found.length;
  }

  #fill(table, page) {
    const isSame = page.length === this.#rows.length && page.every(({ id }, i) => this.#rows[i].id === id && this.#rows[i].row.parentNode === this.#body);
    if (!isSame) {
      const held = new Map(this.#rows.filter(({ row }) => row.parentNode === this.#body).map((r) => [r.id, r.row]));
      const focused = document.activeElement?.closest?.('tr')?.dataset.id;
      this.#rows = page.map(({ id }) => ({ id, row: held.get(id) ?? this.#row(table, id) }));
      this.#body.replaceChildren(...this.#rows.map(({ row }) => row));
      if (focused && document.activeElement === document.body) this.focus(focused);
    }
    page.forEach(({ item }, i) => {
      table.columns.forEach((column, at) => {
        const cell = this.#rows[i].row.cells[at];
        const target = cell.firstElementChild ?? cell;
        const text = column.show(item);
        if (target.textContent !== text) target.textContent = text;
        if (column.mark) {
          const mark = `mark ${column.mark(item)}`;
          if (target.className !== mark) target.className = mark;
        }
      });
    });
  }

  /** Puts the focus on a row, where it is shown. */
  focus(id) {
    const row = this.#rows.find((r) => r.id === id)?.row;
    row?.querySelector('button').focus();
    return Boolean(row);
  }

  #row(table, id) {
    const row = element('tr');
    row.dataset.id = id;
    table.columns.forEach((column, at) => {
      const cell = element(at === 0 ? 'th' : 'td', { className: column.numeric ? 'number' : column.wide ? 'wide' : '' });
      if (at === 0) {
        cell.scope = 'row';
        const open = element('button', { type: 'button', className: 'open' });
        open.addEventListener('click', () => this.#onOpen(this.#shown, id, open));
        cell.append(open);
      } else if (column.mark) {
        cell.append(element('span'));
      }
      row.append(cell);
    });
    return row;
  }

  #head(column) {
    const button = element('button', { type: 'button', textContent: column.title });
    button.addEventListener('click', () => {
      const sort = this.#sort[this.#shown];
      this.#sort[this.#shown] = { column: column.id, down: sort.column === column.id && !sort.down };
      this.refresh(true);
    });
    return element('th', { scope: 'col', className: column.numeric ? 'number' : '' }, button);
  }

  #segments() {
    const names = [...this.#store.segments.keys()].sort();
    if (names.join() === [...this.#at.segment.options].slice(1).map((o) => o.value).join()) return;
    const held = this.#at.segment.value;
    this.#at.segment.replaceChildren(new Option('all', ''), ...names.map((name) => new Option(name, name)));
    this.#at.segment.value = names.includes(held) ? held : '';
  }

  #turn(by) {
    this.#page += by;
    this.refresh();
    this.#at.tablepanel.scrollTop = 0;
  }

  // Left and right, Home and End, as tabs have it.
  #step(event) {
    const tabs = [...this.#at.tabs.children];
    const now = tabs.indexOf(event.target);
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    this.show(tab.id.slice('tab-'.length));
    tab.focus();
  }
}
