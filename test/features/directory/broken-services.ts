/** A service of a feed, to be broken. */
export type Service = Record<string, unknown> & { id: string };

/** Twenty ways in which a service is none, and what the report says of each. */
export const brokenServices: [what: string, why: RegExp, breakIt: (service: Service) => unknown][] = [
  ['is null', /has a shape that is not/, () => null],
  ['is a list', /has a shape that is not/, () => ['a service']],
  ['has no id', /has an id that is no UUID/, ({ id: _, ...rest }) => rest],
  ['has an id that is no UUID', /has an id that is no UUID/, service => ({ ...service, id: '7' })],
  ['has no name', /has no name/, ({ name: _, ...rest }) => rest],
  ['has a name of spaces', /has no name/, service => ({ ...service, name: '   ' })],
  ['has no status', /has a status that is none of active/, ({ status: _, ...rest }) => rest],
  ['has a status of its own', /has a status that is none of active/, service => ({ ...service, status: 'open' })],
  ['has closed', /is not active/, service => ({ ...service, status: 'defunct' })],
  ['has no organisation', /has no organization/, ({ organization: _, ...rest }) => rest],
  [
    'has a nameless organisation',
    /organization without a name/,
    service => ({ ...service, organization: { id: service.id } }),
  ],
  [
    'has a script for an address',
    /url that is no web address/,
    service => ({ ...service, url: 'javascript:alert(1)' }),
  ],
  ['has words for an address', /url that is no web address/, service => ({ ...service, url: 'see our page' })],
  ['has a number for a description', /description that is no text/, service => ({ ...service, description: 7 })],
  [
    'is in the Atlantic',
    /longitude outside the United Kingdom/,
    service => located(service, { latitude: 53, longitude: -40 }),
  ],
  [
    'has words for a latitude',
    /latitude that is no number/,
    service => located(service, { latitude: '53.4', longitude: -2 }),
  ],
  [
    'is nowhere',
    /names no place that is known/,
    service => ({ ...service, service_at_locations: [], service_areas: [] }),
  ],
  [
    'was never checked',
    /neither an assured_date nor a last_modified/,
    service => ({ ...service, assured_date: null, last_modified: null }),
  ],
  [
    'was checked on no day',
    /neither an assured_date nor a last_modified/,
    service => ({ ...service, assured_date: '2026-13-40', last_modified: 'soon' }),
  ],
  ['will be checked', /still to come/, service => ({ ...service, assured_date: '2126-01-01' })],
  ['has a word for a list', /languages that are no list/, service => ({ ...service, languages: 'Arabic' })],
  ['has an id that stands there twice', /stands in the source twice/, service => service],
];

function located(service: Service, point: object): Service {
  return { ...service, service_at_locations: [{ id: service.id, location: { id: service.id, ...point } }] };
}
