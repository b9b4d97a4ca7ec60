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
    'a member writes ',
    element('kbd', {}, '9'),
    ' on Telegram to ask for a person and tells what happened. In Slack a caseworker claims the case, replies, sees what arrives, and closes it. ' +
      'Then make it a day later, and let the member write again.',
  );
  place.append(words, time, tomorrow);
  return {
    show({ daysAhead }) {
      time.textContent = daysAhead === 0 ? '' : `${daysAhead} ${daysAhead === 1 ? 'day' : 'days'} ahead`;
    },
  };
}
