import { connectionsMax } from '../app-link/socket-route.ts';
import { SlackError } from '../slack-error.ts';
import type { User } from '../wire.ts';
import type { Call, Methods } from './method.ts';
import { pageOf } from './page-of.ts';

/** Who is here: the app, its bot, the team and its people. */
export const accountMethods: Methods = {
  'auth.test': {
    tier: 'special',
    scopes: [],
    run: ({ world: { team, bot, app, origin } }) => ({
      url: `${origin}/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.id,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },

  'apps.connections.open': {
    tier: 1,
    scopes: [],
    token: 'app',
    run({ world }) {
      if (world.sockets.connections >= connectionsMax) throw new SlackError('too_many_websockets');
      const origin = world.origin.replace(/^http/, 'ws');
      return { url: `${origin}/link/?ticket=${world.sockets.ticket()}&app_id=${world.app.id}` };
    },
  },

  'bots.info': {
    tier: 3,
    scopes: ['users:read'],
    run({ world: { app, bot }, given }) {
      if (given.text('bot') !== app.botId) throw new SlackError('bot_not_found');
      const { id, botId, manifest } = app;
      const common = { deleted: false, name: manifest.name, updated: bot.updated };
      return { bot: { id: botId, app_id: id, user_id: bot.id, ...common, icons: {} } };
    },
  },

  'team.info': {
    tier: 3,
    scopes: ['team:read'],
    run: ({ world: { team } }) => ({ team: { ...team, email_domain: '', icon: { image_default: true } } }),
  },

  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    run: call => ({ user: shown(call, userOf(call)) }),
  },

  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    run(call) {
      const { items, response_metadata } = pageOf(call, [...call.world.users.values()], { max: 999, otherwise: 999 });
      return {
        members: items.map(user => shown(call, user)),
        cache_ts: call.world.stamps.seconds(),
        response_metadata,
      };
    },
  },

  'users.profile.get': {
    tier: 4,
    scopes: ['users.profile:read'],
    run: call => ({ profile: userOf(call).profile }),
  },
};

function userOf({ world, given }: Call): User {
  const user = world.users.get(given.text('user') ?? '');
  if (user === undefined) throw new SlackError('user_not_found');
  return user;
}

/** The language of somebody's Slack is told only when asked for. */
function shown({ given }: Call, user: User): Omit<User, 'locale'> {
  const { locale: _, ...rest } = user;
  return given.flag('include_locale') ? user : rest;
}
