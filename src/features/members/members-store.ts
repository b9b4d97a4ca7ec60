import type { MediaRef } from '../../messages/inbound.ts';
import type { FeatureWrite, Heard } from '../feature.ts';

/** Keeps the platform's reference to a file, sealed, for the people who will need it; nothing is downloaded. */
export function rememberAttachment(
  { sender }: Heard,
  media: MediaRef,
  seal: (value: unknown) => Uint8Array<ArrayBuffer>,
): FeatureWrite {
  return {
    label: 'attachment',
    apply: transaction =>
      transaction.attachment.create({
        data: { conversationId: sender.conversationId, kind: media.kind, refSealed: seal(media) },
      }),
  };
}
