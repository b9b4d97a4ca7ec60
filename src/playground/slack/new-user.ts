import { randomObjectId } from './random-id.ts';
import type { User } from './wire.ts';

interface Given {
  /** @default a random one */
  id?: string;
  /** What everybody sees, e.g. a role. */
  name: string;
  teamId: string;
  guest?: boolean;
  admin?: boolean;
  /** IETF tag. @default en-GB */
  locale?: string;
  /** Only of a bot. */
  app?: { id: string; botId: string };
}

/** https://docs.slack.dev/reference/objects/user-object */
export function newUser({ id, name, teamId, guest, admin, locale, app }: Given, nowSeconds: number): User {
  return {
    id: id ?? randomObjectId('U'),
    team_id: teamId,
    name: name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '.'),
    real_name: name,
    deleted: false,
    is_bot: app !== undefined,
    is_app_user: false,
    is_admin: admin ?? false,
    is_restricted: guest ?? false,
    tz: 'Europe/London',
    locale: locale ?? 'en-GB',
    updated: nowSeconds,
    profile: {
      real_name: name,
      display_name: name,
      team: teamId,
      ...(app && { bot_id: app.botId, api_app_id: app.id }),
    },
  };
}
