import type { Choice, Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import { organiserOf } from '../organiser-rooms.ts';
import { sayMoment } from '../say-moment.ts';
import type { ActionFile, RegistrationFile } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import { checkInCode } from './check-in-code.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';

/** What somebody has: a place, a number on the waiting list, an offer, or nothing any more. */
export interface Ticket {
  /** As it is at this moment. @param language to read it in. */
  reply(registration: RegistrationFile, action: ActionFile, language?: string): Promise<Reply>;
  /** Drawn from what is in the database, so that whatever raced, it is true. Who asks for a place again gets another message. */
  show(registrationId: string): Promise<Post[]>;
}

export function createTicket(deps: MemberDeps, say: MemberSay, words: ActionWords): Ticket {
  const { actions } = deps;

  async function reply(registration: RegistrationFile, action: ActionFile, language = registration.spoken) {
    const parts = await partsOf(registration, action, language);
    const caveat = registration.status === 'cancelled' ? undefined : words.caveat(action, language);
    const text = [...parts, caveat].filter(part => part).join('\n\n');
    return { text, language, choices: choicesOf(registration, action, language) };
  }

  async function partsOf(registration: RegistrationFile, action: ActionFile, language: string) {
    const { title, place, exactPlace } = words.text(action, language);
    const { status, offeredUntil } = registration;
    if (action.status === 'cancelled') return [say(language, 'ticket.calledOff', { title })];
    const when = say(language, 'when', { when: words.when(action, language) });
    switch (status) {
      case 'registered': {
        const where = [place, exactPlace].filter(part => part).join(', ');
        const lines = [
          when,
          where && say(language, 'where', { place: where }),
          action.onlineLink && say(language, 'link', { link: action.onlineLink }),
          ...saidBy(registration, language),
          say(language, 'ticket.code', { code: checkInCode(registration.id) }),
        ];
        const asked = registration.isAskedAgain && say(language, 'moved.ask');
        const expect = await whoToExpect(action, language);
        return [say(language, 'ticket.registered', { title }), lines.filter(line => line).join('\n'), expect, asked];
      }
      case 'waiting': {
        const number = await actions.numberOnList(registration);
        return [say(language, 'ticket.waiting', { title, number }), when, say(language, 'ticket.waiting.then')];
      }
      case 'offered': {
        const until = offeredUntil ? sayMoment(offeredUntil, language) : '';
        return [say(language, 'ticket.offered', { title, until }), when];
      }
      case 'passed':
        return [say(language, 'ticket.passed', { title })];
      case 'cancelled':
        return [say(language, 'ticket.cancelled', { title })];
    }
  }

  function saidBy({ needs, guests }: RegistrationFile, language: string): (string | false)[] {
    return [
      needs.length > 0 && say(language, 'ticket.needs', { needs: words.needs(needs, language) }),
      guests > 0 && say(language, 'ticket.guests', { guests }),
    ];
  }

  async function whoToExpect({ region }: ActionFile, language: string): Promise<string> {
    const role = organiserOf(await deps.organising(), region)?.role ?? say(language, 'organiser');
    return say(language, 'ticket.expect', { role });
  }

  function choicesOf({ id, status, isAskedAgain }: RegistrationFile, action: ActionFile, language: string): Choice[] {
    if (action.status !== 'published' || action.endsAt <= deps.now()) return [];
    const button = (step: string, rest = id) => say.button(language, step, rest);
    switch (status) {
      case 'registered':
        return [
          ...(isAskedAgain ? [button('still')] : []),
          button('calendar'),
          ...(asksAnything(action) ? [{ ...button('needs'), opensForm: true }] : []),
          button('cancel'),
        ];
      case 'waiting':
        return [button('leave')];
      case 'offered':
        return [button('take'), button('decline')];
      case 'passed':
        return [button('join', action.id)];
      case 'cancelled':
        return [];
    }
  }

  return {
    reply,
    async show(registrationId) {
      const registration = await actions.registration(registrationId);
      const action = registration && (await actions.byId(registration.actionId));
      if (!registration || !action) return [];
      const name = `actions:ticket:${registration.id}:${registration.at.getTime()}`;
      const { conversationId } = registration;
      return [{ to: { conversationId }, reply: { ...(await reply(registration, action)), name } }];
    },
  };
}

/** True when there is something to say beyond "I come". */
export function asksAnything({ needsOffered, guestsMax }: ActionFile): boolean {
  return guestsMax > 0 || needsOffered.some(need => need !== 'womenOnly');
}
