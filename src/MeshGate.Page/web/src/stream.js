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
  let rest = '';
  for (;;) {
    const timer = setTimeout(() => silent.abort(new Error('The server fell silent.')), SILENCE);
    const { value, done } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    rest += value;
    let end;
    while ((end = rest.indexOf('\n\n')) >= 0) {
      const event = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (event.startsWith('data: ')) onUpdate(JSON.parse(event.slice(6)));
    }
  }
}
