import type { TimelyTurn } from '../feature.ts';
import { sayMoment } from '../say-moment.ts';
import type { ActionFile, RegistrationFile } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';
import { type EachMinute, type Minute, TURNS_MAX } from './member-tick.ts';
import { nextOnList, offerUntil } from './waiting-list.ts';

/** Passes on places that have become free: those that were offered and not taken, then all that are free, each to the next on the list. */
export function createOffers(
  { actions, writes }: MemberDeps,
  { say, words }: { say: MemberSay; words: ActionWords },
): EachMinute {
  return async minute => {
    const { at } = minute;
    const run = await actions.registrationsWhere({ status: 'offered', offeredUntil: { lte: at } }, TURNS_MAX);
    const about = await actions.where({ id: { in: run.map(({ actionId }) => actionId) } });
    const passed = run.flatMap(registration => {
      const action = about.find(({ id }) => id === registration.actionId);
      return action ? pass(registration, action, minute) : [];
    });
    const turns: TimelyTurn[] = [...passed];
    for (const action of await actions.withPlacesToOffer(at)) turns.push(...(await offersOf(action, minute)));
    return turns.slice(0, TURNS_MAX);
  };

  function pass(registration: RegistrationFile, action: ActionFile, { at, quiet }: Minute): TimelyTurn {
    const { id, actionId, conversationId, spoken, isDiscreet } = registration;
    const values = { title: words.text(action, spoken).title };
    const reply = isDiscreet
      ? say.reply(spoken, 'discreet.news', {}, [say.button(spoken, 'ticket', id)])
      : say.reply(spoken, 'ticket.passed', values, [say.button(spoken, 'join', actionId)]);
    return {
      writes: [writes.passOffer(registration)],
      posts: quiet.isQuiet(at) ? [] : [{ to: { conversationId }, reply }],
      shows: [`actions:ticket:${id}`, `actions:card:${actionId}`],
    };
  }

  async function offersOf(action: ActionFile, { at, quiet, settings }: Minute): Promise<TimelyTurn[]> {
    const until = offerUntil(at, action.startsAt, settings.offerMinutes, quiet);
    if (!until) return [];
    const free = action.capacity === undefined ? TURNS_MAX : action.capacity - action.taken;
    const waiting = await actions.registrationsWhere({ actionId: action.id, status: 'waiting' });
    return nextOnList(waiting, free).map(registration => offer(registration, action, { at, until }));
  }

  function offer(
    registration: RegistrationFile,
    action: ActionFile,
    { at, until }: { at: Date; until: Date },
  ): TimelyTurn {
    const { id, actionId, conversationId, spoken, isDiscreet } = registration;
    const values = { title: words.text(action, spoken).title, until: sayMoment(until, spoken) };
    const text = isDiscreet
      ? say(spoken, 'discreet.offer', values)
      : [say(spoken, 'ticket.offered', values), say(spoken, 'when', { when: words.when(action, spoken) })].join('\n\n');
    const choices = isDiscreet
      ? [say.button(spoken, 'ticket', id)]
      : [say.button(spoken, 'take', id), say.button(spoken, 'decline', id)];
    const expiresAfterSeconds = Math.ceil((until.getTime() - at.getTime()) / 1000);
    return {
      writes: [writes.offer(registration, until)],
      posts: [{ to: { conversationId }, reply: { text, language: spoken, choices, expiresAfterSeconds } }],
      shows: [`actions:ticket:${id}`, `actions:card:${actionId}`],
    };
  }
}
