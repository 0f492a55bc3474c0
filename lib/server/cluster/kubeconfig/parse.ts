/**
 * The allow-list parser of kubeconfigs. It constructs a new object from the fields that Drydock accepts, and refuses
 * every other by name. It runs nothing, opens no file and asks no network.
 */
import { err, ok, type Result } from "#core/result.ts";
import { type Entry, type KubeconfigDocument, readDocument, textOf } from "./document.ts";
import { readClusterEntry, readUserEntry } from "./entries.ts";
import type { ContextSummary, ParsedCluster } from "./parsed.ts";
import { type KubeconfigCode, type KubeconfigRefused, refuseField, showName } from "./refusal.ts";
import { readStrictYaml } from "./yaml.ts";

type Refused = readonly KubeconfigRefused[];

/** @returns every context with what would be refused of it, or why the text as a whole is refused. */
export function listContexts(input: string | Uint8Array): Result<readonly ContextSummary[], Refused> {
  const document = read(input);
  if (!document.ok) return document;
  return ok(
    document.value.contexts.map((context) => {
      const parsed = parseContext(document.value, context, undefined);
      const server = parsed.ok ? parsed.value.endpoint.url : undefined;
      return {
        name: context.name,
        current: context.name === document.value.current,
        ...(server !== undefined && { server }),
        refused: parsed.ok ? [] : parsed.error,
      };
    }),
  );
}

/**
 * Parses one context of a kubeconfig: the given one, else the current one, else the only one.
 * @param options.now with it, a credential that has ended is refused.
 * @returns the cluster as a new object, or everything that is refused, at once.
 */
export function parseKubeconfig(
  input: string | Uint8Array,
  { context, now }: { context?: string; now?: Date } = {},
): Result<ParsedCluster, Refused> {
  const document = read(input);
  if (!document.ok) return document;
  const chosen = chooseContext(document.value, context);
  return chosen.ok ? parseContext(document.value, chosen.value, now) : chosen;
}

function read(input: string | Uint8Array): Result<KubeconfigDocument, Refused> {
  const root = readStrictYaml(input);
  return root.ok ? readDocument(root.value) : root;
}

function chooseContext({ contexts, current }: KubeconfigDocument, wanted: string | undefined): Result<Entry, Refused> {
  const name = wanted ?? current;
  const [first] = contexts;
  if (!first)
    return refuse("contextUnknown", "The kubeconfig has no context.", "Add one with `kubectl config set-context`.", "contexts");
  const chosen = name === undefined ? (contexts.length === 1 ? first : undefined) : contexts.find((one) => one.name === name);
  if (chosen) return ok(chosen);
  if (name === undefined)
    return refuse(
      "contextRequired",
      "The kubeconfig has several contexts and none is current.",
      "Choose one of them.",
      "contexts",
    );
  const path = wanted === undefined ? "current-context" : "contexts";
  return refuse(
    "contextUnknown",
    "The kubeconfig has no context of the name that was asked for.",
    "Choose one of its contexts.",
    path,
  );
}

function parseContext(document: KubeconfigDocument, context: Entry, now: Date | undefined): Result<ParsedCluster, Refused> {
  const refused = [...context.refused];
  const ignored = [...document.ignored];
  for (const [field, value] of context.body.entries) {
    const path = `${context.path}.${showName(field)}`;
    if (field === "namespace" || field === "extensions") ignored.push(path);
    else if (field !== "cluster" && field !== "user") refused.push(refuseField("user", path, field, value.line));
  }
  const clusterEntry = referTo(document.clusters, context, "cluster", refused);
  const userEntry = referTo(document.users, context, "user", refused);
  const cluster = clusterEntry && readClusterEntry(clusterEntry, { refused, ignored });
  const user = userEntry && readUserEntry(userEntry, { refused, ignored, now });
  if (!cluster || !user || refused.length > 0) return err(refused);
  return ok({ context: context.name, name: clusterEntry.name, ...cluster, ...user, ignored });
}

function referTo(
  entries: readonly Entry[],
  context: Entry,
  field: "cluster" | "user",
  refused: KubeconfigRefused[],
): Entry | undefined {
  const value = context.body.entries.get(field);
  const name = value && textOf(value);
  const entry = entries.find((one) => one.name === name);
  if (entry) return entry;
  const path = `${context.path}.${field}`;
  const message = `${path} names no entry of ${field}s.`;
  refused.push({
    code: "missingReference",
    message,
    remedy: "Give the whole kubeconfig.",
    path,
    line: (value ?? context.body).line,
  });
  return undefined;
}

function refuse(code: KubeconfigCode, message: string, remedy: string, path: string) {
  return err<Refused>([{ code, message, remedy, path }]);
}
