const REQUEST_MS = 20000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const ECHO_MS = 8000;
const POLL_MS = 2000;
const POLLS_BEFORE_SOCKET = 30;

/** `kind`: "network", "busy" (wait `seconds`), "over" (the conversation has ended; `gone`: was deleted) or "refused". */
const failed = (kind, more) => Object.assign(new Error(kind), { kind, ...more });

const randomUser = () => `r_${crypto.getRandomValues(new Uint32Array(3)).join('')}`;
const pathOf = (id) => `v3/directline/conversations/${encodeURIComponent(id)}`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A Direct Line 3.0 client for one conversation at a time. */
export class DirectLine {
  #base;
  #talk;
  #on;
  #socket = null;
  #busy = false;
  #round = 0;
  #attempts = 0;
  #deafSockets = 0;
  #polling = 0;
  #ended;
  #tab = randomUser();
  #timers = {};

  /** `talk` {id, token, watermark, user} is changed in place; `on` is what mount gives. */
  constructor(base, talk, on) {
    this.#base = base;
    this.#talk = talk;
    this.#on = on;
    talk.user ??= randomUser();
    addEventListener('online', () => this.#redial());
    addEventListener('pageshow', (event) => event.persisted && this.#redial());
    addEventListener('focus', () => this.#socket || this.#redial());
    document.addEventListener('visibilitychange', () => document.hidden || this.#socket || this.#redial());
  }

  /** Resolves when the bot has the activity; fails otherwise. */
  async send(activity) {
    const { id, token } = this.#talk;
    if (!id) {
      this.connect();
      throw failed('network');
    }
    try {
      await this.#call('POST', `${pathOf(id)}/activities`, token, { ...activity, from: { id: this.#talk.user } });
    } catch (failure) {
      if (id === this.#talk.id) {
        if (failure.kind === 'over') this.#startOver(failure);
        if (failure.kind === 'network') this.#redialLater();
      }
      throw failure;
    }
    // Without an echo, the socket is dead and does not know.
    if (this.#socket) this.#after('echo', ECHO_MS, () => this.#redial());
    else this.#redial();
  }

  /** Into a new conversation, as somebody new; `farewell`, if any, goes into the old one. */
  async leave(farewell) {
    const { id, token } = this.#talk;
    const from = { id: this.#talk.user };
    this.#forget();
    this.#talk.user = randomUser();
    this.connect();
    if (id && farewell) await this.#call('POST', `${pathOf(id)}/activities`, token, { ...farewell, from });
  }

  async #call(method, path, token, body) {
    const headers = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    let response;
    try {
      response = await fetch(this.#base + path, {
        method, headers, body: body && JSON.stringify(body),
        credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(REQUEST_MS),
      });
      if (response.ok) return await response.json();
    } catch {
      throw failed('network');
    }
    if (response.status === 429) throw failed('busy', { seconds: Math.ceil(response.headers.get('Retry-After')) || 10 });
    if ([401, 403, 404].includes(response.status)) throw failed('over', { gone: response.status === 404 });
    throw failed(response.status >= 500 ? 'network' : 'refused');
  }

  async connect() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timers.redial);
    const round = this.#round;
    try {
      const answer = this.#talk.id ? await this.#resume() : await this.#begin();
      if (round === this.#round) this.#adopt(answer);
    } catch (failure) {
      if (round === this.#round) {
        if (failure.kind === 'over' && this.#talk.id) {
          this.#forget();
          this.#on.over(failure.gone);
        } else if (failure.kind === 'over') {
          // No token for pages of this origin: trying again would change nothing.
          this.#on.state('closed');
        } else {
          this.#redialLater(failure.seconds);
        }
      }
    }
    this.#busy = false;
    if (round !== this.#round) this.connect();
  }

  // One tab at a time, so that all end up in one talk.
  #begin() {
    const round = this.#round;
    return this.#on.alone(async () => {
      const other = await this.#on.find();
      // The other tab may not have heard yet that its talk is over.
      if (other && other.talk.token !== this.#ended && round === this.#round) {
        this.#on.join(other);
        return this.#resume();
      }
      const { token } = await this.#call('POST', 'api/chat/token');
      return this.#call('POST', 'v3/directline/conversations', token, {});
    });
  }

  #resume() {
    // From the beginning where nothing was heard yet: without a watermark, the welcome would be left out.
    const { id, token, watermark = 0 } = this.#talk;
    return this.#call('GET', `${pathOf(id)}?watermark=${watermark}`, token);
  }

