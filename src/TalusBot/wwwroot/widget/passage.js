const NAME = 'talusbot';
const RULE = `::highlight(${NAME})`;

function paint() {
  const sheet = new CSSStyleSheet();
  // With its own ink: the page may be dark or light.
  sheet.replaceSync(`${RULE} { background-color: #ffe08a; color: #201a05; }
    @media (forced-colors: active) { ${RULE} { background-color: Mark; color: MarkText; } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

const LIKE = [[/[\u2018\u2019\u201a\u201b\u2032`´]/g, "'"], [/[\u201c\u201d\u201e\u201f\u2033«»]/g, '"'], [/[\u2010-\u2015\u2212]/g, '-'],
  [/…/g, '...'], [/[\s\u00ad\u200b-\u200d\u2060\ufeff]/g, '']];

const plain = (text) => LIKE.reduce((rest, [from, to]) => rest.replace(from, to), text.normalize('NFC'));

/** The range of `quote` in `scope`, whatever its white space and quotation marks; null if not there. */
export function findQuote(scope, quote) {
  const wanted = plain(quote);
  if (!wanted) return null;
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement?.closest('script, style, noscript, textarea, talus-bot')
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  let all = '';
  const places = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    let offset = 0;
    for (const sign of node.data) {
      const kept = plain(sign);
      for (let i = 0; i < kept.length; i++) places.push([node, offset, sign.length]);
      all += kept;
      offset += sign.length;
    }
  }
  const start = all.indexOf(wanted);
  if (start < 0) return null;
  const range = document.createRange();
  range.setStart(...places[start].slice(0, 2));
  const [node, offset, length] = places[start + wanted.length - 1];
  range.setEnd(node, offset + length);
  return range;
}

/** Where an address leads on this page; null when it leads elsewhere. */
export function findOnPage(address, quote) {
  const path = ({ pathname }) => pathname.replace(/\/+$/, '');
  if (path(address) !== path(location)) return null;
  const element = document.getElementById(address.hash.slice(1));
  const range = quote ? findQuote(element ?? document.body, quote) : null;
  if (element) return { element, range };
  return range && { element: range.startContainer.parentElement, range };
}

/** The address with the quoted words as a text fragment. */
export function addressOf(address, quote) {
  const words = (quote ?? '').split(/\s+/).filter(Boolean);
  if (!words.length) return address.href;
  const encode = (part) => encodeURIComponent(part.join(' ')).replace(/-/g, '%2D');
  const text = words.length > 12 ? `${encode(words.slice(0, 5))},${encode(words.slice(-5))}` : encode(words);
  return `${address.href}${address.hash ? '' : '#'}:~:text=${text}`;
}

/** Scrolls to the passage, marks it, and moves the focus there. */
export function showOnPage({ element, range }) {
  const marked = range ?? document.createRange();
  if (!range) marked.selectNodeContents(element);

  const box = marked.getBoundingClientRect();
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  if (element.getBoundingClientRect().height < innerHeight * 0.7) {
    element.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  } else {
    scrollBy({ top: box.top + Math.min(box.height, innerHeight) / 2 - innerHeight / 2, behavior: calm ? 'auto' : 'smooth' });
  }

  if (CSS.highlights) {
    if (!CSS.highlights.has(NAME)) paint();
    CSS.highlights.set(NAME, new Highlight(marked));
  } else {
    getSelection().removeAllRanges();
    getSelection().addRange(marked);
  }
}
