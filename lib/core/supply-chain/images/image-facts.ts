/**
 * What an image says of itself in its configuration and manifest. Both are bytes that anybody may have written: nothing here is
 * proved but that these bytes are the image's, and values that look like credentials go no further than this module.
 */
import { credentialOfValue } from "../../inventory/project/credentials.ts";
import type { ImageManifest } from "../oci/manifest.ts";
import { listAt, present, textAt, valueAt } from "../provenance/read-json.ts";
import { type Digest, parseDigest } from "./digest.ts";
import { type ImageUser, imageUser } from "./image-user.ts";
import { parseImageReference } from "./reference.ts";
import { type SuspectedSecret, suspectedSecrets } from "./suspected-secrets.ts";

/** Why it is not known when something was made: nothing says it, or it is a fixed date of builds that repeat. */
export type DateUnknown = "absent" | "fixed" | "unreadable";

export interface BaseImage {
  /** As the builder named it; what is no reference is left out. */
  readonly name?: string;
  readonly digest?: Digest;
  /** ISO 8601; when the oldest layer was made. Absent where nothing says it or the date is a fixed one. */
  readonly created?: string;
}

/** Traces of programs that the build ran in the last stage. No trace proves nothing: the base may hold them. */
export interface ProgramTraces {
  /** A command of the build, or the image's own command, runs in a shell. */
  readonly shell: boolean;
  /** Names such as `apk` and `apt-get`, sorted. */
  readonly packageManagers: readonly string[];
}

/** Plain JSON, to be stored as it is. */
export interface ImageFacts {
  /** ISO 8601. */
  readonly created?: string;
  /** There where `created` is not. */
  readonly createdUnknown?: DateUnknown;
  /** Bytes that a registry keeps of it: layers, as they are compressed, and configuration. Absent where the manifest's sizes make no sense. */
  readonly size?: number;
  readonly layers: number;
  /** As the configuration has them, such as `linux` and `arm64`. */
  readonly os?: string;
  readonly architecture?: string;
  readonly user: ImageUser;
  readonly traces: ProgramTraces;
  readonly base: BaseImage;
  /** Claims of whoever built it. */
  readonly labels: { readonly source?: string; readonly revision?: string };
  /** Where there seems to be a credential, and of which kind; never the value. */
  readonly secretsSuspected: readonly SuspectedSecret[];
  /** There are more of them than are kept. */
  readonly secretsCut?: true;
}

const mostHistory = 1_000;

/**
 * @param config the configuration's JSON, parsed; anything at all.
 * @param manifest of the same image, as `parseManifest` gives it.
 */
export function imageFacts(config: unknown, manifest: Pick<ImageManifest, "annotations" | "config" | "layers">): ImageFacts {
  const history = listAt(config, "history").slice(0, mostHistory);
  const os = wordOf(textAt(config, "os"));
  return {
    ...datedBy(valueAt(config, "created")),
    ...present({
      size: sizeOf(manifest),
      os,
      architecture: wordOf(textAt(config, "architecture")),
    }),
    layers: manifest.layers.length,
    user: imageUser(valueAt(config, "config", "User"), os),
    traces: tracesOf(config, history),
    base: baseOf(config, manifest.annotations, history),
    labels: imageLabels(config),
    ...suspectedSecrets(config, manifest.annotations, history),
  };
}

/** @returns the labels that name the source; others may hold anything, and are not kept. */
export function imageLabels(config: unknown): ImageFacts["labels"] {
  const source = textAt(config, "config", "Labels", "org.opencontainers.image.source");
  const revision = textAt(config, "config", "Labels", "org.opencontainers.image.revision");
  return present({
    source: source && unlessSecret(withoutUser(source.slice(0, 2_048))),
    revision: unlessSecret(revision?.slice(0, 200)),
  });
}

/**
 * @param now the clock value of whoever asks.
 * @returns whole days since a date of the facts; undefined where it is unknown or lies ahead.
 */
