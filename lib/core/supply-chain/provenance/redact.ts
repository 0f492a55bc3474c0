/** Takes what looks like a credential out of a predicate: builders write down the arguments that they were given. */
import { credentialOf, credentialOfValue } from "../../inventory/project/credentials.ts";
import type { BuildParameter } from "./provenance.ts";

/** @returns the parameter, without its value where that looks like a credential. */
export function parameterOf(name: string, value: string): BuildParameter {
  const kind = credentialOf(bareName(name), value);
  return kind === undefined ? { name, value } : { name, redacted: kind };
}

/** BuildKit writes `build-arg:NAME`. */
function bareName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}

const deepest = 64;

/** @returns the document with each value that looks like a credential replaced by its kind, to be stored or shown. */
export function withoutCredentials(value: unknown, name = "", depth = 0): unknown {
  if (depth > deepest) return null;
  if (typeof value === "string") return redactedText(name, value);
  if (Array.isArray(value)) return value.map((inner) => withoutCredentials(inner, name, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutCredentials(inner, key, depth + 1)]));
}

const assignment = /^([A-Za-z_][A-Za-z0-9_.-]*)=(.+)$/s;

function redactedText(name: string, value: string): string {
  const kind = credentialOf(bareName(name), value);
  if (kind !== undefined) return `redacted (${kind})`;
  const [, assigned = "", inner = ""] = assignment.exec(value) ?? [];
  const inside = assigned === "" ? credentialOfValue(value) : credentialOf(assigned, inner);
  return inside === undefined ? value : `${assigned === "" ? "" : `${assigned}=`}redacted (${inside})`;
}
