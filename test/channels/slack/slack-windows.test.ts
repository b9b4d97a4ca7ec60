import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Form } from '../../../src/messages/form.ts';
import type { SlackMember } from '../../../src/playground/slack/slack-member.ts';
import { openSlackDesk, type SlackDesk } from '../../support/slack-desk.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk();
});
afterEach(() => desk.stop());

const NOTE: Form = {
  id: 'cases:note:7',
  title: 'Note',
  language: 'en',
  submit: 'Keep',
  fields: [{ kind: 'text', name: 'note', label: 'What is to be kept?' }],
};
const textOf = (person: SlackMember) => JSON.stringify(person.screen.modals().at(-1)?.blocks ?? []);

/** A caseworker presses a button that opens a window. @returns what was stored of it */
async function press(withButton: 'in the room' | 'on the Home tab' = 'in the room') {
  const { send, room, caseworker, inbox } = desk;
  const choices = [{ id: 'cases:desk:note:7', label: 'Note', opensForm: true }];
  if (withButton === 'in the room') {
    await send(room.id, { text: 'A case', choices });
    await caseworker.tap(room, 'Note');
  } else {
    await send(caseworker.user.id, { text: 'My cases', choices }, { onHomePage: true });
    await caseworker.press('home', 'choice:opens:0');
  }
  const pressed = (await inbox.until(({ content }) => content.kind === 'choice')).at(-1);
  if (!pressed) throw new Error('Nothing was stored.');
  return pressed;
}

/** The same, and the window is filled with a form. */
async function openForm(form: Form = NOTE, withButton: Parameters<typeof press>[0] = 'in the room'): Promise<string> {
  const { windowId = '', roomId } = await press(withButton);
  await desk.send(
    desk.caseworker.user.id,
    { text: 'About amber-river 27', form },
    { windowId, ...(roomId && { inRoom: roomId }) },
  );
  return windowId;
}

const forms = async (count: number) =>
  (await desk.inbox.until(() => desk.inbox.count('form') >= count)).filter(({ content }) => content.kind === 'form');

describe('a window', () => {
  test('is opened before what leads to it is stored, and waits', async () => {
    const { inbox, caseworker } = desk;
    inbox.holdAll();
    const pressing = press();
    await inbox.until(() => true);
    expect(textOf(caseworker)).toContain('One moment…');
    inbox.acceptAll();
    expect((await pressing).windowId).toBe(caseworker.screen.modals()[0]?.id);
  });

  test('that does not open leaves what was pressed stored without it', async () => {
    desk.slack.fault({ kind: 'error', code: 'internal_error' }, { method: 'views.open' });
    const pressed = await press();
    expect(pressed.content).toMatchObject({ choiceId: 'cases:desk:note:7' });
    expect(pressed).not.toHaveProperty('windowId');
  });

  test('that opens too late says so, and what was pressed was acknowledged in time', async () => {
    const { slack, clock, caseworker } = desk;
    slack.fault({ kind: 'delay', delayMs: 60_000 }, { method: 'views.open' });
    expect(await press()).not.toHaveProperty('windowId');
    const opened = caseworker.screen.waitForModal(view => JSON.stringify(view).includes('did not work here'));
    // The trigger has not expired for the one who asked so early.
    desk.slack.world.triggers.exchange = () => ({ userId: caseworker.user.id, viewId: undefined, fromHome: false });
    clock.advance(60_000);
    await opened;
  });

  test('says that it did not work when what was pressed could not be stored', async () => {
    desk.inbox.refuseNext();
    const sorry = desk.caseworker.screen.waitForModal(view => JSON.stringify(view).includes('did not work here'));
    const pressing = press();
    await sorry;
    desk.clock.advance(3000); // Slack hears nothing, and shows a sign beside the button
    await pressing;
  });

  test('is filled with words, and can only be closed', async () => {
    const { windowId = '' } = await press();
    const { send, caseworker, room } = desk;
    await send(caseworker.user.id, { text: 'You may not.' }, { windowId, inRoom: room.id });
    expect(caseworker.screen.modals()).toMatchObject([{ submit: null, close: { text: 'Close' } }]);
    expect(textOf(caseworker)).toContain('You may not.');
  });

  test('that was closed meanwhile: words are said where it was opened, a form ends', async () => {
    const { windowId = '' } = await press();
    const { send, caseworker, colleague, room } = desk;
    await caseworker.close();
    await send(caseworker.user.id, { text: 'You may not.' }, { windowId, inRoom: room.id });
    const lastSeenBy = (person: SlackMember) => person.screen.messages(room).at(-1)?.text;
    expect([lastSeenBy(caseworker), lastSeenBy(colleague)]).toEqual(['You may not.', 'A case']);
    await expect(send(caseworker.user.id, { text: '', form: NOTE }, { windowId })).rejects.toMatchObject({
      retryable: false,
      recipientGone: false,
    });
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
    expect(heard.map(({ windowId }) => windowId)).toEqual(windows);
    expect(new Set(windows).size).toBe(3);
    expect(heard.map(({ place, roomId }) => [place, roomId])).toEqual(heard.map(() => ['room', room.id]));
    expect(heard.map(({ content }) => content)).toMatchObject([
      { kind: 'command', name: 'settings', argument: '' },
      { kind: 'command', name: 'case', argument: 'K7M-4XP' },
      { kind: 'shortcut', name: 'send_to_member', message: { messageId: ts, isOwn: true } },
    ]);
  });

  test('with buttons is filled anew by them', async () => {
    const { windowId = '' } = await press();
    const { send, caseworker, room, inbox } = desk;
    const choices = [{ id: 'cases:desk:more:7', label: 'More', opensForm: true }];
    await send(caseworker.user.id, { text: 'Page one', choices }, { windowId, inRoom: room.id });
    await caseworker.press('modal', 'choice:opens:0');
    const again = (await inbox.until((_, count) => count === 2)).at(-1);
    expect(again).toMatchObject({ place: 'room', roomId: room.id, windowId });
    await send(caseworker.user.id, { text: 'Page two' }, { windowId, inRoom: room.id });
    expect(caseworker.screen.modals()).toHaveLength(1);
    expect(textOf(caseworker)).toContain('Page two');
  });
});

