import type { SlackMember } from './slack-member.ts';
import type { SlackServer } from './slack-server.ts';

/** Fills an empty workspace: five people by their role, and the channels they work in. Returns the people. */
export function slackCast(slack: SlackServer): SlackMember[] {
  const first = slack.person('Caseworker A');
  const second = slack.person('Caseworker B');
  const lead = slack.person('Lead', { admin: true });
  const organiser = slack.person('Organiser');
  const member = slack.person('Member in Slack');
  slack.channel('casework', { members: [lead, first, second] });
  slack.channel('casework-leads', { members: [lead], isPrivate: true });
  slack.channel('organising', { members: [lead, organiser] });
  slack.channel('general', { members: [lead, first, second, organiser, member], withBot: false });
  return [first, second, lead, organiser, member];
}
