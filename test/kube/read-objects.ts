/** Reads the YAML of the small team's world. */
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse, parseAllDocuments } from "yaml";
import type { KubeObject } from "./object.ts";
import type { Running } from "./pod-status.ts";
import { type KubeVersion, parseKubeVersion } from "./versions.ts";

const OBJECTS_FOLDER = fileURLToPath(new URL("./objects/", import.meta.url));

/** Every secret value of the world begins with this: where one turns up, something was kept that must not be. */
export const CANARY = "drydock-canary-";
/** What a Secret's `data` shows of a canary; fifteen characters are a whole number of base64 groups. */
export const CANARY_IN_BASE64 = Buffer.from(CANARY).toString("base64");

/** The objects of one file, with `${KUBE_VERSION}` filled in, and with `stringData` as the `data` that a server keeps. */
export async function readObjects(file: string, version: string): Promise<KubeObject[]> {
  const text = withVersions(await readFile(`${OBJECTS_FOLDER}${file}`, "utf8"), parseKubeVersion(version));
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`);
      return document.toJS() as KubeObject | null;
    })
    .filter((object) => object !== null)
    .map(withEncodedData);
}

/** The YAML files of a folder beside the others, sorted. */
export async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(`${OBJECTS_FOLDER}${folder}`);
  return names
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

export async function readRunning(): Promise<Running> {
  return parse(await readFile(`${OBJECTS_FOLDER}running.yaml`, "utf8")) as Running;
}

function withVersions(text: string, { major, minor, patch }: KubeVersion): string {
  return text
    .replaceAll(/\$\{KUBE_VERSION\}/g, `v${major}.${minor}.${patch}`)
    .replaceAll(/\$\{KUBE_PREVIOUS_MINOR\}/g, `v${major}.${minor - 1}.1`);
}

function withEncodedData(object: KubeObject): KubeObject {
  if (object.kind !== "Secret" || !object.stringData) return object;
  const { stringData, ...rest } = object;
  const entries = Object.entries(stringData as Record<string, string>);
  return {
    ...rest,
    data: Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value).toString("base64")])),
  } as KubeObject;
}
