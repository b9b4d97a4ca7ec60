import { londonDayAfter, londonInstant, londonTime } from '../london-time.ts';

const DAY_MS = 86_400_000;
const REOPEN_DAYS = 14;

/** How often somebody who waits for a first person is told, unasked, that what they write has arrived. */
const SAY_AGAIN_MS = 3_600_000;

/** A member's case, as far as it decides who answers what they write. */
export interface MemberCase {
  claimedAt?: Date | undefined;
  /** Set when it is closed. */
  closedAt?: Date | undefined;
  /** True once they have asked for the bot back, until they ask for the person again. */
  withBot: boolean;
  /** When they were last told where their case stands. */
  lastSaidAt?: Date | undefined;
  /** When they were asked, long after it was closed, whether to open it again. */
  reopenOfferedAt?: Date | undefined;
}

/**
 * What a member wrote: a key or a command that works everywhere (help, language, delete my data), a courtesy ("thanks", "ok"), the answer to
 * what closing asked, their wish for a person, their wish for the bot, or anything else.
 */
export type MemberWords = 'universal' | 'courtesy' | 'survey' | 'person' | 'bot' | 'words';

export type MemberStep =
  /** The bot answers as if there were no case. */
  | 'bot'
  /** Their words go to the case, and the bot says nothing. */
  | 'to-case'
  /** And they are told where it stands: no second intake, no second case. */
  | 'to-case-and-say'
  /** The case is theirs to talk in again: they asked for the person back. */
  | 'back-to-person'
  | 'back-to-bot'
  /** The case is opened again with these words, in the hands that it was in. */
  | 'reopen'
  /** It is long closed: they are asked whether this is the same matter, once, and whenever they ask for a person. The bot answers too. */
  | 'offer-reopen'
  /** There is no case: the intake begins. */
  | 'intake';

/**
 * What happens with what a member wrote. While a person has the case the bot is silent, but for what works everywhere. Nobody is
 * handed over twice: who asks for a person and has a case is brought to that case; and a closed case is opened again by words alone,
 * never by thanks or by the answers that closing asked for, so that closing does not undo itself.
 */
export function memberStep(words: MemberWords, found: MemberCase | undefined, at: Date): MemberStep {
  if (words === 'universal') return 'bot';
  if (!found) return words === 'person' ? 'intake' : 'bot';
  if (found.closedAt) {
    if (words === 'courtesy' || words === 'survey' || words === 'bot') return 'bot';
    if (at < reopensUntil(found.closedAt)) return 'reopen';
    return words === 'person' || !found.reopenOfferedAt ? 'offer-reopen' : 'bot';
  }
  if (words === 'bot') return found.withBot ? 'bot' : 'back-to-bot';
  if (words === 'person') return found.withBot ? 'back-to-person' : 'to-case-and-say';
  if (found.withBot) return 'bot';
  return found.claimedAt || (found.lastSaidAt && at.getTime() - found.lastSaidAt.getTime() < SAY_AGAIN_MS)
    ? 'to-case'
    : 'to-case-and-say';
}

/** The end of the fortnight in which a closed case is opened again by what the member writes: the same time of day, in London. */
export function reopensUntil(closedAt: Date): Date {
  const { date, time } = londonTime(closedAt);
  return londonInstant(londonDayAfter(date, REOPEN_DAYS), time);
}

/**
 * Whether to say that nobody is there now: once in 24 hours at most, however much a member writes, and not when somebody is.
 *
 * @param lastSaidAt when it was said to this member last.
 */
export function saysOutOfHours(isOpen: boolean, lastSaidAt: Date | undefined, at: Date): boolean {
  return !isOpen && (lastSaidAt === undefined || at.getTime() - lastSaidAt.getTime() >= DAY_MS);
}
