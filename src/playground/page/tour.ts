import { element } from './element.ts';
import { icon } from './icon.ts';
import { post } from './post.ts';

/** What the server says of the time in the playground. */
export interface PlaygroundTime {
  daysAhead: number;
}

/** What to try where two clients stand side by side, in a line, and tomorrow at a press. */
export function createTour(place: HTMLElement): { show(time: PlaygroundTime): void } {
  const time = element('span', { class: 'tour-time', role: 'status' });
  const tomorrow = element(
    'button',
    { class: 'quiet', onclick: () => void post('a-day-later') },
    icon('later'),
    'A day later',
  );
  const words = element(
    'p',
    {},
    element('strong', {}, 'Try it: '),
    'on the left write ',
    element('kbd', {}, '9'),
    ' and tell what happened. On the right claim the case, reply, and close it. Make it a day later, and write again on the left.',
  );
  place.append(words, time, tomorrow);
  return {
    show({ daysAhead }) {
      time.textContent = daysAhead === 0 ? '' : `${daysAhead} ${daysAhead === 1 ? 'day' : 'days'} ahead`;
    },
  };
}
