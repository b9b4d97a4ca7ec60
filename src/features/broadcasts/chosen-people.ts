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
  const agreed = Prisma.sql`k.kind = ${kind} AND k.withdrawn_at IS NULL`;
  // Person by person, so that no plan can go wrong, whatever the database believes of its tables: a portion never looks at everybody.
  return Prisma.sql`
    SELECT willing.id AS person_id, best.conversation_id, best.channel, willing.language
    FROM (
      SELECT p.id, coalesce(p.language, 'en') AS language
      FROM person p
      WHERE ${Prisma.join(conditions, ' AND ')} AND EXISTS (
        SELECT FROM consent k
        WHERE k.person_id = p.id AND ${agreed}
          AND k.channel = ANY(ARRAY(SELECT c.channel FROM conversation c WHERE c.person_id = p.id AND c.address_gone_at IS NULL))
      )
      ORDER BY p.id ${limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`}
    ) AS willing
    CROSS JOIN LATERAL (
      SELECT c.id AS conversation_id, c.channel
      FROM (SELECT * FROM conversation WHERE person_id = willing.id AND address_gone_at IS NULL OFFSET 0) AS c
      JOIN (SELECT * FROM consent k WHERE k.person_id = willing.id AND ${agreed} OFFSET 0) AS k ON k.channel = c.channel
      ORDER BY (SELECT max(i.id) FROM inbound_message i WHERE i.conversation_id = c.id) DESC NULLS LAST, k.given_at DESC, c.id DESC
      LIMIT 1
    ) AS best`;
}

/** The council that somebody named says more than an outcode, which may reach across a border. */
function livesIn({ nation, outcodes, councils }: RegionPlaces): Prisma.Sql {
  if (outcodes.length === 0) return Prisma.sql`p.nation::text = ${nation}`;
  const isThere = Prisma.sql`CASE WHEN p.council IS NULL THEN p.outcode = ANY(${outcodes}::text[]) ELSE p.council = ANY(${councils}::text[]) END`;
  return Prisma.sql`coalesce(p.nation::text, ${nation}) = ${nation} AND ${isThere}`;
}
