import { h, icon } from './dom.js';
import { fill, texts } from './texts.js';

const LONGEST = 4000;
const COUNT_FROM = 3800;

/** The box to type in. */
export class Composer {
  #on;
  #waitTimer;
  #waits = 0;

  /** `on` is what mount gives. */
  constructor(on) {
    this.#on = on;
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
    this.#on.announce(fill(texts.wait, seconds));
    this.#waitTimer = setInterval(() => {
      if (--this.#waits <= 0) {
        clearInterval(this.#waitTimer);
        this.#on.announce(texts.mayNow);
      }
      this.#show();
    }, 1000);
    this.#show();
  }

  submit() {
    const text = this.text.trim();
    if (!text || this.waits) return;
    if (text.length > LONGEST) {
      this.#on.announce(fill(texts.tooLong, text.length - LONGEST));
      return;
    }
    this.text = '';
    // A finger keeps the keyboard down, so that the answer has room.
    if (matchMedia('(hover: hover)').matches) this.input.focus();
    this.#on.send(text);
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
    this.#on.changed(this.text);
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
    const words = this.waits ? fill(texts.wait, this.#waits)
      : over > 0 ? fill(texts.tooLong, over)
      : length >= COUNT_FROM ? fill(texts.left, LONGEST - length) : '';
    this.hint.hidden = !words;
    this.hint.textContent = words;
    this.input.ariaInvalid = over > 0 || null;
    this.button.ariaDisabled = !length || over > 0 || this.waits;
  }
}

/** The window around the talk; it fills small screens. */
export class Panel {
  #given;
  #small = matchMedia('(max-width: 639.98px), (max-height: 479.98px)');
  #pageOverflow = '';
  #scrollRestoration;
  #steppedBack;

  constructor(given) {
    this.#given = given;
    const { root, launcher, title, inline, log, composer, clear } = given;

    const toClear = h('button', { type: 'button', class: 'item clear', onclick: () => { menu(false); clear(); } }, icon('bin'), texts.clear);
    const items = h('div', { class: 'menu', id: 'menu', hidden: true }, toClear);
    const more = h('button', {
      type: 'button', class: 'tool more', 'aria-label': texts.menu, 'aria-expanded': 'false', 'aria-controls': 'menu', onclick: () => menu(items.hidden),
    }, icon('more'));
    const menu = (show) => {
      items.hidden = !show;
      more.ariaExpanded = show;
    };

    this.banner = h('p', { class: 'banner', hidden: true });
    this.element = h('section', {
      class: 'panel', id: 'panel', role: inline ? 'region' : 'dialog', 'aria-labelledby': 'title', hidden: true,
      onkeydown: (event) => {
        if (event.key === 'Escape' && !event.isComposing) {
          event.stopPropagation();
          if (!items.hidden) {
            menu(false);
            more.focus();
          } else {
            this.close();
          }
        }
        if (event.key === 'Tab' && this.full) this.#keepInside(event);
      },
    },
    h('header', { class: 'head' },
      h('span', { class: 'badge', 'aria-hidden': 'true' }, '“'),
      h('div', { class: 'names' }, h('h2', { id: 'title' }, title), h('p', {}, texts.subtitle)),
      h('div', { class: 'tools', onfocusout: ({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || menu(false) },
        more, items,
        inline ? null : h('button', { type: 'button', class: 'tool shut', 'aria-label': texts.close, onclick: () => this.close() }, icon('close')))),
    this.banner, log.scroller, composer.element);

    // Not every browser moves the focus on a press.
    this.element.addEventListener('pointerdown', (event) => items.hidden || event.composedPath().includes(more.parentNode) || menu(false));
    root.append(this.element, log.announcer);
    launcher.setAttribute('aria-controls', 'panel');

    this.#small.addEventListener('change', () => this.#fill());
    visualViewport.addEventListener('resize', () => this.#fit());
    visualViewport.addEventListener('scroll', () => this.#fit());
    addEventListener('popstate', () => {
      this.#steppedBack?.();
      if (this.full && !history.state?.talusbot) this.close({ back: false });
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  get full() {
    return this.isOpen && !this.#given.inline && this.#small.matches;
  }

  open({ focus }) {
    if (!this.isOpen) {
      this.element.hidden = false;
      this.#given.launcher.ariaExpanded = true;
      // The back button leaves the chat, not the page.
      if (this.full && focus && !history.state?.talusbot) {
        this.#scrollRestoration ??= history.scrollRestoration;
        history.scrollRestoration = 'manual';
        history.pushState({ ...history.state, talusbot: true }, '');
      }
      this.#fill();
      this.#given.composer.fit();
      this.#given.opened(true);
    }
    if (focus) this.#given.composer.input.focus();
  }

  /** Resolves when the history of the page is as it was. */
  async close({ focus = true, back = true } = {}) {
    if (!this.isOpen || this.#given.inline) return;
    const covered = this.full;
    this.element.hidden = true;
    this.#given.launcher.ariaExpanded = false;
    this.#fill();
    this.#given.opened(false);
    if (focus) this.#given.launcher.focus({ preventScroll: true });
    if (covered && back && history.state?.talusbot) {
      await new Promise((done) => {
        this.#steppedBack = done;
        setTimeout(done, 300);
        history.back();
      });
      this.#steppedBack = undefined;
    }
    if (this.#scrollRestoration) {
      history.scrollRestoration = this.#scrollRestoration;
      this.#scrollRestoration = undefined;
    }
  }

  covers(rects) {
    if (!this.isOpen || this.#given.inline) return false;
    const own = this.element.getBoundingClientRect();
    return this.full || rects.some((rect) => rect.right > own.left && rect.left < own.right);
  }

  #fill() {
    const { documentElement } = document;
    if (this.full === this.element.classList.contains('full')) return;
    this.element.classList.toggle('full', this.full);
    this.#given.launcher.hidden = this.full;
    this.element.ariaModal = this.full || null;
    if (this.full) {
      this.#pageOverflow = documentElement.style.overflow;
      documentElement.style.overflow = 'hidden';
    } else {
      documentElement.style.overflow = this.#pageOverflow;
    }
    this.#fit();
  }

  // A phone's keyboard covers the page without resizing it.
  #fit() {
    const { style } = this.element;
    const seen = this.full && visualViewport.scale === 1 ? visualViewport : null;
    style.height = seen ? `${seen.height}px` : '';
    style.top = seen ? `${seen.offsetTop}px` : '';
  }

  #keepInside(event) {
    const stops = [...this.element.querySelectorAll('button, a[href], input, textarea, [tabindex="0"]')].filter((stop) => stop.getClientRects().length);
    const from = this.element.getRootNode().activeElement;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (from !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}
