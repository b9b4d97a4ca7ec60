import type { Reply } from '../../messages/reply.ts';
import { cardReply } from '../card-reply.ts';
import type { TimelyTurn } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { sayClock } from '../say-moment.ts';
import type { ActionFile, RegistrationFile } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';
import { type EachMinute, type Minute, TURNS_MAX } from './member-tick.ts';
import { type ReminderTimes, reminderTimes } from './reminder-times.ts';

/** The day before tomorrow is always within this. */
const LOOK_AHEAD_MS = 2 * 86_400_000 + 3_600_000;

/**
 * Reminds those who have a place: the day before, and shortly before, with the card about rights where the action has one. Who asked for
 * the place after the moment of a reminder has just read all that it would say. In quiet hours only what was asked for on that day is
 * reminded of.
 */
export function createReminders(deps: MemberDeps, { say, words }: { say: MemberSay; words: ActionWords }): EachMinute {
  const { actions, writes, library } = deps;

  return async minute => {
    const { at, settings } = minute;
    const ahead = { gt: at, lte: new Date(at.getTime() + LOOK_AHEAD_MS) };
    const turns: TimelyTurn[] = [];
    for (const action of await actions.where({ status: 'published', startsAt: ahead })) {
      const times = reminderTimes(action.startsAt, settings.reminders);
      const left = TURNS_MAX - turns.length;
      if (left > 0)
        turns.push(...(await dayBefore(action, times, minute, left)), ...(await soon(action, times, minute, left)));
    }
    return turns;
  };

  async function dayBefore(action: ActionFile, times: ReminderTimes, { at, quiet }: Minute, limit: number) {
    const isThatDay = londonTime(at).date === londonTime(times.dayBefore).date;
    if (at < times.dayBefore || !isThatDay || quiet.isQuiet(at)) return [];
    const due = await actions.registrationsWhere({ ...coming(action, times.dayBefore), remindedDayAt: null }, limit);
    return due.map(registration => ({
      writes: [writes.mark(registration, { status: 'registered', remindedDayAt: null }, { remindedDayAt: at })],
      posts: [{ to: { conversationId: registration.conversationId }, reply: reminder(registration, action, 'day') }],
    }));
  }

  async function soon(action: ActionFile, times: ReminderTimes, { at, quiet }: Minute, limit: number) {
    if (at < times.soon) return [];
    const found = await actions.registrationsWhere({ ...coming(action, times.soon), remindedSoonAt: null }, limit);
    const isOfThatDay = (registration: RegistrationFile) => londonTime(registration.at).date === londonTime(at).date;
    const due = quiet.isQuiet(at) ? found.filter(isOfThatDay) : found;
    return due.map(registration => {
      const to = { conversationId: registration.conversationId };
      // Once it has begun, nobody wants to hear that it begins soon.
      const expiresAfterSeconds = Math.ceil((action.startsAt.getTime() - at.getTime()) / 1000);
      const reply = { ...reminder(registration, action, 'soon'), expiresAfterSeconds };
      const card = registration.isDiscreet ? undefined : rightsCard(registration, action);
      return {
        writes: [writes.mark(registration, { status: 'registered', remindedSoonAt: null }, { remindedSoonAt: at })],
        posts: [{ to, reply }, ...(card ? [{ to, reply: card }] : [])],
      };
    });
  }

  /** Who has been told of the last change first hears of it, and then is reminded. */
  function coming({ id, version }: ActionFile, dueAt: Date) {
    return { actionId: id, status: 'registered' as const, at: { lt: dueAt }, toldVersion: version };
  }

  function reminder({ id, spoken, isDiscreet }: RegistrationFile, action: ActionFile, which: 'day' | 'soon'): Reply {
    const time = sayClock(action.startsAt, spoken);
    if (isDiscreet) return say.reply(spoken, `discreet.${which}`, { time }, [say.button(spoken, 'ticket', id)]);
    const { title, place, exactPlace } = words.text(action, spoken);
    const where = [place, exactPlace].filter(part => part).join(', ');
    const lines = [
      say(spoken, 'when', { when: words.when(action, spoken) }),
      where && say(spoken, 'where', { place: where }),
      action.onlineLink && say(spoken, 'link', { link: action.onlineLink }),
    ];
    const text = [say(spoken, `remind.${which}`, { title, time }), lines.filter(line => line).join('\n')].join('\n\n');
    return { text, language: spoken, choices: [say.button(spoken, 'ticket', id), say.button(spoken, 'cancel', id)] };
  }

  /** As it is shown to who asks for it: with its source, how far it can be trusted, and the way to a person. */
  function rightsCard({ spoken }: RegistrationFile, { rightsCardId }: ActionFile): Reply | undefined {
    const card = rightsCardId ? library.card(rightsCardId, spoken) : undefined;
    return card && cardReply({ card, related: [], language: spoken, nation: undefined, words: deps.words });
  }
}
