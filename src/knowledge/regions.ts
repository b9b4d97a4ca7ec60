/** The regions in which the charity organises: those of England by their statistical names, and the other three nations. */
export const regions = [
  'East Midlands',
  'East of England',
  'London',
  'North East',
  'North West',
  'South East',
  'South West',
  'West Midlands',
  'Yorkshire and The Humber',
  'Wales',
  'Scotland',
  'Northern Ireland',
] as const;
export type Region = (typeof regions)[number];
