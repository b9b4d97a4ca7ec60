import type { TimelyTurn } from '../feature.ts';
import type { ActionFile, RegistrationFile } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';
import { type EachMinute, type Minute, TURNS_MAX } from './member-tick.ts';
import { reminderTimes } from './reminder-times.ts';

/**
 * Tells everybody, the waiting list among them, that an action was moved or called off, and asks those with a place whether they can still
 * come. In quiet hours it waits, unless morning would be too late.
 */
export function createChangeNews(
  { actions, writes }: MemberDeps,
  { say, words }: { say: MemberSay; words: ActionWords },
): EachMinute {
  return async minute => {
    const untold = await actions.untold(minute.at, TURNS_MAX);
    const about = await actions.where({ id: { in: untold.map(({ actionId }) => actionId) } });
    return untold.flatMap(registration => {
      const action = about.find(({ id }) => id === registration.actionId);
      if (!action || mustWait(action, minute)) return [];
      return action.status === 'cancelled' ? calledOff(registration, action) : moved(registration, action, minute);
    });
  };

  function mustWait({ startsAt }: ActionFile, { at, quiet }: Minute): boolean {
    return quiet.isQuiet(at) && startsAt > quiet.end(at);
  }

  function calledOff(registration: RegistrationFile, action: ActionFile): TimelyTurn {
    const { id, status, spoken, isDiscreet } = registration;
    const values = { title: words.text(action, spoken).title, when: words.when(action, spoken) };
    const reply = isDiscreet
      ? say.reply(spoken, 'discreet.calledOff', { when: values.when })
      : say.reply(spoken, 'calledOff', values, [say.button(spoken, 'near')]);
    return {
      writes: [writes.mark(registration, { status }, { status: 'cancelled', toldVersion: action.version })],
      posts: [{ to: { conversationId: registration.conversationId }, reply }],
      shows: [`actions:ticket:${id}`],
    };
  }

  function moved(registration: RegistrationFile, action: ActionFile, minute: Minute): TimelyTurn {
    const { id, status, toldVersion, conversationId, thankedAt } = registration;
    // Nobody is thanked for what is still to come: who counts as thanked has written STOP.
    const isSilent = thankedAt !== undefined;
    const times = reminderTimes(action.startsAt, minute.settings.reminders);
    const data = {
      toldVersion: action.version,
      isAskedAgain: status === 'registered',
      // They are reminded of what has become of it, too.
      ...(!isSilent && times.dayBefore > minute.at && { remindedDayAt: null }),
      ...(!isSilent && times.soon > minute.at && { remindedSoonAt: null }),
    };
    return {
      writes: [writes.mark(registration, { status, toldVersion }, data)],
      posts: [{ to: { conversationId }, reply: newsOf(registration, action) }],
      shows: [`actions:ticket:${id}`],
    };
  }

  function newsOf({ id, status, spoken, isDiscreet }: RegistrationFile, action: ActionFile) {
    if (isDiscreet) {
      const values = { when: words.when(action, spoken) };
      return say.reply(spoken, 'discreet.moved', values, [say.button(spoken, 'ticket', id)]);
    }
    const { title, place, exactPlace } = words.text(action, spoken);
    const where = [place, status === 'registered' ? exactPlace : ''].filter(part => part).join(', ');
    const text = [
      say(spoken, 'moved', { title }),
      [say(spoken, 'when', { when: words.when(action, spoken) }), where && say(spoken, 'where', { place: where })]
        .filter(line => line)
        .join('\n'),
      say(spoken, status === 'registered' ? 'moved.ask' : `moved.${status}`),
    ].join('\n\n');
    const choices =
      status === 'registered'
        ? [say.button(spoken, 'still', id), say.button(spoken, 'cancel', id)]
        : [say.button(spoken, 'ticket', id), say.button(spoken, 'leave', id)];
    return { text, language: spoken, choices };
  }
}
