import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../../src/playground/slack/wire.ts';
import { readSlackMessage } from '../../contracts/read-slack-message.ts';
import { openSlackDesk, type SlackDesk } from '../../support/slack-desk.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk();
});
afterEach(() => desk.stop());

const isOfBot = ({ bot_id }: Message) => bot_id !== undefined;
const textsSeenBy = (who: 'caseworker' | 'colleague', room = desk.room) =>
  desk[who].screen
    .messages(room)
    .filter(isOfBot)
    .map(message => readSlackMessage(message).text);

describe('a card in a room', () => {
  test('is posted, and changed where it stands', async () => {
    const { room, send } = desk;
    const [ts] = await send(room.id, { text: 'New case' });
    await send(room.id, { text: 'A word between' });
    expect(await send(room.id, { text: 'Claimed' }, { replacing: ts ?? '' })).toEqual([ts]);
    expect(textsSeenBy('colleague')).toEqual(['Claimed', 'A word between']);
  });

  test('has what belongs to it in its thread', async () => {
    const { room, send } = desk;
    const [card = ''] = await send(room.id, { text: 'New case' });
    const [ts] = await send(room.id, { text: 'The member wrote' }, { under: card });
    expect(room.find(ts ?? '')).toMatchObject({ thread_ts: card });
    expect(room.main().filter(isOfBot)).toHaveLength(1);
  });

  test('whose thread is gone has it in the room, and nothing is lost', async () => {
    const { room, send } = desk;
    await send(room.id, { text: 'The member wrote' }, { under: '1784019600.000100' });
    expect(textsSeenBy('colleague')).toEqual(['The member wrote']);
  });

  test.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    'waits where Slack answers %s: somebody may let the bot in',
    async code => {
      const { room, slack, send } = desk;
      slack.fault({ kind: 'error', code }, { method: 'chat.postMessage' });
      await expect(send(room.id, { text: 'New case' })).rejects.toMatchObject({
        code,
        retryable: true,
        recipientGone: false,
        maybeSent: false,
      });
      expect(await send(room.id, { text: 'New case' })).toHaveLength(1);
    },
  );

  test('tells where it was pressed, by whom and in which room, and is acknowledged', async () => {
    const { room, send, caseworker, inbox } = desk;
    const [ts] = await send(room.id, { text: 'New case', choices: [{ id: 'cases:desk:claim:7', label: 'Claim' }] });
    expect(await caseworker.tap(room, 'Claim')).toMatchObject({ acknowledged: true });
    expect(await inbox.until(() => true)).toMatchObject([
      {
        from: { channel: 'slack', id: caseworker.user.id },
        place: 'room',
        roomId: room.id,
        content: { kind: 'choice', choiceId: 'cases:desk:claim:7', messageId: ts },
      },
    ]);
  });

  test('asks before a choice counts that is to be confirmed', async () => {
    const { room, send } = desk;
    const choices = [{ id: 'cases:desk:close:7', label: 'Close', confirm: 'Close this case?' }];
    await send(room.id, { text: 'A case', choices });
    expect(room.main().at(-1)?.blocks?.at(-1)).toMatchObject({
      elements: [{ confirm: { title: { text: 'Are you sure?' }, text: { text: 'Close this case?' } } }],
    });
  });
});

describe('what is said in a room to one person', () => {
  test('is seen by them alone, and can be looked up by nobody', async () => {
    const { room, send, caseworker } = desk;
    expect(await send(caseworker.user.id, { text: 'It is taken' }, { inRoom: room.id, deliveryId: 'd' })).toEqual([
      undefined,
    ]);
    expect(textsSeenBy('caseworker')).toEqual(['It is taken']);
    expect(textsSeenBy('colleague')).toEqual([]);
    expect(room.messages().filter(isOfBot)).toEqual([]);
  });

  test('has buttons, which are pressed in that room', async () => {
    const { room, send, caseworker, inbox } = desk;
    const choices = [{ id: 'cases:desk:undo:7', label: 'Undo' }];
    await send(caseworker.user.id, { text: 'It goes in ten seconds', choices }, { inRoom: room.id });
    await caseworker.tap(room, 'Undo');
    expect(await inbox.until(() => true)).toMatchObject([
      { place: 'room', roomId: room.id, content: { kind: 'choice', choiceId: 'cases:desk:undo:7' } },
    ]);
  });

  test('never stands in the place of a message that all see', async () => {
    const { room, send, caseworker } = desk;
    const [ts = ''] = await send(room.id, { text: 'New case' });
    await send(caseworker.user.id, { text: 'It is taken' }, { inRoom: room.id, replacing: ts });
    expect(textsSeenBy('colleague')).toEqual(['New case']);
  });

  test.each(['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived'])(
    'is said to them elsewhere when Slack answers %s, and they are not held to be gone',
    async code => {
      const { room, slack, send, caseworker } = desk;
      slack.fault({ kind: 'error', code }, { method: 'chat.postEphemeral' });
      await send(caseworker.user.id, { text: 'It is taken' }, { inRoom: room.id, under: '1784019600.000100' });
      expect(textsSeenBy('caseworker', caseworker.dm)).toEqual(['It is taken']);
      expect(room.messages().filter(isOfBot)).toEqual([]);
    },
  );
});

