// What happens: a list for the eye, and sentences for whoever listens.

import { NEWS, element } from './words.js';

const MOST_SPOKEN = 3;
const REST = 1500;

export class News {
  #list = document.getElementById('news-list');
  #empty = document.getElementById('news-empty');
  #live = document.getElementById('live');
  #waiting = [];
  #timer = 0;
  #onOpen;

  constructor(onOpen) {
    this.#onOpen = onOpen;
  }

  add(happenings, told) {
    for (const happening of happenings) this.#list.prepend(this.#item(happening));
    while (this.#list.children.length > 100) this.#list.lastElementChild.remove();
    this.#empty.hidden = this.#list.children.length > 0;
    this.#waiting.push(...told);
    if (this.#waiting.length && !this.#timer) this.#timer = setTimeout(() => this.#speak(), REST);
  }

  #item({ at, kind, text, one, other }) {
    const time = element('time', { dateTime: at, textContent: new Date(at).toLocaleTimeString() });
    const badge = element('span', { className: `badge ${kind.toLowerCase()}`, textContent: NEWS[kind] });
    const item = element('li', {}, time, badge);
    if (one) {
      const open = element('button', { type: 'button', className: 'open', textContent: text });
      open.addEventListener('click', () => this.#onOpen(one, other, open));
      item.append(open);
    } else {
      item.append(element('span', { textContent: text }));
    }
    return item;
  }

  // A storm of changes is summed up: nobody can listen to a hundred sentences.
  #speak() {
    this.#timer = 0;
    const [spoken, rest] = [this.#waiting.slice(0, MOST_SPOKEN), this.#waiting.length - MOST_SPOKEN];
    this.#waiting = [];
    const text = spoken.map((h) => h.text).join(' ') + (rest > 0 ? ` And ${rest} more changes.` : '');
    this.#live.append(element('span', { textContent: `${text} ` }));
    while (this.#live.children.length > 5) this.#live.firstElementChild.remove();
  }
}
