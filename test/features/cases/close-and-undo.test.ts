import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { Form } from '../../../src/messages/form.ts';
import { type DeskUnderTest, startDesk } from '../../support/desk.ts';

let desk: DeskUnderTest;
beforeAll(async () => {
  desk = await startDesk();
}, 120_000);
afterAll(() => desk.close());
const WINDOW = { hasWindow: true };
const formOf = ({ replies }: FeatureTurn) => replies.find(({ form }) => form)?.form as Form;

test('a case is not closed over a member whose answer is taken back', async () => {
  const one = await desk.hire();
  const { id } = await desk.openCase({}, 'my landlord wants me out');
  await desk.press(one, `cases:desk:claim:${id}`);
  const shown = await desk.submit(one, `cases:desk:reply:${id}`, { mark: 'information', words: 'Stay.' }, WINDOW);
  const sent = await desk.submit(one, formOf(shown).id, { words: 'Stay.', mark: 'information' }, WINDOW);
  const entryId = (sent.posts ?? []).find(({ trackId }) => trackId)?.trackId;
  const window = await desk.press(one, `cases:desk:close:${id}`, WINDOW);
  await desk.submit(one, formOf(window).id, { reason: 'answered' }, WINDOW);
  await desk.press(one, `cases:desk:undo:${entryId}`, WINDOW);
  const { closedAt, waitingSince, dueAt } = await desk.database.prisma.case.findUniqueOrThrow({ where: { id } });
  expect({ isClosed: closedAt !== null, waits: waitingSince !== null, hasClock: dueAt !== null }).toEqual({
    isClosed: false,
    waits: true,
    hasClock: true,
  });
});
