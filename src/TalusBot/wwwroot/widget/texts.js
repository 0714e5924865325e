/** What the chat itself says. {} is a value; what counts has a form for each plural category of the language. */
export const texts = {
  language: 'en-GB',
  subtitle: 'Answers with their sources',
  close: 'Close chat',
  menu: 'Chat menu',
  clear: 'Clear chat',
  cleared: 'Chat cleared. This is a new chat.',
  clearedHere: 'Chat cleared on this page. The bot could not be reached, so its copy stays until it expires.',
  log: 'Chat messages',
  question: 'Your question',
  placeholder: 'Ask a question…',
  send: 'Send',
  youSaid: 'You said: ',
  botSaid: 'TalusBot said: ',
  sent: 'Sent: {}',
  unsent: 'Not sent.',
  retry: 'Retry',
  typing: 'TalusBot is looking it up.',
  choices: 'Suggested replies',
  choiceCount: { one: '{} suggested reply.', other: '{} suggested replies.' },
  sources: 'Sources',
  sourceCount: { one: '{} source.', other: '{} sources.' },
  sourceMark: 'Source {}: ',
  roles: { author: 'the author', reader: 'a reader', maintainer: 'a maintainer' },
  somebody: { author: 'the author', reader: 'a reader', maintainer: 'the maintainers' },
  inArticle: 'in the article',
  inComment: 'in a comment',
  newTab: ' (opens in a new tab)',
  safety: 'Safety advice',
  thumbs: { up: 'Helpful', down: 'Not helpful' },
  why: 'What was missing?',
  sendOn: 'Send to the maintainers',
  toMaintainers: 'Sent to the maintainers',
  copy: 'Copy a comment for the blog',
  copyLink: 'Copy link',
  copied: 'Copied. ',
  linkCopied: 'Link copied.',
  commentHere: 'Write it under the article',
  ended: 'The earlier chat has ended. This is a new one.',
  offline: 'You are offline. What you send goes out as soon as you are back.',
  down: 'The bot cannot be reached. Trying again…',
  closed: 'This page may not use the chat yet. Its owner can allow it in the bot\'s settings.',
  wait: { one: 'Please wait {} second, then send again.', other: 'Please wait {} seconds, then send again.' },
  mayNow: 'You can send again now.',
  left: 'Characters left: {}',
  tooLong: 'That is too long by {}. Could you shorten it, or send it in two parts?',
  unread: '{}: new message',
};

export const fill = (text, value) =>
  `${text[new Intl.PluralRules(texts.language).select(value)] ?? text.other ?? text}`.replace('{}', () => value);

export function dayOf(iso) {
  const day = new Date(iso);
  return isNaN(day) ? iso : day.toLocaleDateString(texts.language, { dateStyle: 'long', timeZone: 'UTC' });
}

/** `where`: "#id" of a JSON script element, or an address. */
export async function replaceTexts(where) {
  try {
    const own = where[0] === '#' ? JSON.parse(document.querySelector(where).textContent) : await (await fetch(where)).json();
    for (const key in own) texts[key] = typeof texts[key] === 'string' ? `${own[key]}` : { ...texts[key], ...own[key] };
    Intl.getCanonicalLocales(texts.language);
  } catch (problem) {
    texts.language = 'en-GB';
    console.error(`TalusBot: data-texts="${where}" could not be read.`, problem);
  }
}
