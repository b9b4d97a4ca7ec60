/** What groups offer, in the order in which members are asked for it. */
export const needs = [
  'casework',
  'legal',
  'esol',
  'destitution',
  'housing',
  'health',
  'womenOnly',
  'noId',
  'organising',
  'youngPeople',
  'work',
  'detention',
  'welcome',
] as const;
export type Need = (typeof needs)[number];

export function isNeed(text: string): text is Need {
  return needs.some(need => need === text);
}
