const REQUEST_MS = 20000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const ECHO_MS = 8000;
const POLL_MS = 2000;
const POLLS_BEFORE_SOCKET = 30;

/** Why a request failed. `kind`: "network", "busy" (wait `seconds`), "over" (the conversation is gone) or "refused". */
export class Failure extends Error {
  constructor(kind, seconds = 0) {
    super(kind);
    this.kind = kind;
    this.seconds = seconds;
  }
}

const randomUser = () => `r_${crypto.getRandomValues(new Uint32Array(3)).join('')}`;
const pathOf = (id) => `v3/directline/conversations/${encodeURIComponent(id)}`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function userOf(token) {
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const claims = JSON.parse(atob(payload));
    return typeof claims.user === 'string' ? claims.user : claims.user?.id;
  } catch {
    return undefined;
  }
}

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
  #timers = {};

  /**
   * @param base address of the bot, ending in a slash
   * @param talk {id, token, watermark, user}: changed in place, kept by the caller across page loads
   * @param on {activities(list), state("live" | "down" | "elsewhere"), over(), changed()}
   */
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

  get user() {
    return userOf(this.#talk.token ?? '') ?? this.#talk.user;
  }

  /** Posts one activity; resolves when the bot has it, throws a Failure otherwise. */
  async send(activity) {
    const { id, token } = this.#talk;
    if (!id) {
      this.connect();
      throw new Failure('network');
    }
    try {
      await this.#call('POST', `${pathOf(id)}/activities`, token, { ...activity, from: { id: this.user } });
    } catch (failure) {
      if (id === this.#talk.id) {
        if (failure.kind === 'over') this.#startOver();
        if (failure.kind === 'network') this.#redialLater();
      }
      throw failure;
    }
    // No echo down the stream means that the socket is dead without knowing it.
    if (this.#socket) this.#after('echo', ECHO_MS, () => this.#redial());
    else this.#redial();
  }

  /** Begins a new conversation, as somebody new, and sends `farewell` into the old one. */
  async leave(farewell) {
    const { id, token } = this.#talk;
    const from = { id: this.user };
    this.#forget();
    this.#talk.user = randomUser();
    this.connect();
    if (id) await this.#call('POST', `${pathOf(id)}/activities`, token, { ...farewell, from });
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
      throw new Failure('network');
    }
    if (response.status === 429) throw new Failure('busy', Math.ceil(response.headers.get('Retry-After')) || 10);
    if ([401, 403, 404].includes(response.status)) throw new Failure('over');
    throw new Failure(response.status >= 500 ? 'network' : 'refused');
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
          this.#on.over();
        } else {
          this.#redialLater(failure.seconds);
        }
      }
    }
    this.#busy = false;
    if (round !== this.#round) this.connect();
  }

  async #begin() {
    const { token } = await this.#call('POST', 'api/chat/token');
    return this.#call('POST', 'v3/directline/conversations', token, {});
  }

  #resume() {
    const { id, token, watermark } = this.#talk;
    const after = watermark ? `?watermark=${encodeURIComponent(watermark)}` : '';
    return this.#call('GET', pathOf(id) + after, token);
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
        if (failure.kind === 'over') this.#startOver();
        else this.#refreshAfter(30);
      }
    });
  }

  #listen(streamUrl) {
    const address = new URL(streamUrl);
    if (this.#base.startsWith('https:')) address.protocol = 'wss:';
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
    socket.onclose = ({ reason }) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      if (!opened) this.#deafSockets++;
      // The newest socket wins; dialling back would make two tabs take the talk from each other for ever.
      if (reason === 'collision') this.#on.state('elsewhere');
      else this.#redialLater();
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
        const page = await this.#call('GET', `${pathOf(id)}/activities?watermark=${encodeURIComponent(watermark)}`, token);
        if (turn !== this.#polling) return;
        this.#hear(page);
        await pause(document.hidden ? 5 * POLL_MS : POLL_MS);
        if (turn !== this.#polling) return;
      }
      this.#deafSockets = 1;
      this.#redial();
    } catch (failure) {
      if (turn !== this.#polling) return;
      if (failure.kind === 'over') this.#startOver();
      else this.#redialLater(failure.seconds);
    }
  }

  #hear(frame) {
    this.#attempts = 0;
    clearTimeout(this.#timers.echo);
    // An empty frame only keeps the line open.
    if (!frame) return;
    const page = typeof frame === 'string' ? JSON.parse(frame) : frame;
    if (page.watermark) this.#talk.watermark = page.watermark;
    if (Array.isArray(page.activities)) this.#on.activities(page.activities);
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

  #startOver() {
    this.#forget();
    this.#on.over();
    this.connect();
  }

  #forget() {
    this.#round++;
    this.#hangUp();
    clearTimeout(this.#timers.refresh);
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
