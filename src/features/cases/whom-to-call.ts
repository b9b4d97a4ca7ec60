import type { MemberDeps } from './member-deps.ts';

/** The card that says how to find a regulated adviser. */
const ADVISER_CARD = 'LEG-01';

/**
 * Who else can be called: the charity's own contact where it is configured, whom the member's card names, and how to find an adviser.
 *
 * @param cardId the card that the member was reading. @returns paragraphs.
 */
export function whomToCall(
  { library, words, charity }: Pick<MemberDeps, 'library' | 'words' | 'charity'>,
  language: string,
  cardId: string | undefined,
): string {
  const callsOf = (id: string) => library.card(id, language)?.sections['Who to call'];
  const say = (key: string, values = {}) => words.say(language, key, values);
  return [
    charity && say('person.charity', { charity: charity.name, contact: charity.contact }),
    cardId && cardId !== ADVISER_CARD && callsOf(cardId),
    say('person.adviser'),
    callsOf(ADVISER_CARD),
    say('person.urgent'),
  ]
    .filter(paragraph => paragraph)
    .join('\n\n');
}
