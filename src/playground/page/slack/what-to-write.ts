import type { RoomView } from '../../slack/slack-view.ts';
import type { Client } from './client.ts';
import type { Suggestion } from './suggestions.ts';

/** Commands after a slash, people after an @, channels after a #. Slack takes no commands in threads. */
export function suggestionsFor(client: Client, word: string, isFirst: boolean, inThread: boolean): Suggestion[] {
  const begins = (name: string) => name.toLowerCase().startsWith(word.slice(1).toLowerCase());
  const names = client.names();
  const { app, people, rooms } = client.store.view;
  if (word.startsWith('/') && isFirst && !inThread) {
    return app.commands
      .filter(({ command }) => command.startsWith(word))
      .map(({ command, description }) => ({ insert: command, label: command, detail: description || app.name }));
  }
  if (word.startsWith('@')) {
    const all = people.map(({ id }) => names.person(id)).filter(begins);
    return all.map(name => ({ insert: `@${name}`, label: `@${name}` }));
  }
  if (!word.startsWith('#')) return [];
  const channels = rooms.filter(room => room.kind === 'channel' && begins(room.name));
  return channels.map(({ name }) => ({ insert: `#${name}`, label: `#${name}` }));
}

/** Makes mentions of the names that were typed, as a client does. */
export function withMentions(client: Client, text: string): string {
  const names = client.names();
  const { people, rooms } = client.store.view;
  const known = [
    ...people.map(({ id }) => [`@${names.person(id)}`, `<@${id}>`] as const),
    ...rooms.filter(({ kind }) => kind === 'channel').map(({ id, name }) => [`#${name}`, `<#${id}|${name}>`] as const),
  ].sort(([one], [other]) => other.length - one.length); // "casework-leads" before "casework"
  return known.reduce((words, [typed, written]) => words.replaceAll(typed, written), text);
}

/** Sends what was typed: words, a command or files. @returns whether it went */
export async function sendTyped(
  client: Client,
  room: RoomView,
  typed: string,
  files: File[],
  thread: { threadTs?: string; broadcast?: boolean } = {},
): Promise<boolean> {
  const [, command, text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  if (command !== undefined) return runCommand(client, room, command, text, thread.threadTs !== undefined);
  const words = withMentions(client, typed);
  if (files.length === 0) {
    return (await client.calls.do('say', { roomId: room.id, text: words, ...thread })) !== undefined;
  }
  const form = new FormData();
  form.set('roomId', room.id);
  form.set('text', words);
  if (thread.threadTs) form.set('threadTs', thread.threadTs);
  for (const file of files) form.append('file', file);
  await client.calls.send('upload', form);
  return true;
}

async function runCommand(client: Client, room: RoomView, command: string, text: string, inThread: boolean) {
  const { commands } = client.store.view.app;
  if (inThread) {
    client.toast(`${command} does not work in a thread: Slack takes commands in the conversation alone.`);
    return false;
  }
  if (!commands.some(known => known.command === command)) {
    const known = commands.map(each => each.command).join(', ');
    client.toast(`${command} is not a valid command. ${known ? `The app has ${known}.` : 'The app has none.'}`);
    return false;
  }
  void client.calls.ask('command', { roomId: room.id, command, text });
  return true;
}
