import { z } from 'zod';
import { goTo, type Post } from '../../messages/turn.ts';
import type { FeatureTurn, Heard, TimelyTurn } from '../feature.ts';
import { readActionCode } from './action-code.ts';
import { createActionWords } from './action-words.ts';
import { createMemberConsent } from './member-consent.ts';
import type { MemberDeps } from './member-deps.ts';
import { createMemberJoin } from './member-join.ts';
import { createMemberMine } from './member-mine.ts';
import { createMemberNear } from './member-near.ts';
import { createMemberReporting } from './member-reporting.ts';
import { createMemberSay, said } from './member-say.ts';
import { createMemberTick } from './member-tick.ts';
import { createTicket } from './ticket.ts';

/** What a member was asked: where they live. */
export const actionsState = z.object({ version: z.literal(1), asked: z.literal('place') });
export type ActionsState = z.infer<typeof actionsState>;

/** The members' side of actions. */
export interface MemberFlow {
  think(heard: Heard, state: ActionsState | undefined): Promise<FeatureTurn>;
  /** @param key `ticket:<registration id>`. */
  show(key: string): Promise<Post[]>;
  tick(nowMs: number): Promise<TimelyTurn[]>;
}

type Step = (heard: Heard, argument: string[]) => FeatureTurn | Promise<FeatureTurn>;

/** Another room was asked what is on in a place. */
const handedOver = z.object({ show: z.literal('near'), place: z.string() });
/** A longer answer to "where do you live" is a question of its own. */
const PLACE_WORDS_MAX = 4;

export function createMemberFlow(deps: MemberDeps): MemberFlow {
  const say = createMemberSay(deps.words);
  const words = createActionWords(deps.words);
  const ticket = createTicket(deps, say, words);
  const consent = createMemberConsent(deps, say);
  const near = createMemberNear(deps, say, words);
  const join = createMemberJoin(deps, { say, words, ticket, consent });
  const mine = createMemberMine(deps, { say, words, ticket, consent });
  const reporting = createMemberReporting(deps, say);

  /** What a button leads to; its id carries the rest: `actions:see:<action id>`. */
  const steps: Record<string, Step> = {
    near: (heard, parts) => near.near(heard, parts),
    kinds: (heard, parts) => near.kinds(heard, parts),
    see: (heard, [id = '']) => join.see(heard, id),
    join: (heard, [id = '']) => join.join(heard, id),
    justMe: (heard, [id = '']) => join.justMe(heard, id),
    // Who cancels the questions has asked for nothing.
    needs: (heard, [id = '', end]) => (end ? join.see(heard, id) : join.askNeeds(heard, id)),
    mine: heard => mine.mine(heard),
    how: (heard, [answer = '', id = '']) => mine.howWasIt(heard, answer, id),
    agree: (heard, [kind = '']) => consent.agree(heard, kind),
    disagree: heard => consent.decline(heard),
    agreed: heard => consent.agreed(heard),
    withdraw: (heard, [kind = '']) => consent.withdraw(heard, kind),
    discreet: heard => ({ ...said(say.reply(heard.language, 'discreet.on')), learnt: { isDiscreet: true } }),
    open: heard => ({ ...said(say.reply(heard.language, 'discreet.off')), learnt: { isDiscreet: false } }),
    reporting: (heard, [end]) => (end ? mine.mine(heard) : reporting.look(heard)),
    report: heard => reporting.ask(heard),
    noReport: heard => reporting.forget(heard),
  };

  function take(heard: Heard, [step = '', ...argument]: string[]): FeatureTurn | Promise<FeatureTurn> {
    const taken = mine.own(step) ?? (Object.hasOwn(steps, step) ? steps[step] : undefined);
    return taken?.(heard, argument) ?? mine.mine(heard);
  }

  return {
    async think(heard, state) {
      const { content, text = '' } = heard;
      const asked = handedOver.safeParse(heard.handedOver);
      if (asked.success) return nearPlace(heard, asked.data.place);
      if (heard.word === 'events') return near.near(heard);
      switch (content.kind) {
        case 'choice':
          return take(heard, content.choiceId.split(':').slice(1));
        case 'form': {
          const [, form, id = ''] = content.formId.split(':');
          return form === 'reporting'
            ? reporting.take(heard, content.values)
            : join.takeNeeds(heard, id, content.values);
        }
        case 'command':
          return command(heard, content);
        default: {
          const code = readActionCode(text);
          if (code) return join.byCode(heard, code);
          return state ? placeFrom(heard, text) : near.near(heard);
        }
      }
    },

    show: key => ticket.show(key.slice('ticket:'.length)),
    tick: createMemberTick(deps, { say, words }),
  };

  /** `/events Leeds` looks there; a link to an action is a `/start` with its code. */
  async function command(heard: Heard, { name, argument }: { name: string; argument: string }): Promise<FeatureTurn> {
    const code = readActionCode(argument);
    if (code) return join.byCode(heard, code);
    if (name === 'actions') return mine.mine(heard);
    return (argument && (await near.inPlace(heard, argument))) || near.near(heard);
  }

  /** Who has said before where they live does not live in every place that they ask about. */
  async function nearPlace(heard: Heard, place: string): Promise<FeatureTurn> {
    const { learnt, ...turn } = (await near.inPlace(heard, place)) ?? near.askPlace(heard, 'place.unknown');
    const { council, outcode } = heard.sender;
    return { ...turn, ...(learnt && !council && !outcode && { learnt }) };
  }

  /** A place is looked up; what is none, and too long for one, is a question of its own. */
  async function placeFrom(heard: Heard, text: string): Promise<FeatureTurn> {
    const found = await near.inPlace(heard, text);
    if (found) return found;
    const isQuestion = /[?؟፧]/.test(text) || text.trim().split(/\s+/).length > PLACE_WORDS_MAX;
    return isQuestion ? { replies: [], next: goTo('faq') } : near.askPlace(heard, 'place.unknown');
  }
}
