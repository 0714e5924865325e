import { h, icon } from './dom.js';
import { texts } from './texts.js';

export const who = ({ speaker, role }) =>
  (speaker ? [speaker, texts.roles[role]].filter(Boolean).join(', ') : texts.somebody[role] ?? texts.sources);

function when({ id, date, role }) {
  if (date) return h('time', { datetime: date }, texts.date(date));
  if (role === 'maintainer') return null;
  return /#c/.test(id ?? '') ? texts.inComment : texts.inArticle;
}

/**
 * The numbered sources under an answer; `quoting` (citation) says whether to repeat its words,
 * `place` (citation, attributes, children) makes what leads to it.
 */
export function sourceList(citations, key, quoting, place) {
  return h('ol', { class: 'sources', 'aria-label': texts.sources }, ...citations.map((citation, index) => {
    const date = when(citation);
    return h('li', {}, place(citation, { class: 'source', id: sourceId(key, index + 1), 'data-citation': citation.id },
      [
        h('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)),
        h('span', { class: 'about' },
          h('span', { class: 'who' }, who(citation)),
          date && ' ', date && h('span', { class: 'when' }, date)),
        citation.quote && quoting(citation) ? h('q', {}, citation.quote) : null,
        citation.url ? icon('go') : null,
      ]));
  }));
}

export const sourceId = (key, number) => `source-${key}-${number}`;
