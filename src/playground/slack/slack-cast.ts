import type { Conversation } from './conversation.ts';
import type { SlackMember } from './slack-member.ts';
import type { SlackServer } from './slack-server.ts';

/** Who is in the playground's workspace. */
export interface SlackCast {
  /** All who can be played. */
  people: SlackMember[];
  /** Those of them who work for the charity, by their role. */
  staff: { person: SlackMember; role: 'caseworker' | 'organiser' | 'lead' }[];
  /** Where cases come, and where organisers work. */
  caseRoom: Conversation;
  organisingRoom: Conversation;
}

/**
 * Fills an empty workspace: five people by their role, and the channels they work in. Staff and their room have the same ids after every
 * start, since the bot's database remembers them.
 */
export function slackCast(slack: SlackServer): SlackCast {
  const first = slack.person('Caseworker A', { id: 'U0CASEWORKA' });
  const second = slack.person('Caseworker B', { id: 'U0CASEWORKB' });
  const lead = slack.person('Lead', { id: 'U0CASELEADA', admin: true });
  const organiser = slack.person('Organiser', { id: 'U0ORGANISEA' });
  const member = slack.person('Member in Slack', { id: 'U0MEMBERAAA' });
  const caseRoom = slack.channel('casework', { id: 'C0CASEWORKA', members: [lead, first, second] });
  slack.channel('casework-leads', { id: 'C0CASELEADA', members: [lead], isPrivate: true });
  const organisingRoom = slack.channel('organising', { id: 'C0ORGANISEA', members: [lead, organiser] });
  slack.channel('general', { members: [lead, first, second, organiser, member], withBot: false });
  return {
    people: [first, second, lead, organiser, member],
    staff: [
      { person: first, role: 'caseworker' },
      { person: second, role: 'caseworker' },
      { person: lead, role: 'lead' },
      { person: organiser, role: 'organiser' },
    ],
    caseRoom,
    organisingRoom,
  };
}
