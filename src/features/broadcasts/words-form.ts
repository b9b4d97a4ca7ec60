import type { Field, FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { aboutFields } from './about-action.ts';
import { type BroadcastFile, type BroadcastText, originalOf, type Segment } from './broadcast-file.ts';
import { byLanguage, languageInWords, peopleInWords, segmentLine, sumOf } from './broadcast-lines.ts';
import type { ActionInBrief, PeopleCount } from './broadcast-store.ts';
import { chosenIn, lineIn } from './desk-say.ts';
import { deskId } from './desk-step.ts';

/** What a platform's field takes: Slack's, the smallest. */
export const WORDS_CHARS_MAX = 3000;
const PREFIX = 'words';
const CHECKED = 'checked';

/** What the window of the words is drawn from. */
interface WordsView {
  people: PeopleCount[];
  /** Those of the bot (BCP 47). */
  languages: string[];
  /** Those that it may tell of. */
  actions: ActionInBrief[];
  notices?: string[];
}

/** The window in which the words are written: a field for English, and for each language that somebody in the segment speaks. */
export function writeWords(
  file: BroadcastFile,
  { people, languages, actions, notices = [] }: WordsView,
  say: DeskWords['say'],
): Reply {
  const counts = byLanguage(people);
  const written = file.texts.map(({ language }) => language);
  const asked = [...new Set(['en', ...counts.keys(), ...written])].filter(language => languages.includes(language));
  const fields: Field[] = asked.map(language => {
    const initial = file.texts.find(text => text.language === language)?.words;
    return {
      kind: 'text',
      name: `${PREFIX}${language}`,
      label: say('broadcasts.words.label', {
        language: languageInWords(language),
        people: peopleInWords(counts.get(language) ?? 0, say),
      }),
      ...(initial && { initial }),
      charsMax: WORDS_CHARS_MAX,
      optional: true,
    };
  });
  return {
    text: [
      segmentLine(file, say),
      say('broadcasts.card.size', { people: peopleInWords(sumOf(people), say) }),
      say('broadcasts.words.intro'),
      ...notices,
    ].join('\n\n'),
    language: 'en',
    form: {
      id: deskId('words', file.id, String(file.version)),
      title: say('broadcasts.words.title'),
      language: 'en',
      submit: say('broadcasts.words.preview'),
      leadsOn: true,
      fields: [
        ...fields,
        {
          kind: 'choice',
          name: 'without',
          label: say('broadcasts.words.without'),
          options: (['english', 'leftOut'] as const).map(id => ({ id, label: say(`broadcasts.words.${id}`) })),
          initial: file.segment.withoutWords,
        },
        ...checkedFields(file, say),
        ...aboutFields(file, actions, say),
      ],
    },
  };
}

/** Which of a machine's translations somebody has checked. */
function checkedFields({ texts }: BroadcastFile, say: DeskWords['say']): Field[] {
  const options = texts
    .filter(({ isMachine }) => isMachine)
    .map(({ language }) => ({ id: language, label: languageInWords(language) }));
  if (options.length === 0) return [];
  const [label, hint] = [say('broadcasts.words.checked'), say('broadcasts.words.checkedHint')];
  return [{ kind: 'choices', name: CHECKED, label, hint, options, optional: true }];
}

/**
 * What was written, language by language. What a machine had made is a machine's until somebody changes it, or says that they have checked
 * it; it goes when the words that it was made of are others now.
 */
export function readWords(
  values: FormValues,
  languages: string[],
  before: BroadcastFile,
): Pick<Segment, 'withoutWords'> & { texts: BroadcastText[] } {
  const checked = chosenIn(values, CHECKED);
  const original = originalOf(before);
  const isStale = original !== undefined && lineIn(values, `${PREFIX}${original.language}`) !== original.words;
  return {
    texts: languages.flatMap(language => {
      const words = lineIn(values, `${PREFIX}${language}`);
      const was = before.texts.find(text => text.language === language);
      const isMachine = was?.isMachine === true && was.words === words && !checked.includes(language);
      return words && !(isMachine && isStale) ? [{ language, words, isMachine }] : [];
    }),
    withoutWords: lineIn(values, 'without') === 'leftOut' ? 'leftOut' : 'english',
  };
}