  #adopt({ conversationId, token, expires_in: lifetime, streamUrl }) {
    this.#talk.id = conversationId;
    if (token) this.#talk.token = token;
    this.#on.changed();
    this.#refreshAfter(lifetime);
    if (this.#deafSockets < 2 && streamUrl) this.#listen(streamUrl);
    else this.#poll();
  }

  #refreshAfter(lifetime = 1800) {
    this.#after('refresh', Math.min(lifetime * 600, 2 ** 31 - 1), async () => {
      const { id, token } = this.#talk;
      try {
        const fresh = await this.#call('POST', 'v3/directline/tokens/refresh', token);
        if (id !== this.#talk.id) return;
        this.#talk.token = fresh.token;
        this.#on.changed();
        this.#refreshAfter(fresh.expires_in);
      } catch (failure) {
        if (id !== this.#talk.id) return;
        if (failure.kind === 'over') this.#startOver(failure);
        else this.#refreshAfter(30);
      }
    });
  }

  #listen(streamUrl) {
    const address = new URL(streamUrl);
    if (this.#base.startsWith('https:')) address.protocol = 'wss:';
    address.searchParams.set('tab', this.#tab);
    this.#hangUp();
    const socket = this.#socket = new WebSocket(address);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#deafSockets = 0;
      if (socket === this.#socket) this.#on.state('live');
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#hear(data);
    };
    socket.onclose = () => {
      if (socket !== this.#socket) return;
      if (!opened) this.#deafSockets++;
      this.#redialLater();
    };
  }

  // For networks that let no web socket through.
  async #poll() {
    this.#hangUp();
    const turn = ++this.#polling;
    this.#on.state('live');
    try {
      for (let polls = 0; polls < POLLS_BEFORE_SOCKET; polls++) {
        const { id, token, watermark = '' } = this.#talk;
        const page = await this.#call('GET', `${pathOf(id)}/activities?watermark=${watermark}`, token);
        if (turn !== this.#polling) return;
        this.#hear(page);
        await pause(document.hidden ? 5 * POLL_MS : POLL_MS);
        if (turn !== this.#polling) return;
      }
      this.#deafSockets = 1;
      this.#redial();
    } catch (failure) {
      if (turn !== this.#polling) return;
      if (failure.kind === 'over') this.#startOver(failure);
      else this.#redialLater(failure.seconds);
    }
  }

  #hear(frame) {
    this.#attempts = 0;
    clearTimeout(this.#timers.echo);
    if (!frame) return;
    const page = typeof frame === 'string' ? JSON.parse(frame) : frame;
    if (page.watermark) this.#talk.watermark = page.watermark;
    for (const activity of page.activities ?? []) {
      try {
        this.#on.activity(activity);
      } catch (problem) {
        console.error('TalusBot: an activity could not be shown.', problem);
      }
    }
    this.#on.changed();
  }

  #redial() {
    this.#hangUp();
    this.connect();
  }

  #redialLater(seconds = 0) {
    this.#hangUp();
    this.#on.state('down');
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#attempts++);
    this.#after('redial', Math.max(seconds * 1000, longest * (0.5 + Math.random() / 2)), () => this.connect());
  }

  #startOver({ gone }) {
    this.#forget();
    this.#on.over(gone);
    this.connect();
  }

  #forget() {
    this.#round++;
    this.#hangUp();
    clearTimeout(this.#timers.refresh);
    this.#ended = this.#talk.token;
    for (const key of ['id', 'token', 'watermark']) delete this.#talk[key];
    this.#on.changed();
  }

  #hangUp() {
    this.#polling++;
    clearTimeout(this.#timers.echo);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #after(name, ms, act) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(act, ms);
  }
}
