import type { FeatureTurn, Heard } from '../feature.ts';
import { type CaseFile, type Helped, helpedAnswers } from './case-file.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';

/** When somebody is asked again how things are, who agreed to it: a week later. */
const ASK_AGAIN_MS = 7 * 86_400_000;

/** What a member answers when their case is closed, and later. */
export interface AfterClosing {
  /** @param answer `yes`, `partly` or `no`. */
  helped(heard: Heard, file: CaseFile, answer: string | undefined): FeatureTurn;
  /** Whether they may be asked again. @param answer `yes` or `no`. */
  again(heard: Heard, file: CaseFile, answer: string | undefined): FeatureTurn;
  /** Asked again, all is well. */
  allWell(heard: Heard): FeatureTurn;
  /** Long after it was closed: is it about that? */
  offerReopen(heard: Heard, file: CaseFile): FeatureTurn;
}

export function createAfterClosing({ writes, now }: MemberDeps, say: MemberSay): AfterClosing {
  return {
    helped({ language }, { id }, answer) {
      const helped: Helped | undefined = helpedAnswers.find(known => known === answer);
      if (!helped) return said(say.reply(language, 'choice.gone'));
      const choices = [
        say.button(language, 'againYes', `cases:again:${id}:yes`),
        say.button(language, 'againNo', `cases:again:${id}:no`),
      ];
      return said(say.reply(language, 'case.again.ask', {}, choices), {
        writes: [writes.survey(id, { helped })],
        shows: [`cases:card:${id}`],
      });
    },

    again({ language }, { id, closedAt }, answer) {
      if (!closedAt) return said(say.reply(language, 'choice.gone'));
      const isWanted = answer === 'yes';
      return said(say.reply(language, isWanted ? 'case.again.yes' : 'case.again.no'), {
        writes: [writes.survey(id, { askAgainAt: isWanted ? new Date(now().getTime() + ASK_AGAIN_MS) : null })],
      });
    },

    allWell: ({ language }) => said(say.reply(language, 'helped')),

    offerReopen({ language }, { id, reference }) {
      const choices = [
        say.button(language, 'reopen', `cases:reopen:${id}`),
        say.button(language, 'newMatter', 'cases:new'),
      ];
      return said(say.reply(language, 'case.reopen.ask', { reference }, choices), {
        writes: [writes.told(id, { reopenOfferedAt: now() })],
      });
    },
  };
}
