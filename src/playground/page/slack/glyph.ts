/** Each a path on a square of 20. */
const paths = {
  dots: 'M10 4.5h.01M10 10h.01M10 15.5h.01',
  chevron: 'm6 8 4 4 4-4',
  back: 'M12 5l-5 5 5 5M7 10h9',
  bolt: 'M11 2 4.5 11.5h4L8.5 18 15.5 8.5h-4L11 2Z',
  hash: 'M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5',
  lock: 'M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9',
  thread: 'M4 4h12v9H9l-3.5 3v-3H4z',
  smile: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7.5 8h.01M12.5 8h.01M7 11.8a3.6 3.6 0 0 0 6 0',
  pencil: 'M3.5 16.5h3L16 7l-3-3-9.5 9.5z',
  bin: 'M4 5.5h12M8 5.5V3.8h4v1.7M5.5 5.5l.7 11h7.6l.7-11',
  eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5Zm7.5 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  clip: 'm16.5 9.5-6.6 6.6a4 4 0 0 1-5.7-5.7l7-7a2.7 2.7 0 0 1 3.9 3.9l-6.9 6.9a1.3 1.3 0 0 1-1.9-1.9l6.2-6.2',
  home: 'm3 9.5 7-6 7 6V17h-4.5v-4.5h-5V17H3z',
  send: 'M3.5 10 17 3.5 13.5 17l-3-5.2zM10.5 11.8 17 3.5',
  slash: 'M3 3h14v14H3zM12 6.5 8 13.5',
  cross: 'm5 5 10 10M15 5 5 15',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  warning: 'M10 3 2.5 16.5h15zM10 8v4M10 14.2h.01',
  plug: 'M7 3v4M13 3v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v3',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 17a5.5 5.5 0 0 1 11 0M13.5 3.8a3 3 0 0 1 0 5.4M15 12.3a5.5 5.5 0 0 1 3 4.7',
};

export type GlyphName = keyof typeof paths;

/** A line drawing of Slack's kind in the colour of the words beside it; hidden from screen readers. */
export function glyph(name: GlyphName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', `sl-glyph sl-glyph-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}
