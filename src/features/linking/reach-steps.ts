import type { Reply } from '../../messages/reply.ts';
import { giveConsent, withdrawConsent } from '../consents.ts';
import type { Heard } from '../feature.ts';
import type { LinkingDeps, LinkingSteps } from './linking-deps.ts';
import { done, type LinkingSay } from './linking-say.ts';

/** Whether we may write about somebody's case in another chat of theirs: asked apart, and changed at any time. */
export interface ReachSteps {
  steps: LinkingSteps;
  /** The question, as it is read and kept. */
  ask(heard: Heard): Reply;
}

const kind = 'reachElsewhere';

export function createReachSteps({ linkedChats, now }: LinkingDeps, say: LinkingSay): ReachSteps {
  const ask = ({ language }: Heard): Reply =>
    say.reply(language, 'reach.ask', {}, [
      say.button(language, 'mayReach', 'mayReach'),
      say.button(language, 'mayNotReach', 'mayNotReach'),
    ]);

  /** Who has one chat only has no other to be reached in. */
  const unlessAlone =
    (step: LinkingSteps[string]): LinkingSteps[string] =>
    async (heard, argument) =>
      (await linkedChats(heard.sender.personId)).length > 1
        ? step(heard, argument)
        : done(say.reply(heard.language, 'none'));

  return {
    ask,
    steps: {
      reach: unlessAlone(async heard => done(ask(heard))),

      mayReach: unlessAlone(async heard => {
        const { language, channel, sender } = heard;
        const wordsKey = 'linking.reach.ask';
        const given = { personId: sender.personId, kind, channel, language, wordsKey } as const;
        const writes = [giveConsent({ ...given, words: ask(heard).text }, now())];
        return done(say.reply(language, 'reach.yes'), { writes });
      }),

      async mayNotReach({ language, sender: { personId } }) {
        return done(say.reply(language, 'reach.no'), { writes: [withdrawConsent({ personId, kind }, now())] });
      },
    },
  };
}
