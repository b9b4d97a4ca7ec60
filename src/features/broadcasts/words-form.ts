import type { Field, FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { BroadcastFile, BroadcastText, Segment } from './broadcast-file.ts';
import { byLanguage, languageInWords, peopleInWords, segmentLine, sumOf } from './broadcast-lines.ts';
import type { PeopleCount } from './broadcast-store.ts';
import { lineIn } from './desk-say.ts';
import { deskId } from './desk-step.ts';

/** What a platform's field takes: Slack's, the smallest. */
const WORDS_CHARS_MAX = 3000;
const PREFIX = 'words';

/** The window in which the words are written: a field for English, and for each language that somebody in the segment speaks. */
export function writeWords(
  file: BroadcastFile,
  people: PeopleCount[],
  languages: string[],
  say: DeskWords['say'],
  notices: string[] = [],
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
      ],
    },
  };
}

/** What was written, language by language. */
export function readWords(
  values: FormValues,
  languages: string[],
): Pick<Segment, 'withoutWords'> & { texts: BroadcastText[] } {
  return {
    texts: languages.flatMap(language => {
      const words = lineIn(values, `${PREFIX}${language}`);
      return words ? [{ language, words }] : [];
    }),
    withoutWords: lineIn(values, 'without') === 'leftOut' ? 'leftOut' : 'english',
  };
}
