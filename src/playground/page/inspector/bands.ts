import type { NumberedTrace } from '../../numbered-trace.ts';

/** What each band of retrieval means to a reader. */
export const bands: Record<NonNullable<NumberedTrace['band']>, { label: string; sign: string }> = {
  answer: { label: 'Answer', sign: '✓' },
  unsure: { label: 'Did you mean', sign: '?' },
  unknown: { label: 'A person', sign: '→' },
  crisis: { label: 'Crisis', sign: '!' },
};
