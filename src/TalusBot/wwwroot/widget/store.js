const TALK = 'talusbot.talk';
const OPEN = 'talusbot.open';
const MESSAGES_KEPT = 50;

// Storage may be off, full or blocked: then the chat lives as long as the page.
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(TALK));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {}
}

/** What outlives a page load in this tab. */
export function openStore() {
  const kept = read() ?? {};
  let due = false;
  return {
    talk: kept.talk ?? {},
    messages: Array.isArray(kept.messages) ? kept.messages : [],
    draft: kept.draft ?? '',

    // After the task, so that watermark and messages are written together and a replay neither repeats nor skips.
    save() {
      if (due) return;
      due = true;
      queueMicrotask(() => {
        due = false;
        this.messages.splice(0, Math.max(0, this.messages.length - MESSAGES_KEPT));
        write(TALK, JSON.stringify({ talk: this.talk, messages: this.messages, draft: this.draft }));
      });
    },

    rememberOpen(open) {
      write(OPEN, open ? '1' : '0');
    },
  };
}
