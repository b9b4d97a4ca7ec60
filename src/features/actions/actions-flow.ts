import type { Feature, Heard } from '../feature.ts';
import { readActionCode } from './action-code.ts';
import type { ActionsDesk } from './actions-desk.ts';
import { type ActionsState, actionsState, type MemberFlow } from './member-flow.ts';

interface ActionsDeps {
  member: MemberFlow;
  desk: ActionsDesk;
}

/** Commands of staff that are about actions, and those of members. */
const DESK_COMMANDS = ['action'];
const MEMBER_COMMANDS = ['events', 'actions'];

/**
 * What people come together for. It has two sides: what staff do with an action goes to the desk, all else is a member's.
 *
 * @example
 * > /events
 * < What’s on near you … [Thu 14 Jan, 18:30: Know your rights]
 */
export function createActionsFlow({ member, desk }: ActionsDeps): Feature<ActionsState> {
  return {
    name: 'actions',
    state: actionsState,
    claims: heard => isForDesk(heard) || isForMembers(heard),
    think: (heard, state) => (isForDesk(heard) ? desk.think(heard) : member.think(heard, state)),
    show: key => (key.startsWith('ticket:') ? member.show(key) : desk.show(key)),
    tick: async nowMs => [...(await member.tick(nowMs)), ...(await desk.tick(nowMs))],
  };
}

/** What only staff can do: the desk refuses it to everybody else. */
function isForDesk({ place, content }: Heard): boolean {
  switch (content.kind) {
    case 'choice':
      return content.choiceId.startsWith('actions:desk:');
    case 'form':
      return content.formId.startsWith('actions:desk:');
    case 'command':
      return place !== 'group' && DESK_COMMANDS.includes(content.name);
    default:
      return false;
  }
}

/** A command of ours, the word for events, or a code: typed, or in the link that somebody followed. */
function isForMembers({ place, content, text, word }: Heard): boolean {
  if (place !== 'private') return false;
  if (word === 'events') return true;
  if (content.kind === 'command' && MEMBER_COMMANDS.includes(content.name)) return true;
  return codeIn({ content, text }) !== undefined;
}

/** The code of an action, where it is all that was said. */
export function codeIn({ content, text = '' }: Pick<Heard, 'content'> & { text?: string | undefined }) {
  if (content.kind === 'command') return content.name === 'start' ? readActionCode(content.argument) : undefined;
  return content.kind === 'text' ? readActionCode(text) : undefined;
}
