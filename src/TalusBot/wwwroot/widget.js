import { DirectLine } from './widget/direct-line.js';
import { h } from './widget/dom.js';
import { Log } from './widget/log.js';
import { Composer, Panel } from './widget/panel.js';
import { addressOf, findOnPage, showOnPage } from './widget/passage.js';
import { css } from './widget/style.js';
import { newKey, openStore, openTabs } from './widget/talk.js';
import { fill, replaceTexts, texts } from './widget/texts.js';

const BANNER_AFTER_MS = 1500;

/** Builds the chat beside its launcher. `base`: address of the bot, ending in a slash. */
export async function mount({ host, root, launcher, base, title, inline, texts: ownTexts, remember }) {
  if (ownTexts) await replaceTexts(ownTexts);
  host.lang = texts.language;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const store = openStore(remember);
  const { messages } = store;
  const seen = new Set();
  const onTheWay = new Map();
  const told = new Map();
  let started = false;
  let delivering = false;

  const tabs = openTabs(`talusbot ${base}`, {
    running: () => store.talk.id && { talk: store.talk, messages: messages.filter(({ mine, id }) => id || !mine) },
    cleared: (id) => {
      store.joinEra();
      if (id !== store.talk.id) return;
      wipe();
      line.leave();
    },
  });
  const log = new Log({ base, link, retry: deliver, tell });
  const composer = new Composer({
    send: say,
    announce: (words) => log.announce(words),
    changed: (text) => { store.draft = text; store.save(); },
  });
  const panel = new Panel({ root, launcher, title, inline, log, composer, opened, clear });
  const line = new DirectLine(base, store.talk, {
    activity: hear,
    state: lineIs,
    over,
    changed: () => store.save(),
    alone: tabs.alone,
    find: tabs.ask,
    join: (found) => {
      Object.assign(store.talk, found.talk);
      show([...found.messages, ...messages.filter(isWaiting)]);
    },
  });

  composer.text = store.draft;
  // Whether they arrived, a page that is gone cannot say.
  show(messages.map((message) => (message.state === 'sending' ? { ...message, state: 'unsent' } : message)));

  function show(all) {
    messages.length = 0;
    seen.clear();
    log.clear();
    for (const message of all) {
      if (message.id) seen.add(message.id);
      messages.push(message);
      log.add(message, { announce: false });
    }
    offerChoices();
    log.toEnd(messages.at(-1));
    store.save();
  }

  function opened(open) {
    if (!inline) store.rememberOpen(open);
    if (!open) return;
    delete launcher.dataset.unread;
    launcher.ariaLabel = title;
    log.toEnd(messages.at(-1));
    if (started) return;
    started = true;
    line.connect();
    if (!store.talk.id) log.waiting(true);
  }

  function say(text) {
    const message = { key: newKey(), mine: true, text, state: 'sending' };
    add(message, { announce: false });
    if (!delivering) deliver(message);
  }

  // In order; what comes after a failure stays unsent.
  async function deliverAll() {
    if (delivering) return;
    delivering = true;
    while (await deliver(messages.find(isWaiting)));
    delivering = false;
    giveUp();
  }

  function giveUp() {
    for (const message of messages) if (message.state === 'sending' && !onTheWay.has(message.key)) turn(message, 'unsent');
  }

  /** Resolves to whether it arrived. */
  function deliver(message) {
    if (!message) return;
    const { key } = message;
    if (!onTheWay.has(key)) onTheWay.set(key, post(message).finally(() => onTheWay.delete(key)));
    return onTheWay.get(key);
  }

  async function post(message) {
    // While a talk is being opened, its messages wait.
    if (!store.talk.id && !/down|closed/.test(host.dataset.state)) return;
    turn(message, 'sending');
    log.waiting(true);
    try {
      await line.send({
        type: 'message', text: message.text, textFormat: 'plain', locale: navigator.language,
        channelData: { clientActivityID: message.key },
      });
      arrived(message);
    } catch ({ kind, seconds }) {
      log.waiting(false);
      if (message.state !== 'sent' && messages.includes(message)) {
        if (kind === 'busy' || kind === 'over') takeBack(message);
        else turn(message, 'unsent');
        if (kind === 'busy') composer.wait(seconds);
        else if (kind !== 'over') log.announce(texts.unsent);
      }
    }
    return message.state === 'sent';
  }

  async function tell(message, name, value = {}) {
    const before = message.mark;
    const key = newKey();
    told.set(key, message);
    mark(message, value.thumb);
    try {
      await line.send({
        type: 'event', name: `talusbot/${name}`, value: { replyToId: message.id, ...value }, channelData: { clientActivityID: key },
      });
    } catch {
      mark(message, before ?? 'none', texts.unsent);
    }
  }

  function mark(message, state = 'sent', words) {
    message.mark = state === 'none' ? undefined : state;
    log.mark(message, words);
    store.save();
  }

  function arrived(message) {
    if (message.state === 'sent') return;
    turn(message, 'sent');
    log.announce(fill(texts.sent, message.text));
  }

  function takeBack(message) {
    messages.splice(messages.indexOf(message), 1);
    log.remove(message);
    composer.giveBack(message.text);
    offerChoices();
    store.save();
  }

  function turn(message, state) {
    message.state = state;
    log.update(message);
    store.save();
  }

  function hear(activity) {
    const { id, type, text, from, channelData, suggestedActions, replyToId, name, value } = activity ?? {};
    const { clientActivityID: key, talusbot } = channelData ?? {};
    const own = from?.role === 'user';
    if (type === 'typing' && !own) log.waiting(true);
    if (own && type === 'event' && /^talusbot\/(feedback|send)/.test(name)) {
      const about = messages.find((message) => message.id && message.id === value?.replyToId);
      if (about) mark(about, value.thumb);
      told.set(id, told.get(key));
    }
    if (type !== 'message' || (id && seen.has(id))) return;
    if (id) seen.add(id);
    if (own) {
      const sent = messages.find((message) => message.mine && message.key === key);
      if (sent) {
        sent.id = id;
        // The order is the bot's: what was typed before its welcome had come stands below it.
        messages.push(...messages.splice(messages.indexOf(sent), 1));
        log.toLast(sent);
        arrived(sent);
      } else if (text) {
        // Typed in another tab.
        add({ key: id, id, mine: true, text, state: 'sent' }, { announce: false });
        log.waiting(true);
      }
      return;
    }
    if (talusbot?.outcome === 'feedback') {
      // Said below its reply, by the tab that sent the thumb.
      if (told.get(replyToId)) log.mark(told.get(replyToId), text);
      return;
    }
    log.waiting(false);
    const actions = (suggestedActions?.actions ?? []).filter(({ value }) => typeof value === 'string' && value);
    add({ key: id ?? newKey(), id, text: text ?? '', actions, talusbot }, { announce: true });
    if (!panel.isOpen) {
      launcher.dataset.unread = '';
      launcher.ariaLabel = fill(texts.unread, title);
    }
  }

  function add(message, { announce }) {
    // What cannot be shown is not kept.
    log.add(message, { announce });
    messages.push(message);
    offerChoices();
    log.toEnd(message);
    store.save();
  }

  function offerChoices() {
    const last = messages.at(-1);
    log.offer(last && !last.mine && last.actions ? last.actions : [], (value, event) => {
      if (composer.waits) return;
      // Before the chips go. A finger needs no keyboard on its screen.
      (event.pointerType === 'touch' ? log.list : composer.input).focus({ preventScroll: true });
      say(value);
    });
  }

  let bannerTimer;
  function lineIs(state) {
    host.dataset.state = state;
    clearTimeout(bannerTimer);
    if (state === 'live') {
      banner('');
      deliverAll();
      return;
    }
    if (state === 'down' || state === 'closed') {
      giveUp();
      log.waiting(false);
    }
    bannerTimer = setTimeout(() => banner(state === 'closed' ? texts.closed : navigator.onLine ? texts.down : texts.offline),
      navigator.onLine ? BANNER_AFTER_MS : 0);
  }

  function banner(words) {
    if (panel.banner.textContent === words) return;
    panel.banner.textContent = words;
    panel.banner.hidden = !words;
    if (words && panel.isOpen) log.announce(words);
  }

  addEventListener('offline', () => banner(texts.offline));

  /** The words of a talk that is `gone`, as it was deleted, go with it. */
  function over(gone) {
    if (gone) {
      show(messages.filter(isWaiting));
      log.announce(texts.cleared);
      return;
    }
    seen.clear();
    for (const message of messages) {
      delete message.id;
      log.mark(message);
    }
    if (messages.length) add({ key: newKey(), divider: texts.ended }, { announce: true });
  }

  function wipe() {
    show([]);
    composer.text = '';
    log.announce(texts.cleared);
  }

  async function clear() {
    composer.input.focus();
    store.beginEra();
    tabs.clear(store.talk.id);
    wipe();
    try {
      await line.leave({ type: 'event', name: 'talusbot/clear' });
    } catch ({ kind }) {
      if (kind !== 'over') add({ key: newKey(), divider: texts.clearedHere }, { announce: true });
    }
  }

  function link(url, quote, attributes, children) {
    const address = webAddress(url, base);
    if (!address) return h('span', attributes, ...children);
    const here = findOnPage(address);
    return h('a', {
      ...attributes, href: addressOf(address, quote), target: '_blank', rel: 'noopener',
      onclick: async (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        const place = findOnPage(address, quote);
        if (!place) return;
        event.preventDefault();
        const rects = [...(place.range ?? place.element).getClientRects()];
        if (panel.covers(rects)) await panel.close({ focus: false });
        showOnPage(place);
      },
    }, ...children, here ? null : h('span', { class: 'hidden' }, texts.newTab));
  }

  return {
    open: (how) => panel.open(how),
    toggle: () => (panel.isOpen ? panel.close() : panel.open({ focus: true })),
  };
}

const isWaiting = ({ state }) => state === 'sending' || state === 'unsent';

function webAddress(url, base) {
  const address = url && URL.canParse(url, base) ? new URL(url, base) : null;
  return /^https?:$/.test(address?.protocol) ? address : null;
}
