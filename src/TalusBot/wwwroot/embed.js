// The loader: <script src="https://bot.example/embed.js" defer></script> shows the launcher and fetches the chat on first use.
// docs/widget.md names its attributes and custom properties.
(() => {
  const script = document.currentScript;
  if (!script || document.querySelector('talus-bot')) return;

  const base = new URL('./', script.src).href;
  const { open, target, theme, position, accent, texts, remember, title = 'Ask this article', failed = 'could not be loaded, try again' } = script.dataset;

  const css = `
    :host {
      all: initial; position: absolute; color-scheme: light dark;
      --accent: var(--talusbot-accent, light-dark(#0b6a66, #6fd3c7));
      --on-accent: var(--talusbot-on-accent, oklch(from var(--accent) clamp(0, (.66 - l) * 999, 1) 0 0));
      --side: calc(24px + env(safe-area-inset-right, 0px));
    }
    :host([theme=light]) { color-scheme: light; }
    :host([theme=dark]) { color-scheme: dark; }
    :host([inline]) { display: block; position: relative; block-size: var(--talusbot-height, min(680px, 85vh)); }
    .launcher {
      position: fixed; z-index: 2147483000; box-sizing: border-box; inline-size: 56px; block-size: 56px; padding: 0;
      right: var(--side); bottom: calc(24px + env(safe-area-inset-bottom, 0px));
      display: grid; place-items: center; border: 2px solid transparent; border-radius: 50%; cursor: pointer;
      background: var(--accent); color: var(--on-accent);
      box-shadow: 0 8px 28px -4px rgb(6 24 28 / .5);
      transition: transform .16s;
    }
    :host([position=left]) .launcher { right: auto; left: var(--side); }
    .launcher:hover { transform: translateY(-2px); }
    .launcher:active { transform: scale(.96); }
    .launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
    .launcher svg { inline-size: 31px; block-size: 31px; grid-area: 1 / 1; transition: opacity .16s, transform .2s; }
    .launcher .down, .launcher[aria-expanded=true] .quote { opacity: 0; transform: scale(.5) rotate(-30deg); }
    .launcher[aria-expanded=true] .down { opacity: 1; transform: none; }
    .launcher[aria-busy=true] .quote { animation: breathe 1s ease-in-out infinite alternate; }
    @keyframes breathe { to { opacity: .35; } }
    @media (max-width: 639.98px) {
      :host { --side: calc(16px + env(safe-area-inset-right, 0px)); }
      .launcher { bottom: calc(16px + env(safe-area-inset-bottom, 0px)); }
    }
    @media (forced-colors: active) { .launcher { border-color: ButtonBorder; background: ButtonFace; color: ButtonText; } }
    @media (prefers-reduced-motion: reduce) { .launcher, .launcher * { transition: none !important; animation: none !important; } }
    @media print { :host { display: none; } }`;

  const drawing = (name, attributes, path) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const line = document.createElementNS(svg.namespaceURI, 'path');
    const all = { viewBox: '0 0 24 24', class: name, 'aria-hidden': true, fill: 'none', ...attributes };
    for (const key in all) svg.setAttribute(key, all[key]);
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
  };

  const host = document.createElement('talus-bot');
  host.lang = 'en';
  if (theme) host.setAttribute('theme', theme);
  if (position) host.setAttribute('position', position);
  if (accent) host.style.setProperty('--talusbot-accent', accent);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.ariaExpanded = false;
  launcher.ariaLabel = title;
  launcher.append(
    drawing('quote', { fill: 'currentColor' },
      'M12 2.8C6.6 2.8 2.4 6.5 2.4 11.2c0 2.5 1.2 4.7 3.1 6.2-.1 1.2-.5 2.5-1.4 3.6 2 .1 3.8-.6 5.2-1.7.9.2 1.8.3 2.7.3 5.4 0 9.6-3.7 9.6-8.4S17.4 2.8 12 2.8Z'
      + 'M10.7 8c-1.2.5-1.7 1.4-1.7 2.5h1.7v3.7H7v-3.5C7 8.5 8.2 7 10.2 6.6Zm6.1 0c-1.2.5-1.7 1.4-1.7 2.5h1.7v3.7h-3.7v-3.5c0-2.2 1.2-3.7 3.2-4.1Z'),
    drawing('down', { stroke: 'currentColor', 'stroke-width': 2.4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }, 'm6 9.5 6 6 6-6'));
  launcher.querySelector('.quote').setAttribute('fill-rule', 'evenodd');

  let failures = 0;
  let arriving;
  let mounting;
  // A failed import may be remembered by the browser under its address, so a second try uses another one.
  const load = () => arriving ??= import(`${base}widget.js${failures ? `?${failures}` : ''}`);
  const mount = async () => (await load()).mount({ host, root, launcher, base, title, texts, remember: remember !== undefined, inline: Boolean(target) });

  let chat;
  const show = async (focus) => {
    launcher.ariaBusy = true;
    try {
      chat = await (mounting ??= mount());
      launcher.ariaLabel = title;
      chat.open({ focus });
    } catch (problem) {
      console.error('TalusBot could not be loaded.', problem);
      launcher.ariaLabel = `${title}: ${failed}`;
      arriving = mounting = undefined;
      failures++;
    } finally {
      launcher.ariaBusy = null;
    }
  };
  launcher.addEventListener('click', () => (chat ? chat.toggle() : show(true)));
  // What fails here fails again, and is told, on the click.
  launcher.addEventListener('pointerenter', () => load().catch(() => {}), { once: true });

  // Who closed a chat that starts open is not asked again on the next page.
  const startsOpen = () => {
    let kept = null;
    try {
      kept = sessionStorage.getItem('talusbot.open');
    } catch {}
    return kept ? kept === '1' : open !== undefined;
  };

  const place = () => {
    const home = target && document.querySelector(target);
    if (target && !home) return console.error(`TalusBot: nothing on this page matches data-target="${target}".`);
    if (home) host.setAttribute('inline', '');
    else root.append(launcher);
    (home || document.body).append(host);
    if (home || startsOpen()) show(false);
  };
  if (document.body) place();
  else document.addEventListener('DOMContentLoaded', place);
})();
