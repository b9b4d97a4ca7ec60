import type { LookupHash } from '../database/lookup-hash.ts';

/** Which part of which message a platform was given. */
export interface Delivery {
  outboundId: bigint;
  /** Of the chunk, from 0. */
  index: number;
  /** How many chunks the message has. */
  count: number;
}

/** Enough that no other can be taken for ours: of a database that was, or somebody else's. */
const PROOF_CHARS = 24;

/** What a delivery is called beside the platform: the same in every attempt, and readable for us alone. */
export function deliveryIdOf(hash: LookupHash, { outboundId, index, count }: Delivery): string {
  const name = `${outboundId}.${index}.${count}`;
  return `${name}.${proofOf(hash, name)}`;
}

/** @returns undefined for what is none of ours. */
export function readDeliveryId(hash: LookupHash, deliveryId: string): Delivery | undefined {
  const [, name, outboundId, index, count, proof] =
    /^((\d{1,18})\.(\d{1,4})\.(\d{1,4}))\.([0-9a-f]+)$/.exec(deliveryId) ?? [];
  if (name === undefined || outboundId === undefined || proof !== proofOf(hash, name)) return undefined;
  return { outboundId: BigInt(outboundId), index: Number(index), count: Number(count) };
}

function proofOf(hash: LookupHash, name: string): string {
  return Buffer.from(hash('delivery', name)).toString('hex').slice(0, PROOF_CHARS);
}
