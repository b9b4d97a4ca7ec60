import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Chunk } from '../channel.ts';
import { drawBlocks } from './slack-blocks.ts';
import { plain } from './slack-buttons.ts';
import { drawField } from './slack-form.ts';
import { drawParagraphs } from './slack-paragraphs.ts';
import type { SlackSay } from './slack-say.ts';

/** https://docs.slack.dev/reference/views: a view holds 250 kB as well, which is more than these together. */
const VIEW_ROOM = { blocksMax: 100, sectionCharsMax: 40_000 };
const TITLE_CHARS_MAX = 24;
const APP_NAME = 'Folding Chair';
/** What a window with a form of ours is called, and one that has none. */
export const FORM_CALLBACK = 'folding-chair-form';
const WORDS_CALLBACK = 'folding-chair-words';

const windowFacts = z.object({
  /** BCP 47. */
  language: z.string(),
  /** The room that it was opened in, when it was one. */
  roomId: z.string().optional(),
  formId: z.string().optional(),
  leadsOn: z.boolean().default(false),
});

/** What a window keeps of where it came from: Slack brings it back with whatever is done there. */
export type WindowFacts = z.input<typeof windowFacts>;

/** @throws ZodError or SyntaxError when the window is none of ours. */
export function readWindowFacts(privateMetadata: string): z.output<typeof windowFacts> {
  return windowFacts.parse(JSON.parse(privateMetadata));
}

/** A window that waits to be filled. @param externalId by which it can be found from when it is shown. */
export function waitingView(facts: WindowFacts, say: SlackSay, externalId?: string): types.ModalView {
  const blocks = drawParagraphs(say(facts.language, 'window.wait'), false, 1);
  return { ...wordsView(blocks, facts, say), ...(externalId !== undefined && { external_id: externalId }) };
}

/** A window in which something went wrong. */
export function sorryView(facts: WindowFacts, say: SlackSay): types.ModalView {
  return wordsView(drawParagraphs(say(facts.language, 'window.sorry'), false, 1), facts, say);
}

/** A chunk as a window: its words, and below them its form. @throws Error when a form asks and cannot be sent. */
export function windowView(chunk: Chunk, roomId: string | undefined, say: SlackSay): types.ModalView {
  const { form, rightToLeft, language = 'en' } = chunk;
  const facts = { language: form?.language ?? language, ...(roomId !== undefined && { roomId }) };
  if (!form) return wordsView(drawBlocks(chunk, VIEW_ROOM, say), facts, say);
  const fields = form.fields.flatMap(field => drawField(field, rightToLeft)).slice(0, VIEW_ROOM.blocksMax);
  if (!form.submit && fields.some(({ type }) => type === 'input')) {
    throw new Error(`The form ${form.id} asks questions and has no button to send it: give it a submit.`);
  }
  const words = drawBlocks(chunk, { ...VIEW_ROOM, blocksMax: VIEW_ROOM.blocksMax - fields.length }, say);
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify({ ...facts, formId: form.id, leadsOn: form.leadsOn ?? false }),
    title: plain(form.title, TITLE_CHARS_MAX),
    ...(form.submit && { submit: plain(form.submit, TITLE_CHARS_MAX) }),
    close: plain(say(facts.language, form.submit ? 'window.cancel' : 'window.close'), TITLE_CHARS_MAX),
    blocks: [...words, ...fields],
  };
}

/** A chunk as the Home tab. */
export function homeView(chunk: Chunk, say: SlackSay): types.HomeView {
  return { type: 'home', blocks: drawBlocks(chunk, VIEW_ROOM, say) };
}

function wordsView(blocks: types.KnownBlock[], facts: WindowFacts, say: SlackSay): types.ModalView {
  return {
    type: 'modal',
    callback_id: WORDS_CALLBACK,
    private_metadata: JSON.stringify(facts),
    title: plain(APP_NAME, TITLE_CHARS_MAX),
    close: plain(say(facts.language, 'window.close'), TITLE_CHARS_MAX),
    blocks,
  };
}
