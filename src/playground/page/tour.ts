import { element } from './element.ts';
import { icon } from './icon.ts';
import { post } from './post.ts';

/** What the server says of the time in the playground. */
export interface PlaygroundTime {
  minutesAhead: number;
}

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** What to try where two clients stand side by side, in a line, and tomorrow at a press. */
export function createTour(place: HTMLElement): { show(time: PlaygroundTime): void } {
  const time = element('span', { class: 'tour-time', role: 'status' });
  const later = (minutes: number, label: string) =>
    element('button', { class: 'quiet', onclick: () => void post('later', { minutes }) }, icon('later'), label);
  const words = element(
    'p',
    {},
    element('strong', {}, 'Try it: '),
    'on the left write ',
    element('kbd', {}, '9'),
    ' and tell what happened. On the right claim the case, reply, and close it. Make it a day later, and write again on the left.',
  );
  place.append(words, time, later(HOUR_MINUTES, 'An hour later'), later(DAY_MINUTES, 'A day later'));
  return {
    show({ minutesAhead }) {
      const [days, hours] = [
        Math.floor(minutesAhead / DAY_MINUTES),
        Math.floor((minutesAhead % DAY_MINUTES) / HOUR_MINUTES),
      ];
      const parts = [count(days, 'day'), count(hours, 'hour')].filter(part => part !== '');
      time.textContent = parts.length === 0 ? '' : `${parts.join(' and ')} ahead`;
    },
  };
}

function count(number: number, unit: string): string {
  return number === 0 ? '' : `${number} ${unit}${number === 1 ? '' : 's'}`;
}
