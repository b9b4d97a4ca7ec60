import type { FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { actionKinds } from '../action-kinds.ts';
import type { ActionContent, ContentText } from './action-content.ts';
import type { ActionKind } from './action-file.ts';
import { lineIn } from './desk-say.ts';
import type { FormPart } from './form-part.ts';

/** A title stands in lists and on buttons. */
export const TITLE_CHARS_MAX = 80;
export const WORDS_CHARS_MAX = 1500;

/** What an action is, in the words of one language. */
export interface WordsAnswers {
  kind: ActionKind;
  title: string;
  words: string;
}

export function wordsPart(say: DeskWords['say']): FormPart<WordsAnswers> {
  const field = (name: string) => ({ name, label: say(`actions.form.${name}.label`) });
  return {
    fields: [
      {
        ...field('kind'),
        kind: 'choice',
        options: actionKinds.map(kind => ({ id: kind, label: say(`actions.kind.${kind}`) })),
      },
      { ...field('title'), kind: 'line', charsMax: TITLE_CHARS_MAX },
      { ...field('words'), kind: 'text', hint: say('actions.form.words.hint'), charsMax: WORDS_CHARS_MAX },
    ],
    read(values) {
      const kind = actionKinds.find(each => each === lineIn(values, 'kind'));
      const title = lineIn(values, 'title')?.replace(/\s+/g, ' ');
      const words = lineIn(values, 'words');
      const faults = [
        ...(kind ? [] : [say('actions.fault.kind')]),
        ...(title && title.length <= TITLE_CHARS_MAX ? [] : [say('actions.fault.title', { chars: TITLE_CHARS_MAX })]),
        ...(words && words.length <= WORDS_CHARS_MAX ? [] : [say('actions.fault.words', { chars: WORDS_CHARS_MAX })]),
      ];
      return kind && title && words && faults.length === 0 ? { answers: { kind, title, words } } : { faults };
    },
  };
}

export function wordsValues({ kind }: Pick<ActionContent, 'kind'>, { title, words }: ContentText): FormValues {
  return { kind, title, words };
}
