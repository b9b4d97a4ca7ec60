import { FileRefusal } from '../file-refusal.ts';

/** So many bytes from `start`, in place. @throws FileRefusal where the file ends before. */
export function partOf(bytes: Buffer, start: number, length: number): Buffer {
  if (start < 0 || length < 0 || start + length > bytes.length) throw new FileRefusal('damaged');
  return bytes.subarray(start, start + length);
}
