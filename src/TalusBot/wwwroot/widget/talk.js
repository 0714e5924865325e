const TALK = 'talusbot.talk';
const OPEN = 'talusbot.open';
const MESSAGES_KEPT = 50;
const ANSWER_MS = 150;

export const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}.${Math.random()}`;

/** What outlives a page load: in this tab, or in this browser to `remember`. */
export function openStore(remember) {
  // Without storage, the chat lives as long as the page.
  const attempt = (act) => {
    try {
      return act(remember ? localStorage : sessionStorage);
    } catch {}
  };
  const kept = attempt((storage) => JSON.parse(storage.getItem(TALK))) ?? {};
  let due = false;
  return {
    talk: kept.talk ?? {},
    messages: Array.isArray(kept.messages) ? kept.messages : [],
    draft: kept.draft ?? '',

    // After the task, so that watermark and messages are written together.
    save() {
      if (due) return;
      due = true;
      queueMicrotask(() => {
        due = false;
        this.messages.splice(0, Math.max(0, this.messages.length - MESSAGES_KEPT));
        attempt((storage) => storage.setItem(TALK, JSON.stringify({ talk: this.talk, messages: this.messages, draft: this.draft })));
      });
    },

    rememberOpen(open) {
      try {
        sessionStorage.setItem(OPEN, open ? '1' : '0');
      } catch {}
    },
  };
}

/** The other tabs of this site. `running` gives the talk of this one, `cleared` (id) is told what another has cleared. */
export function openTabs(name, { running, cleared }) {
  const channel = new BroadcastChannel(name);
  const me = newKey();
  let answered;
  channel.onmessage = ({ data: { ask, to, found, clear } }) => {
    if (to === me) answered?.(found);
    if (clear) cleared(clear);
    const own = ask && running();
    if (own) channel.postMessage({ to: ask, found: own });
  };
  return {
    ask: () => new Promise((resolve) => {
      answered = resolve;
      channel.postMessage({ ask: me });
      setTimeout(resolve, ANSWER_MS);
    }),

    clear: (id) => channel.postMessage({ clear: id }),

    // Browsers see to that on secure pages only.
    alone: (act) => (navigator.locks && origin !== 'null' ? navigator.locks.request(name, act) : act()),
  };
}
