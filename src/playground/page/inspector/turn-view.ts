import type { NumberedTrace } from '../../numbered-trace.ts';
import { element } from '../element.ts';
import { bands } from './bands.ts';

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const scoresShown = 6;

/** One turn from the inside: heard, understood, decided, written. */
export function turnView(trace: NumberedTrace): HTMLElement {
  return element(
    'article',
    { class: 'turn', 'aria-label': `Turn ${trace.number}` },
    element('p', { class: 'heard', dir: 'auto' }, trace.heard),
    facts(trace),
    trace.band !== undefined && decision(trace.band, trace.why),
    trace.scores.length > 0 && part('Closest cards', scores(trace)),
    trace.replies.length > 0 && part(`Replied ×${trace.replies.length}`, replies(trace.replies)),
    part('Rows written', trace.writes.length > 0 ? list(trace.writes) : nothing('None')),
    part('State', element('pre', { class: 'state', tabindex: 0 }, JSON.stringify(trace.state, null, 2) ?? 'none')),
  );
}

function facts({ language, feature, tookMs, conversationId }: NumberedTrace): HTMLElement {
  const all: [string, string][] = [
    ['Language', nameOf(language)],
    ['Feature', feature],
    ['Took', `${tookMs < 10 ? tookMs.toFixed(1) : Math.round(tookMs)} ms`],
    ['Conversation', conversationId.slice(0, 8)],
  ];
  return element(
    'dl',
    { class: 'facts' },
    ...all.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
}

function nameOf(language: string): string {
  try {
    return languageNames.of(language) ?? language;
  } catch {
    return language; // not a tag the browser can read
  }
}

function decision(band: NonNullable<NumberedTrace['band']>, why: string | undefined): HTMLElement {
  const { label, sign } = bands[band];
  return element(
    'div',
    { class: `decision band-${band}` },
    element('strong', {}, element('span', { 'aria-hidden': 'true', class: 'sign' }, sign), label),
    why !== undefined && element('p', {}, why),
  );
}

function scores({ scores: all, band = 'unknown' }: NumberedTrace): HTMLElement {
  return element(
    'ol',
    { class: `scores band-${band}` },
    ...all.slice(0, scoresShown).map(({ cardId, score }) => {
      const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
      bar.style.setProperty('--share', String(Math.min(Math.max(score, 0), 1)));
      const percent = `${Math.round(score * 100)}%`;
      return element(
        'li',
        {},
        element('span', { class: 'card-id' }, cardId),
        bar,
        element('span', { class: 'percent' }, percent),
      );
    }),
  );
}

function replies(all: string[]): HTMLElement {
  return element(
    'ol',
    { class: 'replies' },
    ...all.map(reply =>
      element(
        'li',
        {},
        element(
          'details',
          {},
          element('summary', { dir: 'auto' }, firstLine(reply)),
          element('p', { dir: 'auto' }, reply),
        ),
      ),
    ),
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function list(items: string[]): HTMLElement {
  return element('ul', { class: 'writes' }, ...items.map(item => element('li', {}, item)));
}

function nothing(words: string): HTMLElement {
  return element('p', { class: 'nothing' }, words);
}

function part(title: string, content: HTMLElement): HTMLElement {
  return element('section', { class: 'part' }, element('h4', {}, title), content);
}
