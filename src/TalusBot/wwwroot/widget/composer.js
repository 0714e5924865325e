import { h, icon } from './dom.js';
import { texts } from './texts.js';

const LONGEST = 4000;
const COUNT_FROM = 3800;

/** The box to type in. */
export class Composer {
  #send;
  #changed;
  #announce;
  #waitTimer;
  #waits = 0;

  constructor({ send, changed, announce }) {
    this.#send = send;
    this.#changed = changed;
    this.#announce = announce;
    this.input = h('textarea', {
      id: 'question', rows: '1', placeholder: texts.placeholder, autocomplete: 'off', enterkeyhint: 'send',
      'aria-describedby': 'hint', oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
    });
    this.button = h('button', { type: 'submit', class: 'send', 'aria-label': texts.send }, icon('send'));
    this.hint = h('p', { class: 'hint', id: 'hint', hidden: true });
    this.element = h('form', { class: 'composer', novalidate: true, onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.hint,
      h('div', { class: 'field' },
        h('label', { class: 'hidden', for: 'question' }, texts.question), this.input, this.button));
    this.#show();
  }

  get text() {
    return this.input.value;
  }

  set text(text) {
    this.input.value = text;
    this.#typed();
  }

  giveBack(text) {
    this.text = this.text.trim() && this.text !== text ? `${text}\n${this.text}` : text;
  }

  wait(seconds) {
    clearInterval(this.#waitTimer);
    this.#waits = seconds;
    this.#announce(texts.wait(seconds));
    this.#waitTimer = setInterval(() => {
      if (--this.#waits <= 0) {
        clearInterval(this.#waitTimer);
        this.#announce(texts.mayNow);
      }
      this.#show();
    }, 1000);
    this.#show();
  }

  submit() {
    const text = this.text.trim();
    if (!text || this.#waits > 0) return;
    if (text.length > LONGEST) {
      this.#announce(texts.tooLong(text.length - LONGEST));
      return;
    }
    this.text = '';
    // A finger on the button keeps the keyboard down, so that the answer has room.
    if (matchMedia('(hover: hover)').matches) this.input.focus();
    this.#send(text);
  }

  get waits() {
    return this.#waits > 0;
  }

  fit() {
    this.input.style.height = 'auto';
    if (this.input.scrollHeight) this.input.style.height = `${this.input.scrollHeight}px`;
  }

  #typed() {
    this.fit();
    this.#show();
    this.#changed(this.text);
  }

  #key(event) {
    // While an input method composes, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  #show() {
    const length = this.text.trim().length;
    const over = length - LONGEST;
    const words = this.#waits > 0 ? texts.wait(this.#waits)
      : over > 0 ? texts.tooLong(over)
      : length >= COUNT_FROM ? texts.left(LONGEST - length) : '';
    this.hint.hidden = !words;
    this.hint.textContent = words;
    if (over > 0) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
    this.button.setAttribute('aria-disabled', String(!length || over > 0 || this.#waits > 0));
  }
}
