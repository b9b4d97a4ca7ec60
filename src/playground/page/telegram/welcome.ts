import { chair } from '../chair.ts';
import { element } from '../element.ts';
import { examples } from './examples.ts';

/** What an empty chat shows: what the bot is for, and something to ask. */
export function welcome(botName: string, description: string, say: (text: string) => void): HTMLElement {
  const words =
    description ||
    'Ask about your rights in the UK, in your own language. It answers from cards that name their source, or finds you a person.';
  return element(
    'section',
    { class: 'welcome', 'aria-label': 'What this bot can do' },
    element('img', { src: chair, alt: '', width: 72, height: 72 }),
    element('h2', {}, botName),
    element('p', { dir: 'auto' }, words),
    element('h3', {}, 'Try asking'),
    element(
      'ul',
      { class: 'examples' },
      ...examples.map(({ language, name, question }) =>
        element(
          'li',
          {},
          element(
            'button',
            { onclick: () => say(question) },
            element('span', { lang: language, dir: 'auto', class: 'example-question' }, question),
            element('span', { lang: language, class: 'example-language' }, name),
          ),
        ),
      ),
    ),
    element(
      'p',
      { class: 'welcome-further' },
      'To see a caseworker answer as well, choose ',
      element('strong', {}, 'Telegram and Slack'),
      ' above.',
    ),
  );
}
