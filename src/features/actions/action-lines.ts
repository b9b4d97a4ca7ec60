import type { DeskWords } from '../../words/desk-words.ts';
import { sayClock, sayMoment } from '../say-moment.ts';
import type { ActionFile, ActionText } from './action-file.ts';
import { languageName } from './people-part.ts';
import type { Recurrence } from './series-rules.ts';

// An action in words for staff, a line for each thing that they want to know of it.

type Say = DeskWords['say'];

/** In English where there is some, else in the first that a person wrote. */
export function staffText({ texts }: Pick<ActionFile, 'texts'>): ActionText | undefined {
  return texts.find(({ language }) => language === 'en') ?? texts.find(({ isMachine }) => !isMachine) ?? texts[0];
}

export function titleLine(file: Pick<ActionFile, 'texts'>): string {
  return `*${staffText(file)?.title ?? ''}*`;
}

export function whenLine({ startsAt, endsAt }: Pick<ActionFile, 'startsAt' | 'endsAt'>): string {
  return `${sayMoment(startsAt, 'en')} – ${sayClock(endsAt, 'en')}`;
}

export function repeatLine(recurrence: Recurrence | undefined, say: Say): string | undefined {
  return recurrence && say('actions.card.repeats', { rule: recurrence.rule });
}

/** Where it is, for whom: what members are held back is marked as such. */
export function whereLines(file: ActionFile, say: Say): string[] {
  const { place = '', exactPlace = '' } = staffText(file) ?? {};
  return [
    place,
    exactPlace && say('actions.card.exactPlace', { place: exactPlace }),
    file.onlineLink && say('actions.card.link', { link: file.onlineLink }),
    [file.region ?? say('actions.form.region.none'), file.outcode, say(`actions.visibility.${file.visibility}`)]
      .filter(isSaid)
      .join(' · '),
  ].filter(isSaid);
}

/** What people find there. */
export function offerLines(file: ActionFile, say: Say): string[] {
  const { needsOffered, interpreterLanguages, photos, rightsCardId, guestsMax } = file;
  const needs = needsOffered.map(need => say(`actions.need.${need}`)).join(', ');
  return [
    say(`actions.kind.${file.kind}`),
    needs && say('actions.card.offers', { needs }),
    interpreterLanguages.length > 0 && say('actions.card.interpreters', { languages: named(interpreterLanguages) }),
    guestsMax > 0 && say('actions.card.guests', { count: guestsMax }),
    say(`actions.photos.${photos}`),
    rightsCardId && say('actions.card.rightsCard', { card: rightsCardId }),
  ].filter(isSaid);
}

/** The languages that it is not in yet. */
export function missingIn({ texts }: Pick<ActionFile, 'texts'>, languages: string[]): string[] {
  return languages.filter(language => !texts.some(text => text.language === language));
}

/** The languages that nobody has written it in yet, and those in which a person has yet to check what a machine wrote. */
export function languageLines(file: Pick<ActionFile, 'texts'>, languages: string[], say: Say): string[] {
  const missing = named(missingIn(file, languages));
  const unchecked = named(file.texts.flatMap(({ language, isMachine }) => (isMachine ? language : [])));
  return [
    missing && say('actions.card.missing', { languages: missing }),
    unchecked && say('actions.card.unchecked', { languages: unchecked }),
  ].filter(isSaid);
}

export function named(languages: string[]): string {
  return languages.map(languageName).join(', ');
}

/** True for what is there to be said. */
export function isSaid(line: string | false | undefined): line is string {
  return line !== undefined && line !== false && line !== '';
}
