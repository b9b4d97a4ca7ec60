import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Form } from '../../../src/messages/form.ts';
import { openSlackDesk, type SlackDesk } from '../../support/slack-desk.ts';
import { NOTE, openForm, pressForWindow, windowOf } from '../../support/slack-window.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk();
});
afterEach(() => desk.stop());

const forms = async (count: number) =>
  (await desk.inbox.until(() => desk.inbox.count('form') >= count)).filter(({ content }) => content.kind === 'form');

describe('a form', () => {
  test('brings its answers from the room that it was opened in, and closes', async () => {
    await openForm(desk);
    const { caseworker, room } = desk;
    expect(windowOf(caseworker)).toContain('About amber-river 27');
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
    await openForm(desk, NOTE, 'home');
    await desk.caseworker.submit({ note: 'Rang them.' });
    const [sent] = await forms(1);
    expect(sent?.place).toBe('private');
    expect(sent).not.toHaveProperty('roomId');
  });

  test('is acknowledged only when it is stored', async () => {
    await openForm(desk);
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
    await openForm(desk);
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
    const windowId = await openForm(desk, { ...NOTE, leadsOn: true });
    await desk.caseworker.submit({ note: 'Rang them.' });
    const [first] = await forms(1);
    await desk.send(desk.caseworker.user.id, { form: NOTE }, { windowId: first?.windowId ?? windowId });
    await desk.caseworker.submit({ note: 'Rang them.' });
    const [, second] = await forms(2);
    expect(second?.content).toEqual(first?.content);
    expect(second?.externalId).not.toBe(first?.externalId);
  });

  test('brings files that were attached, to be fetched', async () => {
    await openForm(desk, { ...NOTE, fields: [{ kind: 'files', name: 'letters', label: 'Letters', filesMax: 2 }] });
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
    const { windowId = '' } = await pressForWindow(desk);
    await expect(desk.send(desk.caseworker.user.id, { form: unsendable }, { windowId })).rejects.toThrow(
      'give it a submit',
    );
    expect(windowOf(desk.caseworker)).toContain('did not work here');
  });
});

describe('a form that leads on', () => {
  const first: Form = { ...NOTE, id: 'cases:reply:7', leadsOn: true };
  const second: Form = { ...NOTE, id: 'cases:preview:7', title: 'Preview' };

  test('keeps its window, which waits and is filled with the next', async () => {
    await openForm(desk, first);
    const { caseworker, send } = desk;
    expect(await caseworker.submit({ note: 'Rang them.' })).toEqual({ kind: 'updated' });
    expect(windowOf(caseworker)).toContain('One moment…');
    const [sent] = await forms(1);
    await send(caseworker.user.id, { form: second }, { windowId: sent?.windowId ?? '' });
    expect(caseworker.screen.modals()).toMatchObject([{ title: { text: 'Preview' } }]);
    expect(await caseworker.submit({ note: 'Yes' })).toEqual({ kind: 'closed' });
    expect((await forms(2)).at(-1)).toMatchObject({ place: 'room', content: { formId: 'cases:preview:7' } });
  });

  test('is not emptied again by our own word that came after the next one', async () => {
    await openForm(desk, first);
    const { caseworker, send, slack } = desk;
    slack.faultAcks({ kind: 'slow', delayMs: 1000 });
    const submitted = caseworker.submit({ note: 'Rang them.' });
    const [sent] = await forms(1);
    // The next form is there at once, and has looked once for its window before Slack obeys our word.
    const refused = once(slack.events, 'call');
    const filled = send(caseworker.user.id, { form: second }, { windowId: sent?.windowId ?? '' });
    await refused;
    desk.clock.advance(1000);
    expect(await submitted).toEqual({ kind: 'updated' });
    await filled;
    expect(caseworker.screen.modals()).toMatchObject([{ title: { text: 'Preview' } }]);
  });

  test('goes on also when Slack has not heard our word', async () => {
    await openForm(desk, first);
    const { caseworker, send, slack, clock } = desk;
    slack.faultAcks({ kind: 'lost' });
    const submitted = caseworker.submit({ note: 'Rang them.' });
    const [sent] = await forms(1);
    await send(caseworker.user.id, { form: second }, { windowId: sent?.windowId ?? '' });
    clock.advance(3000);
    expect(await submitted).toMatchObject({ kind: 'trouble' });
    expect(caseworker.screen.modals()).toMatchObject([{ title: { text: 'Preview' } }]);
  });
});
