import { randomUUID } from 'node:crypto';
import type { Choice } from '../../messages/reply.ts';
import type { FeatureTurn, FeatureWrite, Heard } from '../feature.ts';
import { type ActionFile, type HowWasIt, howWasItAnswers, type RegistrationFile } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import { type CalendarEntry, calendarFile, calendarLink } from './calendar-file.ts';
import { cutLabel } from './cut-label.ts';
import type { MemberConsent } from './member-consent.ts';
import type { MemberDeps } from './member-deps.ts';
import { isStanding } from './member-join.ts';
import { type MemberSay, said } from './member-say.ts';
import type { Ticket } from './ticket.ts';

/** So long is "I cannot come" undone with one tap: 10 minutes. */
const UNDO_MINUTES = 10;
const MINUTE_MS = 60_000;
/** A calendar file is opened when it arrives, or not at all. */
const KEEP_FILE_MS = 24 * 60 * MINUTE_MS;

type OwnStep = (heard: Heard, own: RegistrationFile, action: ActionFile, argument: string[]) => Promise<FeatureTurn>;

/** What somebody does with what they have registered for. */
export interface MemberMine {
  mine(heard: Heard): Promise<FeatureTurn>;
  /** A step that begins with the id of a registration of theirs. @returns undefined for what is none of these */
  own(step: string): ((heard: Heard, argument: string[]) => Promise<FeatureTurn>) | undefined;
  /** @param answer how it was. */
  howWasIt(heard: Heard, answer: string, registrationId: string): Promise<FeatureTurn>;
}

