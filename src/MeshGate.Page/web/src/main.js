// The page: takes the server's updates and hands them to the picture, the tables, the panel and the news.

import { themes } from './colours.js';
import { News } from './news.js';
import { Panel } from './panel.js';
import { Picture } from './picture.js';
import { signIn } from './signin.js';
import { Store } from './store.js';
import { follow } from './stream.js';
import { Tables } from './tables.js';
import { element } from './words.js';

const store = new Store();
const openPair = (one, other, opener) => (other ? panel.pair(one, other, opener) : panel.node(one, opener));
const picture = new Picture(document.getElementById('picture'), store, { onNode: (name) => panel.node(name), onPair: openPair });
const panel = new Panel(store, {
  onShow: (one, other, via) => picture.pick(one, other, via),
  onFind: (name) => {
    tables.show('pairs');
    tables.filter(name, true);
    document.getElementById('find').focus();
  },
});
const tables = new Tables(store, (table, id, opener) => {
  if (table === 'pairs') openPair(...id.split('~'), opener);
  else if (table === 'nodes') panel.node(id, opener);
  else {
    const { source, destination } = store.routes.get(id);
    if (source && store.nodes.has(destination)) openPair(source, destination, opener);
    else if (source) panel.node(source, opener);
  }
});
const news = new News(openPair);
const connection = document.getElementById('connection');

themes(() => picture.recolour());
document.getElementById('zoom-in').addEventListener('click', () => picture.zoom(1.4));
document.getElementById('zoom-out').addEventListener('click', () => picture.zoom(1 / 1.4));
document.getElementById('zoom-fit').addEventListener('click', () => picture.showAll());

function onUpdate(update) {
  const begun = performance.now();
  const isFirst = store.revision === 0;
  const changes = store.apply(update);
  if (!isFirst) picture.flash(changes.told);
  picture.draw(changes, () => {
    performance.measure(isFirst ? 'meshgate:first' : 'meshgate:update', { start: isFirst ? 0 : begun, end: performance.now() });
  });
  tables.refresh();
  panel.changed(changes);
  news.add(changes.happenings, changes.told);
  summarise();
  onState('live');
}

function summarise() {
  const s = store.summary();
  const parts = [
    ['nodes', `${s.online}/${s.nodes}`, s.online < s.nodes ? 'warn' : ''],
    [s.segments === 1 ? 'segment' : 'segments', s.segments, ''],
    ['direct', s.Direct, 'direct'],
    ['relay', s.Relay, 'relay'],
    ['TURN', s.Turn, 'turn'],
    ['no path', s.None, s.None ? 'none' : ''],
  ];
  document.getElementById('summary').replaceChildren(...parts.map(([name, value, mark]) => element(
    'div', { className: mark }, element('dt', { textContent: name === 'nodes' ? 'nodes ready' : name }), element('dd', { textContent: value }),
  )));
}

function onState(state, why) {
  const shown = state === 'live' && !store.connected ? 'stale' : state;
  const words = { live: 'Live', stale: 'The API cannot be watched: this is how it was', lost: `Connection lost: ${why || 'trying again'}` }[shown];
  if (connection.textContent !== words) connection.textContent = words;
  connection.dataset.state = shown;
}

follow({ onUpdate, onState, onRefused: signIn });
