import { z } from 'zod';
import { isWebAddress } from './field-rules.ts';

/**
 * A service as Open Referral UK has it, as far as the directory takes it; what else is there is left where it is, contacts above all:
 * https://docs.openreferral.org/en/v3.0.1/hsds/schema_reference.html
 */
export const openReferralService = z.object({
  id: z.uuid('has an id that is no UUID'),
  name: z.string('has no name').trim().min(1, 'has no name'),
  status: z.enum(
    ['active', 'inactive', 'defunct', 'temporarily closed'],
    'has a status that is none of active, inactive, defunct, temporarily closed',
  ),
  description: z.string('has a description that is no text').nullish(),
  url: z.string().refine(isWebAddress, 'has a url that is no web address').nullish(),
  assured_date: z.string('has an assured_date that is no date').nullish(),
  last_modified: z.string('has a last_modified that is no date').nullish(),
  organization: z.object(
    {
      name: z.string('has an organization without a name').trim().min(1, 'has an organization without a name'),
      website: z.string().refine(isWebAddress, 'has an organization whose website is no web address').nullish(),
    },
    'has no organization',
  ),
  languages: z
    .array(z.object({ code: z.string().nullish(), name: z.string().nullish() }), 'has languages that are no list')
    .nullish(),
  service_areas: z.array(z.object({ name: z.string().nullish() }), 'has service_areas that are no list').nullish(),
  service_at_locations: z
    .array(
      z.object({
        location: z
          .object({
            latitude: z
              .number('has a latitude that is no number')
              .min(49, 'has a latitude outside the United Kingdom')
              .max(61, 'has a latitude outside the United Kingdom')
              .nullish(),
            longitude: z
              .number('has a longitude that is no number')
              .min(-9, 'has a longitude outside the United Kingdom')
              .max(2, 'has a longitude outside the United Kingdom')
              .nullish(),
            addresses: z
              .array(
                z.object({ city: z.string().nullish(), postal_code: z.string().nullish() }),
                'has addresses that are no list',
              )
              .nullish(),
          })
          .nullish(),
      }),
      'has service_at_locations that are no list',
    )
    .nullish(),
  attributes: z
    .array(z.object({ taxonomy_term: z.object({ name: z.string() }).nullish() }), 'has attributes that are no list')
    .nullish(),
});
export type OpenReferralService = z.output<typeof openReferralService>;

/** A page of a feed. */
export const openReferralPage = z.object({
  total_pages: z.number().int().nonnegative().optional(),
  page_number: z.number().int().nonnegative().optional(),
  contents: z.array(z.unknown()),
});
