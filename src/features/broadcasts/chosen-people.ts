import { Prisma } from '../../database/client/client.ts';
import type { RegionPlaces } from '../../knowledge/region-places.ts';
import type { Region } from '../../knowledge/regions.ts';
import type { BroadcastFile } from './broadcast-file.ts';

/** By what is kept of people, who lives in a region. */
export type PlacesOf = (region: Region) => RegionPlaces;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Whom a broadcast is for: `person_id`, `conversation_id`, `channel`, `language`. Those who agreed to that kind on that channel, can be
 * reached there and are in its segment; each once, where they wrote last (of the days that messages are kept), or else agreed last.
 *
 * @param portion those behind this person, in the order of people's ids, and so many at most.
 */
export function chosenPeople(
  { kind, segment }: Pick<BroadcastFile, 'kind' | 'segment'>,
  placesOf: PlacesOf,
  portion: { afterId?: string | undefined; limit?: number } = {},
): Prisma.Sql {
  const { region, languages, cameBefore, notRegisteredFor } = segment;
  const { afterId = FIRST_ID, limit } = portion;
  const conditions = [
    Prisma.sql`p.id > ${afterId}::uuid`,
    Prisma.sql`p.forgotten_at IS NULL`,
    ...(region ? [livesIn(placesOf(region))] : []),
    ...(languages.length > 0 ? [Prisma.sql`coalesce(p.language, 'en') = ANY(${languages}::text[])`] : []),
    ...(cameBefore
      ? [Prisma.sql`EXISTS (SELECT FROM registration g WHERE g.person_id = p.id AND g.checked_in_at IS NOT NULL)`]
      : []),
    ...(notRegisteredFor
      ? [
          Prisma.sql`NOT EXISTS (
            SELECT FROM registration g
            WHERE g.person_id = p.id AND g.action_id = ${notRegisteredFor}::uuid AND g.status IN ('registered', 'waiting', 'offered')
          )`,
        ]
      : []),
  ];
  return Prisma.sql`
    SELECT DISTINCT ON (p.id) p.id AS person_id, c.id AS conversation_id, c.channel, coalesce(p.language, 'en') AS language
    FROM person p
    JOIN consent k ON k.person_id = p.id AND k.kind = ${kind} AND k.withdrawn_at IS NULL
    JOIN conversation c ON c.person_id = p.id AND c.channel = k.channel AND c.address_gone_at IS NULL
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY p.id, (SELECT max(i.id) FROM inbound_message i WHERE i.conversation_id = c.id) DESC NULLS LAST, k.given_at DESC, c.id DESC
    ${limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`}`;
}

/** Those of another nation who live by its border share its postcodes. */
function livesIn({ nation, postcodeAreas }: RegionPlaces): Prisma.Sql {
  if (postcodeAreas.length === 0) return Prisma.sql`p.nation::text = ${nation}`;
  return Prisma.sql`coalesce(p.nation::text, ${nation}) = ${nation} AND substring(p.outcode FROM '^[A-Z]+') = ANY(${postcodeAreas}::text[])`;
}