describe('words of staff among themselves', () => {
  test('never arrive, whatever they write, change, delete, react to or upload', async () => {
    const { room, send, caseworker, colleague, inbox } = desk;
    const [card = ''] = await send(room.id, { text: 'New case' });
    const said = caseworker.say(room, 'what do we tell them?', { threadTs: card });
    caseworker.edit(room, said.ts, 'what shall we tell them?');
    colleague.react(room, said.ts, 'eyes');
    colleague.say(room, 'nothing yet', { threadTs: card, broadcast: true });
    colleague.upload(room, { name: 'letter.pdf', bytes: new Uint8Array([1]) }, { threadTs: card });
    caseworker.delete(room, said.ts);
    caseworker.say(caseworker.dm, 'the end');
    const heard = await inbox.until(({ content }) => content.kind === 'text' && content.text === 'the end');
    expect(heard).toHaveLength(1);
  });
});

describe('the Home tab', () => {
  test('is asked for once each time that somebody opens it, and is shown to them alone', async () => {
    const { send, caseworker, colleague, inbox } = desk;
    caseworker.openApp('messages');
    caseworker.openApp();
    caseworker.openApp();
    const heard = await inbox.until((_, count) => count === 2);
    expect(heard.map(({ content, place }) => [content.kind, place])).toEqual([
      ['home', 'private'],
      ['home', 'private'],
    ]);
    expect(heard[0]?.externalId).not.toBe(heard[1]?.externalId);
    await send(caseworker.user.id, { text: 'My cases' }, { onHomePage: true });
    expect(JSON.stringify(caseworker.screen.home())).toContain('My cases');
    expect(colleague.screen.home()).toBeUndefined();
  });

  test('has buttons, which are pressed in private', async () => {
    const { send, caseworker, inbox } = desk;
    const sections = [{ text: 'amber-river 27', choices: [{ id: 'cases:desk:open:7', label: 'Open' }] }];
    await send(caseworker.user.id, { text: 'My cases', sections }, { onHomePage: true });
    await caseworker.press('home', 'choice:0');
    const [pressed] = await inbox.until(() => true);
    expect(pressed).toMatchObject({ place: 'private', content: { kind: 'choice', choiceId: 'cases:desk:open:7' } });
    expect(pressed).not.toHaveProperty('roomId');
  });
});

describe('a delivery that was interrupted', () => {
  const id = '5f0c1d7e-0000-4000-8000-000000000001';

  test.each(['the room', 'a thread', 'a direct message'])('is found in %s when it has arrived', async where => {
    const { room, send, slack, channel, caseworker } = desk;
    const chatId = where === 'a direct message' ? caseworker.user.id : room.id;
    const under = where === 'a thread' ? ((await send(room.id, { text: 'New case' }))[0] ?? '') : undefined;
    const placement = { deliveryId: id, ...(under && { under }) };
    slack.fault({ kind: 'drop-after' }, { method: 'chat.postMessage' });
    await expect(send(chatId, { text: 'words' }, placement)).rejects.toMatchObject({ maybeSent: true });
    const there = where === 'a direct message' ? caseworker.dm : room;
    expect(await channel.findSent?.(chatId, id, placement)).toBe(there.messages().at(-1)?.ts);
    expect(await channel.findSent?.(chatId, 'another', placement)).toBeUndefined();
  });

  test('is not found when it has not arrived, and nobody sees what is kept beside it', async () => {
    const { room, send, slack, channel } = desk;
    slack.fault({ kind: 'drop-before' }, { method: 'chat.postMessage' });
    await expect(send(room.id, { text: 'words' }, { deliveryId: id })).rejects.toMatchObject({ maybeSent: true });
    expect(await channel.findSent?.(room.id, id, {})).toBeUndefined();
    await send(room.id, { text: 'words' }, { deliveryId: id });
    expect(JSON.stringify(room.messages().at(-1)?.blocks)).not.toContain(id);
  });

  test('is found when it took the place of another message', async () => {
    const { room, send, slack, channel } = desk;
    const [ts = ''] = await send(room.id, { text: 'one' }, { deliveryId: 'first' });
    slack.fault({ kind: 'drop-after' }, { method: 'chat.update' });
    const placement = { replacing: ts, deliveryId: id };
    await expect(send(room.id, { text: 'two' }, placement)).rejects.toMatchObject({ maybeSent: true });
    expect(await channel.findSent?.(room.id, id, placement)).toBe(ts);
  });

  test('that cannot be looked for now is looked for later: nothing is known of it', async () => {
    const { room, slack, channel } = desk;
    slack.fault({ kind: 'ratelimited', retryAfterSeconds: 7 }, { method: 'conversations.history' });
    await expect(channel.findSent?.(room.id, id, {})).rejects.toMatchObject({
      retryable: true,
      retryAfterSeconds: 7,
      maybeSent: false,
    });
  });
});
