import { z } from 'zod';
import type { Outcome } from '../app-link/route.ts';
import type { Conversation } from '../conversation.ts';
import type { MessageDesk } from '../message-desk.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { User } from '../wire.ts';
import { respond } from './respond.ts';

const answer = z.union([
  z.string().transform((text): Record<string, unknown> => ({ text })),
  z.record(z.string(), z.unknown()),
]);

/**
 * Types a slash command (https://docs.slack.dev/interactivity/implementing-slash-commands); its acknowledgement
 * may be an answer.
 * @throws {Error} when the app has no such command
 */
export async function runCommand(
  world: SlackWorld,
  desk: MessageDesk,
  user: User,
  room: Conversation,
  command: string,
  text: string,
): Promise<Outcome> {
  const { commands } = world.app.manifest;
  if (!commands.includes(command)) {
    const known = commands.join(', ') || 'none';
    throw new Error(`${command} is not a valid command: name it in the manifest, which has ${known}.`);
  }
  const target = { room, userId: user.id, source: undefined };
  const payload = {
    token: world.app.verificationToken,
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: room.id,
    channel_name: room.shownName(),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: world.app.id,
    is_enterprise_install: 'false',
    response_url: world.responseUrls.give(target),
    trigger_id: world.triggers.give(user.id),
  };
  const outcome = await world.link.ask('slash_commands', payload, true);
  const read = outcome.acknowledged ? answer.safeParse(outcome.response) : undefined;
  if (read?.success && (read.data.text || read.data.blocks)) respond(world, desk, target, read.data);
  return outcome;
}
