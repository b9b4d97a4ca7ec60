import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { Transaction } from '../database/transaction.ts';
import type { ChannelName } from '../messages/address.ts';
import { actionKinds } from './action-kinds.ts';
import type { FeatureWrite } from './feature.ts';

/** `companions`: to be told of others near them; `reachElsewhere`: to be written to about a case on another channel. */
export const consentKinds = [...actionKinds, 'companions', 'reachElsewhere'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** What somebody agreed to, and has not withdrawn. */
export interface GivenConsent {
  kind: ConsentKind;
  channel: ChannelName;
  givenAt: Date;
  /** The question that they said yes to, by its key in messages.json, and the language that it was asked in. */
  wordsKey: string;
  language: string;
}

export interface Consents {
  /** Those that count, oldest first. */
  of(personId: string): Promise<GivenConsent[]>;
  /** True once they have given this one, even if they have withdrawn it since: they are not asked again unless they wish it. */
  wasGiven(personId: string, kind: ConsentKind, channel: ChannelName): Promise<boolean>;
}

export function createConsents({ prisma }: Pick<Database, 'prisma'>): Consents {
  return {
    async of(personId) {
      const rows = await prisma.consent.findMany({
        where: { personId, withdrawnAt: null },
        orderBy: [{ givenAt: 'asc' }, { id: 'asc' }],
      });
      return rows.flatMap(({ kind: name, channel, givenAt, wordsKey, language }) => {
        const kind = consentKinds.find(known => known === name);
        return kind ? [{ kind, channel: channel as ChannelName, givenAt, wordsKey, language }] : [];
      });
    },
    wasGiven: async (personId, kind, channel) =>
      (await prisma.consent.count({ where: { personId, kind, channel } })) > 0,
  };
}

/** A yes, with the question as it was read. */
export interface ConsentGiven {
  personId: string;
  kind: ConsentKind;
  channel: ChannelName;
  wordsKey: string;
  language: string;
  /** The question in full: only its SHA-256 is kept, by which a text can be shown to be the one. */
  words: string;
}

/** Keeps a yes. Who has said it already has said it once. */
export function giveConsent({ words, ...consent }: ConsentGiven, at: Date): FeatureWrite {
  const { personId, kind, channel } = consent;
  return {
    label: `consent (${kind})`,
    async apply(transaction) {
      if ((await transaction.consent.count({ where: { personId, kind, channel, withdrawnAt: null } })) > 0) return;
      const wordsHash = createHash('sha256').update(words).digest('hex');
      await transaction.consent.create({ data: { ...consent, wordsHash, givenAt: at } });
    },
  };
}

/** Withdraws what somebody agreed to: without a kind or a channel all of it. A broadcast that waits in the outbox does not reach them any more. */
export function withdrawConsent(
  which: { personId: string; kind?: ConsentKind; channel?: ChannelName },
  at: Date,
): FeatureWrite {
  return {
    label: 'consent (withdrawn)',
    async apply(transaction) {
      await transaction.consent.updateMany({ where: { ...which, withdrawnAt: null }, data: { withdrawnAt: at } });
      await takeBroadcastsBack(transaction, which);
    },
  };
}

/** What is with the platform already, or has begun to arrive, stays as it is. */
async function takeBroadcastsBack(
  transaction: Transaction,
  { personId, kind, channel }: Parameters<typeof withdrawConsent>[0],
): Promise<void> {
  const ofKind = actionKinds.find(known => known === kind);
  if (kind && !ofKind) return;
  const given = await transaction.broadcastRecipient.findMany({
    where: { personId, status: 'queued', ...(channel && { channel }), ...(ofKind && { broadcast: { kind: ofKind } }) },
    select: { id: true },
  });
  if (given.length === 0) return;
  const taken = await transaction.outboundMessage.updateManyAndReturn({
    where: { trackId: { in: given.map(({ id }) => id) }, status: 'queued', chunksSent: 0 },
    data: { status: 'takenBack' },
    select: { trackId: true },
  });
  await transaction.broadcastRecipient.updateMany({
    where: { id: { in: taken.flatMap(({ trackId }) => trackId ?? []) } },
    data: { status: 'leftOut', reason: 'withdrew' },
  });
}
