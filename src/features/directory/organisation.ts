import { z } from 'zod';
import { regions } from '../../knowledge/regions.ts';
import { needs } from './needs.ts';

/** `seen` on a page of theirs, `partly`, or `known`: somebody has heard of it, and nobody has opened its page. */
export const checks = ['seen', 'partly', 'known'] as const;
export const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland'] as const;

/** A group as a source tells of it. What is here is public: no person's name, number or address. */
export const publicEntry = z.object({
  name: z.string().min(1).max(200),
  url: z.string().max(500).optional(),
  /** In English, as the source has it; may be empty. */
  description: z.string().max(600),
  /** Missing for all of the United Kingdom. */
  nation: z.enum(nations).optional(),
  /** Empty for all of the nation. */
  regions: z.array(z.enum(regions)),
  /** Where in its regions it is at home, by GSS codes. */
  councils: z.array(z.string()),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  needs: z.array(z.enum(needs)),
  /** BCP 47. */
  languages: z.array(z.string()),
  licence: z.string().min(1).max(200),
  check: z.enum(checks),
  /** As in 2026-11-23. */
  lastCheckedOn: z.string(),
});
export type PublicEntry = z.output<typeof publicEntry>;

/** A group as the directory has it. */
export interface Organisation extends PublicEntry {
  id: string;
  source: string;
  /** True once staff have changed it. */
  isEdited: boolean;
  isHidden: boolean;
}
