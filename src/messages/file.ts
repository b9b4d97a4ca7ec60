import type { MediaRef } from './inbound.ts';

/** What a file is to the people who send and receive it. */
export type FileKind = Exclude<MediaRef['kind'], 'sticker'>;

/** A file by what its bytes say it is: never by its name, which may hold a person's. */
export interface FileType {
  kind: FileKind;
  mimeType: string;
  /** Without the dot. */
  extension: string;
}

/** A file on its way to or from a person. */
export interface FileContent extends FileType {
  bytes: Uint8Array<ArrayBuffer>;
}
