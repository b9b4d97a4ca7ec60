import type { Form } from '../../src/messages/form.ts';
import type { Inbound } from '../../src/messages/inbound.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import type { SlackDesk } from './slack-desk.ts';

export const NOTE: Form = {
  id: 'cases:note:7',
  title: 'Note',
  language: 'en',
  submit: 'Keep',
  fields: [{ kind: 'text', name: 'note', label: 'What is to be kept?' }],
};

/** A caseworker presses a button that opens a window. @returns what was stored of it */
export async function pressForWindow(desk: SlackDesk, where: 'room' | 'home' = 'room'): Promise<Inbound> {
  const { send, room, caseworker, inbox } = desk;
  const choices = [{ id: 'cases:desk:note:7', label: 'Note', opensForm: true }];
  if (where === 'room') {
    await send(room.id, { text: 'A case', choices });
    await caseworker.tap(room, 'Note');
  } else {
    await send(caseworker.user.id, { text: 'My cases', choices }, { onHomePage: true });
    await caseworker.press('home', 'choice:opens:0');
  }
  const pressed = (await inbox.until(({ content }) => content.kind === 'choice')).at(-1);
  if (!pressed) throw new Error('Nothing was stored: look at what the channel logged.');
  return pressed;
}

/** The same, and the window is filled with a form. @returns the window */
export async function openForm(desk: SlackDesk, form: Form = NOTE, where: 'room' | 'home' = 'room'): Promise<string> {
  const { windowId = '' } = await pressForWindow(desk, where);
  await desk.send(desk.caseworker.user.id, { text: 'About amber-river 27', form }, { windowId });
  return windowId;
}

/** Everything in the window that a person sees. */
export function windowOf(person: SlackMember): string {
  return JSON.stringify(person.screen.modals().at(-1)?.blocks ?? []);
}
