import type { Database } from '../../database/database.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { DeskWords } from '../../words/desk-words.ts';

export interface LeftBehindDeps {
  database: Pick<Database, 'prisma'>;
  desk: DeskWords;
  /** Channels that are not configured any more, and have a successor: who is still on one could not be found there. */
  abandoned: ChannelName[];
}

/** A longer list is for nobody to read in a room. */
const REFERENCES_MAX = 20;

/**
 * Makes what says how many people nobody can reach any more, and the references of their open cases; undefined when nothing has changed
 * since it was asked last.
 */
export function createLeftBehind({ database, desk, abandoned }: LeftBehindDeps): () => Promise<string | undefined> {
  let told = '';
  return async () => {
    if (abandoned.length === 0) return undefined;
    const text = await inWords();
    if (text === told) return undefined;
    told = text;
    return text === '' ? undefined : text;
  };

  async function inWords(): Promise<string> {
    const conversation = { channel: { in: abandoned }, personId: { not: null } };
    const count = await database.prisma.conversation.count({ where: conversation });
    if (count === 0) return '';
    const open = await database.prisma.case.findMany({
      where: { closedAt: null, conversation },
      select: { reference: true },
      orderBy: { openedAt: 'asc' },
    });
    const references = open.slice(0, REFERENCES_MAX).map(({ reference }) => reference);
    const more = open.length - references.length;
    return [
      desk.say('connections.leftBehind', { count }),
      ...(open.length > 0 ? [desk.say('connections.leftBehindCases', { references: references.join(', ') })] : []),
      ...(more > 0 ? [desk.say('connections.leftBehindMore', { count: more })] : []),
    ].join('\n\n');
  }
}
