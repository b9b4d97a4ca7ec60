import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { type CrisisKind, crisisKinds } from '../knowledge/crisis.ts';
import type { FeatureWrite, Heard } from './feature.ts';

/** For so long whoever asks for a person is taken to ask because of it: 1 day. */
const LASTS_MS = 86_400_000;
/** As much as a case shows of somebody's words. */
const WORDS_CHARS_MAX = 3000;

const dangerShape = z.object({ kind: z.enum(crisisKinds), words: z.string().optional() });
/** What somebody was given numbers to call for, and in what words they told of it. */
export type Danger = z.infer<typeof dangerShape>;

/**
 * Remembers for a day that numbers to call were given in a conversation: somebody who reads them first, looks around and asks for a person
 * ten messages later is in the same danger still. Sealed, and gone with the conversation's person.
 */
export interface RecentDanger {
  keep(heard: Heard, kind: CrisisKind): FeatureWrite;
  /** The gravest of the last day, with the words of all. */
  of(conversationId: string, at: Date): Promise<Danger | undefined>;
}

export function createRecentDanger({ prisma }: Pick<Database, 'prisma'>, seal: Seal): RecentDanger {
  const read = (row: { dangerAt: Date | null; dangerSealed: Uint8Array | null } | null, at: Date) => {
    if (!row?.dangerAt || !row.dangerSealed || at.getTime() - row.dangerAt.getTime() >= LASTS_MS) return undefined;
    return dangerShape.safeParse(seal.open(row.dangerSealed)).data;
  };
  const select = { dangerAt: true, dangerSealed: true };

  return {
    keep: ({ sender: { conversationId: id }, sentAtMs, text }, kind) => ({
      label: 'conversation (danger)',
      async apply(transaction) {
        const at = new Date(sentAtMs);
        const before = read(await transaction.conversation.findUnique({ where: { id }, select }), at);
        const danger = before ? both(before, { kind, words: text }) : { kind, words: text };
        const data = { dangerAt: at, dangerSealed: seal.seal(danger) };
        await transaction.conversation.updateMany({ where: { id }, data });
      },
    }),

    of: async (id, at) => read(await prisma.conversation.findUnique({ where: { id }, select }), at),
  };
}

function both(before: Danger, now: { kind: CrisisKind; words: string | undefined }): Danger {
  const rank = ({ kind }: Pick<Danger, 'kind'>) => crisisKinds.indexOf(kind);
  const said = [before.words, now.words].flatMap(words => words ?? []);
  const words = [...new Set(said)].join('\n').slice(-WORDS_CHARS_MAX);
  return { kind: rank(now) <= rank(before) ? now.kind : before.kind, ...(words && { words }) };
}
