import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { Translator } from '../../language-model/translator.ts';
import type { FileStore } from '../../media/file-store.ts';
import type { TakeFile } from '../../media/take-file.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleague, Colleagues } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import type { CaseStore } from './case-store.ts';
import type { CaseViews } from './case-view.ts';
import type { CaseWrites } from './case-writes.ts';
import type { MemberNews } from './member-news.ts';
import type { Office } from './office.ts';
import type { WaysElsewhere } from './reach-elsewhere.ts';

/** What the steps of the desk work with. */
export interface DeskDeps {
  prisma: Database['prisma'];
  seal: Seal;
  cases: CaseStore;
  writes: CaseWrites;
  views: CaseViews;
  files: FileStore;
  colleagues: Colleagues;
  /** What staff read, and what members read. */
  say: DeskWords['say'];
  words: Words;
  /** What the bot tells members of what staff do. */
  news: MemberNews;
  office(): Promise<Office>;
  /** A reply as it will arrive on a platform: a text for each message. */
  preview(reply: Reply, channel: ChannelName): string[];
  /** The page of those who organise and have no cases. */
  organiserPage(who: Colleague): Promise<Reply>;
  takeFile: TakeFile;
  /** Where a model is configured. */
  translate?: Translator | undefined;
  /** Where members may be reached when nothing reaches them where they wrote. */
  elsewhere: WaysElsewhere;
  /** What a lead should see to, a sentence each, the most urgent first. */
  warnings(now: Date): Promise<string[]>;
  now(): Date;
}

/** Somebody on the staff who may work on cases does something. */
export interface DeskAct {
  heard: Heard;
  who: Colleague;
  at: Date;
  /** What follows the step's name in the id of the button or form. */
  rest: string[];
}

export interface CaseAct extends DeskAct {
  file: CaseFile;
}

type Answer = FeatureTurn | Promise<FeatureTurn>;

/** What a button leads to, and the form that it opens: `cases:desk:<step>:…` is the id of both. */
export interface DeskStep<Act extends DeskAct = DeskAct> {
  press?(act: Act): Answer;
  submit?(act: Act, values: FormValues): Answer;
}

export type DeskSteps = Record<string, DeskStep>;

export function deskId(step: string, ...rest: string[]): string {
  return ['cases', 'desk', step, ...rest].join(':');
}
