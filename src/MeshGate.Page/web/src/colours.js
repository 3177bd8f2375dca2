// Light and dark: as the system says, unless a person says otherwise.

const KEY = 'meshgate-theme';
const NAMES = ['surface', 'text', 'muted', 'line', 'segment', 'node', 'hub', 'offline', 'warn', 'direct', 'relay', 'turn', 'none', 'idle', 'accent'];

/** The colours in force, for what is drawn rather than styled. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Wires the switch. Calls back whenever the colours change. */
export function themes(onChange) {
  const buttons = [...document.querySelectorAll('[data-theme-choice]')];
  const choose = (theme) => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.themeChoice === theme));
  };
  const held = localStorage.getItem(KEY);
  choose(held === 'light' || held === 'dark' ? held : 'auto');
  for (const button of buttons) {
    button.addEventListener('click', () => {
      localStorage.setItem(KEY, button.dataset.themeChoice);
      choose(button.dataset.themeChoice);
      onChange();
    });
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
}
