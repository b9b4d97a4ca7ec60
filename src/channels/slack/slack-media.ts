import { z } from 'zod';
import type { MediaRef } from '../../messages/inbound.ts';

/** A file as Slack tells of it (https://docs.slack.dev/reference/objects/file-object). Of one from another organisation only the id is told. */
export const slackFile = z.object({
  id: z.string().min(1),
  mimetype: z.string().optional(),
  subtype: z.string().optional(),
  size: z.number().optional(),
});

/** Recorded in Slack itself: a voice note. */
const VOICE_SUBTYPE = 'slack_audio';

export function mediaOf({ id: fileId, mimetype, subtype, size }: z.infer<typeof slackFile>): MediaRef {
  return {
    kind: subtype === VOICE_SUBTYPE ? 'voice' : kindOf(mimetype),
    fileId,
    ...(size !== undefined && { sizeBytes: size }),
    ...(mimetype && { mimeType: mimetype }),
  };
}

function kindOf(mimeType = ''): MediaRef['kind'] {
  const [type] = mimeType.split('/');
  if (type === 'image') return 'photo';
  return type === 'audio' || type === 'video' ? type : 'document';
}
