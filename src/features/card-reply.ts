import type { ShownCard } from '../knowledge/card-library.ts';
import type { Choice, Reply } from '../messages/reply.ts';
import type { Nation } from '../messages/sender.ts';
import type { Words } from '../words/words.ts';

const NATIONS: Nation[] = ['England', 'Scotland', 'Wales', 'Northern Ireland'];
/** A button each; more would bury the ones that matter. */
const RELATED_MAX = 2;

/** What a card is shown with: to whom, and what surrounds it. */
export interface CardView {
  card: ShownCard;
  related: ShownCard[];
  language: string;
  nation: Nation | undefined;
  words: Words;
}

/**
 * A card as a message: how urgent a person is, the answer, what differs where the member lives, what goes wrong, whom to call, how
 * far it can be trusted, and next steps.
 *
 * @example
 * > can i see a doctor without papers
 * < *Can I register with a GP …?* Yes. Anyone living in England … [This helped] [Not what I asked] [Talk to a person]
 */
export function cardReply(view: CardView): Reply {
  const { card, language, words } = view;
  const say = (key: string, values?: Record<string, string>) => words.say(language, key, values);
  const { Answer, 'What goes wrong': goesWrong, 'Who to call': whoToCall } = card.sections;
  const { level } = card.original.escalation;
  const paragraphs = [
    isUrgent(card) && say(`answer.level.${level}`),
    card.original.confidence === 'low' && say('answer.changing'),
    card.bodyLanguage !== language && say('answer.onlyEnglish'),
    `*${card.question}*`,
    Answer,
    ...nationSections(view).flatMap(([nation, text]) => [
      say('answer.inNation', { nation: say(`nation.${nation}`) }),
      text,
    ]),
    ...(goesWrong ? [say('answer.whatGoesWrong'), goesWrong] : []),
    ...(whoToCall ? [say('answer.whoToCall'), whoToCall] : []),
    (level === 'E1' || level === 'E2') && say(`answer.level.${level}`),
    trust(view),
  ];
  return {
    text: paragraphs.filter(paragraph => paragraph).join('\n\n'),
    language: card.bodyLanguage,
    choices: nextSteps(view),
    ...(card.bodyLanguage !== language && { choicesLanguage: language }),
  };
}

/** E3 and E4: a person comes first. */
export function isUrgent({ original }: ShownCard): boolean {
  return original.escalation.level === 'E3' || original.escalation.level === 'E4';
}

/** What differs in the member's nation; all differences while that is not known. */
function nationSections({ card, nation }: CardView): [Nation, string][] {
  const nations = nation ? [nation] : NATIONS;
  return nations.flatMap(name => {
    const text = card.sections[name];
    return text ? [[name, text] as [Nation, string]] : [];
  });
}

/** Where it is from, how old it is, who has checked it, and what it is not. */
function trust({ card, language, words }: CardView): string {
  const { original } = card;
  const say = (key: string, values?: Record<string, string>) => words.say(language, key, values);
  return [
    say('answer.source', { sources: original.sources.map(({ name }) => name).join('; ') }),
    say('answer.asOf', { date: original.asOf }),
    original.confidence === 'medium' && say('answer.mayMove'),
    original.reviewedBy
      ? say('answer.reviewed', { date: original.reviewedOn, role: original.reviewedBy })
      : say('answer.notReviewed'),
    card.translation === 'machine' && say('answer.machine'),
    card.stale && say('answer.stale'),
    say('answer.general'),
  ]
    .filter(line => line)
    .join('\n');
}

function nextSteps({ card, related, language, nation, words }: CardView): Choice[] {
  const { id } = card.original;
  const person = { id: `cases:person:${id}`, label: words.say(language, 'button.person') };
  const differsByNation = NATIONS.some(name => card.sections[name]);
  return [
    ...(isUrgent(card) ? [person] : []),
    { id: `faq:helped:${id}`, label: words.say(language, 'button.helped') },
    { id: `faq:not:${id}`, label: words.say(language, 'button.notThis') },
    ...(isUrgent(card) ? [] : [person]),
    ...related.slice(0, RELATED_MAX).map(other => ({ id: `faq:card:${other.original.id}`, label: other.title })),
    ...(differsByNation && !nation ? [{ id: `members:place:${id}`, label: words.say(language, 'button.place') }] : []),
  ];
}
