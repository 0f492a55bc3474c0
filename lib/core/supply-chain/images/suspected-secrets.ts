/** Where an image's configuration seems to hold a credential. Everybody who may pull the image can read it. */
import { credentialOf, credentialOfValue } from "../../inventory/project/credentials.ts";
import { clean } from "../../text/clean.ts";
import type { ImageManifest } from "../oci/manifest.ts";
import { entriesAt, listAt, valueAt } from "../provenance/read-json.ts";

export interface SuspectedSecret {
  readonly where: "label" | "annotation" | "environment" | "build argument" | "command";
  /** Its name, cleaned; of a command of the build its place, such as `step 3`; `withheld` where the name itself looks like one. */
  readonly key: string;
  /** `name:password`: what it is called; `value:private-key`: what it looks like. */
  readonly credential: string;
}

export interface SuspectedSecrets {
  readonly secretsSuspected: readonly SuspectedSecret[];
  readonly secretsCut?: true;
}

const most = 50;
const longestKey = 128;
const longestCommand = 65_536;

/** @param history `history` of the configuration: the steps of the build, in their order. */
export function suspectedSecrets(
  config: unknown,
  annotations: ImageManifest["annotations"],
  history: readonly unknown[],
): SuspectedSecrets {
  const all = [
    ...settings("label", entriesAt(config, "config", "Labels")),
    ...settings("annotation", Object.entries(annotations)),
    ...variables(listAt(config, "config", "Env")),
    ...commands([...listAt(config, "config", "Entrypoint"), ...listAt(config, "config", "Cmd")]),
    ...history.flatMap((step, index) => inStep(valueAt(step, "created_by"), index + 1)),
  ];
  const found = [...new Map(all.map((one) => [`${one.where} ${one.key}`, one])).values()];
  return { secretsSuspected: found.slice(0, most), ...(found.length > most && { secretsCut: true as const }) };
}

type Where = SuspectedSecret["where"];

function suspect(where: Where, key: string, credential: string | undefined): readonly SuspectedSecret[] {
  if (credential === undefined) return [];
  const shown = credentialOfValue(key) === undefined ? clean(key.slice(0, longestKey)) : "withheld";
  return [{ where, key: shown, credential }];
}

/** A key with a prefix is a setting of some program, and its name says nothing: only its value does. */
function settings(where: Where, entries: readonly (readonly [string, string])[]): readonly SuspectedSecret[] {
  return entries.flatMap(([key, value]) =>
    suspect(where, key, /[./]/.test(key) ? credentialOfValue(value) : credentialOf(key, value)),
  );
}

function variables(list: readonly unknown[]): readonly SuspectedSecret[] {
  return list.flatMap((entry) => {
    if (typeof entry !== "string") return [];
    const at = entry.indexOf("=");
    return at < 1 ? [] : suspect("environment", entry.slice(0, at), credentialOf(entry.slice(0, at), entry.slice(at + 1)));
  });
}

function commands(words: readonly unknown[]): readonly SuspectedSecret[] {
  return words.flatMap((word) => (typeof word === "string" ? suspect("command", "entry point", credentialOfValue(word)) : []));
}

const argument = /(?:^|\s)([A-Za-z_]\w{0,252})=(\S+)/g;

/**
 * `|2 A=1 B=2 /bin/sh -c …` of a step that ran with arguments, and `ARG A=1`. Nothing quotes their values: what stands behind
 * a blank belongs to a value that was judged by its beginning.
 */
function inStep(step: unknown, number: number): readonly SuspectedSecret[] {
  if (typeof step !== "string") return [];
  const text = step.slice(0, longestCommand);
  const given = /^(?:RUN )?\|\d+ /.test(text) ? text.split(/ \/bin\/| cmd \/| powershell /, 1)[0] : undefined;
  const declared = /^(?:\/bin\/sh -c #\(nop\)\s+)?ARG\s/.test(text) ? text : undefined;
  const found = [...(given ?? declared ?? "").matchAll(argument)].flatMap(([, name = "", value = ""]) =>
    suspect("build argument", name, credentialOf(name, value)),
  );
  const inside = credentialOfValue(text);
  return found.length > 0 || inside === undefined ? found : suspect("command", `step ${number}`, inside);
}
