import type { TimelyTurn } from '../feature.ts';
import { type ActionFile, howWasItAnswers, type RegistrationFile } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';
import { type EachMinute, TURNS_MAX } from './member-tick.ts';

const HOUR_MS = 3_600_000;
/** People have come home by then; and after so long nobody remembers how it was. */
const FROM_HOURS = 2;
const UNTIL_HOURS = 72;

/** Thanks those who came, once, and asks how it was. Where nobody was checked in, whoever had a place is taken to have come. */
export function createAfterwards(
  { actions, writes }: MemberDeps,
  { say, words }: { say: MemberSay; words: ActionWords },
): EachMinute {
  return async ({ at, quiet }) => {
    if (quiet.isQuiet(at)) return [];
    const hoursAgo = (hours: number) => new Date(at.getTime() - hours * HOUR_MS);
    const over = { gt: hoursAgo(UNTIL_HOURS), lte: hoursAgo(FROM_HOURS) };
    const turns: TimelyTurn[] = [];
    for (const action of await actions.where({ status: 'published', endsAt: over })) {
      const here = await actions.registrationsWhere({ actionId: action.id, checkedInAt: { not: null } }, 1);
      const came = here.length > 0 ? { checkedInAt: { not: null } } : { status: 'registered' as const };
      const left = TURNS_MAX - turns.length;
      const unthanked = await actions.registrationsWhere({ actionId: action.id, ...came, thankedAt: null }, left);
      turns.push(...unthanked.map(registration => thank(registration, action, at)));
    }
    return turns;
  };

  function thank(registration: RegistrationFile, action: ActionFile, at: Date): TimelyTurn {
    const { id, spoken, isDiscreet, conversationId } = registration;
    const choices = howWasItAnswers.map(answer => ({
      id: `actions:how:${answer}:${id}`,
      label: say(spoken, `button.how.${answer}`),
    }));
    const { title } = words.text(action, spoken);
    const reply = isDiscreet
      ? say.reply(spoken, 'discreet.thanks', {}, choices)
      : say.reply(spoken, 'thanks', { title }, choices);
    return {
      writes: [writes.mark(registration, { thankedAt: null }, { thankedAt: at })],
      posts: [{ to: { conversationId }, reply }],
    };
  }
}
