const SVG = 'http://www.w3.org/2000/svg';

/** An element; "on..." are listeners. Strings become text, never markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const PATHS = {
  close: 'm6.5 6.5 11 11m0-11-11 11',
  more: 'M12 5.5h.01M12 12h.01M12 18.5h.01',
  send: 'M12 19V5.5m-6 6 6-6 6 6',
  bin: 'M4.5 7h15M10 3.8h4M6.5 7l.8 12.2h9.4L17.5 7M10.3 11v4.5m3.4-4.5v4.5',
  info: 'M12 11v5M12 7.8h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  care: 'M12 3 4.5 6v5.5c0 4.5 3 8 7.5 9.5 4.5-1.5 7.5-5 7.5-9.5V6L12 3Zm0 6v6m-3-3h6',
  go: 'M8 16 16 8m-6.5 0H16v6.5',
  again: 'M19 12a7 7 0 1 1-2.1-5M19 4v4h-4',
};

/** A line drawing; decoration without a label. */
export function icon(name, label) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const attributes = { viewBox: '0 0 24 24', class: `icon i-${name}`, ...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }) };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
