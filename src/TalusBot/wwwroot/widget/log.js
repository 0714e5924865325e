import { h, icon } from './dom.js';
import { renderMarkdown } from './markdown.js';
import { dayOf, fill, texts } from './texts.js';

const READ_BY_THEN_MS = 10000;
const DOTS_AFTER_MS = 400;
const DOTS_AT_MOST_MS = 30000;

const oneLine = (words) => (words ?? '').replace(/\s+/g, ' ').trim();

const who = ({ speaker, role }) =>
  (speaker ? [speaker, texts.roles[role]].filter(Boolean).join(', ') : texts.somebody[role] ?? texts.sources);

function when({ id, date, role }) {
  if (date) return h('time', { datetime: date }, dayOf(date));
  if (role === 'maintainer') return null;
  return /#c/.test(id ?? '') ? texts.inComment : texts.inArticle;
}

/** The numbered sources; `quoting` (citation) says whether to repeat its words, `place` makes what leads to it. */
function sourceList(citations, key, quoting, place) {
  return h('ol', { class: 'sources', 'aria-label': texts.sources }, ...citations.map((citation, index) => {
    const date = when(citation);
    return h('li', {}, place(citation, { class: 'source', id: sourceId(key, index + 1), 'data-citation': citation.id },
      [
        h('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)),
        h('span', { class: 'about' },
          h('span', { class: 'who' }, who(citation)),
          date && ' ', date && h('span', { class: 'when' }, date)),
        citation.quote && quoting(citation) ? h('q', {}, citation.quote) : null,
        citation.url ? icon('go') : null,
      ]));
  }));
}

const sourceId = (key, number) => `source-${key}-${number}`;

const button = (label, onclick) => h('button', { type: 'button', class: 'act', onclick }, label);

/** What a reader can do about a reply; null for nothing. Its `update` shows the state of the message, `say` a line of ours. */
function actsUnder(message, { base, tell, link, announce }) {
  const { canSend, comment, outcome, question } = message.talusbot ?? {};
  if (!message.id || !(canSend || outcome === 'answered')) return null;
  const note = h('p', { class: 'note' });
  const element = h('div', { class: 'acts' });
  element.say = (...words) => {
    note.replaceChildren(...words);
    announce(note.textContent);
  };

  const copy = (label, copied, words, ...after) => button(label, async () => {
    // Where a page may not copy, the reader can.
    element.say(await navigator.clipboard?.writeText(words).then(() => copied, () => null) ?? words, ...after);
  });

  if (canSend) {
    const send = button('', () => message.mark || tell(message, 'send-to-maintainers'));
    element.append(send, comment ? copy(texts.copy, texts.copied, comment.text, comment.url ? link(comment.url, null, {}, [texts.commentHere]) : '') : '', note);
    element.update = () => {
      send.textContent = message.mark ? texts.toMaintainers : texts.sendOn;
      send.ariaDisabled = Boolean(message.mark);
    };
  } else {
    const rate = (thumb, reason) => tell(message, 'feedback', { thumb, reason });
    const [up, down] = ['up', 'down'].map((thumb) => button(texts.thumbs[thumb], () => {
      const isNew = message.mark !== thumb;
      rate(isNew ? thumb : 'none');
      why.hidden = !isNew || thumb === 'up';
      why.scrollIntoView({ block: 'nearest' });
    }));
    const input = h('input', { 'aria-label': texts.why, placeholder: texts.why, maxlength: 500, enterkeyhint: 'send', autocomplete: 'off' });
    const why = h('form', { hidden: true, onsubmit: (event) => {
      event.preventDefault();
      rate('down', input.value);
      // Before the field goes.
      down.focus();
      why.hidden = true;
      input.value = '';
    } }, input, h('button', { class: 'act' }, texts.send));
    element.append(up, down, why, question ? copy(texts.copyLink, texts.linkCopied, `${base}ask?q=${encodeURIComponent(question)}`) : '', note);
    element.update = () => {
      up.ariaPressed = message.mark === 'up';
      down.ariaPressed = message.mark === 'down';
    };
  }

  element.update();
  return element;
}

/** The transcript. Its role="log" is silent; a polite region beside it says each new message once, and nothing again after a reload. */
export class Log {
  #elements = new Map();
  #on;
  #dotsTimer;

  /** `on` is what mount gives. */
  constructor(on) {
    this.#on = on;
    this.announcer = h('div', { class: 'hidden announcer', 'aria-live': 'polite' });
    this.list = h('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': texts.log, tabindex: '0' });
    this.dots = h('div', { class: 'dots', hidden: true, 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
    this.chips = h('div', { class: 'chips', role: 'group', 'aria-label': texts.choices, hidden: true });
    this.scroller = h('div', { class: 'scroller' }, this.list, this.dots, this.chips);
  }

  announce(words) {
    const line = h('p', {}, words);
    this.announcer.append(line);
    setTimeout(() => line.remove(), READ_BY_THEN_MS);
  }

  add(message, { announce }) {
    const element = message.divider ? h('p', { class: 'divider' }, h('span', {}, message.divider))
      : message.mine ? this.#mine(message) : this.#answer(message);
    this.#elements.set(message.key, element);
    this.list.append(element);
    if (announce) this.announce(message.divider ?? this.#spoken(message, element));
  }

  update(message) {
    const element = this.#elements.get(message.key);
    if (!element || element.dataset.state === message.state) return;
    const fresh = this.#mine(message);
    this.#keepFocus(element);
    element.replaceWith(fresh);
    this.#elements.set(message.key, fresh);
  }

  // Before what has the focus goes.
  #keepFocus(going) {
    if (going.contains(going.getRootNode().activeElement)) this.list.focus({ preventScroll: true });
  }

  mark(message, words) {
    const acts = this.#elements.get(message.key)?.querySelector('.acts');
    if (!message.id) acts?.remove();
    acts?.update();
    if (words) acts?.say(words);
  }

  remove(message) {
    this.#elements.get(message.key)?.remove();
    this.#elements.delete(message.key);
  }

  toLast(message) {
    const element = this.#elements.get(message.key);
    if (element !== this.list.lastElementChild) this.list.append(element);
  }

  clear() {
    this.#elements.clear();
    this.#keepFocus(this.list);
    this.list.replaceChildren();
    this.waiting(false);
  }

  offer(actions, choose) {
    this.#keepFocus(this.chips);
    this.chips.replaceChildren(...actions.map(({ title, value }) =>
      h('button', { type: 'button', class: 'chip', 'data-value': value, onclick: (event) => choose(value, event) }, title || value)));
    this.chips.hidden = !actions.length;
  }

  waiting(on) {
    clearTimeout(this.#dotsTimer);
    if (!on) this.dots.hidden = true;
    else this.#dotsTimer = setTimeout(() => {
      if (this.dots.hidden) this.announce(texts.typing);
      this.dots.hidden = false;
      this.toEnd();
      this.#dotsTimer = setTimeout(() => this.waiting(false), DOTS_AT_MOST_MS);
    }, DOTS_AFTER_MS);
  }

  /** To the end, or to the beginning of a message that does not fit. */
  toEnd(message) {
    const top = message ? (this.#elements.get(message.key)?.offsetTop ?? Infinity) - 14 : Infinity;
    this.scroller.scrollTop = Math.min(this.scroller.scrollHeight, top);
  }

  #mine(message) {
    const { text, state } = message;
    return h('div', { class: 'message mine', 'data-key': message.key, 'data-state': state },
      h('div', { class: 'bubble' }, h('span', { class: 'hidden' }, texts.youSaid), text),
      state === 'unsent' ? h('p', { class: 'status' }, `${texts.unsent} `,
        h('button', { type: 'button', class: 'retry', onclick: () => this.#on.retry(message) }, icon('again'), texts.retry)) : null);
  }

  #answer(message) {
    const { key, text, talusbot = {} } = message;
    const citations = (talusbot.citations ?? []).slice(0, 9);
    const element = h('div', { class: 'message bot', 'data-key': key, 'data-outcome': talusbot.outcome });
    const mark = (number, address) => {
      const cited = citations[number - 1];
      if (!cited) return address ? this.#on.link(address, null, {}, [`[${number}]`]) : null;
      return h('button', {
        type: 'button', class: 'mark', 'aria-label': fill(texts.sourceMark, number) + who(cited), onclick: () => {
          const source = element.querySelector(`#${CSS.escape(sourceId(key, number))}`);
          source.focus();
          source.scrollIntoView({ block: 'nearest' });
        },
      }, String(number));
    };
    const link = (address, children) =>
      this.#on.link(address, citations.find(({ url }) => url === address)?.quote, {}, children);

    element.append(h('span', { class: 'hidden' }, texts.botSaid));
    if (talusbot.outcome === 'safety') element.append(h('p', { class: 'care' }, icon('care', texts.safety), h('span', { 'aria-hidden': 'true' }, texts.safety)));
    element.append(h('div', { class: 'body', lang: 'en' }, ...renderMarkdown(text, { mark, link })));
    if (talusbot.notice) element.append(h('p', { class: 'notice' }, icon('info'), h('span', {}, talusbot.notice)));
    if (citations.length) {
      const said = oneLine(element.textContent);
      element.append(sourceList(citations, key, ({ quote }) => !said.includes(oneLine(quote)), (citation, attributes, children) =>
        this.#on.link(citation.url, citation.quote, { ...attributes, tabindex: citation.url ? null : '-1' }, children)));
    }
    element.append(actsUnder(message, { ...this.#on, announce: (words) => this.announce(words) }) ?? '');
    return element;
  }

  #spoken({ talusbot = {}, actions = [] }, element) {
    const body = element.querySelector('.body').cloneNode(true);
    for (const mark of body.querySelectorAll('.mark')) mark.remove();
    for (const block of body.querySelectorAll('p, li, br')) block.append(' ');
    return [
      texts.botSaid + (talusbot.outcome === 'safety' ? `${texts.safety}. ` : '') + oneLine(body.textContent),
      talusbot.notice,
      talusbot.citations?.length ? fill(texts.sourceCount, talusbot.citations.length) : '',
      actions.length ? fill(texts.choiceCount, actions.length) : '',
    ].filter(Boolean).join(' ').replace(/\s+([.,;:!?])/g, '$1');
  }
}
