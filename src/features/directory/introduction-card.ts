import type { AreaOf } from '../../knowledge/areas.ts';
import type { Choice, Reply, Section } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { londonTime } from '../london-time.ts';
import type { Introduction } from './introduction.ts';

type Say = DeskWords['say'];

/** A weekend without Slack loses nothing: 7 days. */
const EXPIRES_AFTER_SECONDS = 7 * 86_400;
const WORDS_CHARS_MAX = 1500;
const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** The name of an introduction's card in its room; what is said below it has a name that begins with it. */
export function introductionName(id: string): string {
  return `introduction:${id}`;
}

/** What organisers see of somebody who wants to meet them. It says on top what they must not do. */
export function introductionCard(
  introduction: Introduction,
  { say, areaOf, ownerName }: { say: Say; areaOf: AreaOf; ownerName: string | undefined },
): Reply {
  const { id, handle, interests, closedAt, openedAt, isOpen, language } = introduction;
  const name = introductionName(id);
  const { date, time } = londonTime(openedAt);
  const head = [
    `*${handle}* · ${factsOf(introduction, areaOf, say)}`,
    say('directory.card.opened', { at: `${date} ${time}` }),
  ];
  if (closedAt) return { text: [...head, say('directory.card.closed')].join('\n'), language: 'en', name };
  const words: Section[] = interests.words ? [{ text: clip(interests.words), language }] : [];
  return {
    text: [
      say('directory.card.banner'),
      ...head,
      interests.need ? say('directory.card.need', { need: say(`directory.needs.${interests.need}`) }) : '',
      isOpen ? '' : say('directory.card.withBot'),
      ownerName ? say('directory.card.owner', { name: ownerName }) : say('directory.card.nobody'),
    ]
      .filter(line => line)
      .join('\n'),
    language: 'en',
    name,
    ...(words.length > 0 && { sections: [{ text: say('directory.card.words') }, ...words] }),
    choices: choicesOf(introduction, say),
  };
}

/** Who they are as far as organisers know: their area and their language. */
export function factsOf({ place, region, language }: Introduction, areaOf: AreaOf, say: Say): string {
  const council = areaOf(place)?.council?.name;
  const where = [council, place.outcode, region].filter(part => part !== undefined && part !== '');
  return [[...new Set(where)].join(', ') || say('directory.card.noPlace'), languageNames.of(language) ?? language].join(
    ' · ',
  );
}

/** Into the room of an introduction. By its id all of it is found, to be deleted with its member. */
export function toRoom({ id, roomId }: Introduction, reply: Reply): Post {
  return {
    to: { channel: 'slack', roomId },
    reply: { expiresAfterSeconds: EXPIRES_AFTER_SECONDS, ...reply },
    trackId: id,
  };
}

/** Below the card. @param part tells it from all else that is said there. */
export function underCard(introduction: Introduction, part: string, reply: Omit<Reply, 'name' | 'under'>): Post {
  const card = introductionName(introduction.id);
  return toRoom(introduction, { ...reply, name: `${card}:${part}`, under: card });
}

function choicesOf({ id, ownerId }: Introduction, say: Say): Choice[] {
  const button = (step: string, opensForm: boolean): Choice => ({
    id: `directory:desk:${step}:${id}`,
    label: say(`directory.button.${step}`),
    ...(opensForm && { opensForm }),
  });
  return [
    ...(ownerId ? [] : [button('claim', false)]),
    button('reply', true),
    button('adviser', false),
    { ...button('close', false), confirm: say('directory.close.confirm') },
  ];
}

function clip(text: string): string {
  const letters = [...text];
  return letters.length <= WORDS_CHARS_MAX ? text : `${letters.slice(0, WORDS_CHARS_MAX - 1).join('')}…`;
}
