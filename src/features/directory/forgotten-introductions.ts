import type { Database } from '../../database/database.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { introductionName } from './introduction-card.ts';
import type { IntroductionStore } from './introduction-store.ts';

/** What takes the place of somebody's introductions in the rooms of organisers when they ask for everything to be deleted. */
export async function forgottenIntroductions(
  { prisma }: Pick<Database, 'prisma'>,
  introductions: IntroductionStore,
  say: DeskWords['say'],
  personId: string,
): Promise<Post[]> {
  const theirs = await introductions.ofPerson(personId);
  const posts = theirs.map(async ({ id, roomId }) => {
    const card = introductionName(id);
    const reply = (name: string) => ({
      text: say('directory.forgotten'),
      language: 'en',
      name,
      ...(name !== card && { under: card }),
    });
    const placed = await prisma.namedMessage.findMany({ where: { name: { startsWith: card } } });
    const inPlace = placed.map(({ conversationId, name }): Post => ({ to: { conversationId }, reply: reply(name) }));
    // A card that is on its way at this moment has no place yet.
    const isPlaced = placed.some(({ name }) => name === card);
    return isPlaced ? inPlace : [...inPlace, { to: { channel: 'slack' as const, roomId }, reply: reply(card) }];
  });
  return (await Promise.all(posts)).flat();
}
