import { describe, expect, test } from '@jest/globals';
import { type Queued, queueOrder } from '../../../src/features/cases/queue-order.ts';

const at = (time: string) => new Date(time);
const queued = (caseId: string, more: Partial<Queued> = {}): Queued => ({
  caseId,
  level: 'E1',
  openedAt: at('2026-11-20T10:00:00Z'),
  ...more,
});
/** Every order in which three or four can come in. */
function orders<T>(all: T[]): T[][] {
  return all.length < 2
    ? [all]
    : all.flatMap((one, index) => orders(all.toSpliced(index, 1)).map(rest => [one, ...rest]));
}

describe('a queue', () => {
  test.each<[string, Queued[]]>([
    [
      'the nearer deadline first, and none last',
      [
        queued('tomorrow', { deadlineAt: at('2026-11-25T00:00:00Z'), openedAt: at('2026-11-24T10:00:00Z') }),
        queued('next week', { deadlineAt: at('2026-12-01T00:00:00Z'), level: 'E2' }),
        queued('none', { level: 'E2', dueAt: at('2026-11-24T17:00:00Z'), openedAt: at('2026-11-01T10:00:00Z') }),
      ],
    ],
    [
      'the higher level first of one deadline',
      [
        queued('E2', { level: 'E2', deadlineAt: at('2026-12-01T00:00:00Z'), dueAt: at('2026-11-30T00:00:00Z') }),
        queued('E1', { level: 'E1', deadlineAt: at('2026-12-01T00:00:00Z'), dueAt: at('2026-11-25T00:00:00Z') }),
        queued('E0', { level: 'E0', deadlineAt: at('2026-12-01T00:00:00Z') }),
      ],
    ],
    [
      'the clock that ends first of one level',
      [
        queued('today', { dueAt: at('2026-11-24T17:00:00Z'), openedAt: at('2026-11-23T10:00:00Z') }),
        queued('Friday', { dueAt: at('2026-11-27T17:00:00Z') }),
        queued('no clock', { openedAt: at('2026-11-01T10:00:00Z') }),
      ],
    ],
    [
      'the one that waits longer, and then any order as long as it is the same',
      [queued('older', { openedAt: at('2026-11-19T10:00:00Z') }), queued('a'), queued('b')],
    ],
    [
      'somebody in danger before any date that is further than their clock',
      [
        queued('hearing in an hour', { deadlineAt: at('2026-11-24T10:10:00Z') }),
        queued('danger', { level: 'E4', dueAt: at('2026-11-24T10:15:00Z') }),
        queued('today', { level: 'E3', dueAt: at('2026-11-24T14:00:00Z'), deadlineAt: at('2026-12-24T00:00:00Z') }),
        queued('next month', { level: 'E2', deadlineAt: at('2026-12-24T00:00:00Z') }),
      ],
    ],
  ])('has %s', (_, sorted) => {
    for (const order of orders(sorted)) expect(order.sort(queueOrder)).toEqual(sorted);
  });
});