describe('a form', () => {
  test('brings its answers from the room that it was opened in, and closes', async () => {
    await openForm();
    const { caseworker, room } = desk;
    expect(textOf(caseworker)).toContain('About amber-river 27');
    expect(await caseworker.submit({ note: 'Rang them.' })).toEqual({ kind: 'closed' });
    expect(await forms(1)).toMatchObject([
      {
        from: { channel: 'slack', id: caseworker.user.id },
        place: 'room',
        roomId: room.id,
        content: { kind: 'form', formId: 'cases:note:7', values: { note: 'Rang them.' } },
      },
    ]);
  });

  test('opened on the Home tab is private', async () => {
    await openForm(NOTE, 'on the Home tab');
    await desk.caseworker.submit({ note: 'Rang them.' });
    const [sent] = await forms(1);
    expect(sent?.place).toBe('private');
    expect(sent).not.toHaveProperty('roomId');
  });

  test('is acknowledged only when it is stored', async () => {
    await openForm();
    const { inbox, caseworker } = desk;
    inbox.holdAll();
    const order: string[] = [];
    const submitted = caseworker.submit({ note: 'Rang them.' }).then(({ kind }) => order.push(kind));
    await forms(1);
    expect(caseworker.screen.modals()).toHaveLength(1);
    order.push('stored');
    inbox.acceptAll();
    await submitted;
    expect(order).toEqual(['stored', 'closed']);
  });

  test('that could not be stored stays, and sent again it is the same, unless it was changed', async () => {
    await openForm();
    const { inbox, caseworker, clock } = desk;
    for (const note of ['Rang them.', 'Rang them.', 'Rang them twice.']) {
      inbox.refuseNext();
      const before = inbox.count('form');
      const submitted = caseworker.submit({ note });
      await forms(before + 1);
      setImmediate(() => clock.advance(3000));
      expect(await submitted).toMatchObject({ kind: 'trouble' });
    }
    const [first, again, changed] = await forms(3);
    expect(again?.externalId).toBe(first?.externalId);
    expect(changed?.externalId).not.toBe(first?.externalId);
  });

  test('shown a second time is another, with the same answers too', async () => {
    const windowId = await openForm({ ...NOTE, leadsOn: true });
    await desk.caseworker.submit({ note: 'Rang them.' });
    const [first] = await forms(1);
    await desk.send(desk.caseworker.user.id, { form: NOTE }, { windowId: first?.windowId ?? windowId });
    await desk.caseworker.submit({ note: 'Rang them.' });
    const [, second] = await forms(2);
    expect(second?.content).toEqual(first?.content);
    expect(second?.externalId).not.toBe(first?.externalId);
  });

  test('brings files that were attached, to be fetched', async () => {
    await openForm({ ...NOTE, fields: [{ kind: 'files', name: 'letters', label: 'Letters', filesMax: 2 }] });
    const bytes = Buffer.from('a letter');
    await desk.caseworker.attach('letters', [{ name: 'letter.pdf', bytes }]);
    await desk.caseworker.submit();
    const [sent] = await forms(1);
    const values = sent?.content.kind === 'form' ? sent.content.values : {};
    const [letter] = Array.isArray(values.letters) ? values.letters : [];
    expect(letter).toMatchObject({ kind: 'document', mimeType: 'application/pdf', sizeBytes: bytes.length });
    const fileId = typeof letter === 'object' ? letter.fileId : '';
    expect(Buffer.from((await desk.channel.fetchFile?.(fileId)) ?? []).toString()).toBe('a letter');
  });

  test('that asks and has no button is a fault of ours, and sends nothing', async () => {
    const { submit: _, ...unsendable } = NOTE;
    const { windowId = '' } = await press();
    await expect(desk.send(desk.caseworker.user.id, { form: unsendable }, { windowId })).rejects.toThrow(
      'give it a submit',
    );
    expect(textOf(desk.caseworker)).toContain('did not work here');
  });
});

