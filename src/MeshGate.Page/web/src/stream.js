// The server's updates: Server-Sent Events read by fetch, which, unlike EventSource, can show a token.

const KEY = 'meshgate-token';
const SILENCE = 30_000; // the server says something every 10 s
const PAUSES = [500, 1000, 2000, 5000];

export const token = {
  get: () => sessionStorage.getItem(KEY),
  set: (text) => sessionStorage.setItem(KEY, text),
  clear: () => sessionStorage.removeItem(KEY),
};

export function ask(path, signal) {
  const held = token.get();
  return fetch(`v1/${path}`, { headers: held ? { Authorization: `Bearer ${held}` } : {}, cache: 'no-store', signal });
}

/** Follows the mesh for ever. Calls back with updates, with the state of the connection, and when a token is needed. */
export async function follow({ onUpdate, onState, onRefused }) {
  let failures = 0;
  for (;;) {
    try {
      const silent = new AbortController();
      const answer = await ask('events', silent.signal);
      if (answer.status === 401 || answer.status === 403) {
        const had = token.get() !== null;
        await onRefused(had ? (await answer.text()).trim() : '');
        continue;
      }
      if (!answer.ok) throw new Error((await answer.text()).trim());
      onState('live');
      failures = 0;
      await read(answer.body, onUpdate, silent);
    } catch (e) {
      failures++;
      onState('lost', e instanceof TypeError ? 'The server does not answer.' : e.message);
    }
    await new Promise((resolve) => setTimeout(resolve, failures === 0 ? 0 : PAUSES[Math.min(failures, PAUSES.length) - 1]));
  }
}

async function read(body, onUpdate, silent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let parts = []; // of an event that has not ended yet; a whole mesh comes in many
  let before = '';
  for (;;) {
    const timer = setTimeout(() => silent.abort(new Error('The server fell silent.')), SILENCE);
    const { value, done } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    parts.push(value);
    const hasEnd = (before + value).includes('\n\n');
    before = value.slice(-1) || before;
    if (!hasEnd) continue;
    const events = parts.join('').split('\n\n');
    parts = [events.pop()];
    for (const event of events) if (event.startsWith('data: ')) onUpdate(JSON.parse(event.slice(6)));
  }
}
