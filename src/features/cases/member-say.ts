import type { Choice, Reply } from '../../messages/reply.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { sayMoment } from '../say-moment.ts';
import { answerBy } from './answer-promise.ts';
import type { CaseFile } from './case-file.ts';
import { timesOf } from './case-view.ts';
import type { MemberDeps } from './member-deps.ts';
import { saysOutOfHours } from './member-rules.ts';
import { whomToCall } from './whom-to-call.ts';

/** How the members' side speaks: in the member's language, with what is true at this moment. */
export interface MemberSay {
  reply(language: string, key: string, values?: Record<string, string>, choices?: Choice[]): Reply;
  button(language: string, key: string, id: string): Choice;
  calls(language: string, cardId: string | undefined): string;
  /** Where a case stands: who has it, by when there is an answer, or that it is late. */
  standing(file: CaseFile, at: Date): Promise<Reply>;
  /** When an answer is promised, in words. */
  promise(file: CaseFile, at: Date): Promise<string>;
  /**
   * After words of danger, that a person is told: who can see it now, and when else. Without a word of what it is about, since another may
   * be looking at the phone.
   */
  told(file: CaseFile, at: Date): Promise<Reply>;
  /** That nobody is there now, where that is to be said: and when it was said last, to be kept. */
  outOfHours(file: CaseFile, at: Date): Promise<{ text: string; told: { outOfHoursSaidAt: Date } } | undefined>;
}

export function createMemberSay(
  deps: Pick<MemberDeps, 'words' | 'office' | 'colleagues' | 'library' | 'charity'>,
): MemberSay {
  const { words, office, colleagues } = deps;
  const calls = (language: string, cardId: string | undefined) => whomToCall(deps, language, cardId);
  const reply: MemberSay['reply'] = (language, key, values = {}, choices = []) => ({
    text: words.say(language, key, values),
    language,
    choices,
  });
  const button: MemberSay['button'] = (language, key, id) => ({ id, label: words.say(language, `button.${key}`) });

  async function promisedAt(file: CaseFile, at: Date): Promise<Date> {
    return answerBy(timesOf(file), await office(), at) ?? at;
  }

  return {
    reply,
    button,
    calls,

    async promise(file, at) {
      return sayMoment(await promisedAt(file, at), file.language);
    },

    async standing(file, at) {
      const { language, reference } = file;
      const choices = [button(language, 'newMatter', 'cases:new'), button(language, 'bot', 'cases:bot')];
      const name = file.ownerId && (await colleagues.find(file.ownerId))?.name;
      if (name) return reply(language, 'case.isWith', { name, reference }, choices);
      const by = await promisedAt(file, at);
      if (by > at) return reply(language, 'case.waits', { reference, by: sayMoment(by, language) }, choices);
      const late = reply(language, 'case.late', { reference }, choices);
      return { ...late, text: [late.text, calls(language, file.intake.cardId)].join('\n\n') };
    },

    async told(file, at) {
      const { language, roomId } = file;
      const { hours } = await office();
      const present = (await colleagues.all()).filter(({ role, away }) => role !== 'organiser' && !away);
      const { nation } = timesOf(file);
      const isOpen = hours.isOpen(at, nation);
      if (!roomId || (isOpen && present.length === 0)) return reply(language, 'case.told.nobody');
      if (isOpen) return reply(language, 'case.told');
      if (present.some(({ onCall }) => onCall)) return reply(language, 'case.told.onCall');
      return reply(language, 'case.told.closed', { opens: sayMoment(hours.nextOpening(at, nation), language) });
    },

    async outOfHours(file, at) {
      const { hours } = await office();
      const { nation } = timesOf(file);
      if (!saysOutOfHours(hours.isOpen(at, nation), file.outOfHoursSaidAt, at)) return undefined;
      const opens = sayMoment(hours.nextOpening(at, nation), file.language);
      return { text: words.say(file.language, 'case.closedNow', { opens }), told: { outOfHoursSaidAt: at } };
    },
  };
}

/** A turn that says this, and after which nothing is waited for: what the member writes next finds its case by itself. */
export function said(replies: Reply | Reply[], more: Partial<FeatureTurn> = {}): FeatureTurn {
  return { replies: [replies].flat(), next: 'start', ...more };
}

/** The language to speak of a case in, with whoever is speaking now. */
export function inLanguageOf(file: CaseFile, heard: Heard): CaseFile {
  return { ...file, language: heard.language };
}
