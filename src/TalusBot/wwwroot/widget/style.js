/** --accent fills, --link writes: readable whatever accent a page sets. */
export const css = `
:host {
  --surface: var(--talusbot-surface, light-dark(#ffffff, #1a2022));
  --paper: var(--talusbot-paper, light-dark(#f5f4ef, #121719));
  --ink: var(--talusbot-ink, light-dark(#1b2426, #e8ecea));
  --soft: light-dark(#566164, #a3afb0);
  --line: light-dark(#e2e0d8, #2e383b);
  --edge: light-dark(#7f8a8c, #75838a);
  --link: light-dark(oklch(from var(--accent) min(l, .5) c h), oklch(from var(--accent) max(l, .76) c h));
  --tint: color-mix(in oklab, var(--accent) 9%, var(--surface));
  --care: light-dark(#9a5b00, #f0b95a);
  --care-tint: light-dark(#fff8ea, #272012);
  --shadow: 0 24px 60px -16px rgb(6 24 28 / .4), 0 4px 14px -4px rgb(6 24 28 / .16);
  --font: var(--talusbot-font, system-ui, sans-serif);
  --serif: var(--talusbot-quote-font, Charter, Georgia, serif);
}

*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
button, textarea, input { font: inherit; color: inherit; letter-spacing: inherit; }
button { padding: 0; border: 0; background: none; cursor: pointer; }
p, h2, ol, ul, blockquote { margin: 0; padding: 0; }
.hidden {
  position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.icon {
  inline-size: 22px; block-size: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.9;
  stroke-linecap: round; stroke-linejoin: round;
}
.i-more { stroke-width: 3; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }

.panel {
  position: fixed; z-index: 2147483001; display: flex; flex-direction: column; overflow: hidden;
  right: var(--side); bottom: calc(94px + env(safe-area-inset-bottom, 0px));
  inline-size: 408px; block-size: min(680px, calc(100dvh - 118px));
  font: 400 16px/1.5 var(--font); color: var(--ink); background: var(--surface); text-align: start;
  border: 1px solid var(--line); border-radius: var(--talusbot-radius, 22px);
  box-shadow: var(--shadow);
  animation: rise .2s ease-out;
}
:host([position=left]) .panel { right: auto; left: var(--side); }
.panel.full {
  inset: 0 !important; inline-size: auto; block-size: 100dvh; border: 0; border-radius: 0; box-shadow: none; animation: none;
  padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
}
:host([inline]) .panel { position: relative; inset: auto; z-index: 0; inline-size: 100%; block-size: 100%; box-shadow: none; animation: none; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }

.head { position: relative; z-index: 2; display: flex; align-items: center; gap: 12px; padding: 12px 10px 12px 16px; border-block-end: 1px solid var(--line); }
.badge {
  flex: none; inline-size: 40px; block-size: 40px; border-radius: 13px; overflow: hidden; text-align: center;
  font: 700 46px/58px var(--serif); background: var(--accent); color: var(--on-accent);
}
.names { flex: 1; min-inline-size: 0; }
.names h2 { font-size: 16px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
.names p { font-size: 13px; line-height: 1.35; color: var(--soft); }
.tools { position: relative; display: flex; flex: none; }
.tool {
  inline-size: 44px; block-size: 44px; display: grid; place-items: center; border-radius: 12px; color: var(--soft);
}
.tool:hover, .tool[aria-expanded=true] { background: var(--paper); color: var(--ink); }
.tool:focus-visible { outline-offset: -3px; }
.menu {
  position: absolute; inset-block-start: 48px; inset-inline-end: 0; padding: 6px; border-radius: 14px;
  background: var(--surface); border: 1px solid var(--line); box-shadow: var(--shadow);
}
.item {
  display: flex; align-items: center; gap: 10px; min-block-size: 44px; padding: 0 18px 0 12px; white-space: nowrap;
  border-radius: 10px; font-size: 15px;
}
.item:hover { background: var(--paper); }
.banner { padding: 9px 16px; font-size: 14px; line-height: 1.4; background: var(--care-tint); color: var(--ink); border-block-end: 1px solid var(--line); }

.scroller {
  position: relative; flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 16px;
  background: var(--paper); scrollbar-width: thin; scrollbar-color: var(--edge) transparent;
}
.log { display: flex; flex-direction: column; gap: 14px; }
.log:focus { outline: none; }
.scroller:has(> .log:focus-visible) { outline: 3px solid var(--link); outline-offset: -3px; }
.message { max-inline-size: 44rem; overflow-wrap: anywhere; }
.mine { align-self: flex-end; max-inline-size: 86%; display: flex; flex-direction: column; align-items: flex-end; }
.bubble {
  padding: 9px 15px; white-space: pre-wrap; background: var(--accent); color: var(--on-accent);
  border: 1px solid transparent; border-radius: 20px 20px 6px 20px;
}
.mine[data-state=unsent] .bubble { background: var(--surface); color: var(--ink); border: 1px dashed var(--edge); }
.status { display: flex; align-items: center; gap: 4px; font-size: 14px; color: var(--soft); }
.retry, .act {
  display: inline-flex; align-items: center; gap: 6px; min-block-size: 44px; padding: 0 8px; border-radius: 10px; font-weight: 600; color: var(--link);
}
.retry .icon { inline-size: 18px; block-size: 18px; }
.acts, .acts form { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
.acts { padding: 4px 8px; border-block-start: 1px solid var(--line); font-size: 14px; color: var(--soft); }
.act:hover, .act[aria-pressed=true] { background: var(--tint); }
.act[aria-pressed=true]::before { content: "✓" / ""; }
.act[aria-disabled=true] { color: var(--soft); cursor: default; }
.acts form, .note { order: 1; inline-size: 100%; }
.note { padding: 0 8px 8px; }
.note:empty { display: none; }
input { padding: 0 12px; color: var(--ink); border: 1.5px solid var(--edge); border-radius: 22px; }
.bot {
  align-self: flex-start; overflow: clip; background: var(--surface); border: 1px solid var(--line);
  border-radius: 6px 20px 20px;
}
.bot:has(.sources, blockquote) { inline-size: 100%; }
.body { padding: 13px 16px; display: flow-root; }
.body > * + *, .body blockquote > * + *, .body li > * + * { margin-block-start: 10px; }
.body ul, .body ol { padding-inline-start: 22px; }
.body li + li { margin-block-start: 4px; }
.body li::marker { color: var(--soft); }
a { color: var(--link); text-underline-offset: 3px; }
.body blockquote {
  margin-block: 12px; padding: 1px 0 1px 14px; border-inline-start: 3px solid var(--accent);
  font: 400 17.5px/1.5 var(--serif);
}
.body blockquote:last-child { margin-block-end: 2px; }
.together { white-space: nowrap; }
.mark {
  position: relative; display: inline-grid; place-items: center; min-inline-size: 20px; block-size: 20px; margin: 0 2px; padding: 0 4px;
  border-radius: 7px; vertical-align: .14em; font: 600 12px/1 var(--font); background: var(--tint); color: var(--link);
  box-shadow: inset 0 0 0 1px color-mix(in oklab, var(--accent) 40%, transparent);
}
.mark::after { content: ""; position: absolute; inset: -12px; }
.mark:hover { background: var(--accent); color: var(--on-accent); }
.notice { display: flex; gap: 7px; padding: 0 16px 13px; font-size: 13.5px; line-height: 1.45; color: var(--soft); }
.notice .icon { inline-size: 17px; block-size: 17px; margin-block-start: 1.5px; }
.sources { list-style: none; border-block-start: 1px solid var(--line); padding: 6px; }
.source {
  display: grid; grid-template-columns: 22px 1fr 18px; column-gap: 10px; place-content: center; align-items: start; min-block-size: 44px; padding: 9px 10px;
  border-radius: 14px; color: inherit; text-decoration: none; font-size: 13.5px; line-height: 1.45;
}
a.source:hover { background: var(--tint); }
.source:focus-visible { outline-offset: -3px; }
.source .number {
  grid-row: 1 / 3; display: grid; place-items: center; inline-size: 22px; block-size: 22px; border-radius: 7px;
  font-weight: 600; font-size: 12px; line-height: 1; background: var(--tint); color: var(--link);
}
.source .who { font-weight: 600; }
.source .about { display: flex; flex-wrap: wrap; column-gap: 9px; }
.source .when { color: var(--soft); }
.source q {
  grid-column: 2 / 4; font: 400 14.5px/1.45 var(--serif); color: var(--soft); quotes: none;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
}
.source:focus q { display: block; }
.source .icon { grid-area: 1 / 3; inline-size: 16px; block-size: 16px; margin-block-start: 2px; color: var(--soft); }
a.source:hover .icon { color: var(--link); }

.bot[data-outcome=safety] { inline-size: 100%; background: var(--care-tint); border: 2px solid var(--care); }
.care { display: flex; align-items: center; gap: 8px; padding: 13px 16px 0; font-weight: 650; color: var(--care); }
.bot[data-outcome=safety] blockquote { border-color: var(--care); }

.divider { display: flex; align-items: center; gap: 10px; margin-block: 4px; font-size: 13.5px; line-height: 1.4; color: var(--soft); text-align: center; }
.divider::before, .divider::after { content: ""; flex: 1 0 12px; border-block-start: 1px solid var(--line); }

.dots { display: flex; gap: 5px; inline-size: fit-content; margin-block-start: 14px; padding: 15px 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px 20px 20px; }
.dots i { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--soft); animation: nod 1.1s ease-in-out infinite; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes nod { 0%, 60%, 100% { opacity: .35; transform: none; } 30% { opacity: 1; transform: translateY(-3px); } }

.chips { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 14px; }
.chip {
  min-block-size: 44px; padding: 8px 16px; border: 1.5px solid color-mix(in oklab, var(--accent) 55%, var(--paper)); border-radius: 22px;
  background: var(--surface); color: var(--link); font-size: 15px; line-height: 1.3; font-weight: 550; text-align: start; overflow-wrap: anywhere;
}
@media (hover: hover) { .chip:hover { background: var(--tint); border-color: var(--accent); } }

.composer { padding: 10px 12px 12px; border-block-start: 1px solid var(--line); background: var(--surface); }
.hint { padding: 0 6px 8px; font-size: 14px; line-height: 1.4; color: var(--care); }
.field { display: flex; align-items: flex-end; gap: 6px; padding: 3px; border: 1.5px solid var(--edge); border-radius: 26px; background: var(--surface); }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1.5px var(--accent); }
.field:has([aria-invalid]) { border-color: var(--care); }
textarea, input { flex: 1; min-inline-size: 0; min-block-size: 44px; background: none; font-size: 16px; }
textarea {
  max-block-size: 140px; padding: 10px 4px 10px 15px; margin: 0; border: 0; resize: none; line-height: 24px;
}
textarea:focus { outline: none; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.send { flex: none; inline-size: 44px; block-size: 44px; display: grid; place-items: center; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.send[aria-disabled=true] { background: var(--paper); color: var(--soft); cursor: default; }

.launcher[data-unread]::after {
  content: ""; position: absolute; inset-block-start: 0; inset-inline-end: 0; inline-size: 15px; block-size: 15px;
  border-radius: 50%; background: light-dark(#b3430c, #ffb27a); border: 2px solid var(--surface);
}

@media (max-height: 419.98px) {
  .head { padding-block: 4px; }
  .badge, .names p { display: none; }
  .composer { padding-block: 5px; }
  textarea { max-block-size: 68px; }
}
@media (max-width: 359.98px) {
  .scroller { padding-inline: 12px; }
  .body { padding-inline: 14px; }
  .badge { display: none; }
}
@media (forced-colors: active) {
  .panel, .field, .bot, .chip, .act, .mark, .number, .send { border: 1px solid; box-shadow: none; }
  .bot[data-outcome=safety] { border-width: 3px; }
  .send, .chip, .mark { border-color: ButtonBorder; color: ButtonText; }
  .field:focus-within { outline: 3px solid Highlight; }
  :focus-visible { outline-color: Highlight; }
  .dots i { background: CanvasText; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;
