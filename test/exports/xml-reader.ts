/** Reads the XML that we write, strictly: a document that another reader could refuse or read otherwise is an error here. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** The characters of XML 1.0. */
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const token = /<\?xml version="1\.0" encoding="UTF-8"\?>|<(\/?)([A-Za-z-]+)((?: [A-Za-z-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** @returns the root. @throws where the text is not well-formed. */
export function readXml(text: string): Element {
  if (!legal.test(text)) throw new Error("There is a character that XML has not.");
  const stack: Open[] = [{ name: "", attributes: {}, children: [], text: "" }];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null) throw new Error(`No XML at ${from}: ${JSON.stringify(text.slice(from, from + 120))}`);
    take(stack, match);
  }
  const [root] = stack[0]?.children ?? [];
  if (stack.length !== 1 || root === undefined || stack[0]?.children.length !== 1) throw new Error("There is not one root.");
  return root;
}

function take(stack: Open[], [, closing, name, attributes = "", empty, content]: RegExpExecArray): void {
  const open = stack.at(-1);
  if (open === undefined) throw new Error("The root was closed already.");
  if (content !== undefined) open.text += plain(content);
  if (name === undefined) return;
  if (closing) {
    stack.pop();
    if (open.name !== name) throw new Error(`</${name}> closes <${open.name}>.`);
    stack.at(-1)?.children.push(open);
    return;
  }
  const element: Open = { name, attributes: attributesOf(attributes), children: [], text: "" };
  if (empty) open.children.push(element);
  else stack.push(element);
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/ ([A-Za-z-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, plain(value)]);
  if (new Set(found.map(([name]) => name)).size !== found.length) throw new Error("An attribute stands twice.");
  return Object.fromEntries(found);
}

function plain(text: string): string {
  return text.replace(/&([a-z]*)(;?)/g, (whole, name: string, end: string) => {
    const character = entities[name];
    if (character === undefined || end === "") throw new Error(`${whole} is no entity.`);
    return character;
  });
}
