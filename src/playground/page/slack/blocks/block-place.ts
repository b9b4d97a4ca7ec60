import type { Block, Element } from '../../../slack/block-kit/blocks.ts';
import type { Option } from '../../../slack/block-kit/composition.ts';
import type { PersonView, RoomView } from '../../../slack/slack-view.ts';
import type { Names } from '../names.ts';
import type { Form, Given } from './form.ts';

/** An element and the block in which it stands. */
export interface Placed<Kind extends Element = Element> {
  block: Block;
  element: Kind;
}

export type ElementOf<Type extends Element['type']> = Extract<Element, { type: Type }>;
export type Confirm = NonNullable<ElementOf<'button'>['confirm']>;

/** The message or view in which blocks stand: what they need to be drawn and used. */
export interface BlockPlace {
  surface: 'message' | 'modal' | 'home';
  /** Makes ids that no other place on the page has. */
  idPrefix: string;
  names: Names;
  form: Form;
  people(): PersonView[];
  /** The conversations that the person knows of. */
  rooms(): RoomView[];
  /** Whether the person wants it. */
  confirm(words: Confirm): Promise<boolean>;
  /** Tells the app that a button was pressed (`given` undefined) or something chosen; a refusal is shown. */
  tell(placed: Placed, given?: Given): Promise<void>;
  /** The choices that the app gives for what was typed. */
  suggest(placed: Placed, typed: string): Promise<Option[]>;
  attach(placed: Placed, files: File[]): Promise<void>;
}
