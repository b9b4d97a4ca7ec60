import type { Option } from './block-kit/composition.ts';
import type { TypedRichText } from './block-kit/rich-text.ts';
import type { ConversationKind } from './conversation.ts';
import type { Message, View } from './wire.ts';

/** Anybody in the workspace, the app's bot included. */
export interface PersonView {
  id: string;
  name: string;
  isBot: boolean;
}

/** A conversation as the page gets it: whole, since one page plays everybody. */
export interface RoomView {
  id: string;
  kind: ConversationKind;
  name: string;
  /** By user id. */
  members: string[];
  isArchived: boolean;
  /** Oldest first, with every reply. */
  messages: Message[];
  /** What one person alone sees. */
  whispers: { userId: string; message: Message }[];
}

/** What the app shows to one person beside its messages. */
export interface ScreenView {
  /** The one in front last. */
  modals: View[];
  home?: View | undefined;
}

/** The app as a client knows it. */
export interface AppView {
  name: string;
  userId: string;
  commands: { command: string; description: string }[];
  shortcuts: { callbackId: string; type: 'global' | 'message'; name: string }[];
  homeTab: boolean;
  /** Whether anything would hear of what a person does. */
  isConnected: boolean;
}

/** All that the Slack pane shows. */
export interface SlackView {
  workspace: string;
  app: AppView;
  people: PersonView[];
  /** Those whose client can be opened, by user id. */
  playable: string[];
  rooms: RoomView[];
  /** By user id. */
  screens: Record<string, ScreenView>;
}

/** What the server tells the Slack pane as it happens. */
export type SlackEvent =
  | { kind: 'message' | 'edit'; roomId: string; message: Message }
  | { kind: 'delete'; roomId: string; ts: string }
  | { kind: 'whisper'; roomId: string; userId: string; message: Message }
  | { kind: 'room'; room: RoomView }
  | { kind: 'screen'; userId: string; screen: ScreenView }
  | { kind: 'app'; app: AppView };

/** Where a person uses something. */
export type PlaceView = { roomId: string; ts: string } | 'modal' | 'home';

/** Something put into an element that the app is not told of by itself. */
export interface Filled {
  blockId: string;
  actionId: string;
  given: string | number | null | string[] | Option | Option[] | object[] | TypedRichText;
}

/** How the app took what a person did: `reason` when it did not. */
export type Taken = { acknowledged: true } | { acknowledged: false; reason: string };
