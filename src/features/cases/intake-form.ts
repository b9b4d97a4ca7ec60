import { topics } from '../../knowledge/card.ts';
import type { Field, Form } from '../../messages/form.ts';
import type { Words } from '../../words/words.ts';
import { urgencies } from './case-file.ts';

/** As much as one message of Slack's shows: https://docs.slack.dev/reference/block-kit/blocks/section-block */
const WORDS_CHARS_MAX = 3000;
const LINE_CHARS_MAX = 200;

/** A new matter beside one that is open: stands where the card's id would. */
export const NEW_MATTER = 'new';

/**
 * What is asked of somebody who wants a person: everything may be left out, and nothing is asked that could tell who they are.
 *
 * @param about the card that they were reading, or `new`: it comes back in the form's id.
 */
export function intakeForm(words: Words, language: string, about: string | undefined): Form {
  const say = (key: string) => words.say(language, key);
  const field = (name: string, hint = false) => ({
    name,
    label: say(`intake.${name}`),
    optional: true,
    ...(hint && { hint: say(`intake.${name}.hint`) }),
  });
  const fields: Field[] = [
    { ...field('topic'), kind: 'choice', options: topics.map(id => ({ id, label: say(`topic.${id}`) })) },
    { ...field('words', true), kind: 'text', charsMax: WORDS_CHARS_MAX },
    { ...field('area', true), kind: 'line', charsMax: LINE_CHARS_MAX },
    { ...field('urgency'), kind: 'choice', options: urgencies.map(id => ({ id, label: say(`intake.${id}`) })) },
    { ...field('times', true), kind: 'line', charsMax: LINE_CHARS_MAX },
    { ...field('ways', true), kind: 'line', charsMax: LINE_CHARS_MAX },
    {
      ...field('language'),
      kind: 'choice',
      options: words.languages.map(id => ({ id, label: words.say(id, 'language.name') })),
    },
  ];
  return {
    id: ['cases', 'intake', about].filter(part => part !== undefined).join(':'),
    title: say('button.person'),
    language,
    fields,
    submit: say('button.send'),
  };
}
