import type { SlackWorld } from '../slack-world.ts';
import type { User } from '../wire.ts';

/** What every payload of https://docs.slack.dev/reference/interaction-payloads says. */
export function commonFields({ team, app }: SlackWorld, { id, name, team_id }: User) {
  return {
    team: { id: team.id, domain: team.domain },
    user: { id, username: name, name, team_id },
    api_app_id: app.id,
    token: app.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}