describe('a form that leads on', () => {
  const first: Form = { ...NOTE, id: 'cases:reply:7', leadsOn: true };
  const second: Form = { ...NOTE, id: 'cases:preview:7', title: 'Preview' };

  test('keeps its window, which waits and is filled with the next', async () => {
    await openForm(first);
    const { caseworker, send, room } = desk;
    expect(await caseworker.submit({ note: 'Rang them.' })).toEqual({ kind: 'updated' });
    expect(textOf(caseworker)).toContain('One moment…');
    const [sent] = await forms(1);
    await send(caseworker.user.id, { form: second }, { windowId: sent?.windowId ?? '', inRoom: room.id });
    expect(caseworker.screen.modals()).toMatchObject([{ title: { text: 'Preview' } }]);
    expect(await caseworker.submit({ note: 'Yes' })).toEqual({ kind: 'closed' });
    expect((await forms(2)).at(-1)).toMatchObject({ place: 'room', content: { formId: 'cases:preview:7' } });
  });

  test('is not emptied again by our own word that came after the next one', async () => {
    await openForm(first);
    const { caseworker, send, room, slack } = desk;
    slack.faultAcks({ kind: 'slow', delayMs: 1000 });
    const submitted = caseworker.submit({ note: 'Rang them.' });
    const [sent] = await forms(1);
    // The next form is there at once, and has looked once for its window before Slack obeys our word.
    const refused = once(slack.events, 'call');
    const filled = send(caseworker.user.id, { form: second }, { windowId: sent?.windowId ?? '', inRoom: room.id });
    await refused;
    desk.clock.advance(1000);
    expect(await submitted).toEqual({ kind: 'updated' });
    await filled;
    expect(caseworker.screen.modals()).toMatchObject([{ title: { text: 'Preview' } }]);
  });

  test('goes on also when Slack has not heard our word', async () => {
    await openForm(first);
    const { caseworker, send, room, slack, clock } = desk;
    slack.faultAcks({ kind: 'lost' });
    const submitted = caseworker.submit({ note: 'Rang them.' });
    const [sent] = await forms(1);
    await send(caseworker.user.id, { form: second }, { windowId: sent?.windowId ?? '', inRoom: room.id });
    clock.advance(3000);
    expect(await submitted).toMatchObject({ kind: 'trouble' });
    expect(caseworker.screen.modals()).toMatchObject([{ title: { text: 'Preview' } }]);
  });
});
