/** Waivers as YAML for Git, and back. Strict: unknown keys are named, and nothing refers, repeats or runs. */
import { isScalar, parseDocument, stringify, visit } from "yaml";
import { z } from "zod";
import { fingerprintSchema, mostWaived, waiverTerms } from "../../../contracts/waivers.ts";
import { err, ok, type Result } from "../../../core/result.ts";

/** Bytes of a file at most, and waivers in it. */
export const mostBytes = 1_048_576;
const mostItems = 500;
const mostIssues = 50;

export interface FileIssue {
  readonly path: string;
  readonly message: string;
}

const listed = (item: z.ZodType<string>, most: number) => z.array(item).max(most).default([]);
const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

const expires = z
  .string("Give a day like 2027-03-03, or a time of RFC 3339 in UTC.")
  .transform((text) => (dayOnly.test(text) ? `${text}T00:00:00.000Z` : text))
  .pipe(z.iso.datetime("Give a day like 2027-03-03, or a time of RFC 3339 in UTC."));

const itemSchema = z.strictObject({
  name: waiverTerms.name,
  reason: waiverTerms.reason,
  owner: waiverTerms.owner,
  ticket: waiverTerms.ticket,
  expires,
  match: z
    .strictObject({
      clusters: listed(z.string().min(1).max(253), 200),
      checks: listed(z.string().min(1).max(100), 200),
      namespaces: listed(z.string().max(253), 200),
      kinds: listed(z.string().min(1).max(100), 100),
      names: listed(z.string().min(1).max(253), 1_000),
      fingerprints: listed(fingerprintSchema, mostWaived),
    })
    .prefault({}),
});
const fileSchema = z.strictObject({
  apiVersion: z.literal("drydock/v1", "The apiVersion must be drydock/v1."),
  kind: z.literal("WaiverList", "The kind must be WaiverList."),
  items: z.array(itemSchema).max(mostItems),
});

/** A waiver as a file says it: clusters by name. */
export type FileWaiver = z.infer<typeof itemSchema>;

/** @returns the file of these waivers; lists that do not narrow are left out. */
export function writeWaiverFile(waivers: readonly FileWaiver[], note?: string): string {
  const items = waivers.map(({ name, reason, owner, ticket, expires: end, match }) => ({
    ...{ name, reason, owner },
    ...(ticket !== undefined && { ticket }),
    expires: end.endsWith("T00:00:00.000Z") ? end.slice(0, 10) : end,
    match: Object.fromEntries(Object.entries(match).filter(([, list]) => list.length > 0)),
  }));
  const text = stringify({ apiVersion: "drydock/v1", kind: "WaiverList", items }, { lineWidth: 0, aliasDuplicateObjects: false });
  return note === undefined ? text : `# ${note}\n${text}`;
}

/** @returns the waivers of a file, or everything in it that is refused, by its place. */
export function readWaiverFile(text: string): Result<readonly FileWaiver[], readonly FileIssue[]> {
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
  if (refused.length > 0) return err(refused);
  const read = fileSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!read.success) return err(read.error.issues.flatMap(issuesOf).slice(0, mostIssues));
  const twice = repeated(read.data.items.map((item) => item.name));
  if (twice !== undefined) return err([{ path: "items", message: `The name ${twice} stands there twice.` }]);
  return ok(read.data.items);
}

function refusedNodes(document: ReturnType<typeof parseDocument>): FileIssue[] {
  const issues: FileIssue[] = [];
  const refuse = (message: string) => {
    if (issues.length < mostIssues) issues.push({ path: "", message });
  };
  visit(document, {
    Alias: (_key, node) => refuse(`*${node.source} is an alias: write the value out.`),
    Node: (_key, node) => {
      if ("anchor" in node && node.anchor !== undefined) refuse(`&${node.anchor} is an anchor: write the value out.`);
      if (node.tag !== undefined) refuse(`${node.tag} is a tag: remove it.`);
    },
    Map: (_key, { items }) => {
      const keys = items.map(({ key }) => (isScalar(key) ? String(key.value) : ""));
      const twice = repeated(keys);
      if (twice !== undefined) refuse(`The key ${twice} stands twice in one place.`);
    },
  });
  return issues;
}

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}

function issuesOf(issue: z.core.$ZodIssue): FileIssue[] {
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
