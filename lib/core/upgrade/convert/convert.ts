/**
 * Rewrites a manifest for the API that takes the place of its own, with comments and order kept, and says which fields changed
 * their meaning. It changes nothing where the target still serves what is written and no replacement is there.
 */
import { type Document, isAlias, isMap, isScalar, parseDocument, visit } from "yaml";
import { apiVersionOf, lifecycleOf, replacementIn, servedIn, splitApiVersion } from "../lifecycle.ts";
import type { Minor } from "../minor.ts";
import { type ConversionNote, Field } from "./node.ts";
import { byHand, rewrites } from "./rules.ts";

export type { ConversionNote } from "./node.ts";

export type Conversion =
  | {
      readonly kind: "converted";
      readonly apiVersion: string;
      /** The old manifest as it is written out again, so that only what changed differs from `text`. */
      readonly before: string;
      readonly text: string;
      readonly notes: readonly ConversionNote[];
    }
  /** There is a replacement, and a person has to write it. */
  | { readonly kind: "byHand"; readonly apiVersion: string; readonly why: string }
  /** Nothing takes its place, nothing has to, or it is no document of a kind that is known. */
  | { readonly kind: "none" };

/** @param text one document, in YAML or JSON, that parses and is no list. */
export function convertManifest(text: string, target: Minor): Conversion {
  const document = read(text);
  const root = document?.contents;
  if (document === undefined || !isMap(root)) return { kind: "none" };
  const [apiVersion, kind] = [root.get("apiVersion"), root.get("kind")];
  if (typeof apiVersion !== "string" || typeof kind !== "string") return { kind: "none" };
  const { group, version } = splitApiVersion(apiVersion);
  const entry = lifecycleOf(group, version, kind);
  const next = entry && replacementIn(entry, target);
  if (entry === undefined || next === undefined || servedIn(next, target) === "notYet") return { kind: "none" };
  const why = byHand[`${apiVersion}/${kind}`] ?? byHand[apiVersion];
  const wanted = apiVersionOf(next);
  if (why !== undefined) return { kind: "byHand", apiVersion: wanted, why };
  const before = write(document, text);
  const notes: ConversionNote[] = [];
  const field = new Field(root, "", notes);
  const written = root.get("apiVersion", true);
  if (isScalar(written)) written.value = wanted;
  if (rewrites[kind] !== undefined && field.take("status")) field.note("status", "The status is the server's to write.");
  rewrites[kind]?.(field, { group, version, target });
  return { kind: "converted", apiVersion: wanted, before, text: write(document, text), notes };
}

/** What refers to other places is written out, because a rewrite of one place must not change another. */
function read(text: string): Document | undefined {
  const document = parseDocument(text, {
    schema: "core",
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  if (document.errors.length > 0) return undefined;
  let refers = false;
  visit(document, (_key, node) => {
    if (isAlias(node)) refers = true;
  });
  return refers ? parseDocument(JSON.stringify(document.toJS({ maxAliasCount: 100 }))) : document;
}

function write(document: Document, text: string): string {
  if (/^\s*\{/.test(text)) return `${JSON.stringify(document.toJS(), undefined, 2)}\n`;
  const indentSeq = !/^( *)[^\s#-][^\n]*:[ ]*\n\1- /m.test(text);
  return document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: !/\{\S/.test(text) });
}
