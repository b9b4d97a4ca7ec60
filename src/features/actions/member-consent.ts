import type { Post } from '../../messages/turn.ts';
import { actionKinds } from '../action-kinds.ts';
import { consentKinds, type GivenConsent, giveConsent, withdrawConsent } from '../consents.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { sayDay } from '../say-moment.ts';
import type { ActionFile } from './action-file.ts';
import { cutLabel } from './cut-label.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';

/** What is asked here; to be reached elsewhere is a matter of cases. */
const askable = [...actionKinds, 'companions'] as const;
type Askable = (typeof askable)[number];

/** So long after registering it is asked: by then the ticket stands above it. */
const ASKED_AFTER_SECONDS = 5;

/** What somebody may be written to about, unasked. Coming to an action is no yes to anything else. */
export interface MemberConsent {
  /** The question that follows a registration, apart from it, unless they have answered it before. @param trackId by which it is taken back */
  askAfter(heard: Heard, action: ActionFile, trackId: string): Promise<Post[]>;
  /** The question whether they want to be told of others near them. */
  askCompanions(heard: Heard): Promise<FeatureTurn['replies']>;
  agree(heard: Heard, kind: string): FeatureTurn;
  decline(heard: Heard): FeatureTurn;
  /** What they agreed to, each with a button that takes it back. */
  agreed(heard: Heard): Promise<FeatureTurn>;
  withdraw(heard: Heard, kind: string): FeatureTurn;
}

export function createMemberConsent({ consents, charity, now }: MemberDeps, say: MemberSay): MemberConsent {
  /** The whole question, as it is read and kept. */
  function question(kind: Askable, language: string): { wordsKey: string; words: string } {
    const wordsKey = kind === 'companions' ? 'consent.ask.companions' : 'consent.ask';
    const who = charity?.name ?? say(language, 'us');
    return {
      wordsKey: `actions.${wordsKey}`,
      words: say(language, wordsKey, { who, about: say(language, `kind.${kind}`) }),
    };
  }

  function ask({ language }: Heard, kind: Askable) {
    const choices = [say.button(language, 'agree', kind), say.button(language, 'disagree')];
    return { text: question(kind, language).words, language, choices };
  }

  return {
    async askAfter(heard, { kind }, trackId) {
      const { sender, channel } = heard;
      if (await consents.wasGiven(sender.personId, kind, channel)) return [];
      const to = { conversationId: sender.conversationId };
      return [{ to, reply: ask(heard, kind), afterSeconds: ASKED_AFTER_SECONDS, trackId }];
    },

    async askCompanions(heard) {
      const wasGiven = await consents.wasGiven(heard.sender.personId, 'companions', heard.channel);
      return wasGiven ? [] : [ask(heard, 'companions')];
    },

    agree(heard, name) {
      const kind = askable.find(known => known === name);
      const { language, channel, sender } = heard;
      if (!kind) return said(say.reply(language, 'consent.no'));
      const given = { personId: sender.personId, kind, channel, language, ...question(kind, language) };
      return said(say.reply(language, 'consent.yes'), { writes: [giveConsent(given, now())] });
    },

    decline: ({ language }) => said(say.reply(language, 'consent.no')),

    async agreed(heard) {
      const { language, sender } = heard;
      const all = await consents.of(sender.personId);
      if (all.length === 0) return said(say.reply(language, 'consent.none'));
      const lines = all.map(each => `– ${nameOf(each, language)}, ${sayDay(each.givenAt, language)}`);
      const choices = [...new Set(all.map(({ kind }) => kind))].map(kind => ({
        id: `actions:withdraw:${kind}`,
        label: cutLabel(`✕ ${say(language, `kind.${kind}`)}`),
      }));
      return said({ text: [say(language, 'consent.agreed'), lines.join('\n')].join('\n\n'), language, choices });
    },

    withdraw({ language, sender }, name) {
      const kind = consentKinds.find(known => known === name);
      const writes = kind ? [withdrawConsent({ personId: sender.personId, kind }, now())] : [];
      return said(say.reply(language, 'consent.withdrawn'), { writes });
    },
  };

  function nameOf({ kind }: GivenConsent, language: string): string {
    return say(language, `kind.${kind}`);
  }
}
