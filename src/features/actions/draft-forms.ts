import type { Field, FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import { londonTime } from '../london-time.ts';
import { contentOf, originalText } from './action-content.ts';
import type { ActionText } from './action-file.ts';
import { isSaid, titleLine } from './action-lines.ts';
import type { DeskAction } from './desk-actions.ts';
import type { DeskDeps } from './desk-deps.ts';
import { deskId } from './desk-step.ts';
import { filled } from './form-part.ts';
import { languageName, peoplePart, peopleValues } from './people-part.ts';
import { placePart, placeValues } from './place-part.ts';
import { repeatPart, repeatValues } from './repeat-part.ts';
import { timesPart, timesValues } from './times-part.ts';
import { wordsPart, wordsValues } from './words-part.ts';

/** What was typed already, and what is wrong with it. */
export interface Typed {
  values?: FormValues;
  notices?: string[];
}

/** The three windows in which an action is written. */
export interface DraftForms {
  /** What it is, and when. @param rest of the form's id: the action's, and the one that it is a copy of. */
  what(rest: string[], typed: Typed): Reply;
  whatOf(action: DeskAction): Reply;
  where(action: DeskAction, mine: string[], typed?: Typed): Reply;
  who(action: DeskAction, typed?: Typed): Reply;
}

export function createDraftForms({ say, words, library, now }: DeskDeps): DraftForms {
  const what: DraftForms['what'] = (rest, typed) => {
    const language: Field = {
      kind: 'choice',
      name: 'language',
      label: say('actions.form.language.label'),
      options: words.languages.map(each => ({ id: each, label: languageName(each) })),
    };
    return draw('what', rest, [language, ...wordsPart(say).fields, ...timesPart(say, now()).fields], typed);
  };

  return {
    what,

    whatOf({ file }) {
      const text = originalText(file) ?? emptyText('en');
      const values = { language: text.language, ...wordsValues(contentOf(file), text), ...timesValues(file) };
      return what([file.id], { values });
    },

    where({ file }, mine, typed = {}) {
      const values = typed.values ?? placeValues(contentOf(file), originalText(file) ?? emptyText('en'));
      return draw('where', [file.id], placePart(say, mine).fields, { ...typed, values }, titleLine(file));
    },

    who(action, typed = {}) {
      const { file, recurrence } = action;
      const people = peoplePart(say, { languages: words.languages, library, taken: 0 });
      const fields = [...people.fields, ...repeatPart(say, firstOf(action)).fields];
      const values = typed.values ?? { ...peopleValues(contentOf(file)), ...repeatValues(recurrence) };
      return draw('who', [file.id], fields, { ...typed, values }, titleLine(file));
    },
  };

  function draw(step: string, rest: string[], fields: Field[], { values = {}, notices = [] }: Typed, head = ''): Reply {
    return {
      text: [head, ...notices].filter(isSaid).join('\n'),
      language: 'en',
      form: {
        id: deskId(step, ...rest),
        title: say(`actions.${step}.title`),
        language: 'en',
        submit: say('actions.next'),
        leadsOn: true,
        fields: filled(fields, values),
      },
    };
  }
}

/** The first day and time of an action, as a series of it would begin. */
export function firstOf({ file: { startsAt, endsAt } }: DeskAction): { startsOn: string; minutes: number } {
  const { date, time } = londonTime(startsAt);
  return { startsOn: `${date}T${time}`, minutes: (endsAt.getTime() - startsAt.getTime()) / 60_000 };
}

export function emptyText(language: string): ActionText {
  return { language, title: '', words: '', place: '', exactPlace: '', isMachine: false };
}
