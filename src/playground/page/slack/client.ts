import type { RoomView } from '../../slack/slack-view.ts';
import type { Confirm } from './blocks/block-place.ts';
import type { Calls } from './calls.ts';
import type { Names } from './names.ts';
import type { SlackStore } from './slack-store.ts';

/** One Slack on the screen, with the person who uses it: what its parts share. */
export interface Client {
  /** Makes ids that no other client on the page has. */
  idPrefix: string;
  store: SlackStore;
  calls: Calls;
  personId(): string;
  names(): Names;
  /** The conversations that the person is in. */
  rooms(): RoomView[];
  toast(words: string): void;
  /** Whether the person wants it. */
  confirm(words: Confirm): Promise<boolean>;
  openRoom(roomId: string): void;
  openApp(tab: 'home' | 'messages'): void;
  openThread(ts: string | undefined): void;
  /** Shows everything as it is now. */
  render(): void;
}
