import { z } from 'zod';
import { caseSettingsStore } from '../case-settings-store.ts';
import type { Feature, TimelyTurn } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { createLeftBehind, type LeftBehindDeps } from './left-behind.ts';

/** A platform that cannot be reached at the moment. */
export interface Outage {
  sinceMs: number;
  /** Somebody has to link a telephone: no patience mends it. */
  needsHands: boolean;
}

interface ConnectionsDeps extends LeftBehindDeps {
  /** Undefined while WhatsApp is connected, and in a process that does not look after it. */
  outage(): Outage | undefined;
  /** A link to the page on which a telephone is linked. */
  pairingLink(): string;
}

/** What comes back by itself within this time is nobody's business. */
const PATIENCE_MS = 2 * 60 * 1000;

/**
 * Tells staff once that WhatsApp is not connected, where their cases are, and in the same message when it is again; and whom it cannot
 * reach any more since it is on another transport.
 *
 * @example
 * < WhatsApp is not connected since 14:02. Open this link: https://…
 * < WhatsApp is connected again. It was not from 14:02 to 14:09.
 */
export function createConnections(deps: ConnectionsDeps): Feature {
  const { database, desk, outage, pairingLink } = deps;
  const tellLeftBehind = createLeftBehind(deps);
  /** What the room was told, and has not been told to be over. */
  let told: Outage | undefined;

  async function post(text: string, name = 'connection:whatsapp'): Promise<TimelyTurn[]> {
    const { settings } = await caseSettingsStore.readStored(database.prisma);
    const { fallbackChannelId: roomId } = settings;
    if (!roomId) return [];
    return [{ posts: [{ to: { channel: 'slack', roomId }, reply: { text, language: 'en', name } }] }];
  }

  return {
    name: 'connections',
    state: z.unknown(),
    think: () => ({ replies: [], next: 'start' }),

    async tick(nowMs) {
      const leftBehind = await tellLeftBehind();
      return [...(await tellOutage(nowMs)), ...(leftBehind ? await post(leftBehind, 'connection:leftBehind') : [])];
    },
  };

  async function tellOutage(nowMs: number): Promise<TimelyTurn[]> {
    const now = outage();
    if (!now) return told ? tellOver(told, nowMs) : [];
    if (told && (told.needsHands || !now.needsHands)) return [];
    if (!now.needsHands && nowMs - now.sinceMs < PATIENCE_MS) return [];
    told = now;
    const since = timeOf(now.sinceMs);
    if (!now.needsHands) return post(desk.say('connections.away', { since }));
    return post(desk.say('connections.pairing', { since, link: pairingLink() }));
  }

  async function tellOver({ sinceMs }: Outage, nowMs: number): Promise<TimelyTurn[]> {
    told = undefined;
    return post(desk.say('connections.back', { since: timeOf(sinceMs), until: timeOf(nowMs) }));
  }
}

const timeOf = (ms: number) => londonTime(new Date(ms)).time;
