const TALK = 'talusbot.talk';
const OPEN = 'talusbot.open';
const ERA = 'talusbot.era';
const MESSAGES_KEPT = 50;
const ANSWER_MS = 150;

export const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}.${Math.random()}`;

// Without storage, the chat lives as long as the page.
const attempt = (act) => {
  try {
    return act();
  } catch {}
};

// Each clearing begins one in this browser: what a tab keeps from an earlier one is cleared too.
const eraNow = () => attempt(() => localStorage[ERA]);

/** What outlives a page load: in this tab, or in this browser to `remember`. */
export function openStore(remember) {
  const storage = attempt(() => (remember ? localStorage : sessionStorage));
  let era = eraNow();
  let kept = attempt(() => JSON.parse(storage[TALK])) ?? {};
  if (kept.era !== era) kept = {};
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
        attempt(() => storage[TALK] = JSON.stringify({ era, ...this }));
      });
    },

    rememberOpen(open) {
      attempt(() => sessionStorage[OPEN] = open ? '1' : '0');
    },

    beginEra() {
      attempt(() => localStorage[ERA] = newKey());
      this.joinEra();
    },

    // What is kept here was not cleared.
    joinEra() {
      era = eraNow();
      this.save();
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
    if (clear !== undefined) cleared(clear);
    const own = ask && running();
    if (own) channel.postMessage({ to: ask, found: own });
  };
  return {
    ask: () => new Promise((resolve) => {
      answered = resolve;
      channel.postMessage({ ask: me });
      setTimeout(resolve, ANSWER_MS);
    }),

    clear: (id = '') => channel.postMessage({ clear: id }),

    // Browsers see to that on secure pages only.
    alone: (act) => (navigator.locks && origin !== 'null' ? navigator.locks.request(name, act) : act()),
  };
}
