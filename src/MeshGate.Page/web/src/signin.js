// Asks for a token, where the server wants one.

import { token } from './stream.js';

const form = document.getElementById('signin');
const field = document.getElementById('token');
const error = document.getElementById('signin-error');

/** Completes when a person has given a token. */
export function signIn(why) {
  token.clear();
  document.body.classList.add('signing-in');
  form.hidden = false;
  error.textContent = why;
  field.focus();
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      token.set(field.value.trim());
      field.value = '';
      form.hidden = true;
      document.body.classList.remove('signing-in');
      resolve();
    };
  });
}
