/** Cuts the text of YAML into pieces that can be read alone, without reading them: its documents, and a list's items. */

/** A piece of YAML that can be read alone. */
export interface YamlPiece {
  readonly text: string;
  /** Of its first line in the file. */
  readonly line: number;
}

/** Splits a text at its document marks, and a list at its items. */
export function* splitPieces(text: string): Generator<YamlPiece, void> {
  let piece: string[] = [];
  let first = 1;
  let line = 0;
  for (const content of text.split("\n")) {
    line += 1;
    if (/^(---|\.\.\.)(\s|$)/.test(content)) {
      yield* splitList(piece, first);
      piece = content.startsWith("--- ") ? [content.slice(3)] : [];
      first = piece.length > 0 ? line : line + 1;
    } else piece.push(content);
  }
  yield* splitList(piece, first);
}

/**
 * What belongs to an item of a block list is indented deeper than its dash, so the items can be told apart without reading
 * them. Only a document that has nothing but scalars beside `items` is split: the output of kubectl is such a one.
 */
function* splitList(lines: readonly string[], first: number): Generator<YamlPiece, void> {
  const whole = { text: lines.join("\n"), line: first };
  const start = lines.indexOf("items:");
  const head = lines.slice(0, Math.max(0, start));
  if (start < 0 || !head.every((line) => /^(#.*|[A-Za-z]+: \S+)?$/.test(line))) return yield whole;
  const kind = /^kind: "?(\w+)"?$/m.exec(lines.filter((line) => line.startsWith("kind:")).join("\n"))?.[1];
  const dash = /^( *)- /.exec(
    lines.slice(start + 1).find((line) => line.trim() !== "" && !line.trimStart().startsWith("#")) ?? "",
  );
  if (kind !== "List" || !dash) return yield whole;
  yield* splitItems(lines, { start: start + 1, indent: dash[1]?.length ?? 0, first });
}

function* splitItems(
  lines: readonly string[],
  { start, indent, first }: { start: number; indent: number; first: number },
): Generator<YamlPiece, void> {
  const mark = `${" ".repeat(indent)}- `;
  let item: string[] = [];
  let itemLine = first + start;
  for (const [index, line] of lines.slice(start).entries()) {
    const isStart = line.startsWith(mark);
    const isEnd = !isStart && /^[^\s#]/.test(line);
    if (isStart || isEnd) {
      if (item.length > 0) yield { text: item.join("\n"), line: itemLine };
      item = [];
      itemLine = first + start + index;
    }
    // What stands behind the items is `kind` and `metadata` of the list itself.
    if (isEnd) return;
    item.push(isStart ? `${" ".repeat(indent + 2)}${line.slice(mark.length)}` : line);
  }
  if (item.length > 0) yield { text: item.join("\n"), line: itemLine };
}
