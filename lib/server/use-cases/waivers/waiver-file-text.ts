/** Waivers as YAML for Git, and back. Strict: unknown keys are named, and nothing refers, repeats or runs. */
import { stringify } from "yaml";
import { z } from "zod";
import { fingerprintSchema, mostWaived, waiverTerms } from "../../../contracts/waivers.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { type FileIssue, issuesOf, mostIssues, readPlainYaml, repeated } from "../../text/plain-yaml.ts";

/** Waivers in a file at most. */
const mostItems = 500;

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
  const plain = readPlainYaml(text);
  if (!plain.ok) return plain;
  const read = fileSchema.safeParse(plain.value);
  if (!read.success) return err(read.error.issues.flatMap(issuesOf).slice(0, mostIssues));
  const twice = repeated(read.data.items.map((item) => item.name));
  if (twice !== undefined) return err([{ path: "items", message: `The name ${twice} stands there twice.` }]);
  return ok(read.data.items);
}
