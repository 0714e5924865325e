import { h, icon } from './dom.js';
import { texts } from './texts.js';

/** The window around the talk; it fills small screens. */
export class Panel {
  #launcher;
  #composer;
  #opened;
  #inline;
  #small = matchMedia('(max-width: 639.98px), (max-height: 479.98px)');
  #pageOverflow = '';
  #scrollRestoration;
  #steppedBack;

  constructor({ root, launcher, title, inline, log, composer, opened, clear }) {
    this.#launcher = launcher;
    this.#composer = composer;
    this.#opened = opened;
    this.#inline = inline;

    const toClear = h('button', { type: 'button', class: 'item clear', onclick: () => { menu(false); clear(); } }, icon('bin'), texts.clear);
    const items = h('div', { class: 'menu', id: 'menu', hidden: true }, toClear);
    const more = h('button', {
      type: 'button', class: 'tool more', 'aria-label': texts.menu, 'aria-expanded': 'false', 'aria-controls': 'menu', onclick: () => menu(items.hidden),
    }, icon('more'));
    const menu = (show) => {
      items.hidden = !show;
      more.setAttribute('aria-expanded', String(show));
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

    // A press beside the menu moves no focus in every browser.
    this.element.addEventListener('pointerdown', (event) => items.hidden || event.composedPath().includes(more.parentNode) || menu(false));
    root.append(this.element, log.announcer);
    launcher.setAttribute('aria-controls', 'panel');

    this.#small.addEventListener('change', () => this.#fill());
    visualViewport?.addEventListener('resize', () => this.#fit());
    visualViewport?.addEventListener('scroll', () => this.#fit());
    addEventListener('popstate', () => {
      this.#steppedBack?.();
      if (this.full && !history.state?.talusbot) this.close({ back: false });
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  get full() {
    return this.isOpen && !this.#inline && this.#small.matches;
  }

  /** Without `focus` when nobody asked for the chat just now. */
  open({ focus }) {
    if (!this.isOpen) {
      this.element.hidden = false;
      this.#launcher.setAttribute('aria-expanded', 'true');
      // So that the back button leaves the chat, not the page.
      if (this.full && focus && !history.state?.talusbot) {
        this.#scrollRestoration ??= history.scrollRestoration;
        history.scrollRestoration = 'manual';
        history.pushState({ ...history.state, talusbot: true }, '');
      }
      this.#fill();
      this.#composer.fit();
      this.#opened(true);
    }
    if (focus) this.#composer.input.focus();
  }

  /** Resolves when the page is as it was, its history too. */
  async close({ focus = true, back = true } = {}) {
    if (!this.isOpen || this.#inline) return;
    const covered = this.full;
    this.element.hidden = true;
    this.#launcher.setAttribute('aria-expanded', 'false');
    this.#fill();
    this.#opened(false);
    if (focus) this.#launcher.focus({ preventScroll: true });
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

  /** Whether the window lies over these places of the page. */
  covers(rects) {
    if (!this.isOpen || this.#inline) return false;
    const own = this.element.getBoundingClientRect();
    return this.full || rects.some((rect) => rect.right > own.left && rect.left < own.right);
  }

  #fill() {
    const { documentElement } = document;
    if (this.full === this.element.classList.contains('full')) return;
    this.element.classList.toggle('full', this.full);
    this.#launcher.hidden = this.full;
    if (this.full) {
      this.element.setAttribute('aria-modal', 'true');
      this.#pageOverflow = documentElement.style.overflow;
      documentElement.style.overflow = 'hidden';
    } else {
      this.element.removeAttribute('aria-modal');
      documentElement.style.overflow = this.#pageOverflow;
    }
    this.#fit();
  }

  // A phone's keyboard covers the page without resizing it.
  #fit() {
    const { style } = this.element;
    const seen = this.full && visualViewport && visualViewport.scale === 1 ? visualViewport : null;
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
