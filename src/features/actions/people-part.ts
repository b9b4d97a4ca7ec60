import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { ActionContent } from './action-content.ts';
import { needsOffered } from './action-file.ts';
import { chosenIn, lineIn } from './desk-say.ts';
import type { FormPart } from './form-part.ts';

const CAPACITY_MAX = 100_000;
const GUESTS_MAX = 9;
const photoPolicies = ['none', 'ask', 'public'] as const;

/** For how many an action is, and what they find there. */
export type PeopleAnswers = Pick<
  ActionContent,
  'capacity' | 'guestsMax' | 'needsOffered' | 'interpreterLanguages' | 'photos' | 'rightsCardId'
>;

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language' });

/** A language by its English name. */
export function languageName(language: string): string {
  return languageNames.of(language) ?? language;
}

/** @param languages those the bot speaks (BCP 47). @param taken places that are taken: there cannot be fewer. */
export function peoplePart(
  say: DeskWords['say'],
  { languages, library, taken }: { languages: string[]; library: CardLibrary; taken: number },
): FormPart<PeopleAnswers> {
  const field = (name: string) => ({ name, label: say(`actions.form.${name}.label`) });
  const hint = (name: string) => ({ hint: say(`actions.form.${name}.hint`) });
  return {
    fields: [
      { ...field('capacity'), ...hint('capacity'), kind: 'line', charsMax: 6, optional: true },
      { ...field('guests'), ...hint('guests'), kind: 'line', charsMax: 1, initial: '0' },
      {
        ...field('needs'),
        ...hint('needs'),
        kind: 'choices',
        options: needsOffered.map(id => ({ id, label: say(`actions.need.${id}`) })),
        optional: true,
      },
      {
        ...field('interpreters'),
        ...hint('interpreters'),
        kind: 'choices',
        options: languages.map(id => ({ id, label: languageName(id) })),
        optional: true,
      },
      {
        ...field('photos'),
        kind: 'choice',
        options: photoPolicies.map(id => ({ id, label: say(`actions.photos.${id}`) })),
        initial: 'none',
      },
      { ...field('card'), ...hint('card'), kind: 'line', charsMax: 10, optional: true },
    ],
    read(values) {
      const capacity = lineIn(values, 'capacity');
      const guests = lineIn(values, 'guests') ?? '0';
      const card = lineIn(values, 'card')?.toUpperCase();
      const isWhole = capacity === undefined || (/^\d+$/.test(capacity) && Number(capacity) <= CAPACITY_MAX);
      const faults = [
        ...(isWhole && capacity !== '0' ? [] : [say('actions.fault.capacity')]),
        ...(isWhole && capacity && Number(capacity) < taken ? [say('actions.fault.taken', { taken })] : []),
        ...(/^\d$/.test(guests) ? [] : [say('actions.fault.guests', { max: GUESTS_MAX })]),
        ...(card === undefined || library.ids.includes(card) ? [] : [say('actions.fault.card', { card })]),
      ];
      if (faults.length > 0) return { faults };
      const chosen = chosenIn(values, 'needs');
      const interpreters = chosenIn(values, 'interpreters').filter(language => languages.includes(language));
      const isInterpreted = (need: string) => need === 'interpreter' && interpreters.length > 0;
      return {
        answers: {
          capacity: capacity === undefined ? null : Number(capacity),
          guestsMax: Number(guests),
          needsOffered: needsOffered.filter(need => chosen.includes(need) || isInterpreted(need)),
          interpreterLanguages: interpreters,
          photos: photoPolicies.find(policy => policy === lineIn(values, 'photos')) ?? 'none',
          rightsCardId: card ?? null,
        },
      };
    },
  };
}

export function peopleValues(content: ActionContent): FormValues {
  const { capacity, guestsMax, needsOffered: needs, interpreterLanguages, photos, rightsCardId } = content;
  return {
    ...(capacity !== null && { capacity: String(capacity) }),
    guests: String(guestsMax),
    needs,
    interpreters: interpreterLanguages,
    photos,
    ...(rightsCardId && { card: rightsCardId }),
  };
}
