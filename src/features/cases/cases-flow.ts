import type { Feature, Heard } from '../feature.ts';
import type { CaseDesk } from './case-desk.ts';
import { type CasesState, casesState } from './held-back.ts';
import type { MemberFlow } from './member-flow.ts';
import type { createMemberTick } from './member-tick.ts';

interface CasesDeps {
  member: MemberFlow;
  memberTick: ReturnType<typeof createMemberTick>;
  desk: CaseDesk;
}

/** Commands of staff that are about cases. */
const DESK_COMMANDS = ['case', 'cases', 'find'];

/**
 * A member's matter with the people who help. It has two sides: what staff do with a case goes to the desk, all else is a member's.
 *
 * @example
 * > 9
 * < Talk to a person. Tell us what happened, or just pass it on … [Tell us what happened] [Just pass it on]
 */
export function createCases({ member, memberTick, desk }: CasesDeps): Feature<CasesState> {
  return {
    name: 'cases',
    state: casesState,
    // Words that are held back are somebody's only copy.
    keeps: () => true,
    claims: heard => isForDesk(heard) || member.claims(heard),
    think: (heard, state) => (isForDesk(heard) ? desk.think(heard) : member.think(heard, state)),
    async show(key) {
      const [kind, caseId] = key.split(':');
      const posts = await desk.show(key);
      // By the case's id what was posted of it is found, to be deleted with it.
      return kind === 'card' && caseId ? posts.map(post => ({ ...post, trackId: caseId })) : posts;
    },
    tick: async nowMs => [...(await memberTick(nowMs)), ...(await desk.tick(nowMs))],
  };
}

/** What only staff can do: the desk refuses it to everybody else. */
function isForDesk({ place, content }: Heard): boolean {
  switch (content.kind) {
    case 'choice':
      return content.choiceId.startsWith('cases:desk:');
    case 'form':
      return content.formId.startsWith('cases:desk:');
    case 'command':
      return place !== 'group' && DESK_COMMANDS.includes(content.name);
    case 'home':
    case 'shortcut':
      return true;
    default:
      return false;
  }
}
