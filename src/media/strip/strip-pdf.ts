import {
  decodePDFRawStream,
  ParseSpeeds,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFInvalidObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFStreamWriter,
} from '@cantoo/pdf-lib';
import { FileRefusal } from '../file-refusal.ts';
import { cleanPdfDict } from './clean-pdf-dict.ts';
import { cleanPdfStream } from './clean-pdf-stream.ts';

/** Object streams of real documents have 50 to 200 small objects each; more than this is a bomb. */
const INFLATED_BYTES_MAX = 16 * 1024 * 1024;

/**
 * A PDF written anew from what its pages show: without its authors, dates, XMP, earlier versions, attachments, scripts and signatures
 * (which would no longer be valid), its photos stripped as photos are. One that opens without a password is opened for good.
 *
 * @throws FileRefusal `locked` when only a password opens it.
 */
export async function stripPdf(bytes: Buffer): Promise<Buffer> {
  limitInflation();
  const { context } = await open(bytes);
  context.trailerInfo = context.trailerInfo.Root ? { Root: context.trailerInfo.Root } : {};
  const reached = cleanReachable(context);
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
  return Buffer.from(await PDFStreamWriter.forContext(context, ParseSpeeds.Fastest).serializeToBuffer());
}

async function open(bytes: Buffer): Promise<PDFDocument> {
  try {
    const document = await PDFDocument.load(bytes, {
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      password: '',
    });
    if (document.getPageCount() > 0) return document;
  } catch {
    throw new FileRefusal(bytes.includes('/Encrypt') ? 'locked' : 'damaged');
  }
  throw new FileRefusal('damaged');
}

/** Cleans everything that the catalog leads to. Whatever it does not lead to nobody sees: it is what was there before. */
function cleanReachable(context: PDFContext): Set<unknown> {
  const reached = new Set<unknown>();
  const waiting: [object: unknown, key: string][] = [[context.trailerInfo.Root, 'Root']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [object, key] = next;
    if (reached.has(object)) continue;
    // What could not be read cannot be cleaned.
    if (object instanceof PDFInvalidObject) throw new FileRefusal('damaged');
    if (object instanceof PDFRef) {
      reached.add(object);
      waiting.push([context.lookup(object), key]);
    } else if (object instanceof PDFStream) {
      reached.add(object);
      waiting.push([object.dict, '']);
      if (object instanceof PDFRawStream) cleanPdfStream(object);
    } else if (object instanceof PDFDict) {
      reached.add(object);
      cleanPdfDict(object, key);
      for (const [name, value] of object.entries()) waiting.push([value, name.decodeText()]);
    } else if (object instanceof PDFArray) {
      reached.add(object);
      for (const value of object.asArray()) waiting.push([value, key]);
    }
  }
  return reached;
}

let isLimited = false;

/** The library inflates without end. All its decoders grow through one method, which learns to stop. */
function limitInflation(): void {
  if (isLimited) return;
  isLimited = true;
  const context = PDFContext.create();
  const stream = decodePDFRawStream(
    PDFRawStream.of(context.obj({ Filter: 'FlateDecode' }), new Uint8Array([0x78, 0x9c, 3, 0, 0, 0, 0, 1])),
  );
  const decoder = Object.getPrototypeOf(Object.getPrototypeOf(stream));
  const grow = decoder.ensureBuffer;
  decoder.ensureBuffer = function (requested: number) {
    if (requested > INFLATED_BYTES_MAX) throw new FileRefusal('tooComplex');
    return grow.call(this, requested);
  };
}
