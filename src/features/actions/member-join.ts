import { randomUUID } from 'node:crypto';
import type { FormValues } from '../../messages/form.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { ActionFile, RegistrationFile, SaidNeeds } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import { isAtTheDoor } from './at-the-door.ts';
import type { MemberConsent } from './member-consent.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';
import { needsForm, readNeeds } from './needs-form.ts';
import { clashes } from './reporting-day.ts';
import { asksAnything, type Ticket } from './ticket.ts';

const NOTHING: SaidNeeds & { guests: number } = { needs: [], guests: 0 };

/** From seeing an action to having a place, in three taps. */
export interface MemberJoin {
  see(heard: Heard, actionId: string): Promise<FeatureTurn>;
  /** By what is on a poster, or in a link; at the door it checks in who has a place. */
  byCode(heard: Heard, code: string): Promise<FeatureTurn>;
  join(heard: Heard, actionId: string): Promise<FeatureTurn>;
  /** They come alone and need nothing. */
  justMe(heard: Heard, actionId: string): Promise<FeatureTurn>;
  /** @param id of an action, or of a registration whose needs are to be changed. */
  askNeeds(heard: Heard, id: string): Promise<FeatureTurn>;
  takeNeeds(heard: Heard, actionId: string, values: FormValues): Promise<FeatureTurn>;
}

export function createMemberJoin(
  deps: MemberDeps,
  parts: { say: MemberSay; words: ActionWords; ticket: Ticket; consent: MemberConsent },
): MemberJoin {
  const { actions, writes, now } = deps;
  const { say, words, ticket, consent } = parts;

  /** What somebody may see, and what they have of it; else what is said instead. */
  async function open(
    { sender, language }: Heard,
    action: ActionFile | undefined,
  ): Promise<{ action: ActionFile; own: RegistrationFile | undefined } | FeatureTurn> {
    if (action?.status !== 'published' || action.endsAt <= now())
      return said(say.reply(language, 'gone', {}, [say.button(language, 'near')]));
    return { action, own: await actions.registrationOf(action.id, sender.personId) };
  }

  async function show(heard: Heard, found: ActionFile | undefined): Promise<FeatureTurn> {
    const opened = await open(heard, found);
    if ('replies' in opened) return opened;
    const { action, own } = opened;
    if (own && isStanding(own)) return said(await ticket.reply(own, action, heard.language));
    const { language, sender } = heard;
    const full = action.capacity !== undefined && action.taken >= action.capacity && say(language, 'full');
    const text = [words.describe(action, language), await clash(sender.personId, action, language), full];
    return said({
      text: text.filter(part => part).join('\n\n'),
      language,
      choices: [say.button(language, 'join', action.id), say.button(language, 'near')],
    });
  }

  /** Gently: they may have arranged it, or may come later. */
  async function clash(personId: string, action: ActionFile, language: string): Promise<string | undefined> {
    const day = await deps.reporting.of(personId);
    return day && clashes(day, action) ? say(language, 'clash') : undefined;
  }

  async function register(
    heard: Heard,
    { action, own }: { action: ActionFile; own: RegistrationFile | undefined },
    asked: SaidNeeds & { guests: number },
  ) {
    const { personId, conversationId } = heard.sender;
    const id = own?.id ?? randomUUID();
    const registration = { id, actionId: action.id, personId, conversationId, ...asked };
    return said([], {
      writes: [writes.register(registration, now())],
      shows: [`actions:ticket:${id}`, `actions:card:${action.id}`],
      posts: await consent.askAfter(heard, action, id),
    });
  }

  return {
    see: async (heard, actionId) => show(heard, await actions.byId(actionId)),

    async byCode(heard, code) {
      const action = await actions.byCode(code);
      const own = action && (await actions.registrationOf(action.id, heard.sender.personId));
      if (!action || !own || !isAtTheDoor(own, action, now())) return show(heard, action);
      return said(say.reply(heard.language, 'here'), {
        writes: [writes.mark(own, { status: 'registered', checkedInAt: null }, { checkedInAt: now() })],
        shows: [`actions:card:${action.id}`],
      });
    },

    async join(heard, actionId) {
      const opened = await open(heard, await actions.byId(actionId));
      if ('replies' in opened) return opened;
      const { action, own } = opened;
      if (own && isStanding(own)) return said(await ticket.reply(own, action, heard.language));
      if (!asksAnything(action)) return register(heard, opened, NOTHING);
      return said(askWho(heard, action));
    },

    async justMe(heard, actionId) {
      const opened = await open(heard, await actions.byId(actionId));
      if ('replies' in opened) return opened;
      const { action, own } = opened;
      if (own && isStanding(own)) return said(await ticket.reply(own, action, heard.language));
      return register(heard, opened, NOTHING);
    },

    async askNeeds(heard, id) {
      const registered = await actions.registration(id);
      const actionId = registered?.personId === heard.sender.personId ? registered.actionId : id;
      const opened = await open(heard, await actions.byId(actionId));
      if ('replies' in opened) return opened;
      const { action, own } = opened;
      const isNew = !(own && isStanding(own));
      const { language } = heard;
      const form = needsForm(action, { isNew, language, words: deps.words, say });
      return said({ text: say(language, 'needs.before'), language, form });
    },

    async takeNeeds(heard, actionId, values) {
      const opened = await open(heard, await actions.byId(actionId));
      if ('replies' in opened) return opened;
      const { action, own } = opened;
      const { guests, ...needs } = readNeeds(values, action);
      if (!own || !isStanding(own)) return register(heard, opened, { ...needs, guests });
      return said(say.reply(heard.language, 'needs.kept'), {
        writes: [writes.changeNeeds(own, needs)],
        shows: [`actions:ticket:${own.id}`, `actions:card:${action.id}`],
      });
    },
  };

  function askWho({ language }: Heard, { id }: ActionFile): Reply {
    const choices: Choice[] = [
      say.button(language, 'justMe', id),
      { ...say.button(language, 'needs', id), opensForm: true },
      say.named(language, 'notNow', 'actions:near'),
    ];
    return say.reply(language, 'join.ask', {}, choices);
  }
}

/** They have a place, wait for one, or are offered one. */
export function isStanding({ status }: RegistrationFile): boolean {
  return status === 'registered' || status === 'waiting' || status === 'offered';
}
