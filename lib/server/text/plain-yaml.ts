/** YAML that people keep in Git and that is read strictly: nothing in it refers, repeats or runs. */
import { isScalar, type Node, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { err, ok, type Result } from "../../core/result.ts";

/** Bytes of a file at most. */
export const mostBytes = 1_048_576;
export const mostIssues = 50;

export interface FileIssue {
  readonly path: string;
  readonly message: string;
}

/** @returns the value of a file, or everything in it that is refused. */
export function readPlainYaml(text: string): Result<unknown, readonly FileIssue[]> {
  if (text.length > mostBytes || Buffer.byteLength(text) > mostBytes)
    return err([{ path: "", message: "The file is larger than 1 MiB." }]);
  const document = parseDocument(text, {
    ...({ schema: "core", version: "1.2", merge: false, strict: true, logLevel: "error" } as const),
    // Repeated keys are found below: the library compares every pair.
    ...{ uniqueKeys: false, prettyErrors: false },
  });
  const broken = [...document.errors, ...document.warnings].slice(0, mostIssues);
  if (broken.length > 0) return err(broken.map(({ message }) => ({ path: "", message: `This is not plain YAML: ${message}` })));
  const refused = refusedNodes(document);
  return refused.length > 0 ? err(refused) : ok(document.toJS({ maxAliasCount: 0 }));
}

function refusedNodes(document: ReturnType<typeof parseDocument>): FileIssue[] {
  const issues: FileIssue[] = [];
  const refuse = (message: string) => {
    if (issues.length < mostIssues) issues.push({ path: "", message });
  };
  const refuseMarks = (node: Node) => {
    if ("anchor" in node && node.anchor !== undefined) refuse(`&${node.anchor} is an anchor: write the value out.`);
    if (node.tag !== undefined) refuse(`${node.tag} is a tag: remove it.`);
  };
  visit(document, {
    Alias: (_key, node) => refuse(`*${node.source} is an alias: write the value out.`),
    Node: (_key, node) => refuseMarks(node),
    Map: (_key, node) => {
      refuseMarks(node);
      const keys = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : ""));
      const twice = repeated(keys);
      if (twice !== undefined) refuse(`The key ${twice} stands twice in one place.`);
    },
  });
  return issues;
}

/** @returns the first name that stands there twice. */
export function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

/** @returns what a schema refuses, by its place; an unknown key by itself. */
export function issuesOf(issue: z.core.$ZodIssue): FileIssue[] {
  const place = placeOf(issue.path);
  if (issue.code !== "unrecognized_keys") return [{ path: place, message: issue.message }];
  return issue.keys.map((key) => ({
    path: place === "" ? key : `${place}.${key}`,
    message: `${key} is not a key that stands there.`,
  }));
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}
