/** Reads the outer form of a kubeconfig: its lists, and the entries that a context refers to. */
import { err, ok, type Result } from "#core/result.ts";
import type { KubeconfigCode, KubeconfigRefused } from "./refusal.ts";
import { refuseField, showName } from "./refusal.ts";
import type { YamlMapping, YamlValue } from "./yaml.ts";

/** An entry of `clusters`, `users` or `contexts`, unread. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly body: YamlMapping;
  readonly refused: readonly KubeconfigRefused[];
}

export interface KubeconfigDocument {
  readonly clusters: readonly Entry[];
  readonly users: readonly Entry[];
  readonly contexts: readonly Entry[];
  readonly current?: string;
  readonly ignored: readonly string[];
}

const MAX_NAME = 1_024;
const LISTS = { clusters: "cluster", users: "user", contexts: "context" } as const;

/** @returns the lists of a kubeconfig, or every reason why the text is none. */
export function readDocument(root: YamlValue): Result<KubeconfigDocument, readonly KubeconfigRefused[]> {
  if (root.kind !== "mapping" || !Object.keys(LISTS).some((name) => root.entries.has(name)))
    return err([notAKubeconfig(root.line)]);
  const refused: KubeconfigRefused[] = [];
  const ignored: string[] = [];
  for (const [name, value] of root.entries) {
    if (Object.hasOwn(LISTS, name)) continue;
    if (name === "preferences" || name === "extensions") ignored.push(name);
    else if (name === "apiVersion" || name === "kind") {
      if (textOf(value) !== (name === "kind" ? "Config" : "v1")) refused.push(notAKubeconfig(value.line));
    } else if (name !== "current-context") refused.push(refuseField("other", showName(name), name, value.line));
  }
  const lists = {
    clusters: readList(root, "clusters", refused),
    users: readList(root, "users", refused),
    contexts: readList(root, "contexts", refused),
  };
  const current = readCurrent(root, refused);
  return refused.length > 0 ? err(refused) : ok({ ...lists, ...(current !== undefined && { current }), ignored });
}

function readCurrent(root: YamlMapping, refused: KubeconfigRefused[]): string | undefined {
  const value = root.entries.get("current-context");
  if (value === undefined) return undefined;
  const text = textOf(value);
  if (text === undefined && !isNull(value)) refused.push(invalidField("current-context", "is not text", value.line));
  return text === "" ? undefined : text;
}

function readList(root: YamlMapping, list: keyof typeof LISTS, refused: KubeconfigRefused[]): Entry[] {
  const value = root.entries.get(list);
  if (value === undefined || isNull(value)) return [];
  if (value.kind !== "list") {
    refused.push(invalidField(list, "is not a list", value.line));
    return [];
  }
  const entries: Entry[] = [];
  const names = new Set<string>();
  for (const [index, item] of value.items.entries()) {
    const entry = readEntry(item, `${list}[${index}]`, LISTS[list], refused);
    if (!entry) continue;
    if (names.has(entry.name)) refused.push(duplicateName(entry.path, item.line));
    names.add(entry.name);
    entries.push(entry);
  }
  return entries;
}

function readEntry(item: YamlValue, path: string, bodyName: string, refused: KubeconfigRefused[]): Entry | undefined {
  if (item.kind !== "mapping") {
    refused.push(invalidField(path, "is not a mapping", item.line));
    return undefined;
  }
  const nameValue = item.entries.get("name");
  const name = nameValue && textOf(nameValue);
  if (name === undefined || name === "" || name.length > MAX_NAME || /\p{Cc}/u.test(name)) {
    refused.push(invalidField(`${path}.name`, "is missing or is not a name", (nameValue ?? item).line));
    return undefined;
  }
  const body = item.entries.get(bodyName);
  const empty: YamlMapping = { kind: "mapping", line: item.line, entries: new Map() };
  const own: KubeconfigRefused[] = [];
  if (body && body.kind !== "mapping" && !isNull(body))
    own.push(invalidField(`${path}.${bodyName}`, "is not a mapping", body.line));
  for (const [field, value] of item.entries)
    if (field !== "name" && field !== bodyName) own.push(refuseField("other", `${path}.${showName(field)}`, field, value.line));
  return { name, path: `${path}.${bodyName}`, body: body?.kind === "mapping" ? body : empty, refused: own };
}

/** @returns the text of a scalar; a number or a truth value is not taken for text, as Kubernetes does not. */
export function textOf(value: YamlValue): string | undefined {
  return value.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

export function isNull(value: YamlValue): boolean {
  return value.kind === "scalar" && value.value === null;
}

export function invalidField(path: string, what: string, line: number): KubeconfigRefused {
  return make("fieldInvalid", `${path} ${what}.`, "Give the file that kubectl uses.", { path, line });
}

function duplicateName(path: string, line: number): KubeconfigRefused {
  return make("duplicateName", `${path} has the name of an entry before it.`, "Keep one entry of each name.", { path, line });
}

function notAKubeconfig(line: number): KubeconfigRefused {
  return make("notAKubeconfig", "The text is not a kubeconfig.", "Give the output of `kubectl config view --minify --flatten`.", {
    line,
  });
}

function make(code: KubeconfigCode, message: string, remedy: string, place: { path?: string; line?: number }): KubeconfigRefused {
  return { code, message, remedy, ...place };
}