export function ageInDays(created: string | undefined, now: Date): number | undefined {
  if (created === undefined) return undefined;
  const age = now.getTime() - Date.parse(created);
  return age < 0 || Number.isNaN(age) ? undefined : Math.floor(age / 86_400_000);
}

/** An address in a label may carry a password. */
function withoutUser(address: string): string {
  return address.replace(/\/\/[^/]*@/, "//");
}

/** Containers are younger than this: an older date is the one that a builder writes to make its builds repeat. */
const firstImages = Date.UTC(2013, 0, 1);
const dateForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function dateOf(value: unknown): string | DateUnknown {
  if (value === undefined || value === null || value === "") return "absent";
  const time = typeof value === "string" && dateForm.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) return "unreadable";
  return time < firstImages ? "fixed" : new Date(time).toISOString();
}

function datedBy(value: unknown): Pick<ImageFacts, "created" | "createdUnknown"> {
  const date = dateOf(value);
  return date === "absent" || date === "fixed" || date === "unreadable" ? { createdUnknown: date } : { created: date };
}

function sizeOf({ config, layers }: Pick<ImageManifest, "config" | "layers">): number | undefined {
  const size = layers.reduce((sum, layer) => sum + layer.size, config.size);
  return Number.isSafeInteger(size) ? size : undefined;
}

/** An annotation of the manifest is younger than a label, which a base hands down to what is built on it. */
function baseOf(config: unknown, annotations: ImageManifest["annotations"], history: readonly unknown[]): BaseImage {
  const written = (key: string) => textAt(annotations, key) ?? textAt(config, "config", "Labels", key);
  const name = written("org.opencontainers.image.base.name");
  const digest = written("org.opencontainers.image.base.digest");
  const { created } = datedBy(valueAt(history[0], "created"));
  return present({
    name: name === undefined || parseImageReference(name) === undefined ? undefined : unlessSecret(name),
    digest: digest === undefined ? undefined : parseDigest(digest),
    created,
  });
}

const shells = /(?:^|[\s"'/])(?:ba|da|a|z|k)?sh(?:$|[\s"'])|(?:^|[\s"'\\/])(?:cmd|powershell|pwsh)(?:\.exe)?(?:$|[\s"'])/i;
const managers =
  /(?:^|[\s;&|(/])(apk|apt|apt-get|dpkg|yum|dnf|microdnf|rpm|zypper|pacman|tdnf|pip3?|npm|yarn|pnpm|gem|conda)(?=\s)/g;
const longestCommand = 16_384;

function tracesOf(config: unknown, history: readonly unknown[]): ProgramTraces {
  const own = [...listAt(config, "config", "Entrypoint"), ...listAt(config, "config", "Cmd")];
  const first = own.find((word) => typeof word === "string");
  const commands = history.flatMap((step) => ranCommand(valueAt(step, "created_by")));
  const found = commands.flatMap((command) => [...command.matchAll(managers)].map(([, name = ""]) => name));
  return {
    shell: commands.some((command) => shells.test(command)) || (typeof first === "string" && shells.test(first.slice(0, 4_096))),
    packageManagers: [...new Set(found)].sort(),
  };
}

/** Docker's older builder marks what only changed the configuration with `#(nop)`; BuildKit marks what ran with `RUN`. */
function ranCommand(step: unknown): readonly string[] {
  if (typeof step !== "string") return [];
  const text = step.slice(0, longestCommand);
  return /^RUN\s/.test(text) || (/^(?:\|\d+\s|\/bin\/|cmd\s|powershell\s)/.test(text) && !text.includes("#(nop)")) ? [text] : [];
}

const wordForm = /^[a-z0-9]{1,20}$/;

function wordOf(text: string | undefined): string | undefined {
  return text !== undefined && wordForm.test(text) ? text : undefined;
}

function unlessSecret(text: string | undefined): string | undefined {
  return text === undefined || credentialOfValue(text) !== undefined ? undefined : text;
}
