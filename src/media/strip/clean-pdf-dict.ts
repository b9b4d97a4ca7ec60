import { type PDFDict, PDFName } from '@cantoo/pdf-lib';

/** ISO 32000-2: what a document tells beside its pages, and what it would do by itself. */
const DROPPED = [
  'Metadata PieceInfo LastModified Thumb CreatorInfo SpiderInfo', // who made it, with what, and how it looked once
  'EmbeddedFiles AF Collection XFA', // what it carries along
  'AA JavaScript', // what it does when it is opened, closed, printed
  'Perms DSS Legal', // who signed it
]
  .flatMap(names => names.split(' '))
  .map(name => PDFName.of(name));
/** Under these keys a document gives names of its own: a font may be called "AA". */
const OWN_NAMES = new Set(
  'Font XObject ExtGState ColorSpace Pattern Shading Properties CharProcs N D R Dests'.split(' '),
);
/** What leads out of the document, but for links that a person presses. */
const DROPPED_ACTIONS = new Set(
  'JavaScript Launch ImportData SubmitForm GoToR GoToE Rendition RichMediaExecute Movie Sound'.split(' '),
);
const DROPPED_ANNOTATIONS = new Set('FileAttachment RichMedia Screen Movie Sound 3D'.split(' '));
/** Who remarked it, when. */
const OF_AUTHOR = 'M CreationDate NM'.split(' ').map(name => PDFName.of(name));

/** Takes out of one dictionary what tells of people or runs by itself. @param key under which it stands. */
export function cleanPdfDict(dict: PDFDict, key: string): void {
  if (OWN_NAMES.has(key)) return;
  for (const name of DROPPED) dict.delete(name);
  // A signature has a ByteRange; what it has signed is not there any more.
  if (DROPPED_ACTIONS.has(nameAt(dict, 'S')) || dict.has(PDFName.of('ByteRange'))) empty(dict);
  if (key === 'Annots' || nameAt(dict, 'Type') === 'Annot') cleanAnnotation(dict);
}

function cleanAnnotation(dict: PDFDict): void {
  const kind = nameAt(dict, 'Subtype');
  for (const name of OF_AUTHOR) dict.delete(name);
  // Of a form field, T is the name by which it is filled in.
  if (kind !== 'Widget') dict.delete(PDFName.of('T'));
  if (!DROPPED_ANNOTATIONS.has(kind)) return;
  const place = dict.get(PDFName.of('Rect'));
  empty(dict);
  dict.set(PDFName.of('Subtype'), PDFName.of('Link'));
  if (place) dict.set(PDFName.of('Rect'), place);
}

function empty(dict: PDFDict): void {
  for (const name of dict.keys()) dict.delete(name);
}

function nameAt(dict: PDFDict, key: string): string {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : '';
}
