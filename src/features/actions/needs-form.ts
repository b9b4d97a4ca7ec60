import type { Form, FormValues } from '../../messages/form.ts';
import type { Words } from '../../words/words.ts';
import { type ActionFile, type MemberNeed, needsOffered, type SaidNeeds } from './action-file.ts';
import { nameOf } from './action-words.ts';
import type { MemberSay } from './member-say.ts';

/** More would make a list that no phone shows. */
const GUESTS_SHOWN_MAX = 8;

/**
 * What somebody needs, and whom they bring: every question may be left out.
 *
 * @param isNew false for who is registered already: how many they are is settled with their place.
 */
export function needsForm(
  { id, needsOffered: offered, interpreterLanguages, guestsMax }: ActionFile,
  { isNew, language, words, say }: { isNew: boolean; language: string; words: Words; say: MemberSay },
): Form {
  const needs = needsOf(offered);
  const guests = Array.from({ length: Math.min(guestsMax, GUESTS_SHOWN_MAX) + 1 }, (_, count) => String(count));
  return {
    id: `actions:needs:${id}`,
    title: say(language, 'needs.title'),
    language,
    submit: words.say(language, 'button.send'),
    fields: [
      ...(needs.length > 0
        ? [
            {
              kind: 'choices' as const,
              name: 'needs',
              label: say(language, 'needs.ask'),
              hint: say(language, 'needs.hint'),
              optional: true,
              options: needs.map(need => ({ id: need, label: say(language, `need.${need}`) })),
            },
          ]
        : []),
      ...(needs.includes('interpreter') && interpreterLanguages.length > 1
        ? [
            {
              kind: 'choice' as const,
              name: 'language',
              label: say(language, 'needs.language'),
              optional: true,
              options: interpreterLanguages.map(each => ({ id: each, label: nameOf(words, each) })),
            },
          ]
        : []),
      ...(isNew && guestsMax > 0
        ? [
            {
              kind: 'choice' as const,
              name: 'guests',
              label: say(language, 'needs.guests'),
              optional: true,
              options: guests.map(count => ({ id: count, label: count })),
            },
          ]
        : []),
    ],
  };
}

/** The answers, as far as the action offers what they ask for. */
export function readNeeds(
  values: FormValues,
  { needsOffered: offered, interpreterLanguages, guestsMax }: ActionFile,
): SaidNeeds & { guests: number } {
  const picked: unknown[] = Array.isArray(values.needs) ? values.needs : [];
  const needs = needsOf(offered).filter(need => picked.includes(need));
  const language = interpreterLanguages.find(each => each === values.language) ?? interpreterLanguages[0];
  const guests = Number(values.guests ?? 0);
  return {
    needs,
    ...(needs.includes('interpreter') && language && { language }),
    guests: Number.isInteger(guests) && guests >= 0 ? Math.min(guests, guestsMax) : 0,
  };
}

function needsOf(offered: ActionFile['needsOffered']): MemberNeed[] {
  return needsOffered.flatMap(need => (need !== 'womenOnly' && offered.includes(need) ? [need] : []));
}
