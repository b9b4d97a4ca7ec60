import type { NumberedTrace } from '../../numbered-trace.ts';
import { element } from '../element.ts';
import { bands } from './bands.ts';
import { turnView } from './turn-view.ts';

export interface Inspector {
  load(traces: NumberedTrace[]): void;
  add(trace: NumberedTrace): void;
}

/** Shows the last turn, or an earlier one that was picked, and the list of all. */
export function createInspector(root: HTMLElement): Inspector {
  let traces: NumberedTrace[] = [];
  let picked: number | undefined;
  const title = element('h3', {}, 'Last turn');
  const shown = element('div', { class: 'shown-turn' });
  const back = element('button', { class: 'quiet to-last', onclick: () => pick(undefined) }, 'Back to the last turn');
  const earlier = element('ol', { class: 'earlier' });
  const earlierPart = element('section', { class: 'earlier-part' }, element('h3', {}, 'Turns so far'), earlier);
  root.append(element('h2', {}, 'Inspector'), element('div', { class: 'turn-title' }, title, back), shown, earlierPart);

  function pick(number: number | undefined): void {
    picked = number === traces.at(-1)?.number ? undefined : number;
    show();
  }

  function show(): void {
    const trace = traces.find(({ number }) => number === picked) ?? traces.at(-1);
    title.textContent = picked === undefined ? 'Last turn' : `Turn ${trace?.number}`;
    back.hidden = picked === undefined;
    earlierPart.hidden = traces.length === 0;
    shown.replaceChildren(trace ? turnView(trace) : empty());
    const focused = document.activeElement?.closest<HTMLElement>('[data-turn]')?.dataset.turn;
    earlier.replaceChildren(...traces.toReversed().map(each => row(each, each === trace)));
    if (focused !== undefined) earlier.querySelector<HTMLElement>(`[data-turn="${focused}"]`)?.focus();
  }

  function row(trace: NumberedTrace, current: boolean): HTMLElement {
    const band = trace.band && bands[trace.band];
    return element(
      'li',
      {},
      element(
        'button',
        { 'aria-current': current && 'true', 'data-turn': trace.number, onclick: () => pick(trace.number) },
        element('span', { class: `sign band-${trace.band ?? 'none'}`, 'aria-hidden': 'true' }, band?.sign ?? '·'),
        element('span', { class: 'earlier-heard', dir: 'auto' }, trace.heard),
        element('span', { class: 'unseen' }, band?.label ?? trace.feature),
        element('small', {}, `${Math.round(trace.tookMs)} ms`),
      ),
    );
  }

  show();
  return {
    load(all) {
      traces = all;
      show();
    },
    add(trace) {
      traces.push(trace);
      show();
    },
  };
}

function empty(): HTMLElement {
  return element(
    'div',
    { class: 'inspector-empty' },
    element(
      'p',
      {},
      'Say something to the bot. Here you will see what it heard, how sure it was and why, and what it wrote down.',
    ),
  );
}
