import { chair } from '../chair.ts';
import { element } from '../element.ts';
import { avatar } from '../telegram/avatar.ts';
import type { SlackStore } from './slack-store.ts';

/** The square picture beside a name: the chair for the app, a letter for a person, the last for roles told apart by it. */
export function face(store: SlackStore, userId: string): HTMLElement {
  if (userId === store.view.app.userId) {
    return element('img', { class: 'avatar sl-app-face', src: chair, alt: '' });
  }
  const index = store.view.playable.indexOf(userId);
  const name = store.person(userId)?.name ?? '?';
  // "Caseworker A" and "Caseworker B" begin alike.
  const letters = /\s(\S)$/.exec(name)?.[1] ?? name;
  return avatar(letters, index < 0 ? 5 : index);
}
