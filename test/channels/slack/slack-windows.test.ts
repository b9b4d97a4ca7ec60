import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SlackMember } from '../../../src/playground/slack/slack-member.ts';
import { openSlackDesk, type SlackDesk } from '../../support/slack-desk.ts';
import { NOTE, pressForWindow, windowOf } from '../../support/slack-window.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk();
});
afterEach(() => desk.stop());

describe('a window', () => {
  test('is opened before what leads to it is stored, and waits', async () => {
    const { inbox, caseworker } = desk;
    inbox.holdAll();
    const pressing = pressForWindow(desk);
    await inbox.until(() => true);
    expect(windowOf(caseworker)).toContain('One moment…');
    inbox.acceptAll();
    const { windowId } = await pressing;
    expect(windowId?.split(' ')[0]).toBe(caseworker.screen.modals()[0]?.id);
  });

  test('that does not open leaves what was pressed stored without it', async () => {
    desk.slack.fault({ kind: 'error', code: 'internal_error' }, { method: 'views.open' });
    const pressed = await pressForWindow(desk);
    expect(pressed.content).toMatchObject({ choiceId: 'cases:desk:note:7' });
    expect(pressed).not.toHaveProperty('windowId');
  });

  test('that opens too late says so, and what was pressed was acknowledged in time', async () => {
    const { slack, clock, caseworker } = desk;
    slack.fault({ kind: 'delay', delayMs: 60_000 }, { method: 'views.open' });
    expect(await pressForWindow(desk)).not.toHaveProperty('windowId');
    const opened = caseworker.screen.waitForModal(view => JSON.stringify(view).includes('did not work here'));
    // The trigger has not expired for the one who asked so early.
    desk.slack.world.triggers.exchange = () => ({ userId: caseworker.user.id, viewId: undefined, fromHome: false });
    clock.advance(60_000);
    await opened;
  });

  test('says that it did not work when what was pressed could not be stored', async () => {
    desk.inbox.refuseNext();
    const sorry = desk.caseworker.screen.waitForModal(view => JSON.stringify(view).includes('did not work here'));
    const pressing = pressForWindow(desk);
    await sorry;
    desk.clock.advance(3000); // Slack hears nothing, and shows a sign beside the button
    await pressing;
  });

  test('is filled with words, and can only be closed', async () => {
    const { windowId = '' } = await pressForWindow(desk);
    const { send, caseworker } = desk;
    await send(caseworker.user.id, { text: 'You may not.' }, { windowId });
    expect(caseworker.screen.modals()).toMatchObject([{ submit: null, close: { text: 'Close' } }]);
    expect(windowOf(caseworker)).toContain('You may not.');
  });

  test('that was closed meanwhile: words are said where it was opened, a form ends', async () => {
    const { windowId = '' } = await pressForWindow(desk);
    const { send, caseworker, colleague, room } = desk;
    await caseworker.close();
    await send(caseworker.user.id, { text: 'You may not.' }, { windowId });
    const lastSeenBy = (person: SlackMember) => person.screen.messages(room).at(-1)?.text;
    expect([lastSeenBy(caseworker), lastSeenBy(colleague)]).toEqual(['You may not.', 'A case']);
    await expect(send(caseworker.user.id, { text: '', form: NOTE }, { windowId })).rejects.toMatchObject({
      retryable: false,
      recipientGone: false,
    });
  });

  test('that was filled can be filled again by what `send` returned, and is missed by nobody once it is closed', async () => {
    const { windowId = '' } = await pressForWindow(desk);
    const { send, caseworker, room } = desk;
    const [replacing = ''] = await send(caseworker.user.id, { text: 'It goes.' }, { windowId });
    expect(await send(caseworker.user.id, { text: 'It has gone.' }, { replacing })).toEqual([replacing]);
    expect(windowOf(caseworker)).toContain('It has gone.');
    await caseworker.close();
    await send(caseworker.user.id, { text: 'Nobody reads this.' }, { replacing });
    expect(JSON.stringify(caseworker.screen.messages(room))).not.toContain('Nobody reads this.');
  });

  test('waits for a command and a shortcut too, which say where they were given', async () => {
    const { caseworker, room, inbox } = desk;
    await caseworker.command(room, '/folding-chair', 'settings');
    const windows = [caseworker.screen.modals()[0]?.id];
    await caseworker.command(room, '/case', 'K7M-4XP');
    windows.push(caseworker.screen.modals()[0]?.id);
    const { ts } = caseworker.say(room, 'please bring the letter');
    await caseworker.messageShortcut('send_to_member', room, ts);
    windows.push(caseworker.screen.modals()[0]?.id);
    const heard = await inbox.until((_, count) => count === 3);
    expect(heard.map(({ windowId }) => windowId?.split(' ')[0])).toEqual(windows);
    expect(new Set(windows).size).toBe(3);
    expect(heard.map(({ place, roomId }) => [place, roomId])).toEqual(heard.map(() => ['room', room.id]));
    expect(heard.map(({ content }) => content)).toMatchObject([
      { kind: 'command', name: 'settings', argument: '' },
      { kind: 'command', name: 'case', argument: 'K7M-4XP' },
      { kind: 'shortcut', name: 'send_to_member', message: { messageId: ts, isOwn: true } },
    ]);
  });

  test('with buttons is filled anew by them', async () => {
    const { windowId = '' } = await pressForWindow(desk);
    const { send, caseworker, room, inbox } = desk;
    const choices = [{ id: 'cases:desk:more:7', label: 'More', opensForm: true }];
    await send(caseworker.user.id, { text: 'Page one', choices }, { windowId });
    await caseworker.press('modal', 'choice:opens:0');
    const again = (await inbox.until((_, count) => count === 2)).at(-1);
    expect(again).toMatchObject({ place: 'room', roomId: room.id, windowId });
    await send(caseworker.user.id, { text: 'Page two' }, { windowId });
    expect(caseworker.screen.modals()).toHaveLength(1);
    expect(windowOf(caseworker)).toContain('Page two');
  });
});
