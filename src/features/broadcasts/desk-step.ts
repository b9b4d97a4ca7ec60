import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { Translator } from '../../language-model/translator.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleague, Colleagues } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import type { BroadcastMessages } from './broadcast-message.ts';
import type { NewsPosts } from './broadcast-news.ts';
import type { BroadcastStore } from './broadcast-store.ts';

/** What the steps of the desk work with. */
export interface DeskDeps {
  prisma: Database['prisma'];
  seal: Seal;
  colleagues: Colleagues;
  store: BroadcastStore;
  messages: BroadcastMessages;
  news: NewsPosts;
  /** What staff read, and what members read. */
  say: DeskWords['say'];
  words: Words;
  /** Where a model is configured. */
  translate?: Translator | undefined;
  settings(): Promise<OrganisingSettings>;
  /** A message as it will arrive on a platform: a text for each part. */
  preview(reply: Reply, channel: ChannelName): string[];
  now(): Date;
}

/** Somebody who may organise does something. */
export interface DeskAct {
  heard: Heard;
  who: Colleague;
  at: Date;
  /** What follows the step's name in the id of the button or form. */
  rest: string[];
}

export interface BroadcastAct extends DeskAct {
  file: BroadcastFile;
}

type Answer = FeatureTurn | Promise<FeatureTurn>;

/** What a button leads to, and the form that it opens: `broadcasts:desk:<step>:…` is the id of both. */
export interface DeskStep<Act extends DeskAct = DeskAct> {
  press?(act: Act): Answer;
  submit?(act: Act, values: FormValues): Answer;
}

export type DeskSteps = Record<string, DeskStep>;

export function deskId(step: string, ...rest: string[]): string {
  return ['broadcasts', 'desk', step, ...rest].join(':');
}