export function createMemberMine(
  deps: MemberDeps,
  parts: { say: MemberSay; words: ActionWords; ticket: Ticket; consent: MemberConsent },
): MemberMine {
  const { actions, writes, files, now } = deps;
  const { say, words, ticket, consent } = parts;
  const shows = ({ id, actionId }: RegistrationFile) => [`actions:ticket:${id}`, `actions:card:${actionId}`];

  const steps: Record<string, OwnStep> = {
    ticket: async (heard, own, action) => said(await ticket.reply(own, action, heard.language)),
    calendar,
    cancel: giveBack,
    leave: giveBack,
    undo,
    take: async (heard, own, action) =>
      own.status === 'offered' && own.offeredUntil && own.offeredUntil > now()
        ? said([], { writes: [writes.takeOffer(own, now())], shows: shows(own) })
        : said(await ticket.reply(own, action, heard.language)),
    decline: async (heard, own, action) =>
      own.status === 'offered'
        ? said(say.reply(heard.language, 'declined'), { writes: [writes.passOffer(own)], shows: shows(own) })
        : said(await ticket.reply(own, action, heard.language)),
    still: async (heard, own, action) =>
      own.isAskedAgain && own.status === 'registered'
        ? said(say.reply(heard.language, 'still.kept'), {
            writes: [writes.mark(own, { status: 'registered' }, { isAskedAgain: false })],
            shows: shows(own),
          })
        : said(await ticket.reply(own, action, heard.language)),
  };

  /** In one tap, undone by another. Who only waited gave up nothing, and is not thanked for a place. */
  async function giveBack(heard: Heard, own: RegistrationFile, action: ActionFile): Promise<FeatureTurn> {
    const { language } = heard;
    const { title } = words.text(action, language);
    if (!isStanding(own)) return said(say.reply(language, 'ticket.cancelled', { title }));
    const minute = Math.floor(now().getTime() / MINUTE_MS).toString(36);
    const key = own.status === 'waiting' ? 'cancelled.waiting' : 'cancelled';
    const reply = say.reply(language, key, { title }, [say.button(language, 'undo', own.id, minute)]);
    return said(reply, { writes: [writes.cancel(own)], shows: shows(own), takesBack: [own.id] });
  }

  async function undo(
    heard: Heard,
    own: RegistrationFile,
    action: ActionFile,
    [minute = '']: string[],
  ): Promise<FeatureTurn> {
    if (isStanding(own)) return said(await ticket.reply(own, action, heard.language));
    const minutes = Math.floor(now().getTime() / MINUTE_MS) - Number.parseInt(minute, 36);
    if (own.status !== 'cancelled' || !(minutes >= 0 && minutes <= UNDO_MINUTES)) {
      const choices = [say.button(heard.language, 'join', action.id)];
      return said(say.reply(heard.language, 'undo.late', {}, choices));
    }
    return said([], { writes: [writes.undoCancel(own, now())], shows: shows(own) });
  }

  async function calendar(heard: Heard, own: RegistrationFile, action: ActionFile): Promise<FeatureTurn> {
    const { language, sender } = heard;
    if (own.status !== 'registered') return said(await ticket.reply(own, action, language));
    const entry = entryOf(action, language, sender.isDiscreet === true);
    const fileId = randomUUID();
    const file = {
      id: fileId,
      conversationId: sender.conversationId,
      file: calendarFile(entry, now()),
      deleteAfter: new Date(now().getTime() + KEEP_FILE_MS),
    };
    const text = say(language, 'calendar', { link: calendarLink(entry) });
    const keep: FeatureWrite = {
      label: 'stored_file (calendar)',
      apply: transaction => files.store(transaction, file),
    };
    return said({ text, language, fileId }, { writes: [keep] });
  }

  /** A calendar may be looked into by others: of somebody who wishes it, it says only when. */
  function entryOf(action: ActionFile, language: string, isDiscreet: boolean): CalendarEntry {
    const { id, version, startsAt, endsAt, onlineLink } = action;
    const times = { id, sequence: version - 1, startsAt, endsAt };
    if (isDiscreet) return { ...times, title: say(language, 'discreet.title') };
    const { title, words: about, place, exactPlace } = words.text(action, language);
    const where = [place, exactPlace].filter(part => part).join(', ');
    return { ...times, title, words: about, place: where, publicPlace: place, ...(onlineLink && { link: onlineLink }) };
  }

  return {
    async mine(heard) {
      const { language, sender } = heard;
      const all = await actions.ofPerson(sender.personId, now());
      const lines = all.map(({ action, registration }) => {
        const { title } = words.text(action, language);
        return [`*${title}*`, words.when(action, language), say(language, `mine.${registration.status}`)].join('\n');
      });
      const choices: Choice[] = [
        ...all.slice(0, 5).map(({ action, registration }) => ({
          id: `actions:ticket:${registration.id}`,
          label: cutLabel(words.text(action, language).title),
        })),
        say.button(language, 'near'),
        say.button(language, 'reporting'),
        say.button(language, sender.isDiscreet ? 'open' : 'discreet'),
        say.button(language, 'agreed'),
      ];
      const text = [say(language, 'mine'), ...(lines.length > 0 ? lines : [say(language, 'mine.none')])].join('\n\n');
      return said({ text, language, choices });
    },

    own(step) {
      const take = Object.hasOwn(steps, step) ? steps[step] : undefined;
      if (!take) return undefined;
      return async (heard, [registrationId = '', ...argument]) => {
        const own = await actions.registration(registrationId);
        const action = own && (await actions.byId(own.actionId));
        const isTheirs = own?.personId === heard.sender.personId;
        if (!own || !isTheirs || !action || action.status !== 'published' || action.endsAt <= now())
          return said(say.reply(heard.language, 'gone', {}, [say.button(heard.language, 'near')]));
        return take(heard, own, action, argument);
      };
    },

    async howWasIt(heard, name, registrationId) {
      const { language, sender } = heard;
      const answer: HowWasIt | undefined = howWasItAnswers.find(known => known === name);
      const own = await actions.registration(registrationId);
      if (!answer || own?.personId !== sender.personId) return said(say.reply(language, 'gone'));
      const person = { id: 'cases:person', label: deps.words.say(language, 'button.person') };
      const thanks = say.reply(language, `how.${answer}`, {}, answer === 'bad' ? [person] : []);
      return said([thanks, ...(answer === 'bad' ? [] : await consent.askCompanions(heard))], {
        writes: [writes.mark(own, {}, { howWasIt: answer })],
        shows: [`actions:card:${own.actionId}`],
      });
    },
  };
}
