import type { ToTranslate, Translator } from '../language-model/translator.ts';
import type { DeskWords } from '../words/desk-words.ts';

/** What a machine made of what staff wrote. */
export interface MachineWords {
  /** By language, text by text. */
  made: [language: string, texts: string[]][];
  /** Which languages could not be had, and why: a sentence for each reason. */
  notices: string[];
}

const named = new Intl.DisplayNames('en-GB', { type: 'language' });

/** Asks a machine, and says in words what it could not do. It is a matter of many seconds: in a turn of whoever wants it, and in no transaction. */
export async function translateWords(
  translate: Translator,
  wanted: ToTranslate,
  say: DeskWords['say'],
): Promise<MachineWords> {
  const all = [...(await translate(wanted))];
  const refused = all.flatMap(([language, found]) => ('refused' in found ? [{ language, why: found.refused }] : []));
  const byReason = Map.groupBy(refused, ({ why }) => why);
  return {
    made: all.flatMap(([language, found]): MachineWords['made'] => ('texts' in found ? [[language, found.texts]] : [])),
    notices: [...byReason].map(([why, languages]) =>
      say('translation.refused', {
        languages: languages.map(({ language }) => named.of(language) ?? language).join(', '),
        why: say(`translation.why.${why}`),
      }),
    ),
  };
}
