import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { Form } from '../../../src/messages/form.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import { type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';

let desk: DeskUnderTest;
let one: Colleague;
let two: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  one = await desk.hire();
  two = await desk.hire({ name: 'caseworker 2' });
});
afterAll(() => desk.close());

const WORDS = { words: 'Come on Monday.', mark: 'information' };
const WINDOW = { hasWindow: true };
const formOf = ({ replies }: FeatureTurn) => replies.find(({ form }) => form)?.form as Form;
const typedIn = (turn: FeatureTurn) => formOf(turn).fields.find(({ name }) => name === 'words');
const toMember = ({ conversationId }: CaseFile, { posts = [] }: FeatureTurn) =>
  posts.filter(({ to }) => 'conversationId' in to && to.conversationId === conversationId);
const send = (turn: FeatureTurn) => desk.submit(one, formOf(turn).id, WORDS, WINDOW);
const again = async ({ id }: CaseFile) => (await desk.cases.byId(id)) as CaseFile;

async function claimed(): Promise<CaseFile> {
  const file = await desk.openCase();
  await desk.press(one, `cases:desk:claim:${file.id}`);
  return again(file);
}
const writing = (file: CaseFile) => desk.press(one, `cases:desk:reply:${file.id}`, WINDOW);
const preview = async (file: CaseFile) => desk.submit(one, formOf(await writing(file)).id, WORDS, WINDOW);
async function says(file: CaseFile, text: string) {
  const entry = { id: randomUUID(), kind: 'memberSaid' as const, at: desk.clock.at, text };
  await desk.commit({ writes: [desk.writes.said(await again(file), { entry, conversationId: file.conversationId })] });
}
const handOver = async (file: CaseFile) =>
  desk.commit({
    writes: [
      desk.writes.handOver(await again(file), { ownerId: two.staffId }, { staffId: one.staffId, at: desk.clock.at }),
    ],
  });

describe('a reply that was looked at is held back, with nothing typed lost', () => {
  test('when the member has written since: their new words are shown, and it can be sent all the same', async () => {
    const file = await claimed();
    const shown = await preview(file);
    await says(file, 'they changed the locks');
    const held = await send(shown);
    expect(toMember(file, held)).toEqual([]);
    expect(textOf(held.replies)).toContain('They wrote again');
    expect(textOf(held.replies)).toContain('they changed the locks');
    expect(typedIn(held)).toMatchObject({ initial: WORDS.words });
    expect(formOf(held).submit).toBe('Send all the same');
    expect(toMember(file, await send(held))).toHaveLength(1);
  });

  test('when they wrote between the empty window and the preview', async () => {
    const file = await claimed();
    const empty = await writing(file);
    await says(file, 'they changed the locks');
    const shown = await desk.submit(one, formOf(empty).id, WORDS, WINDOW);
    expect(textOf(shown.replies)).toContain('they changed the locks');
    expect(formOf(shown).submit).toBe('Send all the same');
  });

  test('when the case has come into other hands: it says whose it is', async () => {
    const file = await claimed();
    const shown = await preview(file);
    await handOver(file);
    const held = await send(shown);
    expect(toMember(file, held)).toEqual([]);
    expect(textOf(held.replies)).toContain('other hands');
    expect(textOf(held.replies)).toContain('caseworker 2 has this case');
    expect(typedIn(held)).toMatchObject({ initial: WORDS.words });
    expect(toMember(file, await send(held))).toHaveLength(1);
  });

  test('when the case was closed: it says what to do, and cannot be sent all the same', async () => {
    const file = await claimed();
    const shown = await preview(file);
    await desk.commit({
      writes: [desk.writes.close(await again(file), { staffId: one.staffId, at: desk.clock.at })],
    });
    const held = await send(shown);
    expect(textOf(held.replies)).toContain('Reopen it');
    expect(typedIn(held)).toMatchObject({ initial: WORDS.words });
    expect(toMember(file, await send(held))).toEqual([]);
  });

  test.each<[string, (file: CaseFile) => Promise<unknown>]>([
    ['writes', file => says(file, 'wait')],
    ['comes into other hands', handOver],
  ])('even when the member or case %s at the very moment of sending', async (_, happens) => {
    const file = await claimed();
    // Waiting already: their next words change nothing of the case itself.
    const { id } = formOf(await preview(file));
    const { heard } = await import('../../support/heard.ts');
    const racing = await desk.desk.think(
      heard({
        sender: { personId: one.staffId, conversationId: 'theirs', languageChosen: false },
        place: 'room',
        content: { kind: 'form', formId: id, values: WORDS },
        ...WINDOW,
      }),
    );
    expect(toMember(file, racing)).toHaveLength(1);
    await happens(file);
    await expect(desk.commit(racing)).rejects.toThrow(Overtaken);
  });

  test('and is not, when the same words went before: that is said, since a window that was lost tells nobody whether they went', async () => {
    const file = await claimed();
    const shown = await preview(file);
    expect(textOf(shown.replies)).not.toContain('went to them already');
    expect(toMember(file, await send(shown))).toHaveLength(1);
    const twice = await preview(file);
    expect(textOf(twice.replies)).toContain('The same words went to them already');
    expect(formOf(twice).submit).toBe('Send');
  });

  test('and is not, when it came into the hands of who writes', async () => {
    const file = await desk.openCase();
    await desk.press(two, `cases:desk:claim:${file.id}`);
    const shown = await preview(await again(file));
    const by = { staffId: two.staffId, at: desk.clock.at };
    await desk.commit({ writes: [desk.writes.handOver(await again(file), { ownerId: one.staffId }, by)] });
    expect(toMember(file, await send(shown))).toHaveLength(1);
  });
});
