import type { z } from 'zod';
import { type Judge, positive, shaped, url } from './fields.ts';

/** Socket Mode by an app token, or signed HTTP. */
export type SlackSettings = {
  botToken: string;
  apiUrl: string;
  pace: { messagesPerSecond: number; messagesPerSecondPerChat: number };
} & ({ appToken: string } | { signingSecret: string });

const token = (prefix: string, place: string) =>
  shaped(
    new RegExp(`^${prefix}-[\\w-]+$`),
    `must begin with ${prefix}-: ${place} of the app on https://api.slack.com/apps`,
  );

export const slackEnvironment = {
  SLACK_BOT_TOKEN: token('xoxb', 'the Bot User OAuth Token, under OAuth & Permissions'),
  SLACK_APP_TOKEN: token('xapp', 'an App-Level Token with the scope connections:write, under Basic Information'),
  SLACK_SIGNING_SECRET: shaped(
    /^[a-z0-9]{16,}$/i,
    'must be letters and digits alone: the Signing Secret, under Basic Information',
  ),
  SLACK_API_URL: url.transform(value => (value ?? 'https://slack.com/api/').replace(/\/?$/, '/')),
  SLACK_MESSAGES_PER_SECOND: positive(5),
  SLACK_MESSAGES_PER_SECOND_PER_CHAT: positive(1),
  SLACK_LEADS: shaped(
    /^[UW][A-Z0-9]{2,20}(?:\s*,\s*[UW][A-Z0-9]{2,20})*$/,
    'must be member ids such as U012AB3CD, separated by commas: in Slack, open a profile, ⋮, “Copy member ID”',
  ),
};
type Environment = z.infer<z.ZodObject<typeof slackEnvironment>>;

export function checkSlack(set: Environment, { need, refuse }: Judge): void {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = set;
  if (SLACK_APP_TOKEN && SLACK_SIGNING_SECRET)
    refuse(
      'SLACK_SIGNING_SECRET',
      'must not stand beside SLACK_APP_TOKEN: keep the app token for Socket Mode, or the signing secret for HTTP',
    );
  if (SLACK_BOT_TOKEN)
    need(
      SLACK_APP_TOKEN ?? SLACK_SIGNING_SECRET,
      'SLACK_APP_TOKEN',
      'with SLACK_BOT_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP',
    );
  if (SLACK_APP_TOKEN ?? SLACK_SIGNING_SECRET)
    need(
      SLACK_BOT_TOKEN,
      'SLACK_BOT_TOKEN',
      `with ${SLACK_APP_TOKEN ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'}: it begins with xoxb-`,
    );
  if (set.SLACK_LEADS)
    need(SLACK_BOT_TOKEN, 'SLACK_BOT_TOKEN', 'with SLACK_LEADS: leads work in Slack. The token begins with xoxb-');
}

export function slackOf(set: Environment): SlackSettings | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = set;
  if (!botToken) return undefined;
  const pace = {
    messagesPerSecond: set.SLACK_MESSAGES_PER_SECOND,
    messagesPerSecondPerChat: set.SLACK_MESSAGES_PER_SECOND_PER_CHAT,
  };
  const common = { botToken, apiUrl: set.SLACK_API_URL, pace };
  if (appToken) return { ...common, appToken };
  return signingSecret ? { ...common, signingSecret } : undefined;
}

/** Slack member ids of those who are leads from the first start on. */
export function slackLeadsOf(set: Environment): string[] {
  return set.SLACK_LEADS?.split(/\s*,\s*/) ?? [];
}
