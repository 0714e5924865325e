import { h } from './dom.js';

const QUOTE = /^ {0,3}> ?/;
const ITEM = /^ {0,3}(?:[-*+]|(\d{1,9})[.)])\s+/;
const HEADING = /^ {0,3}#{1,6}\s+/;
const DEFINITION = /^ {0,3}\[([^\]]{1,40})\]:\s*(\S+)(?:\s+["'(].*["')])?\s*$/;
const DEEPEST = 4;

const INLINE = new RegExp([
  String.raw`\\([!-/:-@[-\x60{-~])`,
  String.raw`\x60([^\x60]+)\x60`,
  String.raw`\*\*(?=\S)([^]+?)\*\*`,
  String.raw`\*(?=\S)([^*]+)\*`,
  String.raw`\[([^[\]]+)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\)`,
  String.raw`\[(\d{1,2})\]`,
  String.raw`<?(https?:\/\/[^\s<>]*[^\s<>.,;:!?)\]"'’”*])>?`,
  String.raw`( {2,}|\\)\n`,
].join('|'), 'g');

/** The small Markdown of replies as nodes. `mark` (number, its address) and `link` (address, children) make nodes; a mark may be null. */
export function renderMarkdown(text, { mark, link }) {
  const defined = new Map();
  const lines = text.replace(/\r\n?/g, '\n').split('\n').filter((line) => {
    const definition = DEFINITION.exec(line);
    if (definition) defined.set(definition[1], definition[2]);
    return !definition;
  });

  function inline(words) {
    const nodes = [];
    let from = 0;
    for (const match of words.matchAll(INLINE)) {
      const [whole, escaped, code, strong, weak, label, address, number, bare] = match;
      nodes.push(words.slice(from, match.index));
      from = match.index + whole.length;
      if (escaped) nodes.push(escaped);
      else if (code) nodes.push(h('code', {}, code));
      else if (strong) nodes.push(h('strong', {}, ...inline(strong)));
      else if (weak) nodes.push(h('em', {}, ...inline(weak)));
      else if (label) nodes.push(link(address, inline(label)));
      else if (number) {
        // A mark stays on the line of the word before it.
        const before = nodes.pop();
        const word = Math.max(before.trimEnd().lastIndexOf(' ') + 1, before.length - 24);
        const marked = mark(Number(number), defined.get(number));
        nodes.push(before.slice(0, word), marked ? h('span', { class: 'together' }, before.slice(word), marked) : before.slice(word) + whole);
      }
      else if (bare) nodes.push(link(bare, [bare]));
      else nodes.push(h('br'));
    }
    nodes.push(words.slice(from));
    return nodes.filter((node) => node !== '');
  }

  function blocks(source, depth) {
    const nodes = [];
    let at = 0;
    const take = (belongs) => {
      const taken = [];
      while (at < source.length && belongs(source[at], taken.length)) taken.push(source[at++]);
      return taken;
    };
    const special = (line) => !line.trim() || HEADING.test(line) || (depth < DEEPEST && (QUOTE.test(line) || ITEM.test(line)));

    while (at < source.length) {
      const line = source[at];
      if (!line.trim()) {
        at++;
      } else if (HEADING.test(line)) {
        at++;
        nodes.push(h('p', {}, h('strong', {}, ...inline(line.replace(HEADING, '')))));
      } else if (depth < DEEPEST && QUOTE.test(line)) {
        const quoted = take((next) => QUOTE.test(next)).map((next) => next.replace(QUOTE, ''));
        nodes.push(h('blockquote', {}, ...blocks(quoted, depth + 1)));
      } else if (depth < DEEPEST && ITEM.test(line)) {
        const first = ITEM.exec(line)[1];
        const another = (next) => ITEM.test(next) && !ITEM.exec(next)[1] === !first;
        const list = h(first ? 'ol' : 'ul', { start: first && first !== '1' ? first : null });
        while (at < source.length && another(source[at])) {
          const lines = take((next, taken) => !taken || /^ {2,}\S/.test(next) || !special(next));
          const item = blocks([lines[0].replace(ITEM, ''), ...lines.slice(1).map((next) => next.replace(/^ {2,4}/, ''))], depth + 1);
          const alone = item.length === 1 && item[0].tagName === 'P';
          list.append(h('li', {}, ...(alone ? item[0].childNodes : item)));
          while (at < source.length - 1 && !source[at].trim() && another(source[at + 1])) at++;
        }
        nodes.push(list);
      } else {
        nodes.push(h('p', {}, ...inline(take((next, taken) => !taken || !special(next)).join('\n').trim())));
      }
    }
    return nodes;
  }

  return blocks(lines, 0);
}
