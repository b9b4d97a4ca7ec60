import { Hono } from 'hono';
import type { Pane } from '../pane.ts';
import type { Conversation } from './conversation.ts';
import type { SlackCast } from './slack-cast.ts';
import { slackClientRoutes } from './slack-client-routes.ts';
import type { SlackServer } from './slack-server.ts';
import type { AppView, RoomView, ScreenView, SlackEvent, SlackView } from './slack-view.ts';

/** Slack in the playground: a workspace with a few people, each with a client, and the app. */
export function slackPane(slack: SlackServer, { people }: SlackCast): Pane {
  const { world } = slack;
  const clients = new Map(people.map(member => [member.user.id, member]));
  const watchers = new Set<(event: SlackEvent) => void>();
  const tell = (event: SlackEvent) => {
    for (const watcher of watchers) watcher(event);
  };
  const screen = (userId: string): ScreenView => ({
    modals: world.views.stackOf(userId),
    home: world.views.homeOf(userId),
  });

  for (const id of clients.keys()) world.direct([id]); // so that the app stands in every list
  tellOfEvents(slack, screen, tell);

  const routes = new Hono().route('/people', slackClientRoutes(slack, clients)).get('/files/:id', context => {
    const file = world.files.byId(context.req.param('id'));
    if (file?.bytes === undefined) return context.notFound();
    const { mimetype } = file.info;
    // Never as a page: a file is whatever a person chose to upload.
    const isImage = mimetype.startsWith('image/') && mimetype !== 'image/svg+xml';
    return context.body(new Uint8Array(file.bytes), 200, {
      'content-type': isImage ? mimetype : 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
  });

  return {
    name: 'slack',
    state: (): SlackView => ({
      workspace: world.team.name,
      app: appView(slack),
      people: [...world.users.values()].map(({ id, real_name, is_bot }) => ({ id, name: real_name, isBot: is_bot })),
      playable: [...clients.keys()],
      rooms: [...world.conversations.values()].map(roomView),
      screens: Object.fromEntries([...clients.keys()].map(id => [id, screen(id)])),
    }),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    routes,
  };
}

function roomView(room: Conversation): RoomView {
  const { id, kind, name, members, isArchived, ephemerals } = room;
  return { id, kind, name, members: [...members], isArchived, messages: room.messages(), whispers: ephemerals };
}

function appView({ world }: SlackServer): AppView {
  const { name, commands, commandDescriptions, shortcuts, homeTab } = world.app.manifest;
  return {
    name,
    userId: world.bot.id,
    commands: commands.map(command => ({ command, description: commandDescriptions[command] ?? '' })),
    shortcuts: shortcuts.map(shortcut => ({ ...shortcut, name: shortcut.name ?? shortcut.callbackId })),
    homeTab,
    isConnected: world.sockets.connections > 0 || world.link.route !== world.sockets,
  };
}

/** Turns the server's events into the pane's. */
function tellOfEvents(
  slack: SlackServer,
  screen: (userId: string) => ScreenView,
  tell: (event: SlackEvent) => void,
): void {
  const { events } = slack;
  let wasConnected = false;
  const tellOfApp = () => {
    const app = appView(slack);
    if (app.isConnected !== wasConnected) tell({ kind: 'app', app });
    wasConnected = app.isConnected;
  };
  events.on('message', (message, room) => {
    if (message.subtype === 'channel_join') tell({ kind: 'room', room: roomView(room) });
    else tell({ kind: 'message', roomId: room.id, message });
  });
  events.on('edit', (message, room) => tell({ kind: 'edit', roomId: room.id, message }));
  events.on('reaction', (message, room) => tell({ kind: 'edit', roomId: room.id, message }));
  events.on('delete', (ts, room) => tell({ kind: 'delete', roomId: room.id, ts }));
  events.on('ephemeral', (message, room, userId) => tell({ kind: 'whisper', roomId: room.id, userId, message }));
  events.on('conversation', room => tell({ kind: 'room', room: roomView(room) }));
  events.on('view', (_, userId) => tell({ kind: 'screen', userId, screen: screen(userId) }));
  events.on('sockets', tellOfApp);
  events.on('delivery', tellOfApp); // an app that is reached over HTTP has no socket to count
}
