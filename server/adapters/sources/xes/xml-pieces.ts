export type XmlPiece =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string };

export type XmlReader = {
  /** Takes the next text of a document and gives the tags that it completes. */
  push(text: string): XmlPiece[];
  /** Whether the document ends inside a tag or comment. */
  isInside(): boolean;
};

const MAX_TAG = 1_048_576;
const entities = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** How what is skipped begins and ends; the longer beginning first. */
const skipped = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Cuts XML into opening and closing tags, however it is chunked. Text between tags is dropped, namespaces are cut off,
 * entities other than those of XML itself stay as they are written and nothing outside the document is ever read.
 */
export function createXmlReader(): XmlReader {
  let rest = '';
  return {
    push(text) {
      const pieces: XmlPiece[] = [];
      rest += text;
      let at = 0;
      for (;;) {
        const start = rest.indexOf('<', at);
        at = start < 0 ? rest.length : start;
        const end = start < 0 ? -1 : endOf(rest, start);
        if (end < 0) break;
        pieces.push(...piecesOf(rest.slice(start, end)));
        at = end;
      }
      rest = rest.slice(at);
      if (rest.length > MAX_TAG)
        throw new Error('a tag or comment of more than 1 MB is no XML that can be read');
      return pieces;
    },
    isInside: () => rest !== '',
  };
}

/** Where what begins with `<` here has ended; -1 when more text is needed. */
function endOf(text: string, start: number): number {
  for (const [opening, closing] of skipped) {
    const begun = text.slice(start, start + opening.length);
    if (begun === opening) {
      const end = text.indexOf(closing, start + opening.length);
      return end < 0 ? -1 : end + closing.length;
    }
    // Cut off by the end of the chunk: what it will be is not known yet.
    if (opening.startsWith(begun) && start + begun.length === text.length) return -1;
  }
  return text[start + 1] === '!' ? endOfDeclaration(text, start) : endOfTag(text, start);
}

function endOfTag(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '>') return at + 1;
    if (character !== '"' && character !== "'") continue;
    at = text.indexOf(character, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

/** A DOCTYPE may hold declarations of its own between brackets. */
function endOfDeclaration(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '<') depth += 1;
    if (character === ']' || character === '>') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return -1;
}

function piecesOf(tag: string): XmlPiece[] {
  const closing = /^<\/\s*([^\s>]+)/.exec(tag);
  if (closing) return [{ kind: 'close', name: localName(closing[1] ?? '') }];
  const opening = /^<([^\s/>!?]+)/.exec(tag);
  if (!opening) return [];
  const name = localName(opening[1] ?? '');
  const open: XmlPiece = { kind: 'open', name, attributes: attributesOf(tag.slice(opening[0].length)) };
  return /\/\s*>$/.test(tag) ? [open, { kind: 'close', name }] : [open];
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(/([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(name, resolved(double ?? single ?? ''));
  }
  return attributes;
}

function resolved(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
